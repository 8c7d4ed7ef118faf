"""A report as a page: a file that stands alone, or a part of a page of the site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app
from markupsafe import Markup

from tracker.reports.document import NAMES, Block, Document, Figure, Heading, Notice
from tracker.reports.output.columns import is_figure, rows
from tracker.reports.output.drawing import drawing
from tracker.reports.output.text import essentials, notices

STYLE = Path(__file__).with_name("report.css")


@dataclass(frozen=True)
class Part:
    """A line of the contents; those of the second level stand under the first."""

    anchor: str
    text: str
    parts: Sequence["Part"] = ()


@dataclass(frozen=True)
class Page:
    """What templates/reports/_document.html shows."""

    document: Document
    notices: Sequence[Notice]
    contents: Sequence[Part]
    blocks: Sequence[tuple[str, Block]]
    places: Mapping[str, str]  # where a table stands, by its key
    heads: Mapping[str, Sequence[Mapping[str, object]]]
    rows: Mapping[str, Sequence[Sequence[str]]]
    drawings: Mapping[str, Markup]


def page(document: Document) -> Page:
    """Return a document as the template shows it, in the language spoken."""
    tables = document.tables
    figures = [block for block in document.all_blocks if isinstance(block, Figure)]
    return Page(
        document=document,
        notices=notices(document),
        contents=_contents(document),
        blocks=[(NAMES[type(block)], block) for block in (*essentials(document), *document.blocks)],
        places={table.key: f"tabelle-{number}" for number, table in enumerate(tables, start=1)},
        heads={
            table.key: [
                {"label": column.name, "is_numeric": is_figure(column), "sorted": "", "href": ""}
                for column in table.columns
            ]
            for table in tables
        },
        rows={table.key: rows(table) for table in tables},
        drawings={
            figure.key: _svg(figure, document, f"bild-{number}")
            for number, figure in enumerate(figures, start=1)
        },
    )


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
