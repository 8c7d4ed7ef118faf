"""The plan itself: fields of action, recommendations, versions of their wording, statuses."""

from flask import Flask

from tracker.history.entries import Plans, register, register_plans
from tracker.plan import entries, queries, revisions
from tracker.plan.models import RecommendationStatus, RecommendationWording
from tracker.plan.views import bp
from tracker.stakeholders.models import Involvement


def init_app(app: Flask) -> None:
    """Register the pages, what a plan is, and the kinds of facts kept here."""
    register_plans(Plans(queries.plan, queries.lock_plan, revisions.bump))
    register(RecommendationStatus, entries.status)
    register(RecommendationWording, entries.wording)
    register(Involvement, entries.involvement)
    app.register_blueprint(bp)
