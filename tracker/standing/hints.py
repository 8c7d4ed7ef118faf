"""What of a recommendation is late or might become so, and why: rules in the open. Pure.

A hint is no status, nothing that anybody declared and nothing that is counted on a public page. It
is for the plan office and for those who have a part in the recommendation.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from tracker.i18n import _, _l, _n, day_text, period_text, say
from tracker.milestones.rules import VALID, State
from tracker.plan.rules import Status
from tracker.standing.rules import Freshness, MilestoneStanding, Standing
from tracker.standing.summary import percentage

OFTEN = 2  # so many moves of open milestones' deadlines are a reason
GAP = Fraction(1, 4)  # by so much of the whole the time may be ahead of the milestones done
FEWEST = 2  # below so many milestones their share says nothing
Counted = Callable[[int, tuple[State, ...]], object]  # a number of milestones with some states
CLOSED = frozenset({Status.COMPLETED, Status.DROPPED, Status.ON_HOLD})


def _plain(number: int, _states: tuple[State, ...]) -> int:
    return number


class Reason(StrEnum):
    """Why something is late or might become so, the most telling first."""

    OVERDUE = "overdue"  # a milestone is past its due day
    MOVED = "moved"  # deadlines moved OFTEN times or more
    TIME = "time"  # far more time is used than milestones are done
    SILENT = "silent"  # the newest report is outdated, or there is none
    UNOWNED = "unowned"  # nobody who answers for it can be reached

    @property
    def weight(self) -> int:
        """How much it counts towards the level."""
        return 2 if self is Reason.OVERDUE else 1


class Level(StrEnum):
    """How strong a hint is, by the sum of the weights; the value stands in addresses."""

    NONE = "kein"
    LOW = "gering"
    RAISED = "erhoeht"
    HIGH = "hoch"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Level.NONE: _l("kein Hinweis"),
            Level.LOW: _l("gering"),
            Level.RAISED: _l("erhöht"),
            Level.HIGH: _l("hoch"),
        }[self]


LEVELS = (Level.NONE, Level.LOW, Level.RAISED, Level.HIGH)  # by weight; more is as the last


@dataclass(frozen=True)
class Hint:
    """What the rules say about a recommendation on a day; without reasons there is none."""

    row: Standing
    as_of: date
    reasons: tuple[Reason, ...]

    def __bool__(self) -> bool:
        return bool(self.reasons)

    @property
    def weight(self) -> int:
        """The sum of the reasons' weights."""
        return sum(reason.weight for reason in self.reasons)

    @property
    def level(self) -> Level:
        """How strong it is."""
        return LEVELS[min(self.weight, len(LEVELS) - 1)]

    @property
    def late(self) -> tuple[str, ...]:
        """What is late already, in sentences."""
        if Reason.OVERDUE not in self.reasons:
            return ()
        return tuple(
            overdue_text(self.row.code, one) for one in self.row.milestones if one.is_overdue
        )

    @property
    def signs(self) -> tuple[str, ...]:
        """Why something might become late, in sentences."""
        return self.signs_with(_plain)

    def signs_with(self, counted: Counted) -> tuple[str, ...]:
        """Return the same with counts of milestones as a page writes them, with their links."""
        others = (reason for reason in self.reasons if reason is not Reason.OVERDUE)
        return tuple(self.sign(reason, counted) for reason in others)

    def sign(self, reason: Reason, counted: Counted = _plain) -> str:
        """Return the sentence of a reason other than what is overdue."""
        match reason:
            case Reason.MOVED:
                return _("Offene Termine wurden schon mehrmals verschoben.")
            case Reason.TIME:
                return _time(self.row, self.as_of, counted)
            case Reason.SILENT:
                return _silent(self.row)
            case _:
                return _("Von den Zuständigen ist niemand über ein Konto erreichbar.")


def hint(row: Standing, as_of: date, *, is_unowned: bool = False) -> Hint:
    """Return the hint about a recommendation; without a reason where it is not open.

    Args:
        row: its standing on the day.
        is_unowned: whether nobody who answers for it can be reached. Accounts are no dated facts:
            what is asked about a past day cannot know it.
    """
    if not is_open(row):
        return Hint(row, as_of, ())
    is_done = row.valid > 0 and not any(one.is_open for one in row.milestones)
    holds = {
        Reason.OVERDUE: row.overdue > 0,
        Reason.MOVED: _moves(row) >= OFTEN,
        Reason.TIME: _is_behind(row, as_of),
        Reason.SILENT: row.freshness in {Freshness.STALE, Freshness.NEVER},
        Reason.UNOWNED: is_unowned and not is_done,
    }
    return Hint(row, as_of, tuple(reason for reason in Reason if holds[reason]))


def is_open(row: Standing) -> bool:
    """Return whether something of a recommendation is still to come that could be late.

    What is completed, dropped or on hold has no schedule; a permanent task is open as long as one
    of its milestones is.
    """
    if row.status is Status.ONGOING:
        return any(milestone.is_open for milestone in row.milestones)
    return row.status not in CLOSED


def time_used(row: Standing, as_of: date) -> Fraction | None:
    """Return the share of the time that is over; None without a deadline.

    The time runs from the day the recommendation is part of the plan to the last deadline in force
    of its valid milestones.
    """
    days = [one.due.on for one in row.milestones if one.is_valid and one.due]
    if not days:
        return None
    whole = (max(days) - row.since).days
    if whole <= 0:
        return Fraction(int(as_of >= max(days)))
    return min(Fraction(1), max(Fraction(0), Fraction((as_of - row.since).days, whole)))


def _moves(row: Standing) -> int:
    """Return how often the deadlines of what is still open were moved."""
    return sum(one.moves for one in row.milestones if one.is_open)


def _is_behind(row: Standing, as_of: date) -> bool:
    used = time_used(row, as_of)
    if used is None or row.valid < FEWEST:
        return False
    return used - Fraction(row.done, row.valid) >= GAP


def overdue_text(code: str, milestone: MilestoneStanding) -> str:
    """Return the sentence about a milestone that is overdue.

    Args:
        code: of its recommendation.
    """
    due = milestone.due
    return _n(
        "Meilenstein %(code)s „%(title)s“ ist seit %(num)s Tag überfällig, Termin: %(day)s.",
        "Meilenstein %(code)s „%(title)s“ ist seit %(num)s Tagen überfällig, Termin: %(day)s.",
        milestone.days_late,
        code=f"{code}.{milestone.number}",
        title=say(milestone.title),
        day=period_text(due.on, due.precision) if due else "",
    )


def _time(row: Standing, as_of: date, counted: Counted) -> str:
    share = percentage(time_used(row, as_of) or Fraction(0))
    valid = counted(row.valid, VALID)
    if not row.done:
        return _(
            "%(share)s der Zeit bis zum letzten Termin sind vergangen, aber noch keiner von "
            "%(valid)s Meilensteinen ist erledigt.",
            share=share,
            valid=valid,
        )
    return _n(
        "%(share)s der Zeit bis zum letzten Termin sind vergangen, aber erst %(num)s von "
        "%(valid)s Meilensteinen ist erledigt.",
        "%(share)s der Zeit bis zum letzten Termin sind vergangen, aber erst %(num)s von "
        "%(valid)s Meilensteinen sind erledigt.",
        row.done,
        num=counted(row.done, (State.DONE,)),
        share=share,
        valid=valid,
    )


def _silent(row: Standing) -> str:
    if row.reported_on is None:
        return _("Es wurde noch nie etwas gemeldet.")
    return _("Seit dem %(day)s wurde nichts mehr gemeldet.", day=day_text(row.reported_on))
