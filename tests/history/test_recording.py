from sqlalchemy import select

from tests import make
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db, transaction
from tracker.history.recording import AUDIT_LENGTH, Recorder, audit, stamp
from tracker.history.stichtag import RecordedRole
from tracker.milestones.models import MilestoneState


def test_a_stamp_says_who_when_and_for_whom(app, clock):
    organisation = make.organisation()
    person = make.user(Role.STAKEHOLDER, at=organisation)
    row = MilestoneState()

    stamp(row, Recorder(person.id, RecordedRole.STAKEHOLDER, organisation.id))

    assert row.recorded_at == clock.now
    assert row.recorded_by_id == person.id
    assert row.recorded_for_id == organisation.id
    assert row.recorded_role is RecordedRole.STAKEHOLDER


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
