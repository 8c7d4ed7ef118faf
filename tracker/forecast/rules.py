"""What hints said at the end of a month against what had come half a year later. Pure.

The definitions stand in docs/forecast.md. Nothing here looks into the future: a case is told by
standings of its own day, its outcome by standings half a year later, and what a level is worth by
earlier cases whose outcome was known on the day.
"""

import calendar
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.standing.due import days_left
from tracker.standing.hints import Level, hint, is_open
from tracker.standing.rules import MilestoneStanding, Standing

MONTHS = 6  # from a case to its outcome
SOON = 90  # days; the rule that hints are held against
FEWEST = 50  # with fewer cases figures say nothing


class Case(NamedTuple):
    """What was said about a recommendation on a day, and what had come of it later."""

    on: date
    known_on: date  # the day on which the outcome is known
    code: str
    level: Level
    is_due_soon: bool
    has_slipped: bool


@dataclass(frozen=True)
class Rule:
    """A way to warn: what sorts cases, and which of these are warned of."""

    group: Callable[[Case], str]
    warns: Callable[[Case], bool]


HINTS = Rule(lambda case: case.level, lambda case: case.level is not Level.NONE)
ALWAYS = Rule(lambda _case: "", lambda _case: True)  # knows nothing but the share of earlier cases
DUE_SOON = Rule(lambda case: str(case.is_due_soon), lambda case: case.is_due_soon)


@dataclass(frozen=True)
class Score:
    """How well a rule did; a share of nothing is None."""

    cases: int
    slipped: int
    warned: int
    hits: int  # warned of, and slipped
    brier: Fraction | None  # mean squared distance of the probability from what came: 0 is best

    @property
    def precision(self) -> Fraction | None:
        """The share of slips among what was warned of."""
        return Fraction(self.hits, self.warned) if self.warned else None

    @property
    def recall(self) -> Fraction | None:
        """The share of what was warned of among the slips."""
        return Fraction(self.hits, self.slipped) if self.slipped else None


class Share(NamedTuple):
    """How many cases of a level there were, and how many of them slipped."""

    level: Level
    cases: int
    slipped: int


@dataclass(frozen=True)
class Review:
    """What a look back found."""

    known: int  # all cases, those that were only learned from too
    judged: Sequence[Case]
    hints: Score
    due_soon: Score
    always: Score
    shares: Sequence[Share]

    @property
    def is_better(self) -> bool:
        """Whether the hints foretold more than both others: a smaller Brier score than either's."""
        scores = [one.brier for one in (self.hints, self.due_soon, self.always)]
        known = [one for one in scores if one is not None]
        return len(known) == len(scores) and known[0] < min(known[1:])

    @property
    def is_telling(self) -> bool:
        """Whether there are enough cases for figures to say something."""
        return len(self.judged) >= FEWEST


def review(
    standings: Mapping[date, Sequence[Standing]], first: date = date.min, last: date = date.max
) -> Review:
    """Return what a look back finds, judged by the cases from first to last.

    Args:
        standings: of ends of months, each as it was known at the end of that very day.
    """
    found = cases(standings)
    judged = scored(found, first, last)
    return Review(
        known=len(found),
        judged=judged,
        hints=score(HINTS, judged, found),
        due_soon=score(DUE_SOON, judged, found),
        always=score(ALWAYS, judged, found),
        shares=shares(judged),
    )


def month_ends(first: date, last: date) -> list[date]:
    """Return the last days of the months from first to last."""
    found = []
    day = month_end(first.year, first.month)
    while day <= last:
        found.append(day)
        day = _later(day, 1)
    return found


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def outcome_on(day: date) -> date:
    """Return the end of the month half a year after the end of a month."""
    return _later(day, MONTHS)


def _later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return month_end(day.year + years, month + 1)


