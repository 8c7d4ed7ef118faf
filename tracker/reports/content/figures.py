"""The figures of a set of recommendations as data. Pure."""

from fractions import Fraction
from typing import Any

from tracker.reports.content.members.figures import Figures, Quote
from tracker.standing import summary
from tracker.standing.trend import Trend


def figures(found: summary.Summary) -> Figures:
    """Return the figures; every status, Terminlage, Aktualität and state is a member."""
    return {
        "total": found.total,
        "valid": found.valid,
        "ended": found.ended,
        "numerable": found.numerable,
        "statuses": {one.value: number for one, number in found.statuses.items()},
        "schedules": {one.value: number for one, number in found.schedules.items()},
        "freshnesses": {one.value: number for one, number in found.freshnesses.items()},
        "milestones": {one.value: number for one, number in found.states.items()},
        "overdue": found.overdue,
        "upcoming": found.upcoming,
        "implementation": quote(found.implementation),
        "mean_progress": quote(found.mean_progress),
    }


def quote(found: summary.Quote) -> Quote:
    """Return a part of a whole: exact, and whether the whole is large enough to show it."""
    return {"value": exact(found.value), "whole": found.whole, "is_shown": found.is_shown}


def exact(value: Fraction | None) -> str | None:
    """Return an exact value such as "11/17"; None where there is none."""
    return None if value is None else str(value)


def course(found: Trend) -> dict[str, Any]:
    """Return how many milestones were planned and done up to the end of each quarter."""
    return {
        "points": [
            {"on": point.on, "planned": point.planned, "done": point.done} for point in found.points
        ],
        "planned": found.planned,
        "done": found.done,
        "planned_ever": found.planned_ever,
        "without_deadline": found.without_deadline,
    }
