"""Who is responsible: parts in recommendations, handing them over, the organisations themselves."""

from flask import Flask

from tracker.history.entries import register
from tracker.responsibility import entries
from tracker.responsibility.views import bp
from tracker.stakeholders.models import OrganisationName


def init_app(app: Flask) -> None:
    """Register the pages and the names of organisations, which can be withdrawn."""
    register(OrganisationName, entries.name)
    app.register_blueprint(bp)
