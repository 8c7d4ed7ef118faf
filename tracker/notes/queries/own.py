"""What organisations wrote and what became of it, as far as it concerns them now."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from tracker.notes.models import Note
from tracker.notes.queries.notes import waits
from tracker.notes.queries.rows import NoteRow, is_unanswered, rows, selected

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
    wanted = own & (waits() | is_unanswered() | Note.id.in_(select(newest.c.id)))
    found = rows(selected(wanted).order_by(Note.recorded_at.desc(), Note.uid))
    return Followed(
        returned=tuple(note for note in found if note.asks_anew),
        waiting=tuple(note for note in found if note.waits),
        latest=tuple(note for note in found[:LATEST] if not note.asks_anew),
    )
