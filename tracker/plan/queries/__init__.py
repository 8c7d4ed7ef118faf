"""Reading plans: the plan of an address, its revision, the list of plans."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, case, func, select
from sqlalchemy.exc import NoResultFound

from tracker.db import Texts, db
from tracker.history.queries import counting, is_withdrawn
from tracker.history.recording import hold
from tracker.plan.models import (
    ActionField,
    ActionFieldWording,
    Installation,
    Plan,
    PlanThresholds,
    Recommendation,
    RecommendationStatus,
    RecommendationWording,
)
from tracker.plan.queries.editions import Edition, editions, next_to

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
    first_on: date | None = None  # the day of the plan's first fact; None before any
    editions: tuple[Edition, ...] = ()  # those next to it that are kept here

    @property
    def later(self) -> tuple[Edition, ...]:
        """The editions that follow it; those who report do so there."""
        return tuple(one for one in self.editions if one.is_later)


@dataclass(frozen=True)
class RecommendationRow:
    """A recommendation as the forms about it need it."""

    id: int
    plan: PlanRow
    code: str
    title: Texts  # on the day asked for
    begins_on: date | None  # it is part of the plan from this day on; None if it never was

    @property
    def subject(self) -> str:
        """What audit entries call it."""
        return f"{self.plan.slug}/{self.code}"


@dataclass(frozen=True)
class FieldRow:
    """A field of action as forms offer it."""

    id: int
    code: str
    slug: str
    title: Texts  # on the day asked for
    is_retired: bool
    position: int


def revision(slug: str | None) -> tuple[int, int]:
    """Return the revisions (of the plan, of the installation) in one statement.

    Without a slug, or for an unknown one, the plan's is 0; likewise before the first migration
    has filled the installation's row.
    """
    row = db.session.execute(_revision(), {"slug": slug or ""}).one()
    return row[0] or 0, row[1] or 0


def plan(slug: str) -> PlanRow:
    """Return the plan at an address with its thresholds; NoResultFound if there is none."""
    rows = db.session.execute(_plan(), {"slug": slug}).all()
    if not rows:
        raise NoResultFound
    found = _row(rows[0][0])
    thresholds: list[Any] = [tuple(row[1:9]) for row in rows if row[1] is not None]
    return replace(
        found,
        thresholds=tuple(thresholds),
        first_on=rows[0][9],
        editions=editions(rows[0][10], rows[0][0].predecessor_slug),
    )


def plans() -> list[PlanRow]:
    """Return all plans, the newest edition first; empty before the first import."""
    rows = db.session.execute(select(Plan, _first_on()).order_by(Plan.slug)).all()
    newest = sorted(rows, key=lambda row: row[1] or date.max, reverse=True)
    return [_row(row[0]) for row in newest]


def recommendation(plan_id: int, code: str) -> Recommendation:
    """Return a recommendation by its code; NoResultFound if the plan has none such."""
    return db.session.scalars(
        select(Recommendation).where(Recommendation.plan_id == plan_id, Recommendation.code == code)
    ).one()


def recommendation_row(slug: str, code: str, as_of: date) -> RecommendationRow:
    """Return a recommendation with plan, title and first day; NoResultFound if there is none."""
    of = plan(slug)
    begin = (
        select(func.min(RecommendationStatus.effective_on))
        .where(RecommendationStatus.recommendation_id == Recommendation.id)
        .where(~is_withdrawn(RecommendationStatus))
        .correlate(Recommendation)
        .scalar_subquery()
    )
    chosen = (Recommendation.plan_id == of.id) & (Recommendation.code == code)
    row = db.session.execute(
        _wordings(chosen, as_of)
        .with_only_columns(Recommendation.id, RecommendationWording.title, begin)
        .limit(1)
    ).one()
    return RecommendationRow(row[0], of, code, row[1], row[2])


def titles(of: ColumnElement[bool], as_of: date) -> dict[str, Texts]:
    """Return the titles of recommendations on a day by code, ordered by code.

    One whose first wording holds from a later day on has that one.
    """
    found: dict[str, Texts] = {}
    for code, title in db.session.execute(_wordings(of, as_of)):
        found.setdefault(code, title)
    return found


def plan_titles(plan_id: int, as_of: date) -> dict[str, Texts]:
    """Return the titles of all recommendations of a plan on a day by code, ordered by code."""
    return titles(Recommendation.plan_id == plan_id, as_of)


def status(recommendation_id: int, as_of: date) -> RecommendationStatus | None:
    """Return the status of a recommendation in force on a day; None before the first one."""
    found = statuses(recommendation_id, as_of)
    return found[-1] if found else None


def statuses(recommendation_id: int, as_of: date) -> list[RecommendationStatus]:
    """Return the statuses of a recommendation that count on a day; the last is in force."""
    return counting(
        RecommendationStatus, RecommendationStatus.recommendation_id == recommendation_id, as_of
    )


def wordings(recommendation_id: int, as_of: date) -> list[RecommendationWording]:
    """Return the wordings of a recommendation that count on a day; the last is in force."""
    same = RecommendationWording.recommendation_id == recommendation_id
    return counting(RecommendationWording, same, as_of)


def action_fields(plan_id: int, as_of: date) -> list[FieldRow]:
    """Return a plan's fields of action on a day by position, then code; retired ones last.

    One whose first wording holds from a later day on has that one.
    """
    rows = db.session.execute(
        select(
            ActionField.id,
            ActionField.code,
            ActionField.slug,
            ActionFieldWording.title,
            ActionFieldWording.is_retired,
            ActionFieldWording.position,
        )
        .join(ActionFieldWording, ActionFieldWording.action_field_id == ActionField.id)
        .where(ActionField.plan_id == plan_id, ~is_withdrawn(ActionFieldWording))
        .order_by(
            ActionFieldWording.effective_on > as_of,
            ActionFieldWording.effective_on.desc(),
            ActionFieldWording.recorded_at.desc(),
            ActionFieldWording.number.desc(),
        )
    )
    found: dict[int, FieldRow] = {}
    for row in rows:
        found.setdefault(row[0], FieldRow(*row))
    return sorted(found.values(), key=lambda row: (row.is_retired, row.position, row.code))


def lock_plan(*plan_ids: int) -> None:
    """Keep others from changing plans, and from recording facts of them.

    Until the running transaction ends. Whoever needs several names them all at once.
    """
    hold(plan_ids, _lock)


def _lock(plan_id: int) -> None:
    db.session.execute(select(Plan.id).where(Plan.id == plan_id).with_for_update(key_share=True))


def _wordings(of: ColumnElement[bool], as_of: date) -> Select[str, Texts]:
    """Select codes and titles by code; of each recommendation the one in force comes first."""
    return (
        select(Recommendation.code, RecommendationWording.title)
        .join(RecommendationWording, RecommendationWording.recommendation_id == Recommendation.id)
        .where(of, ~is_withdrawn(RecommendationWording))
        .order_by(
            Recommendation.code,
            RecommendationWording.effective_on > as_of,
            RecommendationWording.effective_on.desc(),
            RecommendationWording.recorded_at.desc(),
            RecommendationWording.number.desc(),
        )
    )


# A statement is built once: building one costs more than sending it.


@cache
def _revision() -> Select[*tuple[Any, ...]]:
    shared = select(Installation.revision).limit(1).scalar_subquery()
    own = select(Plan.revision).where(Plan.slug == bindparam("slug")).scalar_subquery()
    return select(own, shared)


@cache
def _plan() -> Select[*tuple[Any, ...]]:
    return (
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
            _first_on(),
            next_to(),
        )
        .outerjoin(PlanThresholds, PlanThresholds.plan_id == Plan.id)
        .where(Plan.slug == bindparam("slug"))
    )


def _first_on() -> ScalarSelect[date | None]:
    """Select the day of the plan's first wording of a field or status of a recommendation."""
    fields = (
        select(func.min(ActionFieldWording.effective_on))
        .join(ActionField, ActionField.id == ActionFieldWording.action_field_id)
        .where(ActionField.plan_id == Plan.id)
        .correlate(Plan)
    )
    statuses = (
        select(func.min(RecommendationStatus.effective_on))
        .join(Recommendation, Recommendation.id == RecommendationStatus.recommendation_id)
        .where(Recommendation.plan_id == Plan.id)
        .correlate(Plan)
    )
    by_field, by_status = fields.scalar_subquery(), statuses.scalar_subquery()
    earlier = case((by_status < by_field, by_status), else_=func.coalesce(by_field, by_status))
    return select(earlier).correlate(Plan).scalar_subquery()


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
