"""How long a session lasts, what ends it, and that nobody can bring it back."""

from datetime import timedelta

import pytest

from tests.accounts.conftest import PASSWORD, sign_in
from tests.conftest import NOW
from tests.pages import Browser, listening
from tracker.accounts import actions
from tracker.accounts.models import Role, UserSession
from tracker.db import db

NEW = "regen tisch lampe zwiebel"


def copy_of(browser: Browser) -> Browser:
    """Return a thief with a copy of the cookie."""
    thief = Browser(browser.app)
    thief.client.set_cookie("session", browser.client.get_cookie("session").value)
    return thief


@pytest.mark.parametrize("role", Role)
def test_a_session_ends_when_nothing_is_sent(browser: Browser, person, clock, role: Role) -> None:
    minutes = 180 if role is Role.STAKEHOLDER else 60
    browser.sign_in(person(role=role))

    clock.at(NOW + timedelta(minutes=minutes))
    assert browser.get("/konto").status == 200
    clock.at(NOW + timedelta(minutes=2 * minutes, seconds=1))
    page = browser.get("/konto")

    assert page.status == 401
    reason = f"Sie sind abgemeldet, weil {minutes} Minuten lang nichts gesendet wurde."
    assert reason in page.main


def test_a_session_ends_after_twelve_hours_of_work(browser: Browser, person, clock) -> None:
    browser.sign_in(person())

    for half_hours in range(25):
        clock.at(NOW + timedelta(minutes=30 * half_hours))
        assert browser.get("/konto").status == 200
    clock.at(NOW + timedelta(hours=12, seconds=1))
    page = browser.get("/konto")

    assert page.status == 401
    assert "weil eine Anmeldung höchstens 12 Stunden gilt" in page.main


def test_a_session_is_one_statement_and_noted_once_a_minute(browser, person, clock) -> None:
    user = person()
    browser.sign_in(user)

    assert len(browser.get("/probe-nur-buero").statements) == 1
    assert not [one for one in browser.get("/konto").statements if one.startswith("UPDATE")]
    clock.at(NOW + timedelta(minutes=1))
    written = [one for one in browser.get("/konto").statements if one.startswith("UPDATE")]

    assert len(written) == 1
    assert "user_session" in written[0]
    assert not [one for one in browser.get("/konto").statements if one.startswith("UPDATE")]


def test_a_cookie_copied_before_signing_out_is_refused(browser: Browser, person) -> None:
    person()
    sign_in(browser)
    thief = copy_of(browser)

    browser.submit("/konto")

    assert thief.get("/konto").status == 401


def test_a_disabled_account_is_out_at_once(browser: Browser, person) -> None:
    user = person()
    browser.sign_in(user)
    assert browser.get("/konto").status == 200

    actions.disable_user(user.email)

    assert browser.get("/konto").status == 401


def test_an_account_disabled_by_hand_is_out_at_once(browser: Browser, person) -> None:
    user = person()
    browser.sign_in(user)
    user.is_active = False
    db.session.commit()

    assert browser.get("/konto").status == 401


def test_a_password_set_for_somebody_ends_all_their_sessions(browser: Browser, person) -> None:
    user = person()
    browser.sign_in(user)

    actions.set_password(user.id, NEW)

    assert browser.get("/konto").status == 401


def test_another_role_counts_at_the_next_request(browser: Browser, person) -> None:
    user = person(role=Role.STAFF)
    browser.sign_in(user)
    assert browser.get("/probe-nur-buero").status == 200

    user.role = Role.STAKEHOLDER
    db.session.commit()

    assert browser.get("/probe-nur-buero").status == 403


