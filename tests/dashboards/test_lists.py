"""The lists: filter, sort, search, pages, and the same list as files."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from tests import make
from tests.pages import words
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part


def codes(page):
    return [words(tag.text) for tag in page.soup.select("main tbody th .overline")]


@pytest.fixture
def plan(app):
    of = make.plan(slug="p")
    work = make.action_field(of, code="A", slug="arbeit", title="Arbeit")
    school = make.action_field(of, code="B", slug="bildung", title="Bildung")
    town = make.municipality(of, name="Musterstadt")
    vhs = make.organisation(of, slug="vhs", name="Volkshochschule", at=town)
    first = make.recommendation(
        Status.COMPLETED, field=work, code="A-01", title="Öffnen", owner=vhs
    )
    make.milestone(of=first)
    make.recommendation(Status.DROPPED, field=work, code="A-02", title="Straße")
    second = make.recommendation(field=school, code="B-01", title="Zirkel")
    make.milestone(of=second, due=date(2026, 1, 31))
    make.recommendation(Status.NOT_STARTED, field=school, code="B-02", title="Ausbauen")
    return of


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["A-01", "A-02", "B-01", "B-02"]),
        ("feld=bildung", ["B-01", "B-02"]),
        ("status=completed&status=dropped", ["A-01", "A-02"]),
        ("terminlage=delayed", ["B-01"]),
        ("aktualitaet=never", ["B-01", "B-02"]),
        ("beteiligte=vhs", ["A-01"]),
        ("q=strasse", ["A-02"]),
        ("q=offnen", ["A-01"]),
        ("q=volkshoch", ["A-01"]),
        ("fortschritt=nicht-bezifferbar", ["A-02"]),
        ("sortierung=titel", ["B-02", "A-01", "A-02", "B-01"]),
        ("sortierung=titel&richtung=ab", ["B-01", "A-02", "A-01", "B-02"]),
        ("sortierung=terminlage", ["B-01", "A-01", "A-02", "B-02"]),
        ("seite=99", ["A-01", "A-02", "B-01", "B-02"]),
        ("status=", ["A-01", "A-02", "B-01", "B-02"]),
    ],
)
def test_a_list_shows_what_its_address_asks_for(browser, query, expected):
    assert codes(browser.get(f"/p/empfehlungen?{query}")) == expected


@pytest.mark.usefixtures("plan")
def test_a_municipality_finds_what_its_organisations_take_part_in(browser):
    page = browser.get("/p/empfehlungen")
    options = page.soup.select("select[name=gemeinde] option")
    ags = next(option["value"] for option in options if option.text == "Musterstadt")

    assert codes(browser.get(f"/p/empfehlungen?gemeinde={ags}")) == ["A-01"]


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    "query", ["status=fertig", "feld=nichts", "terminlage=x", "sortierung=x", "beteiligte=x%00"]
)
def test_an_unknown_code_gets_a_sentence(browser, query):
    page = browser.get(f"/p/empfehlungen?{query}")

    assert page.status == 400
    assert "Liste" in page.main or "Adresszeile" in page.main


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("empfehlungen?status=x", "Umsetzungsstand"),
        ("empfehlungen?gemeinde=x", "Stadt oder Gemeinde"),
        ("empfehlungen?sortierung=x", "Sortieren nach"),
        ("termine?lage=x", "Termin"),
        ("termine?empfehlung=x", "Empfehlung"),
    ],
)
def test_the_sentence_names_the_filter_as_the_page_does(browser, path, label):
    assert f"„x“ ist kein Wert für „{label}“." in browser.get(f"/p/{path}").main


@pytest.mark.usefixtures("plan")
def test_an_empty_list_says_what_to_do(browser):
    page = browser.get("/p/empfehlungen?q=nichtsdergleichen")

    assert "Keine Empfehlung passt" in page.main
    assert not page.soup.select("main table")


@pytest.mark.usefixtures("plan")
def test_the_csv_is_the_same_list_in_code_words(browser):
    answer = browser.get("/p/empfehlungen.csv?feld=arbeit")
    lines = answer.response.data.decode("utf-8-sig").splitlines()

    assert answer.response.data.startswith(b"\xef\xbb\xbf")
    assert lines[0].startswith("code;action_field;title;status;schedule;freshness;progress;lead;")
    assert lines[1].startswith("A-01;arbeit;Öffnen;completed;none;exempt;1.0000;Volkshochschule;")
    assert lines[2].split(";")[6] == ""
    assert len(lines) == 3


def test_text_that_looks_like_a_formula_stays_text(app, browser):
    of = make.plan(slug="p")
    field = make.action_field(of)
    make.recommendation(field=field, code="A-01", title="=1+1")

    text = browser.get("/p/empfehlungen.csv").response.data.decode("utf-8-sig")
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(browser.get("/p/empfehlungen.xlsx").response.data)
    )
    row = book.get_sheet_by_index(0).to_python()[1]

    assert ";'=1+1;" in text
    assert row[2] == "=1+1"


@pytest.mark.usefixtures("plan")
def test_the_workbook_carries_numbers_and_days_as_such(browser):
    answer = browser.get("/p/empfehlungen.xlsx?status=completed")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.response.data))
    head, row = book.get_sheet_by_index(0).to_python()
    found = dict(zip(head, row, strict=False))

    assert found["milestones_valid"] == 1
    assert found["as_of"] == date(2026, 7, 1)
    assert any(
        "Stichtag: 01.07.2026" in str(line) for line in book.get_sheet_by_index(1).to_python()
    )


@pytest.mark.usefixtures("plan")
def test_milestones_are_listed_by_their_due_day(browser):
    page = browser.get("/p/termine")

    assert codes(page) == ["B-01.1", "A-01.1"]
    assert codes(browser.get("/p/termine?lage=ueberfaellig")) == ["B-01.1"]
    assert "151 Tage überfällig" in page.main


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("query", "kept", "expected", "limit"),
    [
        ("empfehlung=A-01", "A-01", ["A-01.1"], "Empfehlung: A-01"),
        (
            "geplant_bis=2026-01-30", "2026-01-30", [],
            "zuerst vereinbart bis 30.01.2026, ohne entfallene",
        ),
        (
            "geplant_bis=31.1.2026", "2026-01-31", ["B-01.1"],
            "zuerst vereinbart bis 31.01.2026, ohne entfallene",
        ),
        ("erledigt_bis=2026-07-01", "2026-07-01", [], "erledigt bis 01.07.2026"),
    ],
)  # fmt: skip
def test_what_limits_the_milestones_is_shown_kept_and_taken_out(
    browser, query, kept, expected, limit
):
    page = browser.get(f"/p/termine?feld=arbeit&feld=bildung&{query}")
    (chip,) = [tag for tag in page.soup.select(".chip") if limit in words(tag.text)]
    name = query.partition("=")[0]

    assert codes(page) == expected
    assert page.soup.select_one(f"form.filter input[name={name}]")["value"] == kept
    assert name not in chip["href"]
    assert codes(browser.get(chip["href"])) == ["B-01.1", "A-01.1"]


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("empfehlungen", "Empfehlungen – "),
        ("empfehlungen?q=zirkel&status=dropped", "Empfehlungen: zirkel, Umsetzungsstand: entfal"),
        ("termine?lage=bald&empfehlung=A-01", "Termine: Empfehlung: A-01, Termin: bald fällig"),
    ],
)
def test_the_title_says_what_is_chosen_and_the_form_is_folded_then(browser, path, title):
    page = browser.get(f"/p/{path}")

    assert words(page.soup.title.text).startswith(title)
    assert page.soup.select_one(".filter-fold").has_attr("open") == ("?" not in path)


@pytest.mark.usefixtures("plan")
def test_a_limit_that_is_no_day_gets_a_sentence(browser):
    page = browser.get("/p/termine?geplant_bis=31.2.2026")

    assert page.status == 400
    assert "„31.2.2026“ ist kein Tag." in page.main


def test_done_milestones_of_a_day_are_those_done_by_then_that_count(app, browser):
    of = make.recommendation(field=make.action_field(make.plan(slug="p")), code="A-01")
    for state, day in (
        (State.DONE, date(2026, 3, 1)),
        (State.DONE, date(2026, 5, 1)),
        (State.DROPPED, date(2026, 3, 1)),
    ):
        step = make.milestone(of=of, due=date(2026, 4, 1), since=date(2026, 1, 1))
        make.state_from(step, state, day)

    assert codes(browser.get("/p/termine?erledigt_bis=2026-03-31")) == ["A-01.1"]
    assert codes(browser.get("/p/termine?erledigt_bis=2026-05-01")) == ["A-01.1", "A-01.2"]
    assert codes(browser.get("/p/termine?geplant_bis=2026-04-01")) == ["A-01.1", "A-01.2"]


def test_more_than_a_page_is_paged(app, browser):
    field = make.action_field(make.plan(slug="p"))
    for number in range(30):
        make.recommendation(field=field, code=f"A-{number:02}", has_owner=False)

    first, second = browser.get("/p/empfehlungen"), browser.get("/p/empfehlungen?seite=2")

    assert (len(codes(first)), len(codes(second))) == (25, 5)
    assert "Seite 2 von 2" in second.soup.title.text


def test_the_organisations_tell_what_they_do(app, browser):
    of = make.plan(slug="p")
    vhs = make.organisation(of, slug="vhs", name="Volkshochschule")
    row = make.recommendation(of=of, owner=vhs, code="A-01")
    other = make.organisation(of, slug="drk", name="Rotes Kreuz")
    make.involvement(row, other, Part.CONTRIBUTING)
    make.note(of=row, at=vhs)

    listed = browser.get("/p/beteiligte").table()
    page = browser.get("/p/beteiligte/vhs")

    assert [cells[0] for cells in listed] == ["Rotes Kreuz", "Volkshochschule"]
    assert "Federführend" in page.main
    assert browser.get("/p/beteiligte/nobody").status == 404
