"""Reading follow-ups one by one; the worklist reads them all at once."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tracker.db import db
from tracker.office.models import FollowUp
from tracker.plan.models import Recommendation


@dataclass(frozen=True)
class FollowUpRow:
    """A follow-up as its page needs it; code is empty where it is about the plan."""

    uid: str
    code: str
    text: str
    due_on: date
    done_at: datetime | None
    version: int


def follow_up(plan_id: int, uid: str) -> FollowUpRow:
    """Return a follow-up of a plan; NoResultFound if it has none such."""
    row, code = db.session.execute(
        select(FollowUp, Recommendation.code)
        .outerjoin(Recommendation, Recommendation.id == FollowUp.recommendation_id)
        .where(FollowUp.plan_id == plan_id, FollowUp.uid == uid)
    ).one()
    return FollowUpRow(row.uid, code or "", row.text, row.due_on, row.done_at, row.version)


def locked(plan_id: int, uid: str) -> FollowUp:
    """Return a follow-up as it is now and keep others from changing it; else NoResultFound."""
    of = (FollowUp.plan_id == plan_id) & (FollowUp.uid == uid)
    return db.session.scalars(
        select(FollowUp).where(of).with_for_update().execution_options(populate_existing=True)
    ).one()


def is_there(uid: str) -> bool:
    """Return whether there is a follow-up with this uid."""
    return db.session.scalar(select(FollowUp.id).where(FollowUp.uid == uid)) is not None
