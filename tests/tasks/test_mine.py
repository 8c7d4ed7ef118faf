"""What a person finds under „Meine Aufgaben“, by real requests."""

from datetime import date

import pytest

from tests import make
from tests.pages import Browser, Page, words
from tracker.accounts.models import Role
from tracker.db import db
from tracker.milestones.rules import State
from tracker.notes.rules import Outcome
from tracker.plan.models import Plan, Recommendation
from tracker.plan.rules import Status
from tracker.stakeholders.models import Organisation
from tracker.stakeholders.rules import Part


@pytest.fixture
def plan() -> Plan:
    return make.plan("p")


@pytest.fixture
def club(plan: Plan) -> Organisation:
    return make.organisation(plan, name="Sportverein", slug="sportverein")


@pytest.fixture
def author(browser: Browser, club: Organisation) -> Browser:
    return browser.sign_in(make.user(Role.STAKEHOLDER, at=club))


def own(club: Organisation, code: str, *, reported: date | None = None, **more) -> Recommendation:
    plan = db.session.get_one(Plan, club.plan_id)
    row = make.recommendation(of=plan, owner=club, code=code, title=f"Titel {code}", **more)
    if reported:
        make.note(f"Stand {code}.", of=row, at=club, on=reported)
    return row


def parts(page: Page) -> dict[str, list[str]]:
    """Return what stands below each heading."""
    found: dict[str, list[str]] = {}
    for tag in page.soup.select("main h2, main .entry"):
        if tag.name == "h2":
            found[words(tag.text)] = []
        else:
            found[list(found)[-1]].append(words(tag.text))
    return found


def test_the_most_urgent_stands_first_with_the_reason_in_words(
    author: Browser, club: Organisation
) -> None:
    own(club, "A-01", reported=date(2026, 6, 1))
    own(club, "A-02", reported=date(2025, 12, 1), since=date(2024, 1, 1))
    own(club, "A-03")
    late = own(club, "A-04", reported=date(2026, 5, 30))
    make.milestone(State.IN_PROGRESS, of=late, due=date(2026, 5, 31), title="Kurse vergeben")
    soon = own(club, "A-05", reported=date(2026, 6, 1))
    make.milestone(State.IN_PROGRESS, of=soon, due=date(2026, 7, 31))
    make.milestone(of=soon, due=date(2026, 8, 1), title="Zu weit weg")
    own(club, "A-06", reported=date(2024, 12, 31), since=date(2024, 1, 1))
    make.involvement(own(club, "A-07", since=date(2024, 1, 1)), club, since=date(2024, 1, 1))

    page = author.get("/aufgaben")

    due = parts(page)["Fällig"]
    assert [row[:4] for row in due] == ["A-07", "A-03", "A-06", "A-04", "A-02", "A-05"]
    assert "Noch nie gemeldet." in due[1]
    assert "Letzter Sachstand vom 31.12.2024, seit 547 Tagen." in due[2]
    assert (
        "Meilenstein A-04.1 „Kurse vergeben“ ist seit 31 Tagen überfällig, Termin: 31.05.2026."
        in due[3]
    )
    assert "Letzter Sachstand vom 01.12.2025, seit 212 Tagen." in due[4]
    assert "ist in 30 Tagen fällig" in due[5]
    assert "Zu weit weg" not in page.main
    assert [row[:4] for row in parts(page)["Zurzeit nichts fällig"]] == ["A-01"]
    assert "6 Sachen sind fällig." in page.main
    assert page.link("Sachstand schreiben zu A-03") == "/p/empfehlungen/A-03/sachstand"
    assert page.link("Unverändert bestätigen zu A-06") == "/p/empfehlungen/A-06/bestaetigung"


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.DROPPED])
def test_nothing_is_due_about_what_has_ended(
    author: Browser, club: Organisation, status: Status
) -> None:
    done = own(club, "A-01", status=status)
    make.milestone(of=done, due=date(2026, 5, 31))

    page = author.get("/aufgaben")

    assert "Zurzeit ist nichts fällig." in page.main
    assert "Fällig" not in parts(page)
    of_its_own = author.get("/p/empfehlungen/A-01")
    for one in (page, of_its_own):
        assert "Unverändert bestätigen" not in one.main
        assert "Sachstand schreiben" in one.main
    assert not page.soup.select("[name=auswahl]")
    check = author.get("/aufgaben/bestaetigung?auswahl=p/A-01/sportverein")
    assert "Ausgelassen: A-01. Dort ist nichts zu bestätigen" in check.main


def test_the_plans_own_thresholds_count(author: Browser, club: Organisation, plan: Plan) -> None:
    own(club, "A-01", reported=date(2026, 6, 1))
    make.thresholds(plan, current_days=20)

    assert [row[:4] for row in parts(author.get("/aufgaben"))["Fällig"]] == ["A-01"]


def test_of_several_thresholds_those_in_force_count(
    author: Browser, club: Organisation, plan: Plan
) -> None:
    own(club, "A-01", reported=date(2026, 6, 1))
    make.thresholds(plan, current_days=20)
    make.thresholds(plan, date(2026, 6, 1), current_days=60)
    make.withdrawal(make.thresholds(plan, date(2026, 6, 2), current_days=5), plan)

    assert "Zurzeit ist nichts fällig." in author.get("/aufgaben").main


