"""From the facts and what is no fact to the content and document of a report. Writes nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.plan.queries import PlanRow
from tracker.reports import document as blocks
from tracker.reports.content import canonical, compared, read
from tracker.reports.document import Document
from tracker.reports.inputs import Cover, dump, load
from tracker.reports.models import Report
from tracker.reports.queries import of_plan
from tracker.reports.queries import reports as queries
from tracker.reports.queries.inputs import inputs as inputs_of
from tracker.reports.wording import document


@dataclass(frozen=True)
class Built:
    """A report in all its parts, not yet in any format."""

    inputs: str  # canonical JSON
    content: str  # canonical JSON
    document: Document

    @property
    def dumped(self) -> str:
        """The document as canonical JSON."""
        return blocks.dump(self.document)


def build(
    of: PlanRow,
    as_of: date,
    since: date | None,
    known_at: datetime,
    language: str,
    inputs: str,
) -> Built:
    """Return the report of a plan by what was known at a moment.

    Args:
        inputs: canonical JSON of what is no fact; of a frozen version what it keeps.
    """
    found = of_plan(of, as_of, since, known_at, load(inputs))
    return Built(inputs, canonical(found), document(found, language))


def draft(of: PlanRow, row: Report, known_at: datetime, number: int, change: str) -> Built:
    """Return a report in the making as it would be frozen at a moment.

    Args:
        number: of the version it would be.
        change: what it would change.
    """
    committee = queries.committee_name(row.committee_id) if row.committee_id else None
    cover = Cover(
        title=row.title,
        language=row.language,
        committee=committee,
        sitting_on=row.sitting_on,
        paper_number=row.paper_number,
        is_final=row.is_final,
        number=number,
        change=change,
    )
    inputs = dump(inputs_of(of, cover, queries.texts(row.id), row.resolution))
    return build(of, row.as_of, row.since, known_at, row.language, inputs)


def kept_of_before(report_id: int, content: str) -> str:
    """Return what a further version keeps of the newest one that says something; "" without one.

    Args:
        content: canonical JSON of the further version.
    """
    whole = [one for one in queries.versions(report_id) if one.redacted_at is None]
    if not whole:
        return ""
    old = read(queries.contents([whole[-1].id])[whole[-1].id])
    return compared.dump(compared.compared(whole[-1].number, old, read(content))) if old else ""
