"""What each number of a report counts: lists of codes out of the sheets of its content. Pure.

Whatever prints a number and whatever lists what it counts takes both from here. That each list is
as long as its number, which tracker.standing computed, is a test.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from tracker.milestones.rules import State
from tracker.notes.rules import Addressee
from tracker.plan.rules import Status
from tracker.reports.content import Content
from tracker.reports.content.members.figures import Before, Counts, Figures, Point, Running
from tracker.reports.content.members.milestones import Milestone
from tracker.reports.content.members.sheets import Sheet
from tracker.reports.wording import places
from tracker.reports.wording.texts import name
from tracker.standing.change import Kind
from tracker.standing.rules import Freshness, Schedule

BEFORE = "before-"  # begins what is counted of the day of comparison
NEW = "new"  # recommendations since that day
PLANNED: Running = "planned"  # running totals of milestones
DONE: Running = "done"
# By which day of a milestone they count.
REACHED: Mapping[Running, Literal["first_due", "done"]] = {PLANNED: "first_due", DONE: "done"}
QUARTERS_BEFORE, QUARTERS_AFTER = 8, 4  # that are shown, up to the Stichtag's and after it
WHOLE = ""  # the plan as a whole, where else a field's slug stands


class Axis(NamedTuple):
    """One of the three answers about a recommendation."""

    what: Literal["status", "schedule", "freshness"]  # member of a sheet
    counts: Counts  # member of the figures
    values: tuple[Status | Schedule | Freshness, ...]  # in the order of showing


STATUS = Axis("status", "statuses", tuple(Status))
SCHEDULE = Axis("schedule", "schedules", tuple(Schedule))
FRESHNESS = Axis("freshness", "freshnesses", tuple(Freshness))


@dataclass(frozen=True)
class Counted:
    """A number as the report prints it, with what it counts."""

    what: str
    number: int
    codes: tuple[str, ...]  # of recommendations or milestones, in the order of reading
    field: str = WHOLE

    @property
    def anchor(self) -> str:
        """Where the list stands in the document."""
        return place(self.what, self.field)


def place(what: str, field: str = WHOLE) -> str:
    """Return the anchor of the list of what is counted, or of the formula of a quote."""
    return f"zahl-feld-{field}-{what}" if field else f"zahl-{what}"


def step_place(what: str, row: Sheet) -> str:
    """Return where a recommendation's milestones are listed: in a fact, or all in their table."""
    if what == "valid" and len(row["milestones"]) == row["valid"]:
        return places.table(row)
    return f"zahl-empfehlung-{row['code'].lower()}-{what}"


def fields(content: Content) -> list[str]:
    """Return the slugs of the fields, then the whole."""
    return [*(field["slug"] for field in content["fields"]), WHOLE]


def figures(content: Content, field: str) -> Figures:
    """Return the figures of a field or of the whole."""
    found = {one["slug"]: one["figures"] for one in content["fields"]}
    return content["figures"] if field == WHOLE else found[field]


def by_value(content: Content, axis: Axis, field: str) -> Iterator[Counted]:
    """Yield the recommendations with each value of an axis, empty ones included."""
    rows, counts = _sheets(content, field), figures(content, field)[axis.counts]
    for value in axis.values:
        found = [row["code"] for row in rows if row[axis.what] == value]
        yield Counted(f"{axis.what}-{value}", counts[value], tuple(found), field)


def parts(content: Content, field: str) -> dict[str, Counted]:
    """Return what the quote and the mean are made of: total, valid, ended, numerable."""
    return _parts(_sheets(content, field), figures(content, field), field)


def parts_before(content: Content) -> dict[str, Counted]:
    """Return the same of the day of comparison; empty where the content does not tell."""
    rows, then = content.get("recommendations_before"), content["before"]
    if rows is None or then is None:
        return {}
    return {
        what: Counted(f"{BEFORE}{what}", one.number, one.codes)
        for what, one in _parts(rows, then, WHOLE).items()
    }


def statuses_before(content: Content) -> Iterator[Counted]:
    """Yield the recommendations with each status on that day; nothing where it does not tell."""
    rows, then = content.get("recommendations_before"), content["before"]
    if rows is None or then is None:
        return
    for status in Status:
        found = tuple(row["code"] for row in rows if row["status"] == status)
        yield Counted(f"{BEFORE}status-{status}", then["statuses"][status], found)


