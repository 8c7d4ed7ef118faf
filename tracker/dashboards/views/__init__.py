"""Pages that show progress. Each is public, cached, and told for a Stichtag."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from tracker import periods
from tracker.web import here

bp = Blueprint("dashboards", __name__)


@bp.before_request
def one_address_a_day() -> ResponseReturnValue | None:
    """Lead a Stichtag as people write days to its one address; frame() refuses what is no day."""
    given = request.args.getlist("stichtag")
    if not given or request.method not in {"GET", "HEAD"}:
        return None
    try:
        day = periods.day(given[0]).isoformat()
    except ValueError:
        return None
    return None if given == [day] else redirect(here(stichtag=day), 303)
