"""Reports that were deleted, as the trash of a plan shows and removes them."""

from sqlalchemy import Delete, delete

from tracker.editions.queries.deleted import Other
from tracker.i18n import _l, day_text
from tracker.plan.queries import PlanRow
from tracker.reports.models import Report, ReportText
from tracker.reports.queries import reports as queries
from tracker.reports.rules import subject


def _deleted(of: PlanRow) -> list[tuple[Report, str, str]]:
    return [
        (row, subject(of.slug, row.slug), f"{row.title} ({day_text(row.as_of)})")
        for row in queries.deleted(of.id)
    ]


def _subject(plan: str, row: Report) -> str:
    return subject(plan, row.slug)


def _below(report_id: int) -> list[Delete]:
    return [delete(ReportText).where(ReportText.report_id == report_id)]


REPORTS = Other("report", _l("Bericht"), Report, _deleted, _subject, _below)
