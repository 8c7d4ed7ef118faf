"""What moved between two days: sentences with their facts, days that can be asked for, files."""

import json
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl

import pytest

from tests import make
from tests.pages import words
from tracker.accounts.models import Role
from tracker.history.stichtag import RecordedRole
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part

SPAN = "von=2026-03-01&bis=2026-06-30"


@pytest.fixture
def plan(app):
    """A plan in which between the two days something of every kind happens."""
    of = make.plan(slug="p")
    make.sitting(make.committee(of), on=date(2026, 3, 1))
    first = make.action_field(of, code="A", slug="arbeit", title="Arbeit")
    second = make.action_field(of, code="B", slug="bildung", title="Bildung")
    vhs = make.organisation(of, slug="vhs", name="Volkshochschule")
    drk = make.organisation(of, slug="drk", name="Rotes Kreuz")
    row = make.recommendation(Status.NOT_STARTED, field=second, code="B-01", owner=vhs)
    make.status_from(row, Status.ON_HOLD, date(2026, 4, 1), reason="Geld fehlt")
    make.status_from(
        row, Status.IN_PROGRESS, date(2026, 5, 1), recorded_at=datetime(2026, 6, 2, 9, tzinfo=UTC)
    )
    make.involvement(row, drk, Part.LEAD, since=date(2026, 4, 1))
    step = make.milestone(of=row, due=date(2026, 6, 1))
    make.deadline_from(step, date(2026, 6, 8), date(2026, 4, 2), reason="Leitung krank")
    make.deadline_from(step, date(2026, 6, 15), date(2026, 5, 2), reason="Raum fehlt")
    done = make.milestone(of=row, due=date(2026, 12, 31))
    make.state_from(done, State.DONE, date(2026, 5, 3))
    make.obstacle(of=row, text="Die Stelle ist unbesetzt.", since=date(2026, 5, 4))
    make.note(of=row, at=vhs, on=date(2026, 5, 5))
    make.recommendation(field=first, code="A-01", since=date(2026, 4, 1))
    still = make.recommendation(field=first, code="A-02")
    make.status_from(still, Status.ON_HOLD, date(2026, 4, 1))
    make.status_from(still, Status.IN_PROGRESS, date(2026, 5, 1))
    return of


def asked(address):
    """Return the parameters of an address."""
    return dict(parse_qsl(address.rpartition("?")[2]))


def sentences(page, slug):
    return [words(li.text) for li in page.soup.select(f"section[aria-labelledby=feld-{slug}] li")]


@pytest.mark.usefixtures("plan")
def test_it_tells_field_by_field_what_moved_each_with_its_fact(browser):
    page = browser.get(f"/p/veraenderungen?{SPAN}")

    assert sentences(page, "arbeit") == [
        (
            "A-01 „Sprachkurse ausbauen“ ist neu im Plan, Umsetzungsstand: „in Umsetzung“. "
            "Am 01.04.2026."
        )
    ]
    told = sentences(page, "bildung")
    assert told[0] == (
        "Die Umsetzung von B-01 „Sprachkurse ausbauen“ hat begonnen. Am 01.05.2026. "
        "In mehreren Schritten; der Tag gehört zum letzten. Nachgemeldet am 02.06.2026."
    )
    assert told[1] == "Zu B-01 „Sprachkurse ausbauen“ gibt es die erste Meldung. Am 05.05.2026."
    assert "zu lösen durch" in told[2]
    assert "Federführung bei B-01 „Sprachkurse ausbauen“: neu dabei Rotes Kreuz." in told[3]
    assert told[4].endswith(
        "bisher 01.06.2026, jetzt 15.06.2026. Am 02.05.2026. Begründung: Raum fehlt "
        "In mehreren Schritten; Tag und Begründung gehören zum letzten."
    )
    assert "ist jetzt überfällig, Termin: 15.06.2026." in told[5]
    assert "ist erledigt." in told[6]
    assert len(told) == 7
    assert "8 Veränderungen" in page.main


@pytest.mark.usefixtures("plan")
def test_each_sentence_and_each_entry_leads_to_where_its_fact_stands(browser):
    page = browser.get(f"/p/veraenderungen?{SPAN}")
    links = [a["href"] for a in page.soup.select("main section a[href*=empfehlungen]")]

    assert len(links) > 12
    for link in dict.fromkeys(links):
        path, _, anchor = link.partition("#")
        assert "stichtag=2026-06-30" in path
        assert browser.get(path).soup.find(id=anchor), link


