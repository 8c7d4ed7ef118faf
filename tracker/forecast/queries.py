"""Standings of a plan as they were known at the ends of months."""

from datetime import UTC, date, datetime, time, timedelta

from tracker.clock import BERLIN
from tracker.forecast.rules import month_ends
from tracker.plan.queries import PlanRow
from tracker.standing.facts import Moment
from tracker.standing.queries.plan import plan_facts, standings
from tracker.standing.rules import Standing


def recorded_standings(plan: PlanRow, last: date) -> dict[date, list[Standing]]:
    """Return the standings at the ends of all months up to a day, by what was known then.

    A month costs a handful of statements, whatever the size of the plan.
    """
    if plan.first_on is None:
        return {}
    found = {}
    for day in month_ends(plan.first_on, last):
        at = Moment(day, end_of(day))
        found[day] = standings(plan_facts(plan, at), at)
    return found


def end_of(day: date) -> datetime:
    """Return the last moment of a day in the county."""
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=BERLIN)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)
