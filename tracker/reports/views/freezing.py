"""A report before it is frozen: how it would look, and the answers to check."""

from dataclasses import replace

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission, Person
from tracker.drafts import queries as drafts
from tracker.history import pages
from tracker.history.answers import recorder
from tracker.history.pages import Crumb
from tracker.history.stichtag import new_uid
from tracker.i18n import _
from tracker.plan.queries import PlanRow
from tracker.plan.queries import plan as plan_of
from tracker.reports import building, rules
from tracker.reports.actions import freezing as actions
from tracker.reports.forms import FreezeForm, places_of
from tracker.reports.queries import reports as queries
from tracker.reports.views.blueprint import above, bp
from tracker.reports.views.corrections import correction
from tracker.reports.views.drafts import fields_of
from tracker.reports.views.shown import shown


@bp.get("/<plan>/berichte/<slug>/vorschau")
def preview(plan: str, slug: str) -> ResponseReturnValue:
    require(Permission.REPORT_WRITE)
    of = plan_of(plan)
    row = queries.report(of.id, slug)
    versions = queries.versions(row.id)
    built = building.draft(of, row, clock.now(), len(versions) + 1, "")
    return render_template(
        "reports/preview.html",
        plan=of,
        above=_above(of, slug),
        report=row,
        correction=correction(of.id, versions, built.content),
        shown=shown(built.document),
    )


@bp.route("/<plan>/berichte/<slug>/pruefen", methods=["GET", "POST"])
def check(plan: str, slug: str) -> ResponseReturnValue:
    someone = require(Permission.REPORT_WRITE)
    of = plan_of(plan)
    row = queries.report(of.id, slug)
    versions = queries.versions(row.id)
    form = FreezeForm(version=str(row.version))
    if not versions:
        del form.change
    change = str(form.change.data or "") if "change" in form else ""
    numbers: list[int] = []
    tried = pages.attempt(
        form,
        lambda: numbers.append(
            actions.freeze(
                of, slug, form.seen, change, form.form_key.data or "", by=recorder(someone)
            )
        ),
        lambda: (row, rules.subject(of.slug, slug), row.title),
    )
    if tried.is_saved:
        flash(_("Der Bericht ist eingefroren. Seine Dateien entstehen gerade."))
        to = url_for("reports.publish", plan=plan, slug=slug, version=numbers[0])
        return redirect(to)
    if tried.other:
        form.form_key.data = new_uid()
        row = queries.report(of.id, slug)
        form.renew(row.version)
    built = building.draft(of, row, clock.now(), len(versions) + 1, change)
    essentials = replace(built.document, blocks=())
    texts = queries.texts(row.id)
    return render_template(
        "reports/check.html",
        plan=of,
        above=_above(of, slug),
        report=row,
        form=form,
        other=tried.other,
        versions=versions,
        correction=correction(of.id, versions, built.content),
        has_draft=_has_draft(someone, plan, slug),
        shown=shown(essentials),
        places=[
            (label, texts.get(place, "")) for place, label in places_of(fields_of(of, row.as_of))
        ],
    ), tried.status


def _has_draft(someone: Person, plan: str, slug: str) -> bool:
    """Return whether somebody has typed into the report what is not saved yet."""
    place = url_for("reports.edit", plan=plan, slug=slug).partition("?")[0]
    return drafts.draft(someone.user_id, place) is not None


def _above(of: PlanRow, slug: str) -> list[Crumb]:
    edit = url_for("reports.edit", plan=of.slug, slug=slug)
    return [*above(of), (_("Bericht bearbeiten"), edit)]
