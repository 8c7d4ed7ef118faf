"""Restoring what was deleted, and removing it for good once its time is over."""

from typing import Any

from sqlalchemy import ColumnElement, delete, select

from tracker import clock
from tracker.accounts.models import AuditEntry
from tracker.council import rules as council
from tracker.council.models import Committee, CouncilPaper, PaperRecommendation, Sitting
from tracker.db import Base, db, transaction
from tracker.editions.queries import deleted
from tracker.editions.queries.deleted import Deleted, Kind, Other, Row
from tracker.errors import RuleError, StaleError
from tracker.history import plain
from tracker.history.recording import Recorder
from tracker.i18n import _
from tracker.places import rules as places
from tracker.places.models import Municipality
from tracker.plan import revisions
from tracker.plan.models import Plan
from tracker.plan.queries import PlanRow, lock_plan

JOBS = "jobs"  # the role in the audit: no person does it
MODELS: dict[Kind, type[Row]] = {
    Kind.COMMITTEE: Committee,
    Kind.SITTING: Sitting,
    Kind.PAPER: CouncilPaper,
    Kind.MUNICIPALITY: Municipality,
}


def restore(of: PlanRow, subject: str, *, by: Recorder) -> Deleted:
    """Restore something that was deleted and return what it is.

    Raises:
        RuleError: it hangs on a committee that is deleted itself.
        StaleError: nothing deleted is called so any more.
    """
    with transaction():
        lock_plan(of.id)
        found = next((one for one in deleted.deleted(of) if one.subject == subject), None)
        if found is None or found.until < clock.today():
            raise StaleError
        row = found.row
        if isinstance(row, Sitting | CouncilPaper):
            above = plain.fresh(select(Committee).where(Committee.id == row.committee_id))
            if above.deleted_at is not None:
                raise RuleError(
                    _("Stellen Sie zuerst das Gremium wieder her. Danach geht es auch hiermit.")
                )
        plain.restore(row, str(found.kind), subject, by=by, says=found.says)
        revisions.bump(of.id)
    return found


def remove_expired() -> None:
    """Remove for good what was deleted more than 30 days ago, each removal audited."""
    today = clock.today()
    for kind, key in deleted.expired(today):
        with transaction():
            _remove(kind, key)


def _remove(kind: Kind | Other, key: int) -> None:
    model: Any = kind.model if isinstance(kind, Other) else MODELS[kind]
    row: Any = db.session.scalars(
        select(model).where(model.id == key).execution_options(populate_existing=True)
    ).one_or_none()
    if row is None or row.deleted_at is None:
        return
    plan_id = _plan_id(row)
    lock_plan(plan_id)
    plan = db.session.get_one(Plan, plan_id)
    of_row = kind.subject if isinstance(kind, Other) else _subject
    subject = of_row(plan.slug, row)
    below: list[tuple[type[Base], ColumnElement[bool]]] = []
    if kind is Kind.PAPER:
        below.append((PaperRecommendation, PaperRecommendation.paper_id == key))
    if kind is Kind.COMMITTEE:
        below.append((Sitting, Sitting.committee_id == key))
    for statement in kind.below(key) if isinstance(kind, Other) else ():
        db.session.execute(statement)
    for other, of in below:
        db.session.execute(delete(other).where(of))
    db.session.execute(delete(model).where(model.id == key))
    db.session.add(
        AuditEntry(
            at=clock.now(),
            user_id=None,
            role=JOBS,
            action=f"{kind}:remove",
            subject=subject,
            before=row.deleted_at.isoformat(),
        )
    )


def _subject(plan: str, row: Row) -> str:
    if isinstance(row, Committee):
        return council.committee_subject(plan, row.slug)
    if isinstance(row, Sitting):
        above = db.session.get_one(Committee, row.committee_id)
        return council.sitting_subject(plan, above.slug, row.held_on)
    if isinstance(row, CouncilPaper):
        return council.paper_subject(plan, row.number)
    return places.subject(plan, row.ags)


def _plan_id(row: Any) -> int:
    if isinstance(row, Sitting):
        return db.session.get_one(Committee, row.committee_id).plan_id
    return int(row.plan_id)
