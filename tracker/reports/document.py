"""A report as a sequence of blocks, in one language: what each format of it is set from. Pure.

The words and the numbers are settled here once. A format only decides how a block looks, and what
it shows of a cell is shown(), so that no two formats can disagree.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from tracker.i18n import Precision, day_text, number_text, period_text
from tracker.standing.summary import percentage

Cell = str | int | None


class Kind(StrEnum):
    """What stands in the cells of a column."""

    TEXT = "text"  # str
    NUMBER = "number"  # int
    SHARE = "share"  # str such as "11/17", the exact quote
    DAY = "day"  # str such as "2026-09-30"
    CODES = "codes"  # str in which each code of a recommendation or milestone leads to its sheet
    PERIOD = "period"  # str such as "2026-09-30 quarter": the last day, and how exact it is
    YEAR = "year"  # int


@dataclass(frozen=True)
class Link:
    """Words of a block that lead to another place of the document: a count to what it counts."""

    to: str  # the anchor of a heading or of a mark, or the key of a table
    words: str = ""  # as they stand in the text, behind those of the link before; "" is all of it
    row: int = 0  # of bullets, facts or a table
    column: int = 0  # of a table


@dataclass(frozen=True)
class Mark:
    """What links lead to: what belongs to a name of facts, or a cell of a table."""

    anchor: str  # unique in the document
    row: int
    column: int = 0  # of a table


@dataclass(frozen=True)
class Foreign:
    """Words of a block in another language than the document's."""

    language: str
    words: str = ""  # as they stand in the text, behind those before; "" is all of it
    row: int = 0  # of bullets, facts or a table; CAPTION of the latter
    column: int = 0  # of a table


CAPTION = -1  # where else the row of a table stands


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 to 4, none is left out on the way down."""

    level: int
    text: str
    anchor: str  # unique in the document
    foreign: tuple[Foreign, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A text; each line of it is a line."""

    text: str
    links: tuple[Link, ...] = ()
    foreign: tuple[Foreign, ...] = ()


@dataclass(frozen=True)
class Notice:
    """A text that must not be overlooked, such as that these are sample data."""

    text: str
    foreign: tuple[Foreign, ...] = ()


