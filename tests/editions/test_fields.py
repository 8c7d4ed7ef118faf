"""Keeping fields of action, by real requests."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page
from tracker.accounts.models import Role
from tracker.db import db
from tracker.editions.queries import fields as queries
from tracker.history import actions as history
from tracker.plan.models import ActionField, ActionFieldWording, Plan
from tracker.planfile.export import export

FIELDS = "/integration/bearbeiten/felder"
TODAY = date(2026, 7, 1)


@pytest.fixture
def plan(app) -> Plan:
    return make.plan("integration")


@pytest.fixture
def work(plan: Plan) -> ActionField:
    return make.action_field(plan, code="A", slug="arbeit", title="Arbeit")


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


def test_a_field_is_added_and_stands_in_the_plan_from_its_day_on(plan, work, staff) -> None:
    page = staff.submit(
        f"{FIELDS}/neu",
        code="B",
        title_de="Bildung für alle",
        title_en="Education for all",
        description_de="Wer lernt, kommt an.",
    )

    assert page.status == 302
    row = queries.field(plan.id, "bildung-fuer-alle", TODAY)
    assert row is not None
    assert (row.code, row.held.position, row.held.effective_on) == ("B", 2, TODAY)
    assert [line[0] for line in staff.follow(page).table()] == ["A", "B"]
    assert Browser(staff.app).get("/integration/felder/bildung-fuer-alle").status == 200


def test_a_code_belongs_to_one_field(work, staff) -> None:
    page = staff.submit(f"{FIELDS}/neu", code="A", title_de="Alter", description_de="Worum.")

    assert page.status == 422
    assert "A hat schon ein Handlungsfeld." in page.alert
    assert 'value="Alter"' in page.html


def test_a_field_is_renamed_and_its_old_wording_stays_readable(plan, work, staff) -> None:
    page = staff.submit(
        f"{FIELDS}/arbeit/bearbeiten", title_de="Arbeit und Beruf", reason="Beschluss des Beirats"
    )

    shown = staff.follow(page)
    assert "Arbeit und Beruf" in shown.main
    assert "01.01.2026 : Arbeit. Wer Deutsch lernt, kommt an." in shown.main
    reader = Browser(staff.app)
    assert "Arbeit und Beruf" in reader.get("/integration/felder/arbeit").main
    then = reader.get("/integration/felder/arbeit?stichtag=2026-06-30").main
    assert "Arbeit und Beruf" not in then
    assert export("integration").count('"code": "A"') == 1


def test_a_field_moves_to_another_place(plan, work, staff) -> None:
    make.action_field(plan, code="B", title="Bildung")
    staff.submit(f"{FIELDS}/arbeit/bearbeiten", position="7")

    assert [row.code for row in queries.fields(plan.id, TODAY)] == ["B", "A"]


@pytest.mark.parametrize("place", ["-1", "eins", "99999"])
def test_a_place_is_a_whole_number(work, staff, place: str) -> None:
    page = staff.submit(f"{FIELDS}/arbeit/bearbeiten", position=place)

    assert page.status == 422
    assert "eine ganze Zahl" in page.alert


def test_the_same_wording_again_is_refused(work, staff) -> None:
    page = staff.submit(f"{FIELDS}/arbeit/bearbeiten", title_de="Arbeit")

    assert page.status == 422
    assert "So gilt es schon." in page.alert


def test_a_field_with_recommendations_stays_and_the_page_leads_to_moving_them(work, staff) -> None:
    make.recommendation(field=work, code="A-01")
    page = staff.get(f"{FIELDS}/arbeit/ende")

    assert "Zu diesem Handlungsfeld gehört noch die Empfehlung A-01." in page.main
    assert page.link("Wortlaut ändern: A-01") == "/integration/empfehlungen/A-01/wortlaut"
    sent = staff.send(f"{FIELDS}/arbeit/ende", effective_on="1.7.2026", in_force=wording(work))
    assert sent.status == 422


def wording(of: ActionField) -> str:
    rows = select(ActionFieldWording.uid).where(ActionFieldWording.action_field_id == of.id)
    return db.session.scalars(rows).one()


def test_a_field_is_retired_with_the_one_that_takes_its_place(plan, work, staff) -> None:
    make.action_field(plan, code="B", slug="bildung", title="Bildung")
    page = staff.submit(f"{FIELDS}/arbeit/ende", successor="bildung", reason="Zusammengelegt")

    shown = staff.follow(page)
    assert "nicht weitergeführt An die Stelle tritt: Bildung" in shown.main
    reader = Browser(staff.app)
    assert reader.get("/integration/felder/arbeit").status == 404
    assert reader.get("/integration/felder/arbeit?stichtag=2026-06-30").status == 200
    assert '"successor": "B"' in export("integration")


# Lost updates


def overtaken(staff: Browser, path: str, mine: dict[str, str]) -> Page:
    opened = staff.get(f"{FIELDS}/arbeit/{path}")
    saved = staff.submit(f"{FIELDS}/arbeit/bearbeiten", title_de="Arbeit und Ausbildung")
    assert saved.status == 302
    return staff.submit(opened, **mine)


CHANGES = [
    ("bearbeiten", {"title_de": "Arbeit und Beruf"}),
    ("ende", {"reason": "Kein Bedarf mehr"}),
]


@pytest.mark.parametrize(("path", "mine"), CHANGES)
def test_whoever_was_slower_sees_both_texts_and_overwrites_nothing(
    work, staff, path: str, mine: dict[str, str]
) -> None:
    page = overtaken(staff, path, mine)

    assert page.status == 409
    assert "Arbeit und Ausbildung" in page.alert
    assert next(iter(mine.values())) in page.html
    assert staff.submit(page, **mine).status == 302


@pytest.mark.parametrize(("path", "mine"), CHANGES)
def test_without_the_guard_an_update_would_be_lost(
    work, staff, monkeypatch, path: str, mine: dict[str, str]
) -> None:
    monkeypatch.setattr(history, "refuse_stale", lambda *_any: None)

    assert overtaken(staff, path, mine).status == 302


def test_a_wording_is_undone_at_once_and_stays_struck_out(work, staff, clock) -> None:
    make.action_field_wording(work, date(2026, 6, 1), title="Arbeit und Beruf")
    answer = staff.submit(f"{FIELDS}/arbeit/bearbeiten", title_de="Verschrieben")
    undo = staff.get(staff.follow(answer).link("Rückgängig machen"))
    assert "Danach gilt wieder: Arbeit und Beruf" in undo.main

    page = staff.follow(staff.submit(undo, reason="Verschrieben."))

    assert page.path == f"{FIELDS}/arbeit/bearbeiten#verlauf"
    assert page.form("title_de").select_one("[name=title_de]")["value"] == "Arbeit und Beruf"
    (gone,) = page.soup.select(".entry--withdrawn")
    assert "„Verschrieben / Arbeit und Beruf (English)“ (Platz 1)." in gone.text
    assert "Zurückgenommen: Verschrieben." in gone.text
    public = Browser(staff.app).get("/integration/felder/arbeit")
    assert "Arbeit und Beruf" in public.main
    assert "Verschrieben" not in public.main


def test_the_only_wording_of_a_field_stays(work, staff) -> None:
    (uid,) = db.session.scalars(select(ActionFieldWording.uid)).all()

    page = staff.get(f"/integration/eintrag/{uid}/zuruecknehmen")

    assert "Das ist der einzige Wortlaut des Handlungsfelds." in page.main
    assert page.link("Zurück") == f"{FIELDS}/arbeit/bearbeiten"


def test_a_field_does_not_end_again_while_recommendations_belong_to_it(work, staff, clock) -> None:
    staff.submit(f"{FIELDS}/arbeit/ende", effective_on="01.06.2026")
    staff.submit(f"{FIELDS}/arbeit/bearbeiten", title_de="Doch weiter")
    make.recommendation(field=work, code="A-01")
    uid = queries.all_wordings(work.id)[0][0].uid

    page = staff.get(f"/integration/eintrag/{uid}/zuruecknehmen")

    assert "gehört noch die Empfehlung A-01" in page.main
