"""Declaring a recommendation completed: its evidence, its open milestones. By real requests."""

import json
import re
from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page
from tracker.accounts.models import Role
from tracker.db import db
from tracker.history import actions as history
from tracker.history.stichtag import Withdrawal
from tracker.i18n import Precision
from tracker.milestones.models import Milestone, MilestoneState
from tracker.milestones.rules import State
from tracker.plan.models import Plan, Recommendation, RecommendationStatus
from tracker.plan.rules import Evidence, Proof, Status, check_proof
from tracker.planfile import actions as planfile
from tracker.planfile import document
from tracker.planfile.export import export
from tracker.planfile.words import PlanFileError

WEB = "https://www.kreis.example/bericht?jahr=2026"


@pytest.fixture
def of() -> Recommendation:
    return make.recommendation(code="A-01")


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


def plan(of: Recommendation) -> Plan:
    return db.session.get_one(Plan, of.plan_id)


def home(of: Recommendation) -> str:
    return f"/{plan(of).slug}/empfehlungen/{of.code}"


def address(of: Recommendation) -> str:
    return f"{home(of)}/status"


def completing(of: Recommendation) -> str:
    return f"{address(of)}?status=completed"


def status(of: Recommendation) -> RecommendationStatus:
    rows = select(RecommendationStatus).where(RecommendationStatus.recommendation_id == of.id)
    return list(db.session.scalars(rows.order_by(RecommendationStatus.number)))[-1]


def state(milestone: Milestone) -> MilestoneState:
    rows = select(MilestoneState).where(MilestoneState.milestone_id == milestone.id)
    return list(db.session.scalars(rows.order_by(MilestoneState.number)))[-1]


# Evidence


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("address", WEB, f"Nachweis: {WEB}"),
        ("paper", "2026/017", "Nachweis: Drucksache 2026/017"),
        ("none", "", "Ohne Nachweis."),
    ],
)
def test_evidence_is_kept_and_shown_on_the_page_and_in_its_history(
    app, staff: Browser, of: Recommendation, kind: str, text: str, shown: str
) -> None:
    make.paper(of, number="2026/017")

    answer = staff.submit(completing(of), evidence=kind, evidence_text=text)

    assert answer.status == 302
    assert (status(of).evidence, status(of).evidence_text) == (Evidence(kind), text or None)
    page = Browser(app).get(home(of))
    assert shown in page.main
    entry = page.soup.select_one(f"#eintrag-{status(of).uid}").text
    assert (text or "Ohne Nachweis.") in entry
    if kind == "address":
        assert page.link(WEB) == WEB


def test_a_paper_with_an_address_is_a_link(app, staff: Browser, of: Recommendation) -> None:
    paper = make.paper(of, number="2026/017")
    paper.web = "https://rat.example/017"
    db.session.commit()

    assert staff.get(completing(of)).soup.select_one("datalist#papers option")["value"] == (
        "2026/017"
    )
    staff.submit(completing(of), evidence="paper", evidence_text="2026/017")

    links = Browser(app).get(home(of)).soup.select('.facts a[href="https://rat.example/017"]')
    assert [link.text for link in links] == ["2026/017"]


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({}, "evidence", "Wählen Sie, was den Abschluss belegt"),
        ({"evidence": "address"}, "evidence_text", "die mit https:// beginnt"),
        (
            {"evidence": "address", "evidence_text": "http://kreis.example"},
            "evidence_text",
            "die mit https:// beginnt",
        ),
        (
            {"evidence": "address", "evidence_text": "javascript:alert(1)"},
            "evidence_text",
            "die mit https:// beginnt",
        ),
        ({"evidence": "paper"}, "evidence_text", "Geben Sie die Nummer der Drucksache an."),
        ({"evidence": "paper", "evidence_text": "x" * 501}, "evidence_text", "500 Zeichen"),
    ],
)
def test_completing_needs_evidence_or_the_word_that_there_is_none(
    staff: Browser, of: Recommendation, fields: dict[str, str], field: str, sentence: str
) -> None:
    page = staff.submit(completing(of), reason="Fertig.", **fields)

    assert page.status == 422
    assert sentence in page.soup.select_one(f"#{field}-error").text
    assert sentence in page.alert
    assert status(of).status is Status.IN_PROGRESS
    assert "Fertig." in page.form("reason").select_one("[name=reason]").text


