"""Reading reports in the making, their versions and the files of each."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import undefer

from tracker.council.models import Committee, Sitting
from tracker.db import Texts, db
from tracker.plan.models import Plan
from tracker.reports.models import Report, ReportFile, ReportText, ReportVersion
from tracker.reports.rules import MOST_ATTEMPTS, Format


@dataclass(frozen=True)
class InMaking:
    """A report as its editors see it: with its newest version, published or not."""

    report: Report
    newest: ReportVersion | None


def one(plan_id: int, slug: str) -> Select[Report]:
    """Select a report, deleted or not."""
    return select(Report).where(Report.plan_id == plan_id, Report.slug == slug)


def report(plan_id: int, slug: str) -> Report:
    """Return a report in the making; NoResultFound if there is none, or it was deleted."""
    return db.session.scalars(one(plan_id, slug).where(Report.deleted_at.is_(None))).one()


def about(plan_id: int, uid: str) -> Select[Report]:
    """Select the report with a uid, deleted or not, wherever its address is by now."""
    return select(Report).where(Report.plan_id == plan_id, Report.uid == uid)


def still(plan_id: int, uid: str) -> Report | None:
    """Return the report with a uid; None if there is none, or it was deleted."""
    there = about(plan_id, uid).where(Report.deleted_at.is_(None))
    return db.session.scalars(there).one_or_none()


def sought(plan_id: int, slug: str, uid: str) -> Report:
    """Return the report with a uid, else the one of an address; NoResultFound without either.

    Args:
        uid: that a form names; empty if none does.
    """
    statement = (
        select(Report)
        .where(Report.plan_id == plan_id, Report.deleted_at.is_(None))
        .where((Report.slug == slug) | (Report.uid == uid))
        .order_by((Report.uid == uid).desc())
        .limit(1)
    )
    return db.session.scalars(statement).one()


def is_there(plan_id: int, slug: str) -> bool:
    """Return whether there is a report at an address."""
    there = one(plan_id, slug).where(Report.deleted_at.is_(None))
    return db.session.scalars(there).one_or_none() is not None


def slugs(plan_id: int) -> set[str]:
    """Return the slugs of all reports of a plan, deleted ones too."""
    return set(db.session.scalars(select(Report.slug).where(Report.plan_id == plan_id)))


def by_uid(uid: str) -> Report | None:
    """Return the report with a uid; None if there is none."""
    return db.session.scalars(select(Report).where(Report.uid == uid)).one_or_none()


def twins(of: Report) -> list[Report]:
    """Return the other reports for the same Stichtag in the same language, by slug."""
    return list(
        db.session.scalars(
            select(Report)
            .where(
                Report.plan_id == of.plan_id,
                Report.as_of == of.as_of,
                Report.language == of.language,
                Report.id != of.id,
                Report.deleted_at.is_(None),
            )
            .order_by(Report.slug)
        )
    )


def texts(report_id: int) -> dict[str, str]:
    """Return the editorial texts of a report by place, in the order of the places."""
    rows = db.session.execute(
        select(ReportText.place, ReportText.text)
        .where(ReportText.report_id == report_id)
        .order_by(ReportText.place)
    )
    return {row[0]: row[1] for row in rows}


def committee_name(committee_id: int) -> Texts:
    """Return the name of a committee, deleted or not."""
    of = Committee.id == committee_id
    return db.session.scalars(select(Committee.name).where(of)).one()


def deleted(plan_id: int) -> list[Report]:
    """Return the reports of a plan that were deleted, by slug."""
    of = (Report.plan_id == plan_id) & Report.deleted_at.is_not(None)
    return list(db.session.scalars(select(Report).where(of).order_by(Report.slug)))


def versions(report_id: int) -> list[ReportVersion]:
    """Return the versions of a report, the first one first; their texts are not loaded."""
    of = ReportVersion.report_id == report_id
    return list(db.session.scalars(select(ReportVersion).where(of).order_by(ReportVersion.number)))


def locked_version(report_id: int, number: int) -> Select[ReportVersion]:
    """Select a version; others wait until the running transaction ends."""
    return (
        select(ReportVersion)
        .where(ReportVersion.report_id == report_id, ReportVersion.number == number)
        .with_for_update()
    )


def version_by_uid(uid: str) -> ReportVersion | None:
    """Return the version with a uid; None if there is none."""
    return db.session.scalars(select(ReportVersion).where(ReportVersion.uid == uid)).one_or_none()


def uid(version_id: int) -> str:
    """Return the uid of a version."""
    return db.session.scalars(select(ReportVersion.uid).where(ReportVersion.id == version_id)).one()


def full_version(version_id: int) -> ReportVersion:
    """Return a version as it is now, with all it says."""
    return db.session.scalars(
        select(ReportVersion)
        .where(ReportVersion.id == version_id)
        .options(
            undefer(ReportVersion.inputs),
            undefer(ReportVersion.content),
            undefer(ReportVersion.document),
        )
        .execution_options(populate_existing=True)
    ).one()


def document(version_id: int) -> str:
    """Return the document of a version as canonical JSON; empty after a redaction."""
    of = ReportVersion.id == version_id
    return db.session.scalars(select(ReportVersion.document).where(of)).one()


def is_final(version_id: int) -> bool:
    """Return whether the cover of a version says that it is final; True after a redaction."""
    of = ReportVersion.id == version_id
    inputs = db.session.scalars(select(ReportVersion.inputs).where(of)).one()
    cover = json.loads(inputs).get("cover", {}) if inputs else {}
    return bool(cover.get("is_final", True))


def contents(version_ids: list[int]) -> dict[int, str]:
    """Return the contents of versions as canonical JSON, by id; empty after a redaction."""
    of = ReportVersion.id.in_(version_ids)
    rows = db.session.execute(select(ReportVersion.id, ReportVersion.content).where(of))
    return {row[0]: row[1] for row in rows}


def files(version_id: int) -> list[ReportFile]:
    """Return the files of a version in the order of showing; their bytes are not loaded."""
    rows = db.session.scalars(
        select(ReportFile)
        .where(ReportFile.version_id == version_id)
        .execution_options(populate_existing=True)
    )
    order = list(Format)
    return sorted(rows, key=lambda row: order.index(row.format))


def file(version_id: int, wanted: Format) -> ReportFile:
    """Return a file of a version, without its bytes; NoResultFound if there is none."""
    of = (ReportFile.version_id == version_id) & (ReportFile.format == wanted)
    return db.session.scalars(select(ReportFile).where(of)).one()


def data(file_id: int) -> bytes | None:
    """Return the bytes of a file; None while it is not made, or after a redaction."""
    return db.session.scalars(select(ReportFile.data).where(ReportFile.id == file_id)).one()


def in_making(plan_id: int) -> list[InMaking]:
    """Return all reports of a plan for those who edit them, the latest Stichtag first."""
    rows = db.session.execute(
        select(Report, ReportVersion)
        .outerjoin(ReportVersion, ReportVersion.report_id == Report.id)
        .where(Report.plan_id == plan_id, Report.deleted_at.is_(None))
        .order_by(Report.as_of.desc(), Report.slug.desc(), ReportVersion.number)
    )
    found = {held.id: InMaking(held, version) for held, version in rows}
    return list(found.values())


def sittings(plan_id: int) -> list[tuple[date, str, Texts]]:
    """Return the sittings of deciding committees: day, committee's slug and name; latest first."""
    rows = db.session.execute(
        select(Sitting.held_on, Committee.slug, Committee.name)
        .join(Committee, Committee.id == Sitting.committee_id)
        .where(
            Committee.plan_id == plan_id,
            Committee.decides,
            Committee.deleted_at.is_(None),
            Sitting.deleted_at.is_(None),
        )
        .order_by(Sitting.held_on.desc(), Committee.slug)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def next_file(now: datetime, *, is_locked: bool = True) -> ReportFile | None:
    """Return the next file to be made, tried least often so far; None if there is nothing to do.

    One that a worker has claimed comes once its claim has run out.

    Args:
        is_locked: others pass it over until the running transaction ends. On SQLite the write
            lock of the transaction keeps everybody else away.
    """
    unclaimed = ReportFile.claimed_until.is_(None) | (ReportFile.claimed_until <= now)
    statement = (
        select(ReportFile)
        .join(ReportVersion, ReportVersion.id == ReportFile.version_id)
        .where(
            ReportFile.made_at.is_(None),
            ReportFile.attempts < MOST_ATTEMPTS,
            unclaimed,
            ReportVersion.redacted_at.is_(None),
        )
        .order_by(ReportFile.attempts, ReportFile.id)
        .limit(1)
    )
    if is_locked:
        statement = statement.with_for_update(skip_locked=True, of=ReportFile)
    return db.session.scalars(statement.execution_options(populate_existing=True)).one_or_none()


def locked_file(file_id: int) -> ReportFile:
    """Return a file as it is now, without its bytes; others wait until the transaction ends."""
    of = select(ReportFile).where(ReportFile.id == file_id).with_for_update()
    return db.session.scalars(of.execution_options(populate_existing=True)).one()


def last_freezing(slug: str) -> datetime | None:
    """Return the moment of a plan's last freezing of which something is left; None without one."""
    return db.session.scalar(
        select(func.max(ReportVersion.known_at))
        .join(Report, Report.id == ReportVersion.report_id)
        .join(Plan, Plan.id == Report.plan_id)
        .where(Plan.slug == slug, ReportVersion.redacted_at.is_(None))
    )


def all_versions(plan_id: int | None = None) -> list[tuple[str, Report, ReportVersion]]:
    """Return all versions with the slug of the plan: by plan, report and number.

    Args:
        plan_id: of this plan only.
    """
    statement = (
        select(Plan.slug, Report, ReportVersion)
        .join(Report, Report.plan_id == Plan.id)
        .join(ReportVersion, ReportVersion.report_id == Report.id)
        .order_by(Plan.slug, Report.slug, ReportVersion.number)
    )
    if plan_id is not None:
        statement = statement.where(Plan.id == plan_id)
    return [(row[0], row[1], row[2]) for row in db.session.execute(statement)]


def version_count(report_id: int) -> int:
    """Return how many versions of a report are frozen."""
    of = ReportVersion.report_id == report_id
    return db.session.scalar(select(func.count()).where(of)) or 0
