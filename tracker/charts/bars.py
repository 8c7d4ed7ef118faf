"""The stacked bars that several charts are made of: one bar a field, one segment a member."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from tracker.charts import svg, theme
from tracker.charts.chart import Cell, FieldRow, Figure, count, named
from tracker.i18n import _
from tracker.plan.rules import Status
from tracker.standing.rules import Freshness

ROW, LINE, LEGEND_ROW, AXIS, TOP = 68, 18, 20, 56, 8  # pixels
BAR_WIDTH = 0.45  # of a row
NARROWEST = 0.04  # of the longest bar: a segment below has no room for its number


class Segment(NamedTuple):
    """What a part of every bar stands for."""

    member: Status | Freshness
    label: str
    fill: theme.Fill


class Bar(NamedTuple):
    """A bar and the size of each segment, in their order."""

    row: FieldRow
    sizes: tuple[int, ...]


def segments(kind: type[Status] | type[Freshness]) -> list[Segment]:
    """Return a segment for each member of an axis, in the order of showing."""
    fills = theme.FILLS[kind]
    return [Segment(member, str(member.label), fills[member]) for member in kind]


def stacked(bars: Sequence[Bar], parts: Sequence[Segment]) -> Figure:
    """Draw one bar a row, the first on top.

    Each bar has its name above it, each segment its number on it where there is room. The legend
    names what occurs, with its number in all bars together. Without bars the figure is empty.
    """
    totals = [sum(bar.sizes[place] for bar in bars) for place in range(len(parts))]
    longest = max((sum(bar.sizes) for bar in bars), default=0)
    heading = max((theme.lines(bar.row.title).count("<br>") for bar in bars), default=0) * LINE
    rows = max(len(bars), 1) * (ROW + heading)
    below = AXIS + LEGEND_ROW * sum(1 for total in totals if total)
    return {
        "data": [
            _trace(part, total, [bar.sizes[place] for bar in bars])
            for place, (part, total) in enumerate(zip(parts, totals, strict=True))
            if total
        ],
        "layout": theme.layout(
            TOP + rows + below,
            barmode="stack",
            showlegend=True,
            legend=theme.legend(AXIS / rows),
            margin={"l": 8, "r": 16, "t": TOP, "b": below},
            xaxis=theme.count_axis(longest, _("Empfehlungen")),
            yaxis=theme.axis(range=[max(len(bars), 1) - 0.6, -0.8], visible=False),
            annotations=[
                *(_name(bar, place) for place, bar in enumerate(bars)),
                *_numbers(bars, longest * NARROWEST),
            ],
        ),
    }


def drawing(bars: Sequence[Bar], parts: Sequence[Segment], name: str) -> str:
    """Return the same bars as SVG; "" where there is nothing to draw."""
    rows = [svg.Row(bar.row.title, bar.sizes) for bar in bars]
    fills = [svg.Part(part.label, part.fill) for part in parts]
    return svg.stacked(rows, fills, name) if any(sum(bar.sizes) for bar in bars) else ""


def table(bars: Sequence[Bar], parts: Sequence[Segment]) -> tuple[tuple[Cell, ...], ...]:
    """Return a row a bar: its name, the number of each segment, all of them."""
    return tuple(
        (
            named(row.title, row.href),
            *(
                count(n, row.lists.recommendations(part.member))
                for n, part in zip(sizes, parts, strict=True)
            ),
            count(row.summary.total, row.lists.recommendations()),
        )
        for row, sizes in bars
    )


def _trace(part: Segment, total: int, sizes: list[int]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": f"{part.label}: {total}",
        "x": sizes,
        "y": list(range(len(sizes))),
        "width": BAR_WIDTH,
        "marker": theme.marker(part.fill),
        "hovertemplate": f"{part.label}: %{{x}}<extra></extra>",
    }


def _name(bar: Bar, place: int) -> dict[str, Any]:
    return theme.annotation(
        theme.lines(bar.row.title),
        xref="paper",
        x=0,
        xanchor="left",
        y=place - BAR_WIDTH / 2,
        yanchor="bottom",
        yshift=2,
        align="left",
    )


def _numbers(bars: Sequence[Bar], narrowest: float) -> list[dict[str, Any]]:
    found = []
    for place, bar in enumerate(bars):
        start = 0
        for size in bar.sizes:
            if size > narrowest:
                found.append(theme.annotation(str(size), x=start + size / 2, y=place))
            start += size
    return found
