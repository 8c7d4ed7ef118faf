"""What is said of a plan as a whole, and its thresholds, by real requests."""

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page
from tracker.accounts.models import Role
from tracker.db import db
from tracker.history import actions as history
from tracker.history import plain
from tracker.plan.models import Plan, PlanThresholds
from tracker.planfile.export import export

DESK = "/integration/bearbeiten"


@pytest.fixture
def plan(app) -> Plan:
    return make.plan("integration")


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


def test_what_is_said_of_a_plan_changes_on_its_pages_and_in_its_file(plan, staff) -> None:
    reader = Browser(staff.app)
    assert "Musterkreis" not in reader.get("/integration/").text
    page = staff.submit(
        f"{DESK}/einstellungen",
        title_de="Masterplan Teilhabe",
        title_en="Participation plan",
        languages_="de, en, tr",
        disclaimer_de="Vorläufig.",
    )

    assert page.status == 302
    assert "Masterplan Teilhabe" in reader.get("/integration/").text
    assert "Participation plan" in reader.get("/integration/?sprache=en").text
    db.session.expire_all()
    row = db.session.scalars(select(Plan)).one()
    assert (row.languages, row.disclaimer, row.version) == ("de,en,tr", {"de": "Vorläufig."}, 2)
    assert "Vorläufig." in export("integration")


@pytest.mark.parametrize(
    ("typed", "says"),
    [("en, de", "als erste Sprache stehen"), ("Deutsch", "Kürzel von Sprachen"), (",", "Kürzel")],
)
def test_the_first_language_of_a_plan_stays(plan, staff, typed: str, says: str) -> None:
    page = staff.submit(f"{DESK}/einstellungen", languages_=typed)

    assert page.status == 422
    assert says in page.alert
    assert f'value="{typed}"' in page.html


def test_thresholds_hold_from_their_day_on_and_the_method_page_names_them(plan, staff) -> None:
    make.recommendation(of=plan)
    page = staff.submit(f"{DESK}/schwellenwerte", current="100", due="222", effective_on="1.6.2026")

    assert page.status == 302
    reader = Browser(staff.app)
    assert "222" in reader.get("/integration/methode").main
    assert "222" not in reader.get("/integration/methode?stichtag=2026-05-31").main


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"current": "200", "due": "100"}, "mindestens so viele Tage"),
        ({"attention": "neunzig"}, "eine ganze Zahl"),
        ({"effective_on": "2.7.2026"}, "nicht nach heute"),
        ({}, "So gelten die Werte schon."),
    ],
)
def test_thresholds_that_cannot_be_are_refused(plan, staff, typed, says: str) -> None:
    make.thresholds(plan)
    page = staff.submit(f"{DESK}/schwellenwerte", **(typed or {"attention": "90"}))

    assert page.status == 422
    assert says in page.alert
    assert len(db.session.scalars(select(PlanThresholds)).all()) == 1


# Lost updates


CHANGES = [
    ("einstellungen", {"title_de": "Mein Plan"}, {"title_de": "Ihr Plan"}),
    ("schwellenwerte", {"upcoming": "41"}, {"upcoming": "42"}),
]


def overtaken(staff: Browser, path: str, mine, theirs) -> Page:
    opened = staff.get(f"{DESK}/{path}")
    assert staff.submit(f"{DESK}/{path}", **theirs).status == 302
    return staff.submit(opened, **mine)


@pytest.mark.parametrize(("path", "mine", "theirs"), CHANGES)
def test_whoever_was_slower_sees_both_and_overwrites_nothing(
    plan, staff, path: str, mine, theirs
) -> None:
    page = overtaken(staff, path, mine, theirs)

    assert page.status == 409
    assert next(iter(theirs.values())) in page.alert
    assert f'value="{next(iter(mine.values()))}"' in page.html
    assert staff.submit(page, **mine).status == 302


@pytest.mark.parametrize(("path", "mine", "theirs"), CHANGES)
def test_without_the_guard_an_update_would_be_lost(
    plan, staff, monkeypatch, path: str, mine, theirs
) -> None:
    monkeypatch.setattr(plain, "refuse_stale", lambda *_any: None)
    monkeypatch.setattr(history, "refuse_stale", lambda *_any: None)

    assert overtaken(staff, path, mine, theirs).status == 302


def test_thresholds_are_undone_at_once_and_stay_struck_out(plan, staff) -> None:
    make.recommendation(of=plan)
    make.thresholds(plan)
    answer = staff.submit(f"{DESK}/schwellenwerte", attention="45")
    undo = staff.get(staff.follow(answer).link("Rückgängig machen"))
    assert "Danach gilt wieder: Verzögert nach mehr als 90 Tagen" in undo.main

    page = staff.follow(staff.submit(undo, reason="Vertippt."))

    assert page.form("attention").select_one("[name=attention]")["value"] == "90"
    (gone,) = page.soup.select(".entry--withdrawn")
    assert "Verzögert nach mehr als 45 Tagen" in gone.text
    assert "45" not in Browser(staff.app).get("/integration/methode").main
