"""Somebody from a partner organisation, on a phone: report, be interrupted, lose nothing."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from tests.accounts.conftest import PASSWORD
from tracker.accounts import passwords
from tracker.accounts.models import User, UserSession
from tracker.db import db
from tracker.drafts.models import Draft
from tracker.notes.models import Note

PARTNER = "jobcenter@kreis.example"
PLACE = "/integration/empfehlungen/A-01/sachstand"
PHONE = {"width": 360, "height": 740}
TEXT = "Grüße – „Straße“ 🦊\nZweite Zeile"
STATUS = "[data-draft-status]"


@pytest.fixture
def user(app) -> User:
    return db.session.scalars(select(User).where(User.email == PARTNER)).one()


@pytest.fixture
def partner(visit, user: User):
    return visit(viewport=PHONE).sign_in(user)


def text(page: Page):
    return page.get_by_label("Sachstand", exact=True)


def rows(model: type) -> int:
    db.session.commit()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_from_signing_in_to_a_saved_note_in_four_pages_and_three_fields(visit, user: User) -> None:
    user.password_hash = passwords.hash_password(PASSWORD)
    db.session.commit()
    before = rows(Note)
    visitor = visit(viewport=PHONE)
    pages: list[str] = []
    visitor.page.on(
        "framenavigated", lambda frame: pages.append(frame.url.removeprefix(visitor.live))
    )

    page = visitor.open("/anmelden")
    page.get_by_label("E-Mail-Adresse").fill(PARTNER)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Meine Aufgaben")
    visitor.look()
    assert visitor.overflow() == []
    page.get_by_role("link", name="Sachstand schreiben zu A-01").click()
    text(page).fill(TEXT)
    visitor.look()
    assert visitor.overflow() == []
    page.get_by_role("button", name="Zur Prüfung senden").click()

    expect(page.get_by_role("alert")).to_contain_text("ist gespeichert und wird")
    assert pages == ["/anmelden", "/aufgaben", PLACE, "/aufgaben"]
    assert rows(Note) == before + 1
    assert rows(Draft) == 0


def test_the_tab_dies_while_typing_and_at_most_five_seconds_are_lost(partner, visit, user) -> None:
    page = partner.open(PLACE)
    text(page).press_sequentially("Acht Kurse laufen.", delay=20)
    expect(page.locator(STATUS)).to_have_text(re.compile(r"Gespeichert um \d\d:\d\d"), timeout=5000)
    partner.look()
    text(page).press_sequentially(" Neun sind geplant.", delay=20)
    page.wait_for_timeout(5000)
    assert rows(Draft) == 1  # what is there by now is there, whatever the browser still does
    page.close(run_before_unload=False)

    again = visit(viewport=PHONE).sign_in(user)
    page = again.open(PLACE)

    expect(text(page)).to_have_value("Acht Kurse laufen. Neun sind geplant.")
    expect(page.get_by_role("main")).to_contain_text("Er ist noch nicht abgesendet.")
    again.look()
    page.get_by_role("button", name="Zur Prüfung senden").click()
    expect(page.get_by_role("main")).to_contain_text("Neun sind geplant.")
    assert rows(Draft) == 0


def test_who_types_without_a_pause_is_saved_all_the_same(partner) -> None:
    page = partner.open(PLACE)

    text(page).press_sequentially("ohne Punkt und Komma " * 4, delay=60)

    assert page.locator(STATUS).text_content().startswith("Gespeichert")


def test_leaving_the_page_saves_what_was_typed_last(partner) -> None:
    page = partner.open(PLACE)
    text(page).fill("Schnell noch.")

    page.goto(partner.live + "/hilfe")
    page.wait_for_timeout(500)

    partner.open(PLACE)
    expect(text(page)).to_have_value("Schnell noch.")


def test_offline_it_says_so_and_saves_later(partner) -> None:
    page = partner.open(PLACE)
    page.wait_for_load_state("networkidle")  # what keeps drafts is there by then
    partner.context.set_offline(offline=True)
    text(page).fill(TEXT)
    expect(page.locator(STATUS)).to_have_text("Nicht gespeichert. Der Text steht noch hier.")

    partner.context.set_offline(offline=False)

    expect(page.locator(STATUS)).to_contain_text("Gespeichert um", timeout=10_000)
    partner.wrong.clear()  # the failed request is the point


def test_sending_while_a_draft_is_under_way_leaves_none(partner) -> None:
    page = partner.open(PLACE)
    text(page).fill("Gleich gesendet.")
    page.wait_for_timeout(990)  # the draft goes off about now
    page.get_by_role("button", name="Zur Prüfung senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Meine Aufgaben")
    page.wait_for_timeout(500)

    assert rows(Draft) == 0


def test_in_two_windows_the_second_is_told(partner) -> None:
    one = partner.open(PLACE)
    two = partner.context.new_page()
    two.goto(partner.live + PLACE)
    text(one).fill("Erstes Fenster.")
    expect(one.locator(STATUS)).to_contain_text("Gespeichert")

    text(two).fill("Zweites Fenster.")

    expect(two.locator(STATUS)).to_contain_text("In einem anderen Fenster")
    two.get_by_role("button", name="Entwurf speichern").click()
    expect(two.get_by_role("alert")).to_contain_text("Erstes Fenster.")
    expect(text(two)).to_have_value("Zweites Fenster.")


def test_a_draft_is_discarded_and_restored(partner) -> None:
    page = partner.open(PLACE)
    text(page).fill(TEXT)
    expect(page.locator(STATUS)).to_contain_text("Gespeichert")
    page.reload()
    page.get_by_role("button", name="Entwurf verwerfen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Entwürfe")
    partner.look()
    assert partner.overflow() == []
    page.get_by_role("button", name="Wiederherstellen").click()
    expect(text(page)).to_have_value(TEXT)


def test_what_was_typed_before_the_script_came_is_kept_without_a_further_key(partner) -> None:
    waiting: list[Route] = []
    partner.page.route("**/draft.*.js", lambda route: waiting.append(route))  # noqa: PLW0108  # playwright marks it
    page = partner.open(PLACE)
    text(page).fill(TEXT)
    expect(page.locator("[data-session-until]")).to_be_empty()  # nothing listens yet
    waiting[0].continue_()

    expect(page.locator(STATUS)).to_contain_text("Gespeichert")
    page.reload()
    expect(text(page)).to_have_value(TEXT)


def test_who_comes_back_to_a_form_that_is_sent_leaves_no_draft(partner) -> None:
    page = partner.open(PLACE)
    text(page).fill(TEXT)
    expect(page.locator(STATUS)).to_contain_text("Gespeichert")
    page.get_by_role("button", name="Zur Prüfung senden").click()
    expect(page.get_by_role("alert")).to_contain_text("ist gespeichert und wird")
    page.go_back()
    page.wait_for_timeout(2000)

    assert rows(Draft) == 0


def test_without_javascript_a_button_saves_the_draft(visit, user: User) -> None:
    visitor = visit(viewport=PHONE, java_script_enabled=False).sign_in(user)
    page = visitor.open(PLACE)
    text(page).fill(TEXT)

    page.get_by_role("button", name="Entwurf speichern").click()

    expect(page.get_by_role("alert")).to_contain_text("Der Entwurf ist gespeichert")
    expect(text(page)).to_have_value(TEXT)
    expect(page.get_by_role("main")).to_contain_text("Sie bleiben bis")
    page.get_by_role("button", name="Zur Prüfung senden").click()
    expect(page.get_by_role("alert")).to_contain_text("ist gespeichert und wird")


def test_three_minutes_before_the_end_a_warning_offers_to_stay(partner, clock, user: User) -> None:
    page = partner.page
    page.clock.install()
    partner.open(PLACE)
    expect(page.locator("[data-session-until]")).not_to_be_empty()  # its clock runs
    warning = page.get_by_role("alert")
    page.clock.fast_forward(timedelta(hours=2, minutes=56).seconds * 1000)
    expect(warning).to_have_count(0)

    page.clock.fast_forward(90_000)

    expect(warning).to_contain_text("Ihre Anmeldung endet bald")
    clock.at(clock.now + timedelta(hours=2, minutes=57, seconds=30))
    page.get_by_role("button", name="Angemeldet bleiben").press("Enter")
    expect(page.locator("[data-session-warning]")).to_be_hidden()
    seen = select(UserSession.seen_at).where(UserSession.user_id == user.id)
    for _attempt in range(50):  # the server notes it after it has answered
        db.session.commit()
        if clock.now in list(db.session.scalars(seen)):
            break
        page.wait_for_timeout(100)
    else:
        pytest.fail("the session does not go on")


def test_several_are_confirmed_at_once(partner) -> None:
    page = partner.open("/aufgaben")
    boxes = page.get_by_role("checkbox")
    for number in range(2):
        boxes.nth(number).check()
    page.get_by_role("button", name="Ausgewählte bestätigen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Antworten prüfen")
    partner.look()
    assert partner.overflow() == []
    page.get_by_role("button", name="2 Empfehlungen unverändert bestätigen").click()
    expect(page.get_by_role("alert")).to_contain_text("2 Empfehlungen sind unverändert bestätigt.")
    page.wait_for_load_state()
    partner.look()
    page.get_by_role("link", name="Rückgängig machen").click()
    partner.look()
    page.get_by_role("button", name="Zurücknehmen").click()
    expect(page.get_by_role("alert")).to_contain_text("zurückgenommen")
