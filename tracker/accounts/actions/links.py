"""Links that work once: sent by mail, known here by their SHA-256 only."""

import secrets
from dataclasses import dataclass

from sqlalchemy import update

from tracker import clock
from tracker.accounts import passwords, queries
from tracker.accounts.actions.by import By, audit
from tracker.accounts.actions.signing_in import end_sessions
from tracker.accounts.models import LIFETIMES, MAILS, PATHS, OneTimeLink, Purpose, User
from tracker.accounts.rules import LinkState, check_address, link_state, token_hash
from tracker.db import db, transaction
from tracker.errors import RuleError
from tracker.i18n import _
from tracker.mail import actions as mail
from tracker.mail.rules import Content
from tracker.mail.texts import compose, public_address

NOBODY = 0  # no user has this id


class LinkError(RuntimeError):
    """A link does not work; state says why."""

    def __init__(self, state: LinkState) -> None:
        super().__init__(str(state))
        self.state = state


@dataclass(frozen=True)
class _Mail:
    """A mail with a link, before it is known whether anybody gets it."""

    token: str
    content: Content


def invite(user_id: int, *, by: By) -> None:
    """Send somebody who has no password yet the link to choose one; older ones work no longer.

    Raises:
        RuleError: the account is disabled, or has a password.
    """
    with transaction():
        user = queries.locked([user_id])[0]
        if user.password_hash or not user.is_active:
            raise RuleError(_("Diese Person hat schon ein Passwort oder ist gesperrt."))
        _send(user, Purpose.INVITATION)
        audit("user.invite", user, by)


def send_password_link(user_id: int, *, by: By) -> None:
    """Send somebody the link to choose a new password; the old one counts until then.

    Raises:
        RuleError: the account is disabled, or not taken up yet.
    """
    with transaction():
        user = queries.locked([user_id])[0]
        if not (user.password_hash and user.is_active):
            raise RuleError(_("Diese Person ist gesperrt oder hat noch kein Passwort."))
        _send(user, Purpose.PASSWORD)
        audit("user.password_link", user, by)


def ask_for_password(email: str) -> None:
    """Send the link to whoever has the address; for an address nobody has, the work is the same.

    Who was invited and has no password yet is sent the invitation anew.
    """
    email = check_address(email)
    with transaction() as session:
        user = next(iter(queries.active_by_email(email)), None)
        purpose = Purpose.PASSWORD if user is None or user.password_hash else Purpose.INVITATION
        if user is not None:
            _send(user, purpose)
            return
        written = _write(purpose, "de", "")
        _end(NOBODY, purpose)
        row = mail.queue(email, written.content)
        session.flush()
        mail.forget(row)


def ask_for_address(user_id: int, email: str) -> None:
    """Send a link to the new address; the old one counts until it is opened.

    Raises:
        RuleError: the address cannot be used, or is the old one.
    """
    email = check_address(email)
    with transaction():
        user = queries.locked([user_id])[0]
        if email == user.email:
            raise RuleError(
                _("Geben Sie eine andere Adresse an. Diese hat Ihr Konto schon."), "email"
            )
        _send(user, Purpose.ADDRESS, email)
        audit("user.address_link", user, By(user.id, user.role))


def check(token: str, purpose: Purpose) -> User:
    """Return whom a link is for.

    Raises:
        LinkError: it was used, has expired, was never sent, or is bound to another address.
    """
    found = queries.link(token_hash(token), purpose)
    if found is None:
        raise LinkError(LinkState.UNKNOWN)
    row, user = found
    is_bound = purpose is Purpose.ADDRESS or row.email == user.email
    state = link_state(
        is_used=row.used_at is not None or not user.is_active or not is_bound,
        expires_at=row.expires_at,
        now=clock.now(),
    )
    if state is not LinkState.OPEN:
        raise LinkError(state)
    return user


def take_up(token: str, purpose: Purpose, password: str) -> User:
    """Give the person of a link the password they chose; all their sessions and links end.

    Raises:
        LinkError: the link does not work.
        RuleError: the password is too easy to guess.
    """
    user = check(token, purpose)
    passwords.check(password, email=user.email, name=user.name)
    password_hash = passwords.hash_password(password)
    with transaction():
        queries.locked([user.id])  # who comes second finds the link used
        user = check(token, purpose)
        user.password_hash = password_hash
        user.undeliverable_at = None  # the mail has arrived
        end(user.id)
        end_sessions(user.id)
        if purpose is Purpose.PASSWORD:
            _tell(user, user.email, "mail/password_changed.txt")
        audit(f"user.{purpose}", user, By(user.id, user.role))
    return user


def confirm_address(token: str) -> User:
    """Make the address a link was sent to the person's own; the old one is told.

    Raises:
        LinkError: the link does not work.
        RuleError: somebody else has the address by now.
    """
    user = check(token, Purpose.ADDRESS)
    with transaction():
        queries.locked([user.id])
        user = check(token, Purpose.ADDRESS)
        new, old = queries.link_address(token_hash(token)), user.email
        if queries.is_taken(new):
            raise RuleError(
                _("Wählen Sie eine andere E-Mail-Adresse. Diese hat schon ein Konto."), "email"
            )
        user.email, user.undeliverable_at = new, None
        user.version += 1
        end(user.id)
        _tell(user, old, "mail/address_changed.txt")
        audit("user.address", user, By(user.id, user.role))
    return user


def end(user_id: int) -> None:
    """End all links of a user in the running transaction."""
    for purpose in Purpose:
        _end(user_id, purpose)


def _send(user: User, purpose: Purpose, email: str = "") -> None:
    """Add link and mail to the running transaction; an older link for the same ends."""
    email = email or user.email
    written = _write(purpose, user.language, user.name)
    now = clock.now()
    _end(user.id, purpose)
    db.session.add(
        OneTimeLink(
            token_hash=token_hash(written.token),
            user_id=user.id,
            purpose=purpose,
            email=email,
            created_at=now,
            expires_at=now + LIFETIMES[purpose],
        )
    )
    mail.queue(email, written.content, user_id=user.id)


def _write(purpose: Purpose, language: str, name: str) -> _Mail:
    token = secrets.token_urlsafe(32)
    link = public_address(PATHS[purpose] + token, language)
    return _Mail(token, compose(MAILS[purpose], language, name=name, link=link))


def _end(user_id: int, purpose: Purpose) -> None:
    db.session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.user_id == user_id,
            OneTimeLink.purpose == purpose,
            OneTimeLink.used_at.is_(None),
        )
        .values(used_at=clock.now()),
        execution_options={"synchronize_session": False},
    )


def _tell(user: User, address: str, template: str) -> None:
    """Tell an address what has changed, without a link that does anything."""
    link = public_address("/passwort-vergessen", user.language)
    content = compose(template, user.language, name=user.name, link=link)
    mail.queue(address, content, user_id=user.id)
