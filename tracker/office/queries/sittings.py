"""Reading sittings, what one has recorded, and what it needs to know of a recommendation."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    Select,
    String,
    Text,
    bindparam,
    cast,
    false,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from tracker import clock
from tracker.accounts.models import AuditEntry
from tracker.council.models import Committee, Decision, Sitting
from tracker.db import Texts, UtcDateTime, db
from tracker.history.queries import is_withdrawn
from tracker.history.recording import TOGETHER
from tracker.milestones.models import Milestone, MilestoneDeadline, MilestoneState
from tracker.notes.models import Note, NoteReview, Obstacle
from tracker.notes.rules import Kind
from tracker.obstacles.queries import stands
from tracker.plan.models import Recommendation, RecommendationStatus
from tracker.stakeholders.models import Organisation
from tracker.standing.queries.reports import decided, published

SHOWN = 20  # sittings to choose from


@dataclass(frozen=True)
class SittingRow:
    """A sitting that was held."""

    held_on: date
    slug: str
    name: Texts


@dataclass(frozen=True)
class Recorded:
    """A fact that a sitting recorded."""

    uid: str
    kind: str  # status, deadline, state, note or decision
    code: str
    number: str  # of the milestone; empty for another kind
    value: str
    day: date | None  # the new deadline
    recorded_at: datetime


@dataclass(frozen=True)
class Essentials:
    """What a sitting needs to know of a recommendation beside its standing."""

    body: str  # the German name of the committee; empty where the plan has none such
    note: str
    note_on: date | None
    note_by: str  # slug
    obstacles: tuple[Texts, ...]


def sittings(plan_id: int, until: date) -> list[SittingRow]:
    """Return the sittings held up to a day, newest first; empty where none is known."""
    rows = db.session.execute(
        select(Sitting.held_on, Committee.slug, Committee.name)
        .join(Committee, Committee.id == Sitting.committee_id)
        .where(
            Committee.plan_id == plan_id,
            Committee.deleted_at.is_(None),
            Sitting.deleted_at.is_(None),
            Sitting.held_on <= until,
        )
        .order_by(Sitting.held_on.desc(), Committee.slug)
        .limit(SHOWN)
    )
    return [SittingRow(*row) for row in rows]


def committees(plan_id: int) -> list[tuple[str, Texts]]:
    """Return the plan's committees, slug and name, by slug."""
    rows = (
        select(Committee.slug, Committee.name)
        .where(Committee.plan_id == plan_id, Committee.deleted_at.is_(None))
        .order_by(Committee.slug)
    )
    return [(slug, name) for slug, name in db.session.execute(rows)]


def committee_id(plan_id: int, slug: str) -> int | None:
    """Return the id of a committee of a plan; None where there is none with this slug."""
    of = (Committee.plan_id == plan_id) & (Committee.slug == slug)
    return db.session.scalar(select(Committee.id).where(of, Committee.deleted_at.is_(None)))


def body(plan_id: int, slug: str) -> str:
    """Return the German name of a committee of a plan; empty where there is none such."""
    of = (Committee.plan_id == plan_id) & (Committee.slug == slug)
    name = db.session.scalar(select(Committee.name).where(of, Committee.deleted_at.is_(None)))
    return german(name) if name else ""


def german(texts: Texts) -> str:
    """Return a content text in German, else in its first language."""
    return texts.get("de") or next(iter(texts.values()), "")


def recorded(plan_id: int, group: str, sentence: str = "") -> list[Recorded]:
    """Return what was recorded together and counts, oldest first.

    Args:
        group: what audit entries call those that belong together.
        sentence: with it at the end of its reason a fact belongs to them, too: facts of a plan
            that came as a file have no audit entries.
    """
    values = {"plan_id": plan_id, "group": group, "sentence": f"%{_plain(sentence)}"}
    found = [
        Recorded(*row) for row in db.session.execute(_recorded(is_said=bool(sentence)), values)
    ]
    return sorted(found, key=lambda row: (row.recorded_at, row.code, row.number, row.uid))


