"""Bulk actions: ticked, filled in, checked, done in one transaction, undone together."""

from datetime import date
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page, filled
from tracker.db import Base, db
from tracker.history import actions as history
from tracker.history.stichtag import Withdrawal
from tracker.i18n import Precision
from tracker.milestones.models import MilestoneDeadline, MilestoneState
from tracker.milestones.rules import State
from tracker.office.models import FollowUp
from tracker.office.rules import shifted
from tracker.periods import Period
from tracker.plan.models import Plan

LIST = "/redaktion/integration/ueberfaellig"


@pytest.fixture
def late(of: Plan) -> list:
    """Return three overdue milestones: A-01.1, A-01.2 and B-01.1."""
    one, two = (make.recommendation(of=of, code=code) for code in ("A-01", "B-01"))
    return [make.milestone(of=row, due=date(2026, 5, 31)) for row in (one, one, two)]


def facts(kind: type[Base]) -> list:
    return list(db.session.scalars(select(kind).order_by(kind.id)))


def choose(staff: Browser, action: str, *keys: str) -> Page:
    ticked = [("eintrag", key) for key in keys] + [("aktion", action)]
    return staff.get(f"{LIST}/auswahl?{urlencode(ticked)}")


def through(staff: Browser, page: Page, **fields: object) -> Page:
    """Fill in, check, do."""
    checked = staff.submit(page, button="Angaben prüfen", **fields)
    assert checked.soup.h1.text == "Angaben prüfen", checked.main
    return staff.submit(checked, button=page.soup.h1.text, bulk=checked_bulk(checked))


def checked_bulk(page: Page) -> str:
    return str(page.soup.select_one("input[name=bulk]")["value"])


def test_what_is_ticked_in_a_list_leads_to_the_form_of_an_action(
    staff: Browser, late: list
) -> None:
    shown = staff.get(LIST)
    ticks = [str(tick["value"]) for tick in shown.soup.select("input[name=eintrag]")]
    assert ticks == ["A-01.1", "A-01.2", "B-01.1"]
    assert [str(one["value"]) for one in shown.soup.select("button[name=aktion]")] == [
        "wiedervorlage",
        "erledigt",
        "verschieben",
    ]

    page = choose(staff, "verschieben", "A-01.1", "B-01.1")

    assert (page.status, page.soup.h1.text) == (200, "Termine verschieben")
    assert "Für 2 ausgewählte Einträge:" in page.main
    assert "A-01.2" not in page.main


def test_nothing_ticked_says_so(staff: Browser, late: list) -> None:
    page = staff.follow(choose(staff, "erledigt"))

    assert page.alert == "Wählen Sie zuerst Einträge aus der Liste aus."


def test_milestones_are_done_together_and_undone_together(staff: Browser, late: list) -> None:
    before = len(facts(MilestoneState))

    answer = through(
        staff, choose(staff, "erledigt", "A-01.1", "B-01.1"), day="1.6.2026", reason="Rückmeldung."
    )

    new = facts(MilestoneState)[before:]
    assert [(row.state, row.effective_on, row.reason) for row in new] == [
        (State.DONE, date(2026, 6, 1), "Rückmeldung.")
    ] * 2
    page = staff.follow(answer)
    assert page.alert.startswith("2 Meilensteine sind als erledigt eingetragen.")
    assert [row[1][:6] for row in page.table()] == ["A-01.2"]
    undo = staff.get(page.link("Rückgängig machen"))
    assert "A-01 Meilenstein 1: erledigt." in undo.main
    staff.submit(undo, reason="Verklickt.")
    assert len(facts(Withdrawal)) == 2
    assert len(staff.get(LIST).table()) == 3


def test_deadlines_move_together_for_one_reason(staff: Browser, late: list) -> None:
    page = choose(staff, "verschieben", "A-01.1", "A-01.2", "B-01.1")
    wrong = staff.submit(page, button="Angaben prüfen", months=3)
    assert (wrong.status, "warum der Termin" in wrong.alert) == (422, True)

    checked = staff.submit(page, button="Angaben prüfen", months=3, reason="Der Raum fehlt.")
    assert "Termin bisher 31.05.2026, dann 31.08.2026" in checked.main
    assert "Der Raum fehlt." in checked.main
    assert len(facts(MilestoneDeadline)) == 3
    again = staff.submit(checked, button="Ändern", bulk="verschieben")
    assert again.soup.select_one("textarea").text.strip() == "Der Raum fehlt."
    assert again.soup.select_one("option[selected]")["value"] == "3"
    through(staff, again, months=6, reason="Der Raum fehlt.")

    assert {row.due_on for row in facts(MilestoneDeadline)[3:]} == {date(2026, 11, 30)}


def test_follow_ups_are_made_once_for_each_recommendation(staff: Browser, late: list) -> None:
    page = choose(staff, "wiedervorlage", "A-01.1", "A-01.2", "B-01.1")

    answer = through(staff, page, due_on="1.8.2026", text="Nachfragen")

    assert staff.follow(answer).alert == "2 Wiedervorlagen sind angelegt."
    assert len(facts(FollowUp)) == 2


def test_sent_twice_it_is_done_once(staff: Browser, late: list) -> None:
    checked = staff.submit(
        choose(staff, "verschieben", "A-01.1", "B-01.1"),
        button="Angaben prüfen",
        months=3,
        reason="Der Raum fehlt.",
    )

    for _time in range(2):
        staff.submit(checked, button="Termine verschieben", bulk="verschieben")

    assert len(facts(MilestoneDeadline)) == 5


