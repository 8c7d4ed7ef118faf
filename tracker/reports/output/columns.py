"""What the cells of a table show, and how its columns share the width of a page."""

from collections.abc import Iterable, Sequence

from tracker.reports.document import Column, Kind, Table, shown

LINE = 98  # characters of a table's text beside each other
GAP = 3  # characters between two columns
LONGEST_NAME = 8  # characters of a column's name that stay together
LONG_LIST = 24  # characters of codes
LONGEST_WORD, LONGEST_PART = 16, 60  # characters of its cells that its width heeds


def rows(table: Table) -> list[list[str]]:
    """Return what the cells show, in the language spoken."""
    kinds = [column.kind for column in table.columns]
    return [[shown(*pair) for pair in zip(row, kinds, strict=True)] for row in table.rows]


def is_figure(column: Column) -> bool:
    """Whether its cells stand to the right, so that figures stand under each other."""
    return column.kind in {Kind.NUMBER, Kind.SHARE, Kind.YEAR}


def is_list(table: Table, place: int) -> bool:
    """Whether the cells of a column list so many codes that they need room for some in a line."""
    is_codes = table.columns[place].kind is Kind.CODES
    return is_codes and any(len(str(row[place] or "")) > LONG_LIST for row in table.rows)


def widths(table: Table, texts: Sequence[Sequence[str]]) -> list[float]:
    """Return the width of each column, in characters.

    Each has what its longest word needs; what is left goes to the texts, then to lists of codes,
    which can go on in the next line behind any of them.
    """
    columns = list(zip(*texts, strict=True)) or [() for _column in table.columns]
    whole = _widest([[one.name] for one in table.columns], columns)
    if sum(whole) <= LINE:
        return _filled(table, whole)
    lists = [is_list(table, place) for place in range(len(columns))]
    wanted = [
        min(width, LONG_LIST + GAP) if has_codes else width
        for width, has_codes in zip(
            _widest([_parts(one) for one in table.columns], columns), lists, strict=True
        )
    ]
    if sum(wanted) <= LINE:
        return _filled(table, wanted)
    least = [
        max(min(_longest([column.name]), LONGEST_NAME), min(_longest(cells), LONGEST_WORD)) + GAP
        for column, cells in zip(table.columns, columns, strict=True)
    ]
    most = [
        low if is_figure(column) else high
        for column, low, high in zip(table.columns, least, wanted, strict=True)
    ]
    room = max(LINE - sum(least), 0) / max(sum(most) - sum(least), 1)
    return [low + (high - low) * room for low, high in zip(least, most, strict=True)]


def _widest(names: Sequence[Sequence[str]], columns: Sequence[Sequence[str]]) -> list[float]:
    """Return what each column takes without a break in its cells and in parts of its bold name."""
    return [
        min(max(1 + max(map(len, parts), default=0), *map(len, cells), 0), LONGEST_PART) + GAP
        for parts, cells in zip(names, columns, strict=True)
    ]


def _filled(table: Table, given: Sequence[float]) -> list[float]:
    """Return widths that fill the line: what is left goes to a list, else to the widest text."""
    lists = [place for place in range(len(given)) if is_list(table, place)]
    texts = [
        0 if is_figure(one) else width for one, width in zip(table.columns, given, strict=True)
    ]
    widest = lists[0] if lists else texts.index(max(texts))
    left = LINE - sum(given)
    return [width + (left if place == widest else 0) for place, width in enumerate(given)]


def _parts(column: Column) -> list[str]:
    """Return what of a column's name stays in one line: above figures each word has its own."""
    return column.name.split() if is_figure(column) else [column.name]


def _longest(texts: Iterable[str]) -> int:
    """Return how long the longest word is."""
    return max((len(word) for text in texts for word in text.split()), default=0)
