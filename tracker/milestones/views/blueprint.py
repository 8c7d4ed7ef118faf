"""Where the pages about milestones are registered."""

from flask import Blueprint, url_for

bp = Blueprint("milestones", __name__, url_prefix="/<plan>/empfehlungen/<code>/meilensteine")


def back(plan: str, code: str) -> str:
    """Return the address of the milestones on the page of their recommendation."""
    return url_for("dashboards.recommendation", plan=plan, code=code, _anchor="meilensteine")
