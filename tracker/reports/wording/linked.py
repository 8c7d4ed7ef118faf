"""Links of a report's numbers to what they count. Nothing is linked where there is nothing."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from tracker.reports.document import Bullets, Facts, Link, Mark

Links = tuple[Link, ...]


class Fact(NamedTuple):
    """A name and what belongs to it, with the links in the latter."""

    name: str
    text: str
    links: Links = ()
    anchor: str = ""  # links lead here; "": none does


class Item(NamedTuple):
    """A sentence of a list, with the links in it."""

    text: str
    links: Links = ()


def counted(number: int, to: str, words: str = "") -> Links:
    """Return the link of a number to its list; none of 0.

    Args:
        words: that name the number in a text; all of the text if left out.
    """
    return (Link(to, words),) if number else ()


def cell(number: int, to: str, row: int, column: int) -> Links:
    """Return the link of a cell of a table to what its number counts; none of 0."""
    return (Link(to, row=row, column=column),) if number else ()


def at(links: Links, row: int, column: int) -> Links:
    """Return links of words as those of a cell of a table."""
    return tuple(replace(link, row=row, column=column) for link in links)


def items(rows: Iterable[Item]) -> Bullets:
    """Return a list with the links of its sentences."""
    held = list(rows)
    return Bullets(
        tuple(row.text for row in held),
        tuple(replace(link, row=place) for place, row in enumerate(held) for link in row.links),
    )


def facts(rows: Iterable[Fact]) -> Facts:
    """Return the facts that say something, each with its links and its anchor."""
    held = [row for row in rows if row.text]
    return Facts(
        tuple((row.name, row.text) for row in held),
        tuple(replace(link, row=place) for place, row in enumerate(held) for link in row.links),
        tuple(Mark(row.anchor, place) for place, row in enumerate(held) if row.anchor),
    )
