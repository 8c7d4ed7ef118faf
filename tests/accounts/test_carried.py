"""What was typed comes back to who typed it, is not saved by itself, and to nobody else."""

from datetime import timedelta

import pytest

from tests.accounts.conftest import PASSWORD, SAVED, sign_in
from tests.conftest import NOW
from tests.pages import Browser, Page, filled
from tracker.accounts import actions, carried
from tracker.forms import author_of

TEXT = (
    "Grüße aus Eschwege – „Straße“ & <b>mehr</b> 🦊\r\n\r\n"
    "  Zweiter Absatz;\tmit 'allem' \"drum\" {{ 7*7 }}"
)
LONG = ("Wörter über Öfen 🦊\r\n" * 300)[:5000]


@pytest.fixture
def late(browser: Browser, person, clock):
    """Return a function that sends the form after the session has ended by time."""

    def send(text: str = TEXT, **more: str) -> Page:
        browser.sign_in(person())
        data = filled(browser.get("/probe/A?x=1").form("text"))
        data["text"] = text
        for name, value in more.items():
            data[name] = value
        clock.at(NOW + timedelta(hours=3))
        return browser._open("/probe/A?x=1", method="POST", data=data)

    return send


def again(browser: Browser, page: Page, email: str = "maria@kreis.example", password=PASSWORD):
    """Sign in on the page that carries the text."""
    data = filled(page.form("email"))
    data["email"], data["password"] = email, password
    return browser._open("/anmelden", method="POST", data=data)


@pytest.mark.parametrize("text", [TEXT, LONG, "x", "\u2028 Zeile", "zurück\\nicht"])
def test_the_text_comes_back_exactly_and_is_not_saved(browser, late, text: str) -> None:
    page = late(text, line="Grund", role="staff", day="1.2.26", due="Q3 2026", is_sure="y")
    assert page.status == 401
    assert "Ihr Text ist da" in page.main
    assert "180 Minuten" not in page.main
    assert "60 Minuten" in page.main

    page = again(browser, page)

    assert page.status == 200
    assert page.soup.h1.text == "Probe"
    assert "noch nicht gespeichert" in page.main
    data = filled(page.form("text"))
    assert data["text"] == text.replace("\r\n", "\n").strip()
    assert [data[name] for name in ("line", "role", "day", "due", "is_sure")] == [
        "Grund", "staff", "1.2.26", "Q3 2026", "y",
    ]  # fmt: skip
    assert data["in_force"] == "11111111-1111-1111-1111-111111111111"
    assert SAVED == []
    assert page.form("text")["action"] == "/probe/A?x=1"


def test_the_form_that_came_back_can_be_sent(browser, late) -> None:
    page = again(browser, late())

    data = filled(page.form("text"))
    page = browser._open("/probe/A?x=1", method="POST", data=data)

    assert page.status == 303
    assert [TEXT.replace("\r\n", "\n").strip()] == SAVED


def test_the_cookie_of_the_answer_is_one(browser, late) -> None:
    page = again(browser, late())

    assert len(page.headers.getlist("Set-Cookie")) == 1


def test_the_uid_of_the_fact_the_form_was_made_for_comes_back(browser, late) -> None:
    uid = "22222222-2222-2222-2222-222222222222"

    page = again(browser, late(in_force=uid))

    assert filled(page.form("text"))["in_force"] == uid


def test_a_wrong_password_meanwhile_keeps_the_text(browser, late) -> None:
    page = late()
    for _ in range(3):
        page = again(browser, page, password="ein ganz anderer satz")
        assert page.status == 401
        assert "Ihr Text ist da" in page.main

    assert "Zweiter Absatz" in filled(again(browser, page).form("text"))["text"]


def test_too_many_wrong_passwords_keep_the_text(browser, late, clock) -> None:
    page = late()
    for _ in range(11):
        page = again(browser, page, password="ein ganz anderer satz")
    assert page.status == 429

    clock.at(NOW + timedelta(hours=4))
    assert "Zweiter Absatz" in filled(again(browser, page).form("text"))["text"]


def test_somebody_else_never_gets_the_text(browser, late, person) -> None:
    page = late()
    person("kim@kreis.example")

    page = again(browser, page, "kim@kreis.example")

    assert page.status == 409
    assert page.soup.h1.text == "Dieser Text gehört zu einer anderen Anmeldung"
    assert "Zweiter Absatz" not in page.html
    assert SAVED == []
    assert filled(browser.get("/probe/A").form("text"))["text"] == ""


def test_after_somebody_else_the_right_person_gets_it_back(browser, late, person) -> None:
    page = late()
    person("kim@kreis.example")
    page = again(browser, page, "kim@kreis.example")

    page = browser.submit(
        page, button="Abmelden und mit dem anderen Konto anmelden", carried=_of(page)
    )
    assert page.status == 200
    assert "Ihr Text ist da" in page.main
    assert browser.get("/konto").status == 401
    page = again(browser, page)

    assert "Zweiter Absatz" in filled(page.form("text"))["text"]
    assert SAVED == []


def _of(page: Page) -> str:
    return str(page.soup.select_one("[name=carried]")["value"])


def test_a_form_of_somebody_elses_tab_is_not_saved(browser, person) -> None:
    browser.sign_in(person())
    data = filled(browser.get("/probe/A").form("text"))
    data["text"] = TEXT
    browser.submit("/konto")
    person("kim@kreis.example")
    sign_in(browser, "kim@kreis.example")

    page = browser._open("/probe/A", method="POST", data=data)

    assert page.status == 409
    assert "Zweiter Absatz" not in page.html
    assert SAVED == []