def test_a_first_report_is_found_behind_many_newer_ones(browser):
    plan = make.plan(slug="p")
    own = make.organisation(plan)
    row = make.recommendation(of=plan, code="A-01", owner=own, since=date(2026, 1, 1))
    first = make.note(of=row, at=own, on=date(2026, 4, 1))
    for day in range(1, 31):
        make.note(of=row, at=own, on=date(2026, 5, day))

    page = browser.get(f"/p/veraenderungen?{SPAN}")
    links = [a["href"] for a in page.soup.select("main a[href*=meldung]")]

    assert len(links) == 1 + 25  # the sentence, and the entries of the first page
    (told,) = {link for link in links if first.uid in link}
    for link in links:
        path, _, anchor = link.partition("#")
        assert browser.get(path).soup.find(id=anchor), link
    assert (
        browser.get(told.replace("#", "&seite=1#")).soup.find(id=f"sachstand-{first.uid}") is None
    )


@pytest.mark.usefixtures("plan")
def test_below_stands_every_entry_in_between(browser):
    page = browser.get(f"/p/veraenderungen?{SPAN}")
    entries = [
        words(li.text) for li in page.soup.select("section[aria-labelledby=eintraege] .entry")
    ]

    assert any("A-02" in one and "zurückgestellt" in one for one in entries)
    assert any("Neues Hemmnis: Die Stelle ist unbesetzt." in one for one in entries)
    assert any("Sachstand gemeldet: Volkshochschule." in one for one in entries)
    assert not any("01.01.2026" in one for one in entries)


def entries_of(page):
    return page.soup.select("section[aria-labelledby=eintraege] .entry")


def test_decisions_are_among_the_entries_with_the_way_to_where_they_stand(browser):
    plan = make.plan(slug="p")
    council = make.committee(plan, slug="kreistag", name="Kreistag")
    of = make.recommendation(of=plan, code="A-01")
    late = datetime(2026, 5, 20, 9, tzinfo=UTC)
    make.decision(of, on=date(2026, 5, 4), text="Zwei Stellen.", by=council, recorded_at=late)
    make.decision(of, on=date(2026, 5, 6), text="One more post.", language="en")
    wrong = make.decision(of, on=date(2026, 5, 5), text="Drei Stellen.", by=council)
    make.withdrawal(wrong, plan, reason="Verhört.")
    make.decision(of, on=date(2026, 2, 1), text="Davor.")

    page = browser.get(f"/p/veraenderungen?{SPAN}")
    english, withdrawn, german = entries_of(page)

    assert "Beschluss (Steuerungsgruppe): One more post." in words(english.text)
    assert english.select_one("span[lang=en]").text == "One more post."
    assert "Zurückgenommen: Verhört." in words(withdrawn.text)
    assert "Beschluss (Kreistag): Zwei Stellen." in words(german.text)
    assert "nachgemeldet am 20.05.2026" in words(german.text)
    for entry in (english, withdrawn, german):
        path, _, anchor = entry.a["href"].partition("#")
        assert browser.get(path).soup.find(id=anchor)


def test_who_recorded_a_decision_is_not_named(browser):
    plan = make.plan(slug="p")
    of = make.recommendation(of=plan, code="A-01")
    decided = make.decision(of, on=date(2026, 5, 4))
    decided.recorded_by_id = make.user(Role.STAFF, name="Kanarienvogel").id
    decided.recorded_role = RecordedRole.STAFF
    make.save(decided)

    page = browser.get(f"/p/veraenderungen?{SPAN}")

    assert "eingetragen durch: die Geschäftsstelle" in words(entries_of(page)[0].text)
    assert "Kanarienvogel" not in page.text


