"""Who does what: the organisations, and one organisation's part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.accounts.guard import public
from tracker.cache import cached
from tracker.dashboards import organisation_history, words
from tracker.dashboards.addresses import Addresses
from tracker.dashboards.frame import as_read, frame
from tracker.dashboards.queries.notes import notes_by, reported_on
from tracker.dashboards.queries.organisation import NameRow, names_and_descent, placed
from tracker.dashboards.queries.plan import TermRow, municipalities, terms
from tracker.dashboards.views import bp
from tracker.dashboards.views.overview import organisation_names
from tracker.errors import RuleError
from tracker.i18n import _, say
from tracker.lists import folded
from tracker.plan.rules import Vocabulary
from tracker.stakeholders.rules import Part
from tracker.standing.queries.names import NameFact, withdrawals
from tracker.standing.queries.plan import PlanFacts, plan_facts, standings
from tracker.standing.rules import Standing
from tracker.standing.summary import by_organisation

LATEST = 20  # notes on an organisation's page
NOTHING: Mapping[Part, tuple[Standing, ...]] = dict.fromkeys(Part, ())


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation with its parts: how many recommendations it leads and joins."""

    slug: str
    fact: NameFact
    name: str
    category: str
    town: str
    leads: int
    contributes: int
    reported_on: date | None


@bp.get("/<plan>/beteiligte")
@public
@cached
def organisations(plan: str) -> ResponseReturnValue:
    page = frame(plan)
    facts = plan_facts(page.plan, page.at)
    held = by_organisation(standings(facts, page.at))
    categories = terms(page.plan.id)[Vocabulary.CATEGORY]
    towns = municipalities(page.plan.id)
    reported = reported_on(page.plan.id, page.at)
    wanted = request.args.get("kategorie", "")
    if wanted and wanted not in categories:
        raise RuleError(_("Wählen Sie eine Kategorie aus der Liste."))
    text = folded(request.args.get("q", "").strip())
    rows = []
    for slug, fact in facts.organisations.items():
        name = say(fact.name)
        if (wanted and fact.category != wanted) or text not in folded(name):
            continue
        town = towns.get(fact.municipality_id or 0)
        parts = held.get(slug, NOTHING)
        rows.append(
            OrganisationRow(
                slug=slug,
                fact=fact,
                name=name,
                category=_label(categories, fact.category),
                town=town.name if town else "",
                leads=len(parts[Part.LEAD]),
                contributes=len(parts[Part.CONTRIBUTING]),
                reported_on=reported.get(slug),
            )
        )
    rows.sort(key=lambda row: folded(row.name))
    return render_template(
        "dashboards/organisations.html",
        **page.context,
        rows=rows,
        total=len(facts.organisations),
        categories=categories,
        wanted=wanted,
        text=request.args.get("q", "").strip(),
    )


@bp.get("/<plan>/beteiligte/<organisation>")
@public
@cached
def organisation(plan: str, organisation: str) -> ResponseReturnValue:
    page = frame(plan)
    why_gone = withdrawals(page.plan.id)
    gone = {uid: moment for uid, (moment, _reason) in why_gone.items()}
    facts = plan_facts(page.plan, page.at, gone)
    fact = facts.organisations.get(organisation)
    if fact is None:
        abort(404)
    parts = by_organisation(standings(facts, page.at)).get(organisation, NOTHING)
    place = placed(fact.organisation_id)
    ids = {slug: (row.organisation_id, row.name) for slug, row in facts.organisations.items()}
    told = names_and_descent(page.plan.id, organisation, ids)
    return render_template(
        "dashboards/organisation.html",
        **page.context,
        facts=facts,
        organisation=fact,
        category=say(place.category) if place.category else "",
        town=place.town or "",
        parts=[(part, parts[part]) for part in Part if parts[part]],
        notes=notes_by(page.plan.id, organisation, page.at, LATEST),
        names=organisation_names(facts),
        ags=place.ags or "",
        words=words,
        lists=Addresses(plan),
        held=next((row for row in told.names if row.uid == fact.uid), None),
        former=organisation_history.former(told.names, page.at, why_gone),
        followed=_followed(told.followed, facts),
        history=as_read(
            organisation_history.entries(
                told.names, facts.recommendations, organisation, page.at, why_gone, told.followed
            )
        ),
    )


def _followed(rows: list[NameRow], facts: PlanFacts) -> list[NameRow]:
    """Return the ends of others that hold at the moment and name this one as what follows."""
    return [row for row in rows if facts.organisations[row.slug].uid == row.uid]


def _label(categories: dict[str, TermRow], code: str) -> str:
    return say(categories[code].label) if code in categories else ""
