"""Reading plans: the plan of an address, its revision, the list of plans."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from tracker.db import Texts, db
from tracker.plan.models import Installation, Plan, PlanThresholds, Recommendation

ThresholdsRow = tuple[str, date, datetime, int, int, int, int, int]


@dataclass(frozen=True)
class PlanRow:
    """A plan as pages show it; languages has the plan's own first."""

    id: int
    slug: str
    title: Texts
    description: Texts
    publisher: Texts
    languages: tuple[str, ...]
    is_sample: bool
    disclaimer: Texts | None
    thresholds: tuple[ThresholdsRow, ...] = ()  # all of them; which holds is for standing to say


def revision(slug: str | None) -> tuple[int, int]:
    """Return the revisions (of the plan, of the installation) in one statement.

    Without a slug, or for an unknown one, the plan's is 0; likewise before the first migration
    has filled the installation's row.
    """
    shared = select(Installation.revision).limit(1).scalar_subquery()
    own = select(Plan.revision).where(Plan.slug == (slug or "")).scalar_subquery()
    row = db.session.execute(select(own, shared)).one()
    return row[0] or 0, row[1] or 0


def plan(slug: str) -> PlanRow:
    """Return the plan at an address with its thresholds; NoResultFound if there is none."""
    rows = db.session.execute(
        select(
            Plan,
            PlanThresholds.uid,
            PlanThresholds.effective_on,
            PlanThresholds.recorded_at,
            PlanThresholds.number,
            PlanThresholds.attention_days,
            PlanThresholds.upcoming_days,
            PlanThresholds.current_days,
            PlanThresholds.due_days,
        )
        .outerjoin(PlanThresholds, PlanThresholds.plan_id == Plan.id)
        .where(Plan.slug == slug)
    ).all()
    if not rows:
        raise NoResultFound
    found = _row(rows[0][0])
    thresholds: list[Any] = [tuple(row[1:]) for row in rows if row[1] is not None]
    return replace(found, thresholds=tuple(thresholds))


def plans() -> list[PlanRow]:
    """Return all plans by slug; empty before the first import."""
    return [_row(row) for row in db.session.scalars(select(Plan).order_by(Plan.slug))]


def recommendation(plan_id: int, code: str) -> Recommendation:
    """Return a recommendation by its code; NoResultFound if the plan has none such."""
    return db.session.scalars(
        select(Recommendation).where(Recommendation.plan_id == plan_id, Recommendation.code == code)
    ).one()


def _row(found: Plan) -> PlanRow:
    return PlanRow(
        id=found.id,
        slug=found.slug,
        title=found.title,
        description=found.description,
        publisher=found.publisher,
        languages=tuple(found.languages.split(",")),
        is_sample=found.is_sample,
        disclaimer=found.disclaimer,
    )
