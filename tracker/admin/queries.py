"""Reading what administration shows: accounts, organisations by their addresses, samples."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    Column,
    Enum,
    ScalarSelect,
    String,
    Text,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from tracker import clock
from tracker.accounts import queries as accounts
from tracker.accounts.models import LINK, Affiliation, User
from tracker.accounts.queries import traces
from tracker.accounts.rules import REMOVED, is_telling, token_hash
from tracker.admin.rules import (
    Account,
    Group,
    LinkFate,
    Remains,
    account_state,
    kind_of_text,
    link_fate,
)
from tracker.db import TextsType, db
from tracker.drafts.models import Draft
from tracker.i18n import say
from tracker.lists import folded
from tracker.mail.models import OutgoingMail
from tracker.plan.models import Plan, Term
from tracker.plan.rules import Vocabulary
from tracker.stakeholders.models import Organisation
from tracker.stakeholders.queries import organisations

# What erasing a person empties itself.
CLEARED = {"user", "user_session", "one_time_link", "outgoing_mail", "sign_in_try", "audit_entry"}

LONG = 100  # characters


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
    is_erased = user.erased_at is not None
    return Account(
        user_id=user.id,
        uid=user.uid,
        name=str(REMOVED) if is_erased else user.name,
        email="" if is_erased else user.email,
        role=user.role,
        language=user.language,
        version=user.version,
        state=account_state(
            is_active=user.is_active,
            is_taken_up=bool(user.password_hash),
            is_undeliverable=user.undeliverable_at is not None,
            has_signed_in=user.introduced_at is not None or user.id in seen,
            is_erased=is_erased,
        ),
        is_active=user.is_active,
        is_taken_up=bool(user.password_hash),
        organisations={one: known[one] for one in own if one in known},
        erased_at=user.erased_at,
    )


def remains(user_id: int) -> Remains:
    """Return what erasing a person would take along, and what would stay about them."""
    user = accounts.user(user_id)
    words = [*traces.own_addresses(user), *([user.name] if is_telling(user.name) else [])]
    drafts, mails = db.session.execute(
        select(_number_of(Draft, user_id), _number_of(OutgoingMail, user_id))
    ).one()
    return Remains(
        drafts=drafts,
        mails=mails,
        alone=_alone(user_id),
        texts=_texts(user_id, words),
    )


def _number_of(model: type[Draft | OutgoingMail], user_id: int) -> ScalarSelect[int]:
    return select(func.count(model.id)).where(model.user_id == user_id).scalar_subquery()


def _alone(user_id: int) -> list[str]:
    """Return the organisations for which a person is the only one who can sign in."""
    other = aliased(Affiliation)
    has_others = exists().where(
        other.organisation_id == Affiliation.organisation_id,
        other.user_id == User.id,
        User.id != user_id,
        User.is_active.is_(True),
    )
    rows = db.session.execute(
        select(Plan.slug, Organisation.slug)
        .join(Organisation, Organisation.plan_id == Plan.id)
        .join(Affiliation, Affiliation.organisation_id == Organisation.id)
        .where(Affiliation.user_id == user_id, ~has_others)
        .order_by(Plan.slug, Organisation.slug)
    )
    return [f"{plan}/{slug}" for plan, slug in rows]


def _texts(user_id: int, words: Iterable[str]) -> dict[str, int]:
    """Count the rows that people wrote in which one of the words stands: one statement."""
    wanted = [*words]
    wanted += [json.dumps(word)[1:-1] for word in wanted if not word.isascii()]  # as drafts have it
    counts = []
    for table in db.metadata.sorted_tables:
        columns = [column for column in table.columns if is_text(column)]
        if table.name in CLEARED or not columns:
            continue
        found = or_(*(traces.says(type_coerce(column, Text), wanted) for column in columns))
        if table.name == Draft.__tablename__:
            found &= table.c.user_id != user_id
        counts.append(select(literal(table.name), func.count()).select_from(table).where(found))
    told: Counter[str] = Counter()
    for name, number in db.session.execute(union_all(*counts)):
        told[kind_of_text(name)] += number
    return {kind: number for kind, number in sorted(told.items()) if number}


def is_text(column: Column[Any]) -> bool:
    """Return whether people's words can stand in a column: uids, codes and slugs are too short."""
    if isinstance(column.type, Enum):
        return False
    if isinstance(column.type, String):
        return (column.type.length or LONG) >= LONG
    return isinstance(column.type, TextsType)


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