def progress(content: Content, field: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the numerable recommendations by their exact progress, the highest first."""
    return _by_progress(_sheets(content, field))


def progress_before(content: Content) -> list[tuple[str, tuple[str, ...]]]:
    """Return the same of the day of comparison."""
    return _by_progress(content.get("recommendations_before") or ())


def overdue(content: Content, field: str) -> Counted:
    """Return the overdue milestones of a field, by their names."""
    found = [
        name(one)
        for row in _sheets(content, field)
        for one in row["milestones"]
        if one["days_late"]
    ]
    return Counted("overdue", figures(content, field)["overdue"], tuple(found), field)


def done(content: Content) -> Counted:
    """Return the milestones that were done since the day of comparison; without one, ever."""
    if content["since"]:
        changes = [one for one in content["changes"] if one["kind"] == Kind.MILESTONE_DONE]
        found = [f"{one['code']}.{one['milestone']}" for one in changes]
    else:
        found = [name(one) for one in content["milestones"]["done"]]
    return Counted("done", len(found), tuple(found))


def new(content: Content) -> Counted:
    """Return the recommendations that are new since the day of comparison."""
    found = [
        one["code"]
        for one in content["changes"]
        if one["kind"] == Kind.NEW and not one["milestone"]
    ]
    return Counted(NEW, len(found), tuple(found))


def quarters(content: Content) -> list[Point]:
    """Return the quarters around the Stichtag; none where no milestone was planned or done."""
    points = content["trend"]["points"]
    here = sum(1 for point in points if point["done"] is not None)
    return points[max(0, here - QUARTERS_BEFORE) : here + QUARTERS_AFTER]


def totals(content: Content, what: Running) -> list[tuple[str, Counted]]:
    """Return the running totals at the end of these quarters and at the Stichtag, by ISO day.

    Args:
        what: PLANNED, by the first agreed deadline, or DONE.
    """
    found = {point["on"]: point[what] for point in quarters(content)}
    if found:
        found |= {content["as_of"]: content["trend"][what]}
    valid = [
        (reached["on"], name(one))
        for row in content["recommendations"]
        for one in row["milestones"]
        if (reached := one[REACHED[what]]) and one["state"] != State.DROPPED
    ]
    return [
        (day, Counted(total(what, day), number, tuple(code for on, code in valid if on <= day)))
        for day, number in sorted(found.items())
        if number is not None
    ]


def total(what: Running, day: str) -> str:
    """Return what a running total by the end of a day is called."""
    return f"{what}-{day}"


def steps(row: Sheet) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Return a recommendation's milestones by what is counted of them: number and names."""
    held = row["milestones"]
    return {
        "valid": (row["valid"], _names(one for one in held if one["state"] != State.DROPPED)),
        "done": (row["done"], _names(one for one in held if one["state"] == State.DONE)),
        "overdue": (row["overdue"], _names(one for one in held if one["days_late"])),
    }


def left_open(row: Sheet) -> tuple[str, ...]:
    """Return the milestones of a recommendation that are neither done nor dropped, by name."""
    return _names(one for one in row["milestones"] if State(one["state"]).is_open)


def obstacles(content: Content) -> Iterator[Counted]:
    """Yield the open obstacles by who could remove them, each as its recommendation's code."""
    for who in Addressee:
        found = [
            row["code"]
            for row in content["recommendations"]
            for one in row["obstacles"]
            if one["addressee"] == who
        ]
        yield Counted(f"obstacles-{who}", content["obstacles"][who], tuple(found))


def _sheets(content: Content, field: str) -> list[Sheet]:
    return [row for row in content["recommendations"] if field in (WHOLE, row["field"])]


def _parts(held: Sequence[Before], found: Figures, field: str) -> dict[str, Counted]:
    chosen = {
        "total": (found["total"], held),
        "valid": (found["valid"], [row for row in held if row["status"] != Status.DROPPED]),
        "ended": (found["ended"], [row for row in held if Status(row["status"]).has_ended]),
        "numerable": (found["numerable"], [row for row in held if row["progress"] is not None]),
    }
    return {
        what: Counted(what, number, tuple(row["code"] for row in some), field)
        for what, (number, some) in chosen.items()
    }


def _by_progress(rows: Iterable[Before]) -> list[tuple[str, tuple[str, ...]]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["progress"] is not None:
            found.setdefault(row["progress"], []).append(row["code"])
    ordered = sorted(found, key=Fraction, reverse=True)
    return [(value, tuple(found[value])) for value in ordered]


def _names(milestones: Iterable[Milestone]) -> tuple[str, ...]:
    return tuple(name(one) for one in milestones)
