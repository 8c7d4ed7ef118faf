"""How every chart looks. Colours and patterns are those of the status marks on the pages.

Nothing is told by colour alone: of one axis no two fills share both pattern and darkness, and a
contrast theme (static/js/chart.js) keeps exactly these two. Source: duties.md 3.2, 3.3.
"""

import html
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from tracker import i18n
from tracker.i18n import _, day_text
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.standing.rules import Freshness, Schedule

FONT = (
    'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, '
    "sans-serif"
)
TEXT = "#131525"
GRID = "#d5d8e2"
GROUND = "#ffffff"
DARK = "#1b3a6b"
GOOD = "#2f8f83"
WARN = "#f0b429"
ALARM = "#a31621"
PALE = "#c9ced6"
MUTED = "#454c55"
LABEL_WIDTH = 40  # characters of a label that fit on a phone


class Stroke(NamedTuple):
    """How a line looks: its colour, dashes and points, as Plotly calls them and as SVG draws."""

    colour: str
    dash: str
    dashes: str
    symbol: str


# One after the other; of the trend the first is what was agreed, the second what is done.
STROKES = (
    Stroke(MUTED, "dash", "7 4", "diamond-open"),
    Stroke(DARK, "solid", "", "circle"),
)


class Fill(NamedTuple):
    """Colour, pattern and the colour of the pattern's strokes; the outline is always dark."""

    colour: str
    pattern: str = ""
    strokes: str = TEXT


# By kind, because members of two kinds with the same code word are equal.
FILLS: Mapping[type[StrEnum], Mapping[str, Fill]] = {
    Status: {
        Status.COMPLETED: Fill(DARK),
        Status.ONGOING: Fill("#7fa3d1", "\\"),
        Status.IN_PROGRESS: Fill(GOOD, "/", GROUND),
        Status.IN_PREPARATION: Fill("#cfe6df", "."),
        Status.NOT_STARTED: Fill(PALE),
        Status.ON_HOLD: Fill(PALE, "|", MUTED),
        Status.DROPPED: Fill(GROUND, "-", MUTED),
    },
    Schedule: {
        Schedule.ON_TRACK: Fill(GOOD, "/", GROUND),
        Schedule.ATTENTION: Fill(WARN, "."),
        Schedule.DELAYED: Fill(ALARM, "x", GROUND),
        Schedule.NONE: Fill(PALE),
    },
    Freshness: {
        Freshness.CURRENT: Fill(GOOD, "/", GROUND),
        Freshness.DUE: Fill(WARN, "."),
        Freshness.STALE: Fill(ALARM, "x", GROUND),
        Freshness.NEVER: Fill(GROUND),
        Freshness.EXEMPT: Fill(PALE, "|", MUTED),
    },
    State: {
        State.DONE: Fill(DARK),
        State.IN_PROGRESS: Fill(GOOD, "/", GROUND),
        State.PLANNED: Fill(PALE),
        State.DROPPED: Fill(GROUND, "-", MUTED),
    },
}


def layout(height: int, **more: Any) -> dict[str, Any]:
    """Return the layout of a figure that is so many pixels high, with what is its own."""
    basics = {
        "height": height,
        "font": {"family": FONT, "size": 14, "color": TEXT},
        "separators": ",." if i18n.language() == "de" else ".,",
        "paper_bgcolor": GROUND,
        "plot_bgcolor": GROUND,
        "margin": {"l": 8, "r": 16, "t": 8, "b": 40},
        "hoverlabel": {"bgcolor": GROUND, "bordercolor": TEXT, "font": {"color": TEXT}},
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
    }
    return {**basics, **more}


def axis(**more: Any) -> dict[str, Any]:
    """Return an axis with a quiet grid, and with what is its own."""
    basics = {"gridcolor": GRID, "linecolor": TEXT, "zeroline": False, "fixedrange": True}
    return {**basics, **more}


def count_axis(highest: int, title: str) -> dict[str, Any]:
    """Return an axis from 0 for whole numbers up to highest; also right if that is 0."""
    ticks = {"dtick": 1} if highest <= 10 else {"nticks": 8, "tickformat": ",d"}
    top = max(highest, 1) * 1.02
    return axis(range=[0, top], title={"text": title, "standoff": 8}, automargin=True, **ticks)


def date_axis(**more: Any) -> dict[str, Any]:
    """Return an axis of days."""
    return axis(type="date", hoverformat=day_format(), automargin=True, **more)


def day_format() -> str:
    """Return how the figure writes a day: 30.09.2026, or 30 September 2026 in English."""
    return "%d.%m.%Y" if i18n.language() == "de" else "%-d %B %Y"


def day_line(as_of: date) -> dict[str, Any]:
    """Return the upright line of the Stichtag."""
    return {
        "type": "line",
        "x0": as_of.isoformat(),
        "x1": as_of.isoformat(),
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": TEXT, "width": 2},
    }


def day_label(as_of: date, days: Sequence[date], **more: Any) -> dict[str, Any]:
    """Return the words on top of the line of the Stichtag.

    Args:
        days: what the axis spans; near its ends the words keep inside the figure.
    """
    first, last = min([*days, as_of]), max([*days, as_of])
    place = (as_of - first) / (last - first) if last > first else 0.5
    return annotation(
        _("Stichtag %(day)s", day=day_text(as_of)),
        x=as_of.isoformat(),
        xanchor="left" if place < 1 / 3 else "right" if place > 2 / 3 else "center",
        y=1,
        yref="paper",
        yanchor="bottom",
        **more,
    )


def legend(offset: float) -> dict[str, Any]:
    """Return a legend below the figure that only explains: nothing to click, nothing to hide.

    Args:
        offset: how far below, as a share of the height between the axes.
    """
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": -offset,
        "yanchor": "top",
        "itemclick": False,
        "itemdoubleclick": False,
        "traceorder": "normal",
    }


def marker(fill: Fill) -> dict[str, Any]:
    """Return the fill of a bar."""
    return {
        "color": fill.colour,
        "line": {"color": TEXT, "width": 1},
        "pattern": {
            "shape": fill.pattern,
            "fgcolor": fill.strokes,
            "fillmode": "overlay",
            "size": 8,
            "solidity": 0.3,
        },
    }


def annotation(text: str, **more: Any) -> dict[str, Any]:
    """Return a label written into the figure, on its own ground so that it reads on any fill."""
    basics = {"text": text, "showarrow": False, "bgcolor": GROUND, "borderpad": 2}
    return {**basics, **more}


def lines(text: str) -> str:
    """Return somebody's text as a label in lines that fit; it can bring no markup of its own."""
    wrapped = textwrap.wrap(text, LABEL_WIDTH) or [""]
    return "<br>".join(html.escape(line, quote=False) for line in wrapped)
