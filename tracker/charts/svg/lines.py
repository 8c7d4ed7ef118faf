"""Lines over rows that follow one another."""

from collections.abc import Iterator, Sequence
from math import ceil

from tracker.charts import theme
from tracker.charts.svg.shapes import EDGE, LETTER, LINE, SIZE, WIDTH, Row, label, line, sheet, text
from tracker.charts.theme import GRID, GROUND, STROKES, Stroke
from tracker.i18n import number_text

HEIGHT, LEFT = 230, 48  # of the ground that lines are drawn on


def lines(rows: Sequence[Row], names: Sequence[str], font: str = theme.FONT) -> str:
    """Draw a line for each number over the rows; where there is none, the line has a gap.

    They look as on screen, by their place: tracker.charts.theme has as many looks as one drawing
    has lines.
    """
    ticks = _ticks(max((number or 0 for row in rows for number in row.numbers), default=0))
    top = ticks[-1]
    step = (WIDTH - LEFT - 30) / max(len(rows) - 1, 1)

    def at(place: int, number: int) -> tuple[float, float]:
        return LEFT + 10 + place * step, 12 + HEIGHT * (1 - number / top)

    drawn = []
    for tick in ticks:
        y = at(0, tick)[1]
        drawn.append(line([(LEFT, y), (WIDTH - EDGE, y)], GRID, 1))
        drawn.append(text(LEFT - 8, y + 4, number_text(tick), anchor="end"))
    widest = max((len(row.name) for row in rows), default=0) * LETTER + 14
    every = max(ceil(widest / step), 1)
    for place in range(0, len(rows), every):
        x = at(place, 0)[0]
        anchor = "end" if place and x > WIDTH - 60 else "middle"
        drawn.append(text(x, HEIGHT + 12 + LINE, rows[place].name, anchor=anchor))
    y = HEIGHT + 12 + 2.2 * LINE
    for number, word in enumerate(names):
        stroke = STROKES[number % len(STROKES)]
        found = [(place, row.numbers[number]) for place, row in enumerate(rows)]
        for run in _runs(found):
            points = [at(place, value) for place, value in run]
            drawn.append(line(points, stroke.colour, 2.5, stroke.dashes))
            drawn += [_mark(stroke, x, at_y) for x, at_y in points]
        drawn.append(line([(EDGE, y), (EDGE + 34, y)], stroke.colour, 2.5, stroke.dashes))
        drawn.append(_mark(stroke, EDGE + 17, y))
        y, said = label(word, y - SIZE + 4, x=EDGE + 44)
        drawn += said
        y += SIZE
    return sheet(drawn, y, font)


def _mark(stroke: Stroke, x: float, y: float) -> str:
    """Return a point of a line: each line has a shape of its own."""
    if stroke.symbol == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{stroke.colour}"/>'
    return (
        f'<path d="M{x - 5:.1f} {y:.1f}L{x:.1f} {y - 5:.1f}L{x + 5:.1f} {y:.1f}L{x:.1f} {y + 5:.1f}'
        f'Z" fill="{GROUND}" stroke="{stroke.colour}" stroke-width="1.5"/>'
    )


def _runs(points: Sequence[tuple[int, int | None]]) -> list[list[tuple[int, int]]]:
    """Return the points that have a number, in pieces without a gap."""
    found: list[list[tuple[int, int]]] = []
    for place, number in points:
        if number is not None:
            if not found or found[-1][-1][0] != place - 1:
                found.append([])
            found[-1].append((place, number))
    return found


def _ticks(highest: int) -> Sequence[int]:
    """Return the numbers of the axis, 0 first: a round step, five at most up to the highest."""
    step = next(step for step in _steps() if step * 5 >= highest)
    steps = max(ceil(highest / step), 1)
    return range(0, steps * step + 1, step)


def _steps() -> Iterator[int]:
    """Yield 1, 2, 5, 10, 20, 50 and so on."""
    unit = 1
    while True:
        yield from (unit, 2 * unit, 5 * unit)
        unit *= 10
