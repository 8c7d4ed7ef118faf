"""Changing the status of a recommendation, by real requests."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.conftest import Clock
from tests.pages import Browser, Page
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.plan.models import Plan, Recommendation, RecommendationStatus
from tracker.plan.rules import Status

TODAY = date(2026, 7, 1)


@pytest.fixture
def of() -> Recommendation:
    return make.recommendation(Status.IN_PREPARATION, code="A-01")


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


def address(of: Recommendation) -> str:
    return f"/{plan(of).slug}/empfehlungen/{of.code}/status"


def plan(of: Recommendation) -> Plan:
    return db.session.get_one(Plan, of.plan_id)


def facts(of: Recommendation) -> list[RecommendationStatus]:
    rows = select(RecommendationStatus).where(RecommendationStatus.recommendation_id == of.id)
    return list(db.session.scalars(rows.order_by(RecommendationStatus.number)))


def test_the_form_shows_the_status_in_force_and_today(staff: Browser, of: Recommendation) -> None:
    page = staff.get(address(of))

    form = page.form("status", "effective_on")
    assert form.select_one("input[name=status][checked]")["value"] == "in_preparation"
    assert form.select_one("input[name=effective_on]")["value"] == "01.07.2026"
    assert "in Umsetzung – Die Arbeit an den Meilensteinen hat begonnen." in page.main


def test_a_link_can_name_the_status_so_that_saving_is_the_second_click(
    staff: Browser, of: Recommendation
) -> None:
    answer = staff.submit(f"{address(of)}?status=ongoing", reason="")

    assert answer.status == 302
    assert facts(of)[-1].status is Status.ONGOING


def test_saving_adds_a_fact_and_leads_back_with_the_way_to_undo_it(
    staff: Browser, of: Recommendation
) -> None:
    answer = staff.submit(address(of), status="in_progress", reason="Der Beschluss liegt vor.")

    new = facts(of)[-1]
    assert (new.status, new.effective_on, new.reason) == (
        Status.IN_PROGRESS,
        TODAY,
        "Der Beschluss liegt vor.",
    )
    assert (new.recorded_role.value, new.recorded_for_id) == ("staff", None)
    page = staff.follow(answer)
    assert page.alert.startswith("Der Umsetzungsstand ist gespeichert.")
    assert page.link("Rückgängig machen").endswith(f"/eintrag/{new.uid}/zuruecknehmen")
    assert staff.get(page.path).alert == ""


def test_saving_leaves_an_audit_entry_and_a_new_revision(
    staff: Browser, of: Recommendation
) -> None:
    before = plan(of).revision

    staff.submit(address(of), status="in_progress")

    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "status:update")).one()
    assert (entry.subject, entry.before, entry.after) == (
        f"{plan(of).slug}/A-01",
        "in_preparation",
        "in_progress 2026-07-01",
    )
    assert plan(of).revision == before + 1


def test_an_earlier_day_is_allowed_and_keeps_its_place(staff: Browser, of: Recommendation) -> None:
    make.status_from(of, Status.COMPLETED, date(2026, 6, 1))

    answer = staff.submit(address(of), status="in_progress", effective_on="1. März 2026")

    assert answer.status == 302
    assert facts(of)[-1].effective_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": "on_hold", "review_on": "01.12.2026"}, "Geben Sie eine Begründung an"),
        ({"status": "dropped"}, "Geben Sie eine Begründung an"),
        ({"status": "on_hold", "reason": "Kein Geld."}, "wann die Zurückstellung wieder geprüft"),
        (
            {"status": "on_hold", "reason": "Kein Geld.", "review_on": "01.07.2026"},
            "Tag nach dem 01.07.2026",
        ),
        ({"status": "in_progress", "effective_on": "02.07.2026"}, "nicht nach heute"),
        ({"status": "in_progress", "effective_on": "31.12.2025"}, "ab dem 01.01.2026"),
        ({"status": "in_progress", "effective_on": "31.02.2026"}, "kein Kalendertag"),
        ({"status": "in_preparation"}, "gilt bereits seit dem 01.01.2026"),
        ({"status": "in_progress", "reason": "x" * 2001}, "höchstens 2.000 Zeichen"),
        ({"status": "in_progress", "reason": "a\0b"}, "Steuerzeichen"),
    ],
)
def test_what_is_wrong_is_said_above_and_everything_typed_stays(
    staff: Browser, of: Recommendation, fields: dict[str, str], sentence: str
) -> None:
    page = staff.submit(address(of), **fields)

    assert page.status == 422
    assert "Es gibt ein Problem" in page.alert
    assert sentence in page.alert
    assert len(facts(of)) == 1
    if "\0" not in "".join(fields.values()):
        assert typed(page) >= set(fields.items())


def typed(page: Page) -> set[tuple[str, str]]:
    form = page.form("status")
    found = {
        (tag["name"], tag["value"]) for tag in form.select("input[name][value]:not([type=radio])")
    }
    found |= {(tag["name"], tag["value"]) for tag in form.select("input[checked]")}
    return found | {(tag["name"], tag.text.strip()) for tag in form.select("textarea")}


def test_on_hold_keeps_the_day_of_the_next_look(staff: Browser, of: Recommendation) -> None:
    staff.submit(address(of), status="on_hold", reason="Kein Geld.", review_on="01.12.2026")

    assert facts(of)[-1].review_on == date(2026, 12, 1)


def test_a_dropped_one_can_name_what_takes_its_place(staff: Browser, of: Recommendation) -> None:
    other = make.recommendation(of=plan(of), code="A-02")

    staff.submit(address(of), status="dropped", reason="Zusammengelegt.", replacement="A-02")

    assert facts(of)[-1].replacement_id == other.id


def test_a_replacement_from_another_plan_is_refused(staff: Browser, of: Recommendation) -> None:
    make.recommendation(code="B-09")
    sent = {"status": "dropped", "reason": "Zusammengelegt.", "replacement": "B-09"}

    page = send(staff, staff.get(address(of)), **sent)

    assert "Wählen Sie bei „An die Stelle tritt“" in page.alert
    assert len(facts(of)) == 1


def send(browser: Browser, page: Page, **fields: str) -> Page:
    """Send a form with values that it does not offer."""
    form = page.form(*fields)
    hidden = {tag["name"]: tag["value"] for tag in form.select("input[type=hidden]")}
    shown = {"effective_on": "01.07.2026"}
    return browser.post(page.path, **{**shown, **hidden, **fields})


def test_two_people_on_the_same_form_the_second_sees_the_first(
    staff: Browser, of: Recommendation
) -> None:
    mine = staff.get(address(of))
    staff.submit(address(of), status="in_progress", reason="Der Beschluss liegt vor.")

    page = staff.submit(mine, status="dropped", reason="Wird nicht mehr gebraucht.")

    assert page.status == 409
    assert "in Umsetzung (ab 01.07.2026)" in page.alert
    assert "Geschäftsstelle, 01.07.2026, 12:00 Uhr" in page.alert
    assert "Der Beschluss liegt vor." in page.alert
    assert ("reason", "Wird nicht mehr gebraucht.") in typed(page)
    assert ("status", "dropped") in typed(page)
    assert len(facts(of)) == 2
    assert staff.submit(page, reason="Bleibt dabei.").status == 302
    assert facts(of)[-1].status is Status.DROPPED


def test_a_request_that_names_no_fact_in_force_is_a_conflict(
    staff: Browser, of: Recommendation
) -> None:
    page = staff.get(address(of))
    token = page.form("status").select_one("[name=csrf_token]")["value"]

    answer = staff.post(
        address(of), csrf_token=token, status="in_progress", effective_on="01.07.2026"
    )

    assert answer.status == 409
    assert len(facts(of)) == 1


def test_a_form_whose_fact_was_withdrawn_says_so(staff: Browser, of: Recommendation) -> None:
    wrong = make.status_from(of, Status.COMPLETED, date(2026, 6, 1))
    mine = staff.get(address(of))
    make.withdrawal(wrong, plan(of))

    page = staff.submit(mine, status="ongoing")

    assert page.status == 409
    assert "in Vorbereitung (ab 01.01.2026)" in page.alert


def test_the_same_form_sent_twice_makes_one_fact(staff: Browser, of: Recommendation) -> None:
    mine = staff.get(address(of))

    first = staff.submit(mine, status="in_progress")
    second = staff.submit(mine, status="in_progress")

    assert (first.status, second.status) == (302, 302)
    assert first.location == second.location
    assert len(facts(of)) == 2


def test_someone_elses_key_makes_a_fact_of_ones_own(
    staff: Browser, of: Recommendation, clock: Clock
) -> None:
    """A key names no fact: nobody can take the uid of another one."""
    mine = staff.get(address(of))
    key = mine.form("status").select_one("[name=form_key]")["value"]

    staff.submit(mine, status="in_progress")

    assert facts(of)[-1].uid != key


@pytest.mark.parametrize(
    "path", ["/nirgends/empfehlungen/A-01/status", "{plan}/empfehlungen/X-9/status"]
)
def test_what_is_not_there_is_not_found(staff: Browser, of: Recommendation, path: str) -> None:
    assert staff.get(path.replace("{plan}", f"/{plan(of).slug}")).status == 404


def test_a_recommendation_of_another_plan_is_not_found(staff: Browser, of: Recommendation) -> None:
    other = make.plan()

    assert staff.get(f"/{other.slug}/empfehlungen/A-01/status").status == 404


def test_organisations_do_not_declare_the_status(browser: Browser, of: Recommendation) -> None:
    at = make.organisation(plan(of))
    make.involvement(of, at)
    browser.sign_in(make.user(Role.STAKEHOLDER, at=at))

    assert browser.get(address(of)).status == 403


def test_ten_megabytes_are_too_much(staff: Browser, of: Recommendation) -> None:
    answer = staff.post(address(of), reason="x" * 10_000_000)

    assert answer.status == 413
    assert len(facts(of)) == 1
