"""Who sees hints and where, by real requests; and that nobody else ever does."""

from datetime import date, timedelta

import pytest

from tests import make
from tests.pages import Browser, Page, words
from tracker import clock
from tracker.accounts.models import Role
from tracker.db import db
from tracker.milestones.rules import State
from tracker.plan.models import Plan, Recommendation
from tracker.stakeholders.models import Organisation
from tracker.stakeholders.rules import Part

TODAY = date(2026, 7, 1)
PAGE = "/p/empfehlungen/A-01"
CANARY = ("Verspätung", "Schon überfällig", "Hinweis", "Already overdue", "delay might")


@pytest.fixture
def plan(app) -> Plan:
    return make.plan("p")


@pytest.fixture
def club(plan: Plan) -> Organisation:
    return make.organisation(plan, name="Sportverein")


@pytest.fixture
def late(plan: Plan, club: Organisation) -> Recommendation:
    """A recommendation that is overdue, silent, and that nobody can be reached for."""
    row = make.recommendation(of=plan, owner=club, code="A-01")
    make.milestone(of=row, due=TODAY - timedelta(days=31), title="Kurse vergeben")
    return row


def box(page: Page) -> str:
    found = page.soup.select("[aria-label='Früher Hinweis']")
    return words(found[0].text) if found else ""


def test_the_milestones_in_a_hint_lead_to_their_lists(app, plan: Plan) -> None:
    row = make.recommendation(of=plan, code="A-01")
    for due, state in ((TODAY, State.DONE), (TODAY, State.PLANNED), (TODAY, State.PLANNED)):
        make.milestone(state, of=row, due=due)
    page = Browser(app).sign_in(make.user(Role.STAFF)).get(PAGE)
    links = page.soup.select("[aria-label='Früher Hinweis'] .counted")

    assert "aber erst 1 von 3 Meilensteinen ist erledigt" in box(page)
    for link in links:
        listed = Browser(app).get(link["href"]).soup.select("main tbody tr")
        assert len(listed) == int(link.text)
    assert len(links) == 2


def entries(page: Page) -> list[str]:
    return [words(entry.text) for entry in page.soup.select("main .entry")]


def test_who_has_a_part_and_the_plan_office_see_the_hint_and_nobody_else(
    app, plan: Plan, club: Organisation, late: Recommendation
) -> None:
    own = make.user(Role.STAKEHOLDER, at=club)
    other = make.user(Role.STAKEHOLDER, at=make.organisation(plan))
    seen = {
        who: box(Browser(app).sign_in(who).get(PAGE)) for who in (own, other, make.user(Role.STAFF))
    }

    assert [bool(text) for text in seen.values()] == [True, False, True]
    text = next(iter(seen.values()))
    assert text.startswith(
        "Schon überfällig Stufe: hoch Meilenstein A-01.1 „Kurse vergeben“ ist seit 31 Tagen "
        "überfällig, Termin: 31.05.2026. Weitere Hinweise auf eine Verspätung"
    )
    assert "Es wurde noch nie etwas gemeldet." in text


def test_the_tasks_of_a_person_show_the_same_hint_as_the_page(
    app, browser: Browser, plan: Plan, club: Organisation, late: Recommendation
) -> None:
    person = browser.sign_in(make.user(Role.STAKEHOLDER, at=club))
    gone = make.organisation(plan)
    make.user(Role.STAKEHOLDER, at=gone)
    make.name_from(gone, date(2026, 6, 1), name="Früher", has_ended=True)
    second = make.recommendation(owner=gone, code="A-02")
    make.involvement(second, club, Part.CONTRIBUTING)

    page = person.get("/aufgaben")

    told = {
        words(entry.select_one(".entry__day").text)[:4]: words(entry.text)
        for entry in page.soup.select("main form .entry")
    }
    boxes = {
        code: person.get(f"/p/empfehlungen/{code}").soup.select(".notice--info li")
        for code in ("A-01", "A-02")
    }
    said = {"Es wurde noch nie etwas gemeldet."}  # the reason of the task says so already
    for code, sentences in boxes.items():
        assert sentences
        for sentence in {words(one.text) for one in sentences} - said:
            assert told[code].count(sentence) == 1
    assert told["A-01"].count("überfällig") == 1
    assert len(page.statements) <= 12


def test_a_closed_hint_shows_its_first_reason(
    browser: Browser, plan: Plan, club: Organisation, late: Recommendation
) -> None:
    person = browser.sign_in(make.user(Role.STAKEHOLDER, at=club))
    make.milestone(of=late, due=TODAY - timedelta(days=1))
    make.note(of=late, at=club, is_published=False)  # in review: nothing else is due

    summary = person.get("/aufgaben").soup.select_one("main form .entry summary")

    assert words(summary.text).startswith("Schon überfällig: Meilenstein A-01.1 „Kurse vergeben“")


def test_the_public_never_sees_a_hint_before_or_after_others_did(
    app, browser: Browser, late: Recommendation
) -> None:
    """The cache of public pages is asked cold, by a signed-in person, and warm."""
    paths = ["/p/", PAGE, "/p/empfehlungen", f"{PAGE}?sprache=en", "/p/empfehlungen.csv"]
    staff = Browser(app).sign_in(make.user(Role.STAFF))
    assert box(staff.get(PAGE))

    for path in paths * 2:
        page = browser.get(path)
        assert page.status == 200
        assert not [word for word in CANARY if word in page.text], path
        staff.get(path)


