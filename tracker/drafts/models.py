"""Drafts: what somebody is typing, kept on the server for them alone."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base


class Draft(Base):
    """The fields of one form as one person left them."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("user_id", "place"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    place: Mapped[str] = mapped_column(String(400))  # the form's address without its parameters
    fields: Mapped[str] = mapped_column(Text)  # JSON: pairs of name and value, in their order
    version: Mapped[int] = mapped_column(default=1)  # grows with each saving
    changed_at: Mapped[datetime]
    discarded_at: Mapped[datetime | None]  # restorable for 30 days
