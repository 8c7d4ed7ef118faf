"""Handing over a part: asking, accepting, declining, recalling, by real requests."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.conftest import Clock
from tests.pages import Browser, Page
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.plan.models import Plan, Recommendation
from tracker.responsibility.queries.handovers import open_handovers
from tracker.stakeholders.models import Handover, Involvement, Organisation
from tracker.stakeholders.rules import HandoverOutcome, Part

TODAY = date(2026, 7, 1)
ADDRESS = "/integration/empfehlungen/A-01/abgabe"


@pytest.fixture
def giver() -> Organisation:
    return make.organisation(make.plan("integration"), slug="jobcenter", name="Jobcenter")


@pytest.fixture
def of(giver: Organisation) -> Recommendation:
    return make.recommendation(owner=giver, code="A-01")


@pytest.fixture
def taker(giver: Organisation) -> Organisation:
    return make.organisation(db.session.get_one(Plan, giver.plan_id), slug="vhs", name="VHS")


@pytest.fixture
def giving(browser: Browser, of: Recommendation, giver: Organisation, taker) -> Browser:
    return browser.sign_in(make.user(Role.STAKEHOLDER, at=giver))


@pytest.fixture
def taking(giving: Browser, taker: Organisation) -> Browser:
    return Browser(giving.app).sign_in(make.user(Role.STAKEHOLDER, at=taker))


@pytest.fixture
def staff(giving: Browser) -> Browser:
    return Browser(giving.app).sign_in(make.user(Role.STAFF))


def ask(browser: Browser, page: str | Page = ADDRESS, **fields: str) -> Page:
    known = {"taker": "vhs", "reason": "Die VHS führt die Kurse schon."}
    return browser.submit(page, **(known | fields))


def asked(browser: Browser, **fields: str) -> str:
    """Ask, and return the address of the page where the other side answers."""
    answer = ask(browser, **fields)
    assert answer.status == 302, answer.main
    return str(answer.location)


def facts(of: Recommendation) -> list[tuple[int, bool, date]]:
    rows = select(Involvement).where(Involvement.recommendation_id == of.id)
    found = db.session.scalars(rows.order_by(Involvement.id))
    return [(row.organisation_id, row.is_involved, row.effective_on) for row in found]


def revision() -> int:
    return db.session.scalars(select(Plan.revision).where(Plan.slug == "integration")).one()


def test_asking_changes_nothing_yet(giving: Browser, of: Recommendation) -> None:
    before = revision()

    page = giving.follow(ask(giving))

    assert page.alert == "Die Anfrage ist gestellt. Bis sie angenommen wird, ändert sich nichts."
    assert "Jobcenter" in page.main
    assert "Die VHS führt die Kurse schon." in page.main
    assert len(facts(of)) == 1
    assert revision() == before
    public = Browser(giving.app).get("/integration/empfehlungen/A-01")
    assert "VHS" not in public.main


def test_both_sides_and_staff_see_it_and_nobody_else(
    giving: Browser, taking: Browser, staff: Browser, giver: Organisation
) -> None:
    address = asked(giving)
    third = make.organisation(db.session.get_one(Plan, giver.plan_id))
    stranger = Browser(giving.app).sign_in(make.user(Role.STAKEHOLDER, at=third))

    assert [one.get(address).status for one in (giving, taking, staff)] == [200, 200, 200]
    assert stranger.get(address).status == 404
    assert Browser(giving.app).get(address).status == 401


def test_accepted_one_part_ends_and_the_other_begins_today(
    giving: Browser,
    taking: Browser,
    of: Recommendation,
    giver: Organisation,
    taker: Organisation,
) -> None:
    address = asked(giving)
    before = revision()

    answer = taking.submit(address, outcome="accepted")

    assert facts(of)[1:] == [
        (giver.id, False, TODAY),
        (taker.id, True, TODAY),
    ]
    assert revision() == before + 1
    page = taking.follow(answer)
    assert page.alert == "Die Zuständigkeit ist übergegangen: „VHS“ ist jetzt federführend."
    assert "angenommen, 01.07.2026" in page.main
    public = Browser(giving.app).get("/integration/empfehlungen/A-01").main
    assert "Nicht mehr federführend: Jobcenter. Begründung: Die VHS führt" in public
    actions = [entry.action for entry in db.session.scalars(select(AuditEntry))]
    assert actions[-3:] == ["involvement:end", "involvement:create", "handover:accepted"]


def test_the_new_one_may_report_and_the_old_one_no_longer(giving: Browser, taking: Browser) -> None:
    report = "/integration/empfehlungen/A-01/sachstand"
    address = asked(giving)
    assert (giving.get(report).status, taking.get(report).status) == (200, 404)

    taking.submit(address, outcome="accepted")

    assert (giving.get(report).status, taking.get(report).status) == (404, 200)
    assert giving.get(address).status == 200


def test_a_day_ahead_can_be_asked_for_and_accepted_only_from_then_on(
    giving: Browser, taking: Browser, of: Recommendation, clock: Clock
) -> None:
    address = asked(giving, effective_on="01.08.2026")
    assert "Annehmen lässt sich die Anfrage ab dem 01.08.2026." in taking.get(address).main

    early = taking.submit(address, outcome="accepted", answer="Gern.")
    assert early.status == 422
    assert "Annehmen lässt sich die Anfrage ab dem 01.08.2026" in early.alert
    assert "Gern." in early.main
    assert len(facts(of)) == 1


def test_from_the_day_on_it_is_accepted(
    giving: Browser, of: Recommendation, taker: Organisation, clock: Clock
) -> None:
    address = asked(giving, effective_on="01.08.2026")
    clock.at(date(2026, 8, 1))
    someone = Browser(giving.app).sign_in(make.user(Role.STAKEHOLDER, at=taker))

    assert someone.submit(address, outcome="accepted").status == 302
    assert facts(of)[-1][2] == date(2026, 8, 1)


def test_declining_takes_a_word_and_changes_nothing(
    giving: Browser, taking: Browser, of: Recommendation
) -> None:
    address = asked(giving)

    silent = taking.submit(address, outcome="declined")
    assert silent.status == 422
    assert "warum Sie ablehnen" in silent.alert

    assert taking.submit(address, outcome="declined", answer="Uns fehlt Personal.").status == 302
    assert "abgelehnt" in giving.get(address).main
    assert "Uns fehlt Personal." in giving.get(address).main
    assert len(facts(of)) == 1


def test_each_side_can_answer_only_what_is_its_own(giving: Browser, taking: Browser) -> None:
    address = asked(giving)

    def offered(browser: Browser) -> list[str]:
        form = browser.get(address).form("outcome")
        return [tag["value"] for tag in form.select("[name=outcome]")]

    assert offered(giving) == ["recalled"]
    assert offered(taking) == ["accepted", "declined"]
    token = giving.get(address).form("outcome").select_one("[name=csrf_token]")["value"]
    forced = giving.post(address, csrf_token=token, outcome="accepted")
    assert forced.status == 422
    assert "eine der Möglichkeiten" in forced.alert


def test_the_asking_side_recalls(giving: Browser, taking: Browser, of: Recommendation) -> None:
    address = asked(giving)

    giving.submit(address, outcome="recalled")

    assert "zurückgezogen" in taking.get(address).main
    assert len(facts(of)) == 1
    assert ask(giving).status == 302


def test_staff_answers_for_the_other_side(staff: Browser, giving: Browser, of) -> None:
    address = asked(giving)

    assert staff.submit(address, outcome="accepted").status == 302
    assert len(facts(of)) == 3


def test_staff_asks_for_an_organisation_that_is_involved(
    staff: Browser, of: Recommendation, giver: Organisation
) -> None:
    make.involvement(of, giver, Part.FUNDING)

    way = staff.get(ADDRESS).link("Jobcenter: fördernd")
    form = staff.get(way).form("giver")
    assert [tag["value"] for tag in form.select("[name=giver] option")] == ["jobcenter:funding"]
    assert [tag["value"] for tag in form.select("[name=taker] option")] == ["", "vhs"]
    assert ask(staff, way).status == 302
    assert db.session.scalars(select(Handover)).one().part is Part.FUNDING


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"effective_on": "30.06.2026"}, "Übergeben lässt sich nichts im Nachhinein"),
        ({"reason": ""}, "Füllen Sie „Begründung“ aus"),
        ({"reason": "x" * 2001}, "höchstens 2.000 Zeichen"),
        ({"taker": ""}, "eine der Möglichkeiten"),
        ({"effective_on": "bald"}, "einen Tag an, zum Beispiel"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    giving: Browser, fields: dict[str, str], sentence: str
) -> None:
    page = ask(giving, **fields)

    assert page.status == 422
    assert sentence in page.alert
    form = page.form("taker")
    typed = fields.get("reason", "Die VHS führt die Kurse schon.")
    assert form.select_one("textarea").text.strip() == typed
    assert db.session.scalars(select(Handover)).all() == []


def test_nobody_is_asked_twice_for_the_same(giving: Browser, giver: Organisation) -> None:
    asked(giving)
    make.organisation(db.session.get_one(Plan, giver.plan_id), slug="awo", name="AWO")

    page = ask(giving, taker="awo")

    assert page.status == 422
    assert "„VHS“ ist schon gefragt" in page.alert
    assert "„Jobcenter“ fragt „VHS“" in page.main


def test_a_name_with_an_apostrophe_reads_as_it_is(giving: Browser, taker: Organisation) -> None:
    make.name_from(taker, date(2026, 6, 1), name="Frauen' Haus & Co.")
    asked(giving)

    assert "„Jobcenter“ fragt „Frauen' Haus & Co.“" in giving.get(ADDRESS).main


def test_who_has_the_part_already_is_not_asked(giving: Browser, of, taker: Organisation) -> None:
    make.involvement(of, taker)

    assert "„VHS“ ist bereits federführend" in ask(giving).alert


def test_a_form_sent_twice_asks_once(giving: Browser) -> None:
    mine = giving.get(ADDRESS)

    assert ask(giving, mine).location == ask(giving, mine).location
    assert len(db.session.scalars(select(Handover)).all()) == 1


def test_two_people_answer_at_once_one_wins_the_other_sees_what_happened(
    giving: Browser, taking: Browser, staff: Browser, of: Recommendation
) -> None:
    address = asked(giving)
    mine = staff.get(address)
    taking.submit(address, outcome="declined", answer="Uns fehlt Personal.")

    page = staff.submit(mine, outcome="accepted", answer="Ist besprochen.")

    assert page.status == 409
    assert "Inzwischen ist diese Anfrage schon beantwortet" in page.alert
    assert "Ist besprochen." in page.alert
    assert "abgelehnt, 01.07.2026, 12:00 Uhr : Uns fehlt Personal." in page.main
    assert len(facts(of)) == 1
    assert db.session.scalars(select(Handover)).one().outcome is HandoverOutcome.DECLINED


def test_an_answer_sent_twice_counts_once(giving: Browser, taking: Browser, of) -> None:
    mine = taking.get(asked(giving))

    assert taking.submit(mine, outcome="accepted").status == 302
    assert taking.submit(mine, outcome="accepted").status == 302
    assert len(facts(of)) == 3


def test_a_part_that_ended_meanwhile_cannot_be_taken_over(
    giving: Browser, taking: Browser, of: Recommendation, giver: Organisation
) -> None:
    address = asked(giving)
    make.involvement(of, giver, since=date(2026, 6, 1), is_involved=False)

    page = taking.submit(address, outcome="accepted")

    assert page.status == 422
    assert "„Jobcenter“ ist nicht mehr federführend" in page.alert
    assert len(facts(of)) == 2
    assert taking.submit(address, outcome="declined", answer="Überholt.").status == 302


def test_what_waits_is_told_to_both_sides_and_staff(
    giving: Browser, of: Recommendation, giver: Organisation, taker: Organisation
) -> None:
    address = asked(giving)

    rows = open_handovers({taker.id})
    assert [(row.plan, row.code, row.part) for row in rows] == [("integration", "A-01", Part.LEAD)]
    assert (rows[0].giver.slug, rows[0].taker.slug) == ("jobcenter", "vhs")
    assert [row.uid for row in open_handovers({giver.id})] == [rows[0].uid]
    assert open_handovers({taker.id + giver.id + 1000}) == []
    giving.submit(address, outcome="recalled")
    assert open_handovers({taker.id}) == []


def test_both_sides_find_it_among_their_tasks(giving: Browser, taking: Browser) -> None:
    address = asked(giving)

    taken = "„Jobcenter“ fragt, ob Sie das übernehmen: antworten , A-01"
    assert taking.get("/aufgaben").link(taken) == address
    assert giving.get("/aufgaben").link("Sie warten auf die Antwort von „VHS“ , A-01") == address
    giving.submit(address, outcome="recalled")
    assert "Zuständigkeit abgeben" not in taking.get("/aufgaben").main


def test_a_request_of_another_plan_is_not_found(giving: Browser) -> None:
    other = make.plan("sport")
    uid = asked(giving).rsplit("/", 1)[-1]

    assert giving.get(f"/{other.slug}/abgaben/{uid}").status == 404
