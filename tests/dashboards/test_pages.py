"""Overview, field and recommendation, for a Stichtag, in both languages."""

from datetime import UTC, date, datetime

import pytest

from tests import make
from tests.pages import words
from tracker.accounts.models import Role
from tracker.i18n import Precision
from tracker.milestones.rules import State
from tracker.notes.rules import Kind
from tracker.plan.rules import Status


def test_an_empty_plan_shows_sentences_and_no_percentage(app, browser):
    make.plan(slug="p")

    page = browser.get("/p/")

    assert "noch keine Empfehlungen" in page.main
    assert "%" not in page.main


def test_fewer_than_five_recommendations_show_counts_only(app, browser):
    make.recommendation(Status.COMPLETED, of=make.plan(slug="p"))

    page = browser.get("/p/")

    assert "100" not in page.main
    assert "weniger als fünf" in page.main


def test_five_recommendations_show_a_quote_rounded_down(app, browser):
    field = make.action_field(make.plan(slug="p"))
    make.recommendation(Status.COMPLETED, field=field)
    make.recommendation(Status.ONGOING, field=field)
    for _ in range(4):
        make.recommendation(Status.NOT_STARTED, field=field)

    page = browser.get("/p/")

    assert "33 %" in page.main


def test_without_a_plan_the_start_page_says_what_to_do(app, browser):
    assert "Hier ist noch kein Plan" in browser.get("/").main


def test_the_only_plan_is_the_start_page_and_several_are_a_list(app, browser):
    make.plan(slug="p")
    assert browser.get("/").location.endswith("/p/")

    make.plan(slug="q")
    assert browser.get("/").status == 200


def test_a_page_shows_the_plan_as_it_stood_at_the_end_of_a_day(app, browser):
    row = make.recommendation(Status.NOT_STARTED, of=make.plan(slug="p"), code="A-01")
    make.status_from(row, Status.IN_PROGRESS, date(2026, 3, 1))

    before = browser.get("/p/empfehlungen/A-01?stichtag=2026-02-28")
    on_the_day = browser.get("/p/empfehlungen/A-01?stichtag=2026-03-01")

    assert "noch nicht begonnen" in before.main
    assert "in Umsetzung" not in before.main
    assert "in Umsetzung" in on_the_day.main


def test_links_keep_stichtag_and_language(app, browser):
    make.recommendation(of=make.plan(slug="p"), code="A-01")

    page = browser.get("/p/?stichtag=2026-05-01&sprache=en")

    links = [a["href"] for a in page.soup.select("nav.navigation a")]
    assert links
    assert all("stichtag=2026-05-01" in link and "sprache=en" in link for link in links)


@pytest.mark.parametrize(
    ("day", "nearest"),
    [
        ("2010-01-01", "2026-01-01"),
        ("2030-01-01", "2026-07-01"),
        ("gestern", "2026-07-01"),
        ("2026-02-30", "2026-07-01"),
        ("30.2.2026", "2026-07-01"),
    ],
)
def test_a_day_that_cannot_be_answered_for_names_the_nearest(app, browser, day, nearest):
    make.recommendation(of=make.plan(slug="p"), since=date(2026, 1, 1))

    page = browser.get(f"/p/?stichtag={day}")

    assert page.status == 400
    assert f"stichtag={nearest}" in page.link("Den nächstmöglichen Stichtag ansehen")


@pytest.mark.parametrize("day", ["1.3.2026", "01.03.26", "1 March 2026", "2026-3-1", " 2026-03-01"])
@pytest.mark.parametrize("page", ["", "empfehlungen", "empfehlungen.csv", "termine", "methode"])
def test_a_day_has_one_address_however_it_is_written(app, browser, day, page):
    make.recommendation(of=make.plan(slug="p"))

    for _twice in range(2):  # the second time nothing comes from the cache
        answer = browser.get(f"/p/{page}", query_string={"stichtag": day})

        assert (answer.status, answer.location) == (303, f"/p/{page}?stichtag=2026-03-01")
    assert browser.follow(answer).status == 200


def test_the_way_to_the_address_of_a_day_keeps_filter_and_language(app, browser):
    make.recommendation(of=make.plan(slug="p"))

    page = browser.get(
        "/p/empfehlungen?stichtag=1.3.2026&status=completed&status=dropped&sprache=en&fremd=1"
    )

    assert page.status == 303
    assert sorted(page.location.partition("?")[2].split("&")) == [
        "sprache=en", "status=completed", "status=dropped", "stichtag=2026-03-01",
    ]  # fmt: skip


def test_the_form_for_another_day_leads_to_its_address(app, browser):
    make.recommendation(of=make.plan(slug="p"))

    answer = browser.submit("/p/?sprache=en", stichtag="1.3.2026")

    assert (answer.status, answer.location) == (303, "/p/?stichtag=2026-03-01&sprache=en")
    assert "1 March 2026" in browser.follow(answer).soup.select_one(".stichtag").text


