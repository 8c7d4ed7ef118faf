"""When milestones were to be done at first, when they are to be done now, when they were done."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tracker.charts import svg, theme
from tracker.charts.chart import Cell, Chart, FieldRow, Figure, MilestoneRow, count, linked, named
from tracker.i18n import _, _n, day_text, period_text, say
from tracker.milestones.rules import State
from tracker.standing.rules import Day

ROW, HEAD, GAP, LEGEND_ROW = 24, 64, 12, 20  # pixels
SHORTEST = 3  # rows, so that one milestone is not squeezed


def timeline(rows: Sequence[MilestoneRow], whole: FieldRow, as_of: date) -> Chart:
    """Draw one row a milestone, in the given order, the first on top; as high as that takes.

    A line leads from the first agreed deadline to the one in force. Milestones without any day
    have an empty row in the figure, and stand in the table.

    Args:
        whole: the recommendations these milestones are of, for the sentence.
    """
    states = {state: str(state.label) for state in State}
    return Chart(
        id="zeitplan",
        title=_("Zeitplan der Meilensteine"),
        sentence=_sentence(whole, as_of),
        figure=_figure(rows, as_of),
        columns=(
            _("Meilenstein"),
            _("Titel"),
            _("Zustand"),
            _("zuerst vereinbart"),
            _("Termin"),
            _("verschoben"),
            _("um Tage"),
            _("erledigt am"),
            _("Tage überfällig"),
        ),
        rows=tuple(_cells(row, states) for row in rows),
        drawing=_drawing(rows, as_of),
    )


def _drawing(rows: Sequence[MilestoneRow], as_of: date) -> str:
    """Return the same milestones as SVG; "" where there are none."""
    states = list(State)
    words = svg.Legend(
        states=[svg.Part(str(state.label), theme.FILLS[State][state]) for state in states],
        marks={
            svg.Mark.FIRST: _("zuerst vereinbarter Termin"),
            svg.Mark.DUE: _("Termin"),
            svg.Mark.DROPPED: _("Termin, entfallen"),
            svg.Mark.OVERDUE: _("Termin, überfällig"),
            svg.Mark.DONE: _("erledigt am"),
        },
        moved=_("Verschiebung"),
        as_of=as_of,
        today=_("Stichtag %(day)s", day=day_text(as_of)),
        undated=_("ohne Termin"),
    )
    found = [svg.Course(row.code, states.index(row.milestone.state), _days(row)) for row in rows]
    return svg.courses(found, words, "zeitplan") if found else ""


def _days(row: MilestoneRow) -> dict[svg.Mark, date]:
    """Return the days of a milestone, by what marks them."""
    due = svg.Mark.DUE if row.milestone.is_valid else svg.Mark.DROPPED
    days = {
        svg.Mark.FIRST: _first(row) if row.milestone.moved_days else None,
        svg.Mark.OVERDUE if row.is_overdue else due: _due(row),
        svg.Mark.DONE: _done(row) if row.is_done else None,
    }
    return {mark: day for mark, day in days.items() if day}


def _sentence(whole: FieldRow, as_of: date) -> str:
    found, lists = whole.summary, whole.lists
    if not found.milestones:
        return _("Zum Stichtag gibt es keine Meilensteine.")
    name = _n("%(num)s Meilenstein", "%(num)s Meilensteine", found.milestones)
    total = linked(found.milestones, lists.milestones(), name)
    late = _("%(number)s überfällig", number=found.overdue)
    overdue = linked(found.overdue, lists.milestones(is_overdue=True), late)
    return _n(
        "%(num)s Meilenstein am %(day)s: %(done)s erledigt, %(in_progress)s in Arbeit, %(planned)s "
        "geplant, %(dropped)s entfallen; %(overdue)s überfällig.",
        "%(num)s Meilensteine am %(day)s: %(done)s erledigt, %(in_progress)s in Arbeit, "
        "%(planned)s geplant, %(dropped)s entfallen; %(overdue)s überfällig.",
        found.milestones,
        num=total,
        day=day_text(as_of),
        overdue=overdue,
        **{
            state.value: linked(number, lists.milestones(states=[state]), f"{number} {state.label}")
            for state, number in found.states.items()
        },
    )


def _figure(rows: Sequence[MilestoneRow], as_of: date) -> Figure:
    codes = [row.code for row in rows]
    traces = _traces(rows)
    places = max(len(rows), SHORTEST)
    foot = 2 * GAP + LEGEND_ROW * len(traces)
    days = [day for row in rows for day in (_first(row), _due(row), _done(row)) if day]
    return {
        "data": traces,
        "layout": theme.layout(
            HEAD + ROW * places + foot,
            showlegend=bool(rows),
            legend=theme.legend(GAP / (ROW * places)),
            margin={"l": 8, "r": 16, "t": HEAD, "b": foot},
            xaxis=theme.date_axis(side="top", visible=bool(days)),
            yaxis=theme.axis(
                type="category",
                categoryorder="array",
                categoryarray=codes,
                range=[places - 0.5, -0.5],
                tickmode="array",
                tickvals=codes,
                automargin=True,
            ),
            shapes=[theme.day_line(as_of)] if rows else [],
            annotations=[theme.day_label(as_of, days, yshift=28)] if rows else [],
        ),
    }


def _traces(rows: Sequence[MilestoneRow]) -> list[dict[str, Any]]:
    """Return what occurs, in drawing order: a later one lies on top of an earlier one."""
    moved = [row for row in rows if row.milestone.moved_days]
    due = [row for row in rows if row.milestone.due]
    valid = [row for row in due if row.milestone.is_valid and not row.is_overdue]
    dropped = [row for row in due if not row.milestone.is_valid]
    overdue = [row for row in due if row.is_overdue]
    found = [
        _moves(moved),
        _marks(_("zuerst vereinbarter Termin"), moved, _first, "diamond-open", theme.MUTED),
        _marks(_("Termin"), valid, _due, "diamond", theme.MUTED),
        _marks(_("Termin, entfallen"), dropped, _due, "x-thin-open", theme.MUTED),
        _marks(_("Termin, überfällig"), overdue, _due, "square", theme.ALARM),
        _marks(_("erledigt"), [r for r in rows if r.is_done], _done, "circle", theme.DARK),
    ]
    return [trace for trace in found if trace["x"]]


def _moves(rows: Sequence[MilestoneRow]) -> dict[str, Any]:
    """Return one trace for all lines: from, to, and a gap."""
    days = [day for row in rows for day in (_first(row), _due(row), None)]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": _("Verschiebung"),
        "x": [day and day.isoformat() for day in days],
        "y": [row.code for row in rows for _place in range(3)],
        "line": {"color": theme.MUTED, "width": 2, "dash": "dot"},
        "connectgaps": False,
        "hoverinfo": "skip",
    }


def _marks(  # one argument a visual property
    name: str,
    rows: Iterable[MilestoneRow],
    day: Callable[[MilestoneRow], date | None],
    symbol: str,
    colour: str,
) -> dict[str, Any]:
    dated = [(row.code, found) for row in rows if (found := day(row))]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [found.isoformat() for _code, found in dated],
        "y": [code for code, _found in dated],
        "marker": {
            "symbol": symbol,
            "size": 11,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        "hovertemplate": f"%{{y}}, {name}: %{{x|{theme.day_format()}}}<extra></extra>",
    }


def _first(row: MilestoneRow) -> date | None:
    return row.milestone.baseline.on if row.milestone.baseline else None


def _due(row: MilestoneRow) -> date | None:
    return row.milestone.due.on if row.milestone.due else None


def _done(row: MilestoneRow) -> date | None:
    return row.milestone.done.on if row.milestone.done else None


def _cells(row: MilestoneRow, states: Mapping[State, str]) -> tuple[Cell, ...]:
    milestone = row.milestone
    is_moved = milestone.moves > 0
    moves = f"{row.href}#verschiebungen-{milestone.number}" if row.href else ""
    return (
        named(row.code, row.href),
        say(milestone.title),
        states[milestone.state],
        _period(milestone.baseline),
        _period(milestone.due),
        count(milestone.moves, moves) if is_moved else "",
        milestone.moved_days if is_moved else "",
        _period(milestone.done),
        milestone.days_late if row.is_overdue else "",
    )


def _period(day: Day | None) -> str:
    return period_text(day.on, day.precision) if day else ""
