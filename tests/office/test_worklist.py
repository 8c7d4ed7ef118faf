"""The worklist: every number is the length of the list it leads to, at every size of a plan."""

from datetime import date, timedelta

import pytest

from tests import make
from tests.pages import Browser, Page
from tracker.accounts.models import Role, User
from tracker.db import db
from tracker.milestones.rules import State
from tracker.office.rules.lists import Worklist
from tracker.plan.models import Plan
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part

TODAY = date(2026, 7, 1)


def counts(page: Page) -> dict[str, int]:
    """Return each number of the worklist by the list it leads to."""
    links = page.soup.select("a.count")
    return {
        str(link["href"]).rpartition("/")[2]: int(link.select_one(".count__number").text)
        for link in links
    }


def rows(staff: Browser, kind: str, query: str = "") -> list[list[str]]:
    page = staff.get(f"/redaktion/integration/{kind}{query}")
    has_ticks = bool(page.soup.select("input[name=eintrag]"))
    return [row[has_ticks:] for row in page.table()] if page.soup.select("table") else []


def length(staff: Browser, kind: str) -> int:
    found, page = 0, staff.get(f"/redaktion/integration/{kind}")
    found += len(page.soup.select("tbody tr"))
    number = 2
    while page.soup.select("a[rel=next]"):
        page = staff.get(f"/redaktion/integration/{kind}?seite={number}")
        found += len(page.soup.select("tbody tr"))
        number += 1
    return found


def plan_of(size: int) -> Plan:
    """Make a plan with a bit of everything."""
    of = make.plan("integration")
    fields = [make.action_field(of) for _number in range(2)] if size else []
    owners = [make.organisation(of) for _number in range(3)] if size else []
    for owner in owners[:2]:
        make.user(Role.STAKEHOLDER, at=owner)
    for number in range(size):
        row = make.recommendation(
            Status.DROPPED if number % 11 == 10 else Status.IN_PROGRESS,
            field=fields[number % 2],
            owner=owners[number % 3],
            code=f"E-{number:03}",
        )
        if number % 3 == 0:
            make.milestone(of=row, due=TODAY - timedelta(days=number % 200 + 1))
        if number % 5 == 0:
            make.milestone(of=row, due=TODAY + timedelta(days=number % 40))
        if number % 4 == 0:
            make.note(of=row, at=owners[number % 3], on=date(2026, 6, 1))
        if number % 7 == 0:
            make.note(of=row, at=owners[number % 3], is_published=False)
        if number % 6 == 0:
            make.obstacle(of=row)
        if number % 8 == 0:
            make.handover(row, owners[number % 3], owners[(number + 1) % 3])
        if number % 9 == 0:
            make.follow_up(row, due_on=TODAY - timedelta(days=number % 2))
            make.follow_up(row, due_on=TODAY + timedelta(days=1))
    return of


@pytest.mark.parametrize("size", [0, 1, 31, 300])
def test_every_number_is_the_length_of_its_list(browser: Browser, size: int) -> None:
    staff = browser.sign_in(make.user(Role.STAFF))
    plan_of(size)

    found = counts(staff.get("/redaktion/integration"))

    assert set(found) == {kind.value for kind in Worklist}
    assert found == {kind: length(staff, kind) for kind in found}
    if size == 300:
        assert all(
            number for kind, number in found.items() if kind not in {"veraltet", "meldung-faellig"}
        )


def test_the_only_plan_is_the_worklist(staff: Browser, of: Plan) -> None:
    answer = staff.get("/redaktion")

    assert answer.location == "/redaktion/integration"


def test_of_several_plans_one_is_chosen(staff: Browser, of: Plan) -> None:
    make.plan("zweiter", title="Zweiter Plan")

    page = staff.get("/redaktion")

    assert page.link("Zweiter Plan") == "/redaktion/zweiter"
    assert staff.get("/redaktion?plan=zweiter").location == "/redaktion/zweiter"


def test_without_a_plan_it_says_so(staff: Browser) -> None:
    assert "Es gibt noch keinen Plan." in staff.get("/redaktion").main


