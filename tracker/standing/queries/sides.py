"""Loading what two moments of a plan are compared by, beside the facts of its recommendations."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from tracker.db import db
from tracker.notes.models import Obstacle, ObstacleEnd
from tracker.plan.models import Recommendation, RecommendationWording
from tracker.plan.queries import PlanRow
from tracker.standing.facts import Moment
from tracker.standing.queries.names import Withdrawn, dated
from tracker.standing.queries.plan import PlanFacts, with_reports_by
from tracker.standing.sides import EndFact, ObstacleFact, Side, WordingTexts


def sides(plan: PlanRow, facts: PlanFacts, day: date) -> tuple[Side, Side]:
    """Return a plan, or the part of it that is loaded, on a day and at the moment of its facts.

    Both by what is known at the moment of the facts.
    """
    earlier = Moment(day, facts.at.known_at)
    now = {row.code: row for row in facts.recommendations}
    then = with_reports_by(facts, earlier)
    reworded = [
        code
        for code, row in now.items()
        if len(row.wordings) > 1
        and any(day < fact.effective_on <= facts.at.as_of for fact in row.wordings)
    ]
    texts = _texts(plan.id, reworded) if reworded else {}
    hindrances = obstacle_facts(plan.id, facts.withdrawn)
    fields = tuple(field.slug for field in facts.fields)
    return (
        Side(earlier, facts.thresholds, then, hindrances, texts, fields),
        Side(facts.at, facts.thresholds, now, hindrances, texts, fields),
    )


def obstacle_facts(
    plan_id: int, gone: Withdrawn, *, codes: Sequence[str] | None = None
) -> tuple[ObstacleFact, ...]:
    """Return every obstacle of a plan with its ends, by day, code and uid.

    Args:
        codes: of which recommendations; None: of all.
    """
    statement = _obstacles() if codes is None else _obstacles_of()
    values = {"plan_id": plan_id} | ({} if codes is None else {"codes": codes})
    found: dict[str, ObstacleFact] = {}
    ends: dict[str, list[EndFact]] = defaultdict(list)
    for row in db.session.execute(statement, values):
        fact, more, end = row[:4], row[4:8], row[8:]
        whole: tuple[Any, ...] = (*fact, gone.get(row.uid), *more, ())
        found[row.uid] = ObstacleFact._make(whole)
        if end[0] is not None:
            ends[row.uid].append(EndFact._make((*end[:4], gone.get(end[0]), end[4])))
    return tuple(fact._replace(ends=tuple(ends[uid])) for uid, fact in found.items())


def _texts(plan_id: int, codes: Sequence[str]) -> dict[str, WordingTexts]:
    rows = db.session.execute(_wordings(), {"plan_id": plan_id, "codes": codes})
    return {row.uid: WordingTexts._make(row[1:]) for row in rows}


# A statement is built once: building one costs more than sending it.


@cache
def _obstacles() -> Select[Any]:
    return (
        select(
            *dated(Obstacle),
            Recommendation.code,
            Obstacle.addressee,
            Obstacle.text,
            Obstacle.due_on,
            *dated(ObstacleEnd),
            ObstacleEnd.text,
        )
        .join(Recommendation, Recommendation.id == Obstacle.recommendation_id)
        .outerjoin(ObstacleEnd, ObstacleEnd.obstacle_id == Obstacle.id)
        .where(Recommendation.plan_id == bindparam("plan_id"))
        .order_by(
            Obstacle.effective_on,
            Recommendation.code,
            Obstacle.uid,
            ObstacleEnd.effective_on,
            ObstacleEnd.recorded_at,
            ObstacleEnd.number,
        )
    )


@cache
def _obstacles_of() -> Select[Any]:
    return _obstacles().where(Recommendation.code.in_(bindparam("codes", expanding=True)))


@cache
def _wordings() -> Select[*tuple[Any, ...]]:
    return (
        select(
            RecommendationWording.uid,
            RecommendationWording.goal,
            RecommendationWording.description,
            RecommendationWording.plain_language,
            RecommendationWording.reason,
            RecommendationWording.recorded_role,
        )
        .join(Recommendation, Recommendation.id == RecommendationWording.recommendation_id)
        .where(
            Recommendation.plan_id == bindparam("plan_id"),
            Recommendation.code.in_(bindparam("codes", expanding=True)),
        )
    )
