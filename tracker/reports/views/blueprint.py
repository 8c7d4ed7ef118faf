"""Where the pages of this part hang, and the way up from each."""

from flask import Blueprint, url_for

from tracker.history.pages import Crumb
from tracker.i18n import _, say
from tracker.plan.queries import PlanRow

bp = Blueprint("reports", __name__)


def above(of: PlanRow) -> list[Crumb]:
    """Return the pages above a report."""
    return [
        (say(of.title), url_for("dashboards.overview", plan=of.slug)),
        (_("Berichte"), url_for("reports.list_", plan=of.slug)),
    ]
