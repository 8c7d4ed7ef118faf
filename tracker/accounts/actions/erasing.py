"""Erasing a person: name and address go for good, what they recorded stays. One whole change."""

from collections.abc import Collection

from sqlalchemy import delete

from tracker import clock
from tracker.accounts.actions.by import By, audit
from tracker.accounts.actions.people import lock
from tracker.accounts.models import Affiliation, OneTimeLink, SignInTry, User, UserSession
from tracker.accounts.queries import traces
from tracker.accounts.rules import (
    account_fingerprints,
    address_of_nobody,
    is_telling,
    without,
)
from tracker.db import db, transaction
from tracker.errors import RuleError
from tracker.i18n import _
from tracker.mail import actions as mail

QUIET = {"synchronize_session": False}


def erase_user(user_id: int, version: int | None, *, secret: str, by: By) -> None:
    """Empty name and address of an account, and all that hangs on it, for good.

    Its sessions and links end, the mails to it, its tries to sign in and whom it acts for are
    deleted; the audit keeps what happened, without name and address. Facts are left alone: they
    name an id.

    Args:
        secret: the key of the throttle's fingerprints.

    Raises:
        RuleError: it is one's own account, it is the last administrator's, or it is erased.
        StaleError: somebody else changed the account since.
    """
    if by.user_id == user_id:
        raise RuleError(
            _(
                "Bitten Sie jemand anderen mit der Aufgabe Administration. "
                "Sich selbst können Sie nicht entfernen."
            )
        )
    with transaction():
        user = lock(user_id, version, stays_administrator=False)
        addresses = traces.own_addresses(user)
        _clean_audit(user, addresses)
        fingerprints = account_fingerprints(secret, addresses)
        clear([user_id], addresses)
        db.session.execute(
            delete(SignInTry).where(SignInTry.account.in_(fingerprints)), execution_options=QUIET
        )
        user.name, user.email = "", address_of_nobody(user.uid)
        user.password_hash, user.language = "", "de"
        user.is_active, user.undeliverable_at = False, None
        user.erased_at = clock.now()
        audit("user.erase", user, by)


def clear(user_ids: Collection[int], addresses: Collection[str] = ()) -> None:
    """Delete what hangs on accounts besides facts: sessions, links, mails, whom they act for."""
    with transaction() as session:
        for statement in (
            delete(UserSession).where(UserSession.user_id.in_(user_ids)),
            delete(OneTimeLink).where(
                OneTimeLink.user_id.in_(user_ids) | OneTimeLink.email.in_(addresses)
            ),
            delete(Affiliation).where(Affiliation.user_id.in_(user_ids)),
        ):
            session.execute(statement, execution_options=QUIET)
        mail.erase(user_ids, addresses)


def _clean_audit(user: User, addresses: Collection[str]) -> None:
    """Take name and addresses out of audit entries; a name of one word only where it is theirs."""
    for entry in traces.audits_saying([user.name, *addresses], f"user/{user.uid}"):
        is_theirs = entry.subject == f"user/{user.uid}"
        words = [*addresses, user.name] if is_theirs or is_telling(user.name) else addresses
        entry.before, entry.after = without(entry.before, words), without(entry.after, words)
