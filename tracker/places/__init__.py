"""Municipalities of the county."""

from flask import Flask

from tracker.places.views import bp


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
