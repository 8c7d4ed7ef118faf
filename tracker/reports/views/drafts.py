"""Pages on which a report is begun, written and deleted."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.council import queries as council
from tracker.council.queries import CommitteeRow
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
from tracker.reports.forms import PREFIX, AboutForm, BeginForm, DeleteReportForm, EditForm
from tracker.reports.models import Report
from tracker.reports.queries import reports as queries
from tracker.reports.queries.published import published
from tracker.reports.views.addresses import back_to, led_on
from tracker.reports.views.blueprint import above, bp
from tracker.reports.wording import suggested_title

OFFERED = 8  # sittings to compare with


@bp.route("/<plan>/berichte/neu", methods=["GET", "POST"])
def begin(plan: str) -> ResponseReturnValue:
    someone = require(Permission.REPORT_WRITE)
    of = plan_of(plan)
    held = queries.sittings(of.id)
    likely, days = _days(of, held)
    coming = [row for row in held if row[0] >= clock.today()][-1:]
    form = BeginForm(
        since=likely,
        title=suggested_title(),
        committee=coming[0][1] if coming else "",
        sitting_on=coming[0][0] if coming else None,
    )
    form.offer(_by_name(council.committees(of.id)))
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
    row = pages.found_or_sent(lambda: queries.sought(of.id, slug, AboutForm().about))
    if row and row.slug != slug:
        return led_on(of, slug, row, "reports.edit")
    form = _edit_form(of, row)
    versions = queries.versions(row.id) if row else []
    if versions:  # the days of a report stay
        typed = (form.as_of.data, form.since.data)
        if row and "as_of" in request.form and typed != (row.as_of, row.since):
            flash(_("Stichtag und Vergleich bleiben: Eine Version ist schon eingefroren."))
        del form.as_of, form.since
    slugs: list[str] = []
    tried = pages.attempt(
        form,
        lambda: slugs.append(
            actions.change(
                of,
                form.about,
                form.seen,
                form.days,
                form.cover,
                form.written(),
                by=recorder(someone),
            )
        ),
        lambda: _now(of, form.about),
    )
    if tried.is_saved:
        flash(_("Der Bericht ist gespeichert."))
        back = back_to(plan, slug, slugs[0])
        return redirect(back or url_for("reports.edit", plan=plan, slug=slugs[0]))
    other = tried.other
    now = queries.still(of.id, form.about) if other else None
    if other and now:
        saved = _saved(type(form), now, council.committees(of.id))
        other = replace(form.compared(other, saved), homeless=_homeless(of, form))
    return render_template(
        "reports/edit.html",
        plan=of,
        above=above(of),
        form=form,
        report=row,
        slug=slug,
        versions=versions,
        twins=queries.twins(row) if row else [],
        other=other,
        back=back_to(plan, slug, slug) or url_for("reports.list_", plan=plan),
    ), tried.status


@bp.route("/<plan>/berichte/<slug>/loeschen", methods=["GET", "POST"])
def delete(plan: str, slug: str) -> ResponseReturnValue:
    someone = require(Permission.REPORT_WRITE)
    of = plan_of(plan)
    row = queries.sought(of.id, slug, AboutForm().about)
    if row.slug != slug:
        return led_on(of, slug, row, "reports.delete")
    form = DeleteReportForm(version=str(row.version), uid=row.uid)
    tried = pages.attempt(
        form,
        lambda: actions.delete(of, form.about, form.seen, by=recorder(someone)),
        lambda: _now(of, form.about),
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


def saved_form(of: PlanRow, row: Report) -> EditForm:
    """Return the form of a report with what is saved of it, whatever the request sends."""
    kind = EditForm.of(fields_of(of, row.as_of))
    rows = council.committees(of.id)
    form = kind.empty(**_saved(kind, row, rows))
    form.offer(_by_name(rows))
    return form


def _edit_form(of: PlanRow, row: Report | None) -> EditForm:
    kind = EditForm.of(fields_of(of, row.as_of if row else clock.today()))
    rows = council.committees(of.id)
    saved = _saved(kind, row, rows) if row else {}
    form = kind(**saved, loaded=kind.marks(saved))
    form.offer(_by_name(rows))
    return form


def _homeless(of: PlanRow, form: EditForm) -> tuple[tuple[str, str], ...]:
    """Return what was written about fields that there are not on the day of the form."""
    today = EditForm.of(fields_of(of, clock.today())).empty()
    return tuple(
        (today[name].label.text if name in today else name.removeprefix(PREFIX), text.strip())
        for name, text in request.form.items()
        if name.startswith(PREFIX) and name not in form and text.strip()
    )


def _saved(kind: type[EditForm], row: Report, rows: Iterable[CommitteeRow]) -> dict[str, Any]:
    """Return what is saved of a report, by name of the field."""
    return {
        "version": str(row.version),
        "uid": row.uid,
        "title": row.title,
        "as_of": row.as_of,
        "since": row.since,
        "committee": next((one.slug for one in rows if one.id == row.committee_id), ""),
        "sitting_on": row.sitting_on,
        "paper_number": row.paper_number,
        "is_final": row.is_final,
        "resolution": row.resolution,
        **kind.data_of(queries.texts(row.id)),
    }


def _by_name(committees: Iterable[CommitteeRow]) -> list[tuple[str, str]]:
    rows = [(row.slug, say(row.name)) for row in committees]
    return sorted(rows, key=lambda row: (folded(row[1]), row[0]))


def _days(of: PlanRow, sittings: list[Any]) -> tuple[str, list[tuple[date, str]]]:
    """Return the likeliest day to compare with, and all that are usual in words, the latest first.

    The likeliest is an ISO day; "" where there is none to compare with.
    """
    today = clock.today()
    first = of.first_on or today
    meant: dict[date, list[str]] = {}
    likely: list[date] = []
    for row in published(of.id)[:1]:
        likely.append(row.version.as_of)
        meant[row.version.as_of] = [_("Stichtag des letzten Berichts")]
    council = latest_sitting(of.id, today)
    past = [row for row in sittings if first <= row[0] < today]
    offered = {row[0] for row in past[:OFFERED]}
    if council and council[0] >= first:
        likely.append(council[0])
        offered.add(council[0])
    for day, _slug, name in past:
        if day in offered:
            meant.setdefault(day, []).append(_("Sitzung: %(committee)s", committee=say(name)))
    likely += sorted(offered, reverse=True)
    chosen = [day.isoformat() for day in likely if day in meant]
    found = [(day, f"{day_text(day)} ({'; '.join(meant[day])})") for day in meant]
    found.sort(key=lambda row: row[0], reverse=True)
    return chosen[0] if chosen else "", found


def _now(of: PlanRow, uid: str) -> tuple[pages.Current, str, str] | None:
    row = queries.still(of.id, uid)
    if row is None:
        return None
    says = _("%(title)s, Stichtag %(day)s", title=row.title, day=day_text(row.as_of))
    return row, rules.subject(of.slug, row.slug), says
