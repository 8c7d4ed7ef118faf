"""What the worklist of the plan office holds, and in which order a sitting goes on. Pure."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from tracker.errors import RuleError
from tracker.i18n import Precision, _, _l, _n
from tracker.periods import Period
from tracker.standing.rules import Freshness, Schedule, Standing


class Worklist(StrEnum):
    """The lists of the plan office, in the order of showing; the value stands in the address."""

    REVIEW = "pruefen"
    OVERDUE = "ueberfaellig"
    UPCOMING = "bald-faellig"
    NEVER = "nie-gemeldet"
    STALE = "veraltet"
    DUE = "meldung-faellig"
    UNOWNED = "ohne-zustaendige"
    HANDOVERS = "abgaben"
    OBSTACLES = "hemmnisse"
    FOLLOW_UPS = "wiedervorlagen"
    LATER = "spaetere-wiedervorlagen"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Worklist.REVIEW: _l("Sachstände zu prüfen"),
            Worklist.OVERDUE: _l("Überfällige Meilensteine"),
            Worklist.UPCOMING: _l("Bald fällige Meilensteine"),
            Worklist.NEVER: _l("Nie gemeldet"),
            Worklist.STALE: _l("Meldung veraltet"),
            Worklist.DUE: _l("Meldung fällig"),
            Worklist.UNOWNED: _l("Ohne erreichbare Zuständige"),
            Worklist.HANDOVERS: _l("Anfragen zur Zuständigkeit ohne Antwort"),
            Worklist.OBSTACLES: _l("Hemmnisse ohne Tag oder über ihren Tag hinaus"),
            Worklist.FOLLOW_UPS: _l("Fällige Wiedervorlagen"),
            Worklist.LATER: _l("Spätere Wiedervorlagen"),
        }[self]

    def counted(self, number: int) -> str:
        """Return the words after the number of what is in it."""
        words = {
            Worklist.REVIEW: _n("Sachstand zu prüfen", "Sachstände zu prüfen", number),
            Worklist.OVERDUE: _n("überfälliger Meilenstein", "überfällige Meilensteine", number),
            Worklist.UPCOMING: _n("bald fälliger Meilenstein", "bald fällige Meilensteine", number),
            Worklist.NEVER: _n("nie gemeldete Empfehlung", "nie gemeldete Empfehlungen", number),
            Worklist.STALE: _n(
                "Empfehlung mit veralteter Meldung", "Empfehlungen mit veralteter Meldung", number
            ),
            Worklist.DUE: _n(
                "Empfehlung mit fälliger Meldung", "Empfehlungen mit fälliger Meldung", number
            ),
            Worklist.UNOWNED: _n(
                "Empfehlung ohne erreichbare Zuständige",
                "Empfehlungen ohne erreichbare Zuständige",
                number,
            ),
            Worklist.HANDOVERS: _n(
                "Anfrage zur Zuständigkeit ohne Antwort",
                "Anfragen zur Zuständigkeit ohne Antwort",
                number,
            ),
            Worklist.OBSTACLES: _n(
                "Hemmnis ohne Tag oder über seinen Tag hinaus",
                "Hemmnisse ohne Tag oder über ihren Tag hinaus",
                number,
            ),
            Worklist.FOLLOW_UPS: _n("fällige Wiedervorlage", "fällige Wiedervorlagen", number),
            Worklist.LATER: _n("spätere Wiedervorlage", "spätere Wiedervorlagen", number),
        }
        return words[self]

    @cached_property
    def nothing(self) -> str:
        """The sentence for when there is nothing in it."""
        return {
            Worklist.REVIEW: _l("Es wartet kein Sachstand auf Prüfung."),
            Worklist.OVERDUE: _l("Kein Meilenstein ist überfällig."),
            Worklist.UPCOMING: _l("In der nächsten Zeit beginnt kein Termin zu drängen."),
            Worklist.NEVER: _l("Zu jeder Empfehlung gibt es eine Meldung."),
            Worklist.STALE: _l("Keine Meldung ist veraltet."),
            Worklist.DUE: _l("Keine Meldung ist fällig."),
            Worklist.UNOWNED: _l("Für jede Empfehlung kann jemand melden."),
            Worklist.HANDOVERS: _l("Keine Anfrage zur Zuständigkeit wartet auf Antwort."),
            Worklist.OBSTACLES: _l("Jedes offene Hemmnis hat einen Tag, der noch kommt."),
            Worklist.FOLLOW_UPS: _l("Keine Wiedervorlage ist fällig."),
            Worklist.LATER: _l("Es ist nichts für später vorgemerkt."),
        }[self]

    @property
    def is_of_milestones(self) -> bool:
        """Whether its rows are milestones."""
        return self in {Worklist.OVERDUE, Worklist.UPCOMING}


class Section(StrEnum):
    """Parts of the worklist's first page."""

    REVIEW = "review"
    MILESTONES = "milestones"
    SILENT = "silent"
    PEOPLE = "people"
    FOLLOW_UPS = "follow_ups"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Section.REVIEW: _l("Prüfen"),
            Section.MILESTONES: _l("Meilensteine"),
            Section.SILENT: _l("Still geworden"),
            Section.PEOPLE: _l("Zuständigkeit und Hemmnisse"),
            Section.FOLLOW_UPS: _l("Wiedervorlagen"),
        }[self]

    @property
    def lists(self) -> tuple[Worklist, ...]:
        """The lists that are counted there."""
        return {
            Section.REVIEW: (Worklist.REVIEW,),
            Section.MILESTONES: (Worklist.OVERDUE, Worklist.UPCOMING),
            Section.SILENT: (Worklist.NEVER, Worklist.STALE, Worklist.DUE),
            Section.PEOPLE: (Worklist.UNOWNED, Worklist.HANDOVERS, Worklist.OBSTACLES),
            Section.FOLLOW_UPS: (Worklist.FOLLOW_UPS, Worklist.LATER),
        }[self]


class Sorting(StrEnum):
    """What a list of the plan office can be sorted by."""

    URGENCY = "dringend"
    PLAN = "plan"
    TITLE = "titel"
    LEAD = "federfuehrung"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Sorting.URGENCY: _l("Dringendstes zuerst"),
            Sorting.PLAN: _l("Reihenfolge des Plans"),
            Sorting.TITLE: _l("Titel"),
            Sorting.LEAD: _l("Federführung"),
        }[self]


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


def owners(row: Standing) -> tuple[str, ...]:
    """Return the slugs of those who answer for a recommendation: who leads, else who takes part."""
    return row.leads or tuple(dict.fromkeys(fact.organisation for fact in row.involvements))


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


NOT_BULK = {Worklist.REVIEW, Worklist.HANDOVERS, Worklist.FOLLOW_UPS, Worklist.LATER}


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
