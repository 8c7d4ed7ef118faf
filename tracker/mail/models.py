"""The outbox: mails wait here, in the transaction of what they are about, until they are sent."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base


class OutgoingMail(Base):
    """A mail to one person. Who delivers it claims it, and writes down what became of it."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (Index(None, "sent_at", "failed_at", "due_at"),)

    uid: Mapped[str] = mapped_column(String(36), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]  # not to be tried before
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]  # given up
    failure: Mapped[str] = mapped_column(String(500), default="")
