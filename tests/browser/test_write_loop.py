"""The write loop as people walk it: staff move a date, a report goes through review."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tracker.accounts.models import User
from tracker.db import db

STAFF, PARTNER = "geschaeftsstelle@kreis.example", "jobcenter@kreis.example"
PLACE = "/integration/empfehlungen/A-01"
FORMS = [
    f"{PLACE}/status",
    f"{PLACE}/meilensteine/4/zustand",
    f"{PLACE}/meilensteine/4/termin",
    f"{PLACE}/sachstand",
    f"{PLACE}/bestaetigung",
    "/redaktion/pruefen",
    "/redaktion/integration",
    "/aufgaben",
]


def user(email: str) -> User:
    return db.session.scalars(select(User).where(User.email == email)).one()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_staff_move_a_deadline_and_the_field_shows_it(visitor, visit) -> None:
    page = visitor.sign_in(user(STAFF)).open(PLACE)
    field = page.get_by_role("navigation", name="Sie sind hier").get_by_role("link").last
    field_path = field.get_attribute("href")

    page.get_by_role("link", name="Termin verschieben (A-01.4)").click()
    heading(page, "Termin verschieben")
    visitor.look()
    page.get_by_label("Neuer Termin").fill("Q4 2031")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("warum der Termin verschoben wird")
    visitor.look()
    page.get_by_label("Begründung").fill("Die Schnittstelle kommt später.")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Der Termin ist gespeichert.")
    visitor.look()

    reader = visit()
    expect(reader.open(field_path).get_by_role("main")).to_contain_text("4. Quartal 2031")


def test_staff_report_a_milestone_done_in_two_clicks(visitor) -> None:
    page = visitor.sign_in(user(STAFF)).open(PLACE)

    page.get_by_role("link", name="Erledigt melden (A-01.4)").click()
    page.get_by_role("button", name="Speichern", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("Zustand des Meilensteins ist gespeichert")
    page.get_by_role("link", name="Rückgängig machen").click()
    heading(page, "Eintrag zurücknehmen")
    visitor.look()
    page.get_by_label("Warum ist der Eintrag falsch?").fill("Verklickt.")
    page.get_by_role("button", name="Eintrag zurücknehmen").click()
    expect(page.get_by_role("alert")).to_contain_text("zurückgenommen")


def test_a_report_goes_through_review_to_the_public_page(visit) -> None:
    partner, staff, reader = visit(), visit(), visit()
    page = partner.sign_in(user(PARTNER)).open("/aufgaben")
    partner.look()
    page.get_by_role("link", name="Sachstand schreiben zu A-01").click()
    heading(page, "Sachstand schreiben")
    partner.look()
    page.get_by_label("Sachstand").fill("Frau Muster leitet acht Kurse.")
    page.get_by_role("button", name="Zur Prüfung senden").click()
    heading(page, "Meine Aufgaben")
    expect(page.get_by_role("main")).to_contain_text("in Prüfung")
    expect(reader.open(PLACE).get_by_role("main")).not_to_contain_text("Frau Muster")

    office = staff.sign_in(user(STAFF)).open("/redaktion/pruefen")
    staff.look()
    office.get_by_role("link", name=re.compile("Prüfen: A-01, Jobcenter")).click()
    heading(office, "Sachstand prüfen")
    office.get_by_label("Mit geändertem Text veröffentlichen").check()
    office.get_by_label("Text, wie er veröffentlicht wird").fill("Das Jobcenter hat acht Kurse.")
    office.get_by_role("button", name="Entscheidung speichern").click()
    expect(office.get_by_role("main")).to_contain_text("Noch ist nichts gespeichert.")
    staff.look()
    office.get_by_role("button", name="Entscheidung speichern").click()
    expect(office.get_by_role("alert")).to_contain_text("mit Ihrer Änderung veröffentlicht")

    main = reader.open(PLACE).get_by_role("main")
    expect(main).to_contain_text("Das Jobcenter hat acht Kurse.")
    expect(main).not_to_contain_text("Frau Muster")
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("mit Änderungen veröffentlicht")
    partner.look()


def test_two_people_at_once_and_the_second_reads_both_texts(visit) -> None:
    first, second = visit(), visit()
    pages = [one.sign_in(user(STAFF)).open(f"{PLACE}/status") for one in (first, second)]
    for number, page in enumerate(pages, start=1):
        page.get_by_label("zurückgestellt –").check()
        page.get_by_label("Begründung").fill(f"Grund {number}")
        page.get_by_label("Wird wieder geprüft am").fill("1.3.2027")
        page.get_by_role("button", name="Speichern", exact=True).click()

    page = pages[1]
    expect(page.get_by_role("alert")).to_contain_text("Grund 1")
    expect(page.get_by_label("Begründung")).to_have_value("Grund 2")
    expect(page.get_by_role("alert")).to_be_focused()
    second.look()


@pytest.mark.parametrize("contrast", ["standard", "gelb-schwarz", "gelb-blau", "schwarz-weiss"])
def test_every_form_is_without_barriers_and_fits_a_phone(visit, contrast: str) -> None:
    visitor = visit(viewport={"width": 320, "height": 640})
    visitor.sign_in(user(STAFF)).open(
        f"/darstellung?kontrast={contrast}&groesse=sehr-gross&zurueck=/redaktion"
    )
    for path in FORMS:
        visitor.open(path)
        visitor.look()
        assert visitor.overflow() == [], path


def test_every_form_in_english(visit) -> None:
    visitor = visit()
    visitor.sign_in(user(STAFF))
    for path in FORMS:
        visitor.open(f"{path}?sprache=en")
        visitor.look()
