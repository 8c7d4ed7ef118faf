"""Committees (Gremien), sittings and council papers (Drucksachen), in OParl's words."""

from flask import Flask

from tracker.council.views import bp


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