def test_an_unknown_list_is_not_found(staff: Browser, of: Plan) -> None:
    assert staff.get("/redaktion/integration/gibt-es-nicht").status == 404
    assert staff.get("/redaktion/gibt-es-nicht").status == 404


def test_an_empty_list_says_so_and_leads_back(staff: Browser, of: Plan) -> None:
    page = staff.get("/redaktion/integration/ueberfaellig")

    assert "Kein Meilenstein ist überfällig." in page.main
    assert page.link("Zurück zur Redaktion") == "/redaktion/integration"


def test_filters_stay_in_the_address_and_can_be_taken_out(staff: Browser, of: Plan) -> None:
    first, second = make.action_field(of, slug="sprache"), make.action_field(of, slug="arbeit")
    one, two = make.organisation(of, slug="amt"), make.organisation(of, slug="verein")
    make.milestone(
        of=make.recommendation(field=first, owner=one, code="A-01"), due=date(2026, 6, 1)
    )
    both = make.recommendation(field=second, owner=two, code="B-01")
    make.involvement(both, one, Part.CONTRIBUTING)
    make.milestone(of=both, due=date(2026, 5, 1))

    def codes(query: str) -> list[str]:
        return [row[0][:4] for row in rows(staff, "ueberfaellig", query)]

    assert codes("") == ["B-01", "A-01"]
    assert codes("?sortierung=plan") == ["A-01", "B-01"]
    assert codes("?feld=sprache") == ["A-01"]
    assert codes("?beteiligte=amt") == ["B-01", "A-01"]
    assert codes("?federfuehrung=amt") == ["A-01"]
    assert staff.get("/redaktion/integration/ueberfaellig?feld=unsinn").status == 400
    page = staff.get("/redaktion/integration/ueberfaellig?federfuehrung=amt&feld=arbeit&sprache=en")
    assert "federfuehrung=amt" in page.soup.select_one("a[hreflang=de]")["href"]
    assert page.soup.select_one("option[value=amt][selected]")


def test_a_list_is_sorted_by_lead_and_title_as_germans_sort(staff: Browser, of: Plan) -> None:
    for code, title in (("A-01", "Zelte"), ("A-02", "Ämter"), ("A-03", "Boote")):
        make.recommendation(of=of, code=code, title=title)

    found = [row[0] for row in rows(staff, "nie-gemeldet", "?sortierung=titel")]

    assert [row[:4] for row in found] == ["A-02", "A-03", "A-01"]


def test_the_silent_are_told_apart(staff: Browser, of: Plan) -> None:
    for code, day in (
        ("A-01", None),
        ("A-02", "2025-05-01"),
        ("A-03", "2025-12-01"),
        ("A-04", "2026-06-01"),
    ):
        row = make.recommendation(of=of, code=code, since=date(2025, 1, 1))
        if day:
            make.note(of=row, on=date.fromisoformat(day))

    for kind, code in (("nie-gemeldet", "A-01"), ("veraltet", "A-02"), ("meldung-faellig", "A-03")):
        assert [row[0][:4] for row in rows(staff, kind)] == [code]


def account(**values: object) -> User:
    return make.user(Role.STAKEHOLDER, **values)


def test_who_cannot_be_reached_is_listed_with_the_reason(staff: Browser, of: Plan, clock) -> None:
    def owned(code: str, name: str):
        at = make.organisation(of, name=name)
        make.recommendation(of=of, owner=at, code=code)
        return at

    account(at=owned("A-00", "Lebt"))
    make.recommendation(of=of, has_owner=False, code="A-01")
    gone = owned("A-02", "Alt")
    account(at=gone)
    make.name_from(gone, date(2026, 2, 1), name="Alt", has_ended=True)
    owned("A-03", "Leer")
    account(at=owned("A-04", "Neu"), password_hash="")
    account(at=owned("A-05", "Zu"), is_active=False)
    bounced = account(at=owned("A-06", "Stumm"))
    bounced.undeliverable_at = clock.now
    db.session.commit()

    assert [(row[0][:4], row[1]) for row in rows(staff, "ohne-zustaendige")] == [
        ("A-01", "Es ist niemand beteiligt."),
        ("A-02", "Alt besteht nicht mehr."),
        ("A-03", "Für Leer handelt niemand mit einem Konto."),
        ("A-04", "Von Neu hat sich noch niemand angemeldet."),
        ("A-05", "Alle Konten von Zu sind gesperrt."),
        ("A-06", "E-Mails an Stumm kommen nicht an."),
    ]


