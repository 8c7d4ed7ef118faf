"""What every form of the product does: seen at one with each kind of field."""

import re

import pytest

from tests.accounts.conftest import SAVED, ProbeForm
from tests.pages import Browser, Page, filled
from tracker.accounts import forms as account_forms

FORBIDDEN = ("ungültig", "Dieses Feld ist erforderlich", "Fehler aufgetreten", "bitte", "Ups")


@pytest.fixture
def send(browser: Browser, person):
    browser.sign_in(person())

    def post(**fields: object) -> Page:
        data = filled(browser.get("/probe/A").form("text"))
        data["text"] = "Etwas"
        for name, value in fields.items():
            data[name] = str(value)
        return browser._open("/probe/A", method="POST", data=data)

    return post


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("text", "", "Füllen Sie „Sachstand“ aus."),
        ("text", " \r\n ", "Füllen Sie „Sachstand“ aus."),
        ("text", "x" * 5001, "Kürzen Sie „Sachstand“ auf höchstens 5.000 Zeichen. Es sind 5.001."),
        ("line", "x" * 201, "Kürzen Sie „Begründung“ auf höchstens 200 Zeichen. Es sind 201."),
        ("text", "a\0b", "Entfernen Sie das unsichtbare Steuerzeichen aus „Sachstand“."),
        ("text", "Zeile\x0bZeile", "Entfernen Sie das unsichtbare Steuerzeichen aus „Sachstand“."),
        ("line", "\0", "Entfernen Sie das unsichtbare Steuerzeichen aus „Begründung“."),
        ("in_force", "\0", "Entfernen Sie das unsichtbare Steuerzeichen aus „Stand“."),
        ("day", "bald", "Geben Sie bei „Gilt ab“ einen Tag an, zum Beispiel 30.09.2026."),
        ("day", "31.2.2026", "Der 31. Februar 2026 ist kein Kalendertag."),
        ("due", "30.02.26", "Der 30. Februar 2026 ist kein Kalendertag."),
        ("day", "1.1.1800", "Geben Sie bei „Gilt ab“ ein Jahr von 1900 bis 2199 an."),
        ("day", "April 2026", "Ergänzen Sie bei „Gilt ab“ den Tag: „April 2026“ ist ein Zeitraum"),
        ("day", "\0", "Entfernen Sie das unsichtbare Steuerzeichen aus „Gilt ab“."),
        ("due", "Q5 2026", "Geben Sie bei „Fällig“ einen Tag, einen Monat, ein Quartal oder ein"),
        ("role", "king", "Wählen Sie bei „Rolle“ eine der Möglichkeiten."),
        ("in_force", "x' OR 1=1", "Laden Sie die Seite neu und füllen Sie sie aus."),
        ("day", "1" * 30_000, "Geben Sie bei „Gilt ab“ einen Tag an"),
    ],
)
def test_what_is_not_well_formed_is_told_and_not_saved(send, field, value, says) -> None:
    page = send(**{field: value})

    assert page.status == 422
    assert says in page.alert
    assert "Es gibt ein Problem" in page.alert
    assert not any(word.lower() in page.main.lower() for word in FORBIDDEN)
    assert SAVED == []


def test_what_was_typed_stays_when_something_else_is_wrong(send) -> None:
    typed = {
        "text": "x" * 5001, "line": "Grund", "role": "staff", "day": "31.2.26", "due": "bald",
        "is_sure": "y",
    }  # fmt: skip

    data = filled(send(**typed).form("text"))

    assert {name: data[name] for name in typed} == typed


def test_five_thousand_characters_fit_however_lines_end(send) -> None:
    text = ("x" * 99 + "\r\n") * 50

    page = send(text=text)

    assert page.status == 303
    assert len(SAVED[0]) == 4999
    assert "\r" not in SAVED[0]


def test_blanks_around_a_text_go(send) -> None:
    send(text="  Etwas \r\n")

    assert SAVED == ["Etwas"]


def test_ten_megabytes_are_refused_in_a_sentence(browser, person) -> None:
    browser.sign_in(person())
    data = filled(browser.get("/probe/A").form("text"))
    data["text"] = "x" * 10_000_000

    page = browser._open("/probe/A", method="POST", data=data)

    assert page.status == 413
    assert SAVED == []


def test_a_hidden_field_has_no_id_and_says_who_the_form_is_for(browser, person) -> None:
    browser.sign_in(person())

    form = browser.get("/probe/A").form("text")

    hidden = form.select("input[type=hidden]")
    assert [tag["name"] for tag in hidden] == ["csrf_token", "author", "in_force"]
    assert not any(tag.has_attr("id") for tag in hidden)


@pytest.mark.parametrize("token", ["", "falsch", "foreign"])
def test_an_unsafe_request_needs_the_token_of_its_own_session(app, send, person, token) -> None:
    if token == "foreign":
        other = Browser(app).sign_in(person("kim@kreis.example"))
        token = filled(other.get("/probe/A").form("text"))["csrf_token"]

    page = send(csrf_token=token)

    assert page.status == 400
    assert SAVED == []


@pytest.mark.parametrize(
    ("site", "status"),
    [("cross-site", 400), ("same-site", 400), ("same-origin", 303), ("none", 303)],
)
def test_an_unsafe_request_comes_from_our_own_pages(browser, person, site, status) -> None:
    browser.sign_in(person())
    data = filled(browser.get("/probe/A").form("text"))
    data["text"] = "Etwas"

    page = browser._open("/probe/A", method="POST", data=data, headers={"Sec-Fetch-Site": site})

    assert page.status == status


@pytest.mark.parametrize(
    "form", [account_forms.SignInForm, account_forms.PasswordForm, account_forms.SessionForm]
)
def test_every_message_names_its_label(app, form) -> None:
    with app.test_request_context("/", method="POST", data={}):
        made = form()
        made.validate()
        for field in made:
            for error in field.errors:
                assert str(field.label.text) in error
                assert not re.search("|".join(FORBIDDEN), error)


def test_a_day_that_is_none_is_told_in_english_too(app) -> None:
    said = {
        "31.2.2026": "31 February 2026 is not a day of the calendar. Enter another day in "
        "“Gilt ab”.",
        "04/2026": "Add the day in “Gilt ab”: “April 2026” is a period, and a day such as "
        "30 April 2026 is needed.",
    }
    for text, error in said.items():
        with app.test_request_context("/?sprache=en", method="POST", data={"day": text}):
            made = ProbeForm()
            made.validate()
            assert made.day.errors == [error]
