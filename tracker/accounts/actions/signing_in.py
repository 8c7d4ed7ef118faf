"""Signing in and out, sessions, the own password. Each is one whole change."""

import contextlib
import logging
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.exc import NoResultFound

from tracker import clock
from tracker.accounts import passwords, queries
from tracker.accounts.actions.by import COMMAND, By, audit
from tracker.accounts.models import OneTimeLink, SignInTry, User, UserSession
from tracker.accounts.rules import (
    KEEP_SESSIONS,
    KEEP_TRIES,
    SEEN_AGAIN,
    THROTTLE_WINDOW,
    token_hash,
)
from tracker.db import db, transaction
from tracker.errors import RuleError
from tracker.i18n import _

LONGEST_DEVICE = 200

log = logging.getLogger("tracker.accounts")


class RefusedError(RuleError):
    """Address and password do not belong together, or the account may not sign in."""


class ThrottledError(RuleError):
    """Too many wrong passwords; seconds says after which time it can be tried again."""

    def __init__(self, text: str, seconds: int) -> None:
        super().__init__(text)
        self.seconds = seconds


@dataclass(frozen=True)
class Attempt:
    """A try to sign in; account and address are fingerprints, most how many may be wrong."""

    email: str
    password: str
    account: str
    address: str
    most: int
    device: str = ""


def sign_in(attempt: Attempt) -> str:
    """Check a password and open a session; return its token, which is stored nowhere.

    A wrong password, an unknown address and a disabled account cost and say the same.

    Raises:
        RefusedError: address and password do not fit.
        ThrottledError: too many wrong tries of this account or address; nothing was checked.
    """
    if passwords.is_too_long(attempt.password):
        raise RefusedError(_refusal())
    counted = count_try(attempt)
    user: User | None = None
    with contextlib.suppress(NoResultFound):
        user = queries.user_by_email(attempt.email)
    may_sign_in = user is not None and user.is_active and bool(user.password_hash)
    stored = user.password_hash if user and may_sign_in else passwords.NOBODY
    is_right = passwords.matches(stored, attempt.password)
    if user is None or not (may_sign_in and is_right):
        log.warning("sign_in=refused account=%.12s address=%.12s", attempt.account, attempt.address)
        raise RefusedError(_refusal())
    renewed = passwords.hash_password(attempt.password) if passwords.is_outdated(stored) else stored
    with transaction() as session:
        session.refresh(user)
        if user.password_hash != stored or not user.is_active:  # changed while we were hashing
            raise RefusedError(_refusal())
        session.execute(delete(SignInTry).where(SignInTry.id == counted))
        user.password_hash = renewed
        token = _open_session(user.id, attempt.device)
    log.info("sign_in=done user=%s", user.uid)
    return token


def _refusal() -> str:
    return _("E-Mail-Adresse und Passwort passen nicht zusammen. Prüfen Sie beides.")


