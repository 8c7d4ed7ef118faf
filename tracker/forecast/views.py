"""The hints about a plan, for the plan office."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.forecast import listing
from tracker.i18n import say
from tracker.lists import paged
from tracker.plan import queries as plans
from tracker.standing.facts import Moment
from tracker.standing.queries.accounts import living, reachable
from tracker.standing.queries.plan import plan_facts

bp = Blueprint("forecast", __name__)


@bp.get("/redaktion/<plan>/hinweise")
def hints(plan: str) -> ResponseReturnValue:
    require(Permission.WORKLIST_READ)
    of = plans.plan(plan)
    facts = plan_facts(of, Moment(clock.today(), clock.now()))
    wanted = listing.parse(request.args, facts)
    found = listing.hints(facts, living(facts.organisations, reachable([of.id])[of.id]))
    return render_template(
        "forecast/hints.html",
        plan=of,
        hints=paged(listing.chosen(found, wanted), wanted.page),
        wanted=wanted,
        choices=listing.choices(facts, wanted),
        names={slug: say(fact.name) for slug, fact in facts.organisations.items()},
    )
