"""The organisations of a plan with their names: who there is, who has ended."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.db import Texts, db
from tracker.history.queries import is_withdrawn
from tracker.i18n import say
from tracker.responsibility.rules import folded
from tracker.stakeholders.models import Organisation, OrganisationName


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
