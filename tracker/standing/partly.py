"""What a completed recommendation left open. Pure: the only definition of „teilweise“."""

from tracker.i18n import _n
from tracker.plan.rules import Status


def left_open(status: Status, valid: int, done: int) -> int:
    """Return how many milestones a completed recommendation left open; 0 for any other.

    Args:
        valid: how many milestones are not dropped.
        done: how many of them are done.
    """
    return valid - done if status is Status.COMPLETED else 0


def partly_words(status: Status, valid: int, done: int) -> str:
    """Return that a recommendation is completed in part only; "" for any other."""
    number = left_open(status, valid, done)
    if not number:
        return ""
    return _n(
        "teilweise: %(num)s Meilenstein offen", "teilweise: %(num)s Meilensteine offen", number
    )
