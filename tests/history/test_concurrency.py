"""Many people save at the same moment: none gets an error, none is overwritten unseen."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import Context
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from tests import make
from tests.pages import Browser, filled
from tracker import clock
from tracker.accounts.models import Role
from tracker.db import db
from tracker.errors import StaleError
from tracker.history import actions
from tracker.history.recording import Recorder
from tracker.history.stichtag import RecordedRole
from tracker.i18n import Precision
from tracker.milestones import actions as milestones
from tracker.milestones.models import MilestoneDeadline
from tracker.milestones.queries import deadlines, milestone
from tracker.notes.models import Note
from tracker.office.actions import bulk
from tracker.periods import Period
from tracker.plan.models import Plan, Recommendation, RecommendationStatus
from tracker.plan.rules import Status

PEOPLE = 8
ROUNDS = 15
Answer = tuple[int, str | None]


@pytest.fixture
def of() -> Recommendation:
    return make.recommendation(Status.IN_PREPARATION)


def address(of: Recommendation, form: str) -> str:
    return f"/{db.session.get_one(Plan, of.plan_id).slug}/empfehlungen/{of.code}/{form}"


def people(app: Flask, number: int) -> list[Browser]:
    return [Browser(app).sign_in(make.user(Role.STAFF)) for _one in range(number)]


def opened(browser: Browser, path: str) -> MultiDict[str, str]:
    """Return what a form would send; callable in a thread, so without the page's checks."""
    answer = Context().run(browser.client.get, path)
    soup = BeautifulSoup(answer.text, "html.parser")
    return filled(soup.select_one("form.form"))


def send(browser: Browser, path: str, data: MultiDict[str, str]) -> Answer:
    answer = browser.client.post(path, data=data)
    return answer.status_code, answer.location


def at_once(jobs: list[Callable[[], Answer]]) -> list[Answer]:
    """Begin all jobs at the same moment."""
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], Answer]) -> Answer:
        start.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def on_hold(data: MultiDict[str, str], number: int) -> MultiDict[str, str]:
    """Fill in a status that differs from every other one."""
    day = date(2027, 1, 1) + timedelta(days=number)
    for name, value in {
        "status": "on_hold",
        "reason": f"Grund {number}",
        "review_on": f"{day:%d.%m.%Y}",
    }.items():
        data.setlist(name, [value])
    return data


def number_of_statuses(of: Recommendation) -> int:
    db.session.commit()
    rows = select(func.count()).where(RecommendationStatus.recommendation_id == of.id)
    return db.session.scalar(rows) or 0


def first_round(app: Flask, of: Recommendation) -> list[Callable[[], Answer]]:
    """Let everybody open the form; return what each does to save."""
    path = address(of, "status")
    staff = people(app, PEOPLE)
    forms = [on_hold(opened(one, path), number) for number, one in enumerate(staff)]
    pairs = zip(staff, forms, strict=True)
    return [lambda one=one, form=form: send(one, path, form) for one, form in pairs]


def test_of_eight_people_one_saves_and_the_others_are_told(app: Flask, of: Recommendation) -> None:
    answers = at_once(first_round(app, of))

    assert sorted(status for status, _location in answers) == [302] + [409] * (PEOPLE - 1)
    assert number_of_statuses(of) == 2


def test_without_the_guard_they_overwrite_each_other(
    app: Flask, of: Recommendation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "refuse_stale", lambda _held, _expected: None)

    answers = [Context().run(save) for save in first_round(app, of)]

    assert [status for status, _location in answers] == [302] * PEOPLE


def test_every_saved_answer_is_a_fact_and_every_fact_an_answer(
    app: Flask, of: Recommendation
) -> None:
    path = address(of, "status")
    staff = people(app, PEOPLE)
    said: list[int] = []

    def work(place: int) -> Answer:
        for time in range(5):
            data = on_hold(opened(staff[place], path), 10 * place + time)
            said.append(send(staff[place], path, data)[0])
        return 0, None

    at_once([lambda place=place: work(place) for place in range(PEOPLE)])

    assert len(said) == 5 * PEOPLE
    assert set(said) <= {302, 409}
    assert number_of_statuses(of) == 1 + said.count(302)


def test_a_note_sent_ten_times_at_once_is_one_note_with_one_answer(
    app: Flask, of: Recommendation
) -> None:
    path = address(of, "sachstand")
    (someone,) = people(app, 1)
    form = opened(someone, path)
    form.setlist("text", ["Der Kurs läuft."])
    windows = [Browser(app) for _one in range(10)]
    for window in windows:
        window.client._cookies = someone.client._cookies

    answers = at_once([lambda window=window: send(window, path, form) for window in windows])

    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Note)) == 1
    assert {status for status, _location in answers} == {302}
    assert len({location for _status, location in answers}) == 1


def test_who_changes_several_things_waits_for_nobody_who_waits(app: Flask) -> None:
    """One moves deadlines of two recommendations together, one moves the second one alone."""
    plan = make.plan()
    for code in ("A-01", "A-02"):
        make.milestone(of=make.recommendation(of=plan, code=code))
    slug, by = plan.slug, Recorder(None, RecordedRole.STAFF)

    def in_force(code: str) -> MilestoneDeadline:
        of = milestone(slug, code, 1, clock.today())
        return deadlines(of.id, clock.today())[-1]

    def together(turn: int) -> None:
        rows = [bulk.Ticked(f"{code}.1", code, 1, in_force(code).uid) for code in ("A-01", "A-02")]
        bulk.move(slug, rows, 1, "Später.", f"together-{turn}", by=by)

    def alone(turn: int) -> None:
        held = in_force("A-02")
        sent = actions.Sent(f"alone-{turn}", held.uid, clock.today(), "Noch später.")
        due = Period(held.due_on + timedelta(days=1), Precision.DAY)
        with suppress(StaleError):
            milestones.move_deadline(milestone(slug, "A-02", 1, clock.today()), due, sent, by=by)

    def work(change: Callable[[int], None]) -> Answer:
        with app.app_context():
            for turn in range(ROUNDS):
                change(turn)
        return 0, None

    at_once([lambda: work(together), lambda: work(alone)])

    db.session.commit()
    rows = select(func.count()).select_from(MilestoneDeadline)
    assert (db.session.scalar(rows) or 0) > 2 + ROUNDS  # the first ones, and one a turn at least
