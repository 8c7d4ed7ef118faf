"""Reading accounts, sessions and sign-in tries."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tracker.accounts.models import Affiliation, SignInTry, User, UserSession
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
    """Return a session, its user and whom they act for, in one statement; else NoResultFound."""
    rows = db.session.execute(
        select(UserSession, User, Affiliation.organisation_id)
        .join(User, User.id == UserSession.user_id)
        .outerjoin(Affiliation, Affiliation.user_id == User.id)
        .where(UserSession.token_hash == token_hash)
    )
    found = rows.all()
    if not found:
        rows.one()
    row, user, _organisation = found[0]
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
            organisations=frozenset(one for _row, _user, one in found if one is not None),
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
    return db.session.scalars(select(User).where(User.email == email.strip().lower())).one()


def is_taken(email: str) -> bool:
    """Return whether an address, in lower case, has an account."""
    return db.session.scalar(select(func.count()).where(User.email == email)) != 0


def users() -> list[User]:
    """Return all users by address."""
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
