"""How many milestones were first agreed and how many are done, cumulative over the quarters."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from tracker.charts import svg, theme
from tracker.charts.chart import Chart, Figure, Lists, count, linked
from tracker.i18n import Precision, _, _n, day_text, period_text
from tracker.standing.trend import Trend, TrendPoint

HEIGHT = 360  # pixels
HEADROOM = 1.18  # above the highest point, for its label
ROOM = 0.45  # of the length, right of the Stichtag, for the other label
PHONE = 0.3  # of the shown length: as much as a label takes on a phone
MARKERS = 12  # on a line, at most
SHORTEST = timedelta(days=180)


class _Line(NamedTuple):
    name: str
    points: Sequence[tuple[date, int]]
    stroke: theme.Stroke


def trend_lines(course: Trend, as_of: date, lists: Lists) -> Chart:
    """Draw two stepped lines: agreed by first agreed deadline, done by done date.

    What is done ends at the Stichtag; what was agreed goes on to the last deadline.
    """
    return Chart(
        id="verlauf",
        title=_("Meilensteine: zuerst vereinbart und erledigt"),
        sentence=_sentence(course, as_of, lists),
        figure=_figure(course, as_of),
        columns=(_("Quartal"), *_totals()),
        rows=tuple(
            (
                period_text(point.on, Precision.QUARTER),
                count(point.planned, lists.milestones(planned_until=point.on)),
                _("noch offen")
                if point.done is None
                else count(point.done, lists.milestones(done_until=min(point.on, as_of))),
            )
            for point in course.points
        ),
        drawing=_drawing(course),
    )


def _drawing(course: Trend) -> str:
    """Return the same lines as SVG; "" where there is nothing to draw."""
    rows = [
        svg.Row(period_text(point.on, Precision.QUARTER), (point.planned, point.done))
        for point in course.points
    ]
    return svg.lines(rows, _totals()) if rows else ""


def _totals() -> tuple[str, str]:
    """Return what both lines count; not „planned“, which is a state of a milestone."""
    return _("zuerst vereinbart bis dahin"), _("erledigt bis dahin")


def _sentence(course: Trend, as_of: date, lists: Lists) -> str:
    if not course.points:
        return _("Bis zum Stichtag gibt es keine Meilensteine mit Termin.")
    return _(
        "Nach den zuerst vereinbarten Terminen sollten am %(day)s %(planned)s von %(total)s "
        "Meilensteinen mit Termin erledigt sein; erledigt: %(done)s.",
        day=day_text(as_of),
        planned=_linked(course.planned, lists.milestones(planned_until=as_of)),
        total=_linked(course.planned_ever, lists.milestones(planned_until=course.points[-1].on)),
        done=_linked(course.done, lists.milestones(done_until=as_of)),
    )


def _linked(number: int, href: str) -> str:
    return linked(number, href, _n("%(num)s Meilenstein", "%(num)s Meilensteine", number))


def _figure(course: Trend, as_of: date) -> Figure:
    lines = _lines(course.points, as_of)
    days = _span(course.points, as_of)
    highest = max((number for line in lines for _on, number in line.points), default=0)
    counted = theme.count_axis(highest, _("Meilensteine, zusammengezählt"))
    counted["range"] = [0, max(highest, 1) * HEADROOM]
    return {
        "data": [_trace(line) for line in lines],
        "layout": theme.layout(
            HEIGHT,
            xaxis=theme.date_axis(
                title={"text": _("Ende des Quartals"), "standoff": 8},
                range=[day.isoformat() for day in days],
                visible=bool(lines),
            ),
            yaxis=counted,
            margin={"l": 8, "r": 16, "t": 32, "b": 56},
            shapes=[theme.day_line(as_of)] if lines else [],
            annotations=[*_labels(lines, days), theme.day_label(as_of, days)] if lines else [],
        ),
    }


def _span(points: Sequence[TrendPoint], as_of: date) -> tuple[date, date]:
    """Return the days the figure shows: beside the Stichtag there is room for a label."""
    days = [*(point.on for point in points), as_of]
    first, last = min(days), max(days)
    length = max(last - first, SHORTEST)
    return first - length / 50, max(last + length / 50, as_of + length * ROOM)


def _lines(points: Sequence[TrendPoint], as_of: date) -> list[_Line]:
    if not points:
        return []
    planned = [(point.on, point.planned) for point in points]
    done = [(min(point.on, as_of), point.done) for point in points if point.done is not None]
    agreed_stroke, done_stroke = theme.STROKES
    return [
        _Line(_("vereinbart"), planned, agreed_stroke),
        _Line(_("erledigt"), done, done_stroke),
    ]


def _trace(line: _Line) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": line.name,
        "x": [on.isoformat() for on, _number in line.points],
        "y": [number for _on, number in line.points],
        "line": {
            "shape": "hv",
            "dash": line.stroke.dash,
            "width": 2,
            "color": line.stroke.colour,
        },
        "marker": {
            "symbol": line.stroke.symbol,
            "size": 7,
            "color": line.stroke.colour,
            "maxdisplayed": MARKERS,
        },
        "hovertemplate": f"%{{x|{theme.day_format()}}}<br>{line.name}: %{{y}}<extra></extra>",
    }


def _labels(lines: Sequence[_Line], days: tuple[date, date]) -> list[dict[str, Any]]:
    """Write its name at each line's end, where lines that only rise leave room.

    That is right of it, above for the first line and below for the second; where the figure
    ends too soon for that, left above.
    """
    first, last = days
    found = []
    for line, (edge, shift) in zip(lines, (("bottom", 6), ("top", -4)), strict=True):
        on, number = line.points[-1]
        has_room = last - on > (last - first) * PHONE
        found.append(
            theme.annotation(
                f"{line.name}: {number}",
                x=on.isoformat(),
                y=number,
                xanchor="left" if has_room else "right",
                xshift=4 if has_room else 0,
                yanchor=edge,
                yshift=shift,
            )
        )
    return found
