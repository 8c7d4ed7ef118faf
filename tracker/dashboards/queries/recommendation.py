"""What belongs to one recommendation: wordings, indicators, council papers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select

from tracker.council.models import Committee, CouncilPaper, PaperRecommendation
from tracker.dashboards.queries.plan import counts
from tracker.db import Texts, db
from tracker.history.stichtag import RecordedRole
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


@dataclass(frozen=True)
class PaperRow:
    """A council paper that deals with a recommendation."""

    number: str
    title: Texts
    published_on: date
    committee: Texts
    role: Texts
    result: Texts
    web: str | None


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
    role: RecordedRole
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
    rows = db.session.execute(
        select(Indicator, IndicatorValue)
        .join(Recommendation, Recommendation.id == Indicator.recommendation_id)
        .outerjoin(IndicatorValue, IndicatorValue.indicator_id == Indicator.id)
        .where(Recommendation.plan_id == plan_id, Recommendation.code == code)
        .order_by(
            Indicator.number,
            IndicatorValue.effective_on,
            IndicatorValue.recorded_at,
            IndicatorValue.number,
        )
    )
    found: dict[int, IndicatorRow] = {}
    values: dict[int, dict[int, tuple[Decimal, Texts]]] = defaultdict(dict)
    for indicator, value in rows:
        found.setdefault(
            indicator.number,
            IndicatorRow(
                indicator.name, indicator.unit, indicator.kind, indicator.baseline_year,
                indicator.baseline, indicator.target_year, indicator.target, [],
            ),
        )  # fmt: skip
        if value is not None and counts(value, at, gone):
            values[indicator.number][value.year] = (value.value, value.source)
    for number, row in found.items():
        row.values.extend((year, *values[number][year]) for year in sorted(values[number]))
    return list(found.values())


def papers(plan_id: int, code: str, as_of: date) -> list[PaperRow]:
    """Return the council papers about a recommendation published by a day, newest first."""
    rows = db.session.execute(
        select(CouncilPaper, Committee.name)
        .join(PaperRecommendation, PaperRecommendation.paper_id == CouncilPaper.id)
        .join(Recommendation, Recommendation.id == PaperRecommendation.recommendation_id)
        .join(Committee, Committee.id == CouncilPaper.committee_id)
        .where(
            Recommendation.plan_id == plan_id,
            Recommendation.code == code,
            CouncilPaper.published_on <= as_of,
        )
        .order_by(CouncilPaper.published_on.desc(), CouncilPaper.number)
    )
    return [
        PaperRow(
            paper.number, paper.title, paper.published_on, committee, paper.role, paper.result,
            paper.web,
        )
        for paper, committee in rows
    ]  # fmt: skip


def wordings(plan_id: int, code: str, gone: Withdrawn) -> list[FullWording]:
    """Return every whole wording of a recommendation in the order of its facts."""
    rows = db.session.execute(
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
        .where(Recommendation.plan_id == plan_id, Recommendation.code == code)
        .order_by(
            RecommendationWording.effective_on,
            RecommendationWording.recorded_at,
            RecommendationWording.number,
        )
    )
    return [FullWording._make((*row[:4], gone.get(row[0]), *row[4:])) for row in rows]
