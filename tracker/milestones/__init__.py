"""Milestones and the dated record of their states and deadlines."""

from flask import Flask

from tracker.history.entries import register
from tracker.milestones import entries
from tracker.milestones.models import MilestoneDeadline, MilestoneState
from tracker.milestones.views import bp


def init_app(app: Flask) -> None:
    """Register the pages and the kinds of facts kept here."""
    register(MilestoneState, entries.state)
    register(MilestoneDeadline, entries.deadline)
    app.register_blueprint(bp)
