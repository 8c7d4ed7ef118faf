"""The PDF is one that a screen reader can read, and typst makes no other."""

import io
import json
import re
import subprocess
import sys
import unicodedata
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from tests.reports import reading
from tests.reports.documents import STATUSES, document
from tracker.i18n import speaking
from tracker.reports.document import (
    Bullets,
    Column,
    Document,
    Facts,
    Figure,
    Kind,
    Notice,
    Paragraph,
    Table,
)
from tracker.reports.output import OutputError, glyphs, pdf, render, typesetting
from tracker.reports.rules import Format

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def data() -> bytes:
    with speaking("de"):
        return pdf.render(document(31), "", AT)


@pytest.fixture
def file(data):
    with pikepdf.open(io.BytesIO(data)) as file:
        yield file


def summary(of: Document) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render(Format.SUMMARY, of, "{}", AT)))


def test_a_pdf_says_what_it_is(file):
    root = file.Root

    assert str(root.Lang) == "de-DE"
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.MarkInfo.Marked
    assert "/StructTreeRoot" in root
    with file.open_metadata() as about:
        assert about["dc:title"] == "Sachstandsbericht zum Masterplan Integration"
        assert about["pdfuaid:part"] == "1"
        assert about["xmp:CreateDate"].startswith("2026-10-01T09:30")


def test_headings_go_down_one_level_at_a_time(file):
    levels = [
        int(str(tag.S)[2:])
        for tag in reading.tags(file.Root.StructTreeRoot)
        if re.fullmatch(r"/H\d", str(tag.S))
    ]

    assert levels[0] == 1
    assert max(levels) == 3
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert len([tag for tag in reading.tags(file.Root.StructTreeRoot) if tag.S == "/Title"]) == 1


def test_each_table_has_a_caption_and_heads_for_its_columns(file):
    tables = [tag for tag in reading.tags(file.Root.StructTreeRoot) if tag.S == "/Table"]

    assert len(tables) == len(document(31).tables)
    for table, block in zip(tables, document(31).tables, strict=True):
        parts = list(reading.tags(table))
        heads = [tag for tag in parts if tag.S == "/TH"]
        assert len([tag for tag in parts if tag.S == "/Caption"]) == 1
        assert len(heads) == len(block.columns)
        assert all("/Column" in str(head.A) for head in heads)


def test_each_figure_is_drawn_in_lines_and_said_in_words(file):
    figures = [tag for tag in reading.tags(file.Root.StructTreeRoot) if tag.S == "/Figure"]
    blocks = [block for block in document(31).blocks if isinstance(block, Figure)]

    assert [str(figure.Alt) for figure in figures] == [block.alt for block in blocks]
    pictures = [
        kind
        for page in file.pages
        for kind in page.Resources.get("/XObject", {}).values()
        if kind.Subtype == "/Image"
    ]
    assert pictures == []


def test_the_bookmarks_are_the_headings(file):
    with file.open_outline() as outline:
        names = [entry.title for entry in outline.root]
        below = [entry.title for entry in outline.root[-1].children]

    assert names[-3:] == ["Überblick je Handlungsfeld", "Was sich bewegt hat", "Einzelblätter"]
    assert len(below) == 31


def test_each_page_has_its_foot_and_its_number(file):
    foot = document(31).foot

    for number, page in enumerate(file.pages, start=1):
        text = reading.page_text(page)
        assert foot in text
        assert f"Seite {number} / {len(file.pages)}" in text


def test_only_fonts_that_come_with_typst_are_embedded(file):
    names = {
        str(font.BaseFont).partition("+")[2].removesuffix("-Identity-H")
        for page in file.pages
        for font in page.Resources.get("/Font", {}).values()
    }

    assert names == {"LibertinusSerif-Regular", "LibertinusSerif-Bold"}


def test_no_pdf_is_made_without_words_for_a_figure(app):
    figure = Figure("f", document(1).blocks[2].kind, "Verlauf", "", "overview.trend")
    report = document(1, blocks=(*document(1).blocks, figure))

    with pytest.raises(OutputError, match="alt"):
        render(Format.PDF, report, "{}", AT)


def test_no_pdf_is_made_where_a_heading_is_left_out(app):
    blocks = tuple(
        block
        for block in document(1).blocks
        if not getattr(block, "anchor", "").startswith("sheet") or block.level != 2
    )

    with pytest.raises(OutputError, match="heading"):
        render(Format.PDF, document(1, blocks=blocks), "{}", AT)


