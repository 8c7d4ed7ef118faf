"""The Stichtag: rows that hold from a day on, and their order."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from tracker.db import Base
from tracker.i18n import _l


class RecordedRole(StrEnum):
    """In which part somebody recorded a fact."""

    STAKEHOLDER = "stakeholder"
    STAFF = "staff"
    ADMINISTRATOR = "administrator"
    IMPORT = "import"

    @cached_property
    def label(self) -> str:
        """The words people read for whoever recorded something."""
        return {
            RecordedRole.STAKEHOLDER: _l("Beteiligte"),
            RecordedRole.STAFF: _l("Geschäftsstelle"),
            RecordedRole.ADMINISTRATOR: _l("Administration"),
            RecordedRole.IMPORT: _l("Übernahme aus einer Datei"),
        }[self]


def new_uid() -> str:
    """Return a fresh uid for a fact."""
    return str(uuid.uuid4())


class Recorded(Base):
    """Who recorded a row when: a person's id, the organisation it was for, the role."""

    __abstract__ = True

    recorded_at: Mapped[datetime]  # when it was typed in, UTC
    recorded_role: Mapped[RecordedRole]
    reason: Mapped[str] = mapped_column(String(4000), default="")

    @declared_attr
    def recorded_by_id(cls) -> Mapped[int | None]:  # noqa: N805  # SQLAlchemy's way of a mixin
        return mapped_column(ForeignKey("user.id"), index=True)

    @declared_attr
    def recorded_for_id(cls) -> Mapped[int | None]:  # noqa: N805  # as above
        return mapped_column(ForeignKey("organisation.id"), index=True)


class Dated(Recorded):
    """A fact that holds from a day on. Rows are added, never changed or deleted.

    The facts of one subject are ordered by effective_on, recorded_at, number; the last one in
    this order that counts is in force.
    """

    __abstract__ = True

    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    effective_on: Mapped[date]  # the day it holds from, in the county's calendar
    number: Mapped[int]  # running number among the facts of its subject


class Withdrawal(Recorded):
    """From recorded_at on, the fact with this uid counts nowhere; history shows it struck out."""

    __tablename__ = "withdrawal"
    __table_args__ = (Index(None, "plan_id"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    fact_uid: Mapped[str] = mapped_column(String(36), unique=True)
