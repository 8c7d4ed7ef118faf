"""What one change between two moments of a plan is, with the fact that made it. Pure.

Which kind has which values before and after:

- a status (BEGUN to STATUS): Status, Status
- MOVED: Day or None (first agreed), Day
- OVERDUE: None, Day (the due day); SILENT: None, the day of the newest report or None
- REPORTED: the day of the report before or None, the day of the new one
- OBSTACLE, SOLVED: None, Hindrance
- OWNERS: Owners, Owners (one change for each part)
- MILESTONE_DONE, MILESTONE_DROPPED, MILESTONE: State or None (new), State
- WORDING: Wording, Wording; FIELD: slug, slug
- NEW: None, first Status of a recommendation; of a milestone the Day it came with or None
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from tracker.clock import day_of
from tracker.db import Texts
from tracker.i18n import _l
from tracker.milestones.rules import State
from tracker.notes.rules import Addressee
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part
from tracker.standing.rules import Day


class Kind(StrEnum):
    """What a change is, in the order of showing."""

    BEGUN = "begun"  # in progress, and was not before
    PREPARED = "prepared"  # in preparation, and was not begun before
    COMPLETED = "completed"
    ONGOING = "ongoing"
    ON_HOLD = "on_hold"
    DROPPED = "dropped"
    STATUS = "status"  # resumed, or any other way back
    MOVED = "moved"  # a deadline: first agreed, moved, or told more exactly
    OVERDUE = "overdue"  # a milestone, newly
    SILENT = "silent"  # newly out of date, or never reported on although it has to be
    REPORTED = "reported"  # silent before, and no longer
    OBSTACLE = "obstacle"  # opened
    SOLVED = "solved"  # an obstacle
    OWNERS = "owners"
    MILESTONE_DONE = "milestone_done"
    MILESTONE_DROPPED = "milestone_dropped"
    MILESTONE = "milestone"  # in any other state
    WORDING = "wording"
    FIELD = "field"  # moved to another field of action
    NEW = "new"  # a recommendation, or a milestone of one that was there before

    @cached_property
    def label(self) -> str:
        """What a list of such changes is called."""
        return _LABELS[self]


_LABELS = {
    Kind.BEGUN: _l("Umsetzung begonnen"),
    Kind.PREPARED: _l("Vorbereitung begonnen"),
    Kind.COMPLETED: _l("Abgeschlossen"),
    Kind.ONGOING: _l("Daueraufgabe geworden"),
    Kind.ON_HOLD: _l("Zurückgestellt"),
    Kind.DROPPED: _l("Entfallen"),
    Kind.STATUS: _l("Umsetzungsstand sonst geändert"),
    Kind.MOVED: _l("Termin vereinbart oder verschoben"),
    Kind.OVERDUE: _l("Neu überfällig"),
    Kind.SILENT: _l("Neu ohne aktuelle Meldung"),
    Kind.REPORTED: _l("Wieder gemeldet"),
    Kind.OBSTACLE: _l("Hemmnis aufgetreten"),
    Kind.SOLVED: _l("Hemmnis gelöst"),
    Kind.OWNERS: _l("Beteiligte geändert"),
    Kind.MILESTONE_DONE: _l("Meilenstein erledigt"),
    Kind.MILESTONE_DROPPED: _l("Meilenstein entfallen"),
    Kind.MILESTONE: _l("Meilenstein mit anderem Zustand"),
    Kind.WORDING: _l("Wortlaut geändert"),
    Kind.FIELD: _l("In ein anderes Handlungsfeld verschoben"),
    Kind.NEW: _l("Neu im Plan"),
}


class Owners(NamedTuple):
    """Who has a part in a recommendation."""

    part: Part
    organisations: tuple[str, ...]  # slugs, in their order


class Hindrance(NamedTuple):
    """An obstacle, by its own uid."""

    uid: str
    addressee: Addressee
    text: Texts
    due_on: date | None
    end_text: Texts | None  # None while it stands


class Wording(NamedTuple):
    """The texts of a recommendation. Those beside the title are None where none was loaded."""

    title: Texts
    goal: Texts | None = None
    description: Texts | None = None
    plain_language: Texts | None = None


Value = Status | State | Day | date | Owners | Hindrance | Wording | str | None


@dataclass(frozen=True)
class Change:
    """One net change of a recommendation, or of one of its milestones."""

    kind: Kind
    code: str  # of the recommendation
    action_field: str  # slug, after the change
    milestone: int  # its number; 0: the recommendation itself
    title: Texts  # of the milestone, or of the recommendation, after the change
    before: Value
    after: Value
    effective_on: date  # from when on it holds
    uid: str = ""  # of the last fact that made it; "" where time alone did
    reason: str = ""
    recorded_at: datetime | None = None  # None where time alone made it
    steps: int = 1  # how many facts led there

    @property
    def name(self) -> str:
        """The code it is known by: „A-01“, or „A-01.3“ of a milestone."""
        return f"{self.code}.{self.milestone}" if self.milestone else self.code

    @property
    def is_late(self) -> bool:
        """Whether it was typed in later than the day it holds for (nachgemeldet)."""
        return self.recorded_at is not None and day_of(self.recorded_at) > self.effective_on


def status_kind(old: Status, new: Status) -> Kind:
    """Return what a change of the status is."""
    begins = old in {Status.NOT_STARTED, Status.IN_PREPARATION}
    match new:
        case Status.IN_PROGRESS if begins:
            return Kind.BEGUN
        case Status.IN_PREPARATION if begins:
            return Kind.PREPARED
        case Status.COMPLETED | Status.ONGOING | Status.ON_HOLD | Status.DROPPED:
            return Kind(new.value)
    return Kind.STATUS


def state_kind(new: State) -> Kind:
    """Return what a change of a milestone's state is."""
    kinds = {State.DONE: Kind.MILESTONE_DONE, State.DROPPED: Kind.MILESTONE_DROPPED}
    return kinds.get(new, Kind.MILESTONE)
