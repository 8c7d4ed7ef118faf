"""Reading what a report is made of, and from it its content."""

from datetime import date, datetime

from tracker.plan.queries import PlanRow
from tracker.reports.content import Content, content
from tracker.reports.inputs import Inputs
from tracker.reports.queries.facts import given


def of_plan(
    plan: PlanRow, as_of: date, since: date | None, known_at: datetime, inputs: Inputs
) -> Content:
    """Return the content of a plan's report, by what was known at a moment.

    Args:
        since: the Stichtag it is compared with; None for a first report.
        inputs: what is no dated fact; of a frozen version its own.
    """
    return content(given(plan, as_of, since, known_at), inputs)
