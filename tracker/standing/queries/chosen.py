"""Standings of chosen recommendations, of any plans, in as many statements for one as for all."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from tracker.db import Texts, db
from tracker.history.stichtag import Withdrawal
from tracker.plan.models import (
    ActionField,
    Plan,
    PlanThresholds,
    Recommendation,
    RecommendationWording,
)
from tracker.stakeholders.models import Organisation, OrganisationName
from tracker.standing.counted import is_by_involved, is_published
from tracker.standing.facts import (
    BareFact,
    Moment,
    RecommendationFacts,
    ThresholdsFact,
    WordingFact,
    in_force,
)
from tracker.standing.queries.accounts import is_reachable
from tracker.standing.queries.declared import add_declared
from tracker.standing.queries.names import Withdrawn, dated
from tracker.standing.queries.reports import all_reports, newest_reports
from tracker.standing.rules import Standing, Thresholds, exists, standing


@dataclass(frozen=True)
class Chosen:
    """A recommendation with its plan and how it stands."""

    id: int
    plan_id: int
    plan: str  # slug
    plan_title: Texts
    standing: Standing
    thresholds: Thresholds
    living: frozenset[str]  # slugs of the plan's organisations that somebody can be reached for


@dataclass(frozen=True)
class Name:
    """An organisation with its name at the moment."""

    slug: str
    name: Texts
    plan_id: int
    is_living: bool  # it exists, and somebody can be reached for it today


def standings_of(
    ids: Collection[int], at: Moment, organisation_ids: Collection[int]
) -> tuple[list[Chosen], dict[int, Name]]:
    """Return how recommendations stand, by plan and code, and organisations by id.

    Those that are not part of their plan at the moment are left out. The organisations are those
    of the plans, and the ones asked for.
    """
    found = db.session.execute(_worded(), {"ids": list(ids)}).all()
    plans = {row.plan_id for row in found}
    gone = _withdrawn(plans, organisation_ids)
    rows: dict[int, RecommendationFacts] = {}
    for row in {row.uid: row for row in found}.values():  # each stands beside each threshold
        facts = rows.setdefault(row.id, RecommendationFacts(row.code))
        fact = (*row[:4], gone.get(row.uid), row.field, row.title)
        facts.wordings.append(WordingFact._make(fact))
    of_plan = {row.id: row for row in found}
    names = _organisations(plans, organisation_ids, at, gone)
    add_declared(rows, gone, {key: name.slug for key, name in names.items()})
    _add_reports(rows, at, gone)
    days = _thresholds(found, at, gone)
    living = {
        plan_id: frozenset(
            name.slug for name in names.values() if name.plan_id == plan_id and name.is_living
        )
        for plan_id in plans
    }
    chosen = []
    for key, facts in rows.items():
        if not exists(facts, at):
            continue
        of = of_plan[key]
        limits = days.get(of.plan_id, Thresholds())
        stands = standing(facts, at, limits)
        alive = living[of.plan_id]
        chosen.append(Chosen(key, of.plan_id, of.slug, of.plan_title, stands, limits, alive))
    return chosen, names


_LIMITS = (
    *dated(PlanThresholds),
    PlanThresholds.attention_days,
    PlanThresholds.upcoming_days,
    PlanThresholds.current_days,
    PlanThresholds.due_days,
)


@cache
def _worded() -> Select[Any]:
    return (
        select(
            *dated(RecommendationWording),
            ActionField.slug.label("field"),
            RecommendationWording.title,
            Recommendation.id.label("id"),
            Recommendation.code,
            Plan.id.label("plan_id"),
            Plan.slug.label("slug"),
            Plan.title.label("plan_title"),
            *(one.label(f"limits_{number}") for number, one in enumerate(_LIMITS)),
        )
        .join(Recommendation, Recommendation.id == RecommendationWording.recommendation_id)
        .join(ActionField, ActionField.id == RecommendationWording.action_field_id)
        .join(Plan, Plan.id == Recommendation.plan_id)
        .outerjoin(PlanThresholds, PlanThresholds.plan_id == Plan.id)
        .where(Recommendation.id.in_(bindparam("ids", expanding=True)))
        .order_by(Plan.slug, Recommendation.code)
    )


def _withdrawn(plans: Collection[int], also: Collection[int]) -> Mapping[str, datetime]:
    others = select(Organisation.plan_id).where(Organisation.id.in_(also))
    of = Withdrawal.plan_id.in_(plans) | Withdrawal.plan_id.in_(others)
    rows = db.session.execute(select(Withdrawal.fact_uid, Withdrawal.recorded_at).where(of))
    return dict(rows.all())


def _organisations(
    plans: Collection[int], also: Collection[int], at: Moment, gone: Withdrawn
) -> dict[int, Name]:
    rows: Any = db.session.execute(
        select(
            *dated(OrganisationName),
            Organisation.id,
            Organisation.slug,
            Organisation.plan_id,
            OrganisationName.name,
            OrganisationName.has_ended,
            is_reachable().label("is_reachable"),
        )
        .join(Organisation, Organisation.id == OrganisationName.organisation_id)
        .where(Organisation.plan_id.in_(plans) | Organisation.id.in_(also))
        .order_by(Organisation.slug, OrganisationName.effective_on)
    ).all()
    facts: dict[int, list[BareFact]] = defaultdict(list)
    said: dict[str, Name] = {}
    for row in rows:
        facts[row.id].append(BareFact._make((*row[:4], gone.get(row.uid))))
        is_living = row.is_reachable and not row.has_ended
        said[row.uid] = Name(row.slug, row.name, row.plan_id, is_living)
    return {key: said[(in_force(held, at) or held[0]).uid] for key, held in facts.items()}


def _thresholds(rows: Iterable[Any], at: Moment, gone: Withdrawn) -> dict[int, Thresholds]:
    facts: dict[int, list[ThresholdsFact]] = defaultdict(list)
    known = {row.limits_0: row for row in rows if row.limits_0 is not None}
    for uid, row in known.items():
        limits = row[-len(_LIMITS) :]
        fact = ThresholdsFact._make((*limits[:4], gone.get(uid), *limits[4:]))
        facts[row.plan_id].append(fact)
    found = {}
    for plan_id, held in facts.items():
        one = in_force(held, at)
        if one is not None:
            found[plan_id] = Thresholds(
                one.attention_days, one.upcoming_days, one.current_days, one.due_days
            )
    return found


def _add_reports(rows: Mapping[int, RecommendationFacts], at: Moment, gone: Withdrawn) -> None:
    newest = newest_reports(list(rows), at, gone)
    for key, reports in newest.items():
        rows[key].reports.extend(reports)
    doubtful = [key for key in newest if not _all_count(rows[key], at)]
    if doubtful:
        for key, reports in all_reports(doubtful, at, gone).items():
            rows[key].reports[:] = reports


def _all_count(row: RecommendationFacts, at: Moment) -> bool:
    return all(
        is_published(one, at) and is_by_involved(one, row.involvements, at) for one in row.reports
    )
