"""One note or a list of them, each with what became of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
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
from tracker.stakeholders.models import Organisation

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


@dataclass(frozen=True)
class Published:
    """What was last published about recommendations, confirmations left out."""

    latest: Mapping[int, NoteRow]  # by anybody, by the recommendation's id
    own: Mapping[tuple[int, int], NoteRow]  # by the ids of recommendation and organisation

    def before(self, recommendation_id: int, organisation_id: int) -> NoteRow | None:
        """Return an organisation's last one, where another organisation's came after it."""
        found = self.own.get((recommendation_id, organisation_id))
        return None if found == self.latest.get(recommendation_id) else found


def last_published(ids: Collection[int], organisation_ids: Collection[int]) -> Published:
    """Return what was last published about recommendations, and by each of the organisations."""
    of, at, review = aliased(Recommendation), aliased(Organisation), aliased(NoteReview)
    published = select(review.id).where(
        review.note_id == Note.id, review.outcome == Outcome.PUBLISHED, ~is_withdrawn(review)
    )
    counts = (Note.kind != Kind.CONFIRMATION, ~is_withdrawn(Note), published.exists())
    newest_of_all = _newest(of, ids, Note.id, Note.effective_on, *counts)
    by_one = _of(of, Note.id, Note.effective_on, *counts, Note.organisation_id == at.id)
    of_each = select(by_one.correlate(of, at).scalar_subquery()).where(
        of.id.in_(ids), at.id.in_(organisation_ids), at.plan_id == of.plan_id
    )
    wanted = Note.id.in_(newest_of_all) | Note.id.in_(of_each)
    found = rows(selected(wanted).order_by(Note.effective_on, Note.recorded_at, Note.number))
    own = {(row.recommendation_id, row.organisation_id): row for row in found}
    return Published(
        latest={row.recommendation_id: row for row in found},
        own={key: row for key, row in own.items() if key[1] in organisation_ids},
    )


def confirmation(recommendation_id: int, organisation_id: int, on: date) -> Note | None:
    """Return an organisation's confirmation of a day, the last one; None if there is none.

    One after which somebody published something about the recommendation is none.
    """
    review, note = aliased(NoteReview), aliased(Note)
    since = (
        select(review.id)
        .join(note, note.id == review.note_id)
        .where(
            note.recommendation_id == recommendation_id,
            review.outcome == Outcome.PUBLISHED,
            review.recorded_at > Note.recorded_at,
            ~is_withdrawn(review),
            ~is_withdrawn(note),
        )
        .correlate(Note)
    )
    query = select(Note).where(
        Note.recommendation_id == recommendation_id,
        Note.organisation_id == organisation_id,
        Note.kind == Kind.CONFIRMATION,
        Note.effective_on == on,
        ~is_withdrawn(Note),
        ~since.exists(),
    )
    return db.session.scalar(query.order_by(Note.recorded_at.desc(), Note.uid).limit(1))


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
    note = _of(of, column, by, *own).correlate(of).scalar_subquery()
    return select(note).where(of.id.in_(ids))


def _of(of: Any, column: Any, by: Any, *own: Any) -> Select[Any]:
    return (
        select(column)
        .where(Note.recommendation_id == of.id, *own)
        .order_by(by.desc(), Note.recorded_at.desc(), Note.number.desc(), Note.uid)
        .limit(1)
    )


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


def waits() -> ColumnElement[bool]:
    """Return the condition that a note waits for a decision."""
    review = aliased(NoteReview)
    decided = select(review.id).where(review.note_id == Note.id, ~is_withdrawn(review))
    return (Note.kind != Kind.CONFIRMATION) & ~is_withdrawn(Note) & ~decided.exists()
