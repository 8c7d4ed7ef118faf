"""The desk of the plan office (Geschäftsstelle): worklist, follow-ups, sitting mode."""

from flask import Flask

from tracker.office.views import bp


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
