"""How many public entries were recorded between two moments; fixed once both have passed.

A note counts by its publication: before it nobody outside knows of it. The withdrawal of a public
entry is an entry of its own, for the day of what it withdraws.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, Subquery, case, func, select, type_coerce, union_all

from tracker.council.models import Decision
from tracker.db import UtcDateTime, db
from tracker.history.stichtag import Withdrawal
from tracker.milestones.models import Milestone, MilestoneDeadline, MilestoneState
from tracker.notes.models import Note, NoteReview, Obstacle, ObstacleEnd
from tracker.notes.rules import Kind, Outcome
from tracker.plan.models import (
    ActionField,
    ActionFieldWording,
    PlanThresholds,
    Recommendation,
    RecommendationStatus,
    RecommendationWording,
)
from tracker.programmes.models import Indicator, IndicatorValue
from tracker.stakeholders.models import Involvement, Organisation, OrganisationName


class Span(NamedTuple):
    """Entries recorded after one moment and up to another."""

    after: datetime
    until: datetime
    as_of: date  # the Stichtag they are told apart by


@dataclass(frozen=True)
class Recorded:
    """How many entries there are, and how many of them hold from a day up to the Stichtag."""

    entries: int
    by_stichtag: int


def recorded(plan_id: int, spans: Sequence[Span]) -> list[Recorded]:
    """Return the counts of each span, in their order; one statement for all of them."""
    if not spans:
        return []
    facts = _entries(plan_id)
    columns = []
    for span in spans:
        is_within = (facts.c.recorded_at > span.after) & (facts.c.recorded_at <= span.until)
        columns.append(func.count(case((is_within, 1))))
        columns.append(func.count(case((is_within & (facts.c.effective_on <= span.as_of), 1))))
    row = db.session.execute(select(*columns).select_from(facts)).one()
    return [Recorded(row[place], row[place + 1]) for place in range(0, len(row), 2)]


def _entries(plan_id: int) -> Subquery:
    """Select the moment and the day of every public entry of a plan."""
    facts = union_all(*_facts(plan_id)).subquery()
    published = _published_notes(plan_id).subquery()
    gone = [
        select(_moment(Withdrawal), known.c.effective_on)
        .join(known, known.c.uid == Withdrawal.fact_uid)
        .where(
            Withdrawal.plan_id == plan_id,
            type_coerce(known.c.recorded_at, UtcDateTime) <= Withdrawal.recorded_at,
        )
        for known in (facts, published)
    ]
    return union_all(
        select(type_coerce(facts.c.recorded_at, UtcDateTime), facts.c.effective_on), *gone
    ).subquery()


def _facts(plan_id: int) -> list[Select[Any]]:
    """Select uid, moment and day of the public facts of each kind."""

    def rows(model: Any, *path: Any) -> Select[Any]:  # models, from the fact up to the plan
        found = select(model.uid, _moment(model), model.effective_on).select_from(model)
        for above, condition in path:
            found = found.join(above, condition)
        return found.where((path[-1][0] if path else model).plan_id == plan_id)

    def of_recommendation(model: Any) -> tuple[Any, Any]:
        return Recommendation, Recommendation.id == model.recommendation_id

    def of_milestone(model: Any) -> Select[Any]:
        above = (Milestone, Milestone.id == model.milestone_id)
        return rows(model, above, of_recommendation(Milestone))

    simple = (
        RecommendationStatus, RecommendationWording, Involvement, Obstacle, Decision,
    )  # fmt: skip
    return [
        *(rows(model, of_recommendation(model)) for model in simple),
        of_milestone(MilestoneState),
        of_milestone(MilestoneDeadline),
        rows(ObstacleEnd, (Obstacle, Obstacle.id == ObstacleEnd.obstacle_id),
             of_recommendation(Obstacle)),
        rows(IndicatorValue, (Indicator, Indicator.id == IndicatorValue.indicator_id),
             of_recommendation(Indicator)),
        rows(ActionFieldWording,
             (ActionField, ActionField.id == ActionFieldWording.action_field_id)),
        rows(OrganisationName,
             (Organisation, Organisation.id == OrganisationName.organisation_id)),
        rows(PlanThresholds),
        rows(Note, of_recommendation(Note)).where(Note.kind == Kind.CONFIRMATION),
        _publications(plan_id),
    ]  # fmt: skip


def _publications(plan_id: int) -> Select[Any]:
    """Select the reviews that published a note; it shows from the later of both days on."""
    day = case(
        (NoteReview.effective_on > Note.effective_on, NoteReview.effective_on),
        else_=Note.effective_on,
    )
    return (
        select(NoteReview.uid, _moment(NoteReview), day.label("effective_on"))
        .join(Note, Note.id == NoteReview.note_id)
        .join(Recommendation, Recommendation.id == Note.recommendation_id)
        .where(
            Recommendation.plan_id == plan_id,
            Note.kind != Kind.CONFIRMATION,
            NoteReview.outcome == Outcome.PUBLISHED,
        )
    )


def _published_notes(plan_id: int) -> Select[*tuple[Any, ...]]:
    """Select the notes that were published at some time, with the first moment of it."""
    return (
        select(
            Note.uid,
            func.min(NoteReview.recorded_at).label("recorded_at"),
            Note.effective_on,
        )
        .join(NoteReview, NoteReview.note_id == Note.id)
        .join(Recommendation, Recommendation.id == Note.recommendation_id)
        .where(
            Recommendation.plan_id == plan_id,
            Note.kind != Kind.CONFIRMATION,
            NoteReview.outcome == Outcome.PUBLISHED,
        )
        .group_by(Note.uid, Note.effective_on)
    )


def _moment(model: Any) -> Any:
    return type_coerce(model.recorded_at, UtcDateTime).label("recorded_at")
