"""Reading organisations: their names, who is involved in a recommendation, in what, today."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, select

from tracker.db import Texts, db
from tracker.history.queries import is_withdrawn
from tracker.i18n import say
from tracker.stakeholders.models import Involvement, Organisation, OrganisationName


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation with its name on a day."""

    id: int
    slug: str
    name: Texts


def organisations(ids: Collection[int], as_of: date) -> dict[int, OrganisationRow]:
    """Return organisations by id, ordered by slug, with their names on a day.

    One whose first name holds from a later day on has that one.
    """
    rows = db.session.execute(
        select(Organisation.id, Organisation.slug, OrganisationName.name)
        .join(OrganisationName, OrganisationName.organisation_id == Organisation.id)
        .where(Organisation.id.in_(ids), ~is_withdrawn(OrganisationName))
        .order_by(
            Organisation.slug,
            OrganisationName.effective_on > as_of,
            OrganisationName.effective_on.desc(),
            OrganisationName.recorded_at.desc(),
            OrganisationName.number.desc(),
        )
    )
    found: dict[int, OrganisationRow] = {}
    for key, slug, name in rows:
        found.setdefault(key, OrganisationRow(key, slug, name))
    return found


def organisation_name(organisation_id: int | None, as_of: date) -> str:
    """Return an organisation's name on a day in the reader's language; empty for none."""
    if organisation_id is None:
        return ""
    return say(organisations([organisation_id], as_of)[organisation_id].name)


def involved(recommendation_id: int, as_of: date) -> frozenset[int]:
    """Return the ids of the organisations that have any part in a recommendation on a day."""
    pairs = _held(Involvement.recommendation_id == recommendation_id, as_of)
    return frozenset(organisation for _recommendation, organisation in pairs)


def had_part(recommendation_id: int, organisation_ids: Collection[int], as_of: date) -> bool:
    """Return whether one of the organisations has had a part in a recommendation up to a day."""
    query = select(Involvement.id).where(
        Involvement.recommendation_id == recommendation_id,
        Involvement.organisation_id.in_(organisation_ids),
        Involvement.effective_on <= as_of,
        Involvement.is_involved,
        ~is_withdrawn(Involvement),
    )
    return db.session.scalar(query.limit(1)) is not None


def involvements(
    organisation_ids: Collection[int], as_of: date, but_of: Select[int]
) -> dict[int, frozenset[int]]:
    """Return the recommendations (ids) that organisations have a part in, and which of them do.

    Args:
        but_of: ids of plans whose organisations are left out.
    """
    found: dict[int, frozenset[int]] = {}
    others = select(Organisation.id).where(
        Organisation.id.in_(organisation_ids), Organisation.plan_id.not_in(but_of)
    )
    for recommendation, organisation in _held(Involvement.organisation_id.in_(others), as_of):
        found[recommendation] = found.get(recommendation, frozenset()) | {organisation}
    return found


def _held(of: ColumnElement[bool], as_of: date) -> set[tuple[int, int]]:
    rows = db.session.execute(
        select(
            Involvement.recommendation_id,
            Involvement.organisation_id,
            Involvement.part,
            Involvement.is_involved,
        )
        .where(of, Involvement.effective_on <= as_of, ~is_withdrawn(Involvement))
        .order_by(Involvement.effective_on, Involvement.recorded_at, Involvement.number)
    )
    newest = {(row[0], row[1], row[2]): row[3] for row in rows}
    return {(key[0], key[1]) for key, is_involved in newest.items() if is_involved}


def ids(plan_id: int, slugs: Collection[str]) -> list[int]:
    """Return the ids of organisations of a plan, by their slugs; unknown ones are left out."""
    rows = (
        select(Organisation.id)
        .where(Organisation.plan_id == plan_id, Organisation.slug.in_(slugs))
        .order_by(Organisation.slug)
    )
    return list(db.session.scalars(rows))
