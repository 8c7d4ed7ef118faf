"""Standings for charts: so many recommendations with so many milestones each, one like the other.

Deterministic, and mixed: every status, moved and kept deadlines, done, late and dropped milestones.
"""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlencode

from tests.standing.given import (
    AS_OF,
    START,
    confirmation,
    days_ago,
    deadline,
    milestone,
    stands,
    state,
    status,
    wording,
)
from tracker.charts.chart import NOWHERE, FieldRow, Lists, MilestoneRow
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.standing.facts import MilestoneFacts
from tracker.standing.rules import Standing
from tracker.standing.summary import by_field, summary

TITLES = {
    "sprache": "Sprache und Bildung",
    "arbeit": "Arbeit & Ausbildung",
    "verwaltung": "Interkulturelle Öffnung der Verwaltung und ihrer Einrichtungen",
}
STATES = (State.DONE, State.PLANNED, State.IN_PROGRESS, State.DROPPED)


def plan(many: int, milestones: int = 1, fields: Sequence[str] = tuple(TITLES)) -> list[Standing]:
    return [
        stands(
            wording(fields[place % len(fields)]),
            status(list(Status)[place % len(Status)]),
            *(_milestone(place, number) for number in range(1, milestones + 1)),
            *([confirmation(days_ago(place * 37 % 700))] if place % 4 else []),
            code=f"A-{place + 1:03}",
        )
        for place in range(many)
    ]


def _milestone(place: int, number: int) -> MilestoneFacts:
    due = START + timedelta(days=(place * 97 + number * 331) % 3300)
    facts = [deadline(due)]
    if (place + number) % 3 == 0:
        facts.append(deadline(due + timedelta(days=190), days_ago(400)))
    value = STATES[(place + number) % len(STATES)]
    done_on = min(due, AS_OF) if value is State.DONE else START
    return milestone(*facts, state(value, done_on), number=number)


def fields(standings: Sequence[Standing]) -> list[FieldRow]:
    """Return a row for each field that has something, with an address behind each count."""
    return [
        FieldRow(TITLES[slug], found, Listed(), f"/felder/{slug}")
        for slug, found in by_field(standings, []).items()
    ]


def whole(standings: Sequence[Standing], lists: Lists = NOWHERE) -> FieldRow:
    """Return all of them as one row; its counts lead nowhere."""
    return FieldRow("Alle Handlungsfelder", summary(standings), lists)


class Listed:
    """Lists at short addresses."""

    def recommendations(self, having: StrEnum | None = None, /) -> str:
        return f"/empfehlungen/{having or 'alle'}"

    def milestones(self, **filters: object) -> str:
        return f"/termine?{urlencode(filters)}"


def milestones(standings: Sequence[Standing]) -> list[MilestoneRow]:
    return [
        MilestoneRow(f"{row.code}.{one.number}", one, f"/{row.code}")
        for row in standings
        for one in row.milestones
    ]
