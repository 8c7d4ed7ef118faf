"""One thing done with several rows of a list: all in one transaction, changed rows left out."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from tracker import clock
from tracker.db import transaction
from tracker.errors import RuleError, StaleError
from tracker.history import actions as history
from tracker.history.actions import Sent
from tracker.history.entries import PlanLike
from tracker.history.recording import Recorder, keep_together
from tracker.i18n import Precision, _
from tracker.milestones import actions as milestones
from tracker.milestones.queries import deadlines, milestone
from tracker.milestones.rules import State
from tracker.office import rules
from tracker.office.actions import follow_ups
from tracker.plan.queries import recommendation_row

SENT = uuid.UUID("7f3f0a56-6f8e-4a3b-8f55-0d7f9f0f5d2a")  # the space of keys of a form's rows


@dataclass(frozen=True)
class Ticked:
    """A row that was chosen."""

    key: str
    code: str
    number: int = 0  # of the milestone; 0 where the row is none
    in_force: str = ""  # uid of the fact in force when the form was made


@dataclass(frozen=True)
class Result:
    """What became of the rows."""

    done: list[str] = field(default_factory=list)  # uids of what was added
    left_out: list[tuple[str, str]] = field(default_factory=list)  # rows, each with the reason


def confirm_done(
    plan: str, rows: Iterable[Ticked], day: date, reason: str, key: str, *, by: Recorder
) -> Result:
    """Record milestones as done on a day."""

    def one(row: Ticked) -> str:
        at = milestone(plan, row.code, row.number, clock.today())
        sent = Sent(_key(key, row), row.in_force, day, reason)
        return milestones.change_state(at, State.DONE, sent, precision=Precision.DAY, by=by)

    return _each(rows, one, group_of(plan, key), by)


def move(
    plan: str, rows: Iterable[Ticked], months: int, reason: str, key: str, *, by: Recorder
) -> Result:
    """Move the deadlines of milestones by so many months, for one reason."""

    def one(row: Ticked) -> str:
        today = clock.today()
        at = milestone(plan, row.code, row.number, today)
        held = [fact for fact in deadlines(at.id, today) if fact.uid == row.in_force]
        if not held:
            raise StaleError
        due = rules.shifted(held[-1].due_on, held[-1].precision, months)
        return milestones.move_deadline(
            at, due, Sent(_key(key, row), row.in_force, today, reason), by=by
        )

    return _each(rows, one, group_of(plan, key), by)


def remind(
    plan: str, rows: Iterable[Ticked], text: str, due_on: date, key: str, *, by: Recorder
) -> Result:
    """Make a follow-up for each recommendation that some of the rows are about."""
    first = {row.code: row for row in reversed(list(rows))}

    def one(row: Ticked) -> str:
        of = recommendation_row(plan, row.code, clock.today())
        return follow_ups.add(of, text, due_on, key, by=by)

    return _each(first.values(), one, group_of(plan, key), by)


def withdraw_all(of: PlanLike, uids: Iterable[str], reason: str, *, by: Recorder) -> int:
    """Withdraw facts of a plan; return how many. Those withdrawn already stay so.

    Raises:
        RuleError: there is no reason, or one of them cannot be withdrawn.
    """
    number = 0
    with transaction():
        for uid in uids:
            try:
                history.withdraw(of, uid, reason, by=by)
            except StaleError:
                continue
            number += 1
    return number


def group_of(plan: str, key: str) -> str:
    """Return what audit entries call what a form has recorded."""
    return f"{plan}/auswahl/{key}"


def _each(rows: Iterable[Ticked], one: Callable[[Ticked], str], group: str, by: Recorder) -> Result:
    result = Result()
    with transaction():
        for row in sorted(rows, key=lambda row: (row.code, row.number)):
            try:
                uid = one(row)
            except StaleError:
                result.left_out.append((row.key, _("inzwischen geändert")))
            except RuleError as error:
                result.left_out.append((row.key, str(error)))
            else:
                keep_together(group, uid, by=by)
                result.done.append(uid)
    return result


def _key(key: str, row: Ticked) -> str:
    return str(uuid.uuid5(SENT, f"{key}\0{row.key}"))
