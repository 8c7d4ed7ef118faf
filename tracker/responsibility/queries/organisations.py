"""The organisations of a plan with their names: who there is, who has ended."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import column, select, table

from tracker.accounts.models import Affiliation
from tracker.db import Texts, db
from tracker.history.queries import counting, is_withdrawn
from tracker.i18n import say
from tracker.lists import folded
from tracker.plan.models import Recommendation, Term
from tracker.plan.queries import titles
from tracker.plan.rules import Vocabulary
from tracker.stakeholders.models import Involvement, Organisation, OrganisationName
from tracker.stakeholders.rules import Part


@dataclass(frozen=True)
class Named:
    """An organisation with what it is called on a day."""

    id: int
    slug: str
    name: Texts
    since: date
    has_ended: bool


def all_named(plan_id: int, as_of: date) -> dict[str, Named]:
    """Return all organisations of a plan by slug, sorted by their names on a day.

    One whose first name holds from a later day on has that one.
    """
    rows = db.session.execute(
        select(
            Organisation.id,
            Organisation.slug,
            OrganisationName.name,
            OrganisationName.effective_on,
            OrganisationName.has_ended,
        )
        .join(OrganisationName, OrganisationName.organisation_id == Organisation.id)
        .where(Organisation.plan_id == plan_id, ~is_withdrawn(OrganisationName))
        .order_by(
            OrganisationName.effective_on > as_of,
            OrganisationName.effective_on.desc(),
            OrganisationName.recorded_at.desc(),
            OrganisationName.number.desc(),
        )
    )
    found: dict[str, Named] = {}
    for row in rows:
        found.setdefault(row.slug, Named(*row))
    named = sorted(found.values(), key=lambda one: (folded(say(one.name)), one.slug))
    return {one.slug: one for one in named}


@dataclass(frozen=True)
class Place:
    """A municipality as a list offers it."""

    id: int
    ags: str
    name: str


@dataclass(frozen=True)
class PartHeld:
    """A part that an organisation has in a recommendation."""

    recommendation_id: int
    code: str
    title: Texts
    part: Part


def organisation(plan_id: int, slug: str) -> Organisation:
    """Return an organisation of a plan as it is now; NoResultFound if it has none such."""
    return db.session.scalars(
        select(Organisation)
        .where(Organisation.plan_id == plan_id, Organisation.slug == slug)
        .execution_options(populate_existing=True)
    ).one()


def names(organisation_id: int, as_of: date) -> list[OrganisationName]:
    """Return what counts of an organisation's names on a day, in order; the last is in force."""
    return counting(OrganisationName, OrganisationName.organisation_id == organisation_id, as_of)


def slug_of_name(uid: str) -> str:
    """Return the slug of the organisation that a name belongs to."""
    return db.session.scalars(
        select(Organisation.slug)
        .join(OrganisationName, OrganisationName.organisation_id == Organisation.id)
        .where(OrganisationName.uid == uid)
    ).one()


def slugs(plan_id: int) -> set[str]:
    """Return every address that an organisation of a plan has: none is given away again."""
    return set(db.session.scalars(select(Organisation.slug).where(Organisation.plan_id == plan_id)))


def categories(plan_id: int) -> dict[str, str]:
    """Return the plan's categories of organisations: the words by code, in their order."""
    rows = db.session.execute(
        select(Term.code, Term.label)
        .where(Term.plan_id == plan_id, Term.vocabulary == Vocabulary.CATEGORY)
        .order_by(Term.position)
    )
    return {code: say(label) for code, label in rows}


def places(plan_id: int) -> list[Place]:
    """Return the municipalities of a plan by name; deleted ones are left out."""
    rows = db.session.execute(
        select(_TOWN.c.id, _TOWN.c.ags, _TOWN.c.name).where(
            _TOWN.c.plan_id == plan_id, _TOWN.c.deleted_at.is_(None)
        )
    )
    return sorted((Place(*row) for row in rows), key=lambda place: folded(place.name))


def parts_held(organisation_id: int, as_of: date) -> list[PartHeld]:
    """Return the parts that an organisation has on a day, by code of the recommendation."""
    facts = db.session.scalars(
        select(Involvement)
        .where(
            Involvement.organisation_id == organisation_id,
            Involvement.effective_on <= as_of,
            ~is_withdrawn(Involvement),
        )
        .order_by(Involvement.effective_on, Involvement.recorded_at, Involvement.number)
    )
    newest = {(fact.recommendation_id, fact.part): fact.is_involved for fact in facts}
    held = [key for key, is_involved in newest.items() if is_involved]
    ids = {recommendation_id for recommendation_id, _part in held}
    rows = db.session.execute(
        select(Recommendation.id, Recommendation.code).where(Recommendation.id.in_(ids))
    )
    codes = {key: code for key, code in rows}  # noqa: C416  # rows are no pairs for the types
    known = titles(Recommendation.id.in_(ids), as_of)
    found = [PartHeld(key, codes[key], known[codes[key]], part) for key, part in held]
    return sorted(found, key=lambda one: (one.code, list(Part).index(one.part)))


def people(organisation_id: int) -> list[int]:
    """Return the ids of the people who act for an organisation."""
    rows = select(Affiliation.user_id).where(Affiliation.organisation_id == organisation_id)
    return list(db.session.scalars(rows.order_by(Affiliation.user_id)))


# The part that keeps municipalities lies above this one: it is named as foreign keys name it.
_TOWN = table(
    "municipality", column("id"), column("plan_id"), column("ags"), column("name"),
    column("deleted_at"),
)  # fmt: skip
