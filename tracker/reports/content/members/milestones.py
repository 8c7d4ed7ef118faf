"""How milestones stand, and what was agreed and moved."""

from typing import Any, TypedDict

from tracker.db import Texts


class Period(TypedDict):
    """A day and how exactly it is known."""

    on: str  # the last day of a period
    precision: str


class Milestone(TypedDict):
    """How a milestone stands."""

    code: str  # of its recommendation
    number: int
    title: Texts
    state: str
    due: Period | None
    first_due: Period | None
    moves: int
    moved_days: int
    done: Period | None
    days_late: int
    is_upcoming: bool


class Deadline(TypedDict):
    """A deadline that was agreed."""

    due: Period
    since: str
    reason: str


class SheetMilestone(Milestone):
    """The same with every deadline that was ever agreed, the first one first."""

    deadlines: list[Deadline]


class Milestones(TypedDict):
    """The milestones that a report lists."""

    done: list[Milestone]
    overdue: list[Milestone]
    coming: list[Milestone]


class Change(TypedDict):
    """One thing that moved, of a recommendation or one of its milestones."""

    kind: str
    code: str
    field: str
    milestone: int  # its number; 0: the recommendation itself
    title: Texts
    before: Any  # what both are depends on the kind: tracker/standing/change.py
    after: Any
    effective_on: str
    reason: str
    recorded_at: str | None  # None where time alone made it
    steps: int
