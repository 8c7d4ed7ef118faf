"""Organisations, their names over time, their part in recommendations from and until."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, Texts
from tracker.history.stichtag import Dated, RecordedRole
from tracker.stakeholders.rules import HandoverOutcome, Part


class Organisation(Base):
    """One of the plan's Beteiligte. Its name is a dated fact."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("plan_id", "slug"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    slug: Mapped[str] = mapped_column(String(80))
    category: Mapped[str] = mapped_column(String(40))  # code of a term of the plan
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    contact_role: Mapped[Texts | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")  # of these plain columns


class OrganisationName(Dated):
    """From effective_on on, the organisation is called so, or has ended."""

    __tablename__ = "organisation_name"
    __table_args__ = (UniqueConstraint("organisation_id", "number"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[Texts]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    has_ended: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation] = relationship(
        lazy="raise", foreign_keys="OrganisationName.organisation_id"
    )


class Involvement(Dated):
    """From effective_on on, the organisation has this part in the recommendation, or no longer."""

    __tablename__ = "involvement"
    __table_args__ = (
        UniqueConstraint("recommendation_id", "organisation_id", "part", "number"),
        Index(None, "organisation_id"),
    )

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    part: Mapped[Part]
    is_involved: Mapped[bool]

    organisation: Mapped[Organisation] = relationship(
        lazy="raise", foreign_keys="Involvement.organisation_id"
    )


class Handover(Base):
    """An organisation asks another one to take over its part; seen by these two and staff.

    Accepted, it becomes two involvements: one that ends, one that begins.
    """

    __tablename__ = "handover"

    uid: Mapped[str] = mapped_column(String(36), unique=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), index=True)
    part: Mapped[Part]
    from_organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    to_organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    effective_on: Mapped[date]  # from when on, once accepted
    reason: Mapped[str] = mapped_column(String(4000), default="")
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    asked_role: Mapped[RecordedRole]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    outcome: Mapped[HandoverOutcome | None]
    answer: Mapped[str] = mapped_column(String(4000), default="")
