"""Who records something: what a fact and an audit entry take over from the signed-in person."""

from dataclasses import dataclass

from tracker import clock
from tracker.accounts.models import AuditEntry
from tracker.db import db
from tracker.history.stichtag import Recorded, RecordedRole

AUDIT_LENGTH = 4000
TOGETHER = "fact:together"  # what audit entries say of facts that were recorded together


@dataclass(frozen=True)
class Recorder:
    """A person in the part in which they record: role, and the organisation they do it for."""

    user_id: int | None
    role: RecordedRole
    organisation_id: int | None = None


def stamp(row: Recorded, by: Recorder) -> None:
    """Fill in who records a row, and that it is now."""
    row.recorded_at = clock.now()
    row.recorded_by_id = by.user_id
    row.recorded_for_id = by.organisation_id
    row.recorded_role = by.role


def audit(action: str, subject: str, *, by: Recorder, before: str = "", after: str = "") -> None:
    """Add the audit entry of a change to the running transaction."""
    db.session.add(
        AuditEntry(
            at=clock.now(),
            user_id=by.user_id,
            role=by.role,
            action=action,
            subject=subject,
            before=before[:AUDIT_LENGTH],
            after=after[:AUDIT_LENGTH],
        )
    )


def keep_together(group: str, uid: str, *, by: Recorder, about: str = "") -> None:
    """Add to the running transaction that a fact was recorded as one of a group.

    Args:
        group: what audit entries call it.
        about: what they call the fact's subject, where it is shown.
    """
    audit(TOGETHER, group, by=by, before=about, after=uid)
