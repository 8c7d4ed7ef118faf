"""Word and Excel get what they know: styles and fields, sheets and types."""

import io
import zipfile
from datetime import UTC, date, datetime

import docx
import pytest
import python_calamine
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree
from PIL import Image

from tests.reports.documents import SENTENCE, document
from tracker.reports.document import Column, Figure, Table
from tracker.reports.output import OutputError, render
from tracker.reports.output.docx_styles import WIDTH
from tracker.reports.rules import Format

AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def paper(app):
    return docx.Document(io.BytesIO(render(Format.DOCX, document(3), "{}", AT)))


def workbook(of) -> python_calamine.CalamineWorkbook:
    data = render(Format.XLSX, of, "{}", AT)
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))


def test_a_word_file_says_what_it_is(paper):
    about = paper.core_properties

    assert about.title == "Sachstandsbericht zum Masterplan Integration"
    assert about.language == "de"
    assert about.author == ""
    assert about.created.replace(tzinfo=UTC) == AT
    assert {mark.get(qn("w:val")) for mark in paper.styles.element.iter(qn("w:lang"))} == {"de-DE"}


def test_a_word_file_is_written_in_styles(paper):
    used = {paragraph.style.name for paragraph in paper.paragraphs}

    assert used >= {"Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Caption"}
    assert [p.text for p in paper.paragraphs if p.style.name == "Heading 1"] == [
        "Das Wichtigste auf einer Seite",
        "Überblick je Handlungsfeld",
        "Was sich bewegt hat",
        "Einzelblätter",
    ]
    assert {table.style.name for table in paper.tables} == {"Report Table"}
    cells = [cell for table in paper.tables for cell in table.columns[0].cells]
    assert {cell.paragraphs[0].style.name for cell in cells} == {"Report Cell"}


def test_a_table_of_word_repeats_its_head(paper):
    for table in paper.tables:
        marks = [len(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows]
        assert marks == [1] + [0] * (len(table.rows) - 1)


def test_word_works_out_contents_and_page_numbers(paper):
    foot = paper.sections[0].footer.paragraphs[0]
    fields = [one.text.strip() for one in foot._p.iter(qn("w:instrText"))]
    body = paper.element.body
    contents = [one.text.strip() for one in body.iter(qn("w:instrText"))]
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]

    assert "Beispieldaten" in foot.text
    assert fields == ["PAGE", "NUMPAGES"]
    assert contents == [r'TOC \o "1-2" \h \z \u']
    assert len(links) == 9
    assert set(links) <= set(marks)


def test_word_shows_each_figure_and_says_what_is_to_be_seen_in_it(paper):
    figures = [block for block in document(3).all_blocks if isinstance(block, Figure)]
    pictures = list(paper.inline_shapes)

    assert [one._inline.docPr.get("descr") for one in pictures] == [one.alt for one in figures]
    assert {round(one.width.mm) for one in pictures} == {WIDTH}
    assert all(one.height > Mm(30) for one in pictures)


def test_a_picture_of_word_holds_the_drawing_in_more_than_one_grey(paper):
    parts = [part for part in paper.part.package.iter_parts() if part.content_type == "image/png"]

    assert len(parts) == len(paper.inline_shapes)
    for part in parts:
        with Image.open(io.BytesIO(part.blob)) as picture:
            greys = {grey: number for number, grey in picture.convert("L").getcolors()}
        common = [grey for grey, number in greys.items() if number > 2000]
        assert len(common) >= 3


def test_a_word_file_names_no_time_and_no_other_author(app):
    data = render(Format.DOCX, document(1), "{}", AT)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in one for one in file.namelist())
        assert b"python-docx" not in b"".join(map(file.read, file.namelist()))


def test_a_workbook_begins_with_what_it_is_and_where_things_are(app):
    book = workbook(document(3))
    cells = {cell for row in book.get_sheet_by_index(0).to_python() for cell in row if cell != ""}

    assert book.sheet_names[0] == "Übersicht"
    assert cells >= {"DS-2026-0117", "Beispieldaten, nicht der amtliche Masterplan"}
    assert cells >= set(book.sheet_names[1:])


def test_each_sheet_says_that_these_are_sample_data(app):
    book = workbook(document(3))

    for name in book.sheet_names:
        first = [row[0] for row in book.get_sheet_by_name(name).to_python()]
        assert "Beispieldaten, nicht der amtliche Masterplan" in first, name


def test_names_of_sheets_are_legal_and_differ(app):
    long = "Quote und Fortschritt je Handlungsfeld"
    captions = ["a/b:c*d?e[f]g\\h'i", "x" * 40, "x" * 40 + "y", "History", "", long]
    tables = tuple(
        Table(f"t{place}", caption, (Column("Text"),), ((SENTENCE,),))
        for place, caption in enumerate(captions)
    )
    names = workbook(document(0, blocks=tables, data=())).sheet_names

    assert len({name.lower() for name in names}) == len(names) == 8
    assert names[-1] == "7 Quote und Fortschritt je"
    assert max(map(len, names)) <= 31
    assert not any(set(name) & set("[]:*?/\\'") for name in names)


def test_sheets_have_short_names_and_cells_their_types(app):
    """By the key of the table: a caption would be cut."""
    book = workbook(document(3))
    steps = book.get_sheet_by_name("7 Meilensteine").to_python(skip_empty_area=False)
    about = dict(row[:2] for row in book.get_sheet_by_index(0).to_python() if row[0])
    head = next(place for place, row in enumerate(steps) if row[0] == "Empfehlung")

    assert steps[0][0] == "Meilensteine"
    assert [row[0] for row in steps[head + 1 :]] == ["A0"] * 4 + ["B1"] * 4 + ["E2"] * 4
    assert [row[4:6] for row in steps[head + 1 : head + 5]] == [
        ["28.02.2026", date(2026, 2, 28)],
        ["März 2026", date(2026, 3, 28)],
        ["2026", date(2026, 4, 28)],
        ["", ""],
    ]
    assert about["Sitzung"] == date(2026, 11, 12)


def test_a_year_has_no_thousands_in_excel(app):
    book = io.BytesIO(render(Format.XLSX, document(1), "{}", AT))
    with zipfile.ZipFile(book) as file:
        sheet = etree.fromstring(file.read("xl/worksheets/sheet5.xml"))
        styles = etree.fromstring(file.read("xl/styles.xml"))
    cell = next(one for one in sheet.iter("{*}c") if one.findtext("{*}v") == "2002")
    look = styles.find("{*}cellXfs")[int(cell.get("s"))]

    assert look.get("numFmtId") == "1"  # 0


def test_a_text_that_no_cell_holds_is_refused_not_lost(app):
    table = Table("t", "a", (Column("Text"),), (("x" * 32768,),))

    with pytest.raises(OutputError, match="zu lang"):
        workbook(document(0, blocks=(table,)))
