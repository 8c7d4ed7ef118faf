"""Reading which reports are published, for the list and for what tells them apart."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import Select, bindparam, select

from tracker.db import db
from tracker.reports.models import Report, ReportVersion


@dataclass(frozen=True)
class Published:
    """A report as the list shows it: its newest published version, and how many there are."""

    report: Report
    version: ReportVersion
    versions: int
    tells_language: bool  # another one for the same Stichtag is in another language


def published(plan_id: int) -> list[Published]:
    """Return the reports of which a version is published, the latest Stichtag first."""
    rows = db.session.execute(_published(), {"plan_id": plan_id}).all()
    counts = Counter(held.id for held, _version in rows)
    newest = {held.id: (held, version) for held, version in rows}  # by number: the last one stays
    languages = _languages(version for _held, version in rows)
    found = [
        Published(held, version, counts[held.id], len(languages[version.as_of]) > 1)
        for held, version in newest.values()
    ]
    return sorted(found, key=lambda row: (row.version.as_of, row.report.slug))[::-1]


def tells_language(plan_id: int, of: ReportVersion) -> bool:
    """Return whether a report for the same Stichtag is published in another language, too."""
    rows = db.session.execute(_published(), {"plan_id": plan_id}).all()
    return bool(_languages(version for _held, version in rows)[of.as_of] - {of.language})


def _languages(versions: Iterable[ReportVersion]) -> defaultdict[date, set[str]]:
    """Return the languages of versions by Stichtag."""
    found: defaultdict[date, set[str]] = defaultdict(set)
    for one in versions:
        found[one.as_of].add(one.language)
    return found


# A statement is built once: building one costs more than sending it.


@cache
def _published() -> Select[Report, ReportVersion]:
    return (
        select(Report, ReportVersion)
        .join(ReportVersion, ReportVersion.report_id == Report.id)
        .where(
            Report.plan_id == bindparam("plan_id"),
            ReportVersion.published_at.is_not(None),
        )
        .order_by(Report.id, ReportVersion.number)
    )
