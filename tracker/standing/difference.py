"""What differs between two moments: standing against standing, as data with an algebra. Pure.

Pages show changes(), which tells in words what difference() has as data: of the same two sides
either both have something or neither. apply() and compose() are the laws that the tests hold it to:
a difference leads from one side to the other, and two steps make one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tracker.stakeholders.rules import Part
from tracker.standing.sides import Side, is_silent, with_part

Value = object


class Aspect(NamedTuple):
    """One thing about a recommendation or one of its milestones (number 0: itself)."""

    code: str
    milestone: int
    name: str  # "status", "wording", "field", "part:lead", "obstacle:<uid>", "state", "due" …


@dataclass(frozen=True)
class Difference:
    """For each aspect that differs its value before and after; None where it was not there."""

    changes: Mapping[Aspect, tuple[Value, Value]]

    def __bool__(self) -> bool:
        return bool(self.changes)


def aspects(side: Side) -> dict[Aspect, Value]:
    """Take a side apart into what can differ, ordered as it comes: what changes() tells of."""
    found: dict[Aspect, Value] = {}
    for code, row in side.standings.items():
        wording = side.wording(code)
        found[Aspect(code, 0, "status")] = row.status
        found[Aspect(code, 0, "wording")] = side.words(wording)
        found[Aspect(code, 0, "field")] = wording.action_field
        if is_silent(row):
            found[Aspect(code, 0, "silent")] = True
        for part in Part:
            if slugs := with_part(row, part):
                found[Aspect(code, 0, f"part:{part}")] = slugs
        for milestone in row.milestones:
            found[Aspect(code, milestone.number, "state")] = milestone.state
            if milestone.due is not None:
                found[Aspect(code, milestone.number, "due")] = milestone.due
            if milestone.is_overdue:
                found[Aspect(code, milestone.number, "overdue")] = True
    for fact in side.obstacles:
        if fact.code in side.standings and fact.is_open(side.at):
            found[Aspect(fact.code, 0, f"obstacle:{fact.uid}")] = True
    return found


def difference(before: Mapping[Aspect, Value], after: Mapping[Aspect, Value]) -> Difference:
    """Return what differs; empty for equal sides."""
    keys = [*before, *(key for key in after if key not in before)]
    return Difference(
        {
            key: (before.get(key), after.get(key))
            for key in keys
            if before.get(key) != after.get(key)
        }
    )


def apply(before: Mapping[Aspect, Value], change: Difference) -> dict[Aspect, Value]:
    """Return the other side: applied to a, the difference of a and b gives b."""
    found = dict(before)
    for key, (_old, new) in change.changes.items():
        if new is None:
            found.pop(key, None)
        else:
            found[key] = new
    return found


def compose(first: Difference, second: Difference) -> Difference:
    """Return both steps, of a and b, of b and c, as the one of a and c."""
    found: dict[Aspect, tuple[Value, Value]] = {}
    for key in [*first.changes, *(key for key in second.changes if key not in first.changes)]:
        old = first.changes[key][0] if key in first.changes else second.changes[key][0]
        new = second.changes[key][1] if key in second.changes else first.changes[key][1]
        if old != new:
            found[key] = (old, new)
    return Difference(found)
