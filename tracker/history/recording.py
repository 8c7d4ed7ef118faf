"""Who records something: what a fact and an audit entry take over from the signed-in person."""

from dataclasses import dataclass

from tracker import clock
from tracker.accounts.models import AuditEntry
from tracker.db import db
from tracker.history.stichtag import Recorded, RecordedRole

AUDIT_LENGTH = 4000


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
