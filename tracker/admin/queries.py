"""Reading what administration names: organisations by their addresses, and whom people act for."""

from sqlalchemy import select

from tracker.accounts.models import Affiliation
from tracker.db import db
from tracker.plan.models import Plan
from tracker.stakeholders.models import Organisation


def organisation_id(plan: str, slug: str) -> int:
    """Return the id of an organisation of a plan, both by slug; NoResultFound if there is none."""
    return db.session.scalars(
        select(Organisation.id)
        .join(Plan, Plan.id == Organisation.plan_id)
        .where(Plan.slug == plan, Organisation.slug == slug)
    ).one()


def affiliations() -> dict[int, list[str]]:
    """Return the organisations, as plan/slug in order, that users act for, by the users' ids."""
    rows = db.session.execute(
        select(Affiliation.user_id, Plan.slug, Organisation.slug)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .join(Plan, Plan.id == Organisation.plan_id)
        .order_by(Plan.slug, Organisation.slug, Affiliation.id)
    )
    found: dict[int, list[str]] = {}
    for user, plan, organisation in rows:
        found.setdefault(user, []).append(f"{plan}/{organisation}")
    return found
