"""A document comes back from its JSON as it was, and shows each kind of cell in one way."""

import pytest

from tracker.i18n import speaking
from tracker.reports.document import (
    Bullets,
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
    load,
    shown,
)

DOCUMENT = Document(
    language="de",
    title="Sachstandsbericht",
    subtitle="Stichtag 30.09.2026",
    foot="Beispieldaten",
    cover=Facts((("Gremium", "Kreistag"),)),
    essentials=(Heading(1, "Das Wichtigste", "essentials"), Paragraph("31 Empfehlungen.")),
    blocks=(
        Notice("Beispieldaten"),
        Bullets(("eins", "zwei")),
        Table(
            "fields",
            "Handlungsfelder",
            (Column("Feld"), Column("Anzahl", Kind.NUMBER), Column("Quote", Kind.SHARE)),
            (("Arbeit", 6, "1/3"), ("Bildung", 0, None)),
        ),
        Figure("fields", FigureKind.STACKED, "Felder", "Arbeit vor Bildung.", "fields"),
    ),
)


def test_a_document_comes_back_from_its_json() -> None:
    assert load(dump(DOCUMENT)) == DOCUMENT


def test_the_tables_are_those_of_both_parts() -> None:
    assert [table.key for table in DOCUMENT.tables] == ["fields"]


@pytest.mark.parametrize(
    ("cell", "kind", "german", "english"),
    [
        ("Arbeit", Kind.TEXT, "Arbeit", "Arbeit"),
        (1234, Kind.NUMBER, "1.234", "1,234"),
        ("2026-09-30", Kind.DAY, "30.09.2026", "30 September 2026"),
        ("2026-09-30 day", Kind.PERIOD, "30.09.2026", "30 September 2026"),
        ("2026-09-30 quarter", Kind.PERIOD, "3. Quartal 2026", "Q3 2026"),
        (2026, Kind.YEAR, "2026", "2026"),
        ("11/17", Kind.SHARE, "64 %", "64%"),
        (None, Kind.NUMBER, "–", "–"),
    ],
)
def test_a_cell_shows_its_value_in_each_language(cell, kind, german, english) -> None:
    with speaking("de"):
        assert shown(cell, kind) == german
    with speaking("en"):
        assert shown(cell, kind) == english
