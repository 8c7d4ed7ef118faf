"""All that a report says about a recommendation."""

from typing import TypedDict

from tracker.db import Texts
from tracker.reports.content.members.milestones import SheetMilestone


class Obstacle(TypedDict):
    """An obstacle that stands in the way."""

    addressee: str
    text: Texts
    since: str
    due_on: str | None


class DecisionNeeded(Obstacle):
    """One that a decision of the council would remove."""

    code: str


class Note(TypedDict):
    """A published note."""

    organisation: str
    kind: str
    on: str
    text: Texts


class Decision(TypedDict):
    """What was decided about a recommendation."""

    on: str
    committee: str | None  # None: the steering group
    text: Texts


class Sheet(TypedDict):
    """A recommendation at the Stichtag."""

    code: str
    field: str
    title: Texts
    goal: Texts
    since: str  # part of the plan
    status: str
    status_since: str
    reason: str
    review_on: str | None
    replacement: str | None
    evidence: str | None
    evidence_text: str
    schedule: str
    freshness: str
    reported_on: str | None
    progress: str | None  # exact; None where it is no number
    done: int
    valid: int
    overdue: int
    moves: int
    moved_days: int
    horizon: str
    priority: str
    funding: list[str]
    milestones: list[SheetMilestone]
    owners: dict[str, list[str]]  # slugs by part
    notes: list[Note]
    obstacles: list[Obstacle]
    decisions: list[Decision]
    papers: list[str]  # numbers