def test_who_leads_counts_and_one_who_can_be_reached_is_enough(staff: Browser, of: Plan) -> None:
    row = make.recommendation(of=of, owner=make.organisation(of, name="Stumm"), code="A-01")
    helper = make.organisation(of)
    account(at=helper)
    make.involvement(row, helper, Part.CONTRIBUTING)
    assert len(rows(staff, "ohne-zustaendige")) == 1

    make.involvement(row, helper, Part.LEAD)

    assert rows(staff, "ohne-zustaendige") == []


def test_obstacles_without_a_day_or_past_it(staff: Browser, of: Plan) -> None:
    row = make.recommendation(of=of, code="A-01")
    make.obstacle(of=row, text="Ohne Tag")
    ended = make.obstacle(of=row, text="Gelöst")
    make.obstacle_end(ended, date(2026, 3, 1))
    for text, day in (("Vorbei", date(2026, 6, 30)), ("Heute", TODAY)):
        make.obstacle(of=row, text=text).due_on = day
    db.session.commit()

    assert [
        found[1].split(" (")[0].removesuffix(" Geld") for found in rows(staff, "hemmnisse")
    ] == [
        "Ohne Tag",
        "Vorbei",
    ]


def test_a_note_in_review_leads_to_its_decision(staff: Browser, of: Plan) -> None:
    note = make.note("Neu.", of=make.recommendation(of=of, code="A-01"), is_published=False)
    make.note(of=make.recommendation(of=make.plan("zweiter")), is_published=False)

    page = staff.get("/redaktion/integration/pruefen")

    assert len(page.table()) == 1
    assert page.link("Prüfen (A-01)") == f"/redaktion/{note.uid}"
    assert len(staff.get("/redaktion/pruefen").soup.select(".entry")) == 2


def test_a_request_without_answer_leads_to_the_page_that_answers_it(
    staff: Browser, of: Plan
) -> None:
    one, two = make.organisation(of, name="Amt"), make.organisation(of, name="Verein")
    asked = make.handover(make.recommendation(of=of, owner=one, code="A-01"), one, two)
    make.handover(make.recommendation(of=make.plan("zweiter")), one, two)

    page = staff.get("/redaktion/integration/abgaben")

    assert [row[1:3] for row in page.table()] == [["Amt (federführend)", "Verein"]]
    assert page.link("Antworten (A-01)") == f"/integration/abgaben/{asked.uid}"


def test_the_words_after_a_number_agree_with_it(staff: Browser, of: Plan) -> None:
    make.recommendation(of=of)
    assert "1 nie gemeldete Empfehlung 0 Empfehlungen" in staff.get("/redaktion/integration").main

    make.recommendation(of=of)

    assert "2 nie gemeldete Empfehlungen" in staff.get("/redaktion/integration").main
    english = staff.get("/redaktion/integration?sprache=en").main
    assert "2 recommendations never reported on" in english


def test_a_done_milestone_is_in_no_list(staff: Browser, of: Plan) -> None:
    make.milestone(State.DONE, of=make.recommendation(of=of), due=date(2026, 6, 1))

    assert counts(staff.get("/redaktion/integration"))["ueberfaellig"] == 0


def test_a_stakeholder_may_not_see_it(browser: Browser) -> None:
    make.plan("integration")
    browser.sign_in(make.user(Role.STAKEHOLDER))

    for path in ("/redaktion", "/redaktion/integration", "/redaktion/integration/ueberfaellig"):
        assert browser.get(path).status == 403
