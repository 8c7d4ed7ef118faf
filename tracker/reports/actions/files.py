"""Making the files of frozen versions, one after the other, outside of any request.

A worker claims a file, makes it outside of any transaction, and writes down what came of it. A
claim runs out: where nothing was written down by then, the worker has died, and the file is made
by another one. Should it be alive after all, nothing is lost: the bytes of a file follow from its
version, whoever makes it.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker import clock
from tracker.db import db, transaction
from tracker.reports import document
from tracker.reports.models import ReportFile, ReportVersion
from tracker.reports.output import OutputError, render
from tracker.reports.output.typesetting import PATIENCE
from tracker.reports.queries import reports as queries
from tracker.reports.rules import MOST_ATTEMPTS, Failure, Format

LEASE = timedelta(seconds=PATIENCE + 60)  # how long a claim holds: longer than a file can take

log = logging.getLogger("tracker.reports")


@dataclass(frozen=True)
class Claim:
    """A file that this worker makes, and until when nobody else does."""

    file_id: int
    version_id: int
    wanted: Format
    until: datetime


def make_files() -> None:
    """Make all files that are to be made; one that fails is told and tried again later.

    An error of ours is told, too, and raised: the worker logs it, and its next round makes the
    other files first.
    """
    while (claim := _claim()) is not None:
        if not _make(claim):
            return  # the next round tries it again, after all others


def _claim() -> Claim | None:
    """Claim the next file to be made; None if there is none."""
    if queries.next_file(clock.now(), is_locked=False) is None:  # as most of the time
        return None
    with transaction():
        while (row := queries.next_file(clock.now())) is not None:
            if row.claimed_until is not None:
                uid = queries.uid(row.version_id)
                log.error("report=%s format=%s failed: its worker has died", uid, row.format)
                _fail(row, Failure.ABORTED)
            if row.attempts < MOST_ATTEMPTS:
                row.claimed_until = clock.now() + LEASE
                return Claim(row.id, row.version_id, row.format, row.claimed_until)
            db.session.flush()
    return None


def _make(claim: Claim) -> bool:
    """Make a file and keep it; return whether it could be made."""
    version = queries.full_version(claim.version_id)
    db.session.commit()  # a snapshot need not last as long as the work
    if version.redacted_at is not None:
        return True  # nothing is left to make it of
    name = f"report={version.uid} format={claim.wanted}"
    try:
        data = render(
            claim.wanted, document.load(version.document), version.content, version.known_at
        )
    except (OutputError, OSError, MemoryError) as error:
        log.exception("%s failed", name)
        failure = error.failure if isinstance(error, OutputError) else Failure.SERVER
        _note(version, claim, failure)
        return False
    except BaseException as error:  # nobody has to wait for the claim to run out
        error.add_note(name)
        is_ours = isinstance(error, Exception)  # else somebody stops the worker
        _note(version, claim, Failure.ERROR if is_ours else Failure.ABORTED)
        raise
    _note(version, claim, None, data)
    return True


def _note(version: ReportVersion, claim: Claim, failure: Failure | None, data: bytes = b"") -> None:
    """Write down what came of a file, unless it is made or its version taken away meanwhile."""
    with transaction() as session:
        of = queries.locked_version(version.report_id, version.number)
        now = session.scalars(of.execution_options(populate_existing=True)).one()
        row = queries.locked_file(claim.file_id)
        if row.made_at is not None or now.redacted_at is not None:
            return
        if failure is None:
            row.data, row.size = data, len(data)
            row.sha256, row.made_at = hashlib.sha256(data).hexdigest(), clock.now()
            row.failure, row.claimed_until = None, None
        elif row.claimed_until == claim.until:  # else another worker has it by now
            _fail(row, failure)


def _fail(row: ReportFile, failure: Failure) -> None:
    row.failure, row.claimed_until = failure, None
    row.attempts += 1


def try_again(version: ReportVersion) -> None:
    """Have the files of a version that could not be made tried again."""
    with transaction():
        for row in queries.files(version.id):
            if row.made_at is None:
                row.attempts, row.failure = 0, None
