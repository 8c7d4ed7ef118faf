"""Milestones, their states and their deadlines."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, Texts
from tracker.history.stichtag import Dated
from tracker.i18n import Precision
from tracker.milestones.rules import State
from tracker.plan.models import Recommendation


class Milestone(Base):
    """A dated step of one recommendation. Its state and deadline are dated facts."""

    __tablename__ = "milestone"
    __table_args__ = (UniqueConstraint("recommendation_id", "number"),)

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    number: Mapped[int]  # is number 3 of A-01
    title: Mapped[Texts]
    position: Mapped[int] = mapped_column(  # among the recommendation's, as people read them
        default=lambda context: context.get_current_parameters()["number"], server_default="0"
    )
    version: Mapped[int] = mapped_column(default=1, server_default="1")  # of these plain columns

    recommendation: Mapped[Recommendation] = relationship(lazy="raise")


class MilestoneState(Dated):
    """From effective_on on, the milestone has this state; of "done" it is the done date."""

    __tablename__ = "milestone_state"
    __table_args__ = (UniqueConstraint("milestone_id", "number"),)

    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    state: Mapped[State]
    precision: Mapped[Precision] = mapped_column(default=Precision.DAY)

    milestone: Mapped[Milestone] = relationship(lazy="raise")


class MilestoneDeadline(Dated):
    """From effective_on on, the milestone is due on this day; the first one is the baseline."""

    __tablename__ = "milestone_deadline"
    __table_args__ = (UniqueConstraint("milestone_id", "number"),)

    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    due_on: Mapped[date]  # the last day of the period
    precision: Mapped[Precision] = mapped_column(default=Precision.DAY)

    milestone: Mapped[Milestone] = relationship(lazy="raise")
