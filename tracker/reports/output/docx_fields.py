"""What python-docx has no words for: fields, texts for pictures, and the marks of a table."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from tracker.reports.document import Heading
from tracker.reports.output.docx_styles import CELL, CONTENTS, WIDTH

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph


def add_field(paragraph: "Paragraph", instruction: str) -> None:
    """Add what Word works out by itself, such as a page number."""
    _begin(paragraph, instruction)
    paragraph.add_run("1")
    _mark(paragraph, "end")


def add_contents(paper: "Paper", title: str, headings: Sequence[Heading]) -> None:
    """Add the contents: links at once, page numbers when Word is asked to update the field."""
    paper.add_paragraph(title, style="TOC Heading").paragraph_format.page_break_before = True
    entries = [pair for pair in enumerate(headings, start=1) if pair[1].level <= len(CONTENTS)]
    for place, (number, heading) in enumerate(entries):
        paragraph = paper.add_paragraph(style=CONTENTS[heading.level - 1])
        if not place:
            _begin(paragraph, r'TOC \o "1-2" \h \z \u')
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _anchor(number))
        link.append(_xml(paragraph.add_run(heading.text)))
        _xml(paragraph).append(link)
        if place == len(entries) - 1:
            _mark(paragraph, "end")


def add_picture(paragraph: "Paragraph", data: bytes, title: str, alt: str) -> None:
    """Add a picture as wide as the text, with what there is to see in it for who does not see."""
    picture = paragraph.add_run().add_picture(io.BytesIO(data), width=Mm(WIDTH))
    about = picture._inline.docPr  # noqa: SLF001  # the library offers nothing else
    about.set("title", title)
    about.set("descr", alt)


def bookmark(paragraph: "Paragraph", number: int) -> None:
    """Let the contents lead to a heading."""
    for kind in ("Start", "End"):
        mark = OxmlElement(f"w:bookmark{kind}")
        mark.set(qn("w:id"), str(number))
        if kind == "Start":
            mark.set(qn("w:name"), _anchor(number))
        _xml(paragraph).append(mark)


def describe(table: "Table", caption: str, widths: Sequence[float]) -> None:
    """Name a table for screen readers, and share the page's width among its columns."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(WIDTH * width / sum(widths))
    name = OxmlElement("w:tblCaption")
    name.set(qn("w:val"), caption)
    _xml(table).tblPr.append(name)


def keep_whole(row: "_Row", *, is_head: bool) -> None:
    """Keep a row on one page; a head is repeated on each."""
    properties = _xml(row).get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def set_cell(paragraph: "Paragraph", text: str, *, is_figure: bool) -> None:
    """Write what a cell says; figures stand under each other."""
    _xml(paragraph).style = CELL.replace(" ", "")  # its id: a search by name takes too long
    paragraph.text = text
    if is_figure:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _anchor(number: int) -> str:
    return f"_Toc{number:06}"


def _begin(paragraph: "Paragraph", instruction: str) -> None:
    _mark(paragraph, "begin")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    _xml(paragraph.add_run()).append(text)
    _mark(paragraph, "separate")


def _mark(paragraph: "Paragraph", kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    _xml(paragraph.add_run()).append(mark)


def _xml(part: Any) -> Any:
    return part._element  # noqa: SLF001  # the library offers nothing else for what it lacks
