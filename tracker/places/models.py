"""Municipalities (Städte und Gemeinden)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, Texts


class Municipality(Base):
    """A town or municipality; ags is its official key."""

    __tablename__ = "municipality"
    __table_args__ = (UniqueConstraint("plan_id", "ags"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    ags: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[Texts]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    population: Mapped[int | None]
    population_on: Mapped[date | None]
    seat: Mapped[str | None] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    deleted_at: Mapped[datetime | None]  # restorable for 30 days
