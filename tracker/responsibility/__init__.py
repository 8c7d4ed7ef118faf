"""Who is responsible: parts in recommendations, handing them over, the organisations themselves."""

from flask import Flask

from tracker.responsibility.views import bp


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
