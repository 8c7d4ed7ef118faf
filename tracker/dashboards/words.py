"""Standings in words, as tables and exports print them. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple, Protocol

from markupsafe import Markup

from tracker.charts.chart import NOWHERE, Lists, linked
from tracker.clock import today
from tracker.dashboards.queries.plan import TermRow
from tracker.i18n import _, _n, day_text, say
from tracker.milestones.rules import VALID, State
from tracker.plan.queries import PlanRow
from tracker.plan.rules import Status
from tracker.standing.facts import DeadlineFact, MilestoneFacts, Moment, counting
from tracker.standing.hints import Counted
from tracker.standing.partly import left_open
from tracker.standing.queries.plan import PlanFacts
from tracker.standing.rules import Standing
from tracker.standing.summary import decimal
from tracker.tables import Cell

COLUMNS = (
    "code", "action_field", "title", "status", "schedule", "freshness", "progress", "lead",
    "milestones_done", "milestones_valid", "milestones_overdue", "deadline_moves", "moved_days",
    "reported_on", "as_of", "note", "milestones_left_open",
)  # fmt: skip


class Move(NamedTuple):
    """A deadline that was moved: what it was, what it became."""

    milestone: int  # its number
    before: DeadlineFact
    after: DeadlineFact


class HasProgress(Protocol):
    """What the words about progress need of a recommendation; a Standing has it."""

    @property
    def code(self) -> str:
        """What people call it."""

    @property
    def status(self) -> Status:
        """Its implementation status."""

    @property
    def valid(self) -> int:
        """How many milestones are not dropped."""

    @property
    def done(self) -> int:
        """How many milestones are done."""

    @property
    def progress(self) -> Fraction | None:
        """How far it is; None where that is no number."""


class HasMoves(Protocol):
    """What the words about moved deadlines need of a recommendation; a Standing has it."""

    @property
    def moves(self) -> int:
        """How often deadlines moved."""

    @property
    def moved_days(self) -> int:
        """How far the furthest did, in days."""


def progress_words(row: HasProgress, lists: Lists = NOWHERE) -> str:
    """Return how far a recommendation is: „3 von 4 Meilensteinen“.

    Args:
        lists: where both numbers lead; the words are HTML then.
    """
    if row.status is Status.DROPPED:
        return _("zählt nicht mit")
    if not row.valid:
        is_number = row.progress is not None
        return _("ohne Meilensteine") if is_number else _("nicht bezifferbar")
    counted = milestone_counts(row.code, lists)
    valid, done = counted(row.valid, VALID), counted(row.done, (State.DONE,))
    if row.progress == 0 and row.done:
        return _n(
            "%(done)s von %(num)s Meilenstein; zählt als 0, bis die Umsetzung beginnt",
            "%(done)s von %(num)s Meilensteinen; zählt als 0, bis die Umsetzung beginnt",
            row.valid,
            num=valid,
            done=done,
        )
    return _n(
        "%(done)s von %(num)s Meilenstein",
        "%(done)s von %(num)s Meilensteinen",
        row.valid,
        num=valid,
        done=done,
    )


def milestone_counts(code: str, lists: Lists) -> Counted:
    """Return what writes a number of a recommendation's milestones with the way to their list."""

    def counted(number: int, states: tuple[State, ...]) -> str:
        name = _n(
            "%(num)s erledigter Meilenstein von %(code)s",
            "%(num)s erledigte Meilensteine von %(code)s",
            number,
            code=code,
        )
        if states == VALID:
            name = _n(
                "%(num)s Meilenstein von %(code)s",
                "%(num)s Meilensteine von %(code)s",
                number,
                code=code,
            )
        return linked(number, lists.milestones(of=code, states=states), name)

    return counted


def moves_words(row: HasMoves, href: str = "") -> str:
    """Return how often and how far deadlines moved; "" if never.

    Args:
        href: where the moves are listed; the words are HTML then.
    """
    if not row.moves:
        return ""
    times = _n("%(num)s-mal verschoben", "%(num)s-mal verschoben", row.moves)
    moved = Markup('<a href="%s">%s</a>') % (href, times) if href else times
    if row.moved_days <= 0:
        return moved
    return _n(
        "%(times)s, bis zu %(num)s Tag später",
        "%(times)s, bis zu %(num)s Tage später",
        row.moved_days,
        times=moved,
    )


def export_rows(
    plan: PlanRow, rows: Iterable[Standing], facts: PlanFacts, *, names: Mapping[str, str]
) -> list[list[Cell]]:
    """Return the rows of the list as CSV and XLSX carry them, in code words, columns COLUMNS."""
    remark = say(plan.disclaimer) if plan.is_sample else ""
    return [
        [
            row.code,
            row.action_field,
            say(row.title),
            row.status.value,
            row.schedule.value,
            row.freshness.value,
            decimal(row.progress),
            " | ".join(names[slug] for slug in row.leads),
            row.done,
            row.valid,
            row.overdue,
            row.moves,
            row.moved_days,
            row.reported_on,
            facts.at.as_of,
            remark,
            left_open(row.status, row.valid, row.done),
        ]
        for row in rows
    ]


def remarks(plan: PlanRow, as_of: date, address: str) -> list[str]:
    """Return what an exported file says about itself."""
    lines = [
        say(plan.title),
        _("Stichtag: %(day)s", day=day_text(as_of)),
        _("Abgerufen am %(day)s", day=day_text(today())),
        address,
    ]
    return [say(plan.disclaimer), *lines] if plan.is_sample else lines


def deadline_moves(milestones: Iterable[MilestoneFacts], at: Moment) -> dict[int, list[Move]]:
    """Return the moves of each milestone's deadline up to a moment, the oldest first."""
    return {milestone.number: list(_moves(milestone, at)) for milestone in milestones}


def all_moves(row: Standing, moves: Mapping[int, list[Move]]) -> list[Move]:
    """Return the moves that a recommendation counts, those of valid milestones, by their day."""
    found = [move for one in row.milestones if one.is_valid for move in moves[one.number]]
    return sorted(found, key=lambda move: (move.after.effective_on, move.milestone))


def _moves(milestone: MilestoneFacts, at: Moment) -> Iterator[Move]:
    for before, after in pairwise(counting(milestone.deadlines, at)):
        if before.due_on != after.due_on:
            yield Move(milestone.number, before, after)


def term_words(codes: Iterable[str], terms: Mapping[str, TermRow]) -> str:
    """Return terms by their labels, separated by commas."""
    return ", ".join(say(terms[code].label) for code in codes if code in terms)
