"""One recommendation: everything that is known about it."""

from collections.abc import Sequence

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.accounts.guard import person, public
from tracker.accounts.permissions import Permission, may
from tracker.accounts.removed import is_told
from tracker.cache import cached
from tracker.dashboards import history, wordings, words
from tracker.dashboards.addresses import Addresses
from tracker.dashboards.frame import as_read, facts_of, frame
from tracker.dashboards.queries import plan as of_plan
from tracker.dashboards.queries import recommendation as of_recommendation
from tracker.dashboards.queries.council import council
from tracker.dashboards.queries.editions import Terms, around
from tracker.dashboards.queries.notes import NoteRow, notes_of
from tracker.dashboards.views import bp
from tracker.dashboards.views.overview import organisation_names
from tracker.i18n import _, say
from tracker.lists import page_number, page_with, paged
from tracker.plan.rules import Vocabulary
from tracker.stakeholders.rules import Part
from tracker.standing.facts import RecommendationFacts, in_force
from tracker.standing.hints import hint
from tracker.standing.owners import is_unowned
from tracker.standing.queries.accounts import living
from tracker.standing.queries.names import withdrawals
from tracker.standing.queries.plan import recommendation_facts
from tracker.standing.rules import Standing, begins_on, exists, standing

NOTES = 20  # on one page


@bp.get("/<plan>/empfehlungen/<code>")
@public
@cached
def recommendation(plan: str, code: str) -> ResponseReturnValue:
    page = frame(plan)
    why_gone = withdrawals(page.plan.id)
    gone = {uid: moment for uid, (moment, _reason) in why_gone.items()}
    notes = notes_of(page.plan.id, code, page.at, gone)
    versions = of_recommendation.wordings(page.plan.id, code, gone)
    if not versions:
        abort(404)
    row = RecommendationFacts(code, [version.fact for version in versions], reports=notes.reports)
    rows = {versions[0].recommendation_id: row}
    facts = recommendation_facts(page.plan, page.at, rows, gone)
    if not exists(row, page.at):
        return render_template(
            "dashboards/not_yet.html",
            **page.context,
            code=code,
            title=row.wordings[0].title,
            begins_on=begins_on(row, page.at),
        )
    found = standing(row, page.at, facts.thresholds)
    owners = frozenset(facts.organisations[slug].organisation_id for slug in found.organisations)
    someone = person() if page.stichtag.is_today else None
    is_hinted = someone is not None and may(someone, Permission.HINT_READ, owners)
    names = organisation_names(facts)
    text = in_force(versions, page.at) or versions[0]
    sat = council(page.plan.id, code, page.at.as_of, gone)
    told = history.entries(
        row,
        versions,
        page.at,
        gone=why_gone,
        names=names,
        fields={fact.slug: say(fact.title) for fact in facts.fields},
        decisions=sat.decisions,
    )
    beside = around(
        page.plan.id,
        plan,
        versions[0].recommendation_id,
        code,
        page.at.as_of,
        with_reachable=is_hinted,
        told=facts_of(told) if is_told() else (),
    )
    alive = living(facts.organisations, beside.reachable)
    hinted = None
    if is_hinted:
        hinted = hint(found, page.at.as_of, is_unowned=is_unowned(found, alive))
    lists = Addresses(plan)
    moves = words.deadline_moves(row.milestones, page.at)
    told = as_read(told, beside.removed)
    return render_template(
        "dashboards/recommendation.html",
        **page.context,
        row=found,
        editions=beside.relatives,
        hint=hinted,
        signs=hinted.signs_with(words.milestone_counts(code, lists)) if hinted else (),
        field=next((f for f in facts.fields if f.slug == found.action_field), None),
        wording=text,
        names=names,
        owners=owners,
        parts=_parts(found),
        owner_of={
            slug: frozenset({fact.organisation_id}) for slug, fact in facts.organisations.items()
        },
        terms=_terms(text, beside.terms),
        moves=moves,
        all_moves=words.all_moves(found, moves),
        lists=lists,
        notes=paged(notes.published, _page(notes.published), NOTES),
        corrected=notes.corrected,
        obstacles=of_plan.obstacles(page.plan.id, page.at, gone, codes=[code]),
        papers=sat.papers,
        indicators=of_recommendation.indicators(page.plan.id, code, page.at, gone),
        history=told,
        versions=wordings.versions(told, versions, page.at),
        plain_is_outdated=wordings.plain_is_outdated(versions, page.at),
        words=words,
    )


def _parts(found: Standing) -> list[tuple[Part, list[str]]]:
    """Return the organisations that have each part, by slug; no part that nobody has."""
    held = {
        part: [fact.organisation for fact in found.involvements if fact.part is part]
        for part in Part
    }
    return [(part, slugs) for part, slugs in held.items() if slugs]


def _terms(text: of_recommendation.FullWording, terms: Terms) -> list[tuple[str, str]]:
    """Return what vocabularies say about a recommendation; "" where they say nothing."""
    said = {
        Vocabulary.HORIZON: (_("Zeithorizont"), [text.horizon]),
        Vocabulary.PRIORITY: (_("Priorität"), [text.priority]),
        Vocabulary.FUNDING: (_("Finanzierung"), text.funding.split(",")),
    }
    return [(name, words.term_words(codes, terms[of])) for of, (name, codes) in said.items()]


def _page(notes: Sequence[NoteRow]) -> int:
    """Return the page of notes that the address names, or the one that a named note stands on."""
    wanted = request.args.get("meldung")
    if wanted is None or "seite" in request.args:
        return page_number(request.args.get("seite", "1"))
    return page_with(notes, lambda note: note.uid == wanted, NOTES)
