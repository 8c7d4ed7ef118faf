"""Reading one milestone: what it is, its states and deadlines that count."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from tracker.db import Texts, db
from tracker.history.queries import counting, is_withdrawn
from tracker.milestones.models import Milestone, MilestoneDeadline, MilestoneState
from tracker.plan.queries import RecommendationRow, recommendation_row


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone as the forms about it need it."""

    id: int
    of: RecommendationRow
    number: int
    title: Texts

    @property
    def code(self) -> str:
        """How people name it: A-01.3."""
        return f"{self.of.code}.{self.number}"

    @property
    def subject(self) -> str:
        """What audit entries call it."""
        return f"{self.of.subject}.{self.number}"


class OpenRow(NamedTuple):
    """An open milestone, and the uid of its state; empty before the first one."""

    id: int
    number: int
    title: Texts
    state: str


def milestone(slug: str, code: str, number: int, as_of: date) -> MilestoneRow:
    """Return a milestone with its recommendation; NoResultFound if there is none."""
    of = recommendation_row(slug, code, as_of)
    found = db.session.scalars(
        select(Milestone).where(Milestone.recommendation_id == of.id, Milestone.number == number)
    ).one()
    return MilestoneRow(found.id, of, found.number, found.title)


def milestones(recommendation_id: int, as_of: date) -> list[Milestone]:
    """Return the milestones of a recommendation that exist on a day, as people read them.

    As the database has them now: what was read before is read again.
    """
    facts = [
        select(model.id)
        .where(model.milestone_id == Milestone.id, model.effective_on <= as_of)
        .where(~is_withdrawn(model))
        .exists()
        for model in (MilestoneState, MilestoneDeadline)
    ]
    rows = (
        select(Milestone)
        .where(Milestone.recommendation_id == recommendation_id, facts[0] | facts[1])
        .order_by(Milestone.position, Milestone.number)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(rows))


def open_milestones(recommendation_id: int, as_of: date) -> list[OpenRow]:
    """Return the milestones on which work is still to come on a day, as people read them."""
    found = []
    for row in milestones(recommendation_id, as_of):
        held = state(row.id, as_of)
        if held is None or held.state.is_open:
            found.append(OpenRow(row.id, row.number, row.title, held.uid if held else ""))
    return found


def next_number(recommendation_id: int) -> int:
    """Return the number of a recommendation's next milestone; none had it before."""
    of = Milestone.recommendation_id == recommendation_id
    return (db.session.scalar(select(func.max(Milestone.number)).where(of)) or 0) + 1


def states(milestone_id: int, as_of: date) -> list[MilestoneState]:
    """Return the states of a milestone that count on a day; the last is in force."""
    return counting(MilestoneState, MilestoneState.milestone_id == milestone_id, as_of)


def state(milestone_id: int, as_of: date) -> MilestoneState | None:
    """Return the state in force on a day; None before the first one: it is planned."""
    found = states(milestone_id, as_of)
    return found[-1] if found else None


def deadlines(milestone_id: int, as_of: date) -> list[MilestoneDeadline]:
    """Return the deadlines of a milestone that count on a day; the last is in force."""
    return counting(MilestoneDeadline, MilestoneDeadline.milestone_id == milestone_id, as_of)
