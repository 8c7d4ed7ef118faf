"""Committees, sittings, council papers."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, Texts
from tracker.history.stichtag import Dated


class Committee(Base):
    """A body that deliberates or decides."""

    __tablename__ = "committee"
    __table_args__ = (UniqueConstraint("plan_id", "slug"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[Texts]
    decides: Mapped[bool]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    deleted_at: Mapped[datetime | None]  # restorable for 30 days


class Sitting(Base):
    """A day on which a committee meets."""

    __tablename__ = "sitting"
    __table_args__ = (UniqueConstraint("committee_id", "held_on"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    held_on: Mapped[date]
    title: Mapped[Texts | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    deleted_at: Mapped[datetime | None]  # restorable for 30 days

    committee: Mapped[Committee] = relationship(lazy="raise")


class CouncilPaper(Base):
    """A printed paper. Source: OParl 1.1, Paper (reference, name, date) and Consultation (role)."""

    __tablename__ = "council_paper"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[str] = mapped_column(String(60))
    title: Mapped[Texts]
    published_on: Mapped[date]
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), index=True)
    role: Mapped[Texts]
    result: Mapped[Texts]
    web: Mapped[str | None] = mapped_column(String(500))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    deleted_at: Mapped[datetime | None]  # restorable for 30 days

    committee: Mapped[Committee] = relationship(lazy="raise")


class PaperRecommendation(Base):
    """A council paper deals with a recommendation."""

    __tablename__ = "paper_recommendation"
    __table_args__ = (UniqueConstraint("paper_id", "recommendation_id"),)

    paper_id: Mapped[int] = mapped_column(ForeignKey("council_paper.id"))
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), index=True)

    paper: Mapped[CouncilPaper] = relationship(lazy="raise")


class Decision(Dated):
    """On effective_on a committee, or the steering group, decided this about a recommendation."""

    __tablename__ = "decision"
    __table_args__ = (Index(None, "recommendation_id", "effective_on"),)

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"), index=True)
    language: Mapped[str] = mapped_column(String(5), default="de")
    text: Mapped[str] = mapped_column(Text)
