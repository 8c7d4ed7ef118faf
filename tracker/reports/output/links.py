"""The texts of a document in pieces, some of which lead to another place of it. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.plan.rules import CODE
from tracker.reports.document import (
    Block,
    Document,
    Facts,
    Heading,
    Link,
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


def _places(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block.anchor
        elif isinstance(block, Table):
            yield block.key
        if isinstance(block, Facts | Table):
            yield from (mark.anchor for mark in block.marks)
