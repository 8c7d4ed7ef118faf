"""What the cells of a table show, and how its columns share the width of a page."""

from collections.abc import Iterable, Sequence

from tracker.reports.document import Column, Kind, Table, shown

LINE = 98  # characters of a table's text beside each other
GAP = 3  # characters between two columns
LONGEST_NAME = 8  # characters of a column's name that stay together
LONGEST_WORD, LONGEST_PART = 16, 60  # characters of its cells that its width heeds


def rows(table: Table) -> list[list[str]]:
    """Return what the cells show, in the language spoken."""
    kinds = [column.kind for column in table.columns]
    return [[shown(*pair) for pair in zip(row, kinds, strict=True)] for row in table.rows]


def is_figure(column: Column) -> bool:
    """Whether its cells stand to the right, so that figures stand under each other."""
    return column.kind in {Kind.NUMBER, Kind.SHARE}


def widths(table: Table, texts: Sequence[Sequence[str]]) -> list[float]:
    """Return the width of each column, in characters.

    Each has what its longest word needs. What is left goes to those with longer texts, or to the
    widest text if all have what they want.
    """
    names = [column.name for column in table.columns]
    columns = list(zip(*texts, strict=True)) or [() for _name in names]
    wanted = [
        min(max(map(len, (name, *cells))), LONGEST_PART) + GAP
        for name, cells in zip(names, columns, strict=True)
    ]
    left = LINE - sum(wanted)
    if left >= 0:
        words = [
            0 if is_figure(column) else width
            for column, width in zip(table.columns, wanted, strict=True)
        ]
        widest = words.index(max(words))
        return [width + (left if place == widest else 0.0) for place, width in enumerate(wanted)]
    least = [
        max(min(_longest([name]), LONGEST_NAME), min(_longest(cells), LONGEST_WORD)) + GAP
        for name, cells in zip(names, columns, strict=True)
    ]
    room = max(LINE - sum(least), 0) / max(sum(wanted) - sum(least), 1)
    return [low + (high - low) * room for low, high in zip(least, wanted, strict=True)]


def _longest(texts: Iterable[str]) -> int:
    """Return how long the longest word is."""
    return max((len(word) for text in texts for word in text.split()), default=0)