def test_setting_that_never_ends_is_ended_and_told(app, monkeypatch):
    monkeypatch.setattr(typesetting, "PATIENCE", 0.01)

    with pytest.raises(OutputError, match=r"PDF nicht erzeugt: Nach 0\.01 Sekunden"):
        render(Format.PDF, document(31), "{}", AT)


GROWTH = """
import resource
from datetime import UTC, datetime
from tests.reports.documents import document
from tracker.i18n import speaking
from tracker.reports.output import docx, pdf  # all that is loaded anyway

report = document(150)
with speaking("de"):
    pdf.render(document(1), "", datetime(2026, 10, 1, tzinfo=UTC))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pdf.render(report, "", datetime(2026, 10, 1, tzinfo=UTC))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_what_was_laid_out_is_given_back_when_a_pdf_is_set():
    """In a fresh process: in this one an earlier test may have needed more."""
    done = subprocess.run(
        [sys.executable, "-c", GROWTH], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert int(done.stdout) < 40_000  # kilobytes


CELLS = """
import resource, sys
from datetime import UTC, datetime
from tests.reports.documents import document
from tracker.i18n import speaking
from tracker.reports.document import Column, Table
from tracker.reports.output import pdf

columns = tuple(Column(f"Angabe {place}") for place in range(8))
rows = tuple((f"A-{place:04}", *(sys.argv[1],) * 7) for place in range(int(sys.argv[2])))
report = document(0, blocks=(Table("much", "Vieles", columns, rows),))
with speaking("de"):
    pdf.render(report, "", datetime(2026, 10, 1, tzinfo=UTC))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.parametrize(
    ("text", "rows", "kilobytes"),
    [("erledigt", 1000, 130_000), ("bis auf weiteres zurückgestellt " * 3, 500, 115_000)],
)
def test_a_cell_takes_little_memory(text, rows, kilobytes):
    """Calls, insets, lines outside of blocks, and rows set twice would take much more."""
    done = subprocess.run(
        [sys.executable, "-c", CELLS, text, str(rows)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert int(done.stdout) < kilobytes


def test_no_line_of_a_list_breaks_a_period(app, monkeypatch):
    given = []
    monkeypatch.setattr(pdf, "typeset", lambda _template, **options: given.append(options))

    facts, bullets = Facts((("Termin", "bis 3. Quartal 2026"),)), Bullets(("ab 3. Quartal 2026",))
    pdf.render(document(0, blocks=(facts, bullets)), "", AT)

    blocks = json.loads(given[0]["sys_inputs"]["data"])["blocks"]
    assert [row[:2] for row in blocks[0]["rows"]] == [["Termin", "bis 3.\u00a0Quartal\u00a02026"]]
    assert blocks[1]["items"] == ["ab 3.\u00a0Quartal\u00a02026"]


def test_every_sign_that_is_let_through_can_be_set():
    signs = [
        sign
        for bounds in glyphs.SIGNS.split()
        for sign in range(int(bounds.split("-")[0], 16), int(bounds.split("-")[-1], 16) + 1)
        if unicodedata.category(chr(sign))[0] != "C"
    ]
    lines = [" ".join(map(chr, signs[at : at + 64])) for at in range(0, len(signs), 64)]

    assert len(signs) > 7000
    with speaking("de"):
        assert pdf.render(document(0, blocks=tuple(map(Paragraph, lines))), "", AT)
        assert pdf.render(document(0, blocks=tuple(map(Notice, lines))), "", AT)  # bold


def test_the_summary_is_one_page(app):
    with summary(document(31)) as file:
        assert len(file.pages) == 1
        assert str(file.Root.Lang) == "de-DE"
        with file.open_metadata() as about:
            assert about["dc:title"].endswith("– Kurzfassung")


def test_a_long_summary_is_set_smaller_and_a_longer_one_refused(app):
    def longer(times: int) -> Document:
        rows = tuple((status, 1) for status in STATUSES * times)
        columns = (Column("Umsetzungsstand"), Column("Anzahl", Kind.NUMBER))
        table = Table("more", "Mehr", columns, rows)
        return document(31, essentials=(*document(31).essentials, table))

    with summary(longer(1)) as easy, summary(longer(4)) as tight:
        assert len(easy.pages) == len(tight.pages) == 1
        assert max(reading.sizes(tight.pages[0])) < max(reading.sizes(easy.pages[0]))
        assert min(reading.sizes(tight.pages[0])) >= 9
    with pytest.raises(OutputError, match="„Das Wichtigste“ passt nicht auf eine Seite"):
        summary(longer(8))


def test_no_letter_is_too_small_to_be_read(file):
    assert min(size for page in file.pages for size in reading.sizes(page)) >= 9
