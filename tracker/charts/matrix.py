"""Fields × statuses, for a table whose cells are the darker the more they hold. No figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.charts.chart import FieldRow
from tracker.plan.rules import Status

DARKEST = 4


@dataclass(frozen=True)
class MatrixCell:
    """How many recommendations have a status; level 0 (none) to 4 (as many as the fullest)."""

    status: Status
    number: int
    level: int
    href: str  # "" where nothing is counted


@dataclass(frozen=True)
class MatrixRow:
    """A field with a cell for every status, in their order."""

    title: str
    href: str
    cells: tuple[MatrixCell, ...]
    total: int
    total_href: str


def matrix(rows: Sequence[FieldRow]) -> tuple[MatrixRow, ...]:
    """Return a row for each field, in the given order; the levels compare all of them."""
    fullest = max((n for row in rows for n in row.summary.statuses.values()), default=0)
    return tuple(
        MatrixRow(
            title=row.title,
            href=row.href,
            cells=tuple(_cell(row, status, fullest) for status in Status),
            total=row.summary.total,
            total_href=row.lists.recommendations() if row.summary.total else "",
        )
        for row in rows
    )


def _cell(row: FieldRow, status: Status, fullest: int) -> MatrixCell:
    number = row.summary.statuses[status]
    href = row.lists.recommendations(status) if number else ""
    return MatrixCell(status, number, level(number, fullest), href)


def level(number: int, fullest: int) -> int:
    """Return how dark a cell is: 0 for nothing, 4 for as many as the fullest has."""
    return -(-DARKEST * number // fullest) if number else 0
