"""All formats of a report hold the same cells, take any text, and are the same each time."""

import json
import time
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from tests.reports import reading
from tests.reports.documents import document
from tracker.i18n import speaking
from tracker.plan import queries as plans
from tracker.planfile import actions
from tracker.planfile.document import check
from tracker.reports.building import build
from tracker.reports.document import (
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Figure,
    FigureKind,
    Heading,
    Kind,
    Notice,
    Paragraph,
    Table,
    dump,
    shown,
)
from tracker.reports.inputs import Cover
from tracker.reports.inputs import dump as dump_inputs
from tracker.reports.output import render
from tracker.reports.output.text import plain
from tracker.reports.queries.inputs import inputs
from tracker.reports.rules import Format
from tracker.sample.history import plan_file

AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
CONTENT = '{"as_of": "2026-09-30", "ä": "1/3"}\n'
# Each would do harm in some format if it were taken for more than text.
HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    "#panic(1) *x* $x$ `x` \\ // /* <a> @b [c] ]",
    "<script>alert(1)</script> & \"x\" 'y' ]]> {{ 7 * 7 }} {% raw %}",
    "ÄÖÜ äöü ß ẞ – „so“ ½ ≥ €",
    "a\x00b\x07c\x1bd\x85e\ufffef\u202eg",
    "x" * 4000,
    "eins\nzwei",
    "קול",
]
UNSETTABLE = "Grüße 😀 ❤️ و سلام 中文"  # partly beyond the fonts of the PDF


@pytest.fixture(scope="module")
def report() -> Document:
    return document(31)


@pytest.fixture
def files(app, report) -> dict[Format, bytes]:
    return {wanted: render(wanted, report, CONTENT, AT) for wanted in Format}


def said(of: Document) -> list[list[list[str]]]:
    """What the cells say, the head first."""
    with speaking(of.language):
        return [
            [
                [column.name for column in table.columns],
                *(
                    [
                        shown(cell, c.kind).translate(reading.BREAKS)
                        for cell, c in zip(row, table.columns, strict=True)
                    ]
                    for row in table.rows
                ),
            ]
            for table in of.tables
        ]


def typed(column: Column, cell: Cell) -> list[object]:
    """What a cell is in a workbook: of a period its words and its last day."""
    convert = {
        Kind.TEXT: str,
        Kind.CODES: str,
        Kind.NUMBER: float,
        Kind.YEAR: float,
        Kind.SHARE: lambda cell: round(float(Fraction(cell)), 4),
        Kind.DAY: date.fromisoformat,
    }
    if column.kind is Kind.PERIOD:
        last = "" if cell is None else date.fromisoformat(cell[:10])
        return ["" if cell is None else shown(cell, Kind.PERIOD), last]
    return ["" if cell is None else convert[column.kind](cell)]


def sheets(of: Document) -> list[tuple[list[str], list[list[object]]]]:
    """The head and rows of each sheet: the milestones of all recommendations are on one."""
    found = {}
    heads = {block.anchor: block.text for block in of.all_blocks if isinstance(block, Heading)}
    for table in (*of.tables, *of.data):
        family, slash, rest = table.key.partition("/")
        which = {"milestones": "Empfehlung", "recommendations": "Handlungsfeld"}.get(family)
        about = heads.get(f"empfehlungen-{rest}", rest) if which else table.caption
        head = [which or "Tabelle"][: len(slash)]
        for column in table.columns:
            last = [f"{column.name}, letzter Tag"] if column.kind is Kind.PERIOD else []
            head += [column.name, *last]
        rows = [
            [
                *[about][: len(slash)],
                *(
                    one
                    for cell, column in zip(row, table.columns, strict=True)
                    for one in typed(column, cell)
                ),
            ]
            for row in table.rows
        ]
        found.setdefault(family, (head, []))[1].extend(rows)
    return list(found.values())


def check_cells(report: Document, files: dict[Format, bytes]) -> None:
    """Compare every cell of every table in all formats."""
    cells = said(report)
    raw = [
        [table[0], *map(list, block.rows)]
        for table, block in zip(cells, report.tables, strict=True)
    ]
    tables = sheets(report)

    assert reading.pdf_tables(files[Format.PDF]) == cells
    assert reading.docx_tables(files[Format.DOCX]) == cells
    assert reading.html_tables(files[Format.HTML]) == cells
    assert reading.json_tables(files[Format.JSON]) == raw
    found = reading.xlsx_tables(files[Format.XLSX], [head for head, _rows in tables])
    assert [table[1:] for table in found] == [rows for _head, rows in tables]
    held = json.loads(files[Format.JSON])["document"]["data"]
    assert [one["rows"] for one in held] == [list(map(list, one.rows)) for one in report.data]


def test_all_formats_hold_the_same_cells(report, files):
    check_cells(report, files)
    assert len(report.tables) == 37
    assert len(sheets(report)) == 8


