"""The administrator invites somebody, who takes that up on a phone, and is disabled again."""

import re

from playwright.sync_api import Page, expect
from sqlalchemy import select

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


def test_an_invited_person_begins_on_a_phone_and_is_disabled_again(visit) -> None:
    chief, guest = visit(), visit(viewport=PHONE)
    office = chief.sign_in(user(CHIEF)).open("/verwaltung/konten")
    chief.look()
    office.get_by_role("link", name="Konto anlegen und einladen").click()
    heading(office, "Konto anlegen und einladen")
    chief.look()
    office.get_by_label("E-Mail-Adresse").fill(NEW)
    office.get_by_label("Name", exact=True).fill("Otto Neu")
    office.get_by_label("Beteiligte", exact=True).check()
    office.get_by_role("group", name=re.compile("Handelt für")).get_by_role(
        "checkbox", name="Jobcenter"
    ).first.check()
    office.get_by_role("button", name="Anlegen und einladen").click()
    heading(office, "Konto von Otto Neu")
    expect(office.get_by_role("main")).to_contain_text("eingeladen, noch kein Passwort")
    chief.look()

    phone = guest.open(link_in_mail(NEW))
    heading(phone, "Willkommen")
    guest.look()
    phone.get_by_label("Neues Passwort").fill("kurz")
    phone.get_by_role("button", name="Passwort speichern und anmelden").click()
    expect(phone.get_by_role("alert")).to_contain_text("mindestens 12 Zeichen")
    phone.get_by_label("Neues Passwort").fill(PASSWORD)
    phone.get_by_role("button", name="Passwort speichern und anmelden").click()
    heading(phone, "Was von Ihnen gebraucht wird")
    guest.look()
    assert guest.overflow() == []
    phone.get_by_role("link", name="Weiter").click()
    heading(phone, "Wie Sie schreiben")
    phone.get_by_role("link", name="Weiter").click()
    heading(phone, "Wo Sie sehen, was daraus wurde")
    guest.look()
    phone.get_by_role("button", name="Los geht es").click()
    heading(phone, "Meine Aufgaben")

    phone.get_by_role("button", name="Abmelden").click()
    guest.open("/anmelden")
    guest.look()
    phone.get_by_label("E-Mail-Adresse").fill(NEW)
    phone.get_by_label("Passwort", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="Anmelden").click()
    heading(phone, "Meine Aufgaben")

    office.reload()
    office.get_by_role("link", name="Konto sperren").click()
    heading(office, "Konto sperren")
    chief.look()
    office.get_by_role("button", name="Konto sperren").click()
    expect(office.get_by_role("alert")).to_contain_text("Das Konto ist gesperrt.")
    chief.look()

    phone.reload()
    expect(phone.get_by_role("main")).to_contain_text("Ihre Anmeldung wurde beendet.")


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
