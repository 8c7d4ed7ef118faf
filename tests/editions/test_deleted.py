"""What was deleted can be restored for 30 days, and then goes for good."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests import make
from tests.conftest import Clock
from tests.pages import Browser, Page
from tracker.accounts.models import AuditEntry, Role
from tracker.council.models import Committee, CouncilPaper, PaperRecommendation, Sitting
from tracker.db import db
from tracker.editions.actions.restoring import remove_expired
from tracker.plan.models import Plan
from tracker.planfile.export import export

DESK = "/integration/bearbeiten"
LAST_DAY = datetime(2026, 7, 31, 21, 59, tzinfo=UTC)  # a minute before midnight in Berlin
DAY_AFTER = datetime(2026, 7, 31, 22, 0, tzinfo=UTC)


@pytest.fixture
def plan(app) -> Plan:
    return make.plan("integration")


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


@pytest.fixture
def council(plan: Plan) -> Committee:
    row = make.committee(plan, slug="kreistag")
    make.sitting(row, on=date(2026, 5, 4))
    make.paper(make.recommendation(of=plan, code="A-01"), of=row, number="2026/041")
    return row


def confirmed(staff: Browser, path: str | Page) -> Page:
    """Send the form of a page as it stands."""
    page = staff.get(path) if isinstance(path, str) else path
    version = page.form("version").select_one("[name=version]")["value"]
    return staff.submit(page, version=version)


def delete_all(staff: Browser) -> None:
    for path in (
        "drucksachen/2026/041",
        "gremien/kreistag/sitzungen/2026-05-04",
        "gremien/kreistag",
    ):
        assert confirmed(staff, f"{DESK}/{path}/loeschen").status == 302


def test_the_page_tells_what_was_deleted_when_by_whom_and_until_when(council, staff) -> None:
    delete_all(staff)
    rows = staff.get(f"{DESK}/geloescht").table()

    assert [row[0] for row in rows] == [
        "Sitzung: Kreistag am 04.05.2026",
        "Drucksache: 2026/041: Bericht zur Umsetzung",
        "Gremium: Kreistag",
    ]
    assert rows[0][1:4] == ["01.07.2026, 12:00 Uhr", "Geschäftsstelle", "31.07.2026"]


def test_nothing_deleted_is_told_in_a_sentence(plan, staff) -> None:
    assert "wurde nichts gelöscht." in staff.get(f"{DESK}/geloescht").main


def restore(staff: Browser, label: str):
    page = staff.get(f"{DESK}/geloescht")
    for form in page.soup.select("main form"):
        if label in form.get_text():
            data = {tag["name"]: tag["value"] for tag in form.select("input")}
            return staff.send(f"{DESK}/geloescht", **data)
    raise AssertionError(label)


def test_everything_comes_back_as_it_was(council, staff) -> None:
    before = export("integration")
    delete_all(staff)
    assert export("integration") != before

    for label in ("Gremium", "Sitzung", "Drucksache"):
        assert restore(staff, label).status == 302

    assert export("integration") == before
    assert "2026/041" in Browser(staff.app).get("/integration/empfehlungen/A-01").main


def test_what_hangs_on_a_deleted_committee_waits_for_it(council, staff) -> None:
    delete_all(staff)
    page = restore(staff, "Drucksache")

    assert page.status == 422
    assert "Stellen Sie zuerst das Gremium wieder her." in page.alert


def test_restoring_twice_tells_that_it_is_done(council, staff) -> None:
    delete_all(staff)
    restore(staff, "Gremium")
    again = staff.follow(staff.send(f"{DESK}/geloescht", subject="integration/committee/kreistag"))

    assert "inzwischen schon wiederhergestellt" in again.text


def test_a_municipality_comes_back(plan, staff) -> None:
    town = make.municipality(plan, name="Eschwege")
    confirmed(staff, f"{DESK}/gemeinden/{town.ags}/loeschen")
    restore(staff, "Gemeinde")

    assert "Eschwege" in export("integration")


def test_on_the_thirtieth_day_everything_is_still_there(council, staff, clock: Clock) -> None:
    delete_all(staff)
    clock.at(LAST_DAY)
    remove_expired()

    assert db.session.scalars(select(CouncilPaper)).one().deleted_at is not None
    browser = Browser(staff.app).sign_in(make.user(Role.STAFF))
    assert restore(browser, "Gremium").status == 302


def test_after_the_thirtieth_day_it_is_gone_for_good_and_audited(
    app, council, staff, clock: Clock
) -> None:
    delete_all(staff)
    clock.at(DAY_AFTER)
    app.test_cli_runner().invoke(args=["jobs", "run", "--once"])

    for model in (Committee, Sitting, CouncilPaper, PaperRecommendation):
        assert db.session.scalars(select(model)).all() == []
    rows = db.session.scalars(select(AuditEntry).where(AuditEntry.role == "jobs"))
    assert {(row.action, row.subject) for row in rows} == {
        ("paper:remove", "integration/paper/2026/041"),
        ("sitting:remove", "integration/sitting/kreistag/2026-05-04"),
        ("committee:remove", "integration/committee/kreistag"),
    }


def test_what_is_gone_for_good_can_be_added_anew(council, staff, clock: Clock) -> None:
    delete_all(staff)
    clock.at(DAY_AFTER)
    remove_expired()
    browser = Browser(staff.app).sign_in(make.user(Role.STAFF))

    assert browser.submit(f"{DESK}/gremien/neu", name_de="Kreistag").status == 302