@pytest.mark.usefixtures("plan")
def test_without_days_it_begins_at_the_last_sitting(browser):
    page = browser.get("/p/veraenderungen")

    assert "Zwischen dem 01.03.2026 und dem 01.07.2026" in page.main
    assert "seit der Sitzung vom 01.03.2026" in page.main
    assert "seit der Sitzung" not in browser.get("/p/veraenderungen?stichtag=2026-03-01").main
    assert "/p/veraenderungen" in browser.get("/p/").link(
        "Alle Veränderungen, auch zwischen anderen Tagen"
    )


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("von=2010-01-01", "von=2026-01-01"),
        ("bis=2030-01-01&sprache=de", "bis=2026-07-01"),
        ("von=heute", "von=2026-03-01&bis=2026-07-01"),
        ("von=2030-01-01", "von=2026-03-01&bis=2026-07-01"),
        ("von=quatsch&bis=2026-06-30", "von=2026-03-01&bis=2026-06-30"),
        ("von=2030-01-01&bis=2026-02-28", "von=2026-01-01&bis=2026-02-28"),
        ("von=2026-07-01&bis=2030-01-01", "von=2026-03-01&bis=2026-07-01"),
        ("von=2026-06-30&bis=quatsch", "von=2026-06-30&bis=2026-07-01"),
        ("bis=1990-01-01", "von=2026-01-01&bis=2026-07-01"),
        ("von=2026-06-30&bis=1990-01-01", "von=2026-01-01&bis=2026-06-30"),
    ],
)
def test_a_day_that_cannot_be_compared_names_the_nearest(browser, query, nearest):
    page = browser.get(f"/p/veraenderungen?{query}")

    assert page.status == 400
    (link,) = [a["href"] for a in page.soup.select("main p > a") if "vergleichen" in a.text]
    assert asked(nearest).items() <= asked(link).items()
    assert asked(link)["von"] < asked(link)["bis"]
    assert browser.get(link).status == 200
    (wrong,) = [div["id"] for div in page.soup.select(".kern-error")]
    kept = {day for name, day in asked(query).items() if f"{name}-error" != wrong}
    assert kept <= {*asked(link).values(), "de"}


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("query", "von", "bis"),
    [
        ("von=quatsch&bis=2026-06-30", "quatsch", "30.06.2026"),
        ("von=2026-03-01&bis=1990-01-01", "01.03.2026", "1990-01-01"),
        ("von=2030-01-01", "2030-01-01", ""),
        ("von=quatsch&bis=30.6.2026&sprache=en", "quatsch", "2026-06-30"),
    ],
)
def test_a_wrong_day_stays_as_typed_and_a_good_one_is_shown_as_its_hint_says(
    browser, query, von, bis
):
    page = browser.get(f"/p/veraenderungen?{query}")

    assert page.status == 400
    assert page.soup.select_one("input[name=von]")["value"] == von
    assert page.soup.select_one("input[name=bis]")["value"] == bis


def test_on_the_first_day_of_a_plan_no_two_days_are_suggested(browser):
    make.recommendation(of=make.plan(slug="p"), since=date(2026, 7, 1))

    page = browser.get("/p/veraenderungen?von=quatsch")

    assert page.status == 400
    assert "vergleichen" not in page.main


@pytest.mark.usefixtures("plan")
def test_of_two_days_that_cannot_be_compared_both_are_named(browser):
    page = browser.get("/p/veraenderungen?von=quatsch&bis=2099-01-01")

    assert page.status == 400
    assert len(page.soup.select("[role=alert] p")) == 2
    assert page.soup.select_one("#von-error")
    assert page.soup.select_one("#bis-error")
    assert "seit der Sitzung vom 01.03.2026" in page.main


@pytest.mark.usefixtures("plan")
def test_days_the_wrong_way_round_can_be_swapped(browser):
    page = browser.get("/p/veraenderungen?von=2026-06-30&bis=2026-03-01")

    assert page.status == 400
    assert page.link("Vom 01.03.2026 bis zum 30.06.2026 vergleichen") == f"/p/veraenderungen?{SPAN}"
    assert browser.get("/p/veraenderungen.csv?von=2026-06-30&bis=2026-03-01").status == 400


@pytest.mark.usefixtures("plan")
def test_days_as_people_write_them_have_one_address(browser):
    answer = browser.get("/p/veraenderungen?von=1.3.2026&bis=30.06.2026")

    assert (answer.status, answer.location) == (303, f"/p/veraenderungen?{SPAN}")


@pytest.mark.usefixtures("plan")
def test_a_day_compared_with_itself_has_no_change(browser):
    page = browser.get("/p/veraenderungen?von=2026-05-01&bis=2026-05-01")

    assert "Zwischen diesen Tagen hat sich nichts bewegt." in page.main


@pytest.mark.usefixtures("plan")
def test_the_files_tell_the_same_changes(browser):
    page = browser.get(f"/p/veraenderungen?{SPAN}&sprache=en")
    lines = browser.get(f"/p/veraenderungen.csv?{SPAN}").body.splitlines()
    told = json.loads(browser.get(f"/p/veraenderungen.json?{SPAN}").body)

    assert "8 changes" in page.main
    assert len(lines) == 9
    assert "arbeit;A-01;;new;" in lines[1]
    assert [row["kind"] for row in told["changes"]] == [
        "new", "begun", "reported", "obstacle", "owners", "moved", "overdue", "milestone_done",
    ]  # fmt: skip
    moved = told["changes"][5]
    assert moved["before"] == {"on": "2026-06-01", "precision": "day"}
    assert (moved["milestone"], moved["reason"], moved["is_late"]) == (1, "Raum fehlt", False)
    assert told["changes"][1]["steps"] == 2
    assert told["changes"][1]["is_late"] is True
