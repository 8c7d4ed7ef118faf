"""On paper, too, counts lead to what they count: where a PDF has links, and where they lead."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from tests.dashboards.conftest import _sample
from tests.reports import reading
from tests.reports.documents import document
from tests.reports.test_counts import NOW, built
from tracker.i18n import speaking
from tracker.plan import queries as plans
from tracker.reports.document import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Kind,
    Link,
    Mark,
    Paragraph,
    Table,
)
from tracker.reports.output import render
from tracker.reports.output.columns import rows
from tracker.reports.output.languages import spoken, texts
from tracker.reports.output.links import places
from tracker.reports.rules import Format

__all__ = ["_sample"]

LINKED = ("das-wichtigste", "ueberblick", "veraenderungen")  # sections
QUOTES = "counts.quotes"


@pytest.fixture
def report(request, _sample) -> Iterator[Document]:
    language = getattr(request, "param", "de")
    of = plans.plan("integration")
    with speaking(language):
        yield built(of, date(2026, 9, 30), date(2026, 6, 30), language).document


def pdf(of: Document, form: Format = Format.PDF) -> bytes:
    return render(form, of, "{}", NOW)


def expected(of: Document) -> Iterator[tuple[str, str]]:
    """Yield the words of each link a PDF has, and how the list it leads to begins."""
    section = ""
    found = dict(targets(of.all_blocks))
    for block in of.all_blocks:
        if isinstance(block, Heading) and block.level == 1:
            section = block.anchor
        if section in LINKED or getattr(block, "key", "") == QUOTES:
            for row in spoken(block, places(of), has_codes=False):
                yield from (
                    (one.text.translate(reading.BREAKS), found[one.to])
                    for cell in row
                    for one in cell
                    if one.to
                )


def targets(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """Yield the anchor of each place, and its text up to the begin of a list."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block.anchor, block.text
        if isinstance(block, Table):
            yield block.key, block.caption
            for mark in block.marks:
                row = rows(block)[mark.row]
                yield mark.anchor, "".join(row[: mark.column]) + row[mark.column][:30]
        if isinstance(block, Facts):
            for mark in block.marks:
                (value,) = list(texts(block))[mark.row]
                yield mark.anchor, block.rows[mark.row][0] + value[:30]


def plain(text: str) -> str:
    """Return a text as if it were one line without spaces, however it is broken."""
    return "".join(text.translate(reading.BREAKS).split()).replace("-", "")


@pytest.mark.parametrize("report", ["de", "en"], indirect=True)
def test_each_count_leads_to_the_page_of_its_list(report):
    links = reading.pdf_links(pdf(report))
    wanted = list(expected(report))

    assert len(wanted) > 150
    assert [plain(words) for words, _page in links] == [plain(words) for words, _begin in wanted]
    for (words, page), (_words, begin) in zip(links, wanted, strict=True):
        assert plain(begin) in plain(page), (words, begin)


def test_each_count_of_the_tables_read_first_is_a_link(report):
    with pikepdf.open(io.BytesIO(pdf(report))) as file:
        tables = [tag for tag in reading.tags(file.Root.StructTreeRoot) if tag.S == "/Table"]
        for table, block in zip(tables, report.tables, strict=True):
            if block.key.startswith(("essentials.", "fields.")):
                links = [tag for tag in reading.tags(table) if tag.S == "/Link"]
                assert len(links) == sum(map(is_count, *counts(block))), block.key


def counts(table: Table) -> tuple[list[object], list[Kind]]:
    cells = [pair for row in table.rows for pair in zip(row, table.columns, strict=True)]
    return [cell for cell, _column in cells], [column.kind for _cell, column in cells]


def is_count(cell: object, kind: Kind) -> bool:
    return kind in {Kind.NUMBER, Kind.SHARE} and cell not in {0, None}


def test_each_link_is_tagged_said_and_led_somewhere(report):
    with pikepdf.open(io.BytesIO(pdf(report))) as file:
        tagged = {}
        for tag in reading.link_tags(file):
            assert reading.annotations(tag), tag
            tagged |= {one.objgen: one for one in reading.annotations(tag)}
        others = {
            one.objgen
            for page in list(file.pages)[2:]  # behind the contents
            for one in page.get("/Annots", ())
        }

        assert len(tagged) > 150
        assert others <= set(tagged)
        assert all(one.Subtype == "/Link" and str(one.Contents) for one in tagged.values())


def test_a_pdf_is_set_the_same_twice(report):
    assert pdf(report) == pdf(report)


def test_a_summary_has_no_other_place_to_lead_to(report):
    with pikepdf.open(io.BytesIO(pdf(report, Format.SUMMARY))) as file:
        assert "/Annots" not in file.pages[0]


def test_links_change_no_line(report):
    """Nor where anything stands: paper stays as calm as it was."""
    without = replace(
        report,
        essentials=tuple(map(unlinked, report.essentials)),
        blocks=tuple(map(unlinked, report.blocks)),
    )
    with (
        pikepdf.open(io.BytesIO(pdf(report))) as one,
        pikepdf.open(io.BytesIO(pdf(without))) as other,
    ):
        for page, plain_page in zip(one.pages, other.pages, strict=True):
            assert reading.page_text(page) == reading.page_text(plain_page)


def unlinked(block: Block) -> Block:
    return replace(block, links=()) if hasattr(block, "links") else block


def test_what_is_not_there_or_not_one_place_is_no_link(app):
    columns = (Column("Kürzel"), Column("Anzahl", Kind.NUMBER))
    table = Table("twice", "Zahlen", columns, (("", 1),), marks=(Mark("empty", 0), Mark("one", 0)))
    text = Paragraph("3 und 4 und 5", (Link("empty", "3"), Link("twice", "4"), Link("no", "5")))
    blocks = (Heading(1, "Überblick", "ueberblick"), text, Heading(2, "Zwei", "twice"), table)

    links = reading.pdf_links(pdf(document(0, blocks=blocks)))

    assert [words for words, _page in links] == ["3"]
