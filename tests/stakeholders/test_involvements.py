"""Who has a part in a recommendation: adding, ending, by real requests."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.conftest import Clock
from tests.pages import Browser, Page
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.plan.models import Plan, Recommendation
from tracker.stakeholders.models import Involvement, Organisation
from tracker.stakeholders.rules import Part

TODAY = date(2026, 7, 1)


@pytest.fixture
def lead() -> Organisation:
    return make.organisation(make.plan("integration"), slug="jobcenter", name="Jobcenter")


@pytest.fixture
def of(lead: Organisation) -> Recommendation:
    return make.recommendation(owner=lead, code="A-01")


@pytest.fixture
def other(lead: Organisation) -> Organisation:
    return make.organisation(db.session.get_one(Plan, lead.plan_id), slug="vhs", name="VHS")


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


ADDRESS = "/integration/empfehlungen/A-01/beteiligung"


def facts(of: Recommendation) -> list[Involvement]:
    rows = select(Involvement).where(Involvement.recommendation_id == of.id)
    return list(db.session.scalars(rows.order_by(Involvement.id)))


def ending(of: Recommendation, number: int = 0) -> str:
    return f"{ADDRESS}/{facts(of)[number].uid}/ende"


def revision() -> int:
    return db.session.scalars(select(Plan.revision).where(Plan.slug == "integration")).one()


def add(browser: Browser, page: str | Page = ADDRESS, **fields: str) -> Page:
    return browser.submit(page, **({"organisation": "vhs", "part": "contributing"} | fields))


def test_the_page_says_who_is_involved_in_what_from_and_until_when(
    staff: Browser, of: Recommendation, other: Organisation
) -> None:
    make.involvement(of, other, Part.FUNDING, since=date(2026, 2, 1))
    make.involvement(of, other, Part.FUNDING, since=date(2026, 5, 1), is_involved=False)

    rows = staff.get(ADDRESS).table("Beteiligte")

    assert [row[:4] for row in rows] == [
        ["Jobcenter", "federführend", "01.01.2026", "dauert an"],
        ["VHS", "fördernd", "01.02.2026", "30.04.2026"],
    ]


def test_a_recommendation_without_anybody_says_so(staff: Browser, other: Organisation) -> None:
    make.recommendation(of=db.session.get_one(Plan, other.plan_id), code="A-01", has_owner=False)

    assert "Bisher ist niemand zuständig." in staff.get(ADDRESS).main


def test_adding_one_is_a_fact_with_the_way_to_undo_it(
    staff: Browser, of: Recommendation, other: Organisation
) -> None:
    before = revision()

    answer = add(staff, reason="Beschluss der Steuerungsgruppe.")

    new = facts(of)[-1]
    assert (new.organisation_id, new.part, new.is_involved) == (other.id, Part.CONTRIBUTING, True)
    assert (new.effective_on, new.reason) == (TODAY, "Beschluss der Steuerungsgruppe.")
    assert new.recorded_role.value == "staff"
    assert revision() == before + 1
    page = staff.follow(answer)
    assert page.alert.startswith("Die Beteiligung ist gespeichert.")
    assert page.link("Rückgängig machen").endswith(f"/eintrag/{new.uid}/zuruecknehmen")
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "involvement:create")
    ).one()
    assert entry.subject == "integration/A-01"


def test_whoever_is_added_may_report_at_once(
    staff: Browser, of: Recommendation, other: Organisation
) -> None:
    person = Browser(staff.app).sign_in(make.user(Role.STAKEHOLDER, at=other))
    address = "/integration/empfehlungen/A-01/sachstand"
    assert person.get(address).status == 404

    add(staff)

    assert person.get(address).status == 200


def test_whoever_is_no_longer_involved_may_no_longer_report(
    staff: Browser, of: Recommendation, lead: Organisation
) -> None:
    person = Browser(staff.app).sign_in(make.user(Role.STAKEHOLDER, at=lead))
    address = "/integration/empfehlungen/A-01/sachstand"
    assert person.get(address).status == 200

    staff.submit(ending(of), reason="")

    assert person.get(address).status == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"organisation": ""}, "Wählen Sie bei „Organisation“ eine der Möglichkeiten"),
        ({"effective_on": "02.07.2026"}, "nicht nach heute"),
        ({"effective_on": "31.12.2025"}, "ab dem 01.01.2026"),
        ({"effective_on": "irgendwann"}, "einen Tag an, zum Beispiel"),
        (
            {"organisation": "jobcenter", "part": "lead"},
            "„Jobcenter“ ist bereits seit dem 01.01.2026 federführend",
        ),
        ({"reason": "x" * 2001}, "höchstens 2.000 Zeichen"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    staff: Browser,
    of: Recommendation,
    other: Organisation,
    fields: dict[str, str],
    sentence: str,
) -> None:
    page = add(staff, **({"reason": "Neu dabei."} | fields))

    assert page.status == 422
    assert sentence in page.alert
    assert len(facts(of)) == 1
    form = page.form("organisation")
    typed = fields.get("reason", "Neu dabei.")
    assert form.select_one("textarea[name=reason]").text.strip() == typed
    chosen = fields.get("organisation", "vhs")
    assert form.select_one("option[selected]")["value"] == chosen


def test_an_organisation_that_has_ended_meanwhile_is_refused_and_no_longer_offered(
    staff: Browser, of: Recommendation, other: Organisation
) -> None:
    mine = staff.get(ADDRESS)
    make.name_from(other, date(2026, 6, 1), name="VHS", has_ended=True)

    page = add(staff, mine)

    assert "Wählen Sie bei „Organisation“ eine der Möglichkeiten" in page.alert
    offered = [tag["value"] for tag in page.form("part").select("option")]
    assert offered == ["", "jobcenter"]
    assert len(facts(of)) == 1


def test_an_organisation_of_another_plan_is_refused(staff: Browser, of: Recommendation) -> None:
    make.organisation(slug="fremd")
    page = staff.get(ADDRESS)
    hidden = {tag["name"]: tag["value"] for tag in page.form("part").select("[type=hidden]")}

    page = staff.post(
        ADDRESS, **hidden, organisation="fremd", part="lead", effective_on="01.07.2026"
    )

    assert page.status == 422
    assert len(facts(of)) == 1


def test_ending_one_says_from_when_on_and_can_be_undone(staff: Browser, of: Recommendation) -> None:
    answer = staff.submit(ending(of), effective_on="01.06.2026", reason="Aufgabe ist getan.")

    new = facts(of)[-1]
    assert (new.is_involved, new.effective_on, new.reason) == (
        False,
        date(2026, 6, 1),
        "Aufgabe ist getan.",
    )
    page = staff.follow(answer)
    assert page.alert.startswith("Die Beteiligung ist beendet.")
    assert [row[:5] for row in page.table("Beteiligte")] == [
        ["Jobcenter", "federführend", "01.01.2026", "31.05.2026", "Aufgabe ist getan."]
    ]
    undo = page.link("Rückgängig machen")
    staff.submit(undo, reason="Ein Irrtum.")
    assert "dauert an" in staff.get(ADDRESS).main


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("02.07.2026", "nicht nach heute"),
        ("01.01.2026", "einen Tag nach dem 01.01.2026"),
    ],
)
def test_a_part_does_not_end_tomorrow_or_on_its_first_day(
    staff: Browser, of: Recommendation, day: str, sentence: str
) -> None:
    page = staff.submit(ending(of), effective_on=day, reason="Aufgabe ist getan.")

    assert page.status == 422
    assert sentence in page.alert
    assert "Aufgabe ist getan." in page.main
    assert len(facts(of)) == 1


def test_two_people_add_the_same_the_second_sees_the_first(
    staff: Browser, of: Recommendation, other: Organisation
) -> None:
    mine = staff.get(ADDRESS)
    add(staff, effective_on="01.06.2026", reason="Von der Kollegin.")

    page = add(staff, mine, reason="Von mir.")

    assert page.status == 409
    assert "VHS: mitwirkend (ab 01.06.2026)" in page.alert
    assert "Von der Kollegin." in page.alert
    assert page.form("organisation").select_one("textarea").text.strip() == "Von mir."
    assert len(facts(of)) == 2
    assert "bereits seit dem 01.06.2026" in staff.submit(page, reason="Von mir.").alert


def test_adding_again_what_somebody_ended_meanwhile_is_a_conflict(
    staff: Browser, of: Recommendation, other: Organisation
) -> None:
    mine = staff.get(ADDRESS)
    make.involvement(of, other, Part.CONTRIBUTING, since=date(2026, 3, 1))
    make.involvement(of, other, Part.CONTRIBUTING, since=date(2026, 4, 1), is_involved=False)

    page = add(staff, mine)

    assert page.status == 409
    assert "VHS: nicht mehr mitwirkend (ab 01.04.2026)" in page.alert
    assert add(staff, page).status == 302


def test_adding_another_part_at_the_same_time_is_no_conflict(
    staff: Browser, of: Recommendation, other: Organisation
) -> None:
    mine = staff.get(ADDRESS)
    add(staff, part="funding")

    assert add(staff, mine).status == 302
    assert len(facts(of)) == 3


def test_two_people_end_the_same_the_second_sees_the_first(
    staff: Browser, of: Recommendation
) -> None:
    mine = staff.get(ending(of))
    staff.submit(ending(of), effective_on="01.06.2026", reason="Von der Kollegin.")

    page = staff.submit(mine, reason="Von mir.")

    assert page.status == 409
    assert "Jobcenter: nicht mehr federführend (ab 01.06.2026)" in page.alert
    assert "Von der Kollegin." in page.alert
    assert len(facts(of)) == 2
    again = staff.submit(page, reason="")
    assert "bereits beendet (ab 01.06.2026)" in again.alert


def test_the_same_form_sent_twice_makes_one_fact(
    staff: Browser, of: Recommendation, other: Organisation
) -> None:
    mine = staff.get(ADDRESS)
    add(staff, mine)
    add(staff, mine)
    last = staff.get(ending(of, 1))
    staff.submit(last, effective_on="01.07.2026")

    assert len(facts(of)) == 2


def test_a_part_can_begin_again(staff: Browser, of: Recommendation, clock: Clock) -> None:
    staff.submit(ending(of), effective_on="01.06.2026")

    answer = add(staff, organisation="jobcenter", part="lead", effective_on="01.07.2026")

    assert answer.status == 302
    assert [row[2:4] for row in staff.get(ADDRESS).table("Beteiligte")] == [
        ["01.07.2026", "dauert an"],
        ["01.01.2026", "31.05.2026"],
    ]


def test_what_belongs_to_another_recommendation_is_not_found(
    staff: Browser, of: Recommendation, lead: Organisation
) -> None:
    foreign = make.recommendation(owner=lead, code="A-02")

    assert staff.get(f"{ADDRESS}/{facts(foreign)[0].uid}/ende").status == 404
