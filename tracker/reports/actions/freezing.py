"""Freezing a report: from now on this version says what it says, whatever is recorded later."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime

from tracker import __version__, clock
from tracker.db import db, transaction
from tracker.errors import StaleError
from tracker.history import plain
from tracker.history.recording import Recorder, audit
from tracker.plan import queries as plans
from tracker.plan.queries import PlanRow, lock_plan
from tracker.reports import building, rules
from tracker.reports.building import Built
from tracker.reports.content import fingerprint, read
from tracker.reports.models import Report, ReportFile, ReportVersion
from tracker.reports.output import is_summary_too_long
from tracker.reports.queries import reports as queries
from tracker.reports.rules import Format

FROZEN = uuid.UUID("6d0f2f0a-9a52-4e0b-8f0b-53bb0a2a7c0e")


class OtherContentError(StaleError):
    """The report says something else by now than what was checked."""


@dataclass(frozen=True)
class Checked:
    """What somebody has checked before the freezing."""

    version: int  # of the report in the making
    content: str  # the fingerprint of what it says


def freeze(of: PlanRow, slug: str, checked: Checked, change: str, key: str, *, by: Recorder) -> int:
    """Freeze a report as it was checked and return the number of the version.

    Sent twice, it is one. Its files are made afterwards (actions.files).

    Args:
        change: what it corrects of the version before.
        key: the form's own.

    Raises:
        RuleError: a later version does not say what it changes, or the essentials are too long for
            the page of the summary.
        StaleError: someone else has changed, frozen or deleted the report since the page was made.
        OtherContentError: something was recorded since that the report tells.
    """
    uid = str(uuid.uuid5(FROZEN, f"{by.user_id}/{of.slug}/{slug}/{key}"))
    if queries.version_by_uid(uid) is None:
        _check_summary(of, slug, checked, change)
    with transaction():
        lock_plan(of.id)  # no fact of an earlier moment is still to come
        db.session.expire_all()  # what was read before the others had ended is out of date
        done = queries.version_by_uid(uid)
        if done is not None:
            return done.number
        row = plain.fresh(queries.one(of.id, slug))
        plain.refuse_stale(row, checked.version)
        number = queries.version_count(row.id) + 1
        rules.check_change(change, number)
        known_at = clock.now()
        built = building.draft(plans.plan(of.slug), row, known_at, number, change)
        if fingerprint(read(built.content)) != checked.content:
            raise OtherContentError
        frozen = _frozen(row, built, known_at, uid=uid, number=number, change=change, by=by)
        _keep(frozen)
        row.version += 1
        subject = rules.subject(of.slug, slug, number)
        audit("report:freeze", subject, by=by, after=frozen.content_hash)
    return number


def _check_summary(of: PlanRow, slug: str, checked: Checked, change: str) -> None:
    """Raise RuleError if what was checked is too long for the page of the summary.

    Outside of the transaction: nobody waits for what is set. Whether it is still what was checked
    is found out afterwards.
    """
    row = db.session.scalars(queries.one(of.id, slug)).one_or_none()
    if row is None or row.deleted_at is not None or row.version != checked.version:
        return
    now = clock.now()
    built = building.draft(of, row, now, queries.version_count(row.id) + 1, change)
    rules.check_summary(is_too_long=is_summary_too_long(built.document, now))


def _frozen(
    row: Report,
    built: Built,
    known_at: datetime,
    *,
    uid: str,
    number: int,
    change: str,
    by: Recorder,
) -> ReportVersion:
    """Return a version that says what was built."""
    return ReportVersion(
        uid=uid,
        report_id=row.id,
        number=number,
        title=row.title,
        language=row.language,
        as_of=row.as_of,
        since=row.since,
        known_at=known_at,
        inputs=built.inputs,
        content=built.content,
        content_hash=hashlib.sha256(built.content.encode()).hexdigest(),
        document=built.dumped,
        release=__version__,
        change=change,
        compared=building.kept_of_before(row.id, built.content),
        frozen_by_id=by.user_id,
        redaction="",
    )


def _keep(frozen: ReportVersion) -> None:
    """Add a version and a file to be made for each format to the running transaction."""
    db.session.add(frozen)
    db.session.flush()
    db.session.add_all(
        ReportFile(version_id=frozen.id, format=wanted, sha256="", size=0, attempts=0)
        for wanted in Format
    )