@dataclass(frozen=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]
    links: tuple[Link, ...] = ()
    foreign: tuple[Foreign, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Names and what belongs to each; links and marks are of the latter."""

    rows: tuple[tuple[str, str], ...]
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()
    kinds: tuple[Kind, ...] = ()  # of what belongs to each; without any, all are texts
    foreign: tuple[Foreign, ...] = ()

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Return names and values in the language of the reader."""
        kinds = self.kinds or [Kind.TEXT] * len(self.rows)
        return [
            (name, shown(value, kind)) for (name, value), kind in zip(self.rows, kinds, strict=True)
        ]


@dataclass(frozen=True)
class Table:
    """A table; its first column names the row. A cell without a value is None."""

    key: str  # unique in the document, stays the same from report to report: "fields.status"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()
    foreign: tuple[Foreign, ...] = ()


class FigureKind(StrEnum):
    """How a figure draws its table."""

    STACKED = "stacked"  # one bar a row, a part for each NUMBER column
    BARS = "bars"  # one bar a row, as long as the first NUMBER column
    LINES = "lines"  # one line for each NUMBER column, over the rows


@dataclass(frozen=True)
class Figure:
    """A drawing of the numbers of a table that stands in the same document."""

    key: str
    kind: FigureKind
    title: str
    alt: str  # says what there is to see, in one or two sentences
    table: str  # its key


Block = Heading | Paragraph | Notice | Bullets | Facts | Table | Figure
BLOCKS: dict[str, type[Any]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "notice": Notice,
    "bullets": Bullets,
    "facts": Facts,
    "table": Table,
    "figure": Figure,
}
NAMES = {kind: name for name, kind in BLOCKS.items()}
# Members that are left out where they are empty, and how each part of them is read.
OPTIONAL: Mapping[str, Callable[[Any], Any]] = {
    "foreign": lambda one: Foreign(**one),
    "kinds": Kind,
    "links": lambda one: Link(**one),
    "marks": lambda one: Mark(**one),
}

# Members of a document that are left out where they are empty: older ones are without them.
NEWER = ("data", "title_language", "foot_foreign")


@dataclass(frozen=True)
class Document:
    """A whole report in one language; the essentials are a part of its own, for the summary."""

    language: str
    title: str
    subtitle: str  # Stichtag and version, in words
    foot: str  # stands at the foot of each page
    cover: Facts
    essentials: tuple[Block, ...]  # fits one page; the first part of the long form, too
    blocks: tuple[Block, ...]  # all that follows
    data: tuple[Table, ...] = ()  # for programs: what blocks tell in sentences, as tables
    title_language: str = ""  # where it is another than the document's
    foot_foreign: tuple[Foreign, ...] = ()

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        """The essentials and all that follows."""
        return (*self.essentials, *self.blocks)

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order."""
        return tuple(block for block in self.all_blocks if isinstance(block, Table))


def dump(document: Document) -> str:
    """Return a document as canonical JSON: the same document is the same text, byte for byte."""
    parts = {
        **_fields(document),
        "cover": _members(document.cover),
        "essentials": [_block(block) for block in document.essentials],
        "blocks": [_block(block) for block in document.blocks],
        "data": [_block(block) for block in document.data],
    }
    for name in NEWER:
        if not parts[name]:
            del parts[name]
    return json.dumps(parts, default=asdict, ensure_ascii=False, sort_keys=True) + "\n"


def load(text: str) -> Document:
    """Return the document of a canonical JSON."""
    parts = json.loads(text)
    parts["cover"] = _read({"block": "facts", **parts["cover"]})
    parts["essentials"] = tuple(_read(block) for block in parts["essentials"])
    parts["blocks"] = tuple(_read(block) for block in parts["blocks"])
    parts["data"] = tuple(_read(block) for block in parts.get("data", ()))
    parts["foot_foreign"] = tuple(Foreign(**one) for one in parts.get("foot_foreign", ()))
    return Document(**parts)


def _block(block: Block) -> dict[str, object]:
    return {"block": NAMES[type(block)], **_members(block)}


def _members(block: Block) -> dict[str, object]:
    return {name: one for name, one in _fields(block).items() if one or name not in OPTIONAL}


def _fields(of: Block | Document) -> dict[str, Any]:
    return {field.name: getattr(of, field.name) for field in fields(of)}


def _read(parts: dict[str, Any]) -> Any:
    name = parts.pop("block")
    if name == "table":
        parts["columns"] = tuple(Column(one["name"], Kind(one["kind"])) for one in parts["columns"])
    if name == "figure":
        parts["kind"] = FigureKind(parts["kind"])
    for member, read in OPTIONAL.items():
        if member in parts:
            parts[member] = tuple(read(one) for one in parts[member])
    for member in ("rows", "items"):
        if member in parts:
            parts[member] = tuple(
                tuple(row) if isinstance(row, list) else row for row in parts[member]
            )
    return BLOCKS[name](**parts)


def sheet_anchor(code: str) -> str:
    """Return the anchor of the heading above a recommendation's sheet."""
    return f"empfehlung-{code.lower()}"


def shown(cell: Cell, kind: Kind) -> str:
    """Return what a cell shows in the language of the reader; „–“ where it has no value."""
    if cell is None:
        return "–"
    if kind is Kind.SHARE:
        return percentage(Fraction(str(cell)))
    if kind is Kind.DAY:
        return day_text(date.fromisoformat(str(cell)))
    if kind is Kind.PERIOD:
        day, precision = str(cell).split(" ")
        return period_text(date.fromisoformat(day), Precision(precision))
    if kind is Kind.NUMBER:
        return number_text(int(cell))
    return str(cell)
