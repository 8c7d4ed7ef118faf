"""One note or a list of them, each with what became of it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased

from tracker.db import db
from tracker.history.queries import counting, is_withdrawn
from tracker.notes.models import Note, NoteReview
from tracker.notes.queries.rows import NoteRow, rows, selected
from tracker.notes.rules import Kind, Outcome
from tracker.plan.models import Recommendation
from tracker.plan.queries import RecommendationRow

PAGE = 20


def note(uid: str) -> NoteRow:
    """Return a note by its uid, withdrawn or not; NoResultFound if there is none."""
    found = rows(selected(Note.uid == uid))
    if not found:
        raise NoResultFound
    return found[0]


def in_review(page: int) -> list[NoteRow]:
    """Return one page of the notes that wait for a decision, oldest first."""
    query = selected(waits()).order_by(Note.recorded_at, Note.uid)
    return rows(query.limit(PAGE).offset((page - 1) * PAGE))


def number_in_review() -> int:
    """Return how many notes wait for a decision."""
    return db.session.scalar(select(func.count()).select_from(Note).where(waits())) or 0


def by_organisations(ids: Collection[int], page: int) -> list[NoteRow]:
    """Return one page of the notes of organisations, newest first."""
    query = selected(Note.organisation_id.in_(ids)).order_by(Note.recorded_at.desc(), Note.uid)
    return rows(query.limit(PAGE).offset((page - 1) * PAGE))


def number_by_organisations(ids: Collection[int]) -> int:
    """Return how many notes organisations have written, withdrawn ones included."""
    of = Note.organisation_id.in_(ids)
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
    query = selected(
        (Note.recommendation_id == of.id)
        & Note.organisation_id.in_(organisation_ids)
        & (Note.kind != Kind.CONFIRMATION)
        & ~is_withdrawn(Note)
        & published.exists()
    )
    order = (Note.effective_on.desc(), Note.recorded_at.desc(), Note.uid)
    return next(iter(rows(query.order_by(*order).limit(1))), None)


def last_published(ids: Collection[int], organisation_ids: Collection[int]) -> dict[int, NoteRow]:
    """Return what organisations last published about recommendations, by these ones' ids."""
    review, of = aliased(NoteReview), aliased(Recommendation)
    published = select(review.id).where(
        review.note_id == Note.id, review.outcome == Outcome.PUBLISHED, ~is_withdrawn(review)
    )
    own = (
        Note.organisation_id.in_(organisation_ids),
        Note.kind != Kind.CONFIRMATION,
        ~is_withdrawn(Note),
        published.exists(),
    )
    found = rows(selected(Note.id.in_(_newest(of, ids, Note.id, Note.effective_on, *own))))
    return {row.recommendation_id: row for row in found}


def newest(ids: Collection[int]) -> dict[int, str]:
    """Return the uid of the note recorded last about each recommendation, by its id.

    Whatever became of it, unless it was withdrawn.
    """
    of = aliased(Recommendation)
    uids = _newest(of, ids, Note.uid, Note.recorded_at, ~is_withdrawn(Note))
    found = db.session.execute(select(Note.recommendation_id, Note.uid).where(Note.uid.in_(uids)))
    return dict(found.all())


def _newest(of: Any, ids: Collection[int], column: Any, by: Any, *own: Any) -> Select[Any]:
    """Select a column of the newest note of each recommendation by a date of it.

    Args:
        of: an alias of Recommendation.
        own: conditions that the note fulfils.
    """
    note = (
        select(column)
        .where(Note.recommendation_id == of.id, *own)
        .order_by(by.desc(), Note.recorded_at.desc(), Note.number.desc(), Note.uid)
        .limit(1)
        .correlate(of)
        .scalar_subquery()
    )
    return select(note).where(of.id.in_(ids))


def is_there(uid: str) -> bool:
    """Return whether a note has been recorded, withdrawn since or not."""
    return db.session.scalar(select(Note.id).where(Note.uid == uid)) is not None


def by_uids(uids: Collection[str]) -> list[NoteRow]:
    """Return notes by their uids, by plan and code; unknown ones are left out."""
    found = rows(selected(Note.uid.in_(uids)))
    return sorted(found, key=lambda row: (row.plan, row.code, row.uid))


def reviews(note_id: int, as_of: date) -> list[NoteReview]:
    """Return the decisions about a note that count on a day; the last is in force."""
    return counting(NoteReview, NoteReview.note_id == note_id, as_of)


def lock(note_id: int) -> None:
    """Keep others from deciding about a note until the running transaction ends."""
    of = Note.id == note_id
    db.session.execute(select(Note.id).where(of).with_for_update(key_share=True))


def waits() -> ColumnElement[bool]:
    """Return the condition that a note waits for a decision."""
    review = aliased(NoteReview)
    decided = select(review.id).where(review.note_id == Note.id, ~is_withdrawn(review))
    return (Note.kind != Kind.CONFIRMATION) & ~is_withdrawn(Note) & ~decided.exists()
