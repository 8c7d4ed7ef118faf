"""Reports: the draft that people edit, its frozen versions, and the files of each."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base
from tracker.reports.rules import Failure, Format


class Report(Base):
    """A report in the making. What is frozen stands in its versions and never changes here."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("plan_id", "slug"),)

    uid: Mapped[str] = mapped_column(String(36), unique=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    slug: Mapped[str] = mapped_column(String(80))  # in the address; fixed once it is frozen
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(5))
    as_of: Mapped[date]
    since: Mapped[date | None]  # the Stichtag it is compared with
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"), index=True)
    sitting_on: Mapped[date | None]
    paper_number: Mapped[str] = mapped_column(String(60))
    is_final: Mapped[bool]  # says so on its cover; else it is called a draft
    resolution: Mapped[str] = mapped_column(Text)  # proposed to the committee
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    deleted_at: Mapped[datetime | None]  # restorable for 30 days; never once a version is frozen


class ReportText(Base):
    """What the plan office writes itself: an assessment, an outlook, a text about a field."""

    __tablename__ = "report_text"
    __table_args__ = (UniqueConstraint("report_id", "place"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    place: Mapped[str] = mapped_column(String(100))  # "assessment", "outlook", "field/<slug>"
    text: Mapped[str] = mapped_column(Text)


class ReportVersion(Base):
    """A frozen report: what it says, from the facts known at a moment.

    Only its publication and its redaction are ever added; a redaction empties what it says.
    """

    __tablename__ = "report_version"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    uid: Mapped[str] = mapped_column(String(36), unique=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    number: Mapped[int]  # from 1 on
    title: Mapped[str] = mapped_column(String(200))  # its own; empty after a redaction
    language: Mapped[str] = mapped_column(String(5))
    as_of: Mapped[date]
    since: Mapped[date | None]
    known_at: Mapped[datetime]  # the freezing; only facts known by then count
    inputs: Mapped[str] = mapped_column(Text, deferred=True)  # canonical JSON: what is no fact
    content: Mapped[str] = mapped_column(Text, deferred=True)  # canonical JSON: facts and figures
    content_hash: Mapped[str] = mapped_column(String(64))  # SHA-256 of content
    document: Mapped[str] = mapped_column(Text, deferred=True)  # canonical JSON: blocks with words
    release: Mapped[str] = mapped_column(String(40))  # of the program that set the words
    change: Mapped[str] = mapped_column(Text)  # what a correction changed; empty for the first
    compared: Mapped[str] = mapped_column(Text)  # JSON: what it keeps of the version before it
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    redacted_at: Mapped[datetime | None]
    redacted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    redaction: Mapped[str] = mapped_column(Text)  # its reason; empty while nothing is redacted


class ReportFile(Base):
    """One format of a version; made by the jobs worker after the freezing.

    A redaction takes the bytes away and leaves their hash.
    """

    __tablename__ = "report_file"
    __table_args__ = (UniqueConstraint("version_id", "format"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id"))
    format: Mapped[Format]
    made_at: Mapped[datetime | None]
    sha256: Mapped[str] = mapped_column(String(64))  # empty until it is made
    size: Mapped[int]  # bytes
    data: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    failure: Mapped[Failure | None]  # why the last attempt failed
    attempts: Mapped[int]  # that failed
    claimed_until: Mapped[datetime | None]  # by a worker; after that it counts as dead
