"""What the content of a report is computed from: facts of a plan at its Stichtag. Plain rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from tracker.dashboards.queries.plan import ObstacleRow
from tracker.db import Texts
from tracker.notes.rules import Kind
from tracker.standing.change import Change
from tracker.standing.facts import Moment
from tracker.standing.queries.plan import PlanFacts


class GoalFact(NamedTuple):
    """From effective_on on, this is what the recommendation wants."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    code: str
    goal: Texts


class DecisionFact(NamedTuple):
    """On effective_on a committee, or the steering group, decided this."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    code: str
    committee: str | None  # slug; None: the steering group
    text: str
    language: str


class ValueFact(NamedTuple):
    """From effective_on on, this is known to be an indicator's value of a year."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    code: str
    indicator: int  # its number in the recommendation
    year: int
    value: Decimal
    source: Texts


@dataclass(frozen=True)
class PublishedNote:
    """The newest published note with a text of an organisation about a recommendation."""

    code: str
    organisation: str  # slug
    kind: Kind
    effective_on: date
    language: str
    text: str


@dataclass(frozen=True)
class Given:
    """The facts of a report. Those that do not count at its moment may be among them."""

    at: Moment
    facts: PlanFacts
    before: PlanFacts | None = None  # on the day it is compared with
    changes: tuple[Change, ...] = ()  # since that day
    goals: tuple[GoalFact, ...] = ()
    notes: tuple[PublishedNote, ...] = ()  # published by the moment, newest first
    obstacles: tuple[ObstacleRow, ...] = ()  # known at the moment
    decisions: tuple[DecisionFact, ...] = ()
    values: tuple[ValueFact, ...] = ()
    names: Mapping[str, Texts] = field(default_factory=dict)  # of organisations, by slug
