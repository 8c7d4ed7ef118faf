"""Indicators and their values per year."""

from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, Texts
from tracker.history.stichtag import Dated
from tracker.plan.models import Recommendation
from tracker.programmes.rules import IndicatorKind


class Indicator(Base):
    """A figure that goes with a recommendation, from a baseline to a target."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("recommendation_id", "number"),)

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    number: Mapped[int]
    name: Mapped[Texts]
    unit: Mapped[Texts]
    kind: Mapped[IndicatorKind]
    baseline_year: Mapped[int | None]
    baseline: Mapped[Decimal | None]
    target_year: Mapped[int | None]
    target: Mapped[Decimal | None]

    recommendation: Mapped[Recommendation] = relationship(lazy="raise")


class IndicatorValue(Dated):
    """From effective_on on, this is known to be the value of a year."""

    __tablename__ = "indicator_value"
    __table_args__ = (UniqueConstraint("indicator_id", "number"),)

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    year: Mapped[int]
    value: Mapped[Decimal]
    source: Mapped[Texts]

    indicator: Mapped[Indicator] = relationship(lazy="raise")
