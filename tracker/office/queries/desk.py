"""What the worklist rests on beside the standings: accounts, notes, obstacles, follow-ups."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    DateTime,
    Select,
    String,
    Text,
    bindparam,
    case,
    cast,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from tracker.accounts.models import Affiliation, User
from tracker.db import Texts, UtcDateTime, db
from tracker.history.queries import is_withdrawn
from tracker.notes.models import Note, NoteReview, Obstacle
from tracker.notes.rules import Addressee, Kind
from tracker.obstacles.queries import stands
from tracker.office.models import FollowUp
from tracker.office.rules import Account
from tracker.plan.models import Recommendation
from tracker.stakeholders.models import Handover, Organisation
from tracker.stakeholders.rules import Part


@dataclass(frozen=True)
class NoteWaiting:
    """A note that waits for a decision."""

    uid: str
    code: str
    text: str
    recorded_at: datetime
    organisation: str  # slug


@dataclass(frozen=True)
class OpenObstacle:
    """An obstacle that stands today."""

    uid: str
    code: str
    text: Texts
    addressee: Addressee
    due_on: date | None


@dataclass(frozen=True)
class OpenFollowUp:
    """A follow-up that is not done; code is empty where it is about the plan."""

    uid: str
    code: str
    text: str
    due_on: date


@dataclass(frozen=True)
class OpenHandover:
    """A request to take over a part that nobody has answered."""

    uid: str
    code: str
    giver: str  # slug
    taker: str  # slug
    part: Part
    effective_on: date
    asked_at: datetime


@dataclass(frozen=True)
class Desk:
    """What lies on the desk of the plan office for one plan."""

    notes: Sequence[NoteWaiting]
    obstacles: Sequence[OpenObstacle]
    follow_ups: Sequence[OpenFollowUp]
    handovers: Sequence[OpenHandover]
    accounts: Mapping[str, Sequence[Account]]  # by slug of the organisation they act for


def desk(plan_id: int, today: date) -> Desk:
    """Return what lies on the desk for a plan: two statements, whatever its size."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in db.session.execute(_waiting(), {"plan_id": plan_id, "today": today}):
        found[row.kind].append(row)
    return Desk(
        notes=[NoteWaiting(r.uid, r.code, r.text, r.at, r.word) for r in found["note"]],
        obstacles=[
            OpenObstacle(r.uid, r.code, json.loads(r.text), Addressee(r.word), r.day)
            for r in found["obstacle"]
        ],
        follow_ups=[OpenFollowUp(r.uid, r.code or "", r.text, r.day) for r in found["follow_up"]],
        handovers=[_handover(row) for row in found["handover"]],
        accounts=accounts(plan_id),
    )


def _handover(row: Any) -> OpenHandover:
    giver, taker = row.text.split()
    return OpenHandover(row.uid, row.code, giver, taker, Part(row.word), row.day, row.at)


def accounts(plan_id: int) -> dict[str, list[Account]]:
    """Return the accounts that act for organisations of a plan, by the organisation's slug."""
    found: dict[str, list[Account]] = defaultdict(list)
    for slug, *account in db.session.execute(_accounts(), {"plan_id": plan_id}):
        found[slug].append(Account(*(bool(value) for value in account)))
    return found


# A statement is built once: building one costs more than sending it.


@cache
def _accounts() -> Select[Any]:
    return (
        select(
            Organisation.slug,
            User.is_active,
            case((User.password_hash != "", 1), else_=0),  # its absence is no secret
            case((User.undeliverable_at.is_(None), 1), else_=0),
        )
        .join(Affiliation, Affiliation.organisation_id == Organisation.id)
        .join(User, User.id == Affiliation.user_id)
        .where(Organisation.plan_id == bindparam("plan_id"))
    )


@cache
def _waiting() -> CompoundSelect[Any]:
    no_day, no_moment, no_word = (
        cast(null(), Date),
        cast(null(), DateTime(timezone=True)),
        literal(""),
    )
    review = aliased(NoteReview)
    decided = select(review.id).where(review.note_id == Note.id, ~is_withdrawn(review))
    of_plan = Recommendation.plan_id == bindparam("plan_id")
    notes = (
        select(
            literal("note").label("kind"),
            Note.uid.label("uid"),
            Recommendation.code.label("code"),
            type_coerce(Note.text, Text).label("text"),
            no_day.label("day"),
            type_coerce(Note.recorded_at, UtcDateTime).label("at"),
            Organisation.slug.label("word"),
        )
        .join(Recommendation, Recommendation.id == Note.recommendation_id)
        .join(Organisation, Organisation.id == Note.organisation_id)
        .where(of_plan, Note.kind != Kind.CONFIRMATION, ~is_withdrawn(Note), ~decided.exists())
    )
    obstacles = (
        select(
            literal("obstacle"),
            Obstacle.uid,
            Recommendation.code,
            type_coerce(Obstacle.text, Text),
            Obstacle.due_on,
            no_moment,
            type_coerce(Obstacle.addressee, String),
        )
        .join(Recommendation, Recommendation.id == Obstacle.recommendation_id)
        .where(
            of_plan,
            stands(bindparam("today")),
        )
    )
    follow_ups = (
        select(
            literal("follow_up"),
            FollowUp.uid,
            Recommendation.code,
            type_coerce(FollowUp.text, Text),
            FollowUp.due_on,
            no_moment,
            no_word,
        )
        .outerjoin(Recommendation, Recommendation.id == FollowUp.recommendation_id)
        .where(FollowUp.plan_id == bindparam("plan_id"), FollowUp.done_at.is_(None))
    )
    giver, taker = aliased(Organisation), aliased(Organisation)
    handovers = (
        select(
            literal("handover"),
            Handover.uid,
            Recommendation.code,
            type_coerce(giver.slug + " " + taker.slug, Text),
            Handover.effective_on,
            type_coerce(Handover.asked_at, UtcDateTime),
            type_coerce(Handover.part, String),
        )
        .join(Recommendation, Recommendation.id == Handover.recommendation_id)
        .join(giver, giver.id == Handover.from_organisation_id)
        .join(taker, taker.id == Handover.to_organisation_id)
        .where(of_plan, Handover.answered_at.is_(None))
    )
    return union_all(notes, obstacles, follow_ups, handovers)
