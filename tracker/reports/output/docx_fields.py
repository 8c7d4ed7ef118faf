"""What python-docx has no words for: fields, texts for pictures, and the marks of a table."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from tracker.reports.document import Heading
from tracker.reports.output.docx_styles import CELL, CONTENTS, LANGUAGES, LINK, WIDTH
from tracker.reports.output.languages import spoken
from tracker.reports.output.links import Piece

# What the settings of a paper hold behind autoHyphenation, by its schema.
DIGITS = 6  # that the name of a bookmark ends with
AFTER_HYPHENATION = ("w:consecutiveHyphenLimit", "w:hyphenationZone", "w:defaultTabStop",
                     "w:drawingGridHorizontalSpacing", "w:characterSpacingControl", "w:compat",
                     "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping",
                     "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator")  # fmt: skip

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.table import Table
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
        link.set(qn("w:anchor"), contents_name(number))
        before = len(paragraph.runs)
        add_text(paragraph, *spoken(heading)[0])
        for run in paragraph.runs[before:]:
            link.append(_xml(run))
        _xml(paragraph).append(link)
        if place == len(entries) - 1:
            _mark(paragraph, "end")


def add_text(paragraph: "Paragraph", pieces: Iterable[Piece]) -> None:
    """Add a text; what of it leads elsewhere or stands in another language is marked as such."""
    for piece in pieces:
        run = paragraph.add_run(piece.text)
        if piece.to:
            _xml(run).style = LINK
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), piece.to)
            link.append(_xml(run))
            _xml(paragraph).append(link)
        if piece.language:
            mark = OxmlElement("w:lang")
            mark.set(qn("w:val"), LANGUAGES.get(piece.language, piece.language))
            _xml(run).get_or_add_rPr().append(mark)


def add_picture(paragraph: "Paragraph", data: bytes, title: str, alt: str) -> None:
    """Add a picture as wide as the text, with what there is to see in it for who does not see."""
    picture = paragraph.add_run().add_picture(io.BytesIO(data), width=Mm(WIDTH))
    about = picture._inline.docPr  # noqa: SLF001  # the library offers nothing else
    about.set("title", title)
    about.set("descr", alt)


def bookmark(paragraph: "Paragraph", *names: str) -> None:
    """Let links lead to a paragraph, by names that end with a number of their own."""
    for name in filter(None, names):
        _xml(paragraph).extend(parse_xml(f"<w:p {nsdecls('w')}>{_bookmark(name)}</w:p>"))


def contents_name(number: int) -> str:
    """Return the name of the bookmark that the contents lead to; Word makes its own such ones."""
    return f"_Toc{number:0{DIGITS}}"


def describe(table: "Table", caption: str, widths: Sequence[float]) -> None:
    """Name a table for screen readers, and share the page's width among its columns."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(WIDTH * width / sum(widths))
    name = OxmlElement("w:tblCaption")
    name.set(qn("w:val"), caption)
    _xml(table).tblPr.append(name)


def hyphenate(paper: "Paper") -> None:
    """Have Word break long words where they can be, with a hyphen."""
    settings = _xml(paper.settings)
    settings.insert_element_before(OxmlElement("w:autoHyphenation"), *AFTER_HYPHENATION)


def add_rows(
    table: "Table",
    rows: Sequence[Sequence[Sequence[Piece]]],
    numeric: Sequence[bool],
    marks: Mapping[tuple[int, int], str] | None = None,
) -> None:
    """Add rows that stay whole, figures to the right; without marks it is a head, on each page.

    Written as text and read in once: the library takes ten times as long cell by cell.

    Args:
        marks: names of the bookmarks that links lead to, by row and column.
    """
    widths = [column.width.twips if column.width else 0 for column in table.columns]
    kinds = list(zip(widths, numeric, strict=True))
    head = "<w:tblHeader/>" if marks is None else ""
    named = marks or {}
    lines = [
        f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>"
        + "".join(
            _cell(pieces, width, named.get((line, place), ""), is_figure=is_figure)
            for place, (pieces, (width, is_figure)) in enumerate(zip(row, kinds, strict=True))
        )
        + "</w:tr>"
        for line, row in enumerate(rows)
    ]
    _xml(table).extend(parse_xml(f"<w:tbl {nsdecls('w')}>{''.join(lines)}</w:tbl>"))


def _cell(pieces: Iterable[Piece], width: int, name: str, *, is_figure: bool) -> str:
    side = '<w:jc w:val="right"/>' if is_figure else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{CELL.replace(" ", "")}"/>{side}</w:pPr>'
        f"{_bookmark(name) if name else ''}{''.join(map(_run, pieces))}</w:p></w:tc>"
    )


def _run(piece: Piece) -> str:
    language = LANGUAGES.get(piece.language, piece.language)
    style = f'<w:rStyle w:val="{LINK}"/>' if piece.to else ""
    spoken_in = f'<w:lang w:val="{language}"/>' if language else ""
    look = f"<w:rPr>{style}{spoken_in}</w:rPr>" if style or spoken_in else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in piece.text.split("\n")
    )
    run = f"<w:r>{look}{lines}</w:r>"
    return f'<w:hyperlink w:anchor="{piece.to}">{run}</w:hyperlink>' if piece.to else run


def _bookmark(name: str) -> str:
    number = int(name[-DIGITS:])
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


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