def test_what_came_back_stays_when_somebody_else_writes(
    author: Browser, club: Organisation, plan: Plan
) -> None:
    of = own(club, "A-01")
    note = make.note("Frau Muster leitet.", of=of, at=club, on=date(2026, 2, 1), is_published=False)
    make.review(note, Outcome.RETURNED, on=date(2026, 2, 2))
    for number in range(6):
        other = own(club, f"B-0{number}")
        make.note("Anderes.", of=other, at=club, on=date(2026, 3, 1))

    assert "Frau Muster leitet." in parts(author.get("/aufgaben"))["Zurückgegeben"][0]


def test_what_is_in_review_is_not_asked_for_again(author: Browser, club: Organisation) -> None:
    waiting = own(club, "A-01")
    make.note("Neu.", of=waiting, at=club, is_published=False)

    page = author.get("/aufgaben")

    assert "Zurzeit ist nichts fällig." in page.main
    assert "Ihr Sachstand ist in Prüfung" in parts(page)["Zurzeit nichts fällig"][0]


def test_what_came_back_stands_first_until_it_is_written_anew(
    author: Browser, club: Organisation
) -> None:
    of = own(club, "A-01")
    note = make.note("Frau Muster leitet.", of=of, at=club, is_published=False)
    make.review(note, Outcome.RETURNED, reason="Ohne Namen, bitte.")

    page = author.get("/aufgaben")

    first = parts(page)["Zurückgegeben"]
    assert "Frau Muster leitet." in first[0]
    assert "Begründung der Geschäftsstelle: Ohne Namen, bitte." in first[0]
    form = author.get(page.link("Überarbeiten: A-01"))
    assert "Frau Muster leitet." in form.main

    author.submit(form, text="Ein Trainer leitet.")

    page = author.get("/aufgaben")
    assert "Zurückgegeben" not in parts(page)
    latest = parts(page)["Was aus unseren Meldungen wurde"]
    assert "in Prüfung" in latest[0]
    assert "zurückgegeben" in latest[1]


def test_each_fate_of_a_note_is_told(author: Browser, club: Organisation, plan: Plan) -> None:
    of = own(club, "A-01")
    make.note("Eins.", of=of, at=club, on=date(2026, 6, 1))
    edited = make.note("Zwei alte Kurse.", of=of, at=club, on=date(2026, 6, 2), is_published=False)
    make.review(edited, text="Zwei neue Kurse.")
    gone = make.note("Drei.", of=of, at=club, on=date(2026, 6, 3))
    make.withdrawal(gone, plan)
    make.note("Vier.", of=of, at=club, on=date(2026, 6, 4), is_published=False)

    page = author.get("/aufgaben")

    rows = parts(page)["Was aus unseren Meldungen wurde"]
    assert [fate in row for fate, row in zip(
        ("in Prüfung", "zurückgenommen", "mit Änderungen veröffentlicht", "veröffentlicht"),
        rows,
        strict=True,
    )] == [True] * 4  # fmt: skip
    assert page.soup.select_one("del").text.strip().endswith("Ende der Streichung.")
    assert "alte" in page.soup.select_one("del").text
    assert "neue" in page.soup.select_one("ins").text
    every = author.get(page.link("Alle unsere Meldungen"))
    assert len(every.soup.select("main .entry")) == 4


def test_staff_are_led_to_their_desk(browser: Browser) -> None:
    page = browser.sign_in(make.user(Role.STAFF)).get("/aufgaben")

    assert (page.status, page.location) == (303, "/redaktion")


def test_without_any_part_a_sentence_says_so(author: Browser) -> None:
    page = author.get("/aufgaben")

    assert "Keine Ihrer Organisationen ist heute an einer Empfehlung beteiligt." in page.main
    assert "Bisher ist nichts da." in page.main
    assert "Bisher ist nichts da." in author.get("/aufgaben/meldungen").main


