"""Committees (Gremien), sittings and council papers (Drucksachen), in OParl's words."""

from flask import Flask

from tracker.council import queries
from tracker.council.views import bp
from tracker.plan import papers


def init_app(app: Flask) -> None:
    """Register the pages, and the papers that can be named as evidence."""
    papers.register(queries.paper_numbers)
    app.register_blueprint(bp)
