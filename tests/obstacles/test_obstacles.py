"""Recording what stands in the way, and that it is solved, by real requests."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.notes.models import Obstacle, ObstacleEnd
from tracker.plan.models import Plan, Recommendation

TODAY = date(2026, 7, 1)
PAGE = "/integration/empfehlungen/A-01"


@pytest.fixture
def of() -> Recommendation:
    return make.recommendation(of=make.plan("integration"), code="A-01")


@pytest.fixture
def staff(browser: Browser, of: Recommendation) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


def record(browser: Browser, page: str | Page = f"{PAGE}/hemmnis", **fields: str) -> Page:
    known = {"text_de": "Es fehlt ein Raum.", "addressee": "partner"}
    return browser.submit(page, **(known | fields))


def address(row: Obstacle) -> str:
    return f"/integration/hemmnis/{row.uid}/loesen"


def solve(browser: Browser, page: str | Page, **fields: str) -> Page:
    return browser.submit(page, **({"text_de": "Ein Raum ist gemietet."} | fields))


def rows() -> list[Obstacle]:
    return list(db.session.scalars(select(Obstacle).order_by(Obstacle.id)))


def ends() -> list[ObstacleEnd]:
    return list(db.session.scalars(select(ObstacleEnd).order_by(ObstacleEnd.id)))


def revision() -> int:
    return db.session.scalars(select(Plan.revision).where(Plan.slug == "integration")).one()


def test_a_recorded_obstacle_is_public_at_once_with_the_way_to_undo_it(staff: Browser) -> None:
    before = revision()

    answer = record(staff, text_en="There is no room.", due_on="30.09.2026")

    new = rows()[-1]
    assert (new.text, new.effective_on, new.due_on) == (
        {"de": "Es fehlt ein Raum.", "en": "There is no room."},
        TODAY,
        date(2026, 9, 30),
    )
    assert revision() == before + 1
    page = staff.follow(answer)
    assert page.alert.startswith("Das Hemmnis ist gespeichert und veröffentlicht.")
    assert page.link("Rückgängig machen").endswith(f"/eintrag/{new.uid}/zuruecknehmen")
    public = Browser(staff.app).get(PAGE).main
    assert "Es fehlt ein Raum." in public
    assert "Zu lösen durch: Partner" in public
    assert "Soll gelöst sein bis 30.09.2026" in public
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "obstacle:create")
    ).one()
    assert entry.subject == f"integration/A-01/{new.uid}"


def test_the_page_of_the_field_says_by_when_too(staff: Browser) -> None:
    record(staff, due_on="30.09.2026")
    home = Browser(staff.app).get(PAGE)
    field = home.soup.select_one(".crumbs li:last-child a")["href"]

    assert "Soll gelöst sein bis 30.09.2026" in Browser(staff.app).get(str(field)).main


def test_an_undone_obstacle_stands_nowhere(staff: Browser) -> None:
    page = staff.follow(record(staff))

    staff.submit(page.link("Rückgängig machen"), reason="Ein Irrtum.")

    assert "Es fehlt ein Raum." not in Browser(staff.app).get(PAGE).main


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text_de": ""}, "Füllen Sie „Was im Weg steht (Deutsch)“ aus"),
        ({"text_de": "x" * 2001}, "höchstens 2.000 Zeichen"),
        ({"effective_on": "02.07.2026"}, "nicht nach heute"),
        ({"effective_on": "31.12.2025"}, "ab dem 01.01.2026"),
        ({"due_on": "30.06.2026"}, "ab dem 01.07.2026 an: Vorher gab es das Hemmnis nicht"),
        ({"due_on": "bald"}, "einen Tag an, zum Beispiel"),
        ({"text_de": "a\0b"}, "Steuerzeichen"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    staff: Browser, fields: dict[str, str], sentence: str
) -> None:
    page = record(staff, **({"text_en": "There is no room."} | fields))

    assert page.status == 422
    assert sentence in page.alert
    form = page.form("text_de")
    assert form.select_one("[name=text_en]").text.strip() == "There is no room."
    assert form.select_one("[name=addressee][checked]")["value"] == "partner"
    assert rows() == []


def test_nothing_is_chosen_beforehand(staff: Browser) -> None:
    page = staff.submit(f"{PAGE}/hemmnis", text_de="Es fehlt ein Raum.")

    assert page.status == 422
    assert "Wählen Sie bei „Zu lösen durch“" in page.alert


def test_the_same_form_sent_twice_records_once(staff: Browser) -> None:
    mine = staff.get(f"{PAGE}/hemmnis")

    assert (record(staff, mine).status, record(staff, mine).status) == (302, 302)
    assert len(rows()) == 1


def test_what_stands_there_already_is_not_recorded_again(staff: Browser) -> None:
    record(staff)

    page = record(staff)

    assert page.status == 422
    assert "Dieses Hemmnis steht schon da" in page.alert


def test_a_form_sent_again_after_its_obstacle_was_withdrawn_is_a_conflict(
    staff: Browser, of: Recommendation
) -> None:
    mine = staff.get(f"{PAGE}/hemmnis")
    record(staff, mine)
    make.withdrawal(rows()[0], db.session.get_one(Plan, of.plan_id))

    page = record(staff, mine)

    assert page.status == 409
    assert "zurückgenommen" in page.alert
    assert page.form("text_de").select_one("textarea").text.strip() == "Es fehlt ein Raum."


def test_a_solved_obstacle_says_how_and_can_be_undone(staff: Browser, of: Recommendation) -> None:
    row = make.obstacle(of=of)
    way = staff.get(PAGE).link("Als gelöst festhalten : Die Förderung läuft aus.")

    answer = solve(staff, way, effective_on="01.06.2026")

    page = staff.follow(answer)
    assert page.alert.startswith("Gespeichert: Das Hemmnis ist gelöst.")
    assert "Gelöst am 01.06.2026: Ein Raum ist gemietet." in page.main
    assert "Als gelöst festhalten" not in page.main
    staff.submit(page.link("Rückgängig machen"), reason="Ein Irrtum.")
    assert staff.get(PAGE).link("Als gelöst festhalten : Die Förderung läuft aus.") == address(row)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text_de": ""}, "Füllen Sie „Wie es gelöst wurde (Deutsch)“ aus"),
        ({"effective_on": "02.07.2026"}, "nicht nach heute"),
        ({"effective_on": "31.12.2025"}, "ab dem 01.01.2026"),
    ],
)
def test_what_is_wrong_with_an_end_is_said(
    staff: Browser, of: Recommendation, fields: dict[str, str], sentence: str
) -> None:
    page = solve(staff, address(make.obstacle(of=of)), **({"text_en": "Rented."} | fields))

    assert page.status == 422
    assert sentence in page.alert
    assert page.form("text_de").select_one("[name=text_en]").text.strip() == "Rented."
    assert ends() == []


def test_two_people_solve_the_same_the_second_sees_the_first(
    staff: Browser, of: Recommendation
) -> None:
    mine = staff.get(address(make.obstacle(of=of)))
    solve(staff, mine, text_de="Das Land fördert weiter.", effective_on="01.06.2026")

    page = solve(staff, mine, text_de="Der Kreis zahlt.")

    assert page.status == 409
    assert "gelöst: Das Land fördert weiter. (ab 01.06.2026)" in page.alert
    assert page.form("text_de").select_one("textarea").text.strip() == "Der Kreis zahlt."
    assert len(ends()) == 1
    assert "bereits gelöst (am 01.06.2026)" in solve(staff, page).alert


def test_a_withdrawn_obstacle_is_not_solved(staff: Browser, of: Recommendation) -> None:
    row = make.obstacle(of=of)
    mine = staff.get(address(row))
    make.withdrawal(row, db.session.get_one(Plan, of.plan_id))

    page = solve(staff, mine)

    assert page.status == 422
    assert "inzwischen zurückgenommen" in page.alert


def test_only_staff_records_obstacles(browser: Browser, of: Recommendation) -> None:
    """What partners write is reviewed before it is public; an obstacle would be public at once."""
    at = make.organisation(db.session.get_one(Plan, of.plan_id))
    make.involvement(of, at)
    browser.sign_in(make.user(Role.STAKEHOLDER, at=at))

    assert browser.get(f"{PAGE}/hemmnis").status == 403
    assert "Hemmnis festhalten" not in browser.get(PAGE).main


def test_an_obstacle_of_another_plan_is_not_found(staff: Browser, of: Recommendation) -> None:
    make.plan("sport")
    row = make.obstacle(of=of)

    assert staff.get(f"/sport/hemmnis/{row.uid}/loesen").status == 404
