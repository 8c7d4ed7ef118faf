"""Freezing while somebody records: what is frozen holds all that was known at its moment.

Whoever records takes the time, then writes, then commits. A freezing that came in between and did
not wait would have a later moment, but not the fact, and could never be computed again.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests import make
from tests.conftest import Clock
from tests.reports.conftest import freeze
from tracker.db import db
from tracker.history import actions as history
from tracker.history.actions import Sent
from tracker.history.recording import Recorder
from tracker.history.stichtag import RecordedRole
from tracker.i18n import Precision
from tracker.milestones import actions as milestones
from tracker.milestones.models import Milestone, MilestoneDeadline, MilestoneState
from tracker.milestones.queries import milestone
from tracker.milestones.rules import State
from tracker.notes import actions as notes
from tracker.notes.models import Note
from tracker.notes.queries.notes import note
from tracker.notes.rules import Decision
from tracker.periods import Period
from tracker.plan import queries as plans
from tracker.plan.models import Plan, Recommendation
from tracker.reports.actions.freezing import OtherContentError
from tracker.reports.actions.verifying import Outcome, verify

AWHILE = 1  # second; a freezing of this plan takes a fifth of it
STAFF = Recorder(None, RecordedRole.STAFF)
DAY = date(2026, 6, 20)
TEXT = "Der dritte Kurs hat begonnen."


def newest(model: type[MilestoneState | MilestoneDeadline]) -> str:
    return db.session.scalars(select(model.uid).order_by(model.id.desc()).limit(1)).one()


def change_state() -> None:
    of = milestone("integration", "A-01", 1, DAY)
    sent = Sent("key", newest(MilestoneState), DAY)
    milestones.change_state(of, State.DONE, sent, by=STAFF)


def move_deadline() -> None:
    of = milestone("integration", "A-01", 1, DAY)
    due = Period(date(2027, 4, 30), Precision.DAY)
    sent = Sent("key", newest(MilestoneDeadline), DAY, "Später.")
    milestones.move_deadline(of, due, sent, by=STAFF)


def review() -> None:
    waiting = select(Note.uid).where(Note.text == TEXT)
    of = note(db.session.scalars(waiting).one())
    sent = Sent("key", "", DAY)
    notes.review(of, plans.plan("integration").id, Decision.PUBLISH, of.text, sent, by=STAFF)


def withdraw() -> None:
    history.withdraw(plans.plan("integration"), newest(MilestoneState), "Falsch.", by=STAFF)


@pytest.mark.parametrize("action", [change_state, move_deadline, review, withdraw])
def test_a_freezing_waits_for_whoever_has_taken_the_time(
    plan: Plan, app: Flask, clock: Clock, monkeypatch, action: Callable[[], None]
) -> None:
    report = make.report(plan)
    of = db.session.scalars(select(Recommendation).where(Recommendation.code == "A-01")).one()
    make.note(TEXT, of=of, on=DAY, is_published=False)
    make.state_from(db.session.scalars(select(Milestone)).one(), State.IN_PROGRESS, make.START)
    recorded, flush = threading.Event(), history.flush

    def linger() -> None:
        flush()
        recorded.set()
        time.sleep(AWHILE)

    def work() -> None:
        with app.app_context():
            action()

    monkeypatch.setattr(history, "flush", linger)
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(work)
        assert recorded.wait(10)
        clock.now += timedelta(seconds=1)
        with pytest.raises(OtherContentError):  # it has waited, and the fact is new to who checked
            freeze(plan, report)
        done.result()
    freeze(plan, report)

    assert [one.outcome for one in verify()] == [Outcome.SAME]
