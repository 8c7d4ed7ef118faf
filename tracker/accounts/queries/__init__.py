"""Reading accounts, sessions and sign-in tries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from tracker.accounts.models import (
    Affiliation,
    AuditEntry,
    OneTimeLink,
    Purpose,
    Role,
    SignInTry,
    User,
    UserSession,
)
from tracker.accounts.permissions import Person
from tracker.db import db

REFERENCE_LENGTH = 16


@dataclass(frozen=True)
class SessionRow:
    """A session with its person, as every request of theirs reads it."""

    token_hash: str
    created_at: datetime
    seen_at: datetime
    is_ended: bool  # signed out, or the account is disabled
    person: Person


def session(token_hash: str) -> SessionRow:
    """Return a session, its user, whom they act for and who is erased; else NoResultFound.

    One statement: every request of a signed-in person needs it.
    """
    other = aliased(User)
    gone = (
        select(func.aggregate_strings(cast(other.id, String), ","))
        .where(other.erased_at.is_not(None))
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(UserSession, User, Affiliation.organisation_id, gone)
        .join(User, User.id == UserSession.user_id)
        .outerjoin(Affiliation, Affiliation.user_id == User.id)
        .where(UserSession.token_hash == token_hash)
    )
    found = rows.all()
    if not found:
        rows.one()
    row, user, _organisation, erased = found[0]
    return SessionRow(
        token_hash=row.token_hash,
        created_at=row.created_at,
        seen_at=row.seen_at,
        is_ended=row.ended_at is not None or not user.is_active,
        person=Person(
            user_id=user.id,
            uid=user.uid,
            name=user.name,
            role=user.role,
            organisations=frozenset(one for _row, _user, one, _gone in found if one is not None),
            erased=frozenset(map(int, erased.split(","))) if erased else frozenset(),
            is_introduced=user.introduced_at is not None,
        ),
    )


def open_sessions(user_id: int) -> list[UserSession]:
    """Return the sessions of a user that nobody has ended, the last used one first."""
    return list(
        db.session.scalars(
            select(UserSession)
            .where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
            .order_by(UserSession.seen_at.desc(), UserSession.id.desc())
        )
    )


def open_session(user_id: int, reference: str) -> UserSession:
    """Return an open session of a user; NoResultFound if it is not theirs or has ended.

    Args:
        reference: the first sixteen digits of the token's hash, or all of them.
    """
    return db.session.scalars(
        select(UserSession).where(
            UserSession.user_id == user_id,
            func.substr(UserSession.token_hash, 1, REFERENCE_LENGTH)
            == reference[:REFERENCE_LENGTH],
            UserSession.ended_at.is_(None),
        )
    ).one()


def user(user_id: int) -> User:
    """Return a user; NoResultFound if there is none."""
    return db.session.scalars(select(User).where(User.id == user_id)).one()


def user_by_email(email: str) -> User:
    """Return the user of an address, however it is written; NoResultFound if there is none."""
    return db.session.scalars(
        select(User).where(User.email == email.strip().lower(), User.erased_at.is_(None))
    ).one()


def is_taken(email: str) -> bool:
    """Return whether an address, in lower case, has an account."""
    return db.session.scalar(select(func.count()).where(User.email == email)) != 0


def users() -> list[User]:
    """Return all users by address, those who are erased among them."""
    return list(db.session.scalars(select(User).order_by(User.email, User.id)))


def tries(account: str, address: str, since: datetime) -> tuple[int, int]:
    """Count the sign-in tries since a moment: (of the account, from the address)."""
    of_account = (
        select(func.count())
        .select_from(SignInTry)
        .where(SignInTry.account == account, SignInTry.at > since)
        .scalar_subquery()
    )
    from_address = (
        select(func.count())
        .select_from(SignInTry)
        .where(SignInTry.address == address, SignInTry.at > since)
        .scalar_subquery()
    )
    row = db.session.execute(select(of_account, from_address)).one()
    return row[0], row[1]


def user_by_uid(uid: str) -> User:
    """Return a user as administration names them; NoResultFound if there is none."""
    return db.session.scalars(select(User).where(User.uid == uid)).one()


def active_by_email(email: str) -> list[User]:
    """Return the user of an address, in lower case, who may sign in or be invited; else none."""
    return list(
        db.session.scalars(
            select(User)
            .where(User.email == email, User.is_active.is_(True))
            .execution_options(populate_existing=True)
        )
    )


def locked(user_ids: Collection[int], *, with_administrators: bool = False) -> list[User]:
    """Return users by id as they stand now, locked until the transaction ends.

    Args:
        with_administrators: also all who are active administrators.
    """
    wanted: ColumnElement[bool] = User.id.in_(user_ids)
    if with_administrators:
        is_one = and_(User.role == Role.ADMINISTRATOR, User.is_active.is_(True))
        wanted = or_(wanted, is_one)
    return list(
        db.session.scalars(
            select(User)
            .where(wanted)
            .order_by(User.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def organisations_of(user_id: int) -> set[int]:
    """Return the ids of the organisations a user acts for."""
    rows = select(Affiliation.organisation_id).where(Affiliation.user_id == user_id)
    return set(db.session.scalars(rows))


def link(token_hash: str, purpose: Purpose) -> tuple[OneTimeLink, User] | None:
    """Return the link of a token for a purpose and its user, as they stand now; else None."""
    row = db.session.execute(
        select(OneTimeLink, User)
        .join(User, User.id == OneTimeLink.user_id)
        .where(OneTimeLink.token_hash == token_hash, OneTimeLink.purpose == purpose)
        .execution_options(populate_existing=True)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


@dataclass(frozen=True)
class SentLink:
    """A link that was sent, as it stands now."""

    expires_at: datetime
    is_ended: bool  # used, or ended with the account's other links
    is_replaced: bool  # by a later one for the same
    is_active: bool  # whether its person's account is


def sent_links(token_hashes: Collection[str]) -> dict[str, SentLink]:
    """Return what became of links, by the hashes of their tokens; unknown ones are left out."""
    later = aliased(OneTimeLink)
    is_replaced = exists().where(
        later.user_id == OneTimeLink.user_id,
        later.purpose == OneTimeLink.purpose,
        later.id > OneTimeLink.id,
        later.created_at <= OneTimeLink.used_at,
    )
    rows = db.session.execute(
        select(OneTimeLink, User.is_active, is_replaced)
        .join(User, User.id == OneTimeLink.user_id)
        .where(OneTimeLink.token_hash.in_(token_hashes))
    )
    return {
        row.token_hash: SentLink(row.expires_at, row.used_at is not None, replaced, active)
        for row, active, replaced in rows
    }


def undeliverable() -> list[User]:
    """Return the users whose addresses take no mail, the newest refusal first."""
    return list(
        db.session.scalars(
            select(User)
            .where(User.undeliverable_at.is_not(None), User.is_active.is_(True))
            .order_by(User.undeliverable_at.desc(), User.email)
        )
    )


def link_address(token_hash: str) -> str:
    """Return the address a link was sent to; NoResultFound if there is no such link."""
    rows = select(OneTimeLink.email).where(OneTimeLink.token_hash == token_hash)
    return db.session.scalars(rows).one()


def with_sessions() -> set[int]:
    """Return the ids of the users who have signed in, as far as sessions are kept."""
    return set(db.session.scalars(select(UserSession.user_id).distinct()))


def last_change(subject: str) -> AuditEntry | None:
    """Return the newest audit entry about a subject; None where there is none."""
    return db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject == subject)
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).one_or_none()
