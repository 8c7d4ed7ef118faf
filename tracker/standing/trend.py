"""How many milestones were planned and done, cumulative over the quarters. Pure.

Planned counts by the first agreed due day, done by the done date: so a deadline that moved makes
no gap disappear. Dropped milestones count in neither. Source: design.md 4.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.standing.rules import Standing

MONTHS = 3  # of a quarter


@dataclass(frozen=True)
class TrendPoint:
    """Up to and with a day: so many planned, so many done; done is None after the Stichtag."""

    on: date  # the last day of a quarter
    planned: int
    done: int | None


@dataclass(frozen=True)
class Trend:
    """The course over the quarters, and where it is at the Stichtag.

    The points begin with zeros, one quarter before the first event or the Stichtag; there are
    none if no milestone has a first agreed deadline or is done.
    """

    points: tuple[TrendPoint, ...]
    planned: int  # first agreed for the Stichtag or earlier
    done: int  # by the Stichtag
    planned_ever: int  # with a first agreed deadline at all
    without_deadline: int  # valid, but never agreed for a day


def trend(standings: Iterable[Standing], as_of: date) -> Trend:
    """Cumulate the milestones of standings that were computed for the day as_of.

    The last quarter is that of the last first agreed deadline or of the Stichtag, the later one.
    The Stichtag's own quarter counts what is done by the Stichtag.
    """
    valid = [m for row in standings for m in row.milestones if m.is_valid]
    planned = sorted(m.baseline.on for m in valid if m.baseline)
    done = sorted(m.done.on for m in valid if m.done)
    return Trend(
        points=_points(planned, done, as_of),
        planned=bisect_right(planned, as_of),
        done=len(done),
        planned_ever=len(planned),
        without_deadline=len(valid) - len(planned),
    )


def quarter_end(day: date) -> date:
    """Return the last day of the quarter a day is in."""
    months = (day.month + MONTHS - 1) // MONTHS * MONTHS
    first_after = date(day.year + months // 12, months % 12 + 1, 1)
    return first_after - timedelta(days=1)


def _points(planned: list[date], done: list[date], as_of: date) -> tuple[TrendPoint, ...]:
    if not planned and not done:
        return ()
    first = quarter_end(min([*planned, *done, as_of]))
    last = quarter_end(max([*planned, as_of]))
    current = quarter_end(as_of)
    ends = [quarter_end(first - timedelta(days=100))]
    while ends[-1] < last:
        ends.append(quarter_end(ends[-1] + timedelta(days=1)))
    return tuple(
        TrendPoint(
            on=end,
            planned=bisect_right(planned, end),
            done=bisect_right(done, end) if end <= current else None,
        )
        for end in ends
    )