def test_what_somebody_changed_meanwhile_is_named_and_left_out(staff: Browser, late: list) -> None:
    page = choose(staff, "verschieben", "A-01.1", "B-01.1")
    make.deadline_from(late[0], date(2026, 6, 15), date(2026, 6, 30), reason="Anders.")

    checked = staff.submit(page, button="Angaben prüfen", months=1, reason="Der Raum fehlt.")
    assert "bleibt, wie es ist: inzwischen geändert" in checked.main
    answer = staff.submit(checked, button="Termine verschieben", bulk="verschieben")

    alert = staff.follow(answer).alert
    assert alert.startswith("1 Termin ist verschoben. Ausgelassen: A-01.1 (inzwischen geändert).")
    assert [row.due_on for row in facts(MilestoneDeadline)[4:]] == [date(2026, 6, 30)]


def test_without_the_guard_the_other_one_would_be_overwritten(
    staff: Browser, late: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = choose(staff, "erledigt", "A-01.1")
    make.state_from(late[0], State.IN_PROGRESS, date(2026, 6, 30))
    monkeypatch.setattr(history, "refuse_stale", lambda *_held: None)

    through(staff, page, day="1.7.2026")

    assert facts(MilestoneState)[-1].state is State.DONE


def test_with_the_guard_it_is_not(staff: Browser, late: list) -> None:
    page = choose(staff, "erledigt", "A-01.1")
    make.state_from(late[0], State.IN_PROGRESS, date(2026, 6, 30))

    through(staff, page, day="1.7.2026")

    assert facts(MilestoneState)[-1].state is State.IN_PROGRESS


def test_a_fact_of_another_plan_is_not_undone_here(staff: Browser, late: list) -> None:
    answer = through(staff, choose(staff, "erledigt", "A-01.1"), day="1.6.2026")
    undo = staff.follow(answer).link("Rückgängig machen")
    make.plan("zweiter")

    page = staff.get(undo.replace("/integration/", "/zweiter/"))

    assert "Hier ist nichts mehr zurückzunehmen." in page.main
    staff.submit(page, reason="x")
    assert facts(Withdrawal) == []


def test_all_rows_of_a_list_are_chosen_at_once_and_undone_at_once(staff: Browser, of: Plan) -> None:
    field, other = make.action_field(of, slug="sprache"), make.action_field(of)
    for number in range(300):
        row = make.recommendation(field=field, code=f"A-{number:03}")
        make.milestone(of=row, due=date(2026, 5, 31))
    make.milestone(of=make.recommendation(field=other, code="B-01"), due=date(2026, 5, 31))
    shown = staff.get(f"{LIST}?feld=sprache")
    assert "Alle 300 Einträge der Liste auswählen, auch die der anderen Seiten" in shown.main

    form = shown.soup.select_one("input[name=alle]").find_parent("form")
    sent = urlencode([*filled(form).items(), ("alle", "1"), ("aktion", "erledigt")])
    page = staff.get(f"{form['action']}?{sent}")
    assert "Für 300 ausgewählte Einträge:" in page.main
    checked = staff.submit(page, button="Angaben prüfen", day="1.6.2026")
    assert len(checked.table()) == 300
    answer = staff.submit(checked, button="Als erledigt eintragen", bulk="erledigt")

    assert answer.location == f"{LIST}?feld=sprache"
    told = staff.follow(answer)
    assert told.alert.startswith("300 Meilensteine sind als erledigt eingetragen.")
    assert [row[1][:4] for row in staff.get(LIST).table()] == ["B-01"]
    undo = told.link("Rückgängig machen")
    assert len(undo) < 200
    assert staff.follow(staff.submit(undo, reason="Verklickt.")).alert.startswith("300 Einträge")
    assert len(facts(Withdrawal)) == 300


def test_more_than_go_at_once_is_said_before_anything_is_done(
    staff: Browser, late: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.office.rules.MOST", 2)
    monkeypatch.setattr("tracker.office.views.worklist.MOST", 2)

    shown = staff.get(LIST)
    page = staff.follow(choose(staff, "erledigt", "A-01.1", "A-01.2", "B-01.1"))

    assert "Alle auf einmal geht nur bis 2 Einträge." in shown.main
    assert shown.soup.select("input[name=alle]") == []
    assert page.alert.startswith("Auf einmal lassen sich höchstens 2 Einträge ändern.")


@pytest.mark.parametrize(
    ("day", "precision", "months", "expected"),
    [
        (date(2026, 5, 31), Precision.DAY, 1, Period(date(2026, 6, 30), Precision.DAY)),
        (date(2026, 1, 30), Precision.DAY, 1, Period(date(2026, 2, 28), Precision.DAY)),
        (date(2026, 12, 15), Precision.DAY, 1, Period(date(2027, 1, 15), Precision.DAY)),
        (date(2026, 6, 30), Precision.MONTH, 2, Period(date(2026, 8, 31), Precision.MONTH)),
        (date(2026, 6, 30), Precision.QUARTER, 3, Period(date(2026, 9, 30), Precision.QUARTER)),
        (date(2026, 6, 30), Precision.QUARTER, 1, Period(date(2026, 7, 31), Precision.MONTH)),
        (date(2026, 12, 31), Precision.YEAR, 12, Period(date(2027, 12, 31), Precision.YEAR)),
        (date(2026, 12, 31), Precision.YEAR, 6, Period(date(2027, 6, 30), Precision.MONTH)),
    ],
)
def test_a_period_moves_by_months(day, precision, months, expected) -> None:
    assert shifted(day, precision, months) == expected
