"""Which organisations somebody with an account can be reached for. Accounts are no dated facts."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, select

from tracker.accounts.models import Affiliation, User
from tracker.db import db
from tracker.stakeholders.models import Organisation
from tracker.standing.queries.names import NameFact


def reachable(plan_ids: Collection[int]) -> dict[int, set[str]]:
    """Return, by plan, the slugs of the organisations that somebody can be reached for today.

    That is somebody whose account is active and has been taken up, and whose address no mail
    server has refused for good.
    """
    found: dict[int, set[str]] = defaultdict(set)
    for plan_id, slug in db.session.execute(_reachable(), {"plan_ids": list(plan_ids)}):
        found[plan_id].add(slug)
    return found


def living(names: Mapping[str, NameFact], slugs: Collection[str]) -> set[str]:
    """Return which organisations exist, of those that somebody can be reached for.

    Args:
        names: of a plan's organisations, in force, by slug.
        slugs: of those that somebody can be reached for.
    """
    return {slug for slug, name in names.items() if slug in slugs and not name.has_ended}


def is_reachable() -> ColumnElement[bool]:
    """Return the condition that somebody can be reached for an organisation."""
    return (
        select(Affiliation.id)
        .join(User, User.id == Affiliation.user_id)
        .where(
            Affiliation.organisation_id == Organisation.id,
            User.is_active,
            User.password_hash != "",
            User.undeliverable_at.is_(None),
        )
        .exists()
    )


@cache
def _reachable() -> Select[int, str]:
    return select(Organisation.plan_id, Organisation.slug).where(
        Organisation.plan_id.in_(bindparam("plan_ids", expanding=True)), is_reachable()
    )
