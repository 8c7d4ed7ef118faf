"""Bars, one a row: of one number, or stacked of several."""

from collections.abc import Iterator, Sequence

from tracker.charts import theme
from tracker.charts.svg.shapes import (
    EDGE,
    LINE,
    WIDTH,
    Part,
    Row,
    filling,
    label,
    legend,
    pattern,
    rect,
    sheet,
    swatch,
    text,
)
from tracker.charts.theme import GROUND
from tracker.i18n import number_text

BAR = 22  # how high


def stacked(rows: Sequence[Row], parts: Sequence[Part], name: str, font: str = theme.FONT) -> str:
    """Draw one bar a row, with a part for each number; a legend explains the parts that occur.

    Args:
        name: unique among the drawings of a page.
    """
    whole = max((sum(filter(None, row.numbers)) for row in rows), default=0)
    drawn, y = [], 0.0
    for row in rows:
        y, lines = label(row.name, y)
        drawn += lines
        x = float(EDGE)
        for place, number in enumerate(row.numbers):
            if number:
                width = number / whole * (WIDTH - 2 * EDGE)
                drawn += _bar(x, y, width, filling(parts[place].fill, f"{name}-{place}"), number)
                x += width
        y += BAR + LINE
    totals = [sum(row.numbers[place] or 0 for row in rows) for place in range(len(parts))]
    shown = [
        (
            swatch(filling(part.fill, f"{name}-{place}")),
            f"{part.name} ({number_text(total)})",
        )
        for place, (part, total) in enumerate(zip(parts, totals, strict=True))
        if total
    ]
    y, lines = legend(shown, y)
    strokes = "".join(
        pattern(part.fill, f"{name}-{place}")
        for place, part in enumerate(parts)
        if part.fill.pattern
    )
    return sheet([f"<defs>{strokes}</defs>", *drawn, *lines], y, font)


def bars(rows: Sequence[Row], font: str = theme.FONT) -> str:
    """Draw one bar a row, as long as its first number, which stands behind it."""
    longest = max((row.numbers[0] or 0 for row in rows), default=0)
    drawn, y = [], 0.0
    for row in rows:
        y, lines = label(row.name, y)
        number = row.numbers[0]
        width = (number or 0) / max(longest, 1) * (WIDTH - 80)
        drawn += lines
        drawn.append(rect(EDGE, y, max(width, 1), BAR, theme.DARK))
        said = "–" if number is None else number_text(number)
        drawn.append(text(EDGE + width + 8, y + BAR - 6, said, weight="bold"))
        y += BAR + LINE
    return sheet(drawn, y, font)


def _bar(x: float, y: float, width: float, fills: list[str], number: int) -> Iterator[str]:
    """Yield a part of a bar, and its number on a ground of its own where there is room."""
    for fill in fills:
        yield rect(x, y, width, BAR, fill)
    said = number_text(number)
    ground = len(said) * 7.5 + 6
    if ground + 4 <= width:
        middle = x + width / 2
        yield f'<rect x="{middle - ground / 2:.1f}" y="{y + 3:.1f}" width="{ground:.1f}" '
        yield f'height="{BAR - 6}" rx="2" fill="{GROUND}"/>'
        yield text(middle, y + BAR - 6, said, anchor="middle", weight="bold")