def test_a_paper_that_the_plan_does_not_know_is_refused_at_its_field(
    staff: Browser, of: Recommendation
) -> None:
    make.paper(of, number="2026/017")

    page = staff.submit(completing(of), evidence="paper", evidence_text="VORL/999")

    assert page.status == 422
    says = page.soup.select_one("#evidence_text-error").text
    assert "„VORL/999“ kennt dieser Plan nicht" in says
    assert "„Bearbeiten“, „Drucksachen“" in says
    assert page.form("reason").select_one("[name=evidence_text]")["value"] == "VORL/999"
    assert status(of).status is Status.IN_PROGRESS
    assert staff.submit(page, evidence_text=" 2026/017 ").status == 302
    assert status(of).evidence_text == "2026/017"


def test_other_statuses_keep_no_evidence(staff: Browser, of: Recommendation) -> None:
    staff.submit(address(of), status="ongoing", evidence="paper", evidence_text="1")

    assert (status(of).evidence, status(of).evidence_text) == (None, None)


def test_evidence_can_be_added_to_what_is_completed_already(
    staff: Browser, of: Recommendation
) -> None:
    make.status_from(of, Status.COMPLETED, date(2026, 5, 1))
    make.paper(of, number="2026/017")

    answer = staff.submit(address(of), evidence="paper", evidence_text="2026/017")

    assert answer.status == 302
    assert status(of).evidence_text == "2026/017"


@pytest.mark.parametrize(
    "text",
    ["", "kreis.example", "https://", "https://kreis", "https://a b.example", "https://u:p@x.org",
     "ftp://kreis.example", "https://kreis.example\n<b>"],
)  # fmt: skip
def test_an_address_is_one_of_https(text: str) -> None:
    with pytest.raises(ValueError, match="https://"):
        check_proof(Proof(Evidence.ADDRESS, text))


# Open milestones


@pytest.fixture
def three(of: Recommendation) -> list[Milestone]:
    return [
        make.milestone(State.IN_PROGRESS, of=of, title="Kurse vergeben"),
        make.milestone(of=of, title="Kurse besucht"),
        make.milestone(State.DONE, of=of, title="Kurse geplant"),
    ]


def test_choosing_completed_asks_first_what_becomes_of_open_milestones(
    staff: Browser, of: Recommendation, three: list[Milestone]
) -> None:
    page = staff.submit(address(of), status="completed", evidence="none", reason="Fertig.")

    assert page.status == 200
    assert "Sagen Sie zuerst, was aus den offenen Meilensteinen wird." in page.main
    assert "2 Meilensteine sind noch offen" in page.main
    assert "Fertig." in page.form("reason").select_one("[name=reason]").text
    assert status(of).status is Status.IN_PROGRESS

    answer = staff.submit(
        page, ending_1="done", day_1="März 2026", ending_2="dropped", why_2="Nicht gebraucht."
    )

    assert answer.status == 302
    assert status(of).status is Status.COMPLETED


def test_done_and_dropped_are_recorded_with_the_status_at_once(
    staff: Browser, of: Recommendation, three: list[Milestone]
) -> None:
    first, second, _third = three
    before = plan(of).revision

    staff.submit(
        completing(of), evidence="none", ending_1="done", day_1="März 2026",
        ending_2="dropped", why_2="Nicht gebraucht.",
    )  # fmt: skip

    assert (state(first).state, state(first).effective_on, state(first).precision) == (
        State.DONE,
        date(2026, 3, 31),
        Precision.MONTH,
    )
    assert (state(second).state, state(second).reason) == (State.DROPPED, "Nicht gebraucht.")
    assert plan(of).revision > before
    page = staff.get(home(of))
    assert "2 von 2 Meilensteinen" in page.main
    assert "teilweise" not in page.main


