"""The plan office's desk as people use it: from the worklist through a sitting, by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests import make
from tests.browser.conftest import NARROW
from tracker.accounts.models import User
from tracker.council.models import Decision
from tracker.db import db
from tracker.milestones.models import MilestoneDeadline
from tracker.notes.models import Note
from tracker.plan.models import Plan, RecommendationStatus

STAFF = "geschaeftsstelle@kreis.example"
DESK = "/redaktion/integration"
SITTING = f"{DESK}/sitzung/2026-06-30-Steuerungsgruppe"
SOURCE = "Festgehalten in der Sitzung vom 30.06.2026 (Steuerungsgruppe)."
PAGES = [
    DESK,
    f"{DESK}/ueberfaellig",
    f"{DESK}/nie-gemeldet",
    f"{DESK}/ohne-zustaendige",
    f"{DESK}/hemmnisse",
    f"{DESK}/wiedervorlagen",
    f"{DESK}/ueberfaellig/auswahl?eintrag=A-03.2&aktion=verschieben",
    f"{DESK}/empfehlungen/A-01/wiedervorlage",
    f"{DESK}/empfehlungen/A-01/beschluss",
    f"{DESK}/sitzung",
    SITTING,
]


def user(email: str) -> User:
    return db.session.scalars(select(User).where(User.email == email)).one()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused(page: Page) -> str:
    """Return the name or the words of what has the focus."""
    return page.evaluate("() => document.activeElement.name || document.activeElement.innerText")


def tab_to(page: Page, name: str, most: int = 40) -> None:
    """Press Tab until something of this name has the focus."""
    for _time in range(most):
        if focused(page).strip() == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not within {most} tabs; {focused(page)!r} has the focus")


def place(page: Page) -> str:
    return page.get_by_role("main").get_by_text(re.compile(r"^\d+ von \d+$")).inner_text()


def begin(page: Page) -> int:
    """Go from the worklist to the first item by keyboard; return how many there are."""
    tab_to(page, "Durch eine Sitzung gehen")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Durch eine Sitzung gehen")
    tab_to(page, "day")
    press(page, "Control+a")
    page.keyboard.type("30.6.2026")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sitzung vom 30.06.2026")
    for _time in range(40):
        if focused(page).startswith("Mit "):
            break
        press(page, "Tab")
    press(page, "Enter")
    expect(page.get_by_role("main")).to_contain_text("Was hält die Sitzung fest?")
    return int(place(page).rpartition(" ")[2])


def test_twenty_items_in_one_pass_by_keyboard(visitor) -> None:
    plan = db.session.scalars(select(Plan)).one()
    for turn in range(12):
        make.recommendation(of=plan, code=f"X-{turn:02}")
    page = visitor.sign_in(user(STAFF)).open(DESK)
    number = begin(page)
    assert number > 20

    for turn in range(1, 21):
        expect(page.get_by_role("main")).to_contain_text(f"{turn} von {number}")
        expect(page.get_by_label("Weiter ohne Änderung")).to_be_focused()
        if turn == 2:  # a status
            press(page, "ArrowDown", "Tab")
            assert focused(page) == "status"
            page.keyboard.type("umgesetzt")
            tab_to(page, "reason", 4)
            page.keyboard.type("Läuft von selbst")
            tab_to(page, "Speichern und weiter", 2)
        elif turn == 3:  # a deadline
            press(page, "ArrowDown", "ArrowDown", "Tab", "Tab")
            assert focused(page) == "due"
            page.keyboard.type("Q4 2027")
            press(page, "Tab")
            page.keyboard.type("Der Raum fehlt.")
            press(page, "Tab")
        elif turn == 4:  # a note
            press(page, "ArrowDown", "ArrowDown", "ArrowDown", "Tab", "Tab")
            assert focused(page) == "note"
            page.keyboard.type("Der Kurs beginnt im Herbst.")
            press(page, "Tab")
        elif turn == 5:  # a decision
            press(page, "ArrowUp", "Tab")
            assert focused(page) == "decision"
            page.keyboard.type("Die Mittel sind bewilligt.")
            press(page, "Tab")
        if turn in {1, 5}:
            visitor.look()
        press(page, "Enter")
    expect(page.get_by_role("main")).to_contain_text(f"21 von {number}")

    for kind in (RecommendationStatus, MilestoneDeadline, Note, Decision):
        reasons = db.session.scalars(select(kind.reason).where(kind.reason.contains(SOURCE))).all()
        assert len(reasons) == 1, kind
    page.goto(page.url.rpartition("/")[0])
    expect(page.get_by_role("main").get_by_text("Rückgängig machen")).to_have_count(4)
    expect(page.get_by_role("main")).to_contain_text("Weiter mit")
    visitor.look()


def test_a_mistake_in_a_sitting_gets_the_focus_and_keeps_the_text(visitor) -> None:
    page = visitor.sign_in(user(STAFF)).open(DESK)
    begin(page)

    press(page, "ArrowDown", "ArrowDown", "Tab", "Tab")
    page.keyboard.type("irgendwann")
    press(page, "Enter")

    expect(page.get_by_role("alert")).to_contain_text("Neuer Termin")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Neuer Termin")).to_have_value("irgendwann")
    visitor.look()


def test_several_deadlines_move_after_a_check(visitor) -> None:
    page = visitor.sign_in(user(STAFF)).open(f"{DESK}/ueberfaellig")
    boxes = page.get_by_role("checkbox")
    number = boxes.count()
    assert number >= 2
    for place_ in range(2):
        boxes.nth(place_).check()
    visitor.look()
    page.get_by_role("button", name="Termine verschieben").click()
    page.get_by_label("Um wie viel?").select_option("12")
    page.get_by_label("Begründung").fill("Die Räume fehlen.")
    visitor.look()
    page.get_by_role("button", name="Angaben prüfen").click()
    expect(page.get_by_role("main")).to_contain_text("Noch ist nichts gespeichert.")
    visitor.look()
    page.get_by_role("button", name="Termine verschieben").click()
    expect(page.get_by_role("alert")).to_contain_text("2 Termine sind verschoben.")
    page.get_by_role("link", name="Rückgängig machen").click()
    visitor.look()
    page.get_by_label("Warum ist der Eintrag falsch?").fill("Verklickt.")
    page.get_by_role("button", name="Einträge zurücknehmen").click()
    expect(page.get_by_role("alert")).to_contain_text("2 Einträge sind zurückgenommen.")


@pytest.mark.parametrize("contrast", ["standard", "gelb-schwarz", "gelb-blau", "schwarz-weiss"])
def test_every_page_is_without_barriers_and_fits_a_phone(visit, contrast: str) -> None:
    visitor = visit(viewport=NARROW)
    visitor.sign_in(user(STAFF)).open(
        f"/darstellung?kontrast={contrast}&groesse=sehr-gross&zurueck=/redaktion"
    )
    for path in PAGES:
        visitor.open(path)
        visitor.look()
        assert visitor.overflow() == [], path
