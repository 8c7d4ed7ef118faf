"""What organisations are asked to report about: the recommendations they have a part in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from tracker.db import Texts, db
from tracker.history.queries import is_withdrawn
from tracker.notes.models import Note, NoteReview
from tracker.notes.rules import Kind, Outcome
from tracker.plan.models import Plan, Recommendation, RecommendationWording
from tracker.stakeholders.queries import involvements


@dataclass(frozen=True)
class OwnRow:
    """A recommendation in which some of a person's organisations have a part."""

    plan: str  # slug
    plan_title: Texts
    code: str
    title: Texts
    reported_on: date | None  # the newest published report of theirs; None before the first


def own_recommendations(organisation_ids: Collection[int], as_of: date) -> list[OwnRow]:
    """Return the recommendations organisations have a part in on a day.

    Those never reported about come first, then by the day of the last report, then by code.
    """
    ids = list(involvements(organisation_ids, as_of))
    rows = db.session.execute(
        select(Recommendation, Plan, RecommendationWording.title)
        .join(Plan, Plan.id == Recommendation.plan_id)
        .join(RecommendationWording, RecommendationWording.recommendation_id == Recommendation.id)
        .where(Recommendation.id.in_(ids), ~is_withdrawn(RecommendationWording))
        .order_by(
            Plan.slug,
            Recommendation.code,
            RecommendationWording.effective_on > as_of,
            RecommendationWording.effective_on.desc(),
            RecommendationWording.recorded_at.desc(),
            RecommendationWording.number.desc(),
        )
    )
    reported = _reported(ids, organisation_ids)
    found: dict[int, OwnRow] = {}
    for of, plan, title in rows:
        row = OwnRow(plan.slug, plan.title, of.code, title, reported.get(of.id))
        found.setdefault(of.id, row)
    return sorted(found.values(), key=lambda row: row.reported_on or date.min)


def _reported(ids: Collection[int], organisation_ids: Collection[int]) -> dict[int, date]:
    review = aliased(NoteReview)
    published = select(review.id).where(
        review.note_id == Note.id, review.outcome == Outcome.PUBLISHED, ~is_withdrawn(review)
    )
    rows = (
        select(Note.recommendation_id, func.max(Note.effective_on))
        .where(
            Note.recommendation_id.in_(ids),
            Note.organisation_id.in_(organisation_ids),
            ~is_withdrawn(Note),
            (Note.kind == Kind.CONFIRMATION) | published.exists(),
        )
        .group_by(Note.recommendation_id)
    )
    return dict(db.session.execute(rows).all())
