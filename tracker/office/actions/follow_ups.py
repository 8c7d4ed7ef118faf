"""Follow-ups (Wiedervorlagen): made, changed, done and taken up again. Never public."""

from datetime import date

from tracker import clock
from tracker.db import db, transaction
from tracker.history.actions import Sent
from tracker.history.plain import refuse_stale
from tracker.history.recording import Recorder, audit
from tracker.office import rules
from tracker.office.models import FollowUp
from tracker.office.queries import follow_ups as queries
from tracker.plan.queries import RecommendationRow


def add(of: RecommendationRow, text: str, due_on: date, key: str, *, by: Recorder) -> str:
    """Make a follow-up for a recommendation; return its uid. Sent twice, it is one.

    Args:
        key: the form's own.

    Raises:
        RuleError: there is no text, or the day has passed.
    """
    rules.check_follow_up(text, due_on, clock.today())
    uid = Sent(key, "", due_on).uid(f"{of.subject}/follow-up", by, text)
    with transaction():
        if queries.is_there(uid):
            return uid
        db.session.add(
            FollowUp(
                uid=uid,
                plan_id=of.plan.id,
                recommendation_id=of.id,
                due_on=due_on,
                text=text,
                created_at=clock.now(),
                created_by_id=by.user_id,
            )
        )
        audit("follow-up:create", f"{of.subject}/{uid}", by=by, after=_says(due_on, text))
    return uid


def change(
    plan_id: int, uid: str, text: str, due_on: date, version: int, subject: str, *, by: Recorder
) -> None:
    """Change the text or day of a follow-up.

    Raises:
        RuleError: there is no text, or the day has passed and is another than before.
        StaleError: someone else has changed it since the form was made.
    """
    with transaction():
        row = _fresh(plan_id, uid, version)
        rules.check_follow_up(text, due_on, min(row.due_on, clock.today()))
        before = _says(row.due_on, row.text)
        row.text, row.due_on = text, due_on
        row.version += 1
        audit("follow-up:update", subject, by=by, before=before, after=_says(due_on, text))


def finish(
    plan_id: int, uid: str, version: int, subject: str, *, is_done: bool, by: Recorder
) -> None:
    """Mark a follow-up as done, or take it up again.

    Raises:
        StaleError: someone else has changed it since the form was made.
    """
    with transaction():
        row = _fresh(plan_id, uid, version)
        row.done_at = clock.now() if is_done else None
        row.done_by_id = by.user_id if is_done else None
        row.version += 1
        audit("follow-up:finish" if is_done else "follow-up:reopen", subject, by=by)


def _fresh(plan_id: int, uid: str, version: int) -> FollowUp:
    """Return the row, locked; StaleError unless it is the one the form was made for."""
    row = queries.locked(plan_id, uid)
    refuse_stale(row, version)
    return row


def _says(due_on: date, text: str) -> str:
    return f"{due_on.isoformat()} {text}"
