"""Making the files of frozen versions, one after the other, outside of any request.

A file that two workers make is the same file: its bytes follow from the version.
"""

import hashlib
import logging

from tracker import clock
from tracker.db import db, transaction
from tracker.reports import document
from tracker.reports.models import ReportFile, ReportVersion
from tracker.reports.output import render
from tracker.reports.queries import reports as queries
from tracker.reports.queries.reports import Task

LONGEST_FAILURE = 500

log = logging.getLogger("tracker.reports")


def make_files() -> None:
    """Make all files that are to be made; one that fails is told and tried again later."""
    while (task := _claim()) is not None:
        if not _make(task):
            return  # the next round tries it again, after all others


def _claim() -> Task | None:
    """Return the next file to be made, its attempt counted; None if there is none."""
    if queries.next_task(is_locked=False) is None:  # nothing to do, as most of the time
        return None
    with transaction() as session:
        task = queries.next_task()
        if task is not None:
            session.get_one(ReportFile, task.file_id).attempts += 1
    return task


def _make(task: Task) -> bool:
    """Make a file and keep it; return whether it could be made."""
    version = queries.full_version(task.version_id)
    db.session.commit()  # a snapshot need not last as long as the work
    failure, data = "", b""
    try:
        data = render(
            task.wanted, document.load(version.document), version.content, version.known_at
        )
    except Exception as error:  # whatever it is, it is told, and the others are made
        log.exception("report=%s format=%s failed", version.uid, task.wanted)
        failure = f"{type(error).__name__}: {error}"[:LONGEST_FAILURE]
    with transaction() as session:
        of = queries.locked_version(version.report_id, version.number)
        now = session.scalars(of.execution_options(populate_existing=True)).one()
        row = session.get_one(ReportFile, task.file_id, populate_existing=True)
        if row.made_at is None and now.redacted_at is None:
            row.failure = failure
            if not failure:
                row.data, row.size = data, len(data)
                row.sha256, row.made_at = hashlib.sha256(data).hexdigest(), clock.now()
    return not failure


def try_again(version: ReportVersion) -> None:
    """Have the files of a version that could not be made tried again."""
    with transaction():
        for row in queries.files(version.id):
            if row.made_at is None:
                row.attempts = 0
