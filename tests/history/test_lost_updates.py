"""No edit form overwrites silently, and the test of it bites: without the guard, it fails.

Each case opens a form twice, saves one, then the other. The case is lost when the second save
goes through although somebody else's fact is in force. Source: reliability.md R1, R2.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pytest

from tests import make
from tests.pages import Browser
from tracker.accounts.models import Role
from tracker.db import db
from tracker.history import actions
from tracker.plan.models import Plan, Recommendation
from tracker.plan.rules import Status


class Case(NamedTuple):
    """A form, what the first person saves, what the second."""

    path: str
    first: dict[str, str]
    second: dict[str, str]


def _plan(of: Recommendation) -> str:
    return db.session.get_one(Plan, of.plan_id).slug


def status_form() -> Case:
    of = make.recommendation(Status.IN_PREPARATION)
    return Case(
        f"/{_plan(of)}/empfehlungen/{of.code}/status",
        {"status": "in_progress", "reason": "Das erste Wort."},
        {"status": "on_hold", "reason": "Das zweite Wort.", "review_on": "01.12.2026"},
    )


def wording_form() -> Case:
    of = make.recommendation()
    return Case(
        f"/{_plan(of)}/empfehlungen/{of.code}/wortlaut",
        {"title_de": "Sprachkurse verdoppeln", "reason": "Das erste Wort."},
        {"title_de": "Sprachkurse verlegen", "reason": "Das zweite Wort."},
    )


def state_form() -> Case:
    of = make.recommendation()
    make.milestone(of=of)
    return Case(
        f"/{_plan(of)}/empfehlungen/{of.code}/meilensteine/1/zustand",
        {"state": "done", "reason": "Das erste Wort."},
        {"state": "dropped", "reason": "Das zweite Wort."},
    )


def deadline_form() -> Case:
    of = make.recommendation()
    make.milestone(of=of)
    return Case(
        f"/{_plan(of)}/empfehlungen/{of.code}/meilensteine/1/termin",
        {"due": "Q1 2027", "reason": "Das erste Wort."},
        {"due": "Q2 2027", "reason": "Das zweite Wort."},
    )


def first_deadline_form() -> Case:
    of = make.recommendation()
    make.milestone(of=of, due=None)
    return Case(
        f"/{_plan(of)}/empfehlungen/{of.code}/meilensteine/1/termin",
        {"due": "Q1 2027", "reason": "Das erste Wort."},
        {"due": "Q2 2027", "reason": "Das zweite Wort."},
    )


def review_form() -> Case:
    note = make.note(is_published=False)
    return Case(
        f"/redaktion/{note.uid}",
        {"decision": "return", "reason": "Das erste Wort."},
        {"decision": "return", "reason": "Das zweite Wort."},
    )


def correction_form() -> Case:
    of = make.recommendation()
    note = make.note(of=of)
    return Case(
        f"/{_plan(of)}/sachstand/{note.uid}/berichtigung",
        {"text": "Das erste Wort."},
        {"text": "Das zweite Wort."},
    )


FORMS = [
    status_form,
    wording_form,
    state_form,
    deadline_form,
    first_deadline_form,
    review_form,
    correction_form,
]
Form = Callable[[], Case]


def update_is_lost(staff: Browser, case: Case) -> bool:
    """Return whether the second of two people overwrites the first without being told."""
    mine = staff.get(case.path)
    assert staff.submit(case.path, **case.first).status == 302
    answer = staff.submit(mine, **case.second)
    if answer.status == 302:
        return True
    assert answer.status == 409
    assert "Das erste Wort." in answer.alert, "the first one's text is shown"
    assert "Das zweite Wort." in answer.html, "the second one's text is kept"
    again = staff.submit(answer, **{name: case.second[name] for name in ("reason", "text")
                                    if name in case.second})  # fmt: skip
    assert again.status == 302, "sent again, it is saved"
    return False


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


@pytest.mark.parametrize("form", FORMS)
def test_the_second_of_two_people_is_told(staff: Browser, form: Form) -> None:
    assert not update_is_lost(staff, form())


@pytest.mark.parametrize("form", FORMS)
def test_without_the_guard_an_update_is_lost(
    staff: Browser, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "refuse_stale", lambda _held, _expected: None)

    assert update_is_lost(staff, form())


ROWS = {"milestones.add", "milestones.reorder", "plan.add", "plan.classify"}


def test_every_form_that_carries_the_fact_in_force_is_among_the_cases(
    staff: Browser,
) -> None:
    """A form with a field in_force that no case opens would go unwatched."""
    opened = set()
    adapter = staff.app.url_map.bind("localhost")
    for form in FORMS:
        opened.add(adapter.match(form().path)[0])

    # A note, a confirmation, that notes are seen, a new milestone overwrite nothing; rows have
    # guards and tests apart.
    adding = {"notes.write", "notes.confirm", "notes.reviews", "history.withdraw"}
    assert opened | ROWS | adding == {
        rule.endpoint
        for rule in staff.app.url_map.iter_rules()
        if rule.endpoint.partition(".")[0] in {"plan", "milestones", "notes", "history"}
        and "POST" in (rule.methods or ())
    }


def test_the_day_of_the_fact_does_not_matter_to_the_guard(staff: Browser) -> None:
    """An earlier day would not even be in force; it is a change nobody has seen all the same."""
    case = status_form()
    mine = staff.get(case.path)
    staff.submit(case.path, **case.first)

    answer = staff.submit(mine, **case.second, effective_on=f"{date(2026, 2, 1):%d.%m.%Y}")

    assert answer.status == 409


def test_the_same_form_with_other_words_is_another_change(staff: Browser) -> None:
    """Somebody goes back, changes the text and sends again: it does not vanish."""
    case = status_form()
    mine = staff.get(case.path)
    staff.submit(mine, **case.first)

    answer = staff.submit(mine, **{**case.first, "reason": "Doch ein anderes Wort."})

    assert answer.status == 409
    assert "Doch ein anderes Wort." in answer.html


def test_the_same_form_after_its_fact_was_undone_is_no_silent_success(staff: Browser) -> None:
    case = status_form()
    mine = staff.get(case.path)
    undo = staff.follow(staff.submit(mine, **case.first)).link("Rückgängig machen")
    staff.submit(undo, reason="Verklickt.")

    answer = staff.submit(mine, **case.first)

    assert answer.status == 409
    assert "in Vorbereitung" in answer.alert
    assert staff.submit(answer, reason="Nun doch.").status == 302
