"""Keeping a plan's master data, and new editions (Fortschreibung): plans made from earlier ones."""

from flask import Flask

from tracker import jobs
from tracker.editions.actions.restoring import remove_expired
from tracker.editions.views import bp


def init_app(app: Flask) -> None:
    """Register the pages, and the job that removes what was deleted long ago."""
    app.register_blueprint(bp)
    jobs.register(app, remove_expired)
