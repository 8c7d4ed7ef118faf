"""From the facts of one recommendation to its standing: the only definition of late, fresh, done.

Pure: no database, no request, no clock. Source of every rule: design.md 3 and 4.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from tracker.db import Texts
from tracker.i18n import Precision, _l, _lc
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part
from tracker.standing.counted import as_known, involved, last_report, wording
from tracker.standing.facts import (
    InvolvementFact,
    MilestoneFacts,
    Moment,
    RecommendationFacts,
    StatusFact,
    counting,
)
from tracker.standing.partly import partly_words


class Schedule(StrEnum):
    """Terminlage: computed from the deadlines of open milestones, in the order of showing."""

    ON_TRACK = "on_track"
    ATTENTION = "attention"
    DELAYED = "delayed"
    NONE = "none"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Schedule.ON_TRACK: _l("im Plan"),
            Schedule.ATTENTION: _l("Aufmerksamkeit nötig"),
            Schedule.DELAYED: _l("verzögert"),
            Schedule.NONE: _l("keine Bewertung"),
        }[self]


class Freshness(StrEnum):
    """Aktualität: computed from the newest published report, in the order of showing."""

    CURRENT = "current"
    DUE = "due"
    STALE = "stale"
    NEVER = "never"
    EXEMPT = "exempt"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Freshness.CURRENT: _l("aktuell"),
            Freshness.DUE: _lc("Aktualität", "Meldung fällig"),
            Freshness.STALE: _l("veraltet"),
            Freshness.NEVER: _l("nie gemeldet"),
            Freshness.EXEMPT: _l("keine Meldung nötig"),
        }[self]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The numbers of days that decide about schedule and freshness."""

    attention_days: int = 90
    upcoming_days: int = 30
    current_days: int = 180
    due_days: int = 365


class Day(NamedTuple):
    """A day and how exactly it is known; a period is named by its last day."""

    on: date
    precision: Precision


class MilestoneStanding(NamedTuple):
    """How one milestone stands. days_late counts open ones only and is 0 on the due day."""

    number: int
    title: Texts
    state: State
    due: Day | None
    baseline: Day | None  # the first agreed deadline
    moves: int
    moved_days: int  # deadline in force minus the first one; negative if it came nearer
    done: Day | None
    days_late: int
    is_upcoming: bool  # not begun, and due today or within the days that call for attention

    @property
    def is_open(self) -> bool:
        """Whether work is still to come."""
        return self.state.is_open

    @property
    def is_overdue(self) -> bool:
        """Whether it is open past its due day."""
        return self.days_late > 0

    @property
    def is_valid(self) -> bool:
        """Whether it counts in the denominator."""
        return self.state is not State.DROPPED


@dataclass(frozen=True)
class Standing:
    """How one recommendation stands at a moment."""

    code: str
    title: Texts
    action_field: str  # slug
    status: Status
    status_fact: StatusFact
    schedule: Schedule
    freshness: Freshness
    reported_on: date | None  # the newest published report
    progress: Fraction | None  # None: not to be put in a number
    milestones: tuple[MilestoneStanding, ...]  # as people read them: by position
    involvements: tuple[InvolvementFact, ...]  # in force, by part, then organisation
    since: date  # the recommendation exists from this day on

    @cached_property
    def valid(self) -> int:
        """How many milestones are not dropped."""
        return sum(1 for milestone in self.milestones if milestone.is_valid)

    @cached_property
    def done(self) -> int:
        """How many milestones are done."""
        return sum(1 for milestone in self.milestones if milestone.state is State.DONE)

    @cached_property
    def overdue(self) -> int:
        """How many milestones are open past their due day."""
        return sum(1 for milestone in self.milestones if milestone.is_overdue)

    @cached_property
    def moves(self) -> int:
        """How often deadlines of valid milestones moved after the first agreed ones."""
        return sum(milestone.moves for milestone in self.milestones if milestone.is_valid)

    @cached_property
    def moved_days(self) -> int:
        """The largest distance of a valid milestone's deadline from its first one, in days."""
        return max((m.moved_days for m in self.milestones if m.is_valid and m.moves), default=0)

    @property
    def partly(self) -> str:
        """What it left open though it is completed, in words; "" if nothing."""
        return partly_words(self.status, self.valid, self.done)

    @property
    def asks_completion(self) -> bool:
        """Whether all is done and nobody has declared the end."""
        return self.status is Status.IN_PROGRESS and 0 < self.valid == self.done

    @cached_property
    def leads(self) -> tuple[str, ...]:
        """The leading organisations' slugs."""
        return tuple(fact.organisation for fact in self.involvements if fact.part is Part.LEAD)

    @cached_property
    def organisations(self) -> frozenset[str]:
        """The slugs of all organisations involved."""
        return frozenset(fact.organisation for fact in self.involvements)


