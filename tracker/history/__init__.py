"""Dated facts: what held on which day, who recorded it when, and what was withdrawn."""

from flask import Flask

from tracker.history.views import bp


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
