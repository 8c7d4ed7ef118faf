"""Pages on which a report is begun, written and deleted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.council import queries as council
from tracker.dashboards.queries.plan import latest_sitting
from tracker.editions.queries.fields import fields
from tracker.history import pages
from tracker.history.answers import recorder
from tracker.i18n import LANGUAGES, _, day_text, say
from tracker.lists import folded
from tracker.plan.queries import PlanRow
from tracker.plan.queries import plan as plan_of
from tracker.reports import rules
from tracker.reports.actions import drafts as actions
from tracker.reports.forms import BeginForm, EditForm
from tracker.reports.models import Report
from tracker.reports.queries import reports as queries
from tracker.reports.views.blueprint import above, bp
from tracker.reports.wording import suggested_title

OFFERED = 8  # sittings to compare with


@bp.route("/<plan>/berichte/neu", methods=["GET", "POST"])
def begin(plan: str) -> ResponseReturnValue:
    someone = require(Permission.REPORT_WRITE)
    of = plan_of(plan)
    held = queries.sittings(of.id)
    days = _days(of, held)
    coming = [row for row in held if row[0] >= clock.today()][-1:]
    form = BeginForm(
        since=days[0][0].isoformat() if days else "",
        title=suggested_title(),
        committee=coming[0][1] if coming else "",
        sitting_on=coming[0][0] if coming else None,
    )
    form.offer(_committees(of))
    form.offer_days(days, [one for one in of.languages if one in LANGUAGES] or LANGUAGES[:1])
    slugs: list[str] = []
    tried = pages.attempt(
        form,
        lambda: slugs.append(
            actions.begin(
                of,
                form.days,
                form.cover,
                form.language.data or "",
                form.form_key.data or "",
                by=recorder(someone),
            )
        ),
        lambda: None,
    )
    if tried.is_saved:
        flash(_("Der Bericht ist begonnen. Niemand außer der Geschäftsstelle sieht ihn."))
        return redirect(url_for("reports.edit", plan=plan, slug=slugs[0]))
    return render_template("reports/begin.html", plan=of, above=above(of), form=form), tried.status


@bp.route("/<plan>/berichte/<slug>/bearbeiten", methods=["GET", "POST"])
def edit(plan: str, slug: str) -> ResponseReturnValue:
    someone = require(Permission.REPORT_WRITE)
    of = plan_of(plan)
    row = pages.found_or_sent(lambda: queries.report(of.id, slug))
    form = _edit_form(of, row)
    versions = queries.versions(row.id) if row else []
    if versions:  # the days of a report stay
        del form.as_of, form.since
    tried = pages.attempt(
        form,
        lambda: actions.change(
            of, slug, form.seen, form.days, form.cover, form.written(), by=recorder(someone)
        ),
        lambda: _now(of, slug),
    )
    if tried.is_saved:
        flash(_("Der Bericht ist gespeichert."))
        return redirect(url_for("reports.edit", plan=plan, slug=slug))
    return render_template(
        "reports/edit.html",
        plan=of,
        above=above(of),
        form=form,
        report=row,
        slug=slug,
        versions=versions,
        other=tried.other,
    ), tried.status


@bp.route("/<plan>/berichte/<slug>/loeschen", methods=["GET", "POST"])
def delete(plan: str, slug: str) -> ResponseReturnValue:
    someone = require(Permission.REPORT_WRITE)
    of = plan_of(plan)
    row = queries.report(of.id, slug)
    form = pages.DeleteForm(version=str(row.version))
    tried = pages.attempt(
        form,
        lambda: actions.delete(of, slug, form.seen, by=recorder(someone)),
        lambda: _now(of, slug),
    )
    if tried.is_saved:
        flash(_("Der Bericht ist gelöscht. 30 Tage lang steht er unter „Gelöschtes“."))
        return redirect(url_for("reports.list_", plan=plan))
    is_frozen = bool(queries.version_count(row.id))
    back = url_for("reports.edit", plan=plan, slug=slug)
    page = pages.Page(of, _("Bericht löschen"), back, above(of))
    stays = _("Ein Bericht, von dem eine Version eingefroren ist, bleibt.") if is_frozen else ""
    effects = [row.title, _("Stichtag: %(day)s", day=day_text(row.as_of))]
    return pages.delete_page(page, form, tried, effects=effects, refusal=stays)


def fields_of(of: PlanRow, as_of: date) -> list[tuple[str, str]]:
    """Return the fields of action of a day by slug and title."""
    held = fields(of.id, as_of)
    return [(one.slug, say(one.held.title)) for one in held if not one.held.is_retired]


def _edit_form(of: PlanRow, row: Report | None) -> EditForm:
    kind = EditForm.of(fields_of(of, row.as_of if row else clock.today()))
    committees = _committees(of)
    shown: dict[str, Any] = {}
    if row is not None:
        shown = {
            "version": str(row.version),
            "title": row.title,
            "as_of": row.as_of,
            "since": row.since,
            "committee": (
                council.committee_slug(of.id, row.committee_id) if row.committee_id else ""
            ),
            "sitting_on": row.sitting_on,
            "paper_number": row.paper_number,
            "is_final": row.is_final,
            "resolution": row.resolution,
            **kind.data_of(queries.texts(row.id)),
        }
    form = kind(**shown)
    form.offer(committees)
    return form


def _committees(of: PlanRow) -> list[tuple[str, str]]:
    rows = [(row.slug, say(row.name)) for row in council.committees(of.id)]
    return sorted(rows, key=lambda row: (folded(row[1]), row[0]))


def _days(of: PlanRow, sittings: list[Any]) -> list[tuple[date, str]]:
    """Return the days that a report is usually compared with, in words; the likeliest first."""
    today = clock.today()
    found: dict[date, str] = {}
    for row in queries.published(of.id)[:1]:
        day = row.version.as_of
        found[day] = _("Stichtag des letzten Berichts, %(day)s", day=day_text(day))
    council = latest_sitting(of.id, today)
    if not found and council and council[0] >= (of.first_on or today):
        found[council[0]] = _sitting(*council)
    held = [one for one in sittings if (of.first_on or today) <= one[0] < today][:OFFERED]
    for day, _slug, name in held:
        found.setdefault(day, _sitting(day, name))
    return list(found.items())


def _sitting(day: date, committee: Mapping[str, str]) -> str:
    return _("Sitzung vom %(day)s, %(committee)s", day=day_text(day), committee=say(committee))


def _now(of: PlanRow, slug: str) -> tuple[pages.Current, str, str] | None:
    row = pages.found_or_sent(lambda: queries.report(of.id, slug))
    if row is None:
        return None
    says = [row.title, day_text(row.as_of), *queries.texts(row.id).values(), row.resolution]
    return row, rules.subject(of.slug, slug), "\n\n".join(filter(None, says))
