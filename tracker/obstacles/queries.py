"""Reading obstacles, for the forms that record and end them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import aliased

from tracker.db import Texts, db
from tracker.history.queries import in_force, is_withdrawn
from tracker.notes.models import Obstacle, ObstacleEnd
from tracker.notes.rules import Addressee
from tracker.plan.models import Plan, Recommendation


@dataclass(frozen=True)
class ObstacleRow:
    """An obstacle as the form that ends it needs it."""

    id: int
    uid: str
    recommendation_id: int
    code: str
    addressee: Addressee
    text: Texts
    effective_on: date
    due_on: date | None
    is_withdrawn: bool


def obstacle(plan: str, uid: str) -> ObstacleRow:
    """Return an obstacle of a plan, withdrawn or not; NoResultFound if the plan has none such."""
    row = db.session.execute(
        select(
            Obstacle.id,
            Obstacle.uid,
            Recommendation.id,
            Recommendation.code,
            Obstacle.addressee,
            Obstacle.text,
            Obstacle.effective_on,
            Obstacle.due_on,
            is_withdrawn(Obstacle),
        )
        .join(Recommendation, Recommendation.id == Obstacle.recommendation_id)
        .join(Plan, Plan.id == Recommendation.plan_id)
        .where(Plan.slug == plan, Obstacle.uid == uid)
    ).one()
    return ObstacleRow(*row)


def end(obstacle_id: int, as_of: date) -> ObstacleEnd | None:
    """Return how an obstacle was solved, as it holds on a day; None while it stands."""
    return in_force(ObstacleEnd, ObstacleEnd.obstacle_id == obstacle_id, as_of)


def stands(today: ColumnElement[date] | date) -> ColumnElement[bool]:
    """Return the condition that an obstacle stands today: begun, not solved, not withdrawn."""
    end = aliased(ObstacleEnd)
    ended = (
        select(end.id)
        .where(end.obstacle_id == Obstacle.id, end.effective_on <= today, ~is_withdrawn(end))
        .exists()
    )
    return and_(Obstacle.effective_on <= today, ~is_withdrawn(Obstacle), ~ended)


def open_texts(recommendation_id: int, today: date) -> list[Texts]:
    """Return the texts of the obstacles that stand in the way of a recommendation today."""
    return list(
        db.session.scalars(
            select(Obstacle.text).where(
                Obstacle.recommendation_id == recommendation_id, stands(today)
            )
        )
    )