def essentials(plan_id: int, code: str, slug: str, today: date) -> Essentials:
    """Return the last note as published and the open obstacles, and who sits: one statement."""
    values = {
        "plan_id": plan_id,
        "code": code,
        "slug": slug,
        "today": today,
        "as_of": today,
        "known_at": clock.now(),
    }
    name, note, note_on, note_by = "", "", None, ""
    obstacles: list[Texts] = []
    for kind, text, day, word in db.session.execute(_essentials(), values):
        if kind == "body":
            name = german(json.loads(text))
        elif kind == "note":
            note, note_on, note_by = text, day, word
        else:
            obstacles.append(json.loads(text))
    return Essentials(name, note, note_on, note_by, tuple(obstacles))


def _plain(text: str) -> str:
    """Return text for LIKE, its signs taken as they stand."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


# A statement is built once: building one costs more than sending it.


@cache
def _recorded(*, is_said: bool) -> CompoundSelect[Any]:
    no_day, nothing = cast(null(), Date), literal("", String)
    grouped = select(AuditEntry.after).where(
        AuditEntry.action == TOGETHER, AuditEntry.subject == bindparam("group")
    )

    def facts(kind: str, model: Any, number: Any, value: Any, day: Any) -> Select[Any]:
        return (
            select(
                model.uid,
                literal(kind, String),
                Recommendation.code,
                number,
                type_coerce(value, Text),
                day,
                type_coerce(model.recorded_at, UtcDateTime),
            )
            .select_from(model)
            .where(
                Recommendation.plan_id == bindparam("plan_id"),
                model.uid.in_(grouped)
                | (model.reason.like(bindparam("sentence"), escape="\\") if is_said else false()),
                ~is_withdrawn(model),
            )
        )

    status, note, decision = RecommendationStatus, Note, Decision
    number = cast(Milestone.number, String)
    of_milestones = [
        facts(kind, model, number, value, day)
        .join(Milestone, Milestone.id == model.milestone_id)
        .join(Recommendation, Recommendation.id == Milestone.recommendation_id)
        for kind, model, value, day in (
            ("deadline", MilestoneDeadline, MilestoneDeadline.precision, MilestoneDeadline.due_on),
            ("state", MilestoneState, MilestoneState.state, no_day),
        )
    ]
    others = [
        facts(kind, model, nothing, value, no_day).join(
            Recommendation, Recommendation.id == model.recommendation_id
        )
        for kind, model, value in (
            ("status", status, status.status),
            ("note", note, note.text),
            ("decision", decision, decision.text),
        )
    ]
    return union_all(*others, *of_milestones)


@cache
def _essentials() -> CompoundSelect[Any]:
    no_day = cast(null(), Date)
    of = (Recommendation.plan_id == bindparam("plan_id")) & (
        Recommendation.code == bindparam("code")
    )
    as_published = func.coalesce(decided(NoteReview.text), Note.text)
    newest = (
        select(type_coerce(as_published, Text).label("text"), Note.effective_on, Organisation.slug)
        .join(Recommendation, Recommendation.id == Note.recommendation_id)
        .join(Organisation, Organisation.id == Note.organisation_id)
        .where(of, Note.kind != Kind.CONFIRMATION, *published())
        .order_by(Note.effective_on.desc(), Note.recorded_at.desc(), Note.uid)
        .limit(1)
        .subquery()
    )
    bodies = select(
        literal("body", String), type_coerce(Committee.name, Text), no_day, Committee.slug
    ).where(
        Committee.plan_id == bindparam("plan_id"),
        Committee.slug == bindparam("slug"),
        Committee.deleted_at.is_(None),
    )
    obstacles = (
        select(literal("obstacle", String), type_coerce(Obstacle.text, Text), no_day, Obstacle.uid)
        .join(Recommendation, Recommendation.id == Obstacle.recommendation_id)
        .where(
            of,
            stands(bindparam("today")),
        )
    )
    return union_all(
        bodies,
        select(literal("note", String), newest.c.text, newest.c.effective_on, newest.c.slug),
        obstacles,
    )
