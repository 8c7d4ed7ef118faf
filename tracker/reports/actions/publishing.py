"""Publishing a frozen version, and taking away what it says."""

from tracker import clock
from tracker.db import transaction
from tracker.errors import RuleError, StaleError
from tracker.history import plain
from tracker.history.recording import Recorder, audit
from tracker.i18n import _
from tracker.plan import revisions
from tracker.plan.queries import PlanRow, lock_plan
from tracker.reports import rules
from tracker.reports.models import Report, ReportVersion
from tracker.reports.queries import reports as queries


def publish(of: PlanRow, report: Report, number: int, *, by: Recorder) -> None:
    """Publish a version; one that is published already stays so.

    Raises:
        RuleError: a file of it is not made yet, or a later version is published.
        StaleError: what it says was taken away meanwhile.
    """
    with transaction():
        lock_plan(of.id)
        version = _version(report, number)
        if version.published_at is not None:
            return
        if any(one.made_at is None for one in queries.files(version.id)):
            raise RuleError(
                _("Noch sind nicht alle Dateien fertig. Veröffentlichen Sie, sobald sie es sind.")
            )
        if any(one.published_at and one.number > number for one in queries.versions(report.id)):
            raise RuleError(_("Eine spätere Version ist schon veröffentlicht."))
        version.published_at = clock.now()
        version.published_by_id = by.user_id
        audit("report:publish", rules.subject(of.slug, report.slug, number), by=by)
        revisions.bump(of.id)


def redact(of: PlanRow, report: Report, number: int, reason: str, *, by: Recorder) -> None:
    """Take away what a version says, its files included; date, reason and hashes stay.

    Raises:
        RuleError: there is no reason.
        StaleError: somebody else has done it before.
    """
    rules.check_reason(reason)
    with transaction():
        lock_plan(of.id)
        version = _version(report, number)
        version.inputs = version.content = version.document = version.change = ""
        version.title = version.compared = ""
        version.redaction = reason
        version.redacted_at = clock.now()
        version.redacted_by_id = by.user_id
        for row in queries.files(version.id):
            row.data, row.failure = None, None
        subject = rules.subject(of.slug, report.slug, number)
        audit("report:redact", subject, by=by, before=version.content_hash, after=reason)
        revisions.bump(of.id)


def _version(report: Report, number: int) -> ReportVersion:
    version = plain.fresh(queries.locked_version(report.id, number))
    if version.redacted_at is not None:
        raise StaleError
    return version
