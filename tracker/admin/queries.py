"""Reading what administration shows: accounts, organisations by their addresses, samples."""

from collections.abc import Iterable, Mapping

from sqlalchemy import and_, select

from tracker import clock
from tracker.accounts import queries as accounts
from tracker.accounts.models import LINK, Affiliation, User
from tracker.accounts.rules import token_hash
from tracker.admin.rules import Account, Group, LinkFate, account_state, link_fate
from tracker.db import db
from tracker.i18n import say
from tracker.lists import folded
from tracker.mail.models import OutgoingMail
from tracker.plan.models import Plan, Term
from tracker.plan.rules import Vocabulary
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


def groups(known: Mapping[str, str]) -> list[Group]:
    """Return organisations by plan/slug in groups: by plan, if there are several, and category.

    Args:
        known: their names; in this order they stand in their group.
    """
    rows = db.session.execute(
        select(Plan.slug, Plan.title, Organisation.slug, Organisation.category, Term.label)
        .join(Organisation, Organisation.plan_id == Plan.id)
        .outerjoin(
            Term,
            and_(
                Term.plan_id == Plan.id,
                Term.vocabulary == Vocabulary.CATEGORY,
                Term.code == Organisation.category,
            ),
        )
        .order_by(Plan.slug, Term.position, Organisation.category)
    ).all()
    has_several = len({row[0] for row in rows}) > 1
    found: dict[str, list[str]] = {}
    for plan, title, slug, category, label in rows:
        words = say(label) if label else category
        named = f"{say(title)} – {words}" if has_several else words
        found.setdefault(str(named), []).append(f"{plan}/{slug}")
    order = {address: place for place, address in enumerate(known)}
    return [
        Group(label, sorted((one for one in own if one in order), key=order.__getitem__))
        for label, own in found.items()
    ]


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


def link_fates(mails: Iterable[OutgoingMail]) -> dict[str, LinkFate]:
    """Return what became of the links in mails that still have their text, by the mails' uids."""
    found = {mail.uid: LINK.search(mail.body) for mail in mails}
    hashes = {uid: token_hash(match[2]) for uid, match in found.items() if match}
    sent = accounts.sent_links(hashes.values()) if hashes else {}
    now = clock.now()
    return {uid: link_fate(sent[one], now) for uid, one in hashes.items() if one in sent}


def is_sample_installation() -> bool:
    """Return whether this installation holds a sample plan and no other."""
    found = list(db.session.scalars(select(Plan.is_sample)))
    return bool(found) and all(found)
