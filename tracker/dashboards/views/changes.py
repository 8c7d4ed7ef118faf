"""What moved between two days: the page, and the same as files."""

import json
from dataclasses import dataclass
from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import public
from tracker.cache import cached
from tracker.dashboards import between, movements
from tracker.dashboards.frame import Frame, chosen, frame
from tracker.dashboards.history import Withdrawals
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
from tracker.tables import csv_bytes
from tracker.web import here

ENTRIES = 50  # on one page
PRESETS = 8  # sittings that are offered


@dataclass(frozen=True)
class Told:
    """What moved in a plan between two days, with what the page needs to tell it."""

    page: Frame
    since: date
    until: date
    sides: tuple[Side, Side]
    changes: list[Change]
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
    except StichtagError as error:
        return render_template(
            "dashboards/changes_refused.html",
            plan=page.plan,
            error=error,
            nearest=here(**{error.name: error.nearest}),
            typed={name: request.args.get(name, "") for name in ("von", "bis")},
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
    lines = between.lines(*told.sides, told.gone, told.names)
    return render_template(
        "dashboards/changes.html",
        **values,
        total=len(told.changes),
        groups=movements.grouped(told.changes, told.sides[1].fields, told.names),
        fields=told.names.fields,
        lines=paged(lines, page_number(request.args.get("seite", "1")), ENTRIES),
    )


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
    """Return the days the address asks for; else from the last sitting on until the Stichtag."""
    first, today = page.stichtag.min, clock.today()
    until = _day("bis", first, today) or page.at.as_of
    since = _day("von", first, today)
    if since is None:
        before = held.before(until)
        since = max(before[0], first) if before else first
    return since, until


def _day(name: str, first: date, today: date) -> date | None:
    text = request.args.get(name, "").strip()
    try:
        return chosen(text, first, today) if text else None
    except StichtagError as error:
        raise StichtagError(str(error), error.nearest, name) from None


def _file_of(plan: str) -> Told:
    page = frame(plan)
    held = sittings(page.plan.id)
    since, until = _span(page, held)
    if since > until:
        raise RuleError(_("Der erste Tag liegt nach dem zweiten. Tauschen Sie die beiden Tage."))
    return _told(page, since, until)


def _told(page: Frame, since: date, until: date) -> Told:
    gone = withdrawals(page.plan.id)
    at = Moment(until, page.at.known_at)
    moments = {uid: moment for uid, (moment, _why) in gone.items()}
    facts = plan_facts_since(page.plan, since, at, moments)
    both = sides(page.plan, facts, since)
    return Told(
        page=page,
        since=since,
        until=until,
        sides=both,
        changes=changes_of(*both),
        names=names_of(facts),
        gone=gone,
    )


def _name(told: Told, ending: str) -> str:
    slug = told.page.plan.slug
    days = f"{told.since.isoformat()}-{told.until.isoformat()}"
    return f"{slug}-veraenderungen-{days}.{ending}"
