"""The way from an address that a report had to the one that it has now."""

from http import HTTPStatus

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.drafts import state as drafts
from tracker.plan.queries import PlanRow
from tracker.reports.models import Report
from tracker.reports.queries import reports as queries
from tracker.web import local_path


def led_on(of: PlanRow, slug: str, row: Report, endpoint: str) -> ResponseReturnValue:
    """Lead a form about a report that has another address by now to its page there.

    A form that was sent is sent there, and its draft moves there. Who opens an address that another
    report has by now gets that one.
    """
    back = back_to(of.slug, slug, row.slug) or None
    to = url_for(endpoint, plan=of.slug, slug=row.slug, zurueck=back)
    drafts.move(to.partition("?")[0], row.uid)
    if drafts.is_from_draft() and queries.is_there(of.id, slug):
        to = url_for(endpoint, plan=of.slug, slug=slug, zurueck=back)
    return redirect(to, HTTPStatus.TEMPORARY_REDIRECT)  # the browser sends there what it sent here


def back_to(plan: str, slug: str, now: str) -> str:
    """Return where the form leads when it is saved, if it was told; else "".

    Args:
        slug: that the report had when the form was made.
        now: the one it has.
    """
    back = local_path(request.args.get("zurueck", "")) or ""
    path, mark, query = back.partition("?")
    before, after = (
        url_for("reports.check", plan=plan, slug=one).partition("?")[0] for one in (slug, now)
    )
    return f"{after}{mark}{query}" if path == before else back
