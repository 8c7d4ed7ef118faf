"""Requests to hand over a part: one, and those that wait for an answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.exc import NoResultFound

from tracker import clock
from tracker.db import Texts, db
from tracker.history.queries import is_withdrawn
from tracker.history.stichtag import RecordedRole
from tracker.plan.models import Plan, Recommendation, RecommendationWording
from tracker.plan.queries.editions import continued
from tracker.stakeholders.models import Handover
from tracker.stakeholders.queries import OrganisationRow, organisations
from tracker.stakeholders.rules import HandoverOutcome, Part


@dataclass(frozen=True)
class HandoverRow:
    """A request of one organisation to another one, to take over its part."""

    uid: str
    recommendation_id: int
    plan: str  # slug
    code: str
    title: Texts  # of the recommendation, today
    part: Part
    giver: OrganisationRow
    taker: OrganisationRow
    effective_on: date
    reason: str
    asked_at: datetime
    asked_by_id: int | None
    asked_role: RecordedRole
    answered_at: datetime | None
    answered_by_id: int | None
    outcome: HandoverOutcome | None
    answer: str

    @property
    def sides(self) -> frozenset[int]:
        """The ids of the two organisations."""
        return frozenset({self.giver.id, self.taker.id})


def handover(plan: str, uid: str) -> HandoverRow:
    """Return one request of a plan as it is now; NoResultFound if the plan has none such."""
    found = _rows((Plan.slug == plan) & (Handover.uid == uid))
    if not found:
        raise NoResultFound
    return found[0]


def open_handovers(organisation_ids: Collection[int]) -> list[HandoverRow]:
    """Return the requests that nobody has answered, those that were asked first come first.

    Without those in plans that a later edition follows.

    Args:
        organisation_ids: of those who are asked or ask.
    """
    asked = Handover.to_organisation_id.in_(organisation_ids)
    asks = Handover.from_organisation_id.in_(organisation_ids)
    is_asked = (asked | asks) & Recommendation.plan_id.not_in(continued())
    return _rows(Handover.answered_at.is_(None) & is_asked)


def open_of(recommendation_id: int) -> list[HandoverRow]:
    """Return the requests about one recommendation that nobody has answered."""
    return _rows(Handover.answered_at.is_(None) & (Handover.recommendation_id == recommendation_id))


def waiting(recommendation_id: int, giver_id: int, part: Part) -> Handover | None:
    """Return the request about one part that nobody has answered; None if there is none."""
    return db.session.scalars(
        select(Handover).where(
            Handover.recommendation_id == recommendation_id,
            Handover.from_organisation_id == giver_id,
            Handover.part == part,
            Handover.answered_at.is_(None),
        )
    ).first()


def stored(uid: str) -> Handover | None:
    """Return a request's row as it is now, to answer it; None if there is none."""
    return db.session.scalars(
        select(Handover).where(Handover.uid == uid).execution_options(populate_existing=True)
    ).one_or_none()


def _rows(of: ColumnElement[bool]) -> list[HandoverRow]:
    today = clock.today()
    rows = db.session.execute(_statement(today).where(of)).all()
    ids = {
        side for row in rows for side in (row[0].from_organisation_id, row[0].to_organisation_id)
    }
    named = organisations(ids, today) if ids else {}
    return [
        HandoverRow(
            uid=row.uid,
            recommendation_id=row.recommendation_id,
            plan=plan,
            code=code,
            title=title,
            part=row.part,
            giver=named[row.from_organisation_id],
            taker=named[row.to_organisation_id],
            effective_on=row.effective_on,
            reason=row.reason,
            asked_at=row.asked_at,
            asked_by_id=row.asked_by_id,
            asked_role=row.asked_role,
            answered_at=row.answered_at,
            answered_by_id=row.answered_by_id,
            outcome=row.outcome,
            answer=row.answer,
        )
        for row, plan, code, title in rows
    ]


def _statement(as_of: date) -> Select[*tuple[Any, ...]]:
    """Select requests, the slugs of their plans, codes and titles of their recommendations."""
    title = (
        select(RecommendationWording.title)
        .where(
            RecommendationWording.recommendation_id == Recommendation.id,
            ~is_withdrawn(RecommendationWording),
        )
        .order_by(
            RecommendationWording.effective_on > as_of,
            RecommendationWording.effective_on.desc(),
            RecommendationWording.recorded_at.desc(),
            RecommendationWording.number.desc(),
        )
        .limit(1)
        .correlate(Recommendation)
        .scalar_subquery()
    )
    return (
        select(Handover, Plan.slug, Recommendation.code, title)
        .join(Recommendation, Recommendation.id == Handover.recommendation_id)
        .join(Plan, Plan.id == Recommendation.plan_id)
        .order_by(Handover.asked_at, Plan.slug, Recommendation.code, Handover.uid)
    )