def test_a_field_shows_what_stands_in_the_way_and_folds_what_was_solved(app, browser):
    plan = make.plan(slug="p")
    field = make.action_field(plan, code="A", slug="arbeit")
    row = make.recommendation(field=field, code="A-01")
    make.obstacle(of=row, text="Die Stelle ist unbesetzt.")
    make.obstacle_end(make.obstacle(of=row, text="Der Raum fehlt."), date(2026, 4, 1))

    solved = browser.get("/p/felder/arbeit").soup.select_one("section[aria-labelledby=hemmnisse]")
    summary = solved.details.summary.text
    folded = solved.details.extract().text

    assert "Früher gelöst" in summary
    assert "Der Raum fehlt." in folded
    assert "Die Stelle ist unbesetzt." in solved.text
    assert "Der Raum fehlt." not in solved.text
    past = browser.get("/p/felder/arbeit?stichtag=2026-03-01")
    assert not past.soup.select("section[aria-labelledby=hemmnisse] details")


def moved(page):
    section = page.soup.select_one("section[aria-labelledby=bewegung]")
    return [words(tag.text) for tag in section.select("li")], section.details


@pytest.mark.parametrize("number", [8, 9])
def test_more_than_eight_movements_are_folded(app, browser, number):
    plan = make.plan(slug="p")
    field = make.action_field(plan)
    make.sitting(make.committee(plan), on=date(2026, 3, 1))
    for place in range(number):
        row = make.recommendation(Status.NOT_STARTED, field=field, code=f"A-{place:02}")
        make.status_from(row, Status.IN_PROGRESS, date(2026, 4, 1))

    sentences, rest = moved(browser.get("/p/"))

    assert len(sentences) == number
    if number == 8:
        assert rest is None
    else:
        assert words(rest.summary.text) == "Alle 9 Bewegungen"
        assert [words(tag.text) for tag in rest.select("li")] == sentences[8:]


@pytest.mark.parametrize("number", [5, 6])
def test_many_new_recommendations_are_one_sentence(app, browser, number):
    plan = make.plan(slug="p")
    field = make.action_field(plan)
    make.recommendation(field=field, code="A-00")
    make.sitting(make.committee(plan), on=date(2026, 3, 1))
    for place in range(1, number + 1):
        make.recommendation(field=field, code=f"A-{place:02}", since=date(2026, 4, 1))

    page = browser.get("/p/")

    if number == 5:
        assert "A-01 „Sprachkurse ausbauen“ ist neu im Plan" in moved(page)[0][0]
        assert len(moved(page)[0]) == 5
    else:
        (line,) = moved(page)[0]
        assert line.startswith("6 Empfehlungen sind neu im Plan. A-01, A-02,")
        assert page.link("A-06") == "/p/empfehlungen/A-06"


def test_a_recommendation_that_begins_later_says_from_when_on_it_is_there(app, browser):
    field = make.action_field(make.plan(slug="p"), since=date(2026, 1, 1))
    make.recommendation(field=field, code="A-01", since=date(2026, 1, 1))
    make.recommendation(field=field, code="A-02", since=date(2026, 5, 1))

    page = browser.get("/p/empfehlungen/A-02?stichtag=2026-04-30")

    assert "erst seit dem 01.05.2026" in page.main
    assert "A-02" not in browser.get("/p/empfehlungen?stichtag=2026-04-30").main


def test_an_unpublished_note_is_on_no_public_page(app, browser):
    row = make.recommendation(of=make.plan(slug="p"), code="A-01")
    make.note("CANARY-NOTE", of=row, is_published=False)
    field = browser.get("/p/empfehlungen/A-01").soup.select_one("nav.crumbs a[href*=felder]")[
        "href"
    ]

    for path in ("/p/", field, "/p/empfehlungen/A-01", "/p/empfehlungen.csv", "/p/beteiligte"):
        assert "CANARY-NOTE" not in browser.get(path).body


def test_a_recommendation_shows_every_move_of_a_deadline(app, browser):
    row = make.recommendation(of=make.plan(slug="p"), code="A-01")
    step = make.milestone(of=row, due=date(2026, 3, 31))
    make.deadline_from(step, date(2026, 9, 30), date(2026, 2, 1), reason="Stelle unbesetzt")

    page = browser.get("/p/empfehlungen/A-01")

    assert "1-mal verschoben" in page.main
    assert "31.03.2026" in page.main
    assert "Stelle unbesetzt" in page.main
    assert "Termin verschoben: bisher 31.03.2026, jetzt 30.09.2026." in page.main


