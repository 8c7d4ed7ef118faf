"""Erasing a person: what each part keeps of them, in one transaction; and what came in late."""

from tracker.accounts import actions as accounts
from tracker.accounts.actions import By
from tracker.accounts.queries import traces
from tracker.db import transaction
from tracker.drafts import actions as drafts


def erase(user_id: int, version: int | None, *, secret: str, by: By) -> None:
    """Erase a person for good: name, address, and what nobody but them has seen.

    What they recorded stays and reads „Person entfernt“; no number changes.

    Args:
        secret: the key of the throttle's fingerprints.

    Raises:
        RuleError: it is one's own account, the last administrator's, or erased already.
        StaleError: somebody else changed the account since.
    """
    with transaction():
        accounts.erase_user(user_id, version, secret=secret, by=by)
        drafts.erase([user_id])


def sweep() -> None:
    """Delete what a request of an erased person that was under way has left behind."""
    gone = traces.erased()
    if gone:
        with transaction():
            accounts.clear(gone)
            drafts.erase(gone)
