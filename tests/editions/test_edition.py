"""A new edition: started from an old one, which stays as it is, by real requests."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.milestones.models import Milestone, MilestoneDeadline
from tracker.milestones.rules import State
from tracker.plan.models import ActionField, Plan, Predecessor, Recommendation
from tracker.plan.rules import Status
from tracker.planfile.export import export
from tracker.stakeholders.models import Organisation

START = "/integration/fortschreibung"


@pytest.fixture
def plan(app) -> Plan:
    return make.plan("integration", title="Masterplan 2026")


@pytest.fixture
def work(plan: Plan) -> ActionField:
    return make.action_field(plan, code="A", slug="arbeit", title="Arbeit")


@pytest.fixture
def club(plan: Plan) -> Organisation:
    return make.organisation(plan, slug="verein", name="Sportverein")


@pytest.fixture
def old(plan, work, club) -> list[Recommendation]:
    """Four recommendations: one to carry over, one to change, two to merge."""
    return [
        make.recommendation(field=work, owner=club, code=code, title=f"Titel {code}")
        for code in ("A-01", "A-02", "A-03", "A-04")
    ]


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


MERGED = {
    "choice_A-02": "changed",
    "choice_A-03": "merged",
    "choice_A-04": "merged",
    "code_A-03": "A-07",
    "code_A-04": "A-07",
}


def check(staff: Browser, **fields: str) -> Page:
    return staff.submit(START, **{"slug": "integration-2027", **fields})


def begin(staff: Browser, page: Page, **fields: str) -> Page:
    return staff.submit(page, button="Neue Ausgabe beginnen", slug="integration-2027", **fields)


def plan_of(slug: str) -> Plan:
    return db.session.scalars(select(Plan).where(Plan.slug == slug)).one()


def test_nothing_is_public_before_the_answers_are_checked(old, staff) -> None:
    before = export("integration")
    page = check(staff, title_de="Masterplan 2027", **MERGED)

    assert page.status == 200
    rows = page.table("Empfehlungen der neuen Ausgabe")
    assert [row[0] for row in rows] == ["A-01", "A-02", "A-07"]
    assert "A-03 Titel A-03; A-04 Titel A-04 (mit anderen zusammenführen)" in rows[2][1]
    assert Browser(staff.app).get("/integration-2027/").status == 404
    assert export("integration") == before


def test_a_new_edition_begins_and_the_old_one_stays_as_it_is(old, staff) -> None:
    before = export("integration")
    page = check(staff, title_de="Masterplan 2027", title_en="Master plan 2027", **MERGED)
    done = begin(
        staff, page, **{"word_A-02_title_de": "Neuer Titel", "word_A-07_title_de": "Beides"}
    )

    assert done.location == "/integration-2027/"
    assert export("integration") == before
    reader = Browser(staff.app)
    assert reader.get("/integration/empfehlungen/A-03").status == 200
    listed = reader.get("/integration-2027/empfehlungen").main
    for text in ("Titel A-01", "Neuer Titel", "Beides"):
        assert text in listed
    assert "Titel A-03" not in listed
    new = plan_of("integration-2027")
    assert (new.predecessor_slug, new.title["en"]) == ("integration", "Master plan 2027")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "plan:create")).one()
    assert "A-03 merged A-07" in entry.after


def test_each_recommendation_knows_what_it_goes_back_to(old, staff) -> None:
    begin(staff, check(staff, **MERGED))

    rows = db.session.execute(
        select(Recommendation.code, Predecessor.code, Predecessor.descent)
        .join(Predecessor, Predecessor.recommendation_id == Recommendation.id)
        .order_by(Predecessor.code)
    ).all()
    assert [tuple(row) for row in rows] == [
        ("A-01", "A-01", "carried"),
        ("A-02", "A-02", "changed"),
        ("A-07", "A-03", "merged"),
        ("A-07", "A-04", "merged"),
    ]


def test_what_ends_is_not_in_the_new_edition(old, staff) -> None:
    page = check(staff, **{"choice_A-01": "ended"})
    assert "Nicht weitergeführt A-01" in page.main
    begin(staff, page)

    assert Browser(staff.app).get("/integration-2027/empfehlungen/A-01").status == 404
    assert Browser(staff.app).get("/integration/empfehlungen/A-01").status == 200


def test_what_was_completed_or_dropped_ends_unless_told_otherwise(plan, work, staff) -> None:
    make.recommendation(Status.COMPLETED, field=work, code="A-01")
    make.recommendation(field=work, code="A-02")
    begin(staff, check(staff))

    new = plan_of("integration-2027")
    of_new = select(Recommendation.code).where(Recommendation.plan_id == new.id)
    assert db.session.scalars(of_new).all() == ["A-02"]


def test_open_milestones_come_along_with_their_deadline_as_the_first_agreed_one(old, staff) -> None:
    make.milestone(State.DONE, of=old[0], title="Fertig")
    moved = make.milestone(of=old[0], due=date(2026, 9, 30), title="Offen")
    make.deadline_from(moved, date(2026, 12, 31), date(2026, 5, 1), reason="Später")
    make.milestone(of=old[1], title="Bleibt zurück")
    page = staff.get(START)
    assert "1 offenen Meilenstein übernehmen" in page.main
    begin(staff, check(staff, **{"milestones_A-02": "False"}))

    new = plan_of("integration-2027")
    rows = db.session.execute(
        select(Milestone.number, Milestone.title, MilestoneDeadline.due_on)
        .join(MilestoneDeadline, MilestoneDeadline.milestone_id == Milestone.id)
        .join(Recommendation, Recommendation.id == Milestone.recommendation_id)
        .where(Recommendation.plan_id == new.id)
    ).all()
    assert [(row[0], row[1]["de"], row[2]) for row in rows] == [(1, "Offen", date(2026, 12, 31))]
    shown = Browser(staff.app).get("/integration-2027/empfehlungen/A-01").main
    assert "verschoben" not in shown


def test_each_recommendation_begins_with_the_status_that_was_chosen(old, staff) -> None:
    begin(staff, check(staff, **{"status_A-01": "not_started"}, begins_on="1.6.2026"))

    page = Browser(staff.app).get("/integration-2027/empfehlungen/A-01")
    assert "noch nicht begonnen (seit 01.06.2026)" in page.main
    assert Browser(staff.app).get("/integration-2027/?stichtag=2026-05-31").status == 400


def test_what_belongs_to_a_plan_comes_along(plan, old, club, staff) -> None:
    town = make.municipality(plan, name="Eschwege")
    make.organisation(plan, at=town, slug="stadt", name="Stadt Eschwege")
    council = make.committee(plan, name="Kreistag")
    make.sitting(council, on=date(2026, 9, 30))
    make.sitting(council, on=date(2026, 2, 1))
    make.thresholds(plan, due_days=333)
    begin(staff, check(staff))

    file = export("integration-2027")
    for text in ('"Eschwege"', '"Stadt Eschwege"', '"Kreistag"', "2026-09-30", "333", '"arbeit"'):
        assert text in file
    assert "2026-02-01" not in file
    assert '"municipality": "' in file


def test_whoever_acts_for_an_organisation_acts_for_it_in_the_new_edition(old, club, staff) -> None:
    member = make.user(Role.STAKEHOLDER, at=club)
    stranger = make.user(Role.STAKEHOLDER, at=make.organisation(make.plan("anderer")))
    begin(staff, check(staff))

    path = "/integration-2027/empfehlungen/A-01/sachstand"
    assert Browser(staff.app).sign_in(member).get(path).status == 200
    assert Browser(staff.app).sign_in(stranger).get(path).status == 404


def test_what_ended_or_was_deleted_stays_behind(plan, old, staff) -> None:
    gone = make.organisation(plan, slug="ehemals", name="Ehemalige")
    make.name_from(gone, date(2026, 3, 1), name="Ehemalige", has_ended=True)
    make.involvement(old[0], gone)
    begin(staff, check(staff))

    assert "Ehemalige" not in export("integration-2027")


# What is refused


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"slug": "integration"}, "„integration“ ist schon vergeben."),
        ({"slug": "konto"}, "„konto“ ist schon vergeben."),
        ({"slug": "api"}, "„api“ ist schon vergeben."),
        ({"slug": "Neu 2027"}, "Geben Sie die Adresse mit Kleinbuchstaben"),
        ({"begins_on": "2.7.2026"}, "oder einen früheren Tag an."),
        ({"begins_on": "1.1.2026"}, "Geben Sie einen Tag nach dem 01.01.2026 an"),
        ({"code_A-02": "A-01"}, "Das Kürzel A-01 ist mehrmals vergeben (A-01, A-02)."),
        ({"choice_A-03": "merged"}, "dasselbe neue Kürzel (A-03)."),
        ({"code_A-02": "A 02!"}, "Geben Sie als Kürzel Buchstaben"),
    ],
)
def test_choices_that_contradict_each_other_are_told_and_kept(old, staff, typed, says) -> None:
    page = check(staff, title_de="Meine Ausgabe", **typed)

    assert page.status == 422
    assert says in page.alert
    assert 'value="Meine Ausgabe"' in page.html
    assert len(db.session.scalars(select(Plan)).all()) == 1


def test_an_edition_without_recommendations_is_refused(old, staff) -> None:
    page = check(staff, **{f"choice_{row.code}": "ended" for row in old})

    assert page.status == 422
    assert "mindestens eine Empfehlung" in page.alert


def test_a_new_wording_needs_a_title_and_what_was_written_is_kept(old, staff) -> None:
    page = begin(
        staff,
        check(staff, **MERGED),
        **{"word_A-02_title_de": "", "word_A-07_goal_de": "Unser neues Ziel"},
    )

    assert page.status == 422
    assert "Füllen Sie „Titel (Deutsch)“ aus." in page.alert
    assert "Unser neues Ziel" in page.html


def test_going_back_to_the_choices_keeps_what_was_written(old, staff) -> None:
    page = check(staff, **MERGED)
    text = {"word_A-07_goal_de": "Unser neues Ziel"}
    back = staff.submit(page, button="Zurück zur Auswahl", slug="integration-2027", **text)
    assert back.status == 200
    assert back.form("choice_A-03").select_one("[name='code_A-03']")["value"] == "A-07"

    again = staff.submit(back, title_de="Anders")

    assert "Unser neues Ziel" in again.html


def test_the_same_form_sent_twice_begins_one_edition(old, staff) -> None:
    page = check(staff)
    assert begin(staff, page).status == 302
    again = begin(staff, page)

    assert again.status == 422
    assert "ist schon vergeben." in again.alert
    assert len(db.session.scalars(select(Plan)).all()) == 2


def test_a_recommendation_that_came_meanwhile_is_not_left_out(old, work, staff) -> None:
    page = check(staff)
    make.recommendation(field=work, code="A-09")
    late = begin(staff, page)

    assert late.status == 422
    assert "A-09" in late.alert
    assert len(db.session.scalars(select(Plan)).all()) == 1


def test_a_plan_without_recommendations_says_so(plan, staff) -> None:
    assert "steht noch keine Empfehlung." in staff.get(START).main
