"""The plans, a plan on one page, a field's dashboard, the method."""

from collections.abc import Iterable

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.guard import public
from tracker.cache import cached
from tracker.charts.chart import FieldRow, MilestoneRow
from tracker.charts.freshness import freshness_bars
from tracker.charts.matrix import matrix
from tracker.charts.status import status_bars
from tracker.charts.timeline import timeline
from tracker.charts.trend import trend_lines
from tracker.dashboards import movements, words
from tracker.dashboards.addresses import Addresses
from tracker.dashboards.frame import frame
from tracker.dashboards.queries.notes import latest_notes
from tracker.dashboards.queries.plan import latest_sitting, obstacles, open_obstacles
from tracker.dashboards.views import bp
from tracker.i18n import say
from tracker.plan import queries as plans
from tracker.plan.rules import Status
from tracker.standing import hints
from tracker.standing.changes import changes
from tracker.standing.queries.names import FieldFact
from tracker.standing.queries.plan import PlanFacts, field_of_plan_facts, plan_facts, standings
from tracker.standing.queries.sides import obstacle_facts, sides
from tracker.standing.rules import (
    Freshness,
    MilestoneStanding,
    Schedule,
    Standing,
)
from tracker.standing.sides import Side
from tracker.standing.summary import Summary, by_field, summary
from tracker.standing.trend import trend

NEXT = 8  # milestones in the list of what comes next
SHOWN = 8  # movements that show without unfolding the others


@bp.get("/", endpoint="plans")
@public
@cached
def plans_() -> ResponseReturnValue:
    found = plans.plans()
    if len(found) == 1:
        return redirect(url_for("dashboards.overview", plan=found[0].slug))
    return render_template("dashboards/plans.html", plans=found)


@bp.get("/<plan>/")
@public
@cached
def overview(plan: str) -> ResponseReturnValue:
    page = frame(plan)
    sitting = latest_sitting(page.plan.id, page.at.as_of)
    facts = plan_facts(page.plan, page.at, earlier=sitting[0] if sitting else None)
    rows = standings(facts, page.at)
    whole = summary(rows)
    figures = by_field(rows, [field.slug for field in facts.fields])
    fields = [_field_row(plan, field, figures[field.slug]) for field in facts.fields]
    all_fields = FieldRow(say(page.plan.title), whole, Addresses(plan))
    both = sides(page.plan, facts, sitting[0]) if sitting else None
    known = both[1].obstacles if both else obstacle_facts(page.plan.id, facts.withdrawn)
    return render_template(
        "dashboards/overview.html",
        **page.context,
        facts=facts,
        figures=whole,
        fields=fields,
        matrix=matrix(fields),
        matrix_columns=[
            {"label": status.label, "is_numeric": True, "href": None, "sorted": ""}
            for status in Status
        ],
        charts=[
            status_bars(fields, all_fields),
            trend_lines(trend(rows, page.at.as_of), page.at.as_of, all_fields.lists),
            freshness_bars(fields, all_fields),
        ],
        sitting=sitting,
        movements=_moved(both, facts) if both else [],
        shown=SHOWN,
        coming=coming(rows),
        obstacles=open_obstacles(known, page.at),
    )


@bp.get("/<plan>/felder/<field>")
@public
@cached
def field(plan: str, field: str) -> ResponseReturnValue:
    page = frame(plan)
    facts = field_of_plan_facts(page.plan, page.at, field)
    here = next((found for found in facts.fields if found.slug == field), None)
    if here is None:
        abort(404)
    rows = standings(facts, page.at)
    figures = summary(rows)
    as_row = _field_row(plan, here, figures)
    codes = [row.code for row in rows]
    known = obstacles(page.plan.id, page.at, facts.withdrawn, codes=codes)
    return render_template(
        "dashboards/field.html",
        **page.context,
        facts=facts,
        field=here,
        figures=figures,
        rows=rows,
        charts=[
            status_bars([as_row], as_row),
            timeline(_milestone_rows(plan, rows), as_row, page.at.as_of),
            trend_lines(trend(rows, page.at.as_of), page.at.as_of, as_row.lists),
            freshness_bars([as_row], as_row),
        ],
        coming=coming(rows),
        obstacles=[row for row in known if not row.ended_on],
        solved=[row for row in known if row.ended_on],
        notes=latest_notes(
            page.plan.id, (row for row in facts.recommendations if row.code in codes), page.at
        ),
        names=organisation_names(facts),
        words=words,
        lists=Addresses(plan),
    )


@bp.get("/<plan>/methode")
@public
@cached
def method(plan: str) -> ResponseReturnValue:
    page = frame(plan)
    facts = plan_facts(page.plan, page.at)
    slug = request.args.get("feld", "")
    of_field = next((field for field in facts.fields if field.slug == slug), None)
    if slug and of_field is None:
        abort(404)
    rows = standings(facts, page.at)
    if of_field is not None:
        rows = [row for row in rows if row.action_field == of_field.slug]
    return render_template(
        "dashboards/method.html",
        **page.context,
        days=facts.thresholds,
        statuses=tuple(Status),
        schedules=Schedule,
        freshnesses=Freshness,
        hints=hints,
        field=of_field,
        figures=summary(rows),
    )


def organisation_names(facts: PlanFacts) -> dict[str, str]:
    """Return the organisations' names in the reader's language, by slug."""
    return {slug: say(fact.name) for slug, fact in facts.organisations.items()}


def coming(rows: Iterable[Standing]) -> list[tuple[str, MilestoneStanding]]:
    """Return the open milestones that are not overdue, the next to be due first."""
    found = [
        (row.code, milestone)
        for row in rows
        for milestone in row.milestones
        if milestone.is_open and milestone.due and not milestone.is_overdue
    ]
    found.sort(key=lambda pair: (pair[1].due and pair[1].due.on, pair[0], pair[1].number))
    return found[:NEXT]


def _field_row(plan: str, field: FieldFact, found: Summary) -> FieldRow:
    href = url_for("dashboards.field", plan=plan, field=field.slug)
    return FieldRow(say(field.title), found, Addresses(plan, field.slug), href)


def _milestone_rows(plan: str, rows: Iterable[Standing]) -> list[MilestoneRow]:
    found = []
    for row in rows:
        href = url_for("dashboards.recommendation", plan=plan, code=row.code)
        found += [
            MilestoneRow(f"{row.code}.{milestone.number}", milestone, href)
            for milestone in row.milestones
        ]
    return found


def _moved(both: tuple[Side, Side], facts: PlanFacts) -> list[movements.Sentence]:
    found = movements.by_kind(changes(*both))
    return movements.sentences(found, names_of(facts))


def names_of(facts: PlanFacts) -> movements.Names:
    """Return the names of organisations and fields in the reader's language."""
    fields = {field.slug: say(field.title) for field in facts.fields}
    return movements.Names(organisation_names(facts), fields)
