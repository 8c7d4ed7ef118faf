"""The tables that list what numbers count: a row ends with a number and its list."""

from collections.abc import Iterable
from typing import NamedTuple

from tracker.i18n import _
from tracker.reports.document import Cell, Column, Kind, Link, Mark, Table
from tracker.reports.wording.counted import Counted
from tracker.reports.wording.linked import Links


class Row(NamedTuple):
    """A row of a table, the anchors of its cells by column, and its links."""

    cells: tuple[Cell, ...]
    marks: dict[int, str]
    links: Links = ()


def ending(name: str) -> tuple[Column, Column]:
    """Return the columns that a list ends with."""
    return Column(_("Anzahl"), Kind.NUMBER), Column(name, Kind.CODES)


def row(names: tuple[str, ...], one: Counted, told: str = "") -> Row:
    """Return a row that ends with a number and its list."""
    cells: tuple[Cell, ...] = (*names, one.number, told or ", ".join(one.codes))
    return Row(cells, {len(cells) - 1: one.anchor})


def table(key: str, caption: str, columns: tuple[Column, ...], rows: Iterable[Row]) -> Table:
    """Return a table whose marks and links are those of its rows."""
    held = list(rows)
    return Table(
        key=key,
        caption=caption,
        columns=columns,
        rows=tuple(one.cells for one in held),
        links=tuple(
            Link(link.to, link.words, place, column)
            for place, one in enumerate(held)
            for link in one.links
            for column in one.marks
        ),
        marks=tuple(
            Mark(anchor, place, column)
            for place, one in enumerate(held)
            for column, anchor in one.marks.items()
        ),
    )