def test_all_formats_of_the_samples_report_hold_the_same_cells(app, clock):
    now = datetime(2027, 1, 1, tzinfo=UTC)
    clock.at(now)
    actions.import_plan(check(plan_file()))
    of = plans.plan("integration")
    held = dump_inputs(inputs(of, Cover("Bericht"), {}, "Zur Kenntnis genommen."))
    built = build(of, date(2026, 9, 30), date(2026, 6, 30), now, "de", held)
    report, content = built.document, built.content
    files = {wanted: render(wanted, report, content, now) for wanted in Format}

    assert len(report.tables) > 40
    check_cells(report, files)
    first = [one for one in report.essentials if isinstance(one, Table)]
    assert reading.pdf_tables(files[Format.SUMMARY]) == said(report)[: len(first)]


def test_the_summary_holds_the_cells_of_the_essentials(report, files):
    assert reading.pdf_tables(files[Format.SUMMARY]) == said(report)[:1]


def test_an_english_report_shows_its_cells_in_english(app):
    report = document(2, "en")
    cells = said(report)

    assert cells[2][1][3] == "1 October 2026"
    for wanted, read in (
        (Format.PDF, reading.pdf_tables),
        (Format.DOCX, reading.docx_tables),
        (Format.HTML, reading.html_tables),
    ):
        assert read(render(wanted, report, CONTENT, AT)) == cells, wanted


def test_the_same_report_is_the_same_file_at_any_time(report, files):
    time.sleep(2.1)  # a ZIP file counts time in steps of two seconds

    for wanted, data in files.items():
        assert render(wanted, report, CONTENT, AT) == data, wanted


def test_the_json_holds_content_and_document_as_they_are(report, files):
    text = files[Format.JSON].decode()
    parts = json.loads(text)

    assert parts["format"] == "tracker-report"
    assert parts["version"] == 1
    assert parts["content"] == json.loads(CONTENT)
    assert parts["document"] == json.loads(dump(report))
    assert text == json.dumps(parts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def hostile(texts: list[str]) -> Document:
    """A document that says such texts in every place."""
    return Document(
        language="de",
        title=texts[0],
        subtitle=texts[0],
        foot=texts[0],
        cover=Facts(tuple((text[:60], text) for text in texts)),
        essentials=(
            Notice(texts[0]),
            Heading(1, texts[0], "first"),
            Table(
                "texts",
                texts[0],
                (Column("Text"), Column(texts[0]), Column("Anzahl", Kind.NUMBER)),
                tuple((text, text, 1) for text in texts),
            ),
        ),
        blocks=(
            *(Heading(2, text, f"h{place}") for place, text in enumerate(texts)),
            *map(Paragraph, texts),
            *map(Notice, texts),
            Bullets(tuple(texts)),
            Figure("texts", FigureKind.BARS, texts[0], texts[0], "texts"),
        ),
    )


@pytest.mark.parametrize("first", HOSTILE[:4])
def test_texts_stay_texts_in_every_format(app, first):
    report = hostile([first, *HOSTILE])
    cells = said(plain(report))
    heads = [table[0] for table in cells]
    files = {
        wanted: render(wanted, report, CONTENT, AT)
        for wanted in Format
        if wanted is not Format.SUMMARY
    }

    assert reading.docx_tables(files[Format.DOCX]) == cells
    assert reading.html_tables(files[Format.HTML]) == cells
    rows = reading.xlsx_tables(files[Format.XLSX], heads)[0]
    assert [row[:2] for row in rows] == [row[:2] for row in cells[0]]
    # A PDF knows no lines, and holds letters as they stand on the paper, from the left.
    drawn = [[cell.replace("\n", "").replace("קול", "לוק") for cell in row] for row in cells[0]]
    assert reading.pdf_tables(files[Format.PDF]) == [drawn]
    assert json.loads(files[Format.JSON])["document"] == json.loads(dump(report))
    assert b"<script" not in files[Format.HTML]


def test_signs_beyond_the_fonts_are_kept_where_they_can_be(app):
    report = hostile([UNSETTABLE])
    files = {wanted: render(wanted, report, CONTENT, AT) for wanted in Format}

    assert reading.docx_tables(files[Format.DOCX])[0][1][0] == UNSETTABLE
    assert reading.html_tables(files[Format.HTML])[0][1][0] == UNSETTABLE
    for wanted in (Format.PDF, Format.SUMMARY):
        assert "Grüße □ ❤ " in reading.pdf_text(files[wanted]).replace("\n", "")


def test_a_plan_without_recommendations_has_a_report(app):
    report = document(0)

    for wanted in Format:
        assert render(wanted, report, CONTENT, AT), wanted
    assert reading.pdf_tables(render(Format.PDF, report, CONTENT, AT)) == said(report)


def test_150_recommendations_have_a_report(app):
    report = document(150)

    assert reading.pdf_tables(render(Format.PDF, report, CONTENT, AT)) == said(report)
    tables = sheets(report)
    data = render(Format.XLSX, report, CONTENT, AT)
    found = reading.xlsx_tables(data, [head for head, _rows in tables])
    assert [table[1:] for table in found] == [rows for _head, rows in tables]
