"""Reading what administration shows: accounts, organisations by their addresses, samples."""

from sqlalchemy import select

from tracker import clock
from tracker.accounts import queries as accounts
from tracker.accounts.models import Affiliation, User
from tracker.admin.rules import Account, account_state
from tracker.db import db
from tracker.i18n import say
from tracker.lists import folded
from tracker.plan.models import Plan
from tracker.stakeholders.models import Organisation
from tracker.stakeholders.queries import organisations


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


def addresses() -> dict[str, int]:
    """Return the ids of all organisations by plan/slug."""
    rows = db.session.execute(
        select(Plan.slug, Organisation.slug, Organisation.id).join(
            Organisation, Organisation.plan_id == Plan.id
        )
    )
    return {f"{plan}/{slug}": key for plan, slug, key in rows}


def names(known: dict[str, int]) -> dict[str, str]:
    """Return the names today of organisations by plan/slug, in the order of the names."""
    found = organisations(known.values(), clock.today())
    named = {
        address: say(found[key].name) if key in found else address for address, key in known.items()
    }
    return dict(sorted(named.items(), key=lambda pair: (folded(pair[1]), pair[0])))


def all_accounts() -> list[Account]:
    """Return every account, in the order of the names."""
    own, known = affiliations(), names(addresses())
    seen = accounts.with_sessions()
    rows = [_account(user, own.get(user.id, []), known, seen) for user in accounts.users()]
    return sorted(rows, key=lambda one: (folded(one.name), one.email))


def account(uid: str, known: dict[str, str]) -> Account:
    """Return one account; NoResultFound if there is none. Known are the names by plan/slug."""
    user = accounts.user_by_uid(uid)
    own = affiliations().get(user.id, [])
    return _account(user, own, known, accounts.with_sessions())


def _account(user: User, own: list[str], known: dict[str, str], seen: set[int]) -> Account:
    return Account(
        user_id=user.id,
        uid=user.uid,
        name=user.name,
        email=user.email,
        role=user.role,
        language=user.language,
        version=user.version,
        state=account_state(
            is_active=user.is_active,
            is_taken_up=bool(user.password_hash),
            is_undeliverable=user.undeliverable_at is not None,
            has_signed_in=user.introduced_at is not None or user.id in seen,
        ),
        is_active=user.is_active,
        is_taken_up=bool(user.password_hash),
        organisations={one: known[one] for one in own if one in known},
    )


def is_sample_installation() -> bool:
    """Return whether this installation holds a sample plan and no other."""
    found = list(db.session.scalars(select(Plan.is_sample)))
    return bool(found) and all(found)
