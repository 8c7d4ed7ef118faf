"""Who records something, and when: nobody gets a moment without holding the plan."""

import pytest
from sqlalchemy import select

from tests import make
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db, transaction
from tracker.history.recording import AUDIT_LENGTH, Recorder, audit, held, stamp
from tracker.history.stichtag import RecordedRole
from tracker.milestones.models import MilestoneState
from tracker.milestones.rules import State
from tracker.plan.models import Recommendation
from tracker.plan.queries import lock_plan

STAFF = Recorder(None, RecordedRole.STAFF)


def test_a_stamp_says_who_when_and_for_whom(app, clock):
    organisation = make.organisation()
    person = make.user(Role.STAKEHOLDER, at=organisation)
    row = MilestoneState()

    with transaction():
        lock_plan(organisation.plan_id)
        stamp(row, Recorder(person.id, RecordedRole.STAKEHOLDER, organisation.id))

    assert row.recorded_at == clock.now
    assert row.recorded_by_id == person.id
    assert row.recorded_for_id == organisation.id
    assert row.recorded_role is RecordedRole.STAKEHOLDER


def test_nobody_gets_a_moment_who_holds_no_plan(app):
    plan = make.plan()
    row = MilestoneState()

    with pytest.raises(RuntimeError, match="nobody holds"):
        stamp(row, STAFF)
    with transaction(), pytest.raises(RuntimeError, match="nobody holds"):
        stamp(row, STAFF)
    with transaction():
        lock_plan(plan.id)
    with transaction(), pytest.raises(RuntimeError, match="nobody holds"):
        stamp(row, STAFF)

    assert row.recorded_at is None


def test_a_plan_is_held_within_a_transaction_only(app):
    plan = make.plan()

    with pytest.raises(RuntimeError, match="transaction"):
        lock_plan(plan.id)
    with transaction():
        lock_plan(plan.id)
        assert held() == {plan.id}
    assert held() == frozenset()


def test_several_plans_are_locked_in_one_order(app):
    first, second = make.plan().id, make.plan().id

    with transaction():
        lock_plan(second, first)
        lock_plan(first)
        assert held() == {first, second}
    with transaction():
        lock_plan(second)
        with pytest.raises(RuntimeError, match=f"{first} has to be held before plan {second}"):
            lock_plan(first)


def test_a_fact_of_another_plan_than_the_one_that_is_held_fails_its_test(app):
    """What tests.holding watches is not empty."""
    milestone = make.milestone()
    other = make.plan()
    row = MilestoneState(milestone_id=milestone.id, state=State.DONE, effective_on=make.START)
    row.number = 7

    with pytest.raises(AssertionError, match="nobody holds"), transaction() as session:  # noqa: PT012
        lock_plan(other.id)
        stamp(row, STAFF)
        session.add(row)
        session.flush()

    plan_id = db.session.get_one(Recommendation, milestone.recommendation_id).plan_id
    with transaction() as session:
        lock_plan(plan_id)
        session.add(row)


def test_an_audit_entry_is_saved_with_the_change(app, clock):
    person = make.user()

    with transaction():
        audit("status:update", "integration/A-01", by=Recorder(person.id, RecordedRole.STAFF),
              before="geplant", after="erledigt")  # fmt: skip

    (entry,) = db.session.scalars(select(AuditEntry))
    assert (entry.at, entry.user_id, entry.role) == (clock.now, person.id, "staff")
    assert (entry.before, entry.after) == ("geplant", "erledigt")


def test_long_texts_are_cut_in_the_audit(app):
    with transaction():
        audit("note:create", "x", by=Recorder(None, RecordedRole.IMPORT), after="ä" * 10_000)

    (entry,) = db.session.scalars(select(AuditEntry))
    assert entry.after == "ä" * AUDIT_LENGTH
