"""The newest published report of each recommendation, found by index and not by reading all."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, ScalarSelect, Select, Subquery, and_, bindparam, select, union

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
    return _reports(_newest_reports(), ids, at, gone)


def newest_reports_of_both(
    ids: Sequence[int], earlier: date, at: Moment, gone: Withdrawn
) -> dict[int, list[ReportFact]]:
    """Return the newest reports of two days together: by the moment, and by an earlier day."""
    return _reports(_newest_reports_of_both(), ids, at, gone, earlier=earlier)


def all_reports(ids: Sequence[int], at: Moment, gone: Withdrawn) -> dict[int, list[ReportFact]]:
    """Return, by id of the recommendation, every report published by the moment."""
    return _reports(_all_reports(), ids, at, gone)


def reports_since(
    ids: Sequence[int], earlier: date, at: Moment, gone: Withdrawn
) -> dict[int, list[ReportFact]]:
    """Return every report published by the moment, or by an earlier day as known at the moment."""
    return _reports(_reports_since(), ids, at, gone, earlier=earlier)


def newest_note(
    column: Any, *conditions: ColumnElement[bool], as_of: str = "as_of"
) -> ScalarSelect[Any]:
    """Select a column of a recommendation's newest published note; null where it has none.

    Who executes it gives as_of and known_at.

    Args:
        conditions: what else must be true of the note.
        as_of: name of the parameter with the day.
    """
    return (
        select(column)
        .where(Note.recommendation_id == Recommendation.id, *conditions, *published(as_of))
        .order_by(Note.effective_on.desc(), Note.recorded_at.desc(), Note.number.desc(), Note.uid)
        .limit(1)
        .correlate(Recommendation)
        .scalar_subquery()
    )


def published(as_of: str = "as_of") -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for a note to count and to be published at a moment.

    Who executes them gives as_of and known_at.

    Args:
        as_of: name of the parameter with the day.
    """
    return (
        Note.effective_on <= bindparam(as_of),
        Note.recorded_at <= bindparam("known_at"),
        (Note.kind == Kind.CONFIRMATION)
        | (decided(NoteReview.outcome, as_of) == Outcome.PUBLISHED),
        ~_is_withdrawn(Note.uid),
    )


def decided(column: Any, as_of: str = "as_of") -> ScalarSelect[Any]:  # a column of NoteReview
    """Select a column of a note's review in force at a moment; null where it has none.

    Who executes it gives as_of and known_at.

    Args:
        as_of: name of the parameter with the day.
    """
    return (
        select(column)
        .where(
            NoteReview.note_id == Note.id,
            NoteReview.effective_on <= bindparam(as_of),
            NoteReview.recorded_at <= bindparam("known_at"),
            ~_is_withdrawn(NoteReview.uid),
        )
        .order_by(
            NoteReview.effective_on.desc(), NoteReview.recorded_at.desc(), NoteReview.number.desc()
        )
        .limit(1)
        .correlate(Note)
        .scalar_subquery()
    )


def _is_withdrawn(uid: Any) -> ColumnElement[bool]:  # a uid column
    # IN, not EXISTS: both databases then look the few withdrawals up once a statement.
    gone = select(Withdrawal.fact_uid).where(Withdrawal.recorded_at <= bindparam("known_at"))
    return cast("ColumnElement[bool]", uid.in_(gone))


# A statement is built once: building one costs more than sending it.


@cache
def _newest_reports() -> Select[Any]:
    newest = _newest("as_of")
    return _selected().join(newest, newest.c.id == Note.id)


@cache
def _newest_reports_of_both() -> Select[Any]:
    both = union(select(_newest("as_of").c.id), select(_newest("earlier").c.id)).subquery()
    return _selected().join(both, both.c.id == Note.id)


def _newest(as_of: str) -> Subquery:
    of = Recommendation.id.in_(bindparam("ids", expanding=True))
    newest = newest_note(Note.id, as_of=as_of).label("id")
    # OFFSET keeps PostgreSQL from merging the two and then reading all notes.
    return select(newest).where(of).offset(0).subquery()


@cache
def _all_reports() -> Select[Any]:
    return _selected(Note.recommendation_id.in_(bindparam("ids", expanding=True)), *published())


@cache
def _reports_since() -> Select[Any]:
    of = Note.recommendation_id.in_(bindparam("ids", expanding=True))
    return _selected(of, and_(*published()) | and_(*published("earlier")))


def _selected(*conditions: ColumnElement[bool]) -> Select[Any]:
    return (
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


def _reports(
    statement: Select[Any], ids: Sequence[int], at: Moment, gone: Withdrawn, **more: date
) -> dict[int, list[ReportFact]]:
    reviews: dict[str, list[ReviewFact]] = defaultdict(list)
    notes = {}
    for row in db.session.execute(statement, {"ids": ids, **at._asdict(), **more}):
        notes[row[0]] = row
        if row[7] is not None:
            reviews[row[0]].append(ReviewFact._make((*row[7:11], gone.get(row[7]), row[11])))
    found: dict[int, list[ReportFact]] = defaultdict(list)
    for uid, row in notes.items():
        report = ReportFact._make((*row[:4], gone.get(uid), *row[4:6], tuple(reviews[uid])))
        found[row[6]].append(report)
    return found
