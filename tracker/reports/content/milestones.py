"""Milestones as data: how each stands, and those that were done, are overdue, are to come. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.db import Texts
from tracker.standing.due import days_left
from tracker.standing.rules import Day, MilestoneStanding, Standing

Row = dict[str, Any]


@dataclass(frozen=True)
class Titles:
    """Titles and places of milestones, kept with the report: on pages they can be overwritten."""

    rows: Mapping[str, Any]  # by name, such as

    def title(self, code: str, number: int) -> Texts:
        """Return the title of a milestone."""
        title: Texts = self.rows[f"{code}.{number}"]["title"]
        return title

    def in_order(self, row: Standing) -> list[MilestoneStanding]:
        """Return a recommendation's milestones as people read them."""
        return sorted(row.milestones, key=lambda one: (self._place(row.code, one), one.number))

    def _place(self, code: str, one: MilestoneStanding) -> int:
        return int(self.rows[f"{code}.{one.number}"]["position"]) or one.number


def milestone(code: str, one: MilestoneStanding, titles: Titles) -> Row:
    """Return how a milestone stands."""
    return {
        "code": code,
        "number": one.number,
        "title": titles.title(code, one.number),
        "state": one.state,
        "due": day(one.due),
        "first_due": day(one.baseline),
        "moves": one.moves,
        "moved_days": one.moved_days,
        "done": day(one.done),
        "days_late": one.days_late,
        "is_upcoming": one.is_upcoming,
    }


def done(rows: Iterable[Standing], titles: Titles, since: date | None) -> list[Row]:
    """Return the milestones that were done after a day, or ever; by day, then name."""
    found = [
        (one.done.on, row.code, one)
        for row in rows
        for one in row.milestones
        if one.done and (since is None or one.done.on > since)
    ]
    return _listed(found, titles)


def overdue(rows: Iterable[Standing], titles: Titles) -> list[Row]:
    """Return the milestones that are open past their due day; the longest first."""
    found = [
        (one.due.on, row.code, one)
        for row in rows
        for one in row.milestones
        if one.due and one.is_overdue
    ]
    return _listed(found, titles)


def coming(rows: Iterable[Standing], titles: Titles, as_of: date, until: date) -> list[Row]:
    """Return the open milestones that are due from the Stichtag to a day; the next first."""
    reach = (until - as_of).days
    found = [
        (one.due.on, row.code, one)
        for row in rows
        for one in row.milestones
        if one.due and (left := days_left(one, as_of)) is not None and 0 <= left <= reach
    ]
    return _listed(found, titles)


def day(one: Day | None) -> Row | None:
    """Return a day and how exactly it is known; None where there is none."""
    return {"on": one.on, "precision": one.precision} if one else None


def _listed(found: Sequence[tuple[date, str, MilestoneStanding]], titles: Titles) -> list[Row]:
    ordered = sorted(found, key=lambda one: (one[0], one[1], one[2].number))
    return [milestone(code, one, titles) for _on, code, one in ordered]
