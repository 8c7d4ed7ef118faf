"""How high a row is in a PDF is reckoned only where typst comes to the same."""

import io
import json
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports import reading
from tests.reports.documents import document
from tracker.reports.document import Column, Table
from tracker.reports.output import columns, letters, lines, render
from tracker.reports.output.columns import Layout
from tracker.reports.rules import Format

pytestmark = pytest.mark.usefixtures("app")

AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
TABLE = Table("l", "", (Column("Kürzel"), Column("Aktualität"), Column("davon erledigt")), ())
LETTERS = "".join([*letters.REGULAR.values(), *letters.BOLD.values()])
KNOWN = "".join(letters.REGULAR.values())
TRICKY = (
    "Kita/Schule", "A-01.2,", "Sprach-", "und", "Lesepatenschaften", "(Kreis)", "f(J)", "TTUVW",
    "AVAVA:", "fff!", "1.081", "%", "„Verein“", "Elterncafé", "z.B.", "–", "Ehrenamts-Agentur",
    "in", "3.\u00a0Quartal\u00a02026", "!?", "{j}",
)  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(TRICKY),
    st.text(st.sampled_from(KNOWN), min_size=1, max_size=18),
    st.text(st.sampled_from("aeinrstlÄfTV"), min_size=1, max_size=18),
)
TEXTS = st.lists(WORDS, max_size=24).map(" ".join)


def asked(expression: str, given: object) -> Any:
    """What typst makes of an expression about what is given, in the letters of a table."""
    source = f"""
        #let given = json(bytes(sys.inputs.given))
        #set text(font: "Libertinus Serif", size: 1000pt, lang: "de", hyphenate: false,
          number-type: "lining", number-width: "tabular")
        #context [#metadata({expression}) <found>]
    """
    found = typst.query(
        source.encode(), "<found>", field="value", one=True, ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(given)},
    )  # fmt: skip
    return json.loads(found)


def counted(*cells: str, room: float = 9_000) -> int:
    return lines.sure([cells], Layout([room] * len(cells), 500, [False] * len(cells)))[0]


def test_letters_are_as_wide_as_they_are_set() -> None:
    wide = "measure(text(kerning: false, ligatures: false, weight: weight, one)).width.pt()"
    for weight, widths in (("regular", letters.REGULAR), ("bold", letters.BOLD)):
        measured = asked(
            f'{{ let weight = "{weight}"; given.clusters().map(one => (one, {wide})) }}', LETTERS
        )
        found = dict(measured)
        for known, group in widths.items():
            assert all(abs(found[one] - known) <= 10.5 for one in group), (weight, known)


def test_no_two_letters_are_set_further_apart_than_they_are_taken_for() -> None:
    wide = "let wide(it) = measure(text(it)).width.pt()"
    apart = asked(
        f'{{ {wide}; given.map(a => {{ let first = wide("x" + a); given.map(b => '
        'wide("x" + a + b + "x") - first - wide(b + "x")) }) }',
        list(KNOWN),
    )
    for one, row in zip(KNOWN, apart, strict=True):
        for other, found in zip(KNOWN, row, strict=True):
            most = lines.APART if lines.PAIRS.match(one + other) else lines.ODD
            assert found <= most, one + other


@given(st.lists(st.tuples(TEXTS, st.integers(2_000, 16_000)), min_size=40, max_size=40))
@settings(max_examples=40, deadline=None)
def test_a_count_of_lines_is_never_less_than_typst_needs(cells: list[tuple[str, int]]) -> None:
    set_as = asked(
        """given.map(((it, room)) => measure({
          set par(leading: 0pt)
          set text(top-edge: 1em, bottom-edge: 0em)
          block(width: room * 1pt, text(it))
        }).height.pt())""",
        cells,
    )
    for (text, room), height in zip(cells, set_as, strict=True):
        found = counted(text, room=room)
        assert found == 0 or found * 1000 >= height - 1, (text, room)


def test_the_lines_of_most_rows_can_be_counted() -> None:
    tables = [(one, columns.rows(one)) for one in document(31).tables]
    found = [n for one, texts in tables for n in lines.sure(texts, columns.layout(one, texts))]

    assert found.count(0) < len(found) / 4


def test_lines_are_counted_as_the_longest_cell_has_them() -> None:
    assert counted("kurz", "drei Worte, drei ganze Zeilen voll") == 2
    assert counted("kurz", "eine\nzwei\ndrei") == 3
    assert counted("kurz") == 1


@pytest.mark.parametrize(
    "text", ["東京 ist weit und groß und laut", "zwei  Räume", "Kita/Schule/Verein/Amt/Betrieb"]
)
def test_lines_nobody_can_count_are_left_to_typst(text: str) -> None:
    assert counted("kurz", text) == 0


def test_a_text_that_nearly_fits_a_line_is_left_to_typst() -> None:
    text = "Verein am Werratal"
    exact = letters.width(text)

    assert counted(text, room=exact + 700) == 1
    assert counted(text, room=exact - 10) == 0
    assert counted(text, room=exact - 700) == 2


def test_rows_of_one_line_are_those_that_fit_it_and_cannot_break() -> None:
    cells = (
        ("A-01.2", "3. Quartal 2026", "1"), ("A-01", "Kita/Schule", "1"), ("A-01", "東京", "1"),
        ("A-01", "viele Worte " * 9, "1"),
    )  # fmt: skip
    table = Table("l", "", TABLE.columns, cells)
    texts = columns.rows(table)

    assert lines.single(texts, columns.layout(table, texts)) == [True, False, False, False]


@pytest.mark.parametrize("text", ["fertig", "fertig gestellt", "viele Worte von der Meldung " * 4])
def test_a_row_whose_lines_are_counted_is_as_high_as_any_other(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def height() -> float:
        table = Table("l", "", TABLE.columns, (("A-01", text.strip(), "1"),) * 10)
        data = render(Format.PDF, document(0, blocks=(table,)), "{}", AT)
        with pikepdf.open(io.BytesIO(data)) as file:
            tag = [tag for tag in reading.tags(file.Root.StructTreeRoot) if tag.S == "/Table"][-1]
            return float(tag.A[0].BBox[3]) - float(tag.A[0].BBox[1])

    told = height()
    with monkeypatch.context() as patch:
        patch.setattr("tracker.reports.output.pdf.sure", lambda texts, _layout: [0] * len(texts))
        patch.setattr("tracker.reports.output.pdf.single", lambda texts, _: [False] * len(texts))
        assert told == pytest.approx(height(), abs=0.1)
