"""Pages that show progress. Each is public, cached, and told for a Stichtag."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from tracker import periods
from tracker.web import here

bp = Blueprint("dashboards", __name__)


@bp.before_request
def one_address_a_day() -> ResponseReturnValue | None:
    """Lead days as people write them to their one address; what is no day is refused later."""
    if not request.args or request.method not in {"GET", "HEAD"}:
        return None
    better = {}
    for name in ("stichtag", "von", "bis"):
        given = request.args.getlist(name)
        try:
            day = periods.day(given[0]).isoformat() if given else None
        except ValueError:
            return None
        if day and given != [day]:
            better[name] = day
    return redirect(here(**better), 303) if better else None
