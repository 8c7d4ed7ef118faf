"""Freezing a report: from now on this version says what it says, whatever is recorded later."""

import hashlib
import uuid

from tracker import __version__, clock
from tracker.db import db, transaction
from tracker.history import plain
from tracker.history.recording import Recorder, audit
from tracker.plan import queries as plans
from tracker.plan.queries import PlanRow
from tracker.reports import building, rules
from tracker.reports.models import ReportFile, ReportVersion
from tracker.reports.queries import reports as queries
from tracker.reports.rules import Format

FROZEN = uuid.UUID("6d0f2f0a-9a52-4e0b-8f0b-53bb0a2a7c0e")


def freeze(of: PlanRow, slug: str, version: int, change: str, key: str, *, by: Recorder) -> int:
    """Freeze a report as it stands and return the number of the version. Sent twice, it is one.

    Its files are made afterwards (actions.files).

    Args:
        change: what it corrects of the version before.
        key: the form's own.

    Raises:
        RuleError: a later version does not say what it changes.
        StaleError: someone else has changed, frozen or deleted the report since the page was made.
    """
    uid = str(uuid.uuid5(FROZEN, f"{by.user_id}/{of.slug}/{slug}/{key}"))
    with transaction() as session:
        queries.lock_facts(of.id)
        db.session.expire_all()  # what was read before the others had ended is out of date
        done = queries.version_by_uid(uid)
        if done is not None:
            return done.number
        row = plain.fresh(queries.one(of.id, slug))
        plain.refuse_stale(row, version)
        number = queries.version_count(row.id) + 1
        rules.check_change(change, number)
        known_at = clock.now()
        built = building.draft(plans.plan(of.slug), row, known_at, number, change)
        frozen = ReportVersion(
            uid=uid,
            report_id=row.id,
            number=number,
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
            frozen_by_id=by.user_id,
            redaction="",
        )
        session.add(frozen)
        session.flush()
        session.add_all(_file(frozen.id, wanted) for wanted in Format)
        row.version += 1
        subject = rules.subject(of.slug, slug, number)
        audit("report:freeze", subject, by=by, after=frozen.content_hash)
    return number


def _file(version_id: int, wanted: Format) -> ReportFile:
    return ReportFile(
        version_id=version_id, format=wanted, sha256="", size=0, failure="", attempts=0
    )
