"""Withdrawing facts of every kind, by real requests."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.history.stichtag import Dated, Withdrawal
from tracker.milestones.rules import State
from tracker.notes.rules import Kind
from tracker.plan.models import ActionField, Plan, Recommendation, RecommendationWording
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part


@pytest.fixture
def of() -> Recommendation:
    return make.recommendation(Status.IN_PREPARATION, code="A-01")


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


def plan(of: Recommendation) -> Plan:
    return db.session.get_one(Plan, of.plan_id)


def address(of: Recommendation, fact: Dated) -> str:
    return f"/{plan(of).slug}/eintrag/{fact.uid}/zuruecknehmen"


def withdrawals() -> list[Withdrawal]:
    return list(db.session.scalars(select(Withdrawal)))


def a_status(of: Recommendation) -> Dated:
    return make.status_from(of, Status.COMPLETED, date(2026, 6, 1))


def a_state(of: Recommendation) -> Dated:
    return make.state_from(make.milestone(of=of), State.DONE, date(2026, 6, 1))


def the_only_state(of: Recommendation) -> Dated:
    row = make.milestone(of=of, due=None)
    return db.session.scalars(select(type(a_state(of))).filter_by(milestone_id=row.id)).one()


def a_move(of: Recommendation) -> Dated:
    milestone = make.milestone(of=of, due=date(2026, 9, 30))
    return make.deadline_from(milestone, date(2026, 12, 31), date(2026, 6, 1), reason="Haushalt.")


def a_published_note(of: Recommendation) -> Dated:
    return make.note("Acht Kurse laufen.", of=of)


def a_note_in_review(of: Recommendation) -> Dated:
    return make.note("Acht Kurse laufen.", of=of, is_published=False)


def a_confirmation(of: Recommendation) -> Dated:
    return make.note(of=of, kind=Kind.CONFIRMATION)


def a_review(of: Recommendation) -> Dated:
    return make.review(make.note("Acht Kurse laufen.", of=of, is_published=False))


def an_obstacle(of: Recommendation) -> Dated:
    return make.obstacle(of=of)


def an_end(of: Recommendation) -> Dated:
    return make.obstacle_end(make.obstacle(of=of), date(2026, 6, 1))


def a_part(of: Recommendation) -> Dated:
    club = make.organisation(plan(of), name="Sportverein")
    return make.involvement(of, club, Part.CONTRIBUTING)


def an_end_of_a_part(of: Recommendation) -> Dated:
    club = make.organisation(plan(of), name="Sportverein")
    make.involvement(of, club)
    return make.involvement(of, club, since=date(2026, 6, 1), is_involved=False)


def a_wording(of: Recommendation) -> Dated:
    field = db.session.scalars(select(ActionField).filter_by(plan_id=of.plan_id)).one()
    return make.wording(of, date(2026, 6, 1), field=field, title="Kurse für alle")


KINDS = [
    (a_status, "abgeschlossen", "Danach gilt wieder: in Vorbereitung (seit 01.01.2026)."),
    (a_state, "erledigt", "Danach gilt wieder: geplant (seit 01.01.2026)."),
    (the_only_state, "geplant", "Danach ist der Meilenstein nicht mehr Teil des Plans."),
    (a_move, "31.12.2026", "Danach gilt wieder: 30.09.2026 (seit 01.01.2026)."),
    (a_published_note, "Acht Kurse laufen.", "Danach zählt die Meldung nicht mehr"),
    (a_note_in_review, "Acht Kurse laufen.", "nicht mehr geprüft"),
    (a_confirmation, "unverändert bestätigt", "Danach zählt die Meldung nicht mehr"),
    (a_review, "veröffentlicht: Acht Kurse laufen.", "wieder in Prüfung"),
    (an_obstacle, "Geld: Die Förderung läuft aus.", "Dieses Hemmnis hat es nicht gegeben."),
    (an_end, "Das Land fördert weiter.", "besteht das Hemmnis weiter."),
    (a_part, "Sportverein: mitwirkend", "war so nie beteiligt"),
    (an_end_of_a_part, "Sportverein: nicht mehr federführend", "Danach gilt wieder: federführend"),
    (a_wording, "Kurse für alle", "Danach gilt wieder: Sprachkurse ausbauen"),
]


@pytest.mark.parametrize(
    ("fact", "says", "then"), KINDS, ids=lambda one: getattr(one, "__name__", "")
)
def test_a_fact_of_each_kind_can_be_withdrawn(
    staff: Browser,
    of: Recommendation,
    fact: Callable[[Recommendation], Dated],
    says: str,
    then: str,
) -> None:
    row = fact(of)
    page = staff.get(address(of, row))
    assert says in page.main
    assert then in page.main
    assert withdrawals() == []

    answer = staff.submit(page, reason="Versehen.")

    (withdrawal,) = withdrawals()
    assert (withdrawal.fact_uid, withdrawal.reason) == (row.uid, "Versehen.")
    assert (withdrawal.plan_id, withdrawal.recorded_role.value) == (of.plan_id, "staff")
    assert "ist zurückgenommen" in staff.follow(answer).alert
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.after) == ("fact:withdraw", "Versehen.")


def test_the_dashboard_shows_the_fact_before_at_once_and_the_history_both(
    staff: Browser, of: Recommendation
) -> None:
    wrong = make.status_from(of, Status.COMPLETED, date(2026, 6, 1))
    path = f"/{plan(of).slug}/empfehlungen/A-01"
    assert "abgeschlossen" in Browser(staff.app).get(path).main

    staff.submit(address(of, wrong), reason="Falsche Empfehlung.")

    page = Browser(staff.app).get(path)
    assert "in Vorbereitung" in page.main
    assert "Falsche Empfehlung." in page.main


def test_what_was_not_public_changes_no_revision(staff: Browser, of: Recommendation) -> None:
    row = a_note_in_review(of)
    before = plan(of).revision

    staff.submit(address(of, row), reason="Doppelt.")

    assert plan(of).revision == before


def test_what_was_public_changes_the_revision(staff: Browser, of: Recommendation) -> None:
    row = a_published_note(of)
    before = plan(of).revision

    staff.submit(address(of, row), reason="Doppelt.")

    assert plan(of).revision == before + 1


def test_an_older_fact_leaves_in_force_what_is(staff: Browser, of: Recommendation) -> None:
    old = make.status_from(of, Status.IN_PROGRESS, date(2026, 3, 1))
    make.status_from(of, Status.COMPLETED, date(2026, 6, 1))

    page = staff.get(address(of, old))

    assert "Es gilt weiterhin: abgeschlossen (seit 01.06.2026)." in page.main


def test_the_only_status_stays(staff: Browser, of: Recommendation) -> None:
    only = db.session.scalars(
        select(type(make.status_from(make.recommendation(), Status.COMPLETED, date(2026, 2, 1))))
        .filter_by(recommendation_id=of.id)
    ).one()  # fmt: skip
    page = staff.get(address(of, only))
    assert "Das ist der einzige Umsetzungsstand" in page.main
    assert not page.soup.select("[name=reason]")

    token = page.soup.select_one("[name=csrf_token]")["value"]
    answer = staff.post(address(of, only), csrf_token=token, reason="Versehen.")

    assert answer.status == 422
    assert withdrawals() == []


def test_the_only_wording_stays(staff: Browser, of: Recommendation) -> None:
    only = db.session.scalars(
        select(RecommendationWording).filter_by(recommendation_id=of.id)
    ).one()

    assert "der einzige Wortlaut" in staff.get(address(of, only)).main


def test_a_reason_is_needed(staff: Browser, of: Recommendation) -> None:
    page = staff.submit(address(of, a_status(of)), reason=" ")

    assert "Warum ist der Eintrag falsch?" in page.alert
    assert withdrawals() == []


def test_two_people_withdraw_the_second_sees_the_first_and_keeps_the_text(
    staff: Browser, of: Recommendation
) -> None:
    row = a_status(of)
    mine = staff.get(address(of, row))
    staff.submit(address(of, row), reason="Falsche Empfehlung.")

    page = staff.submit(mine, reason="Zu früh.")

    assert page.status == 409
    assert "Zu früh." in page.alert
    assert "Falsche Empfehlung." in page.main
    assert "Geschäftsstelle, 01.07.2026, 12:00 Uhr" in page.main
    assert len(withdrawals()) == 1


def test_a_withdrawn_fact_shows_how_and_offers_no_form(staff: Browser, of: Recommendation) -> None:
    row = a_status(of)
    make.withdrawal(row, plan(of), reason="Falsche Empfehlung.")

    page = staff.get(address(of, row))

    assert "bereits zurückgenommen" in page.main
    assert not page.soup.select("[name=reason]")


@pytest.mark.parametrize(
    "fact", [kind for kind, _says, _then in KINDS], ids=lambda one: one.__name__
)
def test_a_fact_of_another_plan_is_as_missing_as_none(
    staff: Browser, of: Recommendation, fact: Callable[[Recommendation], Dated]
) -> None:
    row = fact(of)
    elsewhere = make.plan().slug

    assert staff.get(f"/{elsewhere}/eintrag/{row.uid}/zuruecknehmen").status == 404


@pytest.mark.parametrize("uid", ["00000000-0000-4000-8000-000000000000", "1", "x"])
def test_a_fact_that_is_not_there_is_not_found(
    staff: Browser, of: Recommendation, uid: str
) -> None:
    assert staff.get(f"/{plan(of).slug}/eintrag/{uid}/zuruecknehmen").status == 404
    assert staff.get(f"/nirgends/eintrag/{a_status(of).uid}/zuruecknehmen").status == 404


def test_organisations_withdraw_nothing(browser: Browser, of: Recommendation) -> None:
    club = make.organisation(plan(of))
    make.involvement(of, club)
    note = make.note(of=of, at=club)
    browser.sign_in(make.user(Role.STAKEHOLDER, at=club))

    assert browser.get(address(of, note)).status == 403


def test_what_is_undone_from_the_banner_is_as_before(staff: Browser, of: Recommendation) -> None:
    saved = staff.submit(f"/{plan(of).slug}/empfehlungen/A-01/status", status="ongoing")
    undo = staff.follow(saved).link("Rückgängig machen")

    staff.submit(undo, reason="Verklickt.")

    form = staff.get(f"/{plan(of).slug}/empfehlungen/A-01/status").form("status")
    assert form.select_one("[name=status][checked]")["value"] == "in_preparation"


def test_a_club_keeps_its_name_in_the_entry(staff: Browser, of: Recommendation) -> None:
    club = make.organisation(plan(of), name="Sportverein")
    make.involvement(of, club)
    row = make.note("Acht Kurse laufen.", of=of, at=club)

    assert "Beteiligte, Sportverein" in staff.get(address(of, row)).main
