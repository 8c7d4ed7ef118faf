"""Keeping a plan's master data, and new editions (Fortschreibung): plans made from earlier ones."""

from flask import Flask

from tracker import jobs
from tracker.editions import entries
from tracker.editions.actions.restoring import remove_expired
from tracker.editions.views import bp
from tracker.history.entries import register
from tracker.plan.models import ActionFieldWording, PlanThresholds


def init_app(app: Flask) -> None:
    """Register the pages, the kinds of facts kept here, and the job that removes what is old."""
    register(ActionFieldWording, entries.wording)
    register(PlanThresholds, entries.thresholds)
    app.register_blueprint(bp)
    jobs.register(app, remove_expired)
