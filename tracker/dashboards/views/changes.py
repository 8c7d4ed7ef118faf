"""What moved between two days: the page, and the same as files."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import public
from tracker.cache import cached
from tracker.dashboards import between, moved, movements
from tracker.dashboards.between import Line
from tracker.dashboards.frame import Frame, as_read, chosen, frame
from tracker.dashboards.history import Withdrawals
from tracker.dashboards.queries.council import decisions
from tracker.dashboards.queries.plan import Sittings, sittings
from tracker.dashboards.views import bp
from tracker.dashboards.views.lists import file
from tracker.dashboards.views.overview import names_of
from tracker.errors import RuleError, StichtagError
from tracker.i18n import _, say
from tracker.lists import page_number, paged
from tracker.standing.change import Change
from tracker.standing.changes import changes as changes_of
from tracker.standing.facts import Moment
from tracker.standing.queries.names import withdrawals
from tracker.standing.queries.plan import plan_facts_since
from tracker.standing.queries.sides import sides
from tracker.standing.sides import Side
from tracker.standing.tally import Tally, tally
from tracker.tables import csv_bytes
from tracker.web import here

ENTRIES = 25  # on one page
SENTENCES = 50  # of a chosen field or kind, on one page
DAYS = ("von", "bis")  # parameters
PRESETS = 8  # sittings that are offered


class SpanError(Exception):
    """Days that cannot be compared: why, by parameter, those that can, and the nearest two.

    The nearest two are one day where the plan began today.
    """

    def __init__(
        self,
        errors: dict[str, StichtagError],
        days: dict[str, date],
        nearest: tuple[date, date],
    ) -> None:
        super().__init__()
        self.errors = errors
        self.days = days
        self.nearest = nearest


@dataclass(frozen=True)
class Told:
    """What moved in a plan between two days, with what the page needs to tell it."""

    page: Frame
    since: date
    until: date
    sides: tuple[Side, Side]
    wanted: moved.Wanted
    changes: list[Change]
    counted: Tally
    names: movements.Names
    gone: Withdrawals

    @property
    def span(self) -> tuple[date, date]:
        """Both days."""
        return self.since, self.until


@bp.get("/<plan>/veraenderungen")
@public
@cached
def changes(plan: str) -> ResponseReturnValue:
    page = frame(plan)
    held = sittings(page.plan.id)
    try:
        since, until = _span(page, held)
    except SpanError as refused:
        since, until = refused.nearest
        return render_template(
            "dashboards/changes_refused.html",
            plan=page.plan,
            errors=refused.errors,
            nearest=here(von=since.isoformat(), bis=until.isoformat()) if since < until else "",
            span=refused.nearest,
            typed={name: refused.days.get(name) or request.args.get(name, "") for name in DAYS},
            presets=held.before(until)[:PRESETS],
            committee=held.committee,
        ), 400
    values = {
        "plan": page.plan,
        "since": since,
        "until": until,
        "first": page.stichtag.min,
        "link_day": None if until == clock.today() else until.isoformat(),
        "presets": held.before(until)[:PRESETS],
        "committee": held.committee,
    }
    if since > until:
        return render_template("dashboards/changes_swapped.html", **values), 400
    told = _told(page, since, until)
    values |= {
        "wanted": told.wanted,
        "counted": told.counted,
        "fields": told.names.fields,
    }
    return _all(told, values) if told.wanted.is_open else _chosen(told, values)


def _all(told: Told, values: dict[str, object]) -> ResponseReturnValue:
    """Return the page of everything that moved: counts, sentences, every entry in between."""
    moments = {uid: moment for uid, (moment, _why) in told.gone.items()}
    lines = between.lines(
        *told.sides,
        gone=told.gone,
        names=told.names,
        decisions=decisions(told.page.plan.id, moments),
    )
    shown = paged(lines, _asked_page(), ENTRIES)
    return render_template(
        "dashboards/changes.html",
        **values,
        rows=moved.rows(told.counted, _("insgesamt")),
        columns=_columns(told),
        sections=moved.sections(told.changes, told.counted, told.names),
        has_counts=told.counted.total > moved.FEW,
        is_folded=told.counted.total > moved.MANY,
        lines=replace(shown, rows=_as_read(shown.rows)),
    )


def _as_read(lines: Sequence[Line]) -> list[Line]:
    told = as_read([line.entry for line in lines])
    return [replace(line, entry=entry) for line, entry in zip(lines, told, strict=True)]


def _chosen(told: Told, values: dict[str, object]) -> ResponseReturnValue:
    """Return the page of the changes of a field or a kind, none of them folded."""
    shown = paged(told.changes, _asked_page(), SENTENCES)
    of_page = tally(shown.rows, told.sides[1].fields)
    return render_template(
        "dashboards/changes_chosen.html",
        **values,
        shown=shown,
        chosen=told.wanted.words(told.names),
        sections=moved.sections(shown.rows, of_page, told.names),
    )


def _columns(told: Told) -> list[object]:
    """Return the heads of the table of counts: kinds down, fields across."""
    heads = [*(told.names.fields[slug] for slug in told.counted.fields), _("insgesamt")]
    numeric = [{"label": head, "is_numeric": True, "href": None, "sorted": ""} for head in heads]
    return [_("Art der Veränderung"), *numeric]


def _asked_page() -> int:
    return page_number(request.args.get("seite", "1"))


@bp.get("/<plan>/veraenderungen.csv")
@public
@cached
def changes_csv(plan: str) -> ResponseReturnValue:
    told = _file_of(plan)
    note = say(told.page.plan.disclaimer) if told.page.plan.is_sample else ""
    rows = between.export_rows(told.changes, told.names, told.span, note)
    data = csv_bytes(between.COLUMNS, rows)
    return file(data, "text/csv; charset=utf-8", _name(told, "csv"))


@bp.get("/<plan>/veraenderungen.json")
@public
@cached
def changes_json(plan: str) -> ResponseReturnValue:
    told = _file_of(plan)
    content = {
        "plan": told.page.plan.slug,
        "from": told.since.isoformat(),
        "to": told.until.isoformat(),
        "note": say(told.page.plan.disclaimer) if told.page.plan.is_sample else None,
        "changes": between.json_rows(told.changes, told.names),
    }
    data = json.dumps(content, ensure_ascii=False, indent=1).encode()
    return file(data, "application/json", _name(told, "json"))


def _span(page: Frame, held: Sittings) -> tuple[date, date]:
    """Return the days the address asks for; else from the last sitting on until the Stichtag.

    Raises:
        SpanError: one of them cannot be compared.
    """
    first, today = page.stichtag.min, clock.today()
    days: dict[str, date] = {}
    errors: dict[str, StichtagError] = {}
    for name in DAYS:
        text = request.args.get(name, "").strip()
        try:
            if text:
                days[name] = chosen(text, first, today)
        except StichtagError as error:
            errors[name] = error
    near = {name: date.fromisoformat(error.nearest) for name, error in errors.items()}
    until = days.get("bis") or near.get("bis") or page.at.as_of
    since = days.get("von") or near.get("von")
    if since is None or near.get("von") == today:  # from today on nothing can have moved
        since = _begin(held, until, first)
    if errors:
        raise SpanError(errors, days, _apart(since, until, held, (first, today)))
    return since, until


def _begin(held: Sittings, until: date, first: date) -> date:
    """Return the day of the last sitting before a day, within the plan; else the plan's first."""
    before = held.before(until)
    return max(before[0], first) if before else first


