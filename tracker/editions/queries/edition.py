"""Reading an edition as the start of the next one."""

from dataclasses import dataclass

from sqlalchemy import select

from tracker.db import db
from tracker.history.queries import counting
from tracker.plan.models import Plan, Recommendation, RecommendationWording
from tracker.plan.queries import PlanRow
from tracker.standing.facts import Moment
from tracker.standing.queries.plan import PlanFacts, plan_facts, standings
from tracker.standing.rules import Standing


@dataclass(frozen=True)
class Old:
    """A recommendation of the edition that a new one is made from."""

    row: Recommendation
    standing: Standing
    wording: RecommendationWording

    @property
    def code(self) -> str:
        """Its code."""
        return self.row.code


@dataclass(frozen=True)
class OldEdition:
    """An edition with its recommendations at a moment, by code."""

    plan: PlanRow
    facts: PlanFacts
    recommendations: dict[str, Old]


def edition(plan: PlanRow, at: Moment) -> OldEdition:
    """Return an edition as it stands at a moment, as the start of the next one."""
    facts = plan_facts(plan, at)
    rows = {
        row.code: row
        for row in db.session.scalars(
            select(Recommendation).where(Recommendation.plan_id == plan.id)
        )
    }
    found: dict[str, Old] = {}
    held = _wordings(plan.id, at)
    for one in standings(facts, at):
        row = rows[one.code]
        found[one.code] = Old(row, one, held[row.id])
    return OldEdition(plan, facts, found)


def _wordings(plan_id: int, at: Moment) -> dict[int, RecommendationWording]:
    """Return the wording in force of each recommendation, by its id."""
    of_plan = select(Recommendation.id).where(Recommendation.plan_id == plan_id)
    of = RecommendationWording.recommendation_id.in_(of_plan)
    facts = counting(RecommendationWording, of, at.as_of)
    return {fact.recommendation_id: fact for fact in facts}


def slugs() -> set[str]:
    """Return the slugs of all plans."""
    return set(db.session.scalars(select(Plan.slug)))
