"""The worklist of the plan office: what is to be done, counted, and the lists behind the counts."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.i18n import say
from tracker.lists import Choice, Choices, folded, paged
from tracker.office import listing
from tracker.office.listing import Lists, Wanted
from tracker.office.queries.desk import desk
from tracker.office.rules import MOST, Bulk
from tracker.office.rules.lists import Section, Sorting, Worklist
from tracker.office.views.blueprint import bp
from tracker.plan import queries as plans
from tracker.plan.queries import PlanRow
from tracker.standing.facts import Moment
from tracker.standing.queries.plan import plan_facts


@bp.get("/redaktion")
def start() -> ResponseReturnValue:
    require(Permission.WORKLIST_READ)
    found = plans.plans()
    wanted = request.args.get("plan", "")
    if wanted or len(found) == 1:
        return redirect(url_for("office.worklist", plan=wanted or found[0].slug))
    return render_template("office/plans.html", plans=found)


@bp.get("/redaktion/<plan>")
def worklist(plan: str) -> ResponseReturnValue:
    require(Permission.WORKLIST_READ)
    of, found = load(plan)
    return render_template(
        "office/worklist.html",
        plan=of,
        sections=tuple(Section),
        counts={kind: len(found.items[kind]) for kind in Worklist},
    )


@bp.get("/redaktion/<plan>/<liste>")
def list_(plan: str, liste: str) -> ResponseReturnValue:
    require(Permission.WORKLIST_READ)
    kind = worklist_of(liste)
    of, found = load(plan)
    wanted = listing.parse(request.args, found.facts)
    rows = listing.chosen(found.items[kind], wanted, found)
    return render_template(
        "office/list.html",
        plan=of,
        kind=kind,
        rows=paged(rows, wanted.page),
        names=found.names,
        wanted=wanted,
        choices=_choices(found, wanted),
        sortings=tuple(Sorting),
        bulks=[one for one in Bulk if one.fits(kind)],
        most=MOST,
    )


def load(plan: str) -> tuple[PlanRow, Lists]:
    """Return a plan and all its lists of today; NoResultFound if there is no such plan."""
    of = plans.plan(plan)
    today = clock.today()
    return of, listing.lists(plan_facts(of, Moment(today, clock.now())), desk(of.id, today))


def worklist_of(text: str) -> Worklist:
    """Return the list of an address; 404 where there is none."""
    if text not in list(Worklist):
        abort(404)
    return Worklist(text)


def _choices(found: Lists, wanted: Wanted) -> list[Choices]:
    fields = [
        Choice(field.slug, say(field.title), field.slug in wanted.fields)
        for field in found.facts.fields
    ]
    names = sorted(found.names.items(), key=lambda pair: folded(pair[1]))
    involved = [Choice(slug, name, slug in wanted.organisations) for slug, name in names]
    leading = {slug for row in found.standings.values() for slug in row.leads}
    leads = [
        Choice(slug, name, slug in wanted.leads)
        for slug, name in names
        if slug in leading | set(wanted.leads)
    ]
    return [
        Choices("feld", fields),
        Choices("beteiligte", involved),
        Choices("federfuehrung", leads),
    ]
