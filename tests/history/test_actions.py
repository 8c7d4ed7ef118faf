from datetime import date

import pytest

from tests import make
from tracker.db import db, transaction
from tracker.errors import StaleError
from tracker.history import actions
from tracker.history.actions import Sent
from tracker.history.recording import Recorder
from tracker.history.stichtag import RecordedRole
from tracker.milestones.models import MilestoneState
from tracker.milestones.rules import State
from tracker.plan.models import Recommendation
from tracker.plan.queries import lock_plan

DAY = date(2026, 6, 1)


def sent(key: str = "k", in_force: str = "") -> Sent:
    return Sent(key=key, in_force=in_force, effective_on=DAY, reason="Grund")


def staff() -> Recorder:
    return Recorder(make.user().id, RecordedRole.STAFF)


def add(milestone, one: Sent, by: Recorder) -> MilestoneState:
    row = MilestoneState(milestone_id=milestone.id, state=State.DONE)
    plan_id = db.session.get_one(Recommendation, milestone.recommendation_id).plan_id
    with transaction():
        lock_plan(plan_id)
        of = MilestoneState.milestone_id == milestone.id
        actions.add(row, one, one.uid(f"milestone/{milestone.id}", by), of=of, by=by)
    return row


def test_a_fact_takes_over_what_the_form_sent_and_who_sent_it(app, clock):
    by = staff()
    milestone = make.milestone()

    row = add(milestone, sent(), by)

    assert (row.effective_on, row.reason, row.number) == (DAY, "Grund", 2)
    assert (row.recorded_at, row.recorded_by_id) == (clock.now, by.user_id)


def test_the_same_form_sent_twice_makes_one_fact(app):
    by = staff()
    milestone = make.milestone()
    add(milestone, sent(), by)

    with pytest.raises(StaleError):
        add(milestone, sent(), by)


def test_the_uid_depends_on_form_person_and_subject(app):
    by, other = staff(), staff()

    uids = {
        sent("a").uid("x", by),
        sent("b").uid("x", by),
        sent("a").uid("y", by),
        sent("a").uid("x", other),
    }

    assert len(uids) == 4
    assert sent("a").uid("x", by) in uids


def test_a_form_made_for_another_fact_is_stale(app):
    held = make.state_from(make.milestone(), State.DONE, DAY)

    actions.refuse_stale(held, held.uid)
    actions.refuse_stale(None, "")
    for found, expected in [(held, ""), (held, make.new_uid()), (None, held.uid)]:
        with pytest.raises(StaleError):
            actions.refuse_stale(found, expected)
