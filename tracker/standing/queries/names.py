"""What a plan calls things at a moment: fields, organisations, thresholds, withdrawals."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, select

from tracker.db import Texts, db
from tracker.history.stichtag import Withdrawal
from tracker.plan.models import ActionField, ActionFieldWording
from tracker.plan.queries import PlanRow
from tracker.stakeholders.models import Organisation, OrganisationName
from tracker.standing.facts import Moment, ThresholdsFact, in_force
from tracker.standing.rules import Thresholds

Withdrawn = Mapping[str, datetime]


class FieldFact(NamedTuple):
    """From effective_on on, the field of action is called and placed so."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    slug: str
    code: str
    title: Texts
    description: Texts
    position: int
    is_retired: bool


class NameFact(NamedTuple):
    """From effective_on on, the organisation is called so."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    slug: str
    category: str
    municipality_id: int | None
    contact_role: Texts | None
    name: Texts
    has_ended: bool
    organisation_id: int


def withdrawals(plan_id: int) -> dict[str, tuple[datetime, str]]:
    """Return when and why each withdrawn fact of the plan was withdrawn, by uid."""
    rows = db.session.execute(_withdrawals(), {"plan_id": plan_id})
    return {uid: (moment, reason) for uid, moment, reason in rows}


def withdrawn(plan_id: int) -> dict[str, datetime]:
    """Return when each withdrawn fact of the plan was withdrawn, by uid."""
    return {uid: moment for uid, (moment, _reason) in withdrawals(plan_id).items()}


def thresholds(plan: PlanRow, at: Moment, gone: Withdrawn) -> Thresholds:
    """Return the thresholds in force; the defaults before the first ones."""
    facts = [ThresholdsFact(*row[:4], gone.get(row[0]), *row[4:]) for row in plan.thresholds]
    held = in_force(facts, at)
    if held is None:
        return Thresholds()
    return Thresholds(held.attention_days, held.upcoming_days, held.current_days, held.due_days)


def field_facts(plan_id: int, gone: Withdrawn) -> list[FieldFact]:
    """Return all wordings of all fields of a plan."""
    rows = db.session.execute(_field_facts(), {"plan_id": plan_id})
    return [FieldFact._make((*row[:4], gone.get(row[0]), *row[4:])) for row in rows]


def fields_in_force(
    facts: Iterable[FieldFact], at: Moment, held_by: Collection[str]
) -> tuple[FieldFact, ...]:
    """Return the fields of a moment by position, then code.

    Args:
        held_by: slugs of the fields that recommendations belong to: these stay when retired,
            so that the rows of a table add up to the whole.
    """
    by_slug: dict[str, list[FieldFact]] = defaultdict(list)
    for fact in facts:
        by_slug[fact.slug].append(fact)
    held = [found for rows in by_slug.values() if (found := in_force(rows, at)) is not None]
    held.sort(key=lambda fact: (fact.position, fact.code))
    return tuple(fact for fact in held if not fact.is_retired or fact.slug in held_by)


def organisation_names(plan_id: int, at: Moment, gone: Withdrawn) -> dict[str, NameFact]:
    """Return each organisation's name at the moment by slug, ordered by slug.

    One whose first name holds from a later day on has that one.
    """
    facts: dict[str, list[NameFact]] = defaultdict(list)
    for row in db.session.execute(_organisation_names(), {"plan_id": plan_id}):
        facts[row.slug].append(NameFact._make((*row[:4], gone.get(row[0]), *row[4:])))
    return {slug: in_force(names, at) or names[0] for slug, names in facts.items()}


@cache
def _withdrawals() -> Select[str, datetime, str]:
    return select(Withdrawal.fact_uid, Withdrawal.recorded_at, Withdrawal.reason).where(
        Withdrawal.plan_id == bindparam("plan_id")
    )


@cache
def _field_facts() -> Select[Any]:
    return (
        select(
            *dated(ActionFieldWording),
            ActionField.slug,
            ActionField.code,
            ActionFieldWording.title,
            ActionFieldWording.description,
            ActionFieldWording.position,
            ActionFieldWording.is_retired,
        )
        .join(ActionField, ActionField.id == ActionFieldWording.action_field_id)
        .where(ActionField.plan_id == bindparam("plan_id"))
        .order_by(ActionField.code)
    )


@cache
def _organisation_names() -> Select[Any]:
    return (
        select(
            *dated(OrganisationName),
            Organisation.slug,
            Organisation.category,
            Organisation.municipality_id,
            Organisation.contact_role,
            OrganisationName.name,
            OrganisationName.has_ended,
            Organisation.id,
        )
        .join(Organisation, Organisation.id == OrganisationName.organisation_id)
        .where(Organisation.plan_id == bindparam("plan_id"))
        .order_by(Organisation.slug, OrganisationName.effective_on)
    )


def dated(model: Any) -> tuple[ColumnElement[Any], ...]:  # a class with the columns of Dated
    """Return the columns that begin every fact row."""
    return model.uid, model.effective_on, model.recorded_at, model.number
