"""A note with the plan and the recommendation it is about, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased, joinedload

from tracker import clock
from tracker.db import Texts, db
from tracker.history.queries import counting, is_withdrawn
from tracker.history.stichtag import RecordedRole
from tracker.notes.models import Note, NoteReview, NoteSeen
from tracker.notes.rules import Fate, Kind, Outcome, Piece, word_difference
from tracker.plan.models import Plan, Recommendation
from tracker.plan.queries.editions import continued


@dataclass(frozen=True)
class ReviewRow:
    """What the plan office decided about a note."""

    uid: str
    outcome: Outcome
    text: str | None  # as published, if it was edited
    reason: str
    recorded_at: datetime
    role: RecordedRole
    recorded_by_id: int | None


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
    recorded_by_id: int | None
    seen_at: datetime | None  # when the plan office said that it has read it
    is_unanswered: bool  # once returned, and not written anew since

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
            return Fate.SEEN if self.seen_at else Fate.IN_REVIEW
        if self.decision.outcome is Outcome.RETURNED:
            return Fate.RETURNED
        return Fate.PUBLISHED if self.published_text == self.text else Fate.EDITED

    @property
    def is_published(self) -> bool:
        """Whether public pages show it."""
        return self.fate in {Fate.PUBLISHED, Fate.EDITED}

    @property
    def waits(self) -> bool:
        """Whether it waits for a decision, seen or not."""
        return self.fate in {Fate.IN_REVIEW, Fate.SEEN}

    @property
    def seen_on(self) -> date | None:
        """The day on which the plan office said that it has read it, while it still waits."""
        if self.fate is not Fate.SEEN or self.seen_at is None:
            return None
        return self.seen_at.astimezone(clock.BERLIN).date()

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

    def is_confirmed_by(self, user_id: int, since: datetime) -> bool:
        """Whether it is a confirmation that a person gave at a moment or later."""
        is_own = self.recorded_by_id == user_id and self.recorded_at >= since
        return self.kind is Kind.CONFIRMATION and is_own

    @property
    def is_edited(self) -> bool:
        """Whether it was published with another text than was written."""
        return self.fate is Fate.EDITED

    @property
    def is_returned(self) -> bool:
        """Whether its author may write it anew."""
        return self.fate is Fate.RETURNED

    @property
    def asks_anew(self) -> bool:
        """Whether its author is to write it anew, and has not done so yet."""
        return self.is_returned and self.is_unanswered

    def differs_from(self, text: str) -> list[Piece]:
        """Return what another text would change in it as published, word by word."""
        return word_difference(self.published_text, text)

    @property
    def edits(self) -> list[Piece]:
        """What the plan office changed for the publication, word by word."""
        return word_difference(self.text, self.published_text)


def is_unanswered() -> ColumnElement[bool]:
    """Return the condition that a note was once returned and none of its organisation followed.

    In a plan that a later edition follows, nobody is asked to write it anew. For selected().
    """
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
    returned = (
        select(review.id)
        .where(
            review.note_id == Note.id,
            review.outcome == Outcome.RETURNED,
            ~is_withdrawn(review),
            ~anew.exists(),
        )
        .correlate(Note)
    )
    return returned.exists() & Plan.id.not_in(continued())


def selected(of: ColumnElement[bool]) -> Select[Note, Plan, bool, datetime, bool]:
    """Select notes for rows(), in no order."""
    return (
        select(Note, Plan, is_withdrawn(Note), NoteSeen.seen_at, is_unanswered())
        .join(Note.recommendation)
        .join(Plan, Plan.id == Recommendation.plan_id)
        .outerjoin(NoteSeen, NoteSeen.note_id == Note.id)
        .where(of)
        .options(joinedload(Note.recommendation))
    )


def rows(query: Select[Note, Plan, bool, datetime, bool]) -> list[NoteRow]:
    """Return the notes of a query, each with the decision in force about it."""
    found = db.session.execute(query).all()
    decisions: dict[int, NoteReview] = {}
    ids = [note.id for note, *_rest in found]
    if ids:
        for review in counting(NoteReview, NoteReview.note_id.in_(ids), date.max):
            decisions[review.note_id] = review
    return [
        _row(note, plan, decisions.get(note.id), seen_at, is_withdrawn=gone, is_unanswered=asks)
        for note, plan, gone, seen_at, asks in found
    ]


def _row(
    note: Note,
    plan: Plan,
    decision: NoteReview | None,
    seen_at: datetime | None,
    **is_so: bool,
) -> NoteRow:
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
        decision=None if decision is None else _decision(decision),
        recorded_by_id=note.recorded_by_id,
        seen_at=seen_at,
        **is_so,
    )


def _decision(review: NoteReview) -> ReviewRow:
    return ReviewRow(
        uid=review.uid,
        outcome=review.outcome,
        text=review.text,
        reason=review.reason,
        recorded_at=review.recorded_at,
        role=review.recorded_role,
        recorded_by_id=review.recorded_by_id,
    )
