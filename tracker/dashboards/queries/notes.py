"""Notes as pages show them: published ones with their text as published."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ScalarSelect, select

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
    ReportFact,
    ReviewFact,
    in_force,
)
from tracker.standing.queries.names import Withdrawn
from tracker.standing.queries.reports import published


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
    rows = db.session.execute(
        select(Note, Organisation.slug, NoteReview)
        .join(Recommendation, Recommendation.id == Note.recommendation_id)
        .join(Organisation, Organisation.id == Note.organisation_id)
        .outerjoin(NoteReview, NoteReview.note_id == Note.id)
        .where(Recommendation.plan_id == plan_id, Recommendation.code == code)
        .order_by(
            Note.effective_on.desc(), Note.recorded_at.desc(), Note.number.desc(), Note.uid
        )
    )  # fmt: skip
    notes: dict[str, tuple[Note, str]] = {}
    reviews: dict[str, list[NoteReview]] = defaultdict(list)
    for note, slug, review in rows:
        notes[note.uid] = (note, slug)
        if review is not None:
            reviews[note.uid].append(review)
    reports, rows_shown = [], []
    for uid, (note, slug) in notes.items():
        texts = {review.uid: review.text for review in reviews[uid]}
        decided = tuple(
            ReviewFact(r.uid, r.effective_on, r.recorded_at, r.number, gone.get(r.uid), r.outcome)
            for r in reviews[uid]
        )
        report = ReportFact(
            uid, note.effective_on, note.recorded_at, note.number, gone.get(uid), slug, note.kind,
            decided,
        )  # fmt: skip
        reports.append(report)
        if is_published(report, at):
            held = in_force(decided, at)
            edited = texts[held.uid] if held else None
            rows_shown.append(_note_row(note, code, slug, edited))
    corrected = frozenset(row.corrects for row in rows_shown if row.corrects)
    return Notes(reports, rows_shown, corrected)


def latest_notes(plan_id: int, codes: Sequence[str], at: Moment, number: int) -> list[NoteRow]:
    """Return the newest published notes with a text of some recommendations, newest first."""
    if not codes:
        return []
    rows = db.session.execute(
        select(Note, Recommendation.code, Organisation.slug, _text_as_published(at))
        .join(Recommendation, Recommendation.id == Note.recommendation_id)
        .join(Organisation, Organisation.id == Note.organisation_id)
        .where(
            Recommendation.plan_id == plan_id,
            Recommendation.code.in_(codes),
            Note.kind != Kind.CONFIRMATION,
            *published(at),
        )
        .order_by(
            Note.effective_on.desc(), Note.recorded_at.desc(), Note.number.desc(), Note.uid
        )
        .limit(number)
    )  # fmt: skip
    return [_note_row(note, code, slug, text) for note, code, slug, text in rows]


def notes_by(plan_id: int, organisation: str, at: Moment, number: int) -> list[NoteRow]:
    """Return the newest published notes of one organisation, newest first."""
    rows = db.session.execute(
        select(Note, Recommendation.code, _text_as_published(at))
        .join(Recommendation, Recommendation.id == Note.recommendation_id)
        .join(Organisation, Organisation.id == Note.organisation_id)
        .where(Organisation.plan_id == plan_id, Organisation.slug == organisation, *published(at))
        .order_by(Note.effective_on.desc(), Note.recorded_at.desc(), Note.number.desc(), Note.uid)
        .limit(number)
    )
    return [_note_row(note, code, organisation, text) for note, code, text in rows]


def reported_on(plan_id: int, at: Moment) -> dict[str, date]:
    """Return the day of each organisation's newest published report, by slug."""
    newest = (
        select(Note.effective_on)
        .where(Note.organisation_id == Organisation.id, *published(at))
        .order_by(Note.effective_on.desc())
        .limit(1)
        .correlate(Organisation)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Organisation.slug, newest).where(Organisation.plan_id == plan_id)
    )
    return {slug: day for slug, day in rows if day is not None}


def _text_as_published(at: Moment) -> ScalarSelect[str | None]:
    return (
        select(NoteReview.text)
        .where(
            NoteReview.note_id == Note.id,
            NoteReview.effective_on <= at.as_of,
            NoteReview.recorded_at <= at.known_at,
        )
        .order_by(NoteReview.effective_on.desc(), NoteReview.number.desc())
        .limit(1)
        .correlate(Note)
        .scalar_subquery()
    )


def _note_row(note: Note, code: str, organisation: str, edited: str | None) -> NoteRow:
    return NoteRow(
        uid=note.uid,
        code=code,
        organisation=organisation,
        kind=note.kind,
        language=note.language,
        text=note.text if edited is None else edited,
        effective_on=note.effective_on,
        recorded_at=note.recorded_at,
        recorded_role=note.recorded_role,
        corrects=note.corrects_uid,
        is_edited=edited is not None and edited != note.text,
    )
