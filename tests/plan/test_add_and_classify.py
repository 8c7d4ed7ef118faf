"""Adding a recommendation and placing it among the others, by real requests."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.history import plain
from tracker.plan.models import (
    ActionField,
    Plan,
    Recommendation,
    RecommendationStatus,
    RecommendationWording,
)
from tracker.plan.rules import Status
from tracker.stakeholders.models import Involvement
from tracker.stakeholders.rules import Part

TYPED = {
    "title_de": "Ehrenamt stärken",
    "title_en": "Strengthen volunteering",
    "goal_de": "Mehr Menschen helfen mit.",
    "description_de": "Der Kreis berät Vereine.",
    "horizon": "short",
    "priority": "high",
}


@pytest.fixture
def plan() -> Plan:
    return make.plan("integration")


@pytest.fixture
def field(plan: Plan) -> ActionField:
    return make.action_field(plan, code="A", slug="arbeit", title="Arbeit")


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


NEW = "/integration/empfehlungen/neu"


def add(staff: Browser, page: str | Page = NEW, **fields: object) -> Page:
    return staff.submit(page, **{**TYPED, "action_field": "arbeit", **fields})


def rows() -> list[Recommendation]:
    return list(db.session.scalars(select(Recommendation).order_by(Recommendation.code)))


def test_a_new_recommendation_is_part_of_the_plan_at_once(
    staff: Browser, plan: Plan, field: ActionField
) -> None:
    at = make.organisation(plan, slug="vhs", name="Volkshochschule")
    before = plan.revision

    answer = add(staff, funding=["county", "state"], lead="vhs", reason="Beschluss.")

    row = rows()[0]
    assert (row.code, row.horizon, row.priority, row.funding) == (
        "A-01",
        "short",
        "high",
        "county,state",
    )
    wording = db.session.scalars(select(RecommendationWording)).one()
    assert wording.title == {"de": "Ehrenamt stärken", "en": "Strengthen volunteering"}
    assert (wording.plain_language, wording.action_field_id) == (None, field.id)
    status = db.session.scalars(select(RecommendationStatus)).one()
    assert (status.status, status.effective_on) == (Status.NOT_STARTED, date(2026, 7, 1))
    lead = db.session.scalars(select(Involvement)).one()
    assert (lead.organisation_id, lead.part, lead.is_involved) == (at.id, Part.LEAD, True)
    assert db.session.get_one(Plan, plan.id).revision == before + 1
    audit = select(AuditEntry).where(AuditEntry.action == "recommendation:create")
    assert db.session.scalars(audit).one().subject == "integration/A-01"
    page = staff.follow(answer)
    assert page.alert == "Die Empfehlung A-01 ist Teil des Plans."
    assert "Als „Ehrenamt stärken“ in den Plan aufgenommen. Begründung: Beschluss." in page.main
    assert "Volkshochschule" in page.main


def test_an_empty_code_is_the_next_of_the_field(
    staff: Browser, plan: Plan, field: ActionField
) -> None:
    for code in ("A-05", "A-3", "B-09"):
        make.recommendation(code=code, field=field)

    assert "nächste ihres Handlungsfelds: A-06" in staff.get(NEW).main
    add(staff)

    assert "A-06" in [row.code for row in rows()]


def test_a_code_of_ones_own_is_kept(staff: Browser, plan: Plan, field: ActionField) -> None:
    add(staff, code="Q-17")

    assert [row.code for row in rows()] == ["Q-17"]


def test_a_code_is_never_used_again(staff: Browser, plan: Plan, field: ActionField) -> None:
    of = make.recommendation(Status.DROPPED, code="A-01", field=field)

    page = add(staff, code="a-01")

    assert page.status == 422
    assert "a-01 gibt es schon" in page.soup.select_one("#code-error").text
    assert [row.id for row in rows()] == [of.id]


@pytest.mark.parametrize("taken", ["A-01", "neu", "A 1", "A-", "-1", "A-1-2", "Ä-1"])
def test_a_code_reads_like_a_05(staff: Browser, plan: Plan, field: ActionField, taken: str) -> None:
    page = add(staff, code=taken)

    if taken == "A-01":
        assert page.status == 302
    else:
        assert "zum Beispiel A-05" in page.soup.select_one("#code-error").text
        assert rows() == []


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"action_field": ""}, "action_field", "Handlungsfeld"),
        ({"title_de": ""}, "title_de", "Füllen Sie „Titel (Deutsch)“ aus."),
        ({"goal_de": ""}, "goal_de", "Füllen Sie „Ziel (Deutsch)“ aus."),
        ({"description_de": ""}, "description_de", "Füllen Sie „Worum es geht (Deutsch)“ aus."),
        ({"effective_on": "2.7.2026"}, "effective_on", "nicht nach heute"),
        ({"effective_on": "31.12.2025"}, "effective_on", "Vorher gab es den Plan nicht."),
        ({"effective_on": "bald"}, "effective_on", "einen Tag an"),
        ({"reason": "x" * 2001}, "reason", "höchstens 2.000 Zeichen"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_everything_typed_stays(
    staff: Browser,
    plan: Plan,
    field: ActionField,
    fields: dict[str, str],
    name: str,
    sentence: str,
) -> None:
    page = add(staff, funding=["state"], **fields)

    assert page.status == 422
    assert sentence in page.soup.select_one(f"#{name}-error").text
    assert rows() == []
    form = page.form("title_de")
    assert [tag["value"] for tag in form.select("[name=funding][checked]")] == ["state"]
    kept = {**TYPED, **fields}["title_de"]
    assert form.select_one("[name=title_de]")["value"] == kept


def test_what_is_not_chosen_is_asked_for(staff: Browser, plan: Plan, field: ActionField) -> None:
    page = staff.submit(NEW, title_de="Nur ein Titel")

    assert page.status == 422
    for name in ("action_field", "goal_de", "horizon", "priority"):
        assert page.soup.select_one(f"#{name}-error"), name


def test_an_earlier_day_is_reported_late(staff: Browser, plan: Plan, field: ActionField) -> None:
    page = staff.follow(add(staff, effective_on="1.3.2026"))

    assert "nachgemeldet am 01.07.2026" in page.main
    assert Browser(staff.app).get("/integration/empfehlungen/A-01?stichtag=2026-02-28").main


def test_the_same_form_sent_twice_adds_one(staff: Browser, plan: Plan, field: ActionField) -> None:
    mine = staff.get(NEW)

    first, second = add(staff, mine), add(staff, mine)

    assert (first.location, second.location) == (first.location, first.location)
    assert len(rows()) == 1


def test_two_people_add_two(staff: Browser, plan: Plan, field: ActionField) -> None:
    mine = staff.get(NEW)
    add(staff)
    add(staff, mine)

    assert [row.code for row in rows()] == ["A-01", "A-02"]


def test_a_plan_without_a_field_says_what_comes_first(staff: Browser, plan: Plan) -> None:
    assert "Legen Sie zuerst ein Handlungsfeld an." in staff.get(NEW).main


def test_an_ended_organisation_and_a_retired_field_are_not_offered(
    staff: Browser, plan: Plan, field: ActionField
) -> None:
    make.name_from(make.organisation(plan, slug="alt"), date(2026, 2, 1), name="Alt",
                   has_ended=True)  # fmt: skip
    make.action_field_wording(
        make.action_field(plan, slug="frueher"), date(2026, 2, 1), is_retired=True
    )

    page = staff.get(NEW)

    assert [tag["value"] for tag in page.soup.select("[name=lead] option")] == [""]
    fields = [tag["value"] for tag in page.soup.select("[name=action_field] option")]
    assert fields == ["", "arbeit"]


def test_only_the_plan_office_adds(app, browser: Browser, plan: Plan, field: ActionField) -> None:
    browser.sign_in(make.user(Role.STAKEHOLDER, at=make.organisation(plan)))

    assert browser.get(NEW).status == 403
    assert "Empfehlung hinzufügen" not in browser.get("/integration/empfehlungen").main
    assert "Empfehlung hinzufügen" not in Browser(app).get("/integration/empfehlungen").main


def test_the_list_leads_the_plan_office_to_the_form(
    staff: Browser, plan: Plan, field: ActionField
) -> None:
    assert staff.get("/integration/empfehlungen").link("Empfehlung hinzufügen") == NEW


# The place among the others


@pytest.fixture
def of(field: ActionField) -> Recommendation:
    return make.recommendation(code="A-01", field=field)


PLACE = "/integration/empfehlungen/A-01/einordnung"


def test_the_form_shows_what_holds_and_saving_overwrites_it(
    staff: Browser, plan: Plan, of: Recommendation
) -> None:
    form = staff.get(PLACE).form("horizon")
    shown = [tag["value"] for tag in form.select("[checked]")]
    assert shown == ["short", "high", "county"]
    before = plan.revision

    answer = staff.submit(PLACE, horizon="long", priority="normal", funding=[])

    row = rows()[0]
    assert (row.horizon, row.priority, row.funding, row.version) == ("long", "normal", "", 2)
    assert db.session.get_one(Plan, plan.id).revision == before + 1
    audit = select(AuditEntry).where(AuditEntry.action == "recommendation:update")
    assert "horizon: long" in db.session.scalars(audit).one().after
    page = staff.follow(answer)
    assert page.alert == "Die Einordnung ist gespeichert."
    assert "langfristig" in page.main


def test_a_term_of_another_plan_is_refused(staff: Browser, plan: Plan, of: Recommendation) -> None:
    page = staff.send(PLACE, version="1", horizon="never", priority="high")

    assert page.status == 422
    assert page.soup.select_one("#horizon-error")
    assert rows()[0].horizon == "short"


def second_save(staff: Browser) -> Page:
    mine = staff.get(PLACE)
    assert staff.submit(PLACE, priority="normal").status == 302
    return staff.submit(mine, horizon="long")


def test_the_second_of_two_people_is_told(staff: Browser, plan: Plan, of: Recommendation) -> None:
    page = second_save(staff)

    assert page.status == 409
    assert "Priorität: normal" in page.alert
    assert "Geschäftsstelle, 01.07.2026, 12:00 Uhr" in page.alert
    checked = page.form("horizon").select_one("[name=horizon][checked]")
    assert checked["value"] == "long"
    assert rows()[0].horizon == "short"
    assert staff.submit(page, horizon="long").status == 302
    assert rows()[0].horizon == "long"


def test_without_the_guard_an_update_is_lost(
    staff: Browser, plan: Plan, of: Recommendation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "refuse_stale", lambda _row, _version: None)

    assert second_save(staff).status == 302
