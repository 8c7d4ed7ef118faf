"""What belongs to one recommendation: wordings, indicators."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select

from tracker.dashboards.queries.plan import counts
from tracker.db import Texts, db
from tracker.plan.models import ActionField, Recommendation, RecommendationWording
from tracker.programmes.models import Indicator, IndicatorValue
from tracker.programmes.rules import IndicatorKind
from tracker.standing.facts import (
    Moment,
    WordingFact,
)
from tracker.standing.queries.names import Withdrawn, dated


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with the values known at a moment, by year."""

    name: Texts
    unit: Texts
    kind: IndicatorKind
    baseline_year: int | None
    baseline: Decimal | None
    target_year: int | None
    target: Decimal | None
    values: list[tuple[int, Decimal, Texts]]


class FullWording(NamedTuple):
    """The whole wording of a recommendation from a day on."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    title: Texts
    goal: Texts
    description: Texts
    plain_language: Texts | None
    reason: str
    role: str
    action_field: str  # slug
    recommendation_id: int
    horizon: str  # code of a term, as the next two
    priority: str
    funding: str  # separated by commas

    @property
    def fact(self) -> WordingFact:
        """What the computation needs of it."""
        return WordingFact(*self[:5], self.action_field, self.title)


def indicators(plan_id: int, code: str, at: Moment, gone: Withdrawn) -> list[IndicatorRow]:
    """Return a recommendation's indicators by number, with the values known at the moment."""
    found: dict[int, IndicatorRow] = {}
    values: dict[int, dict[int, tuple[Decimal, Texts]]] = defaultdict(dict)
    for row in db.session.execute(_indicators(), {"plan_id": plan_id, "code": code}):
        number, fact = row[0], row[8:12]
        year, value, source = row[12:]
        if number not in found:
            found[number] = IndicatorRow(
                row.name, row.unit, row.kind, row.baseline_year, row.baseline, row.target_year,
                row.target, [],
            )  # fmt: skip
        if fact[0] is not None and counts(fact, at, gone):
            values[number][year] = (value, source)
    for number, indicator in found.items():
        indicator.values.extend((year, *values[number][year]) for year in sorted(values[number]))
    return list(found.values())


def wordings(plan_id: int, code: str, gone: Withdrawn) -> list[FullWording]:
    """Return every whole wording of a recommendation in the order of its facts."""
    rows = db.session.execute(_wordings(), {"plan_id": plan_id, "code": code})
    return [FullWording._make((*row[:4], gone.get(row[0]), *row[4:])) for row in rows]


# A statement is built once: building one costs more than sending it.


@cache
def _indicators() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Indicator.number,
            Indicator.name,
            Indicator.unit,
            Indicator.kind,
            Indicator.baseline_year,
            Indicator.baseline,
            Indicator.target_year,
            Indicator.target,
            *dated(IndicatorValue),
            IndicatorValue.year,
            IndicatorValue.value,
            IndicatorValue.source,
        )
        .join(Recommendation, Recommendation.id == Indicator.recommendation_id)
        .outerjoin(IndicatorValue, IndicatorValue.indicator_id == Indicator.id)
        .where(
            Recommendation.plan_id == bindparam("plan_id"), Recommendation.code == bindparam("code")
        )
        .order_by(
            Indicator.number,
            IndicatorValue.effective_on,
            IndicatorValue.recorded_at,
            IndicatorValue.number,
        )
    )


@cache
def _wordings() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *dated(RecommendationWording),
            RecommendationWording.title,
            RecommendationWording.goal,
            RecommendationWording.description,
            RecommendationWording.plain_language,
            RecommendationWording.reason,
            RecommendationWording.recorded_role,
            ActionField.slug,
            Recommendation.id,
            Recommendation.horizon,
            Recommendation.priority,
            Recommendation.funding,
        )
        .join(ActionField, ActionField.id == RecommendationWording.action_field_id)
        .join(Recommendation, Recommendation.id == RecommendationWording.recommendation_id)
        .where(
            Recommendation.plan_id == bindparam("plan_id"), Recommendation.code == bindparam("code")
        )
        .order_by(
            RecommendationWording.effective_on,
            RecommendationWording.recorded_at,
            RecommendationWording.number,
        )
    )
