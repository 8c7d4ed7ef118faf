"""Drafts of forms, kept on the server while somebody types."""

from flask import Flask

from tracker import jobs
from tracker.drafts import actions, state
from tracker.drafts.views import bp


def init_app(app: Flask) -> None:
    """Register the pages, and what brings drafts back and removes them."""
    state.init_app(app)
    jobs.register(app, actions.prune)
    app.register_blueprint(bp)
