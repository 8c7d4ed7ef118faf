"""Reading what was deleted and can still be restored.

The parts above register the kinds of rows they keep; this part knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import Delete, select

from tracker.accounts.models import AuditEntry
from tracker.clock import day_of
from tracker.council import rules as council
from tracker.council.models import Committee, CouncilPaper, Sitting
from tracker.db import db
from tracker.history.plain import KEPT
from tracker.history.stichtag import RecordedRole
from tracker.i18n import _, _l, day_text, say
from tracker.places import rules as places
from tracker.places.models import Municipality
from tracker.plan.queries import PlanRow


class Kind(StrEnum):
    """What can be deleted and restored; the value is the word of the audit."""

    COMMITTEE = "committee"
    SITTING = "sitting"
    PAPER = "paper"
    MUNICIPALITY = "municipality"

    @cached_property
    def label(self) -> str:
        """The word people read."""
        return {
            Kind.COMMITTEE: _l("Gremium"),
            Kind.SITTING: _l("Sitzung"),
            Kind.PAPER: _l("Drucksache"),
            Kind.MUNICIPALITY: _l("Gemeinde"),
        }[self]


Row = Committee | Sitting | CouncilPaper | Municipality


@dataclass(frozen=True)
class Other:
    """A kind of rows that a part above keeps."""

    word: str  # of the audit
    label: str  # the word people read
    model: type[Any]  # has plan_id, version and deleted_at
    deleted: Callable[[PlanRow], list[tuple[Any, str, str]]]  # rows, with subject and words
    subject: Callable[[str, Any], str]  # what audit entries call a row of a plan
    below: Callable[[int], list[Delete]]  # what goes with a row that is removed for good

    def __str__(self) -> str:
        return self.word


_others: list[Other] = []


def register(other: Other) -> None:
    """Make rows of this kind known."""
    _others[:] = [*(one for one in _others if one.word != other.word), other]


@dataclass(frozen=True)
class Deleted:
    """Something that was deleted."""

    row: Any  # one of Row, or of the rows of a part above
    kind: Kind | Other
    subject: str  # what audit entries call it
    says: str
    deleted_at: datetime
    role: RecordedRole | None  # of whoever deleted it
    user_id: int | None

    @property
    def until(self) -> date:
        """The last day on which it can be restored."""
        return day_of(self.deleted_at) + KEPT


def deleted(of: PlanRow) -> list[Deleted]:
    """Return what was deleted in a plan, the latest first."""
    found = _rows(of)
    subjects = [subject for _row, _kind, subject, _says in found]
    by: dict[str, tuple[RecordedRole, int | None]] = {}
    for subject, role, user_id in db.session.execute(
        select(AuditEntry.subject, AuditEntry.role, AuditEntry.user_id)
        .where(AuditEntry.subject.in_(subjects), AuditEntry.action.like("%:delete"))
        .order_by(AuditEntry.at, AuditEntry.id)
    ):
        by[subject] = RecordedRole(role), user_id
    rows = [
        Deleted(row, kind, subject, says, row.deleted_at, *by.get(subject, (None, None)))
        for row, kind, subject, says in found
        if row.deleted_at is not None
    ]
    return sorted(rows, key=lambda one: (one.deleted_at, one.subject), reverse=True)


def expired(today: date) -> list[tuple[Kind | Other, int]]:
    """Return what can no longer be restored on a day: papers and sittings before committees.

    Each as its kind and id.
    """
    kinds: list[tuple[Kind | Other, type[Any]]] = [
        *((other, other.model) for other in _others),
        (Kind.PAPER, CouncilPaper),
        (Kind.SITTING, Sitting),
        (Kind.COMMITTEE, Committee),
        (Kind.MUNICIPALITY, Municipality),
    ]
    found: list[tuple[Kind | Other, int]] = []
    for kind, model in kinds:
        rows = db.session.execute(
            select(model.id, model.deleted_at).where(model.deleted_at.is_not(None))
        )
        found += [(kind, key) for key, moment in rows if moment and day_of(moment) + KEPT < today]
    return found


def _rows(of: PlanRow) -> list[tuple[Any, Kind | Other, str, str]]:
    """Return the deleted rows of a plan with what audits and people call them."""
    found: list[tuple[Any, Kind | Other, str, str]] = [
        (row, other, subject, says) for other in _others for row, subject, says in other.deleted(of)
    ]
    of_plan = Committee.plan_id == of.id
    for row in db.session.scalars(
        select(Committee).where(of_plan, Committee.deleted_at.is_not(None))
    ):
        subject = council.committee_subject(of.slug, row.slug)
        found.append((row, Kind.COMMITTEE, subject, say(row.name)))
    sittings = db.session.execute(
        select(Sitting, Committee.slug, Committee.name)
        .join(Committee, Committee.id == Sitting.committee_id)
        .where(of_plan, Sitting.deleted_at.is_not(None))
    )
    for sitting, slug, name in sittings:
        subject = council.sitting_subject(of.slug, slug, sitting.held_on)
        says = _("%(committee)s am %(day)s", committee=say(name), day=day_text(sitting.held_on))
        found.append((sitting, Kind.SITTING, subject, says))
    papers = (CouncilPaper.plan_id == of.id) & CouncilPaper.deleted_at.is_not(None)
    for paper in db.session.scalars(select(CouncilPaper).where(papers)):
        subject = council.paper_subject(of.slug, paper.number)
        found.append((paper, Kind.PAPER, subject, f"{paper.number}: {say(paper.title)}"))
    towns = (Municipality.plan_id == of.id) & Municipality.deleted_at.is_not(None)
    for town in db.session.scalars(select(Municipality).where(towns)):
        subject = places.subject(of.slug, town.ags)
        found.append((town, Kind.MUNICIPALITY, subject, f"{town.name} ({town.ags})"))
    return found
