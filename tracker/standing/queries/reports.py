"""The newest published report of each recommendation, found by index and not by reading all."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from tracker.db import db
from tracker.history.stichtag import Withdrawal
from tracker.notes.models import Note, NoteReview
from tracker.notes.rules import Kind, Outcome
from tracker.plan.models import Recommendation
from tracker.stakeholders.models import Organisation
from tracker.standing.facts import Moment, ReportFact, ReviewFact
from tracker.standing.queries.names import Withdrawn, dated


def newest_reports(ids: Sequence[int], at: Moment, gone: Withdrawn) -> dict[int, list[ReportFact]]:
    """Return, by id of the recommendation, the newest report published by the moment.

    A recommendation whose newest one comes from an organisation that may not have been involved
    needs all_reports() as well: that is for the computation to decide.
    """
    newest = (
        select(Note.id)
        .where(Note.recommendation_id == Recommendation.id, *published(at))
        .order_by(Note.effective_on.desc(), Note.recorded_at.desc(), Note.number.desc())
        .limit(1)
        .correlate(Recommendation)
        .scalar_subquery()
    )
    return _reports(Note.id.in_(select(newest).where(Recommendation.id.in_(ids))), gone=gone)


def all_reports(ids: Sequence[int], at: Moment, gone: Withdrawn) -> dict[int, list[ReportFact]]:
    """Return, by id of the recommendation, every report published by the moment."""
    return _reports(Note.recommendation_id.in_(ids), *published(at), gone=gone)


def published(at: Moment) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for a note to count and to be published at a moment."""
    decided = (
        select(NoteReview.outcome)
        .where(
            NoteReview.note_id == Note.id,
            NoteReview.effective_on <= at.as_of,
            NoteReview.recorded_at <= at.known_at,
            ~_is_withdrawn(NoteReview.uid, at),
        )
        .order_by(
            NoteReview.effective_on.desc(), NoteReview.recorded_at.desc(), NoteReview.number.desc()
        )
        .limit(1)
        .correlate(Note)
        .scalar_subquery()
    )
    return (
        Note.effective_on <= at.as_of,
        Note.recorded_at <= at.known_at,
        (Note.kind == Kind.CONFIRMATION) | (decided == Outcome.PUBLISHED),
        ~_is_withdrawn(Note.uid, at),
    )


def _is_withdrawn(uid: Any, at: Moment) -> ColumnElement[bool]:  # a uid column
    return (
        select(Withdrawal.id)
        .where(Withdrawal.fact_uid == uid, Withdrawal.recorded_at <= at.known_at)
        .exists()
    )


def _reports(*conditions: ColumnElement[bool], gone: Withdrawn) -> dict[int, list[ReportFact]]:
    rows = (
        select(
            *dated(Note),
            Organisation.slug,
            Note.kind,
            Note.recommendation_id,
            NoteReview.uid,
            NoteReview.effective_on,
            NoteReview.recorded_at,
            NoteReview.number,
            NoteReview.outcome,
        )
        .join(Organisation, Organisation.id == Note.organisation_id)
        .outerjoin(NoteReview, NoteReview.note_id == Note.id)
        .where(*conditions)
        .order_by(Note.uid)
    )
    reviews: dict[str, list[ReviewFact]] = defaultdict(list)
    notes = {}
    for row in db.session.execute(rows):
        notes[row[0]] = row
        if row[7] is not None:
            reviews[row[0]].append(ReviewFact._make((*row[7:11], gone.get(row[7]), row[11])))
    found: dict[int, list[ReportFact]] = defaultdict(list)
    for uid, row in notes.items():
        report = ReportFact(*row[:4], gone.get(uid), row[4], row[5], tuple(reviews[uid]))
        found[row[6]].append(report)
    return found
