"""Adding facts and withdrawing them: what every action that records something shares."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError

from tracker.db import db, transaction
from tracker.errors import RuleError, StaleError
from tracker.history import entries, queries, rules
from tracker.history.entries import Entry, PlanLike
from tracker.history.recording import Recorder, audit, stamp
from tracker.history.stichtag import Dated, Withdrawal

SENT = uuid.UUID("5b1c7a52-2f0e-4b5e-9a3c-6d1f0f2f4f11")  # the space of uids made from forms' keys


@dataclass(frozen=True)
class Sent:
    """What every form that records a fact sends."""

    key: str  # the form's own; the same form sent twice makes one fact
    in_force: str  # uid of the fact in force when the form was made; empty if there was none
    effective_on: date
    reason: str = ""

    def uid(self, subject: str, by: Recorder, *content: object) -> str:
        """Return the uid of the fact that this form makes.

        Person and subject are part of it: nobody can choose the uid of another fact. So is what
        the form says: sent again with other words, it makes another fact.
        """
        parts = (by.user_id, subject, self.key, self.effective_on, self.reason, *content)
        return str(uuid.uuid5(SENT, "\0".join(str(part) for part in parts)))


def is_done(model: type[Dated], uid: str) -> bool:
    """Return whether the same form has been sent before and has made its fact.

    Raises:
        StaleError: it has, but the fact was withdrawn since.
    """
    if queries.fact(model, uid) is None:
        return False
    if queries.withdrawal(uid) is not None:
        raise StaleError
    return True


def refuse_stale(held: Dated | None, expected: str) -> None:
    """Raise StaleError unless the fact in force is still the one that the form was made for.

    Called inside the transaction, after the subject has been locked.
    """
    if (held.uid if held else "") != expected:
        raise StaleError


def add(fact: Dated, sent: Sent, uid: str, *, of: ColumnElement[bool], by: Recorder) -> None:
    """Fill in what every fact has and add it to the running transaction.

    Args:
        of: the condition that a fact belongs to the same subject.

    Raises:
        StaleError: someone has added one of the same subject in this moment.
    """
    fact.uid = uid
    fact.effective_on = sent.effective_on
    fact.reason = sent.reason
    fact.number = queries.next_number(type(fact), of)
    stamp(fact, by)
    db.session.add(fact)
    flush()


def flush() -> None:
    """Send what the transaction holds; StaleError if someone else took a unique place."""
    try:
        db.session.flush()
    except IntegrityError as error:
        raise StaleError from error


def withdraw(plan: PlanLike, uid: str, reason: str, *, by: Recorder) -> None:
    """Withdraw a fact: from now on it counts nowhere; history shows it struck out.

    What was recorded as a consequence of it, in the same form, is withdrawn with it.

    Raises:
        NoResultFound: the plan has no such fact.
        RuleError: there is no reason, or without the fact nothing would be left to stand on.
        StaleError: it was withdrawn already.
    """
    rules.check_reason(reason)
    known = entries.plans()
    with transaction():
        known.lock(plan.id)
        found = [_withdraw(plan, one, reason, by) for one in (uid, *queries.with_it(uid))]
        if any(entry.is_public for entry in found):
            known.changed(plan.id)


def _withdraw(plan: PlanLike, uid: str, reason: str, by: Recorder) -> Entry:
    entry = entries.find(plan, uid)
    if queries.withdrawal(uid) is not None:
        raise StaleError
    if entry.refusal:
        raise RuleError(entry.refusal)
    row = Withdrawal(plan_id=plan.id, fact_uid=uid, reason=reason)
    stamp(row, by)
    db.session.add(row)
    flush()
    before = f"{entry.kind}: {entry.says} ({entry.effective_on.isoformat()})"
    audit("fact:withdraw", entry.subject, by=by, before=before, after=reason)
    return entry
