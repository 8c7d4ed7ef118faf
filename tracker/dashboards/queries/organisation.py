"""What belongs to one organisation: its names, what follows it and what it follows."""

from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import aliased

from tracker.db import Texts, db
from tracker.places.models import Municipality
from tracker.plan.models import Term
from tracker.plan.rules import Vocabulary
from tracker.stakeholders.models import Organisation, OrganisationName


class NameRow(NamedTuple):
    """From effective_on on, the organisation is called so, or has ended."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    slug: str
    name: Texts
    has_ended: bool
    successor: str | None  # slug
    reason: str
    role: str
    recorded_for_id: int | None
    successor_name: Texts | None = None
    recorded_for: Texts | None = None


class Descent(NamedTuple):
    """The names of an organisation, and the ends of others that it follows."""

    names: list[NameRow]  # in the order of their facts
    followed: list[NameRow]


class Placed(NamedTuple):
    """Which kind of organisation one is, in words, and in which town or municipality."""

    category: Texts | None  # None for a code that the plan has no word for
    town: str | None
    ags: str | None


def placed(organisation_id: int) -> Placed:
    """Return the category and the place of an organisation."""
    row = db.session.execute(
        select(Term.label, Municipality.name, Municipality.ags)
        .select_from(Organisation)
        .outerjoin(
            Term,
            (Term.plan_id == Organisation.plan_id)
            & (Term.vocabulary == Vocabulary.CATEGORY)
            & (Term.code == Organisation.category),
        )
        .outerjoin(
            Municipality,
            (Municipality.id == Organisation.municipality_id) & Municipality.deleted_at.is_(None),
        )
        .where(Organisation.id == organisation_id)
    ).one()
    return Placed(*row)


def names_and_descent(plan_id: int, slug: str, known: dict[str, tuple[int, Texts]]) -> Descent:
    """Return every name of an organisation, withdrawn or not, and of those it has followed.

    Args:
        known: id and name of each organisation of the plan, by slug.
    """
    names_by_id = dict(known.values())
    rows = [
        NameRow(*row)._replace(
            successor_name=known[row.successor][1] if row.successor in known else None,
            recorded_for=names_by_id.get(row.recorded_for_id or 0),
        )
        for row in db.session.execute(_statement(), {"plan_id": plan_id, "slug": slug})
    ]
    return Descent(
        [row for row in rows if row.slug == slug],
        [row for row in rows if row.slug != slug],
    )


@cache
def _statement() -> Select[*tuple[Any, ...]]:
    successor = aliased(Organisation)
    return (
        select(
            OrganisationName.uid,
            OrganisationName.effective_on,
            OrganisationName.recorded_at,
            OrganisationName.number,
            Organisation.slug,
            OrganisationName.name,
            OrganisationName.has_ended,
            successor.slug.label("successor"),
            OrganisationName.reason,
            OrganisationName.recorded_role,
            OrganisationName.recorded_for_id,
        )
        .join(Organisation, Organisation.id == OrganisationName.organisation_id)
        .outerjoin(successor, successor.id == OrganisationName.successor_id)
        .where(
            Organisation.plan_id == bindparam("plan_id"),
            (Organisation.slug == bindparam("slug")) | (successor.slug == bindparam("slug")),
        )
        .order_by(
            OrganisationName.effective_on,
            OrganisationName.recorded_at,
            OrganisationName.number,
            Organisation.slug,
        )
    )
