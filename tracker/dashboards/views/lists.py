"""The lists that every count leads to: recommendations and milestones, also as files."""

from typing import NamedTuple

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.guard import public
from tracker.cache import cached
from tracker.dashboards import listing, words
from tracker.dashboards.addresses import Addresses
from tracker.dashboards.frame import Frame, frame
from tracker.dashboards.queries.plan import municipalities
from tracker.dashboards.views import bp
from tracker.dashboards.views.overview import organisation_names
from tracker.i18n import _, day_text, say
from tracker.lists import Choice, Choices, folded, paged
from tracker.milestones.rules import State
from tracker.places.models import Municipality
from tracker.plan.rules import Status
from tracker.standing.queries.plan import PlanFacts, plan_facts, standings
from tracker.standing.rules import Freshness, Schedule, Standing
from tracker.tables import csv_bytes, xlsx_bytes
from tracker.web import here

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/<plan>/empfehlungen")
@public
@cached
def recommendations(plan: str) -> ResponseReturnValue:
    page, facts, towns, wanted, found = _list(plan)
    return render_template(
        "dashboards/recommendations.html",
        **page.context,
        facts=facts,
        rows=paged(found, wanted.page),
        wanted=wanted,
        choices=_choices(facts, towns, wanted),
        sortings=tuple(listing.Sorting),
        as_file=_as_file,
        words=words,
        lists=Addresses(plan),
    )


@bp.get("/<plan>/empfehlungen.csv")
@public
@cached
def recommendations_csv(plan: str) -> ResponseReturnValue:
    page, facts, _towns, _wanted, found = _list(plan)
    rows = words.export_rows(page.plan, found, facts, names=organisation_names(facts))
    return file(csv_bytes(words.COLUMNS, rows), "text/csv; charset=utf-8", _name(page, "csv"))


@bp.get("/<plan>/empfehlungen.xlsx")
@public
@cached
def recommendations_xlsx(plan: str) -> ResponseReturnValue:
    page, facts, _towns, _wanted, found = _list(plan)
    address = url_for("dashboards.recommendations", plan=plan, _external=True)
    data = xlsx_bytes(
        _("Empfehlungen"),
        words.COLUMNS,
        words.export_rows(page.plan, found, facts, names=organisation_names(facts)),
        remarks=words.remarks(page.plan, page.at.as_of, address),
    )
    return file(data, XLSX, _name(page, "xlsx"))


@bp.get("/<plan>/termine")
@public
@cached
def milestones(plan: str) -> ResponseReturnValue:
    page = frame(plan)
    facts = plan_facts(page.plan, page.at)
    wanted = listing.parse(
        request.args,
        fields=[field.slug for field in facts.fields],
        organisations=(),
        municipalities=(),
        codes=[row.code for row in facts.recommendations],
    )
    found = listing.milestones(standings(facts, page.at), wanted)
    return render_template(
        "dashboards/milestones.html",
        **page.context,
        facts=facts,
        rows=paged(found, wanted.page, 50),
        wanted=wanted,
        limits=_limits(wanted),
        choices=[
            _fields(facts, wanted),
            _members("zustand", State, wanted.states),
            _members("lage", listing.Lateness, wanted.lateness),
        ],
    )


class Limit(NamedTuple):
    """What the address of a list asks for and no filter of the page chooses."""

    name: str  # of the parameter
    value: str
    label: str


def _limits(wanted: listing.Filter) -> list[Limit]:
    limits = [
        Limit("empfehlung", code, _("Empfehlung: %(code)s", code=code)) for code in wanted.codes
    ]
    if planned := wanted.planned_until:
        label = _("zuerst vereinbart bis %(day)s, ohne entfallene", day=day_text(planned))
        limits.append(Limit(listing.PLANNED_UNTIL, planned.isoformat(), label))
    if done := wanted.done_until:
        label = _("erledigt bis %(day)s", day=day_text(done))
        limits.append(Limit(listing.DONE_UNTIL, done.isoformat(), label))
    return limits


def _as_file(ending: str) -> str:
    """Return the address of the same list as a file."""
    address = here(seite=None)
    path, mark, query = address.partition("?")
    return f"{path}.{ending}{mark}{query}"


def _list(
    plan: str,
) -> tuple[Frame, PlanFacts, dict[int, Municipality], listing.Filter, list[Standing]]:
    page = frame(plan)
    facts = plan_facts(page.plan, page.at)
    towns = municipalities(page.plan.id)
    keys = {key: town.ags for key, town in towns.items()}
    wanted = listing.parse(
        request.args,
        fields=[field.slug for field in facts.fields],
        organisations=facts.organisations,
        municipalities=keys.values(),
    )
    found = listing.recommendations(standings(facts, page.at), facts, wanted, keys)
    return page, facts, towns, wanted, found


def _choices(
    facts: PlanFacts, towns: dict[int, Municipality], wanted: listing.Filter
) -> list[Choices]:
    names = sorted(organisation_names(facts).items(), key=lambda pair: folded(pair[1]))
    organisations = [Choice(slug, name, slug in wanted.organisations) for slug, name in names]
    places = [
        Choice(town.ags, town.name, town.ags in wanted.municipalities) for town in towns.values()
    ]
    return [
        _fields(facts, wanted),
        _members("status", Status, wanted.statuses),
        _members("terminlage", Schedule, wanted.schedules),
        _members("aktualitaet", Freshness, wanted.freshnesses),
        Choices("beteiligte", organisations),
        Choices("gemeinde", places),
        _members("fortschritt", listing.Numerable, wanted.numerable),
    ]


def _fields(facts: PlanFacts, wanted: listing.Filter) -> Choices:
    values = [
        Choice(field.slug, say(field.title), field.slug in wanted.fields) for field in facts.fields
    ]
    return Choices("feld", values)


def _members(name: str, kind: type, chosen: tuple[object, ...]) -> Choices:
    values = [Choice(member.value, member.label, member in chosen) for member in kind]  # type: ignore[attr-defined]  # enums with labels
    return Choices(name, values)


def _name(page: Frame, ending: str) -> str:
    return f"{page.plan.slug}-empfehlungen-{page.at.as_of.isoformat()}.{ending}"


def file(data: bytes, mimetype: str, name: str) -> Response:
    """Return a file to keep under a name."""
    response = Response(data, content_type=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
