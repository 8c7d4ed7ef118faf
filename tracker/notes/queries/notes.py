"""One note or a list of them, each with what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased, joinedload

from tracker.db import Texts, db
from tracker.history.queries import counting, is_withdrawn
from tracker.history.stichtag import RecordedRole
from tracker.notes.models import Note, NoteReview
from tracker.notes.rules import Fate, Kind, Outcome, Piece, word_difference
from tracker.plan.models import Plan, Recommendation
from tracker.plan.queries import RecommendationRow

PAGE = 20


@dataclass(frozen=True)
class ReviewRow:
    """What the plan office decided about a note."""

    uid: str
    outcome: Outcome
    text: str | None  # as published, if it was edited
    reason: str
    recorded_at: datetime
    role: RecordedRole


@dataclass(frozen=True)
class NoteRow:
    """A note with the decision in force about it."""

    id: int
    uid: str
    plan: str  # slug
    plan_title: Texts
    recommendation_id: int
    code: str
    organisation_id: int
    kind: Kind
    language: str
    text: str
    corrects_uid: str | None
    effective_on: date
    recorded_at: datetime
    role: RecordedRole
    is_withdrawn: bool
    decision: ReviewRow | None

    @property
    def subject(self) -> str:
        """What audit entries call it."""
        return f"{self.plan}/{self.code}/{self.uid}"

    @property
    def fate(self) -> Fate:
        """What became of it."""
        if self.is_withdrawn:
            return Fate.WITHDRAWN
        if self.kind is Kind.CONFIRMATION:
            return Fate.PUBLISHED
        if self.decision is None:
            return Fate.IN_REVIEW
        if self.decision.outcome is Outcome.RETURNED:
            return Fate.RETURNED
        return Fate.PUBLISHED if self.published_text == self.text else Fate.EDITED

    @property
    def is_published(self) -> bool:
        """Whether public pages show it."""
        return self.fate in {Fate.PUBLISHED, Fate.EDITED}

    @property
    def published_text(self) -> str:
        """The text as published, or as written where it was not edited."""
        if self.decision is None or self.decision.text is None:
            return self.text
        return self.decision.text

    @property
    def may_be_corrected(self) -> bool:
        """Whether there is a published text to correct."""
        return self.is_published and self.kind is not Kind.CONFIRMATION

    @property
    def is_edited(self) -> bool:
        """Whether it was published with another text than was written."""
        return self.fate is Fate.EDITED

    @property
    def is_returned(self) -> bool:
        """Whether its author may write it anew."""
        return self.fate is Fate.RETURNED

    def differs_from(self, text: str) -> list[Piece]:
        """Return what another text would change in it as published, word by word."""
        return word_difference(self.published_text, text)

    @property
    def edits(self) -> list[Piece]:
        """What the plan office changed for the publication, word by word."""
        return word_difference(self.text, self.published_text)


def note(uid: str) -> NoteRow:
    """Return a note by its uid, withdrawn or not; NoResultFound if there is none."""
    found = _rows(_notes(Note.uid == uid))
    if not found:
        raise NoResultFound
    return found[0]


def in_review(page: int) -> list[NoteRow]:
    """Return one page of the notes that wait for a decision, oldest first."""
    query = _notes(_waits()).order_by(Note.recorded_at, Note.uid)
    return _rows(query.limit(PAGE).offset((page - 1) * PAGE))


def number_in_review() -> int:
    """Return how many notes wait for a decision."""
    return db.session.scalar(select(func.count()).select_from(Note).where(_waits())) or 0


def to_be_rewritten(ids: Collection[int]) -> list[NoteRow]:
    """Return the returned notes of organisations which none of theirs followed, newest first."""
    review, later = aliased(NoteReview), aliased(Note)
    followed = select(later.id).where(
        later.recommendation_id == Note.recommendation_id,
        later.organisation_id == Note.organisation_id,
        later.kind != Kind.CONFIRMATION,
        later.recorded_at > review.recorded_at,
        ~is_withdrawn(later),
    )
    returned = select(review.id).where(
        review.note_id == Note.id,
        review.outcome == Outcome.RETURNED,
        ~is_withdrawn(review),
        ~followed.exists(),
    )
    query = _notes(Note.organisation_id.in_(ids) & returned.exists())
    rows = _rows(query.order_by(Note.recorded_at.desc(), Note.uid))
    return [row for row in rows if row.is_returned]  # a later decision may say otherwise


def by_organisations(ids: Collection[int], page: int, but: Collection[int]) -> list[NoteRow]:
    """Return one page of the notes of organisations, newest first, without those with these ids."""
    query = _notes(Note.organisation_id.in_(ids) & Note.id.not_in(but))
    query = query.order_by(Note.recorded_at.desc(), Note.uid)
    return _rows(query.limit(PAGE).offset((page - 1) * PAGE))


def number_by_organisations(ids: Collection[int], but: Collection[int]) -> int:
    """Return how many notes organisations have written, withdrawn ones included, without these."""
    of = Note.organisation_id.in_(ids) & Note.id.not_in(but)
    return db.session.scalar(select(func.count()).select_from(Note).where(of)) or 0


def correction(uid: str, as_of: date) -> Note | None:
    """Return the latest correction of a note, whatever became of it; None if there is none."""
    found = counting(Note, Note.corrects_uid == uid, as_of)
    return max(found, key=lambda row: row.recorded_at, default=None)


def latest_published(of: RecommendationRow, organisation_ids: Collection[int]) -> NoteRow | None:
    """Return what organisations last published about a recommendation; None before the first."""
    review = aliased(NoteReview)
    published = select(review.id).where(
        review.note_id == Note.id, review.outcome == Outcome.PUBLISHED, ~is_withdrawn(review)
    )
    query = _notes(
        (Note.recommendation_id == of.id)
        & Note.organisation_id.in_(organisation_ids)
        & (Note.kind != Kind.CONFIRMATION)
        & ~is_withdrawn(Note)
        & published.exists()
    )
    order = (Note.effective_on.desc(), Note.recorded_at.desc(), Note.uid)
    return next(iter(_rows(query.order_by(*order).limit(1))), None)


def reviews(note_id: int, as_of: date) -> list[NoteReview]:
    """Return the decisions about a note that count on a day; the last is in force."""
    return counting(NoteReview, NoteReview.note_id == note_id, as_of)


def lock(note_id: int) -> None:
    """Keep others from deciding about a note until the running transaction ends."""
    of = Note.id == note_id
    db.session.execute(select(Note.id).where(of).with_for_update(key_share=True))


def _waits() -> ColumnElement[bool]:
    review = aliased(NoteReview)
    decided = select(review.id).where(review.note_id == Note.id, ~is_withdrawn(review))
    return (Note.kind != Kind.CONFIRMATION) & ~is_withdrawn(Note) & ~decided.exists()


def _notes(of: ColumnElement[bool]) -> Select[Note, Plan, bool]:
    return (
        select(Note, Plan, is_withdrawn(Note))
        .join(Note.recommendation)
        .join(Plan, Plan.id == Recommendation.plan_id)
        .where(of)
        .options(joinedload(Note.recommendation))
    )


def _rows(query: Select[Note, Plan, bool]) -> list[NoteRow]:
    found = db.session.execute(query).all()
    decisions: dict[int, NoteReview] = {}
    ids = [note.id for note, _plan, _gone in found]
    if ids:
        for review in counting(NoteReview, NoteReview.note_id.in_(ids), date.max):
            decisions[review.note_id] = review
    return [_row(note, plan, decisions.get(note.id), gone=gone) for note, plan, gone in found]


def _row(note: Note, plan: Plan, decision: NoteReview | None, *, gone: bool) -> NoteRow:
    return NoteRow(
        id=note.id,
        uid=note.uid,
        plan=plan.slug,
        plan_title=plan.title,
        recommendation_id=note.recommendation_id,
        code=note.recommendation.code,
        organisation_id=note.organisation_id,
        kind=note.kind,
        language=note.language,
        text=note.text,
        corrects_uid=note.corrects_uid,
        effective_on=note.effective_on,
        recorded_at=note.recorded_at,
        role=note.recorded_role,
        is_withdrawn=gone,
        decision=None if decision is None else _decision(decision),
    )


def _decision(review: NoteReview) -> ReviewRow:
    return ReviewRow(
        uid=review.uid,
        outcome=review.outcome,
        text=review.text,
        reason=review.reason,
        recorded_at=review.recorded_at,
        role=review.recorded_role,
    )
