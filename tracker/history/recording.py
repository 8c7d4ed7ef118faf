"""Who records something, and when: the one place where a fact gets its moment.

Whoever records facts of a plan holds the plan, from before the moment until the transaction ends.
So the facts of a plan are recorded one after the other, in the order of their moments, and who
holds it knows that none of an earlier moment is still to come (docs/adr/0003).
"""

from collections.abc import Callable, Iterable
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


def hold(plan_ids: Iterable[int], lock: Callable[[int], object]) -> None:
    """Lock plans in the order of their ids; one that the running transaction holds is passed over.

    Args:
        lock: keeps others away from one plan until the running transaction ends.

    Raises:
        RuntimeError: no transaction runs, or it holds a later plan: two that lock in different
            orders would wait for each other.
    """
    info = db.session().info
    if not info.get("joined"):
        raise RuntimeError("plans are held within db.transaction()")
    held: set[int] = info["held"]
    for plan_id in sorted(set(plan_ids) - held):
        if held and plan_id < max(held):
            raise RuntimeError(f"plan {plan_id} has to be held before plan {max(held)}")
        lock(plan_id)
        held.add(plan_id)


def held() -> frozenset[int]:
    """Return the ids of the plans that the running transaction holds."""
    return frozenset(db.session().info.get("held", ()))


def stamp(row: Recorded, by: Recorder) -> None:
    """Fill in who records a row, and that it is now.

    Raises:
        RuntimeError: the running transaction holds no plan: the moment could be earlier than that
            of a fact which somebody else commits first.
    """
    if not held():
        raise RuntimeError("a fact is recorded while nobody holds its plan")
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
