"""A report for Word, in real styles: the office pastes it into a paper of its own.

Figures come along as pictures with alternative texts: how offices draw the patterns of a vector
graphic differs from one to the next, and patterns tell what colours tell.
"""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.i18n import _
from tracker.reports.document import (
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Notice,
    Paragraph,
    Table,
)
from tracker.reports.output.columns import is_figure, rows, widths
from tracker.reports.output.docx_fields import (
    add_contents,
    add_field,
    add_picture,
    add_rows,
    add_text,
    bookmark,
    contents_name,
    describe,
    hyphenate,
)
from tracker.reports.output.docx_links import Bookmarks, bookmarks
from tracker.reports.output.docx_styles import FACT, TABLE, set_styles
from tracker.reports.output.drawing import drawing
from tracker.reports.output.languages import caption, foot
from tracker.reports.output.links import Piece
from tracker.reports.output.text import PAGES, essentials, notices
from tracker.reports.output.typesetting import FONT, typeset

if TYPE_CHECKING:
    from docx.document import Document as Paper

PICTURE = Path(__file__).with_name("picture.typ")
DENSITY = 300  # dots an inch, as offices print
ABOUT = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Masterplan-Tracker</Application></Properties>"
)
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP file can name


def render(document: Document, _content: str, at: datetime) -> bytes:
    """Return a document of Word."""
    import docx  # late: it brings lxml

    paper = docx.Document()
    set_styles(paper, document.language)
    _name(paper, document, at)
    title = [Piece(document.title, language=document.title_language)]
    add_text(paper.add_paragraph(style="Title"), title)
    paper.add_paragraph(document.subtitle, style="Subtitle")
    known = bookmarks(document)
    for notice in notices(document):
        _notice(paper, notice, known)
    _facts(paper, document.cover, known)
    headings = [block for block in document.all_blocks if isinstance(block, Heading)]
    add_contents(paper, _("Inhalt"), headings)
    numbers = {id(heading): number for number, heading in enumerate(headings, start=1)}
    for block in (*essentials(document), *document.blocks):
        if isinstance(block, Heading):
            paragraph = paper.add_heading("", block.level)
            add_text(paragraph, *known.spoken(block)[0])
            bookmark(paragraph, contents_name(numbers[id(block)]), known.names[block.anchor])
            paragraph.paragraph_format.page_break_before = block.anchor in PAGES
        elif isinstance(block, Figure):
            _figure(paper, block, document)
        else:
            WRITERS[type(block)](paper, block, known)
    return _packed(paper)


def _name(paper: "Paper", document: Document, at: datetime) -> None:
    """Set what the file says about itself, and the foot of each page."""
    about = paper.core_properties
    about.title, about.language, about.author = document.title, document.language, ""
    about.subject, about.comments = document.subtitle.replace("\n", ", ")[:255], ""
    about.created = about.modified = at.replace(tzinfo=None)
    about.last_modified_by = ""
    hyphenate(paper)
    package = paper.part.package
    for part in package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = ABOUT  # noqa: SLF001  # the template's names another program
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # of the library's own template
            del package.rels[key]
    line = paper.sections[0].footer.paragraphs[0]
    add_text(line, foot(document))
    line.add_run("\t" + _("Seite") + " ")
    add_field(line, "PAGE")
    line.add_run(" / ")
    add_field(line, "NUMPAGES")


def _paragraph(paper: "Paper", block: Paragraph, known: Bookmarks) -> None:
    add_text(paper.add_paragraph(), *known.spoken(block)[0])


def _notice(paper: "Paper", block: Notice, known: Bookmarks) -> None:
    add_text(paper.add_paragraph(style="Intense Quote"), *known.spoken(block)[0])


def _bullets(paper: "Paper", block: Bullets, known: Bookmarks) -> None:
    for row in known.spoken(block):
        add_text(paper.add_paragraph(style="List Bullet"), *row)


def _facts(paper: "Paper", block: Facts, known: Bookmarks) -> None:
    marks = known.of(block)
    for row, ((name, _value), value) in enumerate(
        zip(block.rows, known.spoken(block), strict=True)
    ):
        paragraph = paper.add_paragraph(style=FACT)
        paragraph.add_run(name).bold = True
        paragraph.add_run("\t")
        bookmark(paragraph, marks.get((row, 0), ""))
        add_text(paragraph, *value)


def _figure(paper: "Paper", block: Figure, document: Document) -> None:
    paper.add_paragraph(block.title, style="Caption")
    drawn = typeset(
        PICTURE,
        sys_inputs={"svg": drawing(block, document, block.key, FONT)},
        format="png",
        ppi=DENSITY,
    )
    add_picture(paper.add_paragraph(), drawn, block.title, block.alt)


def _table(paper: "Paper", block: Table, known: Bookmarks) -> None:
    paragraph = paper.add_paragraph(style="Caption")
    add_text(paragraph, caption(block))
    bookmark(paragraph, known.names[block.key])
    texts = rows(block)
    table = paper.add_table(rows=0, cols=len(block.columns), style=TABLE)
    describe(table, block.caption, widths(block, texts))
    numeric = [is_figure(column) for column in block.columns]
    head = [[[Piece(column.name)] for column in block.columns]]
    add_rows(table, head, numeric)
    add_rows(table, known.spoken(block), numeric, known.of(block))
    paper.add_paragraph("" if texts else _("Keine Einträge"))


WRITERS: dict[type[Any], Callable[["Paper", Any, Bookmarks], None]] = {
    Paragraph: _paragraph,
    Notice: _notice,
    Bullets: _bullets,
    Facts: _facts,
    Table: _table,
}


def _packed(paper: "Paper") -> bytes:
    """Return the file; its parts name no time, so that the same paper is the same file."""
    made, packed = io.BytesIO(), io.BytesIO()
    paper.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
