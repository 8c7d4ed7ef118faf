"""Accounts: added, invited, changed, disabled. The last active administrator stays one."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete

from tracker import clock
from tracker.accounts import passwords, queries
from tracker.accounts.actions import links
from tracker.accounts.actions.by import COMMAND, By, audit
from tracker.accounts.actions.signing_in import end_sessions
from tracker.accounts.models import Affiliation, Role, User
from tracker.accounts.rules import check_address, check_name
from tracker.db import db, transaction
from tracker.errors import RuleError, StaleError
from tracker.i18n import _


@dataclass(frozen=True)
class Invitation:
    """A new account that its person takes up by mail."""

    email: str
    name: str
    role: Role
    organisations: frozenset[int] = frozenset()
    language: str = "de"


@dataclass(frozen=True)
class Change:
    """What an administrator changes; labels name organisations (ids) in the audit."""

    name: str
    role: Role
    organisations: frozenset[int]
    labels: Mapping[int, str]


def add_user(  # one row, each part named
    email: str,
    *,
    name: str,
    role: Role,
    organisations: Iterable[int] = (),
    password: str,
    is_introduced: bool = False,
    by: By = COMMAND,
) -> User:
    """Add an account with a password that acts for these organisations (ids).

    Raises:
        RuleError: the address or name cannot be used, or the password is too easy to guess.
    """
    email, name = check_address(email), check_name(name)
    passwords.check(password, email=email, name=name)
    password_hash = passwords.hash_password(password)
    with transaction():
        wanted = Invitation(email, name, role, frozenset(organisations))
        user = _add(wanted, password_hash, by)
        user.introduced_at = user.created_at if is_introduced else None
    return user


def invite_user(wanted: Invitation, *, by: By) -> User:
    """Add an account without a password and send its person the invitation.

    Raises:
        RuleError: the address or name cannot be used.
    """
    with transaction():
        user = _add(wanted, "", by)
        links.invite(user.id, by=by)
    return user


def _add(wanted: Invitation, password_hash: str, by: By) -> User:
    email, name = check_address(wanted.email), check_name(wanted.name)
    if queries.is_taken(email):
        raise RuleError(
            _("Wählen Sie eine andere E-Mail-Adresse. Diese hat schon ein Konto."), "email"
        )
    user = User(
        uid=str(uuid.uuid4()),
        email=email,
        name=name,
        role=wanted.role,
        password_hash=password_hash,
        language=wanted.language,
        is_active=True,
        created_at=clock.now(),
    )
    db.session.add(user)
    db.session.flush()
    _act_for(user, wanted.organisations)
    audit("user.add", user, by, after=wanted.role)
    return user


def _act_for(user: User, organisations: Iterable[int]) -> None:
    own = sorted(organisations)
    db.session.add_all(Affiliation(user_id=user.id, organisation_id=one) for one in own)


def change_user(user_id: int, change: Change, version: int, *, by: By) -> User:
    """Change name, role and organisations of an account.

    Raises:
        RuleError: the name cannot be used, or there would be no administrator left.
        StaleError: somebody else changed the account since.
    """
    name = check_name(change.name)
    with transaction() as session:
        user = lock(user_id, version, stays_administrator=change.role is Role.ADMINISTRATOR)
        before = _says(user.role, queries.organisations_of(user_id), change.labels)
        user.name, user.role = name, change.role
        session.execute(delete(Affiliation).where(Affiliation.user_id == user_id))
        _act_for(user, change.organisations)
        after = _says(change.role, change.organisations, change.labels)
        audit("user.change", user, by, before=before, after=after)
    return user


def _says(role: Role, organisations: Iterable[int], labels: Mapping[int, str]) -> str:
    return ", ".join([str(role), *sorted(labels.get(one, "") for one in organisations)])


def disable_user(email: str, version: int | None = None, *, by: By = COMMAND) -> User:
    """Disable an account: its sessions and links end at once, its facts stay.

    Raises:
        NoResultFound: nobody has this address.
        RuleError: there would be no administrator left.
        StaleError: somebody else changed the account since.
    """
    found = queries.user_by_email(email)
    with transaction():
        user = lock(found.id, version, stays_administrator=False)
        user.is_active = False
        end_sessions(user.id)
        links.end(user.id)
        audit("user.disable", user, by)
    return user


def enable_user(user_id: int, version: int, *, by: By) -> User:
    """Let a disabled account sign in again.

    Raises:
        RuleError: the person is erased.
        StaleError: somebody else changed the account since.
    """
    with transaction():
        user = lock(user_id, version, stays_administrator=True)
        user.is_active = True
        audit("user.enable", user, by)
    return user


def change_own(user_id: int, *, name: str, language: str, version: int) -> None:
    """Change one's own name and the language of one's mails.

    Raises:
        RuleError: the name cannot be used.
        StaleError: somebody else changed the account since.
    """
    name = check_name(name)
    with transaction():
        user = lock(user_id, version, stays_administrator=True)
        user.name, user.language = name, language
        audit("user.own", user, By(user.id, user.role))


def introduced(user_id: int) -> None:
    """Note that somebody has read the first steps, or does not want to."""
    with transaction():
        user = queries.locked([user_id])[0]
        user.introduced_at = user.introduced_at or clock.now()


def mark_undeliverable(user_id: int, email: str) -> None:
    """Note that a mail server refuses the address of a user, if it is still theirs."""
    with transaction():
        for user in queries.locked([user_id]):
            if user.email == email:
                user.undeliverable_at = user.undeliverable_at or clock.now()


def lock(user_id: int, version: int | None, *, stays_administrator: bool) -> User:
    """Return a user that nobody else changes meanwhile, and count the change.

    All active administrators are locked along, in one order: of two who take each other's
    rights at the same moment, the second finds that there would be none left.

    Raises:
        RuleError: the person is erased, or there would be no administrator left.
        StaleError: somebody else changed the account since.
    """
    rows = queries.locked([user_id], with_administrators=not stays_administrator)
    user = next(row for row in rows if row.id == user_id)
    if user.erased_at is not None:
        raise RuleError(
            _("Diese Person ist entfernt. Legen Sie ein neues Konto an, wenn sie wiederkommt.")
        )
    if version is not None and user.version != version:
        raise StaleError
    is_one = user.is_active and user.role is Role.ADMINISTRATOR
    others = [row for row in rows if row.id != user_id]
    if is_one and not stays_administrator and not others:
        raise RuleError(
            _(
                "Geben Sie zuerst einem anderen Konto die Aufgabe Administration. "
                "Dieses ist das letzte, das sie hat."
            )
        )
    user.version += 1
    return user