def cases(standings: Mapping[date, Sequence[Standing]]) -> list[Case]:
    """Return the cases whose outcome can be told, by day and code.

    Args:
        standings: of ends of months, each as it was known at the end of that very day.
    """
    found = []
    for day in sorted(standings):
        later = outcome_on(day)
        if later not in standings:
            continue
        came = {row.code: row for row in standings[later]}
        for row in sorted(standings[day], key=lambda row: row.code):
            watched = [one for one in row.milestones if _is_watched(one, day, later)]
            if not watched or not is_open(row):
                continue
            outcome = _has_slipped(watched, came.get(row.code))
            if outcome is not None:
                said, soon = hint(row, day).level, _is_due_soon(watched, day)
                found.append(Case(day, later, row.code, said, soon, outcome))
    return found


def scored(found: Sequence[Case], first: date, last: date) -> list[Case]:
    """Return the cases from first to last that earlier cases can be learned from for."""
    known = min((case.known_on for case in found), default=date.max)
    return [case for case in found if first <= case.on <= last and known <= case.on]


def score(rule: Rule, judged: Sequence[Case], found: Sequence[Case]) -> Score:
    """Return how well a rule did.

    Args:
        judged: the cases it is judged by, of those found; see scored().
        found: all cases, earlier ones too, to learn from.
    """
    learned = _Learned(rule, found)
    errors = [(learned.probability(case) - int(case.has_slipped)) ** 2 for case in judged]
    warned = [case for case in judged if rule.warns(case)]
    return Score(
        cases=len(judged),
        slipped=sum(case.has_slipped for case in judged),
        warned=len(warned),
        hits=sum(case.has_slipped for case in warned),
        brier=sum(errors, Fraction(0)) / len(errors) if errors else None,
    )


def shares(judged: Iterable[Case]) -> list[Share]:
    """Return the number of cases and slips of each level, from none to high."""
    rows = list(judged)
    many = Counter(case.level for case in rows)
    slips = Counter(case.level for case in rows if case.has_slipped)
    return [Share(level, many[level], slips[level]) for level in Level]


class _Learned:
    """What cases of a group were worth, as it was known on a day."""

    def __init__(self, rule: Rule, found: Sequence[Case]) -> None:
        self.rule = rule
        outcomes: dict[str, list[tuple[date, bool]]] = defaultdict(list)
        for case in found:
            for group in (rule.group(case), ""):  # "": all of them
                outcomes[group].append((case.known_on, case.has_slipped))
        self.days: dict[str, list[date]] = {}
        self.sums: dict[str, list[int]] = {}
        for group, rows in outcomes.items():
            rows.sort()
            self.days[group] = [day for day, _slipped in rows]
            self.sums[group] = [0]
            for _day, slipped in rows:
                self.sums[group].append(self.sums[group][-1] + slipped)

    def probability(self, case: Case) -> Fraction:
        """Return the share of slips among earlier cases of the group, else among all earlier ones.

        Earlier is what was known on the day of the case.
        """
        for group in (self.rule.group(case), ""):
            number = bisect_right(self.days.get(group, []), case.on)
            if number:
                return Fraction(self.sums[group][number], number)
        return Fraction(1, 2)


def _is_watched(milestone: MilestoneStanding, day: date, later: date) -> bool:
    """Return whether a milestone is open and due after the day, and by the later one."""
    due = milestone.due
    return milestone.is_open and due is not None and day < due.on <= later


def _is_due_soon(watched: Iterable[MilestoneStanding], day: date) -> bool:
    return any((left := days_left(one, day)) is not None and left <= SOON for one in watched)


def _has_slipped(watched: Iterable[MilestoneStanding], later: Standing | None) -> bool | None:
    """Return whether one of the milestones slipped; None where nothing was left to keep."""
    if later is None or later.status is Status.DROPPED:
        return None
    came = {one.number: one for one in later.milestones}
    outcomes = [
        _is_late(one, now)
        for one in watched
        if (now := came.get(one.number)) is not None and now.state is not State.DROPPED
    ]
    return any(outcomes) if outcomes else None


def _is_late(before: MilestoneStanding, now: MilestoneStanding) -> bool:
    if before.due is None or now.done is None:
        return True
    was_moved = now.due is not None and now.due.on > before.due.on
    return was_moved or now.done.on > before.due.on
