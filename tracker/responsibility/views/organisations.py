"""Keeping organisations: adding, changing, renaming, ending, merging."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.forms import Form, given
from tracker.history.answers import Conflict, conflict, flash_saved, recorder
from tracker.history.pages import Attempt, attempt
from tracker.i18n import _, say
from tracker.lists import page_number, paged
from tracker.plan.queries import PlanRow
from tracker.plan.queries import plan as plan_row
from tracker.responsibility.actions import organisations as actions
from tracker.responsibility.actions.organisations import Columns
from tracker.responsibility.forms.organisations import (
    ColumnsForm,
    EndOrganisationForm,
    MergeForm,
    NewForm,
    RenameForm,
)
from tracker.responsibility.queries import organisations as queries
from tracker.responsibility.queries.organisations import Named
from tracker.responsibility.views.blueprint import bp
from tracker.stakeholders.models import Organisation, OrganisationName
from tracker.stakeholders.queries import organisation_name


@bp.get("/<plan>/bearbeiten/beteiligte")
def organisations(plan: str) -> ResponseReturnValue:
    require(Permission.ORGANISATION_UPDATE)
    of = plan_row(plan)
    known = sorted(queries.all_named(of.id, clock.today()).values(), key=lambda one: one.has_ended)
    return render_template(
        "responsibility/organisations.html",
        plan=of,
        rows=paged(known, page_number(request.args.get("seite", "1"))),
    )


@bp.route("/<plan>/beteiligte/neu", methods=["GET", "POST"])
def add_organisation(plan: str) -> ResponseReturnValue:
    of = plan_row(plan)
    someone = require(Permission.ORGANISATION_UPDATE)

    form = NewForm.within(of.languages)()
    form.offer(queries.categories(of.id), queries.places(of.id))
    if form.submitted():
        try:
            sent = form.sent(clock.today())
            slug = actions.add(
                of, form.texts("name"), _columns(of, form), sent, by=recorder(someone)
            )
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            form.refuse(RuleError(_("Diese Organisation ist inzwischen zurückgenommen worden.")))
        else:
            flash(_("Die Organisation ist angelegt."))
            return redirect(_page(plan, slug))
    return render_template("responsibility/add_organisation.html", plan=of, form=form)


@bp.route("/<plan>/beteiligte/<organisation>/bearbeiten", methods=["GET", "POST"])
def change_organisation(plan: str, organisation: str) -> ResponseReturnValue:
    of = plan_row(plan)
    someone = require(Permission.ORGANISATION_UPDATE)
    row = queries.organisation(of.id, organisation)
    towns = queries.places(of.id)

    kept: dict[str, Any] = {
        "version": str(row.version),
        "category": row.category,
        "municipality": next((town.ags for town in towns if town.id == row.municipality_id), ""),
        **ColumnsForm.spread("contact_role", row.contact_role),
    }
    form = ColumnsForm.within(of.languages)(**kept)
    form.offer(queries.categories(of.id), towns)

    def save() -> None:
        actions.change(of, organisation, _columns(of, form), form.seen, by=recorder(someone))

    def held() -> tuple[Organisation, str, str]:
        now = queries.organisation(of.id, organisation)
        return now, f"{plan}/{organisation}", _says(of, now)

    tried = attempt(form, save, held)
    if tried.is_saved:
        flash(_("Die Angaben sind gespeichert."))
        return redirect(_page(plan, organisation))
    return _form_page("change_organisation", of, row, form, tried)


@bp.route("/<plan>/beteiligte/<organisation>/umbenennen", methods=["GET", "POST"])
def rename_organisation(plan: str, organisation: str) -> ResponseReturnValue:
    of = plan_row(plan)
    someone = require(Permission.ORGANISATION_UPDATE)
    row = queries.organisation(of.id, organisation)
    held = queries.names(row.id, clock.today())[-1]

    kept: dict[str, Any] = {"in_force": held.uid, **RenameForm.spread("name", held.name)}
    form = RenameForm.within(of.languages)(**kept)
    other = None
    if form.submitted():
        try:
            uid = actions.rename(
                of,
                row,
                form.texts("name"),
                form.sent(given(form.effective_on.data), form.reason.data),
                by=recorder(someone),
            )
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            held = queries.names(row.id, clock.today())[-1]
            other = _other(held)
            form.renew(held)
        else:
            flash_saved(_("Der neue Name ist gespeichert."), plan, uid)
            return redirect(_page(plan, organisation))
    return _form_page("rename_organisation", of, row, form, Attempt(other=other))


@bp.route("/<plan>/beteiligte/<organisation>/ende", methods=["GET", "POST"])
def end_organisation(plan: str, organisation: str) -> ResponseReturnValue:
    of = plan_row(plan)
    someone = require(Permission.ORGANISATION_UPDATE)
    row = queries.organisation(of.id, organisation)
    held = queries.names(row.id, clock.today())[-1]

    form = EndOrganisationForm(in_force=held.uid)
    form.offer(_others(of, row))
    other = None
    if form.submitted():
        try:
            uid = actions.end(
                of,
                row,
                form.successor.data or "",
                form.sent(given(form.effective_on.data), form.reason.data),
                by=recorder(someone),
            )
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            held = queries.names(row.id, clock.today())[-1]
            other = _other(held)
            form.renew(held)
        else:
            flash_saved(_("Gespeichert: Die Organisation besteht nicht mehr."), plan, uid)
            return redirect(_page(plan, organisation))
    return _form_page("end_organisation", of, row, form, Attempt(other=other))


@bp.route("/<plan>/beteiligte/<organisation>/zusammenlegen", methods=["GET", "POST"])
def merge_organisation(plan: str, organisation: str) -> ResponseReturnValue:
    of = plan_row(plan)
    someone = require(Permission.ORGANISATION_UPDATE)
    row = queries.organisation(of.id, organisation)
    held = queries.names(row.id, clock.today())[-1]

    form = MergeForm(in_force=held.uid)
    form.offer(_others(of, row))
    other = None
    if form.submitted():
        into = given(form.successor.data)
        try:
            uid = actions.merge(
                of,
                row,
                into,
                form.sent(given(form.effective_on.data), form.reason.data),
                with_people=bool(form.with_people.data),
                by=recorder(someone),
            )
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            held = queries.names(row.id, clock.today())[-1]
            other = _other(held)
            form.renew(held)
        else:
            flash_saved(_("Die Organisationen sind zusammengelegt."), plan, uid)
            return redirect(_page(plan, into))
    return _form_page("merge_organisation", of, row, form, Attempt(other=other))


def _form_page(
    name: str, of: PlanRow, row: Organisation, form: Form, tried: Attempt
) -> ResponseReturnValue:
    today = clock.today()
    return render_template(
        f"responsibility/{name}.html",
        plan=of,
        organisation=row,
        name=organisation_name(row.id, today),
        parts=queries.parts_held(row.id, today),
        people=len(queries.people(row.id)),
        form=form,
        other=tried.other,
    ), tried.status


def _columns(of: PlanRow, form: NewForm | ColumnsForm) -> Columns:
    ids = {place.ags: place.id for place in queries.places(of.id)}
    contact = form.texts("contact_role")
    return Columns(
        category=given(form.category.data),
        municipality_id=ids.get(form.municipality.data or ""),
        contact_role=contact if any(contact.values()) else None,
    )


def _others(of: PlanRow, row: Organisation) -> list[Named]:
    known = queries.all_named(of.id, clock.today())
    return [one for one in known.values() if one.id != row.id and not one.has_ended]


def _says(of: PlanRow, row: Organisation) -> str:
    """Return what is kept of an organisation, in words."""
    towns = {place.id: place.name for place in queries.places(of.id)}
    category = queries.categories(of.id).get(row.category, "")
    return " · ".join(
        [
            _("Kategorie: %(words)s", words=category or "–"),
            _("Ort: %(words)s", words=towns.get(row.municipality_id or 0, "–")),
            _("Ansprechstelle: %(words)s", words=say(row.contact_role) or "–"),
        ]
    )


def _other(held: OrganisationName) -> Conflict:
    name = say(held.name)
    says = _("„%(name)s“ besteht nicht mehr", name=name) if held.has_ended else name
    return conflict(held, says, organisation_name(held.recorded_for_id, clock.today()))


def _page(plan: str, slug: str) -> str:
    return url_for("dashboards.organisation", plan=plan, organisation=slug)