def test_even_with_a_token_a_form_made_for_somebody_else_is_not_saved(app, browser, person) -> None:
    other = Browser(app).sign_in(person("kim@kreis.example"))
    author = filled(other.get("/probe/A").form("text"))["author"]
    browser.sign_in(person())
    data = filled(browser.get("/probe/A").form("text"))
    data["text"], data["author"] = TEXT, author

    page = browser._open("/probe/A", method="POST", data=data)

    assert page.status == 409
    assert SAVED == []


def test_a_form_from_before_signing_in_anew_is_shown_again(browser, person) -> None:
    user = person()
    browser.sign_in(user)
    data = filled(browser.get("/probe/A").form("text"))
    data["text"] = TEXT
    browser.submit("/konto")
    sign_in(browser)

    page = browser._open("/probe/A", method="POST", data=data)

    assert page.status == 400
    assert "noch nicht gespeichert" in page.main
    assert "Zweiter Absatz" in filled(page.form("text"))["text"]
    assert SAVED == []
    page = browser._open("/probe/A", method="POST", data=filled(page.form("text")))
    assert page.status == 303
    assert len(SAVED) == 1


def test_without_any_cookie_the_text_is_kept_as_well(browser, late) -> None:
    page = late()
    browser.client.set_cookie("darstellung", "standard.normal")
    browser.client.delete_cookie("session")
    data = filled(page.form("email"))
    page = browser._open("/anmelden", method="POST", data=data)
    assert page.status == 400

    page = again(browser, page)

    assert "Zweiter Absatz" in filled(page.form("text"))["text"]


def test_a_form_sent_without_any_cookie_is_kept(browser, person) -> None:
    browser.sign_in(person())
    data = filled(browser.get("/probe/A").form("text"))
    data["text"] = TEXT
    browser.client.set_cookie("darstellung", "standard.normal")
    browser.client.delete_cookie("session")

    page = browser._open("/probe/A", method="POST", data=data)
    assert page.status == 401
    page = again(browser, page)

    assert "Zweiter Absatz" in filled(page.form("text"))["text"]


def test_a_stranger_who_sends_fields_gets_no_form(browser) -> None:
    page = browser.post("/probe/A", text="untergeschoben", author="erfunden")

    assert page.status == 401
    assert "untergeschoben" not in page.html
    assert not page.soup.select("main form")


def test_a_text_slipped_into_the_sign_in_page_is_dropped(browser, person) -> None:
    person()

    page = browser.submit(
        "/anmelden", email="maria@kreis.example", password=PASSWORD, carried="WyJ4IiwiL3giLFtdXQ.x"
    )

    assert (page.status, page.location) == (303, "/redaktion")


def test_passwords_and_tokens_are_not_carried(browser, person, app, clock) -> None:
    browser.sign_in(person())
    data = filled(browser.get("/konto/passwort").form("new_password"))
    data["current_password"] = data["new_password"] = data["repeated_password"] = PASSWORD
    clock.at(NOW + timedelta(hours=3))

    page = browser._open("/konto/passwort", method="POST", data=data)

    found = carried.load(_of(page))
    assert found is not None
    assert found.fields == ()


def test_a_button_without_a_page_of_its_own_can_be_pressed_again(browser, person, clock) -> None:
    browser.sign_in(person())
    data = filled(browser.get("/probe/A").form("text"))
    clock.at(NOW + timedelta(hours=3))
    data["what"] = "gedrückt"
    page = browser._open("/probe-taste", method="POST", data=data)

    page = again(browser, page)
    assert page.soup.h1.text == "Noch nicht gespeichert"
    assert SAVED == []
    page = browser.submit(page, button="Noch einmal absenden", what="gedrückt")

    assert page.status == 303
    assert SAVED == ["gedrückt"]


def test_where_the_form_is_gone_the_text_can_still_be_copied(browser, person, clock) -> None:
    user = person()
    browser.sign_in(user)
    data = filled(browser.get("/probe/A").form("text"))
    data["text"] = TEXT
    clock.at(NOW + timedelta(hours=3))
    page = browser._open("/gibt/es/nicht/mehr", method="POST", data=data)
    assert page.status == 404
    late = carried.Carried(user.uid, "/gibt/es/nicht", (("text", TEXT),))
    page = browser.get("/konto")
    field = page.form("email").select_one("[name=carried]")
    field["value"] = late.dump()

    page = again(browser, page)

    assert page.soup.h1.text == "Noch nicht gespeichert"
    assert "Zweiter Absatz" in page.soup.textarea.text
    assert "Das Formular gibt es für Sie nicht mehr." in page.main


def test_much_too_much_is_not_carried(browser, late) -> None:
    page = late("x" * 1_100_000)

    assert page.status == 401
    assert not _of(page)


def test_the_author_is_signed(app) -> None:
    assert author_of("") == ""
    assert author_of("abc.def") == ""


def test_ended_by_hand_the_text_travels_too(browser, person) -> None:
    user = person()
    browser.sign_in(user)
    data = filled(browser.get("/probe/A").form("text"))
    data["text"] = TEXT
    actions.end_sessions(user.id)

    page = browser._open("/probe/A", method="POST", data=data)

    assert page.status == 401
    assert "Ihre Anmeldung wurde beendet." in page.main
    assert "Zweiter Absatz" in filled(again(browser, page).form("text"))["text"]
