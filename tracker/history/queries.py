"""Reading facts of any kind: which of one subject count, which is in force, what was withdrawn."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import TypeVar

from sqlalchemy import ColumnElement, CompoundSelect, bindparam, func, select, union_all

from tracker.accounts.models import AuditEntry, User
from tracker.db import db
from tracker.history.recording import TOGETHER
from tracker.history.stichtag import Dated, Withdrawal

Fact = TypeVar("Fact", bound=Dated)


def is_withdrawn(model: type[Dated]) -> ColumnElement[bool]:
    """Return the condition that a fact of this kind was withdrawn."""
    return select(Withdrawal.id).where(Withdrawal.fact_uid == model.uid).exists()


def counting(model: type[Fact], of: ColumnElement[bool], as_of: date) -> list[Fact]:
    """Return the facts of one subject that count on a day, in their order.

    The last one is in force. Withdrawn ones are left out; empty before the first one.

    Args:
        of: the condition that a fact belongs to the subject.
    """
    rows = (
        select(model)
        .where(of, model.effective_on <= as_of, ~is_withdrawn(model))
        .order_by(model.effective_on, model.recorded_at, model.number)
    )
    return list(db.session.scalars(rows))


def known(model: type[Fact], of: ColumnElement[bool]) -> list[tuple[Fact, Withdrawal | None]]:
    """Return all facts of one subject, newest first, the withdrawn ones with their withdrawal."""
    rows = db.session.execute(
        select(model, Withdrawal)
        .outerjoin(Withdrawal, Withdrawal.fact_uid == model.uid)
        .where(of)
        .order_by(model.effective_on.desc(), model.recorded_at.desc(), model.number.desc())
    )
    return [(row, gone) for row, gone in rows]


def in_force(model: type[Fact], of: ColumnElement[bool], as_of: date) -> Fact | None:
    """Return the fact of one subject in force on a day; None before the first one."""
    found = counting(model, of, as_of)
    return found[-1] if found else None


def next_number(model: type[Dated], of: ColumnElement[bool]) -> int:
    """Return the running number of the next fact of one subject; the first is 1."""
    return (db.session.scalar(select(func.max(model.number)).where(of)) or 0) + 1


def fact(model: type[Fact], uid: str) -> Fact | None:
    """Return the fact with a uid, withdrawn or not; None if there is none of this kind."""
    return db.session.scalar(select(model).where(model.uid == uid))


def with_it(uid: str) -> dict[str, str]:
    """Return the facts recorded together with one that count: what they are about, by uid."""
    rows = (
        select(AuditEntry.after, AuditEntry.before)
        .where(
            AuditEntry.action == TOGETHER,
            AuditEntry.subject == uid,
            ~select(Withdrawal.id).where(Withdrawal.fact_uid == AuditEntry.after).exists(),
        )
        .order_by(AuditEntry.before)
    )
    return {row.after: row.before for row in db.session.execute(rows)}


def withdrawal(uid: str) -> Withdrawal | None:
    """Return how a fact was withdrawn; None if it counts."""
    return db.session.scalar(select(Withdrawal).where(Withdrawal.fact_uid == uid))


@cache
def by_removed() -> CompoundSelect[tuple[str]]:
    """Return the statement for those of some facts (uids) that people recorded who are erased."""
    return union_all(
        *(
            select(model.uid)
            .join(User, User.id == model.recorded_by_id)
            .where(User.erased_at.is_not(None), model.uid.in_(bindparam("uids", expanding=True)))
            for model in Dated.__subclasses__()
        )
    )


def recorded_by_removed(uids: Iterable[str]) -> frozenset[str]:
    """Return which of these facts, of whatever kind, people recorded who are erased."""
    return frozenset(db.session.scalars(by_removed(), {"uids": list(uids)}))