@pytest.mark.parametrize(
    ("precision", "sentence"),
    [
        (Precision.DAY, "bisher 31.12.2026, jetzt 30.09.2027."),
        (Precision.MONTH, "bisher Dezember 2026, jetzt September 2027."),
        (Precision.QUARTER, "bisher 4. Quartal 2026, jetzt 3. Quartal 2027."),
        (Precision.YEAR, "bisher 2026, jetzt 2027."),
    ],
)
def test_the_history_tells_of_a_moved_deadline_as_exactly_as_it_is_meant(
    app, browser, precision, sentence
):
    row = make.recommendation(of=make.plan(slug="p"), code="A-01")
    step = make.milestone(of=row, due=date(2026, 12, 31), precision=precision)
    later = date(2027, 12, 31) if precision is Precision.YEAR else date(2027, 9, 30)
    make.deadline_from(step, later, date(2026, 2, 1), precision=precision)

    assert f"Termin verschoben: {sentence}" in browser.get("/p/empfehlungen/A-01").main


def test_the_history_says_what_came_from_a_file_and_who_typed_in_the_rest(app, browser):
    row = make.recommendation(of=make.plan(slug="p"), code="A-01")
    make.status_from(row, Status.ON_HOLD, date(2026, 3, 1), by=make.user(Role.STAFF))

    page = browser.get("/p/empfehlungen/A-01")

    heads = [words(tag.text) for tag in page.soup.select(".history .entry__head")]
    assert heads[0].startswith("01.03.2026 eingetragen durch: die Geschäftsstelle")
    assert heads[-1].startswith("01.01.2026 aus einer Datei übernommen")


def test_a_withdrawn_fact_counts_nowhere_and_stays_in_the_history(app, browser):
    plan = make.plan(slug="p")
    row = make.recommendation(of=plan, code="A-01")
    step = make.milestone(of=row)
    wrong = make.state_from(step, State.DONE, date(2026, 5, 1))
    make.withdrawal(wrong, plan, reason="Falscher Meilenstein")

    page = browser.get("/p/empfehlungen/A-01")

    assert "0 von 1 Meilenstein" in page.main
    assert page.soup.select(".entry--withdrawn")
    assert "Falscher Meilenstein" in page.main


def test_what_is_typed_in_later_is_marked(app, browser):
    row = make.recommendation(of=make.plan(slug="p"), code="A-01")
    make.note(of=row, on=date(2026, 3, 1), recorded_at=datetime(2026, 4, 15, 9, tzinfo=UTC))

    assert "nachgemeldet am 15.04.2026" in browser.get("/p/empfehlungen/A-01").main


def test_when_all_is_done_staff_are_asked_to_complete(app, browser):
    row = make.recommendation(of=make.plan(slug="p"), code="A-01")
    make.milestone(State.DONE, of=row)
    office = browser.sign_in(make.user(Role.STAFF))

    assert "Abschließen?" in office.get("/p/empfehlungen/A-01").main


def test_a_confirmation_counts_as_a_report(app, browser):
    row = make.recommendation(of=make.plan(slug="p"), code="A-01")
    make.note(of=row, kind=Kind.CONFIRMATION, on=date(2026, 6, 30))

    assert "aktuell 30.06.2026" in browser.get("/p/empfehlungen/A-01").main


@pytest.mark.parametrize(
    "path", ["/x/", "/p/felder/x", "/p/empfehlungen/X-99", "/p/beteiligte/x", "/p/nichts"]
)
def test_what_is_not_there_is_a_plain_page(app, browser, path):
    make.plan(slug="p")

    assert browser.get(path).status == 404


def test_a_retired_field_stays_while_recommendations_belong_to_it(app, browser):
    plan = make.plan(slug="p")
    old = make.action_field(plan, code="A", title="Altes Feld")
    make.recommendation(field=old, code="A-01")
    make.action_field_wording(old, date(2026, 3, 1), title="Altes Feld", is_retired=True)
    gone = make.action_field(plan, code="B", title="Leeres Feld")
    make.action_field_wording(gone, date(2026, 3, 1), title="Leeres Feld", is_retired=True)

    rows = browser.get("/p/").table("je Handlungsfeld")

    assert [(row[0], row[-1]) for row in rows] == [("Altes Feld", "1")]


def test_without_javascript_a_drawing_shows_the_numbers_of_the_table(app, browser):
    field = make.action_field(make.plan(slug="p"), title="Arbeit <i>")
    for status in (Status.COMPLETED, Status.COMPLETED, Status.DROPPED):
        make.milestone(of=make.recommendation(status, field=field))

    page = browser.get("/p/")

    drawings = page.soup.select("figure.chart .chart__drawing[role=img][aria-label]")
    assert len(drawings) == 3
    told = [words(tag.text) for tag in drawings[0].select("svg text")]
    assert told == ["Arbeit <i>", "2", "1", "abgeschlossen (2)", "entfallen (1)"]
