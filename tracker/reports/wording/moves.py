"""Moves of deadlines as sheets tell them and tables list them."""

from collections.abc import Iterator

from tracker.milestones.rules import State
from tracker.reports.content.members.milestones import Deadline, SheetMilestone
from tracker.reports.content.members.sheets import Sheet


def moves(row: Sheet) -> Iterator[tuple[SheetMilestone, Deadline, Deadline]]:
    """Yield a milestone, its deadline before and after, for each move that counts.

    By milestone, the oldest first.
    """
    for one in row["milestones"]:
        if State(one["state"]) is State.DROPPED:
            continue
        for old, new in zip(one["deadlines"], one["deadlines"][1:], strict=False):
            if old["due"]["on"] != new["due"]["on"]:
                yield one, old, new
