"""Notes and their reviews, obstacles and their ends."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, Texts
from tracker.history.stichtag import Dated
from tracker.notes.rules import Addressee, Kind, Outcome
from tracker.plan.models import Recommendation
from tracker.stakeholders.models import Organisation


class Note(Dated):
    """A dated text, or the confirmation „unverändert“, of one organisation."""

    __tablename__ = "note"
    __table_args__ = (
        Index(None, "recommendation_id", "effective_on", "recorded_at"),
        Index(None, "organisation_id", "effective_on"),
    )

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[Kind]
    language: Mapped[str] = mapped_column(String(5), default="de")
    text: Mapped[str] = mapped_column(Text, default="")
    corrects_uid: Mapped[str | None] = mapped_column(String(36))

    recommendation: Mapped[Recommendation] = relationship(lazy="raise")
    organisation: Mapped[Organisation] = relationship(
        lazy="raise", foreign_keys="Note.organisation_id"
    )


class NoteReview(Dated):
    """What the plan office decided about a note; text is what is published if it was edited."""

    __tablename__ = "note_review"
    __table_args__ = (UniqueConstraint("note_id", "number"),)

    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"))
    outcome: Mapped[Outcome]
    text: Mapped[str | None] = mapped_column(Text)

    note: Mapped[Note] = relationship(lazy="raise")


class NoteSeen(Base):
    """The plan office has read a note and will decide later; its author is told so."""

    __tablename__ = "note_seen"

    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"), unique=True)
    seen_at: Mapped[datetime]
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)


class Obstacle(Dated):
    """From effective_on on, this stands in the way of a recommendation."""

    __tablename__ = "obstacle"
    __table_args__ = (Index(None, "recommendation_id", "effective_on"),)

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    addressee: Mapped[Addressee]
    text: Mapped[Texts]
    due_on: Mapped[date | None]  # by when it is to be out of the way


class ObstacleEnd(Dated):
    """From effective_on on, the obstacle is out of the way."""

    __tablename__ = "obstacle_end"
    __table_args__ = (UniqueConstraint("obstacle_id", "number"),)

    obstacle_id: Mapped[int] = mapped_column(ForeignKey("obstacle.id"))
    text: Mapped[Texts]
