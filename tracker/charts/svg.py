"""Drawings for paper and for pages without JavaScript: rows and numbers in, SVG out.

Nothing is told by colour alone, so a drawing says the same in grey: parts have patterns and their
numbers, lines have marks and dashes. Styles are attributes, because no style sheet goes along.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from tracker.charts import theme
from tracker.charts.theme import GRID, GROUND, MUTED, TEXT, Fill
from tracker.i18n import number_text

WIDTH = 640  # units; letters of 13 of them are 9 points where it is as wide as a page
SIZE, LETTER, LINE = 13, 7.2, 17  # letters: height, mean width, distance of lines
BAR, EDGE = 22, 2
DASHES = ("", "7 4", "2 3", "9 3 2 3")
HEIGHT, LEFT = 230, 48  # of the ground that lines are drawn on


class Part(NamedTuple):
    """What a part of each bar stands for."""

    name: str
    fill: Fill


class Row(NamedTuple):
    """A name and its numbers; None where there is none."""

    name: str
    numbers: Sequence[int | None]


def stacked(rows: Sequence[Row], parts: Sequence[Part], name: str, font: str = theme.FONT) -> str:
    """Draw one bar a row, with a part for each number; a legend explains the parts that occur.

    Args:
        name: unique among the drawings of a page.
    """
    whole = max((sum(filter(None, row.numbers)) for row in rows), default=0)
    drawn, y = [], 0.0
    for row in rows:
        y, lines = _label(row.name, y)
        drawn += lines
        x = float(EDGE)
        for place, number in enumerate(row.numbers):
            if number:
                width = number / whole * (WIDTH - 2 * EDGE)
                drawn += _bar(x, y, width, _filling(parts[place].fill, f"{name}-{place}"), number)
                x += width
        y += BAR + LINE
    totals = [sum(row.numbers[place] or 0 for row in rows) for place in range(len(parts))]
    shown = [
        (_filling(part.fill, f"{name}-{place}"), f"{part.name} ({number_text(total)})")
        for place, (part, total) in enumerate(zip(parts, totals, strict=True))
        if total
    ]
    y, lines = _legend(shown, y)
    strokes = "".join(
        _pattern(part.fill, f"{name}-{place}")
        for place, part in enumerate(parts)
        if part.fill.pattern
    )
    return _svg([f"<defs>{strokes}</defs>", *drawn, *lines], y, font)


def bars(rows: Sequence[Row], font: str = theme.FONT) -> str:
    """Draw one bar a row, as long as its first number, which stands behind it."""
    longest = max((row.numbers[0] or 0 for row in rows), default=0)
    drawn, y = [], 0.0
    for row in rows:
        y, lines = _label(row.name, y)
        number = row.numbers[0]
        width = (number or 0) / max(longest, 1) * (WIDTH - 80)
        drawn += lines
        drawn.append(_rect(EDGE, y, max(width, 1), BAR, theme.DARK))
        said = "–" if number is None else number_text(number)
        drawn.append(_text(EDGE + width + 8, y + BAR - 6, said, weight="bold"))
        y += BAR + LINE
    return _svg(drawn, y, font)


def lines(rows: Sequence[Row], names: Sequence[str], font: str = theme.FONT) -> str:
    """Draw a line for each number over the rows; where there is none, the line has a gap."""
    top = _top(max((number or 0 for row in rows for number in row.numbers), default=0))
    step = (WIDTH - LEFT - 30) / max(len(rows) - 1, 1)

    def at(place: int, number: int) -> tuple[float, float]:
        return LEFT + 10 + place * step, 12 + HEIGHT * (1 - number / top)

    drawn = []
    for tick in range(0, top + 1, top // 5 if top % 5 == 0 else top):
        y = at(0, tick)[1]
        drawn.append(_line([(LEFT, y), (WIDTH - EDGE, y)], GRID, 1))
        drawn.append(_text(LEFT - 8, y + 4, number_text(tick), anchor="end"))
    every = max(round(len(rows) * 96 / (WIDTH - LEFT)), 1)
    for place in range(0, len(rows), every):
        x = at(place, 0)[0]
        anchor = "end" if place and x > WIDTH - 60 else "middle"
        drawn.append(_text(x, HEIGHT + 12 + LINE, rows[place].name, anchor=anchor))
    y = HEIGHT + 12 + 2.2 * LINE
    for number, word in enumerate(names):
        found = [(place, row.numbers[number]) for place, row in enumerate(rows)]
        for run in _runs(found):
            points = [at(place, value) for place, value in run]
            drawn.append(_line(points, theme.DARK, 2.5, DASHES[number % len(DASHES)]))
            drawn += [_mark(number, x, at_y) for x, at_y in points]
        drawn.append(_line([(EDGE, y), (EDGE + 34, y)], theme.DARK, 2.5, DASHES[number % 4]))
        drawn.append(_mark(number, EDGE + 17, y))
        y, said = _label(word, y - SIZE + 4, x=EDGE + 44)
        drawn += said
        y += SIZE
    return _svg(drawn, y, font)


def _svg(parts: Sequence[str], height: float, font: str) -> str:
    high = round(max(height, LINE))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" '
        f'font-family="{escape(font)}" font-size="{SIZE}">'
        f'<rect width="{WIDTH}" height="{high}" fill="{GROUND}"/>{"".join(parts)}</svg>'
    )


def _label(text: str, y: float, x: float = EDGE) -> tuple[float, list[str]]:
    """Return where what follows begins, and a text in lines that fit."""
    room = int((WIDTH - x) / LETTER)
    words, found = text.split(), [""]
    for word in words:
        if found[-1] and len(found[-1]) + len(word) >= room:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()[:room]
    drawn = [_text(x, y + LINE * (place + 1) - 4, line) for place, line in enumerate(found)]
    return y + LINE * len(found) + 1, drawn


def _legend(entries: Sequence[tuple[list[str], str]], y: float) -> tuple[float, list[str]]:
    x, drawn = float(EDGE), []
    for fills, text in entries:
        width = 28 + len(text) * LETTER + 18
        if x > EDGE and x + width > WIDTH:
            x, y = EDGE, y + LINE + 3
        drawn += [_rect(x, y, 20, 14, fill) for fill in fills]
        drawn.append(_text(x + 28, y + 12, text))
        x += width
    return y + LINE + 3, drawn


def _bar(x: float, y: float, width: float, fills: list[str], number: int) -> Iterator[str]:
    """Yield a part of a bar, and its number on a ground of its own where there is room."""
    for fill in fills:
        yield _rect(x, y, width, BAR, fill)
    said = number_text(number)
    ground = len(said) * 7.5 + 6
    if ground + 4 <= width:
        middle = x + width / 2
        yield f'<rect x="{middle - ground / 2:.1f}" y="{y + 3:.1f}" width="{ground:.1f}" '
        yield f'height="{BAR - 6}" rx="2" fill="{GROUND}"/>'
        yield _text(middle, y + BAR - 6, said, anchor="middle", weight="bold")


def _filling(fill: Fill, name: str) -> list[str]:
    """Return what is painted one over the other: the colour, then the strokes if there are any."""
    return [fill.colour, f"url(#{name})"] if fill.pattern else [fill.colour]


def _pattern(fill: Fill, name: str) -> str:
    """Return the strokes of a fill, which tell it from others in grey."""
    strokes = {
        "": "",
        "/": "M-2 2 2 -2M0 8 8 0M6 10 10 6",
        "\\": "M-2 6 2 10M0 0 8 8M6 -2 10 2",
        "|": "M4 -1V9",
        "-": "M-1 4H9",
        "x": "M0 0 8 8M8 0 0 8",
        ".": "",
    }[fill.pattern]
    drawn = ""
    if strokes:
        drawn = f'<path d="{strokes}" fill="none" stroke="{fill.strokes}" stroke-width="1.4"/>'
    if fill.pattern == ".":
        drawn = f'<circle cx="4" cy="4" r="1.4" fill="{fill.strokes}"/>'
    return (
        f'<pattern id="{escape(name)}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f"{drawn}</pattern>"
    )


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" '
        f'fill="{escape(fill)}" stroke="{TEXT}"/>'
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start", weight: str = "normal") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" '
        f'fill="{TEXT}">{escape(text)}</text>'
    )


def _line(points: Sequence[tuple[float, float]], colour: str, width: float, dash: str = "") -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>'
    )


def _mark(number: int, x: float, y: float) -> str:
    """Return a point of a line: each line has a shape of its own."""
    if number % 2:
        return (
            f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="{GROUND}" '
            f'stroke="{TEXT}" stroke-width="1.5"/>'
        )
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{MUTED}" stroke="{TEXT}"/>'


def _runs(points: Sequence[tuple[int, int | None]]) -> list[list[tuple[int, int]]]:
    """Return the points that have a number, in pieces without a gap."""
    found: list[list[tuple[int, int]]] = []
    for place, number in points:
        if number is not None:
            if not found or found[-1][-1][0] != place - 1:
                found.append([])
            found[-1].append((place, number))
    return found


def _top(highest: int) -> int:
    """Return where the axis ends: a round number from which five equal steps go down."""
    step = 1
    while step * 5 < highest:
        step = next(one for one in _steps() if one > step)
    return step * 5


def _steps() -> Iterator[int]:
    """Yield 1, 2, 5, 10, 20, 50 and so on."""
    unit = 1
    while True:
        yield from (unit, 2 * unit, 5 * unit)
        unit *= 10
