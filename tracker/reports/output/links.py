"""The texts of a document in pieces, some of which lead to another place of it. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.plan.rules import CODE
from tracker.reports.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Link,
    Paragraph,
    Table,
    sheet_anchor,
)

NAME = re.compile(rf"\b({CODE.pattern})(\.[0-9]+)?\b")  # of a recommendation or a milestone


@dataclass(frozen=True)
class Piece:
    """A part of a text."""

    text: str
    to: str = ""  # the anchor of a heading or mark, or the key of a table; "" leads nowhere
    language: str = ""  # "": the document's


Pieces = Sequence[Piece]


@dataclass(frozen=True)
class Places:
    """Where links of a document can lead: anchors of headings and marks, keys of tables."""

    known: frozenset[str]

    def split(self, text: str, links: Iterable[Link], *, has_codes: bool = False) -> list[Piece]:
        """Return a text in pieces. A link whose words or whose place are not there is none."""
        found: list[Piece] = []
        rest = text
        for link in links:
            words = link.words or rest
            before, held, after = rest.partition(words)
            if held and link.to in self.known:
                found += [*self._plain(before, has_codes=has_codes), Piece(words, link.to)]
                rest = after
        return [*found, *self._plain(rest, has_codes=has_codes)]

    def _plain(self, text: str, *, has_codes: bool) -> list[Piece]:
        if not has_codes:
            return [Piece(text)] if text else []
        found: list[Piece] = []
        end = 0
        for match in NAME.finditer(text):
            to = self._sheet(match[1], is_milestone=bool(match[2]))
            if to:
                found += [Piece(text[end : match.start()]), Piece(match[0], to)]
                end = match.end()
        return [one for one in (*found, Piece(text[end:])) if one.text]

    def _sheet(self, code: str, *, is_milestone: bool) -> str:
        """Return where a code leads: of a milestone to the table it stands in; "" if nowhere."""
        wanted = (f"milestones/{code}",) if is_milestone else ()
        return next((one for one in (*wanted, sheet_anchor(code)) if one in self.known), "")


NOWHERE = Places(frozenset())


def places(document: Document) -> Places:
    """Return where links of a document can lead."""
    return Places(frozenset(_places(document.all_blocks)))


def linked(document: Document) -> Places:
    """Return where links of a document do lead, but for codes of lists; each is one place."""
    led = {link.to for block in document.all_blocks for link in _links(block)}
    found = Counter(_places(document.all_blocks))
    return Places(frozenset(one for one in led if found[one] == 1))


def within(document: Document, names: Collection[str]) -> Document:
    """Return a document with the links of some sections or tables only, and the marks these need.

    Args:
        names: anchors of headings of the first level, and keys of tables.
    """
    kept: list[Block] = []
    section = ""
    for block in document.all_blocks:
        if isinstance(block, Heading) and block.level == 1:
            section = block.anchor
        is_kept = section in names or (isinstance(block, Table) and block.key in names)
        kept.append(block if is_kept else _unlinked(block))
    first = len(document.essentials)
    found = replace(document, essentials=tuple(kept[:first]), blocks=tuple(kept[first:]))
    known = linked(found).known
    return replace(
        found,
        essentials=tuple(_marked(block, known) for block in found.essentials),
        blocks=tuple(_marked(block, known) for block in found.blocks),
    )


def _links(block: Block) -> tuple[Link, ...]:
    return block.links if isinstance(block, Paragraph | Bullets | Facts | Table) else ()


def _unlinked(block: Block) -> Block:
    if isinstance(block, Paragraph | Bullets | Facts | Table) and block.links:
        return replace(block, links=())
    return block


def _marked(block: Block, known: Collection[str]) -> Block:
    """Return a block with those of its marks that links lead to."""
    if isinstance(block, Facts | Table) and block.marks:
        return replace(block, marks=tuple(one for one in block.marks if one.anchor in known))
    return block


def _places(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block.anchor
        elif isinstance(block, Table):
            yield block.key
        if isinstance(block, Facts | Table):
            yield from (mark.anchor for mark in block.marks)
