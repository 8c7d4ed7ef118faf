"""How many milestones were planned and how many are done, cumulative over the quarters."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from tracker.charts import theme
from tracker.charts.chart import Chart, Figure
from tracker.i18n import Precision, _, _n, day_text, period_text
from tracker.standing.trend import Trend, TrendPoint

HEIGHT = 360  # pixels
HEADROOM = 1.18  # above the highest point, for the labels


class _Line(NamedTuple):
    name: str
    points: Sequence[tuple[date, int]]
    dash: str
    symbol: str
    colour: str


def trend_lines(course: Trend, as_of: date) -> Chart:
    """Draw two stepped lines: planned by first agreed deadline, done by done date.

    What is done ends at the Stichtag; what is planned goes on to the last deadline.
    """
    return Chart(
        id="verlauf",
        title=_("Meilensteine: geplant und erledigt"),
        sentence=_sentence(course, as_of),
        figure=_figure(course, as_of),
        columns=(_("Quartal"), _("geplant bis dahin"), _("erledigt bis dahin")),
        rows=tuple(
            (
                period_text(point.on, Precision.QUARTER),
                point.planned,
                _("noch offen") if point.done is None else point.done,
            )
            for point in course.points
        ),
    )


def _sentence(course: Trend, as_of: date) -> str:
    if not course.points:
        return _("Bis zum Stichtag gibt es keine Meilensteine mit Termin.")
    planned = _n(
        "Bis zum %(day)s war nach den zuerst vereinbarten Terminen 1 Meilenstein geplant.",
        "Bis zum %(day)s waren nach den zuerst vereinbarten Terminen %(num)s Meilensteine geplant.",
        course.planned,
        day=day_text(as_of),
    )
    done = _n("Erledigt ist 1.", "Erledigt sind %(num)s.", course.done)
    return f"{planned} {done}"


def _figure(course: Trend, as_of: date) -> Figure:
    lines = _lines(course.points, as_of)
    highest = max((number for line in lines for _on, number in line.points), default=0)
    counted = theme.count_axis(highest, _("Meilensteine, zusammengezählt"))
    counted["range"] = [0, max(highest, 1) * HEADROOM]
    return {
        "data": [_trace(line) for line in lines],
        "layout": theme.layout(
            HEIGHT,
            xaxis=theme.date_axis(title={"text": _("Ende des Quartals"), "standoff": 8}),
            yaxis=counted,
            margin={"l": 8, "r": 16, "t": 32, "b": 56},
            shapes=[theme.day_line(as_of)] if lines else [],
            annotations=[
                *(_label(line, place) for place, line in enumerate(lines)),
                *([theme.day_label(as_of)] if lines else []),
            ],
        ),
    }


def _lines(points: Sequence[TrendPoint], as_of: date) -> list[_Line]:
    planned = [(point.on, point.planned) for point in points]
    done = [(min(point.on, as_of), point.done) for point in points if point.done is not None]
    lines = [
        _Line(_("geplant"), planned, "dash", "diamond-open", theme.MUTED),
        _Line(_("erledigt"), done, "solid", "circle", theme.DARK),
    ]
    return [line for line in lines if line.points]


def _trace(line: _Line) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": line.name,
        "x": [on.isoformat() for on, _number in line.points],
        "y": [number for _on, number in line.points],
        "line": {"shape": "hv", "dash": line.dash, "width": 2, "color": line.colour},
        "marker": {"symbol": line.symbol, "size": 7, "color": line.colour},
        "hovertemplate": f"%{{x|{theme.day_format()}}}<br>{line.name}: %{{y}}<extra></extra>",
    }


def _label(line: _Line, place: int) -> dict[str, Any]:
    """Write the name of a line at its end, the first one above it, the second one below."""
    on, number = line.points[-1]
    return theme.annotation(
        f"{line.name}: {number}",
        x=on.isoformat(),
        y=number,
        xanchor="right",
        yanchor="top" if place else "bottom",
        yshift=-8 if place else 8,
    )
