"""Confirming several recommendations at once, and taking that back, by real requests."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests import make
from tests.accounts.conftest import PASSWORD
from tests.pages import Browser, Page, filled
from tracker.accounts import passwords
from tracker.accounts.models import AuditEntry, Role, User
from tracker.db import db
from tracker.history.stichtag import Withdrawal
from tracker.notes.models import Note
from tracker.notes.queries import notes as queries
from tracker.notes.rules import Kind
from tracker.plan.models import Plan, Recommendation
from tracker.stakeholders.models import Organisation

WAYS = "auswahl=p/A-01/sportverein&auswahl=p/A-02/sportverein&auswahl=p/A-03/sportverein"
CHECK = f"/aufgaben/bestaetigung?{WAYS}"


@pytest.fixture
def plan() -> Plan:
    return make.plan("p")


@pytest.fixture
def club(plan: Plan) -> Organisation:
    return make.organisation(plan, name="Sportverein", slug="sportverein")


@pytest.fixture
def three(plan: Plan, club: Organisation) -> list[Recommendation]:
    """About each of them, a report is due anew."""
    rows = [
        make.recommendation(of=plan, owner=club, code=f"A-0{number}", title=f"Titel {number}")
        for number in (1, 2, 3)
    ]
    for row in rows:
        make.note("Acht Kurse.", of=row, at=club, on=date(2026, 1, 1))
    return rows


@pytest.fixture
def someone(club: Organisation) -> User:
    return make.user(Role.STAKEHOLDER, at=club)


@pytest.fixture
def author(browser: Browser, someone: User) -> Browser:
    return browser.sign_in(someone)


def confirmations() -> list[Note]:
    of = Note.kind == Kind.CONFIRMATION
    return list(db.session.scalars(select(Note).where(of).order_by(Note.recommendation_id)))


def revision(plan: Plan) -> int:
    db.session.refresh(plan)
    return plan.revision


def tick(visitor: Browser, values: list[str]) -> Page:
    """Send what is ticked under „Meine Aufgaben“."""
    form = visitor.get("/aufgaben").soup.select_one("main form[method=get]")
    return visitor.get(form["action"], query_string={"auswahl": values})


def _kept(page: Page) -> dict[str, object]:
    return {"auswahl": filled(page.form("auswahl")).getlist("auswahl")}


def test_several_are_ticked_checked_and_confirmed_in_one_go(
    author: Browser, plan: Plan, club: Organisation, three: list[Recommendation]
) -> None:
    for row in three:
        make.note("Neuer Text.", of=row, at=club, on=date(2026, 1, 2))
    before = revision(plan)
    ticked = author.get("/aufgaben")
    values = [tag["value"] for tag in ticked.soup.select("[name=auswahl]")]
    assert sorted(values) == [f"p/A-0{number}/sportverein" for number in (1, 2, 3)]

    page = tick(author, values)

    assert page.soup.h1.text == "Antworten prüfen"
    assert "Neuer Text." in page.main
    assert "Acht Kurse." not in page.main
    assert "seit 180 Tagen" in page.main

    answer = author.submit(page, button="3 Empfehlungen unverändert bestätigen", **_kept(page))

    assert (answer.status, answer.location) == (303, "/aufgaben")
    assert [note.recommendation_id for note in confirmations()] == [of.id for of in three]
    assert {note.recorded_for_id for note in confirmations()} == {club.id}
    assert revision(plan) == before + 1
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "note:confirm"))
    assert len(list(entries)) == 3
    page = author.follow(answer)
    assert "3 Empfehlungen sind unverändert bestätigt." in page.alert
    assert "Zurzeit ist nichts fällig." in page.main


def test_one_and_several_are_told_in_the_form_that_fits(
    author: Browser, three: list[Recommendation]
) -> None:
    one = tick(author, ["p/A-01/sportverein"]).main
    two = tick(author, ["p/A-01/sportverein", "p/A-02/sportverein"]).main

    assert "Zu dieser Empfehlung hat sich" in one
    assert "Die Bestätigung ist sofort öffentlich." in one
    assert "Zu diesen Empfehlungen hat sich" in two


def test_sent_twice_makes_one(author: Browser, three: list[Recommendation]) -> None:
    page = author.get(CHECK)

    first = author.submit(page, **_kept(page))
    second = author.submit(page, **_kept(page))

    assert first.location == second.location == "/aufgaben"
    assert len(confirmations()) == 3
    assert "3 Empfehlungen sind unverändert bestätigt." in author.follow(second).alert


def test_what_changed_meanwhile_is_told_by_name_and_left_out(
    author: Browser, club: Organisation, three: list[Recommendation]
) -> None:
    page = author.get(CHECK)
    make.note("Jemand war schneller.", of=three[0], at=club, is_published=False)
    make.involvement(three[2], club, since=date(2026, 7, 1), is_involved=False)

    page = author.follow(author.submit(page, **_kept(page)))

    assert [note.recommendation_id for note in confirmations()] == [three[1].id]
    assert "1 Empfehlung ist unverändert bestätigt." in page.alert
    assert "A-01 Titel 1" in page.alert
    assert "A-03" in page.alert
    assert "A-02" not in page.alert


def test_without_the_look_at_what_is_newest_somebodys_report_would_be_overruled(
    author: Browser, club: Organisation, three: list[Recommendation], monkeypatch
) -> None:
    page = author.get(CHECK)
    before = queries.newest([of.id for of in three])
    make.note("Jemand war schneller.", of=three[0], at=club)
    monkeypatch.setattr(queries, "newest", lambda _ids: before)

    author.submit(page, **_kept(page))

    assert three[0].id in [note.recommendation_id for note in confirmations()]


def test_where_nothing_is_left_nothing_is_saved(
    author: Browser, plan: Plan, club: Organisation, three: list[Recommendation]
) -> None:
    page = author.get("/aufgaben/bestaetigung?auswahl=p/A-01/sportverein")
    make.note("Jemand war schneller.", of=three[0], at=club)
    before = revision(plan)

    page = author.follow(author.submit(page, **_kept(page)))

    assert "Nicht bestätigt" in page.alert
    assert "Rückgängig" not in page.alert
    assert confirmations() == []
    assert revision(plan) == before


def test_what_is_confirmed_can_be_taken_back(
    author: Browser, plan: Plan, three: list[Recommendation]
) -> None:
    page = author.get(CHECK)
    undo = author.follow(author.submit(page, **_kept(page))).link("Rückgängig machen")

    page = author.get(undo)
    assert page.soup.h1.text == "Bestätigung zurücknehmen"
    assert "A-03" in page.main
    sent = {"eintrag": filled(page.form("eintrag")).getlist("eintrag")}
    again = author.submit(page, **sent)
    twice = author.submit(page, **sent)

    assert again.location == twice.location == "/aufgaben"
    gone = set(db.session.scalars(select(Withdrawal.fact_uid)))
    assert gone == {note.uid for note in confirmations()}
    assert "3 Sachen sind fällig." in author.get("/aufgaben").main


def test_only_ones_own_confirmations_of_this_day_can_be_taken_back(
    author: Browser, someone: User, club: Organisation, three: list[Recommendation], clock
) -> None:
    of = three[0]
    note = make.note(of=of, at=club, by=someone, recorded_at=clock.now)
    others = make.note(of=of, at=club, kind=Kind.CONFIRMATION, recorded_at=clock.now)
    old = clock.now - timedelta(days=2)
    older = make.note(of=of, at=club, kind=Kind.CONFIRMATION, by=someone, recorded_at=old)
    foreign = make.note(of=make.recommendation(), kind=Kind.CONFIRMATION, recorded_at=clock.now)

    for one in (note, others, older, foreign):
        assert author.get(f"/aufgaben/bestaetigung/ruecknahme?eintrag={one.uid}").status == 404


def test_foreign_and_missing_ones_are_left_out_alike(
    author: Browser, plan: Plan, three: list[Recommendation]
) -> None:
    make.recommendation(of=plan, code="X-01")
    ways = "auswahl=p/X-01/sportverein&auswahl=p/X-02/sportverein&auswahl=unfug&auswahl=a/b/c/d/e"

    page = author.get(f"/aufgaben/bestaetigung?{ways}&auswahl=p/A-01/sportverein")

    assert "Ausgelassen: X-01, X-02, b." in page.main
    (kept,) = filled(page.form("auswahl")).getlist("auswahl")
    assert kept.startswith("p/A-01/sportverein/")


def test_nothing_ticked_says_what_to_do(author: Browser, three: list[Recommendation]) -> None:
    page = tick(author, [])

    assert "Es ist nichts ausgewählt." in page.main


def test_who_acts_for_two_chooses_for_which(
    browser: Browser, plan: Plan, club: Organisation, three: list[Recommendation]
) -> None:
    choir = make.organisation(plan, name="Chor", slug="chor")
    make.involvement(three[0], choir)
    browser.sign_in(make.user(Role.STAKEHOLDER, at=[club, choir]))

    assert "auswählen für Chor" in browser.get("/aufgaben").main
    page = tick(browser, ["p/A-01/chor", "p/A-01/sportverein"])
    browser.submit(page, **_kept(page))

    assert len(confirmations()) == 2


def test_twenty_five_at_once_are_chosen_by_a_link(
    author: Browser, plan: Plan, club: Organisation
) -> None:
    field = make.action_field(plan)
    for number in range(25):
        of = make.recommendation(field=field, owner=club, code=f"B-{number:02}")
        make.note(of=of, at=club, on=date(2026, 1, 1))
    for number in range(3):
        make.recommendation(field=field, owner=club, code=f"C-{number:02}")

    calm = make.recommendation(field=field, owner=club, code="A-01")
    make.note(of=calm, at=club)

    page = author.get("/aufgaben")
    assert not filled(page.soup.select_one("main form[method=get]")).getlist("auswahl")
    page = author.get(page.link("Alle fälligen auswählen"))
    page = tick(author, filled(page.soup.select_one("main form[method=get]")).getlist("auswahl"))
    author.submit(page, **_kept(page))

    assert len(confirmations()) == 25
    assert calm.id not in [note.recommendation_id for note in confirmations()]


def test_where_nobody_ever_reported_nothing_can_be_confirmed(
    author: Browser, plan: Plan, club: Organisation
) -> None:
    make.recommendation(of=plan, owner=club, code="A-01")

    page = author.get("/aufgaben")

    assert "Noch nie gemeldet." in page.main
    assert not page.soup.select("[name=auswahl]")
    for label in ("Alle fälligen auswählen", "Ausgewählte bestätigen", "Unverändert bestätigen"):
        assert label not in page.main
    assert "Unverändert bestätigen" not in author.get("/p/empfehlungen/A-01").main
    check = author.get("/aufgaben/bestaetigung?auswahl=p/A-01/sportverein")
    assert "Ausgelassen: A-01. Dort ist nichts zu bestätigen" in check.main
    assert not check.soup.select("main form")


def test_of_several_plans_the_check_names_each(
    browser: Browser, club: Organisation, three: list[Recommendation]
) -> None:
    other = make.organisation(make.plan("q", title="Bildungsplan"), slug="sportverein")
    of = make.recommendation(of=db.session.get_one(Plan, other.plan_id), owner=other, code="A-01")
    make.note(of=of, at=other, on=date(2026, 1, 1))
    browser.sign_in(make.user(Role.STAKEHOLDER, at=[club, other]))

    assert "Bildungsplan" not in browser.get(CHECK).main
    page = browser.get(f"{CHECK}&auswahl=q/A-01/sportverein")
    assert "Bildungsplan" in page.main
    undo = browser.follow(browser.submit(page, **_kept(page))).link("Rückgängig machen")
    assert "A-01, Bildungsplan," in browser.get(undo).main


def test_an_expired_session_brings_the_check_page_back(
    browser: Browser, club: Organisation, three: list[Recommendation], clock
) -> None:
    author = make.user(Role.STAKEHOLDER, at=club, password_hash=passwords.hash_password(PASSWORD))
    page = browser.sign_in(author).get(CHECK)
    clock.at(clock.now + timedelta(hours=4))
    late = browser.submit(page, **_kept(page))
    assert late.status == 401

    back = browser.submit(late, email=author.email, password=PASSWORD)

    assert back.status == 200
    assert confirmations() == []
    assert _kept(back) == _kept(page)
    browser.submit(back, **_kept(back))
    assert len(confirmations()) == 3