def test_a_day_in_the_past_has_no_hint(app, browser: Browser, late: Recommendation) -> None:
    staff = browser.sign_in(make.user(Role.STAFF))

    assert not box(staff.get(f"{PAGE}?stichtag=2026-06-30"))


def test_what_gives_no_reason_has_no_hint(app, browser: Browser, club: Organisation) -> None:
    person = make.user(Role.STAKEHOLDER, at=club)
    row = make.recommendation(owner=club, code="A-01")
    make.note(of=row, at=club)

    assert not box(browser.sign_in(person).get(PAGE))


def test_somebody_with_an_account_can_be_reached(
    app, browser: Browser, club: Organisation, late: Recommendation
) -> None:
    staff = browser.sign_in(make.user(Role.STAFF))
    alone = "Von den Zuständigen ist niemand über ein Konto erreichbar."
    assert alone in box(staff.get(PAGE))

    make.user(Role.STAKEHOLDER, at=club, is_active=False)
    make.user(Role.STAKEHOLDER, at=club, password_hash="")
    make.user(Role.STAKEHOLDER, at=club).undeliverable_at = clock.now()
    db.session.commit()
    assert alone in box(staff.get(PAGE))

    make.user(Role.STAKEHOLDER, at=club)
    assert alone not in box(staff.get(PAGE))
    assert alone not in words(staff.get("/redaktion/p/hinweise").main)

    make.name_from(club, date(2026, 6, 1), name="Sportverein", has_ended=True)
    assert alone in box(staff.get(PAGE))
    assert alone in words(staff.get("/redaktion/p/hinweise").main)


def test_the_list_and_the_worklist_agree_on_who_cannot_be_reached(
    app, browser: Browser, plan: Plan
) -> None:
    staff = browser.sign_in(make.user(Role.STAFF))
    owners = [make.organisation(plan) for _number in range(4)]
    make.user(Role.STAKEHOLDER, at=owners[0])
    make.user(Role.STAKEHOLDER, at=owners[1], is_active=False)
    make.name_from(owners[2], date(2026, 6, 1), name="Früher", has_ended=True)
    make.user(Role.STAKEHOLDER, at=owners[2])
    for number, owner in enumerate(owners):
        make.recommendation(of=plan, owner=owner, code=f"A-0{number}")
    make.recommendation(of=plan, has_owner=False, code="A-09")

    listed = staff.get("/redaktion/p/ohne-zustaendige").soup.select("main tbody .overline")
    hinted = [row for row in entries(staff.get("/redaktion/p/hinweise")) if "niemand über" in row]

    assert [row[:4] for row in hinted] == sorted(words(code.text) for code in listed)
    assert len(hinted) == 4


def test_the_strongest_hint_stands_first_and_can_be_filtered_for(
    app, browser: Browser, plan: Plan, club: Organisation
) -> None:
    staff = browser.sign_in(make.user(Role.STAFF))
    make.user(Role.STAKEHOLDER, at=club)
    sport = make.action_field(plan, slug="sport", title="Sport")
    make.recommendation(field=sport, owner=club, code="A-01")
    row = make.recommendation(of=plan, owner=club, code="A-02")
    make.milestone(of=row, due=TODAY - timedelta(days=1))

    everything = entries(staff.get("/redaktion/p/hinweise"))
    low = staff.get("/redaktion/p/hinweise?stufe=gering")
    of_field = staff.get("/redaktion/p/hinweise?feld=sport")
    neither = staff.get("/redaktion/p/hinweise?feld=sport&stufe=hoch")

    assert [row[:4] for row in everything] == ["A-02", "A-01"]
    assert "Stufe: hoch" in everything[0]
    assert [row[:4] for row in entries(low)] == ["A-01"]
    assert "1 Hinweis" in low.main
    assert [row[:4] for row in entries(of_field)] == ["A-01"]
    assert "Kein Hinweis passt zu allen gewählten Filtern." in neither.main
    assert staff.get("/redaktion/p/hinweise?stufe=rot").status == 400


def test_a_plan_without_hints_says_so(app, browser: Browser, plan: Plan) -> None:
    staff = browser.sign_in(make.user(Role.STAFF))

    page = staff.get("/redaktion/p/hinweise")

    assert (
        "Bei keiner offenen Empfehlung ist etwas überfällig oder deutet auf eine Verspätung hin."
        in page.main
    )
    assert staff.get("/redaktion/q/hinweise").status == 404


def test_the_pages_cost_few_statements_whatever_the_size(
    app, browser: Browser, plan: Plan, club: Organisation
) -> None:
    staff = browser.sign_in(make.user(Role.STAFF))
    field = make.action_field(plan)
    for number in range(1, 31):
        row = make.recommendation(field=field, owner=club, code=f"A-{number:02}")
        make.milestone(of=row, due=TODAY - timedelta(days=number))

    page = staff.get("/redaktion/p/hinweise?seite=2")

    assert len(entries(page)) == 5
    assert len(page.statements) <= 12
    assert len(staff.get(PAGE).statements) <= 12


def test_the_method_page_tells_the_rules_with_their_numbers(app, browser: Browser, plan) -> None:
    page = browser.get("/p/methode")

    assert "um mindestens 25 Prozentpunkte größer" in page.main
    assert "mindestens 2-mal verschoben" in page.main
