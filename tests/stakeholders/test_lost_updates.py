"""Every form about who is responsible tells the second of two people; without its guard, not."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pytest

from tests import make
from tests.pages import Browser
from tracker.accounts.models import Role
from tracker.db import db
from tracker.history import actions, plain
from tracker.plan.models import Plan, Recommendation
from tracker.responsibility.actions import handovers
from tracker.responsibility.queries import involvements
from tracker.stakeholders.models import Organisation
from tracker.stakeholders.rules import Part

START = date(2026, 3, 1)
END = date(2026, 4, 1)


class World(NamedTuple):
    """A recommendation with one organisation, and another one."""

    of: Recommendation
    at: Organisation
    other: Organisation


class Case(NamedTuple):
    """A form, what happens while it is open, what is sent then."""

    path: str
    meanwhile: Callable[[Browser], object]
    second: dict[str, str]
    unguarded: int = 302  # the answer without the guard: 422 where a rule stands behind it


@pytest.fixture
def world() -> World:
    plan = make.plan("integration")
    at = make.organisation(plan, slug="jobcenter", name="Jobcenter")
    other = make.organisation(plan, slug="vhs", name="VHS")
    return World(make.recommendation(owner=at, code="A-01"), at, other)


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


def sent(path: str, **fields: str) -> Callable[[Browser], object]:
    return lambda browser: browser.submit(path, **fields)


def begin(world: World) -> Case:
    def meanwhile(_browser: Browser) -> None:
        make.involvement(world.of, world.other, since=START)
        make.involvement(world.of, world.other, since=END, is_involved=False)

    path = "/integration/empfehlungen/A-01/beteiligung"
    return Case(path, meanwhile, {"organisation": "vhs", "part": "lead"})


def end(world: World) -> Case:
    fact = make.involvement(world.of, world.other, Part.FUNDING, since=START)
    path = f"/integration/empfehlungen/A-01/beteiligung/{fact.uid}/ende"
    return Case(path, sent(path, effective_on="01.06.2026"), {"reason": "Anders."}, 422)


def answer(world: World) -> Case:
    row = make.handover(world.of, world.at, world.other)
    path = f"/integration/abgaben/{row.uid}"
    first = sent(path, outcome="declined", answer="Nein.")
    return Case(path, first, {"outcome": "accepted", "answer": "Ist besprochen."})


def change(_world: World) -> Case:
    path = "/integration/beteiligte/jobcenter/bearbeiten"
    return Case(path, sent(path, category="municipality"), {"contact_role_de": "Leitung"})


def rename(_world: World) -> Case:
    path = "/integration/beteiligte/jobcenter/umbenennen"
    return Case(path, sent(path, name_de="Arbeitsamt"), {"name_de": "Agentur"})


def end_organisation(_world: World) -> Case:
    path = "/integration/beteiligte/jobcenter/ende"
    other = "/integration/beteiligte/jobcenter/umbenennen"
    return Case(path, sent(other, name_de="Arbeitsamt"), {"reason": "Aufgelöst."})


def merge(_world: World) -> Case:
    path = "/integration/beteiligte/jobcenter/zusammenlegen"
    other = "/integration/beteiligte/jobcenter/umbenennen"
    return Case(path, sent(other, name_de="Arbeitsamt"), {"successor": "vhs"})


def solve(world: World) -> Case:
    row = make.obstacle(of=world.of)
    path = f"/integration/hemmnis/{row.uid}/loesen"
    return Case(path, sent(path, text_de="So."), {"text_de": "Anders."}, 422)


FORMS = [begin, end, answer, change, rename, end_organisation, merge, solve]


@pytest.mark.parametrize("form", FORMS)
def test_the_second_of_two_people_is_told(staff: Browser, world: World, form) -> None:
    case = form(world)
    mine = staff.get(case.path)
    case.meanwhile(staff)

    page = staff.submit(mine, **case.second)

    assert page.status == 409
    assert "Inzwischen" in page.alert
    typed = [value for name, value in case.second.items() if name != "outcome"]
    assert all(value in page.html for value in typed)


@pytest.mark.parametrize("form", FORMS)
def test_without_the_guard_nobody_is_told(
    staff: Browser, world: World, form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "refuse_stale", lambda _held, _expected: None)
    monkeypatch.setattr(plain, "refuse_stale", lambda _row, _version: None)
    monkeypatch.setattr(involvements, "is_newer", lambda _fact, _seen: False)
    monkeypatch.setattr(handovers, "is_answered", lambda *_all: False)
    case = form(world)
    mine = staff.get(case.path)
    case.meanwhile(staff)

    assert staff.submit(mine, **case.second).status == case.unguarded


def test_two_requests_for_the_same_part_at_once_are_one(staff: Browser, world: World) -> None:
    """A form that only adds has no version to compare: a rule says what stands there already."""
    path = "/integration/empfehlungen/A-01/abgabe"
    awo = make.organisation(db.session.get_one(Plan, world.at.plan_id), slug="awo", name="AWO")
    mine = staff.get(path)
    staff.submit(path, taker="vhs", reason="Die VHS führt die Kurse schon.")

    page = staff.submit(mine, taker=awo.slug, reason="Die AWO auch.")

    assert page.status == 422
    assert "„VHS“ ist schon gefragt" in page.alert
