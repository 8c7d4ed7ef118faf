"""A report as a page: a file that stands alone, or a part of a page of the site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from flask import current_app
from markupsafe import Markup

from tracker.reports.document import NAMES, Block, Document, Facts, Figure, Heading, Table
from tracker.reports.output import links
from tracker.reports.output.columns import is_figure, is_list
from tracker.reports.output.drawing import drawing
from tracker.reports.output.languages import caption, foot, spoken
from tracker.reports.output.links import Pieces, Places
from tracker.reports.output.text import essentials, notices

STYLE = Path(__file__).with_name("report.css")


@dataclass(frozen=True)
class Part:
    """A line of the contents; those of the second level stand under the first."""

    anchor: str
    text: str
    parts: Sequence["Part"] = ()


@dataclass(frozen=True)
class Place:
    """A cell of a table, or what belongs to a name of facts."""

    pieces: Pieces
    anchor: str = ""  # links lead here; "": none does
    label: str = ""  # what a number that is a link counts, for those who do not see its place


Texts = Sequence[Sequence[Place]]  # rows and columns


@dataclass(frozen=True)
class Page:
    """What templates/reports/_document.html shows."""

    document: Document
    notices: Sequence[Texts]
    contents: Sequence[Part]
    cover: Texts
    blocks: Sequence[tuple[str, Block, Texts]]  # kind, block, its texts
    captions: Mapping[str, Pieces]  # of tables, by their keys
    places: Mapping[str, str]  # where a table stands, by its key
    heads: Mapping[str, Sequence[Mapping[str, object]]]
    drawings: Mapping[str, Markup]
    foot: Pieces


def page(document: Document) -> Page:
    """Return a document as the template shows it, in the language spoken."""
    tables = document.tables
    figures = [block for block in document.all_blocks if isinstance(block, Figure)]
    numbered = {table.key: f"tabelle-{number}" for number, table in enumerate(tables, start=1)}
    known = links.places(document)
    return Page(
        document=document,
        notices=[_texts(notice, known, numbered) for notice in notices(document)],
        contents=_contents(document),
        cover=_texts(document.cover, known, numbered),
        blocks=[
            (NAMES[type(block)], block, _texts(block, known, numbered))
            for block in (*essentials(document), *document.blocks)
        ],
        captions={table.key: caption(table) for table in tables},
        places=numbered,
        heads={
            table.key: [
                {
                    "label": column.name,
                    "is_numeric": is_figure(column),
                    "is_list": is_list(table, place),
                    "sorted": "",
                    "href": "",
                }
                for place, column in enumerate(table.columns)
            ]
            for table in tables
        },
        drawings={
            figure.key: _svg(figure, document, f"bild-{number}")
            for number, figure in enumerate(figures, start=1)
        },
        foot=foot(document),
    )


def _texts(block: Block, known: Places, numbered: Mapping[str, str]) -> Texts:
    """Return the texts of a block by row and column."""
    marks = block.marks if isinstance(block, Facts | Table) else ()
    anchors = {(mark.row, mark.column): mark.anchor for mark in marks}
    return [
        [
            Place(
                _led(pieces, numbered), anchors.get((row, place), ""), _label(block, cells, place)
            )
            for place, pieces in enumerate(cells)
        ]
        for row, cells in enumerate(spoken(block, known))
    ]


def _label(block: Block, cells: Sequence[Pieces], place: int) -> str:
    """Return what a figure of a table counts."""
    if place and isinstance(block, Table) and is_figure(block.columns[place]):
        name = "".join(piece.text for piece in cells[0])
        return f"{name}, {block.columns[place].name}"
    return ""


def _led(pieces: Pieces, numbered: Mapping[str, str]) -> Pieces:
    """Return pieces that lead to tables by where these stand on the page."""
    return [replace(one, to=numbered.get(one.to, one.to)) for one in pieces]


def render(document: Document, _content: str, _at: datetime) -> bytes:
    """Return a file with its own style; it loads nothing."""
    template = current_app.jinja_env.get_template("reports/document.html")
    style = Markup(f"<style>\n{STYLE.read_text()}</style>")  # noqa: S704  # a file of ours
    return template.render(page=page(document), style=style).encode()


def _svg(figure: Figure, document: Document, name: str) -> Markup:
    return Markup(drawing(figure, document, name))  # noqa: S704  # tracker.charts.svg escapes


def _contents(document: Document) -> list[Part]:
    found: list[tuple[Heading, list[Part]]] = []
    for block in document.all_blocks:
        if isinstance(block, Heading) and block.level == 1:
            found.append((block, []))
        elif isinstance(block, Heading) and block.level == 2:
            found[-1][1].append(Part(block.anchor, block.text))
    return [Part(heading.anchor, heading.text, parts) for heading, parts in found]
