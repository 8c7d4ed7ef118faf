"""Tables, facts and sections stand on paper so that nobody stumbles while reading."""

import io
import zipfile
from datetime import UTC, datetime

import pikepdf
import pytest

from tests.reports import reading
from tests.reports.documents import STATUSES, document
from tracker.reports.document import Block, Column, Facts, Heading, Kind, Paragraph, Table
from tracker.reports.output import columns, letters, render
from tracker.reports.output.text import together
from tracker.reports.rules import Format

pytestmark = pytest.mark.usefixtures("app")

AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
WIDE = Table(
    "wide",
    "Umsetzungsstand je Handlungsfeld",
    (
        Column("Handlungsfeld"),
        Column("umgesetzt, läuft als Daueraufgabe", Kind.NUMBER),
        *(Column(name.lower(), Kind.NUMBER) for name in STATUSES if name != "Daueraufgabe"),
    ),
    (("Ehrenamt und Zusammenleben", *range(7)),),
)
SHORT = Table(
    "short", "Terminlage", (Column("Kürzel"), Column("Aktualität"), Column("davon erledigt")),
    (("A-01", "keine Meldung nötig", "1"),),
)  # fmt: skip


def pages(*blocks: Block) -> list[str]:
    """What stands on each page behind that of the contents."""
    data = render(Format.PDF, document(0, essentials=(), blocks=blocks), "{}", AT)
    with pikepdf.open(io.BytesIO(data)) as file:
        return [reading.page_text(page) for page in file.pages][2:]


@pytest.mark.parametrize("table", [WIDE, SHORT, *document(31).tables])
def test_no_word_of_a_head_is_wider_than_its_column(table: Table) -> None:
    texts = columns.rows(table)
    wide = columns.widths(table, texts)

    part = columns.LINE / sum(wide)  # they share the page
    for width, column in zip(wide, table.columns, strict=True):
        for word in columns.WORD.findall(column.name):
            assert letters.width(word, is_bold=True) < width * part, word


def test_words_of_cells_are_broken_only_where_a_column_is_too_narrow() -> None:
    assert columns.layout(SHORT, columns.rows(SHORT)).hyphenated == [False] * 3
    long = Table("l", "", SHORT.columns, (("A-01", "Donaudampfschifffahrt" * 6, "1"),))
    assert columns.layout(long, columns.rows(long)).hyphenated == [False, True, False]


def test_days_periods_and_percentages_stay_in_one_line() -> None:
    for text in ("4. Quartal 2016", "Q3 2026", "30 September 2026", "März 2026", "16 %"):
        assert together(f"am {text} und") == f"am {text.replace(' ', chr(160))} und"
    assert together("Der 1. Schritt") == "Der 1. Schritt"


def test_a_short_section_stands_below_the_one_before() -> None:
    found = pages(
        Heading(1, "Erster Abschnitt", "ueberblick"), Paragraph("Kurz."),
        Heading(1, "Zweiter Abschnitt", "b"), Paragraph("Kurz."),
        Heading(1, "Anhang", "anhang"), Paragraph("Kurz."),
    )  # fmt: skip

    assert "Erster Abschnitt" in found[0]
    assert "Zweiter Abschnitt" in found[0]
    assert "Anhang" in found[1]


def test_a_section_begins_a_page_where_little_of_one_is_left() -> None:
    found = pages(
        Heading(1, "Erster Abschnitt", "ueberblick"), *[Paragraph("Eine Zeile.")] * 34,
        Heading(1, "Zweiter Abschnitt", "b"), Paragraph("Kurz."),
    )  # fmt: skip

    assert ["Zweiter Abschnitt" in page for page in found] == [False, True]


@pytest.mark.parametrize("lines", [20, 24, 26, 28, 30, 32, 34])
def test_a_heading_stays_with_all_its_facts(lines: int) -> None:
    names = [f"Angabe {number}" for number in range(9)]
    found = pages(
        Heading(1, "Abschnitt", "ueberblick"), *[Paragraph("Eine Zeile.")] * lines,
        Heading(2, "A-01 Empfehlung", "b"), Facts(tuple((name, "Text") for name in names)),
    )  # fmt: skip

    with_heading = next(page for page in found if "A-01 Empfehlung" in page)
    assert all(name in with_heading for name in names)


def test_a_long_name_of_a_fact_takes_a_line_of_its_own_and_no_other_does() -> None:
    names = [*(f"kurz {number}" for number in range(28)), "ein Name, der keine Spalte hat " * 2]

    facts = Facts(tuple((name, "Text") for name in names))
    assert len(pages(Heading(1, "A", "ueberblick"), facts)) == 1


def test_word_hyphenates_and_names_no_other_program(app) -> None:
    data = render(Format.DOCX, document(1), "{}", AT)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        settings = file.read("word/settings.xml").decode()
        about = file.read("docProps/app.xml").decode()

    assert settings.index("w:proofState") < settings.index("<w:autoHyphenation/>")
    assert settings.index("<w:autoHyphenation/>") < settings.index("w:characterSpacingControl")
    assert "<Application>Masterplan-Tracker</Application>" in about
    assert "Microsoft" not in about
