"""What organisations wrote and what became of it, as far as it concerns them now."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from tracker.history.queries import is_withdrawn
from tracker.notes.models import Note, NoteReview
from tracker.notes.queries.notes import NoteRow, rows, selected, waits
from tracker.notes.rules import Fate, Kind, Outcome

LATEST = 5


@dataclass(frozen=True)
class Followed:
    """Notes of organisations; each list the newest first."""

    returned: tuple[NoteRow, ...] = ()  # which none of theirs followed
    waiting: tuple[NoteRow, ...] = ()  # in review
    latest: tuple[NoteRow, ...] = ()  # the newest ones, without those returned


def followed(organisation_ids: Collection[int]) -> Followed:
    """Return what organisations are to write anew, what waits, and what they wrote last."""
    own = Note.organisation_id.in_(organisation_ids)
    newest = (
        select(Note.id).where(own).order_by(Note.recorded_at.desc(), Note.uid).limit(LATEST)
    ).subquery()
    review, later = aliased(NoteReview), aliased(Note)
    anew = (
        select(later.id)
        .where(
            later.recommendation_id == Note.recommendation_id,
            later.organisation_id == Note.organisation_id,
            later.kind != Kind.CONFIRMATION,
            later.recorded_at > review.recorded_at,
            ~is_withdrawn(later),
        )
        .correlate(Note, review)
    )
    returned = select(review.id).where(
        review.note_id == Note.id,
        review.outcome == Outcome.RETURNED,
        ~is_withdrawn(review),
        ~anew.exists(),
    )
    wanted = own & (waits() | returned.exists() | Note.id.in_(select(newest.c.id)))
    found = rows(selected(wanted).order_by(Note.recorded_at.desc(), Note.uid))
    again = tuple(note for note in found if note.is_returned and not _is_followed(note, found))
    latest = [note for note in found[:LATEST] if note not in again]
    return Followed(
        returned=again,
        waiting=tuple(note for note in found if note.fate is Fate.IN_REVIEW),
        latest=tuple(latest),
    )


def _is_followed(note: NoteRow, among: list[NoteRow]) -> bool:
    """Return whether the organisation has written anew since its note was returned."""
    return note.decision is not None and any(
        other.recommendation_id == note.recommendation_id
        and other.organisation_id == note.organisation_id
        and other.kind is not Kind.CONFIRMATION
        and other.recorded_at > note.decision.recorded_at
        and not other.is_withdrawn
        for other in among
    )
