"""Follow-ups: made, seen when due, done, taken up again, changed; never public."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.office.actions import follow_ups as actions
from tracker.office.models import FollowUp
from tracker.plan.models import Plan, Recommendation

TODAY = date(2026, 7, 1)
LIST = "/redaktion/integration/wiedervorlagen"


@pytest.fixture
def row(of: Plan) -> Recommendation:
    return make.recommendation(of=of, code="A-01")


def follow_ups() -> list[FollowUp]:
    return list(db.session.scalars(select(FollowUp).order_by(FollowUp.id)))


def address(one: FollowUp) -> str:
    return f"/redaktion/integration/wiedervorlage/{one.uid}"


def audited() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_staff_make_one_and_see_it_when_it_is_due(
    staff: Browser, of: Plan, row: Recommendation, clock
) -> None:
    revision = of.revision
    path = "/redaktion/integration/empfehlungen/A-01/wiedervorlage"

    answer = staff.submit(path, due_on="1. August 2026", text="Beim Jobcenter nachfragen")

    (one,) = follow_ups()
    assert (one.due_on, one.text) == (date(2026, 8, 1), "Beim Jobcenter nachfragen")
    page = staff.follow(answer)
    assert page.alert.startswith("Die Wiedervorlage zum 01.08.2026 ist angelegt.")
    assert page.link("Rückgängig machen") == address(one)
    assert staff.get("/redaktion/integration/spaetere-wiedervorlagen").table()
    assert "Keine Wiedervorlage ist fällig." in staff.get(LIST).main
    assert (audited(), of.revision) == (["follow-up:create"], revision)

    with clock.during(date(2026, 8, 1)):
        staff.sign_in(make.user(Role.STAFF))
        assert "Beim Jobcenter nachfragen" in staff.get(LIST).table()[0][1]


def test_the_same_form_sent_twice_makes_one(staff: Browser, row: Recommendation) -> None:
    page = staff.get("/redaktion/integration/empfehlungen/A-01/wiedervorlage")

    for _time in range(2):
        staff.submit(page, due_on="01.08.2026", text="Nachfragen")

    assert len(follow_ups()) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"due_on": "30.06.2026", "text": "x"}, "heute oder einen späteren Tag"),
        ({"due_on": "irgendwann", "text": "x"}, "Geben Sie bei „Tag“ einen Tag an"),
        ({"due_on": "01.08.2026", "text": " "}, "Füllen Sie „Woran wollen Sie erinnert werden?“"),
        ({"due_on": "01.08.2026", "text": "x" * 1001}, "Kürzen Sie"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    staff: Browser, row: Recommendation, fields: dict[str, str], sentence: str
) -> None:
    page = staff.submit("/redaktion/integration/empfehlungen/A-01/wiedervorlage", **fields)

    assert (page.status, sentence in page.alert) == (422, True)
    assert page.soup.select_one("textarea").text.strip() == fields["text"].strip()
    assert follow_ups() == []


def test_it_is_done_and_taken_up_again(staff: Browser, row: Recommendation) -> None:
    one = make.follow_up(row, due_on=TODAY)

    answer = staff.submit(address(one), button="Als erledigt abhaken", text=one.text)

    assert follow_ups()[0].done_at is not None
    page = staff.follow(answer)
    assert "Keine Wiedervorlage ist fällig." in page.main
    staff.submit(page.link("Rückgängig machen"), button="Wieder öffnen", text=one.text)
    assert (follow_ups()[0].done_at, follow_ups()[0].done_by_id) == (None, None)
    assert staff.get(LIST).table()
    assert audited() == ["follow-up:finish", "follow-up:reopen"]


def test_it_is_changed_and_a_past_day_may_stay(staff: Browser, row: Recommendation) -> None:
    one = make.follow_up(row, due_on=date(2026, 6, 1))

    staff.submit(address(one), text="Noch einmal nachfragen", button="Speichern")
    page = staff.submit(address(one), due_on="01.05.2026", button="Speichern")

    assert (follow_ups()[0].text, follow_ups()[0].version) == ("Noch einmal nachfragen", 2)
    assert "heute oder einen späteren Tag" in page.alert


@pytest.mark.parametrize("second", ["Speichern", "Als erledigt abhaken"])
def test_who_was_slower_reads_both_and_overwrites_nothing(
    staff: Browser, row: Recommendation, second: str
) -> None:
    one = make.follow_up(row, due_on=TODAY)
    mine = staff.get(address(one))
    staff.submit(address(one), text="Das erste Wort", button="Speichern")

    page = staff.submit(mine, text="Das zweite Wort", button=second)

    assert (page.status, "Das erste Wort" in page.alert) == (409, True)
    assert page.soup.select_one("textarea").text.strip() == "Das zweite Wort"
    assert (follow_ups()[0].text, follow_ups()[0].done_at) == ("Das erste Wort", None)
    staff.submit(page, text="Das zweite Wort", button="Speichern")
    assert follow_ups()[0].text == "Das zweite Wort"


def test_without_the_guard_the_first_word_would_be_lost(
    staff: Browser, row: Recommendation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unguarded(plan_id: int, uid: str, _version: int) -> FollowUp:
        return actions.queries.locked(plan_id, uid)

    monkeypatch.setattr(actions, "_fresh", unguarded)
    one = make.follow_up(row, due_on=TODAY)
    mine = staff.get(address(one))
    staff.submit(address(one), text="Das erste Wort", button="Speichern")
    staff.submit(mine, text="Das zweite Wort", button="Speichern")

    assert follow_ups()[0].text == "Das zweite Wort"


def test_a_follow_up_of_another_plan_is_not_found(staff: Browser, of: Plan) -> None:
    elsewhere = make.follow_up(make.recommendation(of=make.plan("zweiter")))

    assert staff.get(address(elsewhere)).status == 404


def test_nobody_else_reads_it(staff: Browser, row: Recommendation, another_app, app) -> None:
    make.follow_up(row, due_on=TODAY, text="Streng intern")

    for visitor in (Browser(app), staff):
        for path in ("/integration/", "/integration/empfehlungen/A-01"):
            assert "Streng intern" not in visitor.get(path).text
