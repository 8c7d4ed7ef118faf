"""The texts of a block in pieces, each in one language, some of which lead elsewhere. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tracker.reports.document import (
    CAPTION,
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Foreign,
    Kind,
    Link,
    Paragraph,
    Table,
)
from tracker.reports.output.columns import rows
from tracker.reports.output.links import NOWHERE, Piece, Pieces, Places
from tracker.reports.output.text import together

Place = tuple[int, int]  # row and column


def spoken(block: Block, places: Places = NOWHERE, *, has_codes: bool = True) -> list[list[Pieces]]:
    """Return the texts of a block by row and column, in the language of the reader, in pieces.

    Args:
        places: where links can lead; without any, nothing is a link.
        has_codes: whether each code of a list leads to its sheet.
    """
    if isinstance(block, Figure):
        return []
    links: defaultdict[Place, list[Link]] = defaultdict(list)
    foreign: defaultdict[Place, list[Foreign]] = defaultdict(list)
    for link in block.links if isinstance(block, Paragraph | Bullets | Facts | Table) else ():
        links[link.row, link.column].append(replace(link, words=together(link.words)))
    for one in block.foreign:
        foreign[one.row, one.column].append(one)
    lists = _lists(block) if has_codes else ()
    return [
        [
            _marked(
                places.split(text, links[row, place], has_codes=place in lists),
                foreign[row, place],
            )
            for place, text in enumerate(cells)
        ]
        for row, cells in enumerate(texts(block))
    ]


def caption(block: Table) -> Pieces:
    """Return what a table is called, in pieces."""
    foreign = [one for one in block.foreign if one.row == CAPTION]
    return _marked([Piece(block.caption)], foreign)


def foot(document: Document) -> Pieces:
    """Return what stands at the foot of each page, in pieces."""
    return _marked([Piece(document.foot)], document.foot_foreign)


def texts(block: Block) -> Iterable[Sequence[str]]:
    """Return the texts of a block by row and column, in the language of the reader."""
    if isinstance(block, Table):
        return rows(block)
    if isinstance(block, Facts):
        return [[together(value)] for _name, value in block.shown]
    if isinstance(block, Bullets):
        return [[together(item)] for item in block.items]
    return [] if isinstance(block, Figure) else [[together(block.text)]]


def _lists(block: Block) -> frozenset[int]:
    """Return the columns whose codes lead to their sheets."""
    columns = block.columns if isinstance(block, Table) else ()
    return frozenset(place for place, one in enumerate(columns) if one.kind is Kind.CODES)


def _marked(pieces: Pieces, foreign: Sequence[Foreign]) -> Pieces:
    """Return pieces of which each is in one language."""
    if not foreign:
        return pieces
    spans = list(_spans("".join(one.text for one in pieces), foreign))
    found: list[Piece] = []
    begin = 0
    for piece in pieces:
        end = begin + len(piece.text)
        edges = sorted({begin, end, *(at for span in spans for at in span[:2] if begin < at < end)})
        for first, last in pairwise(edges):
            spoken_in = next((one for start, stop, one in spans if start <= first < stop), "")
            text = piece.text[first - begin : last - begin]
            found.append(replace(piece, text=text, language=spoken_in))
        begin = end
    return found


def _spans(text: str, foreign: Iterable[Foreign]) -> Iterator[tuple[int, int, str]]:
    """Yield where words in another language begin and end, and which it is."""
    begin = 0
    for one in foreign:
        words = together(one.words) or text[begin:]
        found = text.find(words, begin)
        if found >= 0:
            begin = found + len(words)
            yield found, begin, one.language
