"""Obstacles (Hemmnisse): what stands in the way of a recommendation, and how it was solved."""

from flask import Flask

from tracker.obstacles.views import bp


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
