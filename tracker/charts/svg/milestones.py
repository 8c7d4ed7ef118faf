"""Milestones under one another, each with its days on a common line of time.

The state of each is a pattern before its name, its days are marks of different shapes. Many of
them are several sheets, one under the other, so that none is cut in two between pages of paper.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tracker.charts import theme
from tracker.charts.svg.shapes import (
    EDGE,
    LINE,
    SAMPLE,
    WIDTH,
    Part,
    Sketch,
    filling,
    legend,
    line,
    pattern,
    rect,
    sheet,
    swatch,
    text,
)
from tracker.charts.theme import GRID, GROUND, MUTED, TEXT
from tracker.i18n import day_text

ROW, HEAD, ON_SHEET = 22, 2 * LINE + 6, 30  # height of a row and above the first; rows of a sheet
LEFT, RIGHT = 96, 24  # of the line of time: room for names, and for half a day's words
MARK = 5.5  # half of a mark
WORDS, YEAR = 122, 52  # room for a day and for a year on the line of time
STEPS = (1, 3, 6, 12, 24, 60, 120)  # months between two days of the line of time
A_MONTH = 30.4  # days


class Mark(StrEnum):
    """What a day of a milestone is, in the order of drawing: a later one lies on top."""

    FIRST = "first"  # agreed at first, and moved since
    DUE = "due"
    DROPPED = "dropped"  # the deadline of a milestone that is dropped
    OVERDUE = "overdue"
    DONE = "done"


class Course(NamedTuple):
    """A milestone: its name, the place of its state among the parts, its days."""

    name: str
    state: int
    days: Mapping[Mark, date]


class Legend(NamedTuple):
    """What states and marks are called, the Stichtag, the words for a milestone without days."""

    states: Sequence[Part]
    marks: Mapping[Mark, str]
    moved: str  # the line from the first deadline to the one in force
    as_of: date
    today: str  # words of the Stichtag
    undated: str


class _Scale(NamedTuple):
    first: date
    days: int

    def at(self, day: date) -> float:
        return LEFT + (day - self.first).days / self.days * (WIDTH - LEFT - RIGHT)


def courses(rows: Sequence[Course], words: Legend, name: str, font: str = theme.FONT) -> str:
    """Draw one row a milestone, the first on top, 30 on a sheet; all sheets have one scale.

    Args:
        name: unique among the drawings of a page.
    """
    days = [day for row in rows for day in row.days.values()] + [words.as_of]
    first, last = min(days), max(days)
    spare = max((last - first).days // 40, 15)
    scale = _Scale(first - timedelta(spare), (last - first).days + 2 * spare)
    return "".join(
        _sheet(part, words, scale, f"{name}-{number}", font)
        for number, part in enumerate(_parts(rows))
    )


def _parts(rows: Sequence[Course]) -> list[Sequence[Course]]:
    return [rows[at : at + ON_SHEET] for at in range(0, len(rows), ON_SHEET)]


def _sheet(rows: Sequence[Course], words: Legend, scale: _Scale, name: str, font: str) -> str:
    end = HEAD + ROW * len(rows)
    states = sorted({row.state for row in rows})
    strokes = [pattern(words.states[at].fill, f"{name}-{at}") for at in states]
    drawn = [f"<defs>{''.join(strokes)}</defs>", *_time(words, scale, end)]
    for place, row in enumerate(rows):
        y = HEAD + ROW * (place + 0.5)
        drawn += swatch(_fills(words.states[row.state], name, row.state), 14)(EDGE, y - 7)
        drawn.append(text(EDGE + 22, y + 5, row.name[:10]))
        drawn += _days(row, scale, y) if row.days else [text(LEFT, y + 5, words.undated)]
        drawn.append(line([(EDGE, y + ROW / 2), (WIDTH - EDGE, y + ROW / 2)], GRID, 1))
    y, said = legend(
        [(swatch(_fills(words.states[at], name, at), 14), words.states[at].name) for at in states],
        end + 10,
    )
    y, more = legend(list(_samples(rows, words)), y + 4)
    return sheet([*drawn, *said, *more], y, font)


def _fills(state: Part, name: str, place: int) -> list[str]:
    return filling(state.fill, f"{name}-{place}")


def _time(words: Legend, scale: _Scale, end: float) -> Iterator[str]:
    """Yield the days of the line of time, and the Stichtag, whose words keep inside the sheet."""
    for day, said in _ticks(scale):
        x = scale.at(day)
        yield line([(x, HEAD), (x, end)], GRID, 1)
        yield text(x, HEAD - 5, said, anchor="middle")
    x = scale.at(words.as_of)
    yield line([(x, LINE), (x, end)], TEXT, 2)
    share = (x - LEFT) / (WIDTH - LEFT)
    anchor = "start" if share < 1 / 3 else "end" if share > 2 / 3 else "middle"
    yield text(x, LINE - 4, words.today, anchor=anchor, weight="bold")


def _ticks(scale: _Scale) -> Iterator[tuple[date, str]]:
    """Yield days that begin a month, as close as their words have room; years by their number."""
    room = WIDTH - LEFT - RIGHT
    months = next(
        (step for step in STEPS if step * A_MONTH / scale.days * room >= _room_of(step)), STEPS[-1]
    )
    at = scale.first.year * 12 // months * months
    last = scale.first + timedelta(scale.days)
    while (day := date(at // 12, at % 12 + 1, 1)) <= last:
        if day >= scale.first:
            yield day, str(day.year) if months >= STEPS[3] else day_text(day)
        at += months


def _room_of(months: int) -> int:
    return YEAR if months >= STEPS[3] else WORDS


def _days(row: Course, scale: _Scale, y: float) -> Iterator[str]:
    points = [(scale.at(row.days[mark]), mark) for mark in Mark if mark in row.days]
    if Mark.FIRST in row.days and len(points) > 1:
        yield line([(points[0][0], y), (points[1][0], y)], MUTED, 2, "2 3")
    for x, mark in points:
        yield _mark(mark, x, y)


def _mark(mark: Mark, x: float, y: float) -> str:
    """Return a mark: each has a shape of its own, so it needs no colour."""
    match mark:
        case Mark.FIRST:
            return _diamond(x, y, f'fill="{GROUND}" stroke="{MUTED}" stroke-width="2"')
        case Mark.DUE:
            return _diamond(x, y, f'fill="{MUTED}" stroke="{TEXT}"')
        case Mark.DROPPED:
            cross = f"M{x - MARK + 1:.1f} {y - MARK + 1:.1f}l9 9m-9 0l9 -9"
            return f'<path d="{cross}" fill="none" stroke="{TEXT}" stroke-width="2.5"/>'
        case Mark.OVERDUE:
            return rect(x - MARK, y - MARK, 2 * MARK, 2 * MARK, theme.ALARM)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{MARK}" fill="{theme.DARK}" stroke="{TEXT}"/>'


def _diamond(x: float, y: float, look: str) -> str:
    return f'<path d="M{x:.1f} {y - 6.5:.1f}l6.5 6.5 -6.5 6.5 -6.5 -6.5z" {look}/>'


def _samples(rows: Iterable[Course], words: Legend) -> Iterator[tuple[Sketch, str]]:
    """Yield what the legend explains: the marks that occur, and the line of a move."""
    there = {mark for row in rows for mark in row.days}
    for mark in Mark:
        if mark in there:
            yield _sample(mark), words.marks[mark]
    if Mark.FIRST in there:
        yield _dots, words.moved


def _sample(mark: Mark) -> Sketch:
    return lambda x, y: [_mark(mark, x + 10, y + 7)]


def _dots(x: float, y: float) -> list[str]:
    return [line([(x, y + 7), (x + SAMPLE - 8, y + 7)], MUTED, 2, "2 3")]