def count_try(attempt: Attempt) -> int:
    """Count a try before its password is looked at; return the id of its row.

    Each try is committed before it counts all of them: of any number at once, not more than the
    limit get through. A try that is turned away does not count.
    """
    now = clock.now()
    row = SignInTry(at=now, account=attempt.account, address=attempt.address)
    with transaction():
        db.session.add(row)
    with transaction():
        number = max(queries.tries(attempt.account, attempt.address, now - THROTTLE_WINDOW))
        if number <= attempt.most:
            return row.id
        db.session.execute(delete(SignInTry).where(SignInTry.id == row.id))
    log.warning("sign_in=throttled account=%.12s address=%.12s", attempt.account, attempt.address)
    minutes = int(THROTTLE_WINDOW.total_seconds() // 60)
    raise ThrottledError(
        _(
            "Warten Sie %(minutes)s Minuten und melden Sie sich dann an. "
            "Es gab zu viele Versuche mit einem falschen Passwort.",
            minutes=minutes,
        ),
        int(THROTTLE_WINDOW.total_seconds()),
    )


def open_session(user_id: int, device: str = "") -> str:
    """Open a session without asking for a password; return its token."""
    with transaction():
        return _open_session(user_id, device)


def _open_session(user_id: int, device: str) -> str:
    token = secrets.token_urlsafe(32)
    now = clock.now()
    db.session.add(
        UserSession(
            token_hash=token_hash(token),
            user_id=user_id,
            created_at=now,
            seen_at=now,
            device=device[:LONGEST_DEVICE],
        )
    )
    return token


def see_session(token_hash_: str) -> None:
    """Note that a session is in use; does nothing if that was noted within the last minute."""
    now = clock.now()
    with transaction():
        db.session.execute(
            update(UserSession)
            .where(UserSession.token_hash == token_hash_, UserSession.seen_at <= now - SEEN_AGAIN)
            .values(seen_at=now),
            execution_options={"synchronize_session": False},
        )


def end_session(user_id: int, reference: str) -> None:
    """End one session of a user.

    Raises:
        NoResultFound: the user has no such open session.
    """
    with transaction():
        queries.open_session(user_id, reference).ended_at = clock.now()


def end_sessions(user_id: int, *, but: str = "") -> None:
    """End all sessions of a user, but the one with this token hash."""
    with transaction():
        for row in queries.open_sessions(user_id):
            if row.token_hash != but:
                row.ended_at = clock.now()


def set_password(user_id: int, password: str, *, by: By = COMMAND) -> User:
    """Give an account a new password, which ends all its sessions at once.

    Raises:
        RuleError: the password is too easy to guess.
    """
    user = queries.user(user_id)
    passwords.check(password, email=user.email, name=user.name)
    password_hash = passwords.hash_password(password)
    with transaction():
        user.password_hash = password_hash
        end_sessions(user.id)
        audit("user.password", user, by)
    return user


def check_own_password(user_id: int, attempt: Attempt) -> None:
    """Make sure that it is the person themselves who asks for a change.

    Raises:
        RefusedError: the password is wrong.
        ThrottledError: too many wrong tries.
    """
    user = queries.user(user_id)
    counted = count_try(attempt)
    if passwords.is_too_long(attempt.password) or not passwords.matches(
        user.password_hash, attempt.password
    ):
        raise RefusedError(_("Prüfen Sie Ihr bisheriges Passwort: Es stimmt nicht."))
    with transaction():
        db.session.execute(delete(SignInTry).where(SignInTry.id == counted))


def change_password(user_id: int, *, attempt: Attempt, new: str) -> str:
    """Change one's own password after the old one was given; return the token of a new session.

    Raises:
        RefusedError: the old password is wrong.
        RuleError: the new one is too easy to guess, or is the old one.
        ThrottledError: too many wrong tries.
    """
    check_own_password(user_id, attempt)
    if new == attempt.password:
        raise RuleError(_("Wählen Sie ein Passwort, das sich vom bisherigen unterscheidet."))
    user = queries.user(user_id)
    with transaction():
        set_password(user.id, new, by=By(user.id, user.role))
        return _open_session(user.id, attempt.device)


def prune() -> None:
    """Delete what is no longer needed: sessions after 30 days, sign-in tries after a day, links.

    Who was here a month ago counts as introduced: nothing else would tell that they have been.
    """
    now = clock.now()
    old = now - KEEP_SESSIONS
    quiet = {"synchronize_session": False}
    with transaction():
        were_here = select(UserSession.user_id).where(UserSession.seen_at < old)
        db.session.execute(
            update(User)
            .where(User.introduced_at.is_(None), User.id.in_(were_here))
            .values(introduced_at=now),
            execution_options=quiet,
        )
        db.session.execute(delete(UserSession).where(UserSession.seen_at < old))
        db.session.execute(delete(SignInTry).where(SignInTry.at < now - KEEP_TRIES))
        db.session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < old))