def test_what_stays_open_needs_a_reason_and_is_said_as_partly(
    app, staff: Browser, of: Recommendation, three: list[Milestone]
) -> None:
    fields = {"evidence": "none", "ending_1": "open", "ending_2": "done", "day_2": "1.6.2026"}
    page = staff.submit(completing(of), **fields)

    assert page.status == 422
    assert "wenn Meilensteine offen bleiben" in page.soup.select_one("#reason-error").text
    assert state(three[1]).state is State.PLANNED, "all or nothing"

    staff.submit(page, reason="Der Rest läuft im neuen Plan.")

    assert status(of).status is Status.COMPLETED
    assert state(three[0]).state is State.IN_PROGRESS
    public = Browser(app)
    page = public.get(home(of))
    assert "teilweise – abgeschlossen (seit 01.07.2026)" in page.main
    says = "teilweise: 1 Meilenstein offen"
    assert says in page.soup.select_one("h1 + ul").text
    assert f"auf „abgeschlossen“ geändert. ({says})" in page.main
    field = str(page.soup.select_one('a[href*="/felder/"]')["href"])
    for path in (f"/{plan(of).slug}/empfehlungen", field):
        assert says in public.get(path).main, path
    head, row = (
        public.get(f"/{plan(of).slug}/empfehlungen.csv").response.data.decode().splitlines()[:2]
    )
    assert dict(zip(head.split(";"), row.split(";"), strict=True))["status"] == "completed"
    assert (head.split(";")[-1], row.split(";")[-1]) == ("milestones_left_open", "1")


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"ending_1": "done"}, "ending_2", "was aus dem Meilenstein A-01.2 Kurse besucht wird"),
        ({"ending_2": "dropped"}, "why_2", "Geben Sie eine Begründung an"),
        ({"ending_2": "done"}, "day_2", "Geben Sie an, wann er erledigt war."),
        ({"ending_2": "done", "day_2": "2.7.2026"}, "day_2", "nicht nach heute"),
        ({"ending_2": "done", "day_2": "31.12.2025"}, "day_2", "ab dem 01.01.2026"),
        ({"ending_2": "done", "day_2": "bald"}, "day_2", "einen Tag, einen Monat"),
    ],
)
def test_what_is_wrong_is_said_at_the_milestone_and_nothing_is_recorded(
    staff: Browser,
    of: Recommendation,
    three: list[Milestone],
    fields: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    page = staff.submit(
        completing(of), evidence="none", day_1="1.3.2026", **{"ending_1": "done", **fields}
    )

    assert page.status == 422
    assert sentence in page.soup.select_one(f"#{field}-error").text
    assert status(of).status is Status.IN_PROGRESS
    assert state(three[0]).state is State.IN_PROGRESS, "all or nothing"


def test_what_lacks_is_said_in_one_go(
    staff: Browser, of: Recommendation, three: list[Milestone]
) -> None:
    page = staff.submit(completing(of), reason="")

    for field in ("ending_1", "ending_2", "evidence"):
        assert page.soup.select_one(f"#{field}-error"), field


def test_undo_takes_back_the_status(
    staff: Browser, of: Recommendation, three: list[Milestone]
) -> None:
    page = staff.follow(
        staff.submit(completing(of), evidence="none", ending_1="open", ending_2="open",
                     reason="Weiter im neuen Plan.")
    )  # fmt: skip
    staff.submit(page.link("Rückgängig machen"), reason="Verklickt.")

    assert "in Umsetzung" in staff.get(home(of)).main


def test_undo_takes_back_the_states_recorded_with_it(
    staff: Browser, of: Recommendation, three: list[Milestone]
) -> None:
    before = staff.get(home(of)).soup.select_one("#meilenstein-1").text
    page = staff.follow(
        staff.submit(completing(of), evidence="none", ending_1="done", day_1="März 2026",
                     ending_2="dropped", why_2="Nicht gebraucht.")
    )  # fmt: skip
    assert staff.get(home(of)).soup.select_one("#meilenstein-1").text != before

    undo = staff.get(page.link("Rückgängig machen"))
    assert "über 2 Meilensteine eingetragen wurde: A-01.1, A-01.2." in undo.main
    staff.submit(undo, reason="Verklickt.")

    assert len(list(db.session.scalars(select(Withdrawal)))) == 3
    assert staff.get(home(of)).soup.select_one("#meilenstein-1").text == before


def test_the_same_form_sent_twice_completes_once(
    staff: Browser, of: Recommendation, three: list[Milestone]
) -> None:
    mine = staff.get(completing(of))
    fields = {"evidence": "none", "ending_1": "done", "day_1": "1.3.2026",
              "ending_2": "dropped", "why_2": "Doppelt."}  # fmt: skip

    first, second = (staff.submit(mine, **fields) for _time in range(2))

    assert (first.status, second.status) == (302, 302)
    assert status(of).number == 2


def second_save(staff: Browser, of: Recommendation) -> Page:
    """Complete after somebody else has begun the second milestone."""
    mine = staff.get(completing(of))
    theirs = f"{home(of)}/meilensteine/2/zustand"
    assert staff.submit(theirs, state="in_progress", reason="Begonnen.").status == 302
    return staff.submit(
        mine, evidence="none", ending_1="done", day_1="1.3.2026", ending_2="dropped",
        why_2="Wird nicht gebraucht.",
    )  # fmt: skip


def test_a_milestone_that_somebody_changed_meanwhile_is_a_conflict(
    staff: Browser, of: Recommendation, three: list[Milestone]
) -> None:
    page = second_save(staff, of)

    assert page.status == 409
    assert "A-01.2: in Arbeit" in page.alert
    assert "Begonnen." in page.alert
    assert page.form("why_2").select_one("[name=why_2]")["value"] == "Wird nicht gebraucht."
    assert status(of).status is Status.IN_PROGRESS
    assert staff.submit(page, why_2="Wird nicht gebraucht.").status == 302
    assert state(three[1]).state is State.DROPPED


def test_without_the_guard_an_update_is_lost(
    staff: Browser,
    of: Recommendation,
    three: list[Milestone],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(history, "refuse_stale", lambda _held, _expected: None)

    assert second_save(staff, of).status == 302


def test_what_was_typed_about_a_milestone_that_somebody_ended_is_shown_again(
    staff: Browser, of: Recommendation, three: list[Milestone]
) -> None:
    mine = staff.get(completing(of))
    staff.submit(f"{home(of)}/meilensteine/2/zustand", state="done")

    page = staff.submit(
        mine, evidence="none", ending_1="done", day_1="1.3.2026", ending_2="dropped",
        why_2="Wird nicht gebraucht.",
    )  # fmt: skip

    assert page.status == 409
    assert "A-01.2: erledigt" in page.alert
    assert "Wird nicht gebraucht." in page.alert
    assert staff.submit(page, ending_1="done").status == 302
    assert state(three[1]).state is State.DONE


# The plan file


def test_evidence_and_order_survive_a_plan_file_byte_for_byte(
    staff: Browser, of: Recommendation, three: list[Milestone]
) -> None:
    three[0].position, three[1].position = 2, 1
    db.session.commit()
    staff.submit(
        completing(of), evidence="address", evidence_text=WEB, ending_1="open", ending_2="open",
        reason="Weiter im neuen Plan.",
    )  # fmt: skip
    text = export(plan(of).slug)
    written = json.loads(text)["recommendations"][0]
    assert [row.get("position") for row in written["milestones"]] == [2, 1, None]
    assert written["statuses"][-1]["evidence"] == "address"
    assert "evidence" not in written["statuses"][0]

    moved = text.replace(f'"slug": "{plan(of).slug}"', '"slug": "anderswo"', 1)
    for number, uid in enumerate(sorted(set(re.findall(r'"uid": "([0-9a-f-]{36})"', text)))):
        moved = moved.replace(uid, f"00000000-0000-4000-8000-{number:012}")
    planfile.import_plan(document.parse(moved.encode()))

    assert export("anderswo") == moved
    assert planfile.import_plan(document.parse(moved.encode())).is_empty


def test_a_plan_file_with_evidence_for_something_else_is_refused(
    staff: Browser, of: Recommendation
) -> None:
    make.paper(of, number="2026/017")
    staff.submit(completing(of), evidence="paper", evidence_text="2026/017")
    text = export(plan(of).slug)

    for wrong, place in (
        (text.replace('"status": "completed"', '"status": "ongoing"'), "evidence"),
        (text.replace('"evidence": "paper"', '"evidence": "address"'), "evidence_text"),
    ):
        with pytest.raises(PlanFileError) as error:
            document.parse(wrong.encode())
        assert [problem.place for problem in error.value.problems] == [
            f"recommendations[0].statuses[1].{place}"
        ]
