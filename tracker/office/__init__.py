"""The desk of the plan office (Geschäftsstelle): worklist, follow-ups, sitting mode, decisions."""

from flask import Flask

from tracker.council.models import Decision
from tracker.history.entries import register
from tracker.office import entries
from tracker.office.views import bp


def init_app(app: Flask) -> None:
    """Register the pages and the kind of facts kept here."""
    register(Decision, entries.decision)
    app.register_blueprint(bp)
