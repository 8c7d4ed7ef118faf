"""Computing frozen versions again, and comparing what comes out byte for byte. Writes nothing."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker import __version__
from tracker.db import db
from tracker.plan import queries as plans
from tracker.reports import building, document
from tracker.reports.models import Report, ReportVersion
from tracker.reports.output import render
from tracker.reports.queries import reports as queries


class Outcome(StrEnum):
    """What came of computing a version again."""

    SAME = "same"
    DIFFERENT = "different"
    REDACTED = "redacted"


@dataclass(frozen=True)
class Verified:
    """One version, computed again."""

    plan: str  # slug
    slug: str
    number: int
    outcome: Outcome
    differing: tuple[str, ...] = ()  # "content", "document", and formats
    later_release: bool = False  # its words and files are another release's: only content counts


def verify(plan_id: int | None = None, *, has_files: bool = False) -> Iterator[Verified]:
    """Compute all versions again and yield what came of each.

    Args:
        plan_id: of this plan only.
        has_files: makes the files anew, too, where they were made by this release.
    """
    for plan, report, version in queries.all_versions(plan_id):
        yield _verified(plan, report, version.id, has_files=has_files)
        db.session.expunge_all()  # the next one needs the memory


def _verified(plan: str, report: Report, version_id: int, *, has_files: bool) -> Verified:
    version = queries.full_version(version_id)
    if version.redacted_at is not None:
        return Verified(plan, report.slug, version.number, Outcome.REDACTED)
    is_later = version.release != __version__
    found = list(_differing(plan, version, has_files=has_files, is_later=is_later))
    outcome = Outcome.DIFFERENT if found else Outcome.SAME
    return Verified(plan, report.slug, version.number, outcome, tuple(found), is_later)


def _differing(
    plan: str, version: ReportVersion, *, has_files: bool, is_later: bool
) -> Iterator[str]:
    built = building.build(
        plans.plan(plan),
        version.as_of,
        version.since,
        version.known_at,
        version.language,
        version.inputs,
    )
    if built.content != version.content or _hash(version.content) != version.content_hash:
        yield "content"
    if not is_later and built.dumped != version.document:
        yield "document"
    for row in queries.files(version.id):
        data = queries.data(row.id)
        if row.made_at is None or data is None:
            continue
        if hashlib.sha256(data).hexdigest() != row.sha256:
            yield row.format.value
        elif has_files and not is_later:
            blocks = document.load(version.document)
            if render(row.format, blocks, version.content, version.known_at) != data:
                yield row.format.value


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
