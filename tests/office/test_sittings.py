"""Sitting mode: red and silent items one by one, each line a fact that names the sitting."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page, words
from tracker.council.models import Decision
from tracker.db import Base, db
from tracker.history import actions as history
from tracker.history.stichtag import Withdrawal
from tracker.milestones.models import MilestoneDeadline
from tracker.notes.models import Note
from tracker.notes.rules import Outcome
from tracker.plan.models import Plan, Recommendation, RecommendationStatus
from tracker.plan.rules import Status

SITTING = "/redaktion/integration/sitzung/2026-06-30-Steuerungsgruppe"
SOURCE = "Festgehalten in der Sitzung vom 30.06.2026 (Steuerungsgruppe)."


@pytest.fixture
def red(of: Plan) -> Recommendation:
    """Return a delayed recommendation, never reported about; a better and a worse one beside it."""
    middle = make.recommendation(of=of, code="A-02", owner=make.organisation(of, slug="amt"))
    make.milestone(of=middle, due=date(2026, 3, 1))
    make.recommendation(of=of, code="A-03")
    worst = make.recommendation(of=of, code="A-04")
    make.milestone(of=worst, due=date(2026, 2, 1))
    fine = make.recommendation(of=of, code="A-01")
    make.note(of=fine, on=date(2026, 6, 1))
    return middle


def begin(staff: Browser, path: str = SITTING) -> Page:
    return staff.follow(staff.get(path))


def item(staff: Browser, code: str) -> str:
    return f"{begin(staff).path}/{code}"


def facts(kind: type[Base]) -> list:
    return list(db.session.scalars(select(kind).order_by(kind.id)))


def test_a_sitting_is_chosen_or_named(staff: Browser, of: Plan) -> None:
    council = make.committee(of, slug="kreistag")
    make.sitting(council, on=date(2026, 6, 15))
    make.sitting(council, on=date(2026, 9, 15))  # still to come

    page = staff.get("/redaktion/integration/sitzung")

    assert page.link("15.06.2026, Kreistag").endswith("/sitzung/2026-06-15-kreistag")
    assert "15.09.2026" not in page.main
    answer = staff.submit(page, day="30.06.2026", body="Steuerungsgruppe")
    assert answer.location == SITTING
    wrong = staff.submit(page, day="02.07.2026", body="Steuerungsgruppe")
    assert "Geben Sie einen Tag an, der nicht nach heute" in wrong.alert


@pytest.mark.parametrize(
    "path",
    [
        "2026-06-30", "gestern-Steuerungsgruppe", "2026-07-02-Steuerungsgruppe",
        "2026-06-30-Steuerungsgruppe/spaeter", "2026-06-30-Steuerungsgruppe/20990101T000000Z",
        "2026-06-30-Steuerungsgruppe/20260701T100000Z/X-99",
    ],
)  # fmt: skip
def test_an_address_that_names_no_sitting_is_not_found(staff: Browser, of: Plan, path: str) -> None:
    assert staff.get(f"/redaktion/integration/sitzung/{path}").status == 404


def test_the_agenda_has_the_worst_first_and_nothing_that_is_well(
    staff: Browser, red: Recommendation
) -> None:
    page = begin(staff)

    assert [row[0][:4] for row in page.table()] == ["A-04", "A-02", "A-03"]
    assert page.link("Mit A-04 beginnen").endswith("/A-04")
    assert "In dieser Sitzung ist noch nichts festgehalten." in page.main


def test_an_agenda_without_items_says_so(staff: Browser, of: Plan) -> None:
    assert "Nichts ist verzögert" in begin(staff).main


def test_an_item_shows_what_is_needed(staff: Browser, red: Recommendation) -> None:
    make.note("Der Kurs läuft.", of=red, on=date(2026, 4, 1))
    make.obstacle(of=red, text="Kein Raum")

    page = staff.get(item(staff, "A-02"))

    for said in ("2 von 3", "Der Kurs läuft.", "Kein Raum", "122 Tage überfällig", "verzögert"):
        assert said in page.main
    assert page.soup.select_one("[autofocus]")["value"] == "weiter"
    offered = {tag["value"] for tag in page.soup.select("[name=status] option")}
    assert offered == {"", *Status} - {Status.IN_PROGRESS, Status.COMPLETED}


def test_an_item_shows_the_last_note_as_it_is_published(
    staff: Browser, red: Recommendation
) -> None:
    edited = make.note("Herr Muster fehlt.", of=red, on=date(2026, 4, 1), is_published=False)
    make.review(edited, text="Die Stelle ist frei.", on=date(2026, 4, 2))
    returned = make.note("Zu lang.", of=red, on=date(2026, 5, 1), is_published=False)
    make.review(returned, on=date(2026, 5, 2))
    make.review(returned, Outcome.RETURNED, on=date(2026, 5, 3))

    page = staff.get(item(staff, "A-02"))

    assert "Die Stelle ist frei." in page.main
    assert "Herr Muster" not in page.main
    assert "Zu lang." not in page.main


def test_without_a_change_comes_the_next_and_after_the_last_one_the_agenda(
    staff: Browser, red: Recommendation
) -> None:
    answer = staff.submit(item(staff, "A-04"), step="weiter")
    assert answer.location.endswith("/A-02")

    answer = staff.submit(item(staff, "A-03"), step="weiter")

    assert staff.follow(answer).path.rpartition("/")[0] == SITTING


@pytest.mark.parametrize(
    ("fields", "kind", "reason", "says"),
    [
        (
            {"step": "status", "status": "in_preparation"},
            RecommendationStatus,
            SOURCE,
            "Umsetzungsstand: „in Vorbereitung“.",
        ),
        (
            {
                "step": "status",
                "status": "on_hold",
                "reason": "Kein Geld",
                "review_on": "1.12.2026",
            },
            RecommendationStatus,
            f"Kein Geld. {SOURCE}",
            "Umsetzungsstand: „zurückgestellt“.",
        ),
        (
            {"step": "termin", "milestone": "1", "due": "Q4 2026", "reason": "Der Raum fehlt."},
            MilestoneDeadline,
            f"Der Raum fehlt. {SOURCE}",
            "Meilenstein 1, neuer Termin: 4. Quartal 2026.",
        ),
        (
            {"step": "sachstand", "organisation": "amt", "note": "Der Kurs beginnt."},
            Note,
            SOURCE,
            "Sachstand: Der Kurs beginnt.",
        ),
        (
            {"step": "beschluss", "decision": "Die Mittel sind bewilligt."},
            Decision,
            SOURCE,
            "Beschluss: Die Mittel sind bewilligt.",
        ),
    ],
)
def test_a_line_becomes_a_fact_that_names_the_sitting(
    staff: Browser,
    red: Recommendation,
    fields: dict[str, str],
    kind: type[Base],
    reason: str,
    says: str,
    clock,
) -> None:
    start = item(staff, "A-02")
    clock.at(clock.now + timedelta(minutes=5))

    answer = staff.submit(start, **fields)

    new = facts(kind)[-1]
    assert (new.effective_on, new.reason) == (date(2026, 6, 30), reason)
    assert answer.location.endswith("/A-03")
    assert staff.follow(answer).alert.startswith("Festgehalten zu A-02.")
    agenda = staff.get(start.rpartition("/")[0])
    assert says in agenda.main
    assert [row[0][:4] for row in agenda.table()] == ["A-04", "A-02", "A-03"]
    assert staff.get(start).status == 200
    undo = staff.submit(agenda.link(f"Rückgängig machen : A-02, {says}"), reason="Verhört.")
    assert (undo.status, len(facts(Withdrawal))) == (302, 1)
    assert says not in staff.get(agenda.path).main


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"step": "status"}, "Füllen Sie „Neuer Umsetzungsstand“ aus."),
        ({"step": "status", "status": "dropped"}, "Geben Sie eine Begründung an"),
        ({"step": "termin", "due": "Q4 2026"}, "warum der Termin verschoben wird"),
        ({"step": "termin", "reason": "Darum."}, "Füllen Sie „Neuer Termin“ aus."),
        ({"step": "sachstand"}, "Füllen Sie „Sachstand“ aus."),
        ({"step": "beschluss"}, "Füllen Sie „Was wurde beschlossen?“ aus."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_saved(
    staff: Browser, red: Recommendation, fields: dict[str, str], sentence: str
) -> None:
    before = [
        len(facts(kind)) for kind in (RecommendationStatus, MilestoneDeadline, Note, Decision)
    ]

    page = staff.submit(item(staff, "A-02"), **fields)

    assert (page.status, sentence in page.alert) == (422, True)
    assert before == [
        len(facts(kind)) for kind in (RecommendationStatus, MilestoneDeadline, Note, Decision)
    ]


def test_the_source_is_the_name_of_the_committee(
    staff: Browser, of: Plan, red: Recommendation
) -> None:
    council = make.committee(of, slug="kreistag", name="Kreistag")
    make.sitting(council, on=date(2026, 6, 15))
    start = begin(staff, "/redaktion/integration/sitzung/2026-06-15-kreistag").path

    staff.submit(f"{start}/A-02", step="beschluss", decision="Bewilligt.")

    (new,) = facts(Decision)
    assert new.reason == "Festgehalten in der Sitzung vom 15.06.2026 (Kreistag)."
    assert (new.committee_id, new.effective_on) == (council.id, date(2026, 6, 15))


def test_a_sitting_keeps_its_lines_when_its_committee_is_called_otherwise(
    staff: Browser, of: Plan, red: Recommendation
) -> None:
    body = make.committee(of, slug="kreistag", name="Kreistag")
    sitting = "/redaktion/integration/sitzung/2026-06-30-kreistag"
    start = begin(staff, sitting).path
    staff.submit(f"{start}/A-02", step="beschluss", decision="Die Mittel sind bewilligt.")

    body.name = {"de": "Kreisversammlung"}
    db.session.commit()

    page = staff.get(start)
    assert "Kreisversammlung" in page.soup.h1.text
    assert "Beschluss: Die Mittel sind bewilligt." in page.main


CASES = {
    "status": (
        {"step": "status", "status": "in_preparation"},
        {"step": "status", "status": "on_hold", "reason": "Nein", "review_on": "1.12.2026"},
    ),
    "termin": (
        {"step": "termin", "due": "Q1 2027", "reason": "Das erste Wort."},
        {"step": "termin", "due": "Q2 2027", "reason": "Das zweite Wort."},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_who_was_slower_reads_both_and_overwrites_nothing(
    staff: Browser, red: Recommendation, case: str
) -> None:
    first, second = CASES[case]
    start = item(staff, "A-02")
    mine = staff.get(start)
    staff.submit(start, **first)
    number = len(facts(RecommendationStatus)) + len(facts(MilestoneDeadline))

    page = staff.submit(mine, **second)

    assert (page.status, "Inzwischen hat jemand anderes" in page.alert) == (409, True)
    assert len(facts(RecommendationStatus)) + len(facts(MilestoneDeadline)) == number
    assert page.soup.select_one("#reason").text.strip() == second["reason"]
    again = staff.submit(page, **second)
    assert again.status == 302


@pytest.mark.parametrize("case", CASES)
def test_without_the_guard_the_first_would_be_overwritten(
    staff: Browser, red: Recommendation, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "refuse_stale", lambda *_held: None)
    first, second = CASES[case]
    start = item(staff, "A-02")
    mine = staff.get(start)
    staff.submit(start, **first)

    assert staff.submit(mine, **second).status == 302


def test_the_same_line_sent_twice_makes_one_fact(staff: Browser, red: Recommendation) -> None:
    mine = staff.get(item(staff, "A-02"))

    for _time in range(2):
        staff.submit(mine, step="beschluss", decision="Bewilligt.")

    assert len(facts(Decision)) == 1


def test_a_decision_is_public_in_the_history_and_can_be_withdrawn(
    staff: Browser, of: Plan, app: Flask
) -> None:
    make.recommendation(of=of, code="A-01")
    make.committee(of, slug="kreistag", name="Kreistag")
    path = "/redaktion/integration/empfehlungen/A-01/beschluss"
    revision = of.revision

    answer = staff.submit(path, committee="kreistag", text="Bewilligt.", effective_on="15.06.2026")

    page = staff.follow(answer)
    assert page.alert.startswith("Der Beschluss ist festgehalten.")
    assert db.session.get_one(Plan, of.id).revision == revision + 1
    shown = page.soup.select_one(f"#eintrag-{facts(Decision)[0].uid}")
    assert "15.06.2026 eingetragen durch: die Geschäftsstelle" in words(shown.text)
    assert "Beschluss (Kreistag): Bewilligt." in words(shown.text)
    undo = staff.get(page.link("Rückgängig machen"))
    assert "Kreistag: Bewilligt." in undo.main
    public = staff.follow(staff.submit(undo, reason="Verhört."))
    assert public.soup.select(".entry--withdrawn .entry__text")
    assert (
        "15.06.2026"
        not in Browser(app).get("/integration/empfehlungen/A-01?stichtag=2026-06-01").main
    )
    assert [row.fact_uid for row in facts(Withdrawal)] == [facts(Decision)[0].uid]


def test_300_items_take_no_more_statements(staff: Browser, of: Plan) -> None:
    """Every page counts its statements; see tests/pages.py."""
    field = make.action_field(of)
    owner = make.organisation(of)
    for number in range(300):
        make.recommendation(Status.IN_PROGRESS, field=field, owner=owner, code=f"E-{number:03}")

    page = begin(staff)

    assert len(page.table()) == 300
    assert "300 von 300" in staff.get(f"{page.path}/E-299").main
