"""Where the pages of this part hang, and the way up from each."""

from flask import Blueprint, url_for

from tracker.history.pages import Crumb
from tracker.i18n import _, say
from tracker.plan.queries import PlanRow

bp = Blueprint("council", __name__)


def above(of: PlanRow) -> list[Crumb]:
    """Return the pages above every page that keeps a part of a plan."""
    return [
        (say(of.title), url_for("dashboards.overview", plan=of.slug)),
        (_("Plan bearbeiten"), url_for("editions.desk", plan=of.slug)),
    ]


def above_committees(of: PlanRow) -> list[Crumb]:
    """Return the pages above one committee."""
    return [*above(of), (_("Gremien und Sitzungen"), url_for("council.committees", plan=of.slug))]


def above_papers(of: PlanRow) -> list[Crumb]:
    """Return the pages above one council paper."""
    return [*above(of), (_("Drucksachen"), url_for("council.papers", plan=of.slug))]
