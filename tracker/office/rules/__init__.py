"""What the worklist of the plan office holds, and in which order a sitting goes on. Pure."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from tracker.errors import RuleError
from tracker.i18n import Precision, _, _l
from tracker.office.rules.lists import Worklist
from tracker.periods import Period
from tracker.standing.rules import Freshness, Schedule, Standing


@dataclass(frozen=True)
class Account:
    """An account that acts for an organisation, as far as the worklist looks at it."""

    is_active: bool
    is_taken_up: bool  # a password has been chosen, so somebody has been here
    is_deliverable: bool  # no mail server has refused the address for good


def silence(name: str, accounts: Sequence[Account], *, has_ended: bool) -> str:
    """Return why nobody can report for an organisation, a sentence; empty if somebody can."""
    active = [account for account in accounts if account.is_active]
    arrived = [account for account in active if account.is_taken_up]
    if has_ended:
        return _("%(name)s besteht nicht mehr.", name=name)
    if not accounts:
        return _("Für %(name)s handelt niemand mit einem Konto.", name=name)
    if not active:
        return _("Alle Konten von %(name)s sind gesperrt.", name=name)
    if not arrived:
        return _("Von %(name)s hat sich noch niemand angemeldet.", name=name)
    if not any(account.is_deliverable for account in arrived):
        return _("E-Mails an %(name)s kommen nicht an.", name=name)
    return ""


def is_unsettled(due_on: date | None, today: date) -> bool:
    """Return whether an open obstacle has no day by which it is to go, or is past it."""
    return due_on is None or due_on < today


SCHEDULES = (Schedule.DELAYED, Schedule.ATTENTION, Schedule.ON_TRACK, Schedule.NONE)
FRESHNESSES = (
    Freshness.NEVER,
    Freshness.STALE,
    Freshness.DUE,
    Freshness.CURRENT,
    Freshness.EXEMPT,
)


def urgency(row: Standing) -> tuple[int, int, int]:
    """Return what recommendations are sorted by, the worst first."""
    late = max((milestone.days_late for milestone in row.milestones), default=0)
    return SCHEDULES.index(row.schedule), FRESHNESSES.index(row.freshness), -late


def agenda(rows: Iterable[Standing]) -> list[Standing]:
    """Return what a sitting goes through: delayed, needing attention, outdated, never reported.

    The worst comes first; of one urgency, in the order of the codes.
    """
    red = {Schedule.DELAYED, Schedule.ATTENTION}
    silent = {Freshness.STALE, Freshness.NEVER}
    chosen = [row for row in rows if row.schedule in red or row.freshness in silent]
    return sorted(chosen, key=lambda row: (*_of_agenda(row), row.code))


def _of_agenda(row: Standing) -> tuple[int, int, int]:
    schedule, _freshness, late = urgency(row)
    red = SCHEDULES.index(Schedule.ON_TRACK)
    if schedule < red:
        return schedule, 0, late
    return red, 0 if row.freshness is Freshness.STALE else 1, 0


def check_follow_up(text: str, due_on: date, today: date) -> None:
    """Raise RuleError unless a follow-up has a text and lies ahead, or is for today."""
    if not text.strip():
        raise RuleError(_("Geben Sie an, woran Sie erinnert werden wollen."), "text")
    if due_on < today:
        raise RuleError(
            _("Geben Sie für die Wiedervorlage heute oder einen späteren Tag an."), "due_on"
        )


MOST = 500  # rows at once: they are locked together
NOT_BULK = {Worklist.REVIEW, Worklist.HANDOVERS, Worklist.FOLLOW_UPS, Worklist.LATER}


def check_number(number: int) -> None:
    """Raise RuleError if something is to be done with more rows than go at once."""
    if number > MOST:
        raise RuleError(
            _("Auf einmal lassen sich höchstens %(most)s Einträge ändern. Wählen Sie mit den "
              "Filtern weniger aus.", most=MOST)
        )  # fmt: skip


class Bulk(StrEnum):
    """What can be done with several rows of a list at once; the value stands in the address."""

    FOLLOW_UP = "wiedervorlage"
    DONE = "erledigt"
    MOVE = "verschieben"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Bulk.FOLLOW_UP: _l("Wiedervorlage anlegen"),
            Bulk.DONE: _l("Als erledigt eintragen"),
            Bulk.MOVE: _l("Termine verschieben"),
        }[self]

    def fits(self, kind: Worklist) -> bool:
        """Return whether it can be done with the rows of a list."""
        if kind in NOT_BULK:
            return False
        return self is Bulk.FOLLOW_UP or kind.is_of_milestones


class Step(StrEnum):
    """What a sitting can do with an item; the value stands in the form."""

    NEXT = "weiter"
    STATUS = "status"
    DEADLINE = "termin"
    NOTE = "sachstand"
    DECISION = "beschluss"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Step.NEXT: _l("Weiter ohne Änderung"),
            Step.STATUS: _l("Umsetzungsstand ändern"),
            Step.DEADLINE: _l("Termin verschieben"),
            Step.NOTE: _l("Sachstand festhalten"),
            Step.DECISION: _l("Beschluss festhalten"),
        }[self]


def shifted(last_day: date, precision: Precision, months: int) -> Period:
    """Return the period that lies so many months after another one.

    The end of a month stays the end of a month. A quarter or year that would no longer be one
    becomes a month.
    """
    year, month = divmod(last_day.year * 12 + last_day.month - 1 + months, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    was_end = last_day.day == calendar.monthrange(last_day.year, last_day.month)[1]
    day = longest if was_end else min(last_day.day, longest)
    length = {Precision.QUARTER: 3, Precision.YEAR: 12}.get(precision, 1)
    kept = precision if months % length == 0 else Precision.MONTH
    return Period(date(year, month + 1, day), kept)
