"""Who changes an account, and the audit entry of the change."""

import logging
from dataclasses import dataclass

from tracker import clock
from tracker.accounts.models import AuditEntry, User
from tracker.db import db

AUDIT_LENGTH = 4000

log = logging.getLogger("tracker.accounts")


@dataclass(frozen=True)
class By:
    """Who administers an account: a signed-in person, or the command line."""

    user_id: int | None = None
    role: str = "administrator"


COMMAND = By()


def audit(action: str, user: User, by: By, *, before: str = "", after: str = "") -> None:
    """Add the audit entry of a change to the running transaction."""
    db.session.add(
        AuditEntry(
            at=clock.now(),
            user_id=by.user_id,
            role=by.role,
            action=action,
            subject=f"user/{user.uid}",
            before=before[:AUDIT_LENGTH],
            after=after[:AUDIT_LENGTH],
        )
    )
    log.info("%s user=%s by=%s", action, user.uid, by.user_id or "command")
