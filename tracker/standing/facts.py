"""What the computation reads: the dated facts of recommendations. Plain rows, no database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, Protocol, TypeVar

from tracker.db import Texts
from tracker.i18n import Precision
from tracker.milestones.rules import State
from tracker.notes.rules import Kind, Outcome
from tracker.plan.rules import Evidence, Status
from tracker.stakeholders.rules import Part


class Fact(Protocol):
    """What every dated fact carries."""

    @property
    def uid(self) -> str: ...
    @property
    def effective_on(self) -> date: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def number(self) -> int: ...
    @property
    def withdrawn_at(self) -> datetime | None: ...


F = TypeVar("F", bound=Fact)


class Moment(NamedTuple):
    """What a question is asked for: a day, by what was known at a moment."""

    as_of: date
    known_at: datetime


class BareFact(NamedTuple):
    """What decides whether a fact counts, whatever it says."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None


class StatusFact(NamedTuple):
    """From effective_on on, the recommendation has this status."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    status: Status
    reason: str = ""
    review_on: date | None = None
    replacement: str | None = None  # code of the recommendation that takes its place
    role: str = ""  # in which part it was recorded
    recorded_for: str | None = None  # slug of the organisation it was recorded for
    evidence: Evidence | None = None  # of "completed"
    evidence_text: str = ""  # the address or the paper's number


class StateFact(NamedTuple):
    """From effective_on on, the milestone has this state."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    state: State
    precision: Precision = Precision.DAY
    reason: str = ""
    role: str = ""
    recorded_for: str | None = None


class DeadlineFact(NamedTuple):
    """From effective_on on, the milestone is due on due_on."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    due_on: date
    precision: Precision = Precision.DAY
    reason: str = ""
    role: str = ""
    recorded_for: str | None = None


class InvolvementFact(NamedTuple):
    """From effective_on on, the organisation has this part, or no longer."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    organisation: str  # slug
    part: Part
    is_involved: bool
    reason: str = ""
    role: str = ""


class ReviewFact(NamedTuple):
    """What the plan office decided about a note."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    outcome: Outcome


class ReportFact(NamedTuple):
    """A note or confirmation of one organisation, with its reviews in any order."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    organisation: str  # slug
    kind: Kind
    reviews: tuple[ReviewFact, ...] = ()


class WordingFact(NamedTuple):
    """From effective_on on, the recommendation has this title and belongs to this field."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    action_field: str  # slug
    title: Texts


class ThresholdsFact(NamedTuple):
    """From effective_on on, these numbers of days decide. Defaults: design.md 4."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    attention_days: int
    upcoming_days: int
    current_days: int
    due_days: int


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """All facts of one milestone, in any order."""

    number: int
    title: Texts
    states: list[StateFact] = field(default_factory=list)
    deadlines: list[DeadlineFact] = field(default_factory=list)
    position: int = 0  # among the recommendation's; 0: its number


@dataclass(frozen=True, slots=True)
class RecommendationFacts:
    """All facts of one recommendation that its standing rests on, in any order."""

    code: str
    wordings: list[WordingFact] = field(default_factory=list)
    statuses: list[StatusFact] = field(default_factory=list)
    milestones: list[MilestoneFacts] = field(default_factory=list)
    involvements: list[InvolvementFact] = field(default_factory=list)
    reports: list[ReportFact] = field(default_factory=list)


def counting(facts: Iterable[F], at: Moment) -> list[F]:
    """Return the facts that count at a moment, in their order; the last one is in force.

    A fact counts if it holds by the day, was recorded by the moment and was not withdrawn by it.
    The day and the moment themselves count. Source: design.md 4, "One function".
    """
    as_of, known_at = at
    chosen = [
        fact
        for fact in facts
        if fact.effective_on <= as_of
        and fact.recorded_at <= known_at
        and (fact.withdrawn_at is None or fact.withdrawn_at > known_at)
    ]
    if len(chosen) > 1:
        chosen.sort(key=order)
    return chosen


def in_force(facts: Iterable[F], at: Moment) -> F | None:
    """Return the fact in force at a moment; None before the first one."""
    chosen = counting(facts, at)
    return chosen[-1] if chosen else None


def order(fact: Fact) -> tuple[date, datetime, int]:
    """Return the place of a fact among those of one subject. Source: design.md 3."""
    return fact.effective_on, fact.recorded_at, fact.number
