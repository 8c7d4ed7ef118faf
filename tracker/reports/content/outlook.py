"""What comes next: what the council is asked to decide, and the sittings ahead. Pure."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tracker.dashboards.queries.plan import ObstacleRow
from tracker.notes.rules import Addressee
from tracker.reports.content.members.plain import Sitting
from tracker.standing.rules import Standing

HALF_A_YEAR = 6  # months


def half_a_year_after(day: date) -> date:
    """Return the last day of the month half a year later: many milestones are due on such a day."""
    months = day.month - 1 + HALF_A_YEAR
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def decisions_needed(
    obstacles: Iterable[ObstacleRow], rows: Iterable[Standing]
) -> list[dict[str, Any]]:
    """Return the open obstacles that a decision of the council would remove, by code and day."""
    return [
        {"code": row.code, **obstacle(one)}
        for row in rows
        for one in in_order(obstacles, row.code)
        if one.addressee is Addressee.COUNCIL
    ]


def open_obstacles(obstacles: Iterable[ObstacleRow], rows: Iterable[Standing]) -> dict[str, int]:
    """Return how many obstacles stand in the way of recommendations, for each addressee."""
    codes = {row.code for row in rows}
    found = [one for one in obstacles if one.code in codes and one.ended_on is None]
    return {who.value: sum(1 for one in found if one.addressee is who) for who in Addressee}


def in_order(obstacles: Iterable[ObstacleRow], code: str) -> list[ObstacleRow]:
    """Return the open obstacles of a recommendation, the oldest first."""
    found = [one for one in obstacles if one.code == code and one.ended_on is None]
    return sorted(found, key=lambda one: (one.effective_on, one.recorded_at, one.uid))


def obstacle(one: ObstacleRow) -> dict[str, Any]:
    """Return an obstacle that stands in the way."""
    return {
        "addressee": one.addressee,
        "text": one.text,
        "since": one.effective_on,
        "due_on": one.due_on,
    }


def sittings(rows: Mapping[str, Any], as_of: date, until: date) -> list[Sitting]:
    """Return the sittings after the Stichtag up to a day."""
    first, last = as_of.isoformat(), until.isoformat()
    return [row for row in rows["sittings"] if first < row["held_on"] <= last]
