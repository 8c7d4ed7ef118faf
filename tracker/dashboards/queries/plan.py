"""What belongs to a whole plan: its vocabulary, places, obstacles, the last sitting."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from tracker.council.models import Committee, Sitting
from tracker.db import Texts, db
from tracker.notes.rules import Addressee
from tracker.places.models import Municipality
from tracker.plan.models import Term
from tracker.plan.rules import Vocabulary
from tracker.standing.facts import (
    BareFact,
    Moment,
    counting,
)
from tracker.standing.queries.names import Withdrawn
from tracker.standing.queries.sides import obstacle_facts
from tracker.standing.sides import ObstacleFact


@dataclass(frozen=True)
class ObstacleRow:
    """One obstacle at a moment; ended_on is None while it stands."""

    uid: str
    code: str
    addressee: Addressee
    text: Texts
    effective_on: date
    recorded_at: datetime
    ended_on: date | None
    end_text: Texts | None
    due_on: date | None = None  # by when it is to be out of the way


@dataclass(frozen=True)
class TermRow:
    """A word of the plan's vocabulary."""

    code: str
    label: Texts
    hint: Texts | None


def obstacles(
    plan_id: int, at: Moment, gone: Withdrawn, *, codes: Sequence[str] | None = None
) -> list[ObstacleRow]:
    """Return the obstacles of a plan known at the moment: open ones first, newest first.

    Args:
        codes: of which recommendations; None: of all.
    """
    return _known(obstacle_facts(plan_id, gone, codes=codes), at)


def open_obstacles(facts: Iterable[ObstacleFact], at: Moment) -> list[ObstacleRow]:
    """Return the obstacles that stand in the way at a moment, the newest first."""
    return [row for row in _known(facts, at) if row.ended_on is None]


def _known(facts: Iterable[ObstacleFact], at: Moment) -> list[ObstacleRow]:
    found = []
    for fact in facts:
        if counting((fact,), at):
            end = fact.end(at)
            found.append(
                ObstacleRow(
                    uid=fact.uid,
                    code=fact.code,
                    addressee=fact.addressee,
                    text=fact.text,
                    effective_on=fact.effective_on,
                    recorded_at=fact.recorded_at,
                    ended_on=end.effective_on if end else None,
                    end_text=end.text if end else None,
                    due_on=fact.due_on,
                )
            )
    found.sort(key=lambda row: (row.code, row.uid))
    found.sort(key=lambda row: row.effective_on, reverse=True)
    return sorted(found, key=lambda row: row.ended_on is not None)


def terms(plan_id: int) -> dict[Vocabulary, dict[str, TermRow]]:
    """Return the plan's vocabularies: each term by code, in its order."""
    found: dict[Vocabulary, dict[str, TermRow]] = {vocabulary: {} for vocabulary in Vocabulary}
    for vocabulary, code, label, hint in db.session.execute(_terms(), {"plan_id": plan_id}):
        found[vocabulary][code] = TermRow(code, label, hint)
    return found


def municipalities(plan_id: int) -> dict[int, Municipality]:
    """Return the plan's municipalities by id, ordered by name."""
    rows = db.session.scalars(
        select(Municipality)
        .where(Municipality.plan_id == plan_id, Municipality.deleted_at.is_(None))
        .order_by(Municipality.name)
    )
    return {row.id: row for row in rows}


@dataclass(frozen=True)
class Sittings:
    """The sittings of the committee that decides, the earliest first."""

    committee: Texts
    days: tuple[date, ...]

    def before(self, day: date) -> tuple[date, ...]:
        """Return the days of those before a day, the latest first."""
        return tuple(held for held in reversed(self.days) if held < day)


def sittings(plan_id: int) -> Sittings:
    """Return the sittings of the committee that decides; of several the one with most sittings."""
    rows = db.session.execute(
        select(Committee.slug, Committee.name, Sitting.held_on)
        .join(Sitting, Sitting.committee_id == Committee.id)
        .where(
            Committee.plan_id == plan_id,
            Committee.decides,
            Committee.deleted_at.is_(None),
            Sitting.deleted_at.is_(None),
        )
        .order_by(Committee.slug, Sitting.held_on)
    ).all()
    days: dict[str, list[date]] = defaultdict(list)
    names = {}
    for slug, name, held_on in rows:
        days[slug].append(held_on)
        names[slug] = name
    if not days:
        return Sittings({}, ())
    council = max(days, key=lambda slug: (len(days[slug]), slug))
    return Sittings(names[council], tuple(days[council]))


def latest_sitting(plan_id: int, as_of: date) -> tuple[date, Texts] | None:
    """Return the day and committee of the last deciding sitting before a day; None without one."""
    found = sittings(plan_id)
    held = found.before(as_of)
    return (held[0], found.committee) if held else None


def counts(fact: Any, at: Moment, gone: Withdrawn) -> bool:
    """Return whether a fact counts at a moment.

    Args:
        fact: uid, effective_on, recorded_at, number.
    """
    return bool(counting((BareFact._make((*fact, gone.get(fact[0]))),), at))


# A statement is built once: building one costs more than sending it.


@cache
def _terms() -> Select[*tuple[Any, ...]]:
    return (
        select(Term.vocabulary, Term.code, Term.label, Term.hint)
        .where(Term.plan_id == bindparam("plan_id"))
        .order_by(Term.vocabulary, Term.position)
    )
