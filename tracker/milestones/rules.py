"""What the states of a milestone are and what moving a deadline takes. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from tracker.errors import RuleError
from tracker.history.rules import check_day
from tracker.i18n import Precision, _, _l
from tracker.periods import Period


class State(StrEnum):
    """The states of a milestone, in the order in which they are shown."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    PLANNED = "planned"
    DROPPED = "dropped"

    @cached_property
    def label(self) -> str:
        """The word people read."""
        return STATE_LABELS[self]

    @property
    def definition(self) -> str:
        """The sentence that says when it applies."""
        return STATE_DEFINITIONS[self]

    @property
    def is_open(self) -> bool:
        """Whether work is still to come."""
        return self is State.PLANNED or self is State.IN_PROGRESS


VALID = tuple(state for state in State if state is not State.DROPPED)


class Ending(StrEnum):
    """What becomes of an open milestone when its recommendation is completed."""

    DONE = "done"
    DROPPED = "dropped"
    OPEN = "open"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Ending.DONE: _l("erledigt"),
            Ending.DROPPED: _l("entfallen"),
            Ending.OPEN: _l("bleibt offen"),
        }[self]


class Ended(NamedTuple):
    """What was said about one open milestone."""

    number: int
    ending: Ending
    in_force: str  # uid of its state when the form was made; empty if there was none
    done: Period | None = None
    reason: str = ""


STATE_LABELS = {
    State.DONE: _l("erledigt"),
    State.IN_PROGRESS: _l("in Arbeit"),
    State.PLANNED: _l("geplant"),
    State.DROPPED: _l("entfallen"),
}
STATE_DEFINITIONS = {
    State.DONE: _l("Das Ergebnis liegt vor."),
    State.IN_PROGRESS: _l("Die Arbeit daran hat begonnen."),
    State.PLANNED: _l("Die Arbeit daran hat noch nicht begonnen."),
    State.DROPPED: _l("Wird nicht mehr gebraucht und zählt nirgends mit."),
}


def check_state(state: State, precision: Precision, reason: str) -> None:
    """Raise RuleError unless a state comes with what it needs."""
    if state is State.DROPPED and not reason.strip():
        raise RuleError(
            _(
                "Geben Sie eine Begründung an: Für „%(state)s“ ist sie nötig.",
                state=state.label,
            ),
            "reason",
        )
    if state is not State.DONE and precision is not Precision.DAY:
        raise RuleError(
            _("Geben Sie einen Tag an. Nur „erledigt“ kann für einen Zeitraum gelten."), "day"
        )


def done_on(ended: Ended) -> Period:
    """Return when a milestone was done; RuleError where that was not said."""
    if ended.done is None:
        raise RuleError(_("Geben Sie an, wann er erledigt war."), "day")
    return ended.done


def of_milestone(error: RuleError, number: int) -> RuleError:
    """Return what a rule says about a milestone, as about its field among those of several."""
    names = {"day": "day", "effective_on": "day", "reason": "why", "state": "ending"}
    return RuleError(str(error), f"{names.get(error.field, 'ending')}_{number}")


def check_ended(ended: Ended, today: date) -> None:
    """Raise RuleError unless what was said about an open milestone is all that it takes."""
    try:
        if ended.ending is Ending.DROPPED:
            check_state(State.DROPPED, Precision.DAY, ended.reason)
        if ended.ending is Ending.DONE:
            done = done_on(ended)
            check_day(held_from(done.last_day, done.precision, today), today, None)
    except RuleError as error:
        raise of_milestone(error, ended.number) from error


def check_open(endings: Iterable[Ended], reason: str) -> None:
    """Raise RuleError where milestones stay open and no reason is given."""
    if any(one.ending is Ending.OPEN for one in endings) and not reason.strip():
        raise RuleError(
            _("Geben Sie eine Begründung an: Sie ist nötig, wenn Meilensteine offen bleiben."),
            "reason",
        )


def held_from(last_day: date, precision: Precision, today: date) -> date:
    """Return the day from which on something done within a period holds.

    A period counts by its last day; one that has begun but is not over counts by today. One that
    lies wholly ahead keeps its last day, which other rules refuse.
    """
    return min(last_day, today) if first_day(last_day, precision) <= today else last_day


def first_day(last_day: date, precision: Precision) -> date:
    """Return the first day of a period that is named by its last one."""
    if precision is Precision.DAY:
        return last_day
    month = {
        Precision.MONTH: last_day.month,
        Precision.QUARTER: last_day.month - 2,
        Precision.YEAR: 1,
    }[precision]
    return date(last_day.year, month, 1)


def check_why(reason: str) -> None:
    """Raise RuleError unless it is said why a deadline moves."""
    if not reason.strip():
        raise RuleError(_("Geben Sie an, warum der Termin verschoben wird."), "reason")


def check_move(old: date | None, new: date, reason: str, *, later: date | None = None) -> None:
    """Raise RuleError unless a deadline may move so.

    Args:
        old: the deadline before; None for the first agreed one.
        later: the deadline that follows it, where an earlier move is reported late.
    """
    if old is None:
        return
    if new in {old, later}:
        raise RuleError(_("Geben Sie einen anderen Termin an: Dieser gilt bereits."), "due")
    check_why(reason)


def moved(order: Sequence[int], number: str, way: str) -> list[int]:
    """Return an order of milestones with one of them a place further up or down.

    The same order where it cannot go further, or is not in it.
    """
    found = list(order)
    places = [place for place, one in enumerate(found) if str(one) == number]
    for place in places:
        other = place + {"up": -1, "down": 1}.get(way, 0)
        if 0 <= other < len(found):
            found[place], found[other] = found[other], found[place]
    return found