def test_a_new_password_ends_the_other_sessions_and_renews_this_one(app, browser, person) -> None:
    person()
    sign_in(browser)
    thief = copy_of(browser)
    phone = Browser(app)
    sign_in(phone)

    page = browser.submit(
        "/konto/passwort", current_password=PASSWORD, new_password=NEW, repeated_password=NEW
    )

    assert (page.status, page.location) == (303, "/konto")
    page = browser.follow(page)
    assert "Ihr Passwort ist geändert." in page.alert
    assert thief.get("/konto").status == 401
    assert phone.get("/konto").status == 401
    assert sign_in(Browser(app), password=PASSWORD).status == 401
    assert sign_in(Browser(app), password=NEW).status == 303


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (("falsch", NEW, NEW), "Prüfen Sie Ihr bisheriges Passwort: Es stimmt nicht."),
        ((PASSWORD, "zu kurz", "zu kurz"), "mindestens 12 Zeichen"),
        ((PASSWORD, "Masterplan2026", "Masterplan2026"), "nicht leicht zu erraten"),
        ((PASSWORD, NEW, NEW + "x"), "Wiederholen Sie bei „Neues Passwort wiederholen“ genau"),
        ((PASSWORD, PASSWORD, PASSWORD), "vom bisherigen unterscheidet"),
        (("", "", ""), "Füllen Sie „Bisheriges Passwort“ aus."),
    ],
)
def test_a_password_that_does_not_do_is_told_why(browser, person, fields, says) -> None:
    user = person()
    browser.sign_in(user)
    before = user.password_hash

    current, new, repeated = fields
    page = browser.submit(
        "/konto/passwort", current_password=current, new_password=new, repeated_password=repeated
    )

    assert page.status == 422
    assert says in page.alert
    assert page.soup.title.text.startswith("Fehler:")
    db.session.refresh(user)
    assert user.password_hash == before
    assert browser.get("/konto").status == 200


def test_the_account_page_shows_the_person_and_their_sessions(app, browser, person) -> None:
    from tests import make

    office = make.organisation(name="Volkshochschule")
    person(role=Role.STAKEHOLDER, at=office, name="Maria Muster")
    sign_in(browser)
    phone = Browser(app)
    phone.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Android 15) Firefox/140.0"
    sign_in(phone)

    page = browser.get("/konto")

    for text in ("Maria Muster", "maria@kreis.example", "Beteiligte", "Volkshochschule"):
        assert text in page.main
    rows = page.table("Anmeldungen")
    moment = "01.07.2026, 12:00 Uhr"
    button = f"Beenden: Firefox, Android, {moment}"
    assert ["Firefox, Android", moment, moment, button] in rows
    assert sum("diese Anmeldung" in row[-1] for row in rows) == 1


def test_ending_one_session_ends_that_one_only(app, browser, person) -> None:
    person()
    sign_in(browser)
    phone, tablet = Browser(app), Browser(app)
    sign_in(phone)
    sign_in(tablet)
    page = browser.get("/konto")
    references = [tag["value"] for tag in page.soup.select("[name=reference]") if tag["value"]]

    page = browser.submit(page, reference=references[0])

    assert page.status == 303
    assert sorted([phone.get("/konto").status, tablet.get("/konto").status]) == [200, 401]
    assert "Die Anmeldung ist beendet." in browser.follow(page).alert


def test_all_others_can_be_ended_at_once(app, browser, person) -> None:
    person()
    sign_in(browser)
    phone = Browser(app)
    sign_in(phone)

    browser.submit("/konto", reference="")

    assert phone.get("/konto").status == 401
    assert browser.get("/konto").status == 200


def test_somebody_elses_session_is_as_good_as_missing(app, browser, person) -> None:
    person()
    sign_in(browser)
    other = Browser(app)
    person("kim@kreis.example")
    sign_in(other, "kim@kreis.example")
    row = db.session.query(UserSession).order_by(UserSession.id.desc()).first()

    foreign = browser.submit("/konto", reference=row.token_hash[:16])
    missing = browser.submit("/konto", reference="0" * 16)

    assert foreign.status == missing.status == 404
    assert other.get("/konto").status == 200


def test_pages_of_signed_in_people_are_stored_nowhere(browser, person) -> None:
    browser.sign_in(person())

    for path in ("/konto", "/konto/passwort", "/gibt-es-nicht"):
        assert browser.get(path).headers["Cache-Control"] == "no-store"


def test_a_session_is_not_noted_while_the_page_is_read(browser, person, clock) -> None:
    browser.sign_in(person())
    clock.at(NOW + timedelta(minutes=5))

    with listening() as said:
        browser.get("/konto")

    updates = [number for number, one in enumerate(said) if one.startswith("UPDATE")]
    reads = [number for number, one in enumerate(said) if one.startswith("SELECT")]
    assert max(reads) < min(updates)
