"""The administrator invites somebody, who takes that up on a phone, and is disabled again."""

import re
from functools import partial

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import Visitor
from tracker.accounts.models import User
from tracker.db import db
from tracker.mail.models import OutgoingMail

CHIEF, NEW = "verwaltung@kreis.example", "otto.neu@kreis.example"
PASSWORD = "zwiebel lampe tisch regen"
PHONE = {"width": 360, "height": 640}


def user(email: str) -> User:
    db.session.commit()
    return db.session.scalars(select(User).where(User.email == email)).one()


def link_in_mail(to: str) -> str:
    """Return the path of the link in the newest mail to somebody."""
    db.session.commit()
    mails = select(OutgoingMail).where(OutgoingMail.recipient == to).order_by(OutgoingMail.id)
    body = db.session.scalars(mails).all()[-1].body
    return re.search(r"https?://[^/\s]+(/\S+)", body)[1]


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def choose(page: Page, organisation: str, category: str, *, has_scripts: bool) -> None:
    """Tick an organisation: found by its name, or in its category where no scripts run."""
    group = page.get_by_role("group", name=re.compile("Handelt für"))
    if has_scripts:
        group.get_by_label("Organisation suchen").fill(organisation.upper())
        expect(group.get_by_role("status")).to_contain_text("Gefunden: ")
    else:
        expect(group.get_by_label("Organisation suchen")).to_be_hidden()
        group.get_by_text(re.compile(f"^{category} ")).click()
    group.get_by_role("checkbox", name=organisation, exact=True).check()


def looks(visitor: Visitor, *, has_scripts: bool) -> None:
    """Look at the page in front; without scripts nobody can look into it."""
    if has_scripts:
        visitor.look()
        assert visitor.overflow() == []


def invites(chief: Visitor, *, has_scripts: bool) -> None:
    """Make an account, after a first try without anything, and have its person invited."""
    look = partial(looks, has_scripts=has_scripts)
    office = chief.page
    office.get_by_role("link", name="Konto anlegen und einladen").click()
    heading(office, "Konto anlegen und einladen")
    office.get_by_role("button", name="Anlegen und einladen").click()
    expect(office.get_by_role("alert")).to_contain_text("E-Mail-Adresse")
    look(chief)
    office.get_by_label("E-Mail-Adresse").fill(NEW)
    office.get_by_label("Name", exact=True).fill("Otto Neu")
    office.get_by_label("Beteiligte", exact=True).check()
    choose(office, "Jobcenter", "Arbeitsmarkt und Wirtschaft", has_scripts=has_scripts)
    look(chief)
    office.get_by_role("button", name="Anlegen und einladen").click()
    heading(office, "Konto von Otto Neu")
    expect(office.get_by_role("main")).to_contain_text("eingeladen, noch kein Passwort")
    expect(office.get_by_label("Jobcenter", exact=True)).to_be_checked()
    look(chief)


def begins(guest: Visitor, *, has_scripts: bool) -> None:
    """Take the invitation up, read the first steps, sign out and in again."""
    look = partial(looks, has_scripts=has_scripts)
    phone = guest.open(link_in_mail(NEW))
    heading(phone, "Willkommen")
    look(guest)
    phone.get_by_label("Neues Passwort").fill("kurz")
    phone.get_by_role("button", name="Passwort speichern und anmelden").click()
    expect(phone.get_by_role("alert")).to_contain_text("mindestens 12 Zeichen")
    phone.get_by_label("Neues Passwort").fill(PASSWORD)
    phone.get_by_role("button", name="Passwort speichern und anmelden").click()
    heading(phone, "Was von Ihnen gebraucht wird")
    look(guest)
    phone.get_by_role("link", name="Weiter").click()
    heading(phone, "Wie Sie schreiben")
    phone.get_by_role("link", name="Weiter").click()
    heading(phone, "Wo Sie sehen, was daraus wurde")
    look(guest)
    phone.get_by_role("button", name="Los geht es").click()
    heading(phone, "Meine Aufgaben")

    phone.get_by_role("button", name="Abmelden").click()
    guest.open("/anmelden")
    look(guest)
    phone.get_by_label("E-Mail-Adresse").fill(NEW)
    phone.get_by_label("Passwort", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="Anmelden").click()
    heading(phone, "Meine Aufgaben")


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_account_from_invitation_to_its_end(visit, has_scripts: bool) -> None:
    chief = visit(java_script_enabled=has_scripts)
    guest = visit(viewport=PHONE, java_script_enabled=has_scripts)
    look = partial(looks, has_scripts=has_scripts)
    office = chief.sign_in(user(CHIEF)).open("/verwaltung/konten")
    look(chief)
    invites(chief, has_scripts=has_scripts)
    begins(guest, has_scripts=has_scripts)
    phone = guest.page

    office.reload()
    office.get_by_label("Geschäftsstelle", exact=True).check()
    office.get_by_label("Jobcenter", exact=True).uncheck()
    choose(office, "Freiwilligenagentur", "Ehrenamt und Initiativen", has_scripts=has_scripts)
    office.get_by_role("button", name="Speichern", exact=True).click()
    expect(office.get_by_role("alert")).to_contain_text("Das Konto ist geändert.")
    expect(office.get_by_label("Freiwilligenagentur", exact=True)).to_be_checked()
    phone.reload()
    expect(phone.get_by_role("link", name="Redaktion")).to_be_visible()

    office.get_by_role("link", name="Konto sperren").click()
    heading(office, "Konto sperren")
    look(chief)
    office.get_by_role("button", name="Konto sperren").click()
    expect(office.get_by_role("alert")).to_contain_text("Das Konto ist gesperrt.")
    look(chief)
    phone.reload()
    expect(phone.get_by_role("main")).to_contain_text("Ihre Anmeldung wurde beendet.")

    chief.open(f"/verwaltung/konten/{user(CHIEF).uid}")
    office.get_by_label("Geschäftsstelle", exact=True).check()
    office.get_by_role("button", name="Speichern", exact=True).click()
    expect(office.get_by_role("alert")).to_contain_text("das letzte, das sie hat")
    look(chief)


def test_pages_of_accounts_fit_a_phone_and_have_no_barriers(visit) -> None:
    chief, reader = visit(viewport={"width": 320, "height": 640}), visit(viewport=PHONE)
    chief.sign_in(user(CHIEF))
    for path in (
        "/verwaltung/konten",
        "/verwaltung/konten/neu",
        f"/verwaltung/konten/{user(CHIEF).uid}",
        "/verwaltung/post",
        "/konto",
        "/konto/bearbeiten",
        "/konto/adresse",
    ):
        chief.open(path)
        chief.look()
        assert chief.overflow() == [], path
    for path in ("/passwort-vergessen", "/konto/erste-schritte/1", "/anmelden"):
        reader.open(path)
        reader.look()
        assert reader.overflow() == [], path
