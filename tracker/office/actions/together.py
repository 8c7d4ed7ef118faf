"""Facts recorded together, in one bulk action or one sitting: their audit entries say so."""

from tracker.history.recording import Recorder, audit
from tracker.office.queries.sittings import TOGETHER


def keep(group: str, uid: str, *, by: Recorder) -> None:
    """Add to the running transaction that a fact was recorded as one of a group."""
    audit(TOGETHER, group, by=by, after=uid)