@pytest.mark.parametrize("number", [1, 31, 300])
def test_any_number_of_recommendations(author: Browser, club: Organisation, number: int) -> None:
    field = make.action_field(db.session.get_one(Plan, club.plan_id))
    for one in range(number):
        of = make.recommendation(field=field, owner=club, code=f"A-{one:03}")
        if one % 2:
            make.note(of=of, at=club)

    page = author.get("/aufgaben")  # the browser counts its statements

    assert len(page.soup.select("main form .entry")) == min(number, 8)
    pages = -(-number // 8)
    if pages > 1:
        last = author.get(f"/aufgaben?seite={pages}")
        assert len(last.soup.select("main form .entry")) == number - 8 * (pages - 1)
        assert f"Seite {pages} von {pages}" in last.soup.title.text


def test_what_is_not_due_is_folded_away_unless_there_is_nothing_else(
    author: Browser, club: Organisation
) -> None:
    own(club, "A-01", reported=date(2026, 6, 1))
    assert author.get("/aufgaben").soup.select_one("main details").has_attr("open")

    own(club, "A-02")

    assert not author.get("/aufgaben").soup.select_one("main details").has_attr("open")


def test_who_belongs_to_no_organisation_reads_whom_to_ask(browser: Browser) -> None:
    browser.sign_in(make.user(Role.STAKEHOLDER))

    page = browser.get("/aufgaben")

    assert "Ihr Konto gehört noch zu keiner Organisation." in page.main
    assert page.link("Kontakt") == "/impressum"
    assert browser.get("/aufgaben/bestaetigung").status == 404


def test_a_part_that_ended_is_no_task(author: Browser, club: Organisation) -> None:
    of = own(club, "A-01")
    make.involvement(of, club, since=date(2026, 6, 30), is_involved=False)
    coming = own(club, "A-02", has_owner=False)
    make.involvement(coming, club, since=date(2026, 6, 30), is_involved=False)
    make.involvement(coming, club, Part.FUNDING, since=date(2026, 7, 1))

    assert [row[:4] for row in parts(author.get("/aufgaben"))["Fällig"]] == ["A-02"]


def test_of_two_plans_each_task_names_its_own_and_each_organisation_is_named_once(
    browser: Browser, club: Organisation
) -> None:
    plan = make.plan("q", title="Bildungsplan")
    other = make.organisation(plan, name="Sportverein", slug="sportverein")
    own(club, "A-01", reported=date(2026, 1, 1))
    assert (
        "Bildungsplan"
        not in browser.sign_in(make.user(Role.STAKEHOLDER, at=club)).get("/aufgaben").main
    )
    own(other, "A-01")
    browser.sign_in(make.user(Role.STAKEHOLDER, at=[club, other]))

    page = browser.get("/aufgaben")

    links = [tag["href"] for tag in page.soup.select("main form .entry__day")]
    assert links == ["/q/empfehlungen/A-01", "/p/empfehlungen/A-01"]
    assert ["Bildungsplan" in row for row in parts(page)["Fällig"]] == [True, False]
    assert page.link("Sachstand schreiben zu A-01, Bildungsplan")
    assert "Sie schreiben für: Sportverein." in page.main
    konto = [words(tag.text) for tag in browser.get("/konto").soup.select("main dd")]
    assert konto.count("Sportverein") == 1


def test_a_continued_plan_brings_no_tasks_any_more(
    browser: Browser, club: Organisation, plan: Plan
) -> None:
    of = own(club, "A-01", reported=date(2026, 1, 1))
    back = make.note("Zurück.", of=of, at=club, is_published=False)
    make.review(back, Outcome.RETURNED)
    make.handover(of, giver=make.organisation(plan), taker=club)
    author = browser.sign_in(make.user(Role.STAKEHOLDER, at=club))
    assert "2 Sachen sind fällig." in author.get("/aufgaben").main
    later = make.plan("q", title="Zweiter Plan")
    later.predecessor_slug = "p"
    db.session.commit()

    page = author.get("/aufgaben")

    assert "Zurzeit ist nichts fällig." in page.main
    assert list(parts(page)) == ["Was aus unseren Meldungen wurde"]
    assert "Überarbeiten" not in page.main
    check = author.get("/aufgaben/bestaetigung?auswahl=p/A-01/sportverein")
    assert "oder der Plan ist fortgeschrieben." in check.main
    assert not check.soup.select("main form")


def test_the_work_of_others_stays_with_them(author: Browser, plan: Plan) -> None:
    other = make.organisation(plan)
    of = make.recommendation(of=plan, owner=other, code="X-01")
    make.note("Nicht für alle.", of=of, at=other, is_published=False)

    assert "Nicht für alle." not in author.get("/aufgaben").main
    assert "X-01" not in author.get("/aufgaben").main
    assert "Nicht für alle." not in author.get("/aufgaben/meldungen").main


def test_the_most_there_can_be_takes_as_many_statements(
    browser: Browser, club: Organisation, plan: Plan
) -> None:
    """Returned, in review, a draft, a handover, and a report by somebody who had no part."""
    of = own(club, "A-01")
    make.note("Von außen.", of=of, at=make.organisation(plan), on=date(2026, 6, 1))
    back = make.note("Zurück.", of=of, at=club, is_published=False)
    make.review(back, Outcome.RETURNED)
    make.thresholds(plan)
    make.handover(of, giver=make.organisation(plan), taker=club)
    someone = make.user(Role.STAKEHOLDER, at=club)
    make.draft(someone)

    page = browser.sign_in(someone).get("/aufgaben")  # the browser counts its statements

    assert page.link("Meine Entwürfe") == "/entwuerfe"
    assert "Zurückgegeben" in page.main


def test_a_fresh_report_leaves_an_overdue_milestone_to_the_plan_office(
    author: Browser, club: Organisation
) -> None:
    told = own(club, "A-01", reported=date(2026, 6, 1))
    make.milestone(State.IN_PROGRESS, of=told, due=date(2026, 5, 31))

    page = author.get("/aufgaben")

    assert [row[:4] for row in parts(page)["Zurzeit nichts fällig"]] == ["A-01"]
