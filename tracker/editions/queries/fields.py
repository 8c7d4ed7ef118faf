"""Reading fields of action with their wordings, and which recommendations belong to them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.db import db
from tracker.history.queries import counting, is_withdrawn, known
from tracker.history.stichtag import Withdrawal
from tracker.plan.models import (
    ActionField,
    ActionFieldWording,
    PlanThresholds,
    Recommendation,
    RecommendationWording,
)


@dataclass(frozen=True)
class Field:
    """A field of action with the wordings that count on a day; the last is in force."""

    id: int
    code: str
    slug: str
    wordings: tuple[ActionFieldWording, ...]
    codes: tuple[str, ...]  # of the recommendations that belong to it
    successor: str = ""  # slug of the field that took its place

    @property
    def held(self) -> ActionFieldWording:
        """The wording in force."""
        return self.wordings[-1]


def fields(plan_id: int, as_of: date) -> list[Field]:
    """Return a plan's fields on a day: those in use by position, then the retired ones."""
    rows = db.session.execute(
        select(ActionField, ActionFieldWording)
        .join(ActionFieldWording, ActionFieldWording.action_field_id == ActionField.id)
        .where(
            ActionField.plan_id == plan_id,
            ActionFieldWording.effective_on <= as_of,
            ~is_withdrawn(ActionFieldWording),
        )
        .order_by(
            ActionField.code,
            ActionFieldWording.effective_on,
            ActionFieldWording.recorded_at,
            ActionFieldWording.number,
        )
    ).all()
    slugs = {row.id: row.slug for row, _wording in rows}
    held = _belonging(plan_id, as_of)
    found: dict[int, Field] = {}
    for row, wording in rows:
        before = found[row.id].wordings if row.id in found else ()
        successor = slugs.get(wording.successor_id, "") if wording.successor_id else ""
        codes = tuple(held.get(row.id, ()))
        found[row.id] = Field(row.id, row.code, row.slug, (*before, wording), codes, successor)
    return sorted(
        found.values(), key=lambda one: (one.held.is_retired, one.held.position, one.code)
    )


def field(plan_id: int, slug: str, as_of: date) -> Field | None:
    """Return one field on a day; None if the plan has none such."""
    return next((one for one in fields(plan_id, as_of) if one.slug == slug), None)


def wordings(field_id: int, as_of: date) -> list[ActionFieldWording]:
    """Return the wordings of a field that count on a day; the last is in force."""
    return counting(ActionFieldWording, ActionFieldWording.action_field_id == field_id, as_of)


def names(plan_id: int) -> tuple[set[str], set[str]]:
    """Return (the codes, the slugs) of a plan's fields."""
    rows = db.session.execute(
        select(ActionField.code, ActionField.slug).where(ActionField.plan_id == plan_id)
    ).all()
    return {code for code, _slug in rows}, {slug for _code, slug in rows}


def thresholds(plan_id: int, as_of: date) -> PlanThresholds | None:
    """Return the thresholds of a plan in force on a day; None before the first ones."""
    found = counting(PlanThresholds, PlanThresholds.plan_id == plan_id, as_of)
    return found[-1] if found else None


def all_thresholds(plan_id: int) -> list[tuple[PlanThresholds, Withdrawal | None]]:
    """Return all thresholds of a plan, newest first, the withdrawn ones with their withdrawal."""
    return known(PlanThresholds, PlanThresholds.plan_id == plan_id)


def all_wordings(field_id: int) -> list[tuple[ActionFieldWording, Withdrawal | None]]:
    """Return all wordings of a field, newest first, the withdrawn ones with their withdrawal."""
    return known(ActionFieldWording, ActionFieldWording.action_field_id == field_id)


def _belonging(plan_id: int, as_of: date) -> dict[int, list[str]]:
    """Return the codes of the recommendations that belong to each field on a day, by its id."""
    rows = db.session.execute(
        select(Recommendation.code, RecommendationWording.action_field_id)
        .join(RecommendationWording, RecommendationWording.recommendation_id == Recommendation.id)
        .where(
            Recommendation.plan_id == plan_id,
            RecommendationWording.effective_on <= as_of,
            ~is_withdrawn(RecommendationWording),
        )
        .order_by(
            Recommendation.code,
            RecommendationWording.effective_on,
            RecommendationWording.recorded_at,
            RecommendationWording.number,
        )
    )
    newest = {row[0]: row[1] for row in rows}
    found: dict[int, list[str]] = {}
    for code, field_id in newest.items():
        found.setdefault(field_id, []).append(code)
    return found
