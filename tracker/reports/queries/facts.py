"""The facts of a report beside those that standings rest on; few statements, whatever the size."""

from collections import defaultdict
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from tracker.council.models import Committee, Decision
from tracker.dashboards.queries.plan import obstacles
from tracker.db import Texts, db
from tracker.notes.models import Note, NoteReview
from tracker.notes.rules import Kind
from tracker.plan.models import Recommendation, RecommendationWording
from tracker.plan.queries import PlanRow
from tracker.programmes.models import Indicator, IndicatorValue
from tracker.reports.content.given import (
    DecisionFact,
    Given,
    GoalFact,
    PublishedNote,
    ValueFact,
)
from tracker.stakeholders.models import Organisation, OrganisationName
from tracker.standing.changes import changes
from tracker.standing.facts import BareFact, Moment, counting, in_force
from tracker.standing.queries.names import Withdrawn, dated
from tracker.standing.queries.plan import plan_facts
from tracker.standing.queries.reports import decided, published
from tracker.standing.queries.sides import sides


def given(plan: PlanRow, as_of: date, since: date | None, known_at: datetime) -> Given:
    """Return the facts of a report, by what was known at a moment.

    Args:
        since: the Stichtag it is compared with; None for a first report.
    """
    at = Moment(as_of, known_at)
    facts = plan_facts(plan, at)
    gone = facts.withdrawn
    before = plan_facts(plan, Moment(since, known_at), gone) if since else None
    return Given(
        at=at,
        facts=facts,
        before=before,
        changes=tuple(changes(*sides(plan, facts, since))) if since else (),
        goals=tuple(GoalFact._make(row) for row in _rows(_goals(), plan.id, gone)),
        notes=_notes(plan.id, at),
        obstacles=tuple(obstacles(plan.id, at, gone)),
        decisions=tuple(DecisionFact._make(row) for row in _rows(_decisions(), plan.id, gone)),
        values=tuple(ValueFact._make(row) for row in _rows(_values(), plan.id, gone)),
        names=_names(plan.id, at, gone),
    )


def _rows(statement: Select[Any], plan_id: int, gone: Withdrawn) -> list[tuple[Any, ...]]:
    """Return rows of facts, each with its withdrawal."""
    rows = db.session.execute(statement, {"plan_id": plan_id})
    return [(*row[:4], gone.get(row[0]), *row[4:]) for row in rows]


def _notes(plan_id: int, at: Moment) -> tuple[PublishedNote, ...]:
    rows = db.session.execute(_newest_notes(), {"plan_id": plan_id, **at._asdict()})
    return tuple(
        PublishedNote(
            row.code,
            row.slug,
            row.kind,
            row.effective_on,
            row.language,
            row.text if row.edited is None else row.edited,
        )
        for row in rows
    )


def _names(plan_id: int, at: Moment, gone: Withdrawn) -> dict[str, Texts]:
    """Return what each organisation known at the moment is called, by slug.

    One whose first name holds from a later day on is called so already; one whose names are all
    withdrawn keeps the first of them.
    """
    facts: dict[str, list[BareFact]] = defaultdict(list)
    said: dict[str, Texts] = {}
    for *fact, slug, name in _rows(_organisation_names(), plan_id, gone):
        facts[slug].append(BareFact._make(fact))
        said[str(fact[0])] = name
    found = {}
    for slug, held in facts.items():
        ever = Moment(date.max, at.known_at)
        first = counting(held, ever) or counting((_standing(fact) for fact in held), ever)
        chosen = in_force(held, at) or (first[0] if first else None)
        if chosen:
            found[slug] = said[chosen.uid]
    return found


def _standing(fact: BareFact) -> BareFact:
    """Return a fact as if nobody had withdrawn it."""
    return fact._replace(withdrawn_at=None)


# A statement is built once: building one costs more than sending it.


@cache
def _goals() -> Select[Any]:
    return (
        select(*dated(RecommendationWording), Recommendation.code, RecommendationWording.goal)
        .join(Recommendation, Recommendation.id == RecommendationWording.recommendation_id)
        .where(Recommendation.plan_id == bindparam("plan_id"))
    )


@cache
def _decisions() -> Select[Any]:
    return (
        select(
            *dated(Decision), Recommendation.code, Committee.slug, Decision.text, Decision.language
        )
        .join(Recommendation, Recommendation.id == Decision.recommendation_id)
        .outerjoin(Committee, Committee.id == Decision.committee_id)
        .where(Recommendation.plan_id == bindparam("plan_id"))
    )


@cache
def _values() -> Select[Any]:
    return (
        select(
            *dated(IndicatorValue),
            Recommendation.code,
            Indicator.number.label("indicator"),
            IndicatorValue.year,
            IndicatorValue.value,
            IndicatorValue.source,
        )
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .join(Recommendation, Recommendation.id == Indicator.recommendation_id)
        .where(Recommendation.plan_id == bindparam("plan_id"))
    )


@cache
def _organisation_names() -> Select[Any]:
    return (
        select(*dated(OrganisationName), Organisation.slug, OrganisationName.name)
        .join(Organisation, Organisation.id == OrganisationName.organisation_id)
        .where(Organisation.plan_id == bindparam("plan_id"))
    )


@cache
def _newest_notes() -> Select[Any]:
    """Select each organisation's newest published text about each recommendation, newest first."""
    newest_first = (
        Note.effective_on.desc(), Note.recorded_at.desc(), Note.number.desc(), Note.uid,
    )  # fmt: skip
    place = func.row_number().over(
        partition_by=(Note.recommendation_id, Note.organisation_id), order_by=newest_first
    )
    ranked = (
        select(Note.id, place.label("place"))
        .join(Recommendation, Recommendation.id == Note.recommendation_id)
        .where(
            Recommendation.plan_id == bindparam("plan_id"),
            Note.kind != Kind.CONFIRMATION,
            *published(),
        )
        .subquery()
    )
    return (
        select(
            Note.effective_on,
            Note.kind,
            Note.language,
            Note.text,
            Recommendation.code,
            Organisation.slug,
            decided(NoteReview.text).label("edited"),
        )
        .join(ranked, ranked.c.id == Note.id)
        .join(Recommendation, Recommendation.id == Note.recommendation_id)
        .join(Organisation, Organisation.id == Note.organisation_id)
        .where(ranked.c.place == 1)
        .order_by(*newest_first)
    )
