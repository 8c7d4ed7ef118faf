"""What every drawing is made of: sheet, letters, rectangles, lines, patterns, legend."""

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from tracker.charts.theme import GROUND, TEXT, Fill

WIDTH = 640  # units; letters of 13 of them are 9 points where it is as wide as a page
SIZE, LETTER, LINE = 13, 7.2, 17  # letters: height, mean width, distance of lines
EDGE = 2
SAMPLE = 28  # of a legend: what stands before a text

Sketch = Callable[[float, float], list[str]]  # draws a sample of the legend, at its upper left


class Part(NamedTuple):
    """What a part of each bar stands for."""

    name: str
    fill: Fill


class Row(NamedTuple):
    """A name and its numbers; None where there is none."""

    name: str
    numbers: Sequence[int | None]


def sheet(parts: Sequence[str], height: float, font: str) -> str:
    """Return a drawing of what was drawn, as high as that takes."""
    high = round(max(height, LINE))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" '
        f'font-family="{escape(font)}" font-size="{SIZE}">'
        f'<rect width="{WIDTH}" height="{high}" fill="{GROUND}"/>{"".join(parts)}</svg>'
    )


def label(name: str, y: float, x: float = EDGE) -> tuple[float, list[str]]:
    """Return where what follows begins, and a text in lines that fit."""
    room = int((WIDTH - x) / LETTER)
    found = [""]
    for word in name.split():
        if found[-1] and len(found[-1]) + len(word) >= room:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()[:room]
    drawn = [text(x, y + LINE * (place + 1) - 4, words) for place, words in enumerate(found)]
    return y + LINE * len(found) + 1, drawn


def legend(entries: Sequence[tuple[Sketch, str]], y: float) -> tuple[float, list[str]]:
    """Return where what follows begins, and samples with their texts, in rows that fit."""
    x, drawn = float(EDGE), []
    for sketch, words in entries:
        width = SAMPLE + len(words) * LETTER + 18
        if x > EDGE and x + width > WIDTH:
            x, y = EDGE, y + LINE + 3
        drawn += sketch(x, y)
        drawn.append(text(x + SAMPLE, y + 12, words))
        x += width
    return y + LINE + 3, drawn


def swatch(fills: Sequence[str], width: float = 20) -> Sketch:
    """Return how a fill looks in a legend."""
    return lambda x, y: [rect(x, y, width, 14, fill) for fill in fills]


def filling(fill: Fill, name: str) -> list[str]:
    """Return what is painted one over the other: the colour, then the strokes if there are any."""
    return [fill.colour, f"url(#{name})"] if fill.pattern else [fill.colour]


def pattern(fill: Fill, name: str) -> str:
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


def rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    """Return a rectangle with a dark outline."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" '
        f'fill="{escape(fill)}" stroke="{TEXT}"/>'
    )


def text(x: float, y: float, words: str, *, anchor: str = "start", weight: str = "normal") -> str:
    """Return a line of letters that stands on y."""
    look = "" if anchor == "start" else f' text-anchor="{anchor}"'
    look += "" if weight == "normal" else f' font-weight="{weight}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{TEXT}"{look}>{escape(words)}</text>'


def line(points: Sequence[tuple[float, float]], colour: str, width: float, dash: str = "") -> str:
    """Return a line through points."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>'
    )