def _apart(
    since: date, until: date, held: Sittings, bounds: tuple[date, date]
) -> tuple[date, date]:
    """Return both days, the earlier first; of the same day twice the other end is moved away."""
    first, today = bounds
    if since != until:
        return min(since, until), max(since, until)
    return (first, today) if until == first else (_begin(held, until, first), until)


def _file_of(plan: str) -> Told:
    page = frame(plan)
    try:
        since, until = _span(page, sittings(page.plan.id))
    except SpanError as refused:
        raise next(iter(refused.errors.values())) from None
    if since > until:
        raise RuleError(_("Der erste Tag liegt nach dem zweiten. Tauschen Sie die beiden Tage."))
    return _told(page, since, until)


def _told(page: Frame, since: date, until: date) -> Told:
    gone = withdrawals(page.plan.id)
    at = Moment(until, page.at.known_at)
    moments = {uid: moment for uid, (moment, _why) in gone.items()}
    facts = plan_facts_since(page.plan, since, at, moments)
    both = sides(page.plan, facts, since)
    names = names_of(facts)
    wanted = moved.parse(request.args, tuple(names.fields))
    found = wanted.among(changes_of(*both))
    return Told(
        page=page,
        since=since,
        until=until,
        sides=both,
        wanted=wanted,
        changes=found,
        counted=tally(found, both[1].fields),
        names=names,
        gone=gone,
    )


def _name(told: Told, ending: str) -> str:
    slug = told.page.plan.slug
    days = f"{told.since.isoformat()}-{told.until.isoformat()}"
    return f"{slug}-veraenderungen-{days}.{ending}"
