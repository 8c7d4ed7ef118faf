"""Plans, fields of action (Handlungsfelder), recommendations and what is declared about them."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, Texts
from tracker.history.stichtag import Dated
from tracker.plan.rules import Descent, Evidence, Status, Vocabulary


class Installation(Base):
    """One row: the revision of what all plans share (the list of plans, display texts)."""

    __tablename__ = "installation"

    revision: Mapped[int] = mapped_column(default=1)


class Plan(Base):
    """One master plan or one edition of it; everything of a plan hangs on its id."""

    __tablename__ = "plan"

    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[Texts]
    description: Mapped[Texts]
    publisher: Mapped[Texts]
    languages: Mapped[str] = mapped_column(String(60))  # "de,en": the first is the plan's own
    is_sample: Mapped[bool] = mapped_column(default=False)
    disclaimer: Mapped[Texts | None]
    predecessor_slug: Mapped[str | None] = mapped_column(String(60))  # the edition before this one
    version: Mapped[int] = mapped_column(default=1, server_default="1")  # of these plain columns
    revision: Mapped[int] = mapped_column(default=1)  # grows with each change of a public page


class PlanThresholds(Dated):
    """From effective_on on, these numbers of days decide about schedule and freshness."""

    __tablename__ = "plan_thresholds"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    attention_days: Mapped[int]
    upcoming_days: Mapped[int]
    current_days: Mapped[int]
    due_days: Mapped[int]


class Term(Base):
    """One word of a plan's own vocabulary: a category, funding type, time horizon, priority."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("plan_id", "vocabulary", "code"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    vocabulary: Mapped[Vocabulary]
    code: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    label: Mapped[Texts]
    hint: Mapped[Texts | None]


class ActionField(Base):
    """A Handlungsfeld. Its title and place are dated facts."""

    __tablename__ = "action_field"
    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        UniqueConstraint("plan_id", "slug"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    code: Mapped[str] = mapped_column(String(20))
    slug: Mapped[str] = mapped_column(String(80))


class ActionFieldWording(Dated):
    """From effective_on on, the field is called and placed so, or is retired."""

    __tablename__ = "action_field_wording"
    __table_args__ = (UniqueConstraint("action_field_id", "number"),)

    action_field_id: Mapped[int] = mapped_column(ForeignKey("action_field.id"))
    title: Mapped[Texts]
    description: Mapped[Texts]
    position: Mapped[int]
    is_retired: Mapped[bool] = mapped_column(default=False)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("action_field.id"), index=True)


class Recommendation(Base):
    """A Handlungsempfehlung. Wording, field, status and owners are dated facts."""

    __tablename__ = "recommendation"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    code: Mapped[str] = mapped_column(String(20))
    horizon: Mapped[str] = mapped_column(String(40))  # code of a term of the plan
    priority: Mapped[str] = mapped_column(String(40))  # code of a term of the plan
    funding: Mapped[str] = mapped_column(String(400))  # codes of terms, separated by commas
    version: Mapped[int] = mapped_column(default=1, server_default="1")  # of these plain columns

    plan: Mapped[Plan] = relationship(lazy="raise")


class RecommendationWording(Dated):
    """From effective_on on, the recommendation reads so and belongs to this field."""

    __tablename__ = "recommendation_wording"
    __table_args__ = (UniqueConstraint("recommendation_id", "number"),)

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    action_field_id: Mapped[int] = mapped_column(ForeignKey("action_field.id"), index=True)
    title: Mapped[Texts]
    goal: Mapped[Texts]
    description: Mapped[Texts]
    plain_language: Mapped[Texts | None]


class RecommendationStatus(Dated):
    """From effective_on on, the recommendation has this status."""

    __tablename__ = "recommendation_status"
    __table_args__ = (UniqueConstraint("recommendation_id", "number"),)

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    status: Mapped[Status]
    review_on: Mapped[date | None]  # when a status on hold is looked at again
    evidence: Mapped[Evidence | None]  # of "completed"
    evidence_text: Mapped[str | None] = mapped_column(String(500))  # the address or paper's number
    replacement_id: Mapped[int | None] = mapped_column(ForeignKey("recommendation.id"), index=True)

    recommendation: Mapped[Recommendation] = relationship(
        lazy="raise", foreign_keys="RecommendationStatus.recommendation_id"
    )


class Predecessor(Base):
    """A recommendation goes back to one of an earlier edition, named by plan and code.

    By name and not by key: the earlier edition may be in another installation.
    """

    __tablename__ = "predecessor"
    __table_args__ = (
        UniqueConstraint("recommendation_id", "plan_slug", "code"),
        Index(None, "plan_slug", "code"),
    )

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    plan_slug: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(20))
    descent: Mapped[Descent]
