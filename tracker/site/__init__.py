"""What belongs to the whole site: foot pages, display choice, health."""

from flask import Flask

from tracker.site import views


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(views.bp)
