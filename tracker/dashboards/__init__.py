"""Pages that show progress: overview, field, list, recommendation, organisations, method."""

from flask import Flask

from tracker.dashboards.views import bp, changes, lists, organisations, overview, recommendation

__all__ = ["changes", "init_app", "lists", "organisations", "overview", "recommendation"]


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
