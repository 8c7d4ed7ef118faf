"""Changing states and deadlines of milestones, by real requests."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.i18n import Precision
from tracker.milestones.models import Milestone, MilestoneDeadline, MilestoneState
from tracker.milestones.rules import State
from tracker.plan.models import Plan, Recommendation


@pytest.fixture
def milestone() -> Milestone:
    return make.milestone(
        State.IN_PROGRESS, of=make.recommendation(code="A-01"), due=date(2026, 9, 30)
    )


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


def plan(milestone: Milestone) -> Plan:
    of = db.session.get_one(Recommendation, milestone.recommendation_id)
    return db.session.get_one(Plan, of.plan_id)


def address(milestone: Milestone, form: str) -> str:
    of = db.session.get_one(Recommendation, milestone.recommendation_id)
    number = milestone.number
    return f"/{plan(milestone).slug}/empfehlungen/{of.code}/meilensteine/{number}/{form}"


def states(milestone: Milestone) -> list[MilestoneState]:
    rows = select(MilestoneState).where(MilestoneState.milestone_id == milestone.id)
    return list(db.session.scalars(rows.order_by(MilestoneState.number)))


def deadlines(milestone: Milestone) -> list[MilestoneDeadline]:
    rows = select(MilestoneDeadline).where(MilestoneDeadline.milestone_id == milestone.id)
    return list(db.session.scalars(rows.order_by(MilestoneDeadline.number)))


def test_the_state_form_shows_the_state_in_force_and_today(
    staff: Browser, milestone: Milestone
) -> None:
    form = staff.get(address(milestone, "zustand")).form("state")

    assert form.select_one("input[name=state][checked]")["value"] == "in_progress"
    assert form.select_one("input[name=day]")["value"] == "01.07.2026"


def test_a_link_can_name_the_state_so_that_saving_is_the_second_click(
    staff: Browser, milestone: Milestone
) -> None:
    answer = staff.submit(address(milestone, "zustand") + "?zustand=done", reason="")

    new = states(milestone)[-1]
    assert answer.status == 302
    assert (new.state, new.effective_on, new.precision) == (
        State.DONE,
        date(2026, 7, 1),
        Precision.DAY,
    )
    page = staff.follow(answer)
    assert page.alert.startswith("Der Zustand des Meilensteins ist gespeichert.")
    assert new.uid in page.link("Rückgängig machen")


@pytest.mark.parametrize(
    ("text", "effective_on", "precision"),
    [
        ("1.3.26", date(2026, 3, 1), Precision.DAY),
        ("März 2026", date(2026, 3, 31), Precision.MONTH),
        ("Q1 2026", date(2026, 3, 31), Precision.QUARTER),
        ("Juli 2026", date(2026, 7, 1), Precision.MONTH),
        ("2026", date(2026, 7, 1), Precision.YEAR),
    ],
)
def test_done_within_a_period_counts_by_its_last_day_or_today(
    staff: Browser, milestone: Milestone, text: str, effective_on: date, precision: Precision
) -> None:
    staff.submit(address(milestone, "zustand"), state="done", day=text)

    assert (states(milestone)[-1].effective_on, states(milestone)[-1].precision) == (
        effective_on,
        precision,
    )


def test_reopening_is_a_later_fact(staff: Browser, milestone: Milestone) -> None:
    make.state_from(milestone, State.DONE, date(2026, 6, 1))

    staff.submit(address(milestone, "zustand"), state="in_progress", reason="Es fehlt ein Kurs.")

    assert [row.state.value for row in states(milestone)] == ["in_progress", "done", "in_progress"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "dropped"}, "Geben Sie eine Begründung an"),
        ({"state": "in_progress"}, "gilt bereits seit dem 01.01.2026"),
        ({"state": "done", "day": "02.07.2026"}, "nicht nach heute"),
        ({"state": "done", "day": "Q4 2026"}, "nicht nach heute"),
        ({"state": "done", "day": "31.12.2025"}, "ab dem 01.01.2026"),
        ({"state": "done", "day": "bald"}, "einen Tag, einen Monat, ein Quartal"),
        ({"state": "planned", "day": "März 2026"}, "Nur „erledigt“"),
        ({"state": "done", "reason": "x" * 2001}, "höchstens 2.000 Zeichen"),
    ],
)
def test_a_wrong_state_is_explained_and_changes_nothing(
    staff: Browser, milestone: Milestone, fields: dict[str, str], sentence: str
) -> None:
    page = staff.submit(address(milestone, "zustand"), **fields)

    assert page.status == 422
    assert sentence in page.alert
    assert len(states(milestone)) == 1


def test_two_people_on_the_same_state_the_second_sees_the_first(
    staff: Browser, milestone: Milestone
) -> None:
    mine = staff.get(address(milestone, "zustand"))
    staff.submit(address(milestone, "zustand"), state="done", reason="Abgenommen.")

    page = staff.submit(mine, state="dropped", reason="Nicht mehr nötig.")

    assert page.status == 409
    assert "erledigt (ab 01.07.2026)" in page.alert
    assert "Abgenommen." in page.alert
    assert "Nicht mehr nötig." in page.form("reason").select_one("textarea").text
    assert len(states(milestone)) == 2
    assert staff.submit(page, reason="Nicht mehr nötig.").status == 302
    assert states(milestone)[-1].state is State.DROPPED


def test_the_deadline_form_shows_the_first_agreed_one_and_every_move(
    staff: Browser, milestone: Milestone
) -> None:
    make.deadline_from(milestone, date(2026, 12, 31), date(2026, 4, 1), reason="Haushalt.",
                       precision=Precision.YEAR)  # fmt: skip

    page = staff.get(address(milestone, "termin"))

    assert "30.09.2026 zuerst vereinbart am 01.01.2026" in page.main
    assert "2026 verschoben am 01.04.2026 gilt jetzt Haushalt." in page.main


def test_moving_a_deadline_adds_a_fact(staff: Browser, milestone: Milestone) -> None:
    before = plan(milestone).revision

    answer = staff.submit(address(milestone, "termin"), due="Q4 2026", reason="Haushaltssperre.")

    new = deadlines(milestone)[-1]
    assert (new.due_on, new.precision, new.effective_on) == (
        date(2026, 12, 31),
        Precision.QUARTER,
        date(2026, 7, 1),
    )
    assert staff.follow(answer).alert.startswith("Der Termin ist gespeichert.")
    assert plan(milestone).revision == before + 1
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "milestone:move-deadline")
    ).one()
    assert (entry.before, entry.after) == ("2026-09-30", "2026-12-31 quarter")


def test_the_first_deadline_needs_no_reason(staff: Browser) -> None:
    milestone = make.milestone(due=None)

    assert staff.submit(address(milestone, "termin"), due="31.12.2026").status == 302
    assert len(deadlines(milestone)) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"due": "31.12.2026"}, "warum der Termin verschoben wird"),
        ({"due": "30.09.2026", "reason": "Haushalt."}, "anderen Termin"),
        ({"due": "September 2026", "reason": "Haushalt."}, "anderen Termin"),
        ({"due": "", "reason": "Haushalt."}, "Neuer Termin"),
        ({"due": "später", "reason": "Haushalt."}, "Neuer Termin"),
        (
            {"due": "31.12.2026", "reason": "Haushalt.", "effective_on": "02.07.2026"},
            "nicht nach heute",
        ),
        (
            {"due": "31.12.2026", "reason": "Haushalt.", "effective_on": "31.12.2025"},
            "ab dem 01.01.2026",
        ),
    ],
)
def test_a_wrong_move_is_explained_and_changes_nothing(
    staff: Browser, milestone: Milestone, fields: dict[str, str], sentence: str
) -> None:
    page = staff.submit(address(milestone, "termin"), **fields)

    assert page.status == 422
    assert sentence in page.alert
    assert len(deadlines(milestone)) == 1
    assert page.form("due").select_one("[name=due]")["value"] == fields["due"]


def test_the_first_agreed_deadline_cannot_get_an_earlier_one_before_it(staff: Browser) -> None:
    milestone = make.milestone(of=make.recommendation(), due=None)
    make.deadline_from(milestone, date(2026, 9, 30), date(2026, 3, 1))

    page = staff.submit(
        address(milestone, "termin"), due="30.06.2026", reason="So war es.", effective_on="1.2.2026"
    )

    assert "zuerst vereinbarte Termin" in page.alert
    assert len(deadlines(milestone)) == 1


def test_two_people_on_the_same_deadline_the_second_sees_the_first(
    staff: Browser, milestone: Milestone
) -> None:
    mine = staff.get(address(milestone, "termin"))
    staff.submit(address(milestone, "termin"), due="31.12.2026", reason="Haushalt.")

    page = staff.submit(mine, due="Q1 2027", reason="Personal fehlt.")

    assert page.status == 409
    assert "31.12.2026 (ab 01.07.2026)" in page.alert
    assert "Haushalt." in page.alert
    assert page.form("due").select_one("[name=due]")["value"] == "Q1 2027"
    assert len(deadlines(milestone)) == 2
    assert staff.submit(page, due="Q1 2027").status == 302


@pytest.mark.parametrize("form", ["zustand", "termin"])
def test_a_number_that_is_not_there_is_not_found(
    staff: Browser, milestone: Milestone, form: str
) -> None:
    elsewhere = make.recommendation(code="A-01")
    there = db.session.get_one(Plan, elsewhere.plan_id).slug

    assert staff.get(address(milestone, form).replace("/1/", "/2/")).status == 404
    assert staff.get(f"/{there}/empfehlungen/A-01/meilensteine/1/{form}").status == 404


@pytest.mark.parametrize("form", ["zustand", "termin"])
def test_organisations_do_not_change_milestones(
    browser: Browser, milestone: Milestone, form: str
) -> None:
    of = db.session.get_one(Recommendation, milestone.recommendation_id)
    at = make.organisation(plan(milestone))
    make.involvement(of, at)
    browser.sign_in(make.user(Role.STAKEHOLDER, at=at))

    assert browser.get(address(milestone, form)).status == 403
