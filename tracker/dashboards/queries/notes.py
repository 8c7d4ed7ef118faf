"""Notes as pages show them: published ones with their text as published."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from heapq import nlargest
from typing import Any

from sqlalchemy import Select, bindparam, select

from tracker.clock import day_of
from tracker.db import db
from tracker.history.stichtag import RecordedRole
from tracker.notes.models import Note, NoteReview
from tracker.notes.rules import Kind
from tracker.plan.models import Recommendation
from tracker.stakeholders.models import Organisation
from tracker.standing.counted import is_published
from tracker.standing.facts import (
    Moment,
    RecommendationFacts,
    ReportFact,
    ReviewFact,
    in_force,
)
from tracker.standing.queries.names import Withdrawn
from tracker.standing.queries.reports import decided, published

LATEST = 5  # notes on a field's dashboard


@dataclass(frozen=True)
class NoteRow:
    """One note as pages show it: its text as published."""

    uid: str
    code: str  # of the recommendation
    organisation: str  # slug
    kind: Kind
    language: str
    text: str
    effective_on: date
    recorded_at: datetime
    recorded_role: RecordedRole
    corrects: str | None
    is_edited: bool

    @property
    def recorded_on(self) -> date:
        """The county's day on which it was typed in."""
        return day_of(self.recorded_at)

    @property
    def is_late(self) -> bool:
        """Whether it was typed in later than the day it holds for (nachgemeldet)."""
        return self.recorded_on > self.effective_on


@dataclass(frozen=True)
class Notes:
    """The notes of one recommendation: for its computation, and published ones to read."""

    reports: list[ReportFact]
    published: list[NoteRow]  # newest first
    corrected: frozenset[str]  # uids of notes that a later one corrects


def notes_of(plan_id: int, code: str, at: Moment, gone: Withdrawn) -> Notes:
    """Return all notes of a recommendation; those published by the moment newest first."""
    notes: dict[str, Any] = {}
    reviews: dict[str, list[ReviewFact]] = defaultdict(list)
    texts: dict[str, str | None] = {}
    for row in db.session.execute(_notes_of(), {"plan_id": plan_id, "code": code}):
        uid = row.uid
        review, since, recorded_at, number, outcome, text = row[-6:]
        notes[uid] = row
        if review is not None:
            fact = ReviewFact(review, since, recorded_at, number, gone.get(review), outcome)
            reviews[uid].append(fact)
            texts[review] = text
    reports, shown = [], []
    for uid, row in notes.items():
        decisions = tuple(reviews[uid])
        report = ReportFact(
            uid, row.effective_on, row.recorded_at, row.number, gone.get(uid), row.slug, row.kind,
            decisions,
        )  # fmt: skip
        reports.append(report)
        if is_published(report, at):
            held = in_force(decisions, at)
            shown.append(_note_row(row, texts[held.uid] if held else None))
    corrected = frozenset(row.corrects for row in shown if row.corrects)
    return Notes(reports, shown, corrected)


def latest_notes(
    plan_id: int, recommendations: Iterable[RecommendationFacts], at: Moment
) -> list[NoteRow]:
    """Return the newest published notes with a text of some recommendations, newest first.

    At most LATEST.

    Args:
        recommendations: with the newest report of each, as the computation needs them. No note is
            read that is older than LATEST of these: an index finds the others, where to sort all
            notes of a field would take twenty times as long.
    """
    rows = list(recommendations)
    if not rows:
        return []
    days = (r.effective_on for row in rows for r in row.reports if r.kind is not Kind.CONFIRMATION)
    newest = nlargest(LATEST, days)
    since = newest[-1] if len(newest) == LATEST else date.min
    codes = [row.code for row in rows]
    values = {"plan_id": plan_id, "codes": codes, "since": since, **at._asdict()}
    return [_note_row(row, row.edited) for row in db.session.execute(_latest_notes(), values)]


def notes_by(plan_id: int, organisation: str, at: Moment, number: int) -> list[NoteRow]:
    """Return the newest published notes of one organisation, newest first."""
    values = {"plan_id": plan_id, "organisation": organisation, **at._asdict()}
    rows = db.session.execute(_notes_by().limit(number), values)
    return [_note_row(row, row.edited) for row in rows]


def reported_on(plan_id: int, at: Moment) -> dict[str, date]:
    """Return the day of each organisation's newest published report, by slug."""
    rows = db.session.execute(_reported_on(), {"plan_id": plan_id, **at._asdict()})
    return {slug: day for slug, day in rows if day is not None}


# A statement is built once: building one costs more than sending it.


COLUMNS = (
    Note.uid, Note.effective_on, Note.recorded_at, Note.number, Note.kind, Note.language,
    Note.text, Note.recorded_role, Note.corrects_uid,
)  # fmt: skip
NEWEST_FIRST = (
    Note.effective_on.desc(), Note.recorded_at.desc(), Note.number.desc(), Note.uid,
)  # fmt: skip


@cache
def _notes_of() -> Select[*tuple[Any, ...]]:
    return (
        _rows(
            NoteReview.uid,
            NoteReview.effective_on,
            NoteReview.recorded_at,
            NoteReview.number,
            NoteReview.outcome,
            NoteReview.text,
        )
        .outerjoin(NoteReview, NoteReview.note_id == Note.id)
        .where(
            Recommendation.plan_id == bindparam("plan_id"), Recommendation.code == bindparam("code")
        )
    )


@cache
def _latest_notes() -> Select[*tuple[Any, ...]]:
    return (
        _rows(decided(NoteReview.text).label("edited"))
        .where(
            Recommendation.plan_id == bindparam("plan_id"),
            Recommendation.code.in_(bindparam("codes", expanding=True)),
            Note.kind != Kind.CONFIRMATION,
            Note.effective_on >= bindparam("since"),
            *published(),
        )
        .limit(LATEST)
    )


@cache
def _notes_by() -> Select[*tuple[Any, ...]]:
    return _rows(decided(NoteReview.text).label("edited")).where(
        Organisation.plan_id == bindparam("plan_id"),
        Organisation.slug == bindparam("organisation"),
        *published(),
    )


@cache
def _reported_on() -> Select[str, date]:
    newest = (
        select(Note.effective_on)
        .where(Note.organisation_id == Organisation.id, *published())
        .order_by(Note.effective_on.desc())
        .limit(1)
        .correlate(Organisation)
        .scalar_subquery()
    )
    return select(Organisation.slug, newest).where(Organisation.plan_id == bindparam("plan_id"))


def _rows(*more: Any) -> Select[*tuple[Any, ...]]:
    """Select what a note's row needs, its recommendation's code and organisation's slug, more."""
    return (
        select(*COLUMNS, Recommendation.code, Organisation.slug, *more)
        .join(Recommendation, Recommendation.id == Note.recommendation_id)
        .join(Organisation, Organisation.id == Note.organisation_id)
        .order_by(*NEWEST_FIRST)
    )


def _note_row(row: Any, edited: str | None) -> NoteRow:
    return NoteRow(
        uid=row.uid,
        code=row.code,
        organisation=row.slug,
        kind=row.kind,
        language=row.language,
        text=row.text if edited is None else edited,
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        recorded_role=row.recorded_role,
        corrects=row.corrects_uid,
        is_edited=edited is not None and edited != row.text,
    )
