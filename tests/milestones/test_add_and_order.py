"""Adding milestones and putting them into another order, by real requests."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page, words
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.history import plain
from tracker.i18n import Precision
from tracker.milestones.models import Milestone, MilestoneDeadline, MilestoneState
from tracker.milestones.rules import State, moved
from tracker.plan.models import Plan, Recommendation


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


def new(of: Recommendation) -> str:
    return f"{home(of)}/meilensteine/neu"


def order(of: Recommendation) -> str:
    return f"{home(of)}/meilensteine/reihenfolge"


def milestones(of: Recommendation) -> list[Milestone]:
    rows = select(Milestone).where(Milestone.recommendation_id == of.id)
    return list(db.session.scalars(rows.order_by(Milestone.number)))


def shown(page: Page) -> list[str]:
    """Return the codes of the milestones as the page of the recommendation lists them."""
    return [words(tag.text) for tag in page.soup.select("tr[id^=meilenstein-] .overline")]


# Adding


def test_a_new_milestone_has_the_next_number_and_the_last_place(
    staff: Browser, of: Recommendation
) -> None:
    make.milestone(of=of)
    before = plan(of).revision

    answer = staff.submit(
        new(of), title_de="Kurse ausgeschrieben", title_en="Courses announced", due="Q4 2026"
    )

    row = milestones(of)[-1]
    assert (row.number, row.position) == (2, 2)
    assert row.title == {"de": "Kurse ausgeschrieben", "en": "Courses announced"}
    due = db.session.scalars(
        select(MilestoneDeadline).where(MilestoneDeadline.milestone_id == row.id)
    ).one()
    assert (due.due_on, due.precision) == (date(2026, 12, 31), Precision.QUARTER)
    assert plan(of).revision == before + 1
    page = staff.follow(answer)
    assert page.alert.startswith("Der Meilenstein ist hinzugefügt.")
    assert "A-01.2 Kurse ausgeschrieben" in page.main
    assert "Meilenstein A-01.2 „Kurse ausgeschrieben“, Termin vereinbart: 4. Quartal 2026." in (
        page.main
    )


def test_undo_takes_it_out_of_the_plan_and_its_number_is_not_used_again(
    staff: Browser, of: Recommendation
) -> None:
    undo = staff.follow(staff.submit(new(of), title_de="Verklickt", due="2027"))
    staff.submit(undo.link("Rückgängig machen"), reason="Verklickt.")

    assert shown(staff.get(home(of))) == []
    staff.submit(new(of), title_de="Der richtige", due="2027")

    assert shown(staff.get(home(of))) == ["A-01.2"]


def test_it_can_be_in_work_at_once(staff: Browser, of: Recommendation) -> None:
    staff.submit(new(of), title_de="Kurse", due="2027", state="in_progress")

    states = db.session.scalars(select(MilestoneState)).all()
    assert [row.state for row in states] == [State.IN_PROGRESS]


def test_planned_needs_no_fact(staff: Browser, of: Recommendation) -> None:
    staff.submit(new(of), title_de="Kurse", due="2027")

    assert db.session.scalars(select(MilestoneState)).all() == []
    assert "geplant" in staff.get(home(of)).table("Meilensteine")[0]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title_de": ""}, "Füllen Sie „Titel (Deutsch)“ aus."),
        ({"title_de": "x" * 301}, "höchstens 300 Zeichen"),
        ({"due": ""}, "Geben Sie bei „Erster Termin“ einen Tag"),
        ({"due": "bald"}, "Geben Sie bei „Erster Termin“ einen Tag"),
        ({"effective_on": "02.07.2026"}, "nicht nach heute"),
        ({"effective_on": "31.12.2025"}, "ab dem 01.01.2026"),
        ({"reason": "x" * 2001}, "höchstens 2.000 Zeichen"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(
    staff: Browser, of: Recommendation, fields: dict[str, str], sentence: str
) -> None:
    typed = {"title_de": "Kurse", "due": "Q1 2027", **fields}

    page = staff.submit(new(of), **typed)

    assert page.status == 422
    assert sentence in page.alert
    assert milestones(of) == []
    for name, value in typed.items():
        tag = page.form("due").select_one(f"[name={name}]")
        assert (tag.get("value") if tag.name == "input" else tag.text.strip()) == value


def test_the_same_form_sent_twice_adds_one(staff: Browser, of: Recommendation) -> None:
    mine = staff.get(new(of))

    answers = [staff.submit(mine, title_de="Kurse", due="2027").status for _time in range(2)]

    assert answers == [302, 302]
    assert len(milestones(of)) == 1


def test_two_people_add_two(staff: Browser, of: Recommendation) -> None:
    mine = staff.get(new(of))
    staff.submit(new(of), title_de="Von der einen", due="2027")
    staff.submit(mine, title_de="Vom anderen", due="2027")

    assert [row.number for row in milestones(of)] == [1, 2]


def test_only_who_may_sees_the_ways_to_add_order_and_drop(
    app, staff: Browser, of: Recommendation
) -> None:
    make.milestone(of=of)
    make.milestone(of=of)

    page = staff.get(home(of))

    assert page.link("Meilenstein hinzufügen") == new(of)
    assert page.link("Reihenfolge ändern") == order(of)
    assert page.link("Entfallen lassen (A-01.1)").endswith("/1/zustand?zustand=dropped")
    assert "Meilenstein hinzufügen" not in Browser(app).get(home(of)).main


def test_dropping_asks_for_a_reason_at_its_field(staff: Browser, of: Recommendation) -> None:
    make.milestone(of=of)
    way = staff.get(home(of)).link("Entfallen lassen (A-01.1)")

    page = staff.submit(way, reason="")

    assert page.status == 422
    error = page.soup.select_one("#reason-error")
    assert "Geben Sie eine Begründung an" in error.text
    assert staff.submit(page, reason="Doppelt.").status == 302


# The order


@pytest.fixture
def three(of: Recommendation) -> Recommendation:
    for title in ("Eins", "Zwei", "Drei"):
        make.milestone(of=of, title=title)
    return of


def press(browser: Browser, page: str | Page, button: str) -> Page:
    return browser.submit(page, button=button, order=_hidden(browser, page))


def _hidden(browser: Browser, page: str | Page) -> str:
    shown = page if isinstance(page, Page) else browser.get(page)
    return str(shown.form("order").select_one("[name=order]")["value"])


def test_buttons_move_and_the_order_is_saved_at_the_end(
    staff: Browser, three: Recommendation
) -> None:
    page = press(staff, order(three), "Nach oben (A-01.3)")

    assert page.status == 200
    assert "noch nicht gespeichert" in page.main
    assert [row.position for row in milestones(three)] == [1, 2, 3]

    page = press(staff, page, "Nach unten (A-01.1)")
    answer = press(staff, page, "Reihenfolge speichern")

    assert [row.position for row in milestones(three)] == [2, 3, 1]
    page = staff.follow(answer)
    assert page.alert == "Die Reihenfolge der Meilensteine ist gespeichert."
    assert shown(page) == ["A-01.3", "A-01.1", "A-01.2"]
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "milestone:reorder")
    ).one()
    assert (entry.before, entry.after) == ("1, 2, 3", "3, 1, 2")


def test_the_public_reads_them_in_that_order_with_their_old_numbers(
    app, staff: Browser, three: Recommendation
) -> None:
    before = plan(three).revision
    page = press(staff, order(three), "Nach unten (A-01.1)")
    press(staff, page, "Reihenfolge speichern")

    assert plan(three).revision == before + 1
    assert shown(Browser(app).get(home(three))) == ["A-01.2", "A-01.1", "A-01.3"]


def test_the_pressed_button_keeps_the_focus(staff: Browser, three: Recommendation) -> None:
    page = press(staff, order(three), "Nach oben (A-01.3)")

    assert page.soup.select_one("button[autofocus]")["value"] == "3:up"


def test_the_first_has_no_way_up_and_the_last_none_down(
    staff: Browser, three: Recommendation
) -> None:
    buttons = [tag["value"] for tag in staff.get(order(three)).soup.select("button[name=move]")]

    assert buttons == ["1:down", "2:up", "2:down", "3:up"]


def test_no_change_is_refused(staff: Browser, three: Recommendation) -> None:
    page = press(staff, order(three), "Reihenfolge speichern")

    assert page.status == 422
    assert "Ändern Sie die Reihenfolge" in page.alert


@pytest.mark.parametrize("sent", ["", "x", "1", "1,1,2,9"])
def test_an_order_that_is_none_leaves_what_it_does_not_name_behind(
    staff: Browser, three: Recommendation, sent: str
) -> None:
    versions = staff.get(order(three)).form("versions").select_one("[name=versions]")["value"]

    page = staff.send(order(three), order=sent, versions=versions)

    assert page.status == 422
    assert [row.position for row in milestones(three)] == [1, 2, 3]


def second_save(staff: Browser, three: Recommendation) -> Page:
    mine = press(staff, order(three), "Nach oben (A-01.2)")
    theirs = press(staff, order(three), "Nach unten (A-01.2)")
    assert press(staff, theirs, "Reihenfolge speichern").status == 302
    return press(staff, mine, "Reihenfolge speichern")


def test_the_second_of_two_people_is_told(staff: Browser, three: Recommendation) -> None:
    page = second_save(staff, three)

    assert page.status == 409
    assert "Reihenfolge: A-01.1, A-01.3, A-01.2" in page.alert
    assert "Geschäftsstelle, 01.07.2026, 12:00 Uhr" in page.alert
    assert _hidden(staff, page) == "2,1,3"
    assert [row.position for row in milestones(three)] == [1, 3, 2]
    assert press(staff, page, "Reihenfolge speichern").status == 302
    assert [row.position for row in milestones(three)] == [2, 1, 3]


def test_without_the_guard_an_update_is_lost(
    staff: Browser, three: Recommendation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "refuse_stale", lambda _row, _version: None)

    assert second_save(staff, three).status == 302


def test_a_milestone_added_meanwhile_is_a_conflict_and_comes_last(
    staff: Browser, three: Recommendation
) -> None:
    mine = press(staff, order(three), "Nach oben (A-01.2)")
    staff.submit(new(three), title_de="Vier", due="2027")

    page = press(staff, mine, "Reihenfolge speichern")

    assert page.status == 409
    assert _hidden(staff, page) == "2,1,3,4"


def test_without_milestones_the_page_says_so(staff: Browser, of: Recommendation) -> None:
    assert "keine Meilensteine vereinbart" in staff.get(order(of)).main


@pytest.mark.parametrize("form", [new, order])
def test_organisations_neither_add_nor_order(browser: Browser, of: Recommendation, form) -> None:
    at = make.organisation(plan(of))
    make.involvement(of, at)
    browser.sign_in(make.user(Role.STAKEHOLDER, at=at))

    assert browser.get(form(of)).status == 403


@pytest.mark.parametrize(
    ("number", "way", "expected"),
    [
        ("2", "up", [2, 1, 3]),
        ("2", "down", [1, 3, 2]),
        ("1", "up", [1, 2, 3]),
        ("3", "down", [1, 2, 3]),
        ("9", "up", [1, 2, 3]),
        ("2", "sideways", [1, 2, 3]),
    ],
)
def test_a_step_goes_one_place(number: str, way: str, expected: list[int]) -> None:
    assert moved([1, 2, 3], number, way) == expected
