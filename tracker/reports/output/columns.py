"""What the cells of a table show, and how its columns share the width of a page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.reports.document import Column, Kind, Table, shown
from tracker.reports.output.letters import width
from tracker.reports.output.text import together

# All widths are in thousandths of the size of a table's letters.
PAGE = 49_698  # 162 mm in letters of 9.24 points
LINE = PAGE - 98  # that columns share
GAP, TIGHT = 1_100, 550  # what a column has beside its text, at most and at least
SLACK = 60  # of it for what widths of letters leave out, such as kerning
LONGEST_WORD, LONGEST_TEXT = 9_500, 26_000  # of cells, that their column's width heeds
LONG_LIST = 24  # characters of codes; from there on they go on in the next line
CODES = 11_000  # what so many characters take
WORD = re.compile(r"[^ \n/-]+(?:-(?=\d)[^ \n/-]+)*[/-]?|[/-]")  # what stays in one line


@dataclass(frozen=True)
class Layout:
    """How the columns of a table stand on a page."""

    rooms: list[float]  # how wide the text of each can be
    gutter: int  # between two
    hyphenated: list[bool]  # whether words of its cells are wider than it is


def rows(table: Table) -> list[list[str]]:
    """Return what the cells show, in the language spoken; no line breaks days and periods."""
    kinds = [column.kind for column in table.columns]
    return [[together(shown(*pair)) for pair in zip(row, kinds, strict=True)] for row in table.rows]


def is_figure(column: Column) -> bool:
    """Whether its cells stand to the right, so that figures stand under each other."""
    return column.kind in {Kind.NUMBER, Kind.SHARE, Kind.YEAR}


def is_list(table: Table, place: int) -> bool:
    """Whether the cells of a column list so many codes that they need room for some in a line."""
    is_codes = table.columns[place].kind is Kind.CODES
    return is_codes and any(len(str(row[place] or "")) > LONG_LIST for row in table.rows)


def gap(table: Table, texts: Sequence[Sequence[str]]) -> int:
    """Return what each column has beside its text: less where there are many of them."""
    needed = sum(_needs(table, texts))
    return max(min((LINE - needed) // len(table.columns), GAP), TIGHT)


def widths(table: Table, texts: Sequence[Sequence[str]]) -> list[float]:
    """Return the width of each column.

    Each has what its longest word needs; what is left goes to the texts, the longer the more, then
    to lists of codes, which can go on in the next line behind any of them.
    """
    beside = gap(table, texts)
    for is_whole in (True, False):  # names of figures in one line, or a line for each word
        wanted = [need + beside for need in _lengths(table, texts, is_whole=is_whole)]
        if sum(wanted) <= LINE:
            return _filled(table, wanted)
    least = [need + beside for need in _needs(table, texts)]
    left = LINE - sum(least)
    if left < 0:
        return _cut(table, least, beside)
    missing = [high - low for low, high in zip(least, wanted, strict=True)]
    return [low + left * part / sum(missing) for low, part in zip(least, missing, strict=True)]


def layout(table: Table, texts: Sequence[Sequence[str]]) -> Layout:
    """Return how typst shares a page among the columns."""
    wide, gutter = widths(table, texts), gap(table, texts) - SLACK
    rooms = [one - gutter for one in wide]
    part = (PAGE - gutter * (len(rooms) - 1)) / sum(rooms)
    words = [
        _widest(word for cell in cells for word in WORD.findall(cell))
        for _column, cells in _columns(table, texts)
    ]
    hyphenated = [word + SLACK > room for word, room in zip(words, rooms, strict=True)]
    return Layout([room * part for room in rooms], gutter, hyphenated)


def _cut(table: Table, given: Sequence[int], beside: int) -> list[float]:
    """Return widths that are too wide together, less what the names of columns do not need."""
    heads = [_widest(WORD.findall(one.name), is_bold=True) + beside for one in table.columns]
    spare = [wide - head for wide, head in zip(given, heads, strict=True)]
    part = min((sum(given) - LINE) / max(sum(spare), 1), 1)
    return [wide - part * one for wide, one in zip(given, spare, strict=True)]


def _filled(table: Table, given: Sequence[int]) -> list[float]:
    """Return widths that fill the line: what is left goes to a list, else to the widest text."""
    lists = [place for place in range(len(given)) if is_list(table, place)]
    texts = [0 if is_figure(one) else wide for one, wide in zip(table.columns, given, strict=True)]
    widest = lists[0] if lists else texts.index(max(texts))
    left = LINE - sum(given)
    return [wide + (left if place == widest else 0) for place, wide in enumerate(given)]


def _needs(table: Table, texts: Sequence[Sequence[str]]) -> list[int]:
    """Return what each column needs so that no word of its name breaks, and hardly one of cells."""
    return [
        max(
            _widest(WORD.findall(column.name), is_bold=True),
            min(_widest(word for cell in cells for word in WORD.findall(cell)), LONGEST_WORD),
        )
        for column, cells in _columns(table, texts)
    ]


def _lengths(table: Table, texts: Sequence[Sequence[str]], *, is_whole: bool) -> list[int]:
    """Return what each column needs so that no text breaks, up to a length."""
    return [
        max(
            _widest(
                [column.name] if is_whole or not is_figure(column) else WORD.findall(column.name),
                is_bold=True,
            ),
            min(
                _widest(line for cell in cells for line in cell.split("\n")),
                LONGEST_TEXT if is_whole or not is_list(table, place) else CODES,
            ),
        )
        for place, (column, cells) in enumerate(_columns(table, texts))
    ]


def _columns(
    table: Table, texts: Sequence[Sequence[str]]
) -> Iterable[tuple[Column, Sequence[str]]]:
    columns = list(zip(*texts, strict=True)) or [() for _column in table.columns]
    return zip(table.columns, columns, strict=True)


def _widest(texts: Iterable[str], *, is_bold: bool = False) -> int:
    return max((width(text, is_bold=is_bold) for text in set(texts)), default=0)