def begins_on(facts: RecommendationFacts, at: Moment) -> date | None:
    """Return the day the recommendation exists from, by what is known; None if never.

    The day may lie after the Stichtag: its page then says from when on it is part of the plan.
    """
    known = counting(facts.statuses, Moment(date.max, at.known_at))
    return known[0].effective_on if known else None


def exists(facts: RecommendationFacts, at: Moment) -> bool:
    """Return whether the recommendation is part of the plan at a moment."""
    begin = begins_on(facts, at)
    return begin is not None and begin <= at.as_of


def standing(facts: RecommendationFacts, at: Moment, days: Thresholds) -> Standing:
    """Compute how one recommendation stands.

    Raises:
        ValueError: it does not exist at that moment; ask exists() first.
    """
    statuses = counting(facts.statuses, at)
    if not statuses:
        raise ValueError(f"{facts.code} is not part of the plan on {at.as_of}")
    status_fact = statuses[-1]
    status = status_fact.status
    since = statuses[0].effective_on
    words = wording(facts.wordings, at)
    milestones = tuple(
        found
        for milestone in sorted(facts.milestones, key=lambda m: (m.position or m.number, m.number))
        if (found := _milestone(milestone, at, days)) is not None
    )
    reported_on = last_report(facts, at)
    return Standing(
        code=facts.code,
        title=words.title,
        action_field=words.action_field,
        status=status,
        status_fact=as_known(status_fact),
        schedule=_schedule(status, milestones, days),
        freshness=_freshness(status, reported_on, at.as_of, days),
        reported_on=reported_on,
        progress=_progress(status, milestones),
        milestones=milestones,
        involvements=involved(facts.involvements, at),
        since=since,
    )


def _milestone(facts: MilestoneFacts, at: Moment, days: Thresholds) -> MilestoneStanding | None:
    states = counting(facts.states, at)
    deadlines = counting(facts.deadlines, at)
    if not states and not deadlines:
        return None
    state = states[-1].state if states else State.PLANNED
    due = first = None
    moved_days = late = 0
    is_upcoming = False
    if deadlines:
        due = Day(deadlines[-1].due_on, deadlines[-1].precision)
        first = Day(deadlines[0].due_on, deadlines[0].precision)
        moved_days = (due.on - first.on).days
        if state.is_open:
            left = (due.on - at.as_of).days
            late = max(0, -left)
            is_upcoming = state is State.PLANNED and 0 <= left <= days.upcoming_days
    done = Day(states[-1].effective_on, states[-1].precision) if state is State.DONE else None
    return MilestoneStanding(
        number=facts.number,
        title=facts.title,
        state=state,
        due=due,
        baseline=first,
        moves=sum(1 for old, new in pairwise(deadlines) if old.due_on != new.due_on),
        moved_days=moved_days,
        done=done,
        days_late=late,
        is_upcoming=is_upcoming,
    )


def _schedule(
    status: Status, milestones: tuple[MilestoneStanding, ...], days: Thresholds
) -> Schedule:
    if status in {Status.ON_HOLD, Status.DROPPED, Status.COMPLETED}:
        return Schedule.NONE
    dated = [milestone for milestone in milestones if milestone.is_open and milestone.due]
    if not dated:
        return Schedule.NONE
    if any(milestone.days_late > days.attention_days for milestone in dated):
        return Schedule.DELAYED
    if any(milestone.is_overdue or milestone.is_upcoming for milestone in dated):
        return Schedule.ATTENTION
    return Schedule.ON_TRACK


def _freshness(
    status: Status, reported_on: date | None, as_of: date, days: Thresholds
) -> Freshness:
    if status in {Status.COMPLETED, Status.DROPPED}:
        return Freshness.EXEMPT
    if reported_on is None:
        return Freshness.NEVER
    if (age := (as_of - reported_on).days) <= days.current_days:
        return Freshness.CURRENT
    return Freshness.DUE if age <= days.due_days else Freshness.STALE


def _progress(status: Status, milestones: tuple[MilestoneStanding, ...]) -> Fraction | None:
    if status is Status.DROPPED:
        return None
    if status.has_ended:
        return Fraction(1)
    if status in {Status.NOT_STARTED, Status.IN_PREPARATION}:
        return Fraction(0)
    valid = sum(1 for milestone in milestones if milestone.is_valid)
    done = sum(1 for milestone in milestones if milestone.state is State.DONE)
    return Fraction(done, valid) if valid else None
