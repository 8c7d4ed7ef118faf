"""The links of a report for Word: each place that they can lead to has a bookmark. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.reports.document import Block, Document, Facts, Heading, Table
from tracker.reports.output import links
from tracker.reports.output.docx_fields import DIGITS
from tracker.reports.output.languages import spoken
from tracker.reports.output.links import Pieces, Places


@dataclass(frozen=True)
class Bookmarks:
    """Where links can lead, and what the bookmarks there are called."""

    places: Places
    names: Mapping[str, str]  # by the anchor of a heading or mark, or the key of a table

    def spoken(self, block: Block) -> list[list[Pieces]]:
        """Return the texts of a block by row and column; links lead to bookmarks."""
        return [
            [
                [replace(one, to=self.names[one.to]) if one.to else one for one in pieces]
                for pieces in cells
            ]
            for cells in spoken(block, self.places)
        ]

    def of(self, block: Facts | Table) -> dict[tuple[int, int], str]:
        """Return the names of the bookmarks in a block, by row and column."""
        return {(mark.row, mark.column): self.names[mark.anchor] for mark in block.marks}


def bookmarks(document: Document) -> Bookmarks:
    """Return the bookmarks of a document.

    Their numbers follow those of its headings, to which the contents lead by bookmarks that Word
    takes away when it makes the contents anew.
    """
    known = links.places(document)
    headings = sum(isinstance(block, Heading) for block in document.all_blocks)
    numbered = enumerate(sorted(known.known), start=headings + 1)
    return Bookmarks(known, {place: f"_Ref{number:0{DIGITS}}" for number, place in numbered})
