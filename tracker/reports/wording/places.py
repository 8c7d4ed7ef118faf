"""Where the sheet of a recommendation tells each fact: what a sentence about it leads to."""

from datetime import date

from tracker.reports.content.members.sheets import DecisionNeeded, Sheet
from tracker.reports.document import sheet_anchor
from tracker.reports.wording.moves import moves
from tracker.stakeholders.rules import Part
from tracker.standing.change import Change, Hindrance, Kind, Owners
from tracker.standing.rules import Day

STATUS, FRESHNESS = "umsetzungsstand", "aktualitaet"
MOVES, NOTES, OBSTACLES = "termine", "sachstand", "hemmnisse"
OWNERS = {
    Part.LEAD: "federfuehrend",
    Part.CONTRIBUTING: "mitwirkend",
    Part.FUNDING: "foerdernd",
}
OF_STATUS = frozenset(
    {Kind.BEGUN, Kind.PREPARED, Kind.COMPLETED, Kind.ONGOING, Kind.ON_HOLD, Kind.DROPPED,
     Kind.STATUS}
)  # fmt: skip


def place(row: Sheet | DecisionNeeded, what: str) -> str:
    """Return the anchor of a part of a recommendation's sheet."""
    return f"{sheet_anchor(row['code'])}-{what}"


def table(row: Sheet) -> str:
    """Return the key of the table of a recommendation's milestones."""
    return f"milestones/{row['code']}"


def told(change: Change, row: Sheet) -> str:
    """Return where a sheet tells the fact of a change.

    It is its heading where the sheet tells no more of it: of what is new or called otherwise, of
    an obstacle that is gone, and of who has no part any more.
    """
    if change.milestone and not _is_listed(change, row):
        return table(row)
    what = _part(change, row)
    return place(row, what) if what else sheet_anchor(row["code"])


def _part(change: Change, row: Sheet) -> str:
    """Return which part of a sheet tells a fact; "" for none of its own."""
    match change.after:
        case Hindrance(end_text=None):
            return OBSTACLES
        case Owners(part=part) if row["owners"][part]:
            return OWNERS[part]
    if change.kind in OF_STATUS:
        return STATUS
    if change.kind in {Kind.REPORTED, Kind.SILENT}:
        return NOTES if _is_noted(change, row) else FRESHNESS
    return MOVES if change.kind is Kind.MOVED else ""


def _is_listed(change: Change, row: Sheet) -> bool:
    """Return whether a change of a milestone is among the moves of deadlines that a sheet lists."""
    match change.before, change.after:
        case Day(on=before), Day(on=after) if change.kind is Kind.MOVED and before != after:
            return any(one["number"] == change.milestone for one, _old, _new in moves(row))
    return False


def _is_noted(change: Change, row: Sheet) -> bool:
    """Return whether a sheet shows the note that a recommendation is reported on with again."""
    on = change.after.isoformat() if isinstance(change.after, date) else ""
    return change.kind is Kind.REPORTED and any(note["on"] == on for note in row["notes"])
