"""Fields of action: the list, adding, wording, retiring."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.editions.actions import fields as actions
from tracker.editions.entries import wording_in_words
from tracker.editions.forms import FieldForm, RetireForm
from tracker.editions.queries import fields as queries
from tracker.editions.queries.fields import Field
from tracker.editions.rules import master as rules
from tracker.editions.views.blueprint import above, attempt_fact, bp
from tracker.errors import RuleError
from tracker.forms import given
from tracker.history import pages
from tracker.history.answers import Conflict, conflict, flash_saved, recorder, told
from tracker.i18n import _, say
from tracker.plan.queries import PlanRow
from tracker.plan.queries import plan as plan_of


@bp.get("/<plan>/bearbeiten/felder")
def fields(plan: str) -> ResponseReturnValue:
    require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    rows = queries.fields(of.id, clock.today())
    titles = {row.slug: row.held.title for row in rows}
    return render_template(
        "editions/fields.html", plan=of, above=above(of), rows=rows, titles=titles
    )


@bp.route("/<plan>/bearbeiten/felder/neu", methods=["GET", "POST"])
def add_field(plan: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    known = queries.fields(of.id, clock.today())
    last = max((row.held.position for row in known if not row.held.is_retired), default=0)
    form = FieldForm.within(of.languages)(position=str(last + 1))
    tried = attempt_fact(
        form,
        lambda: actions.add_field(
            of,
            form.code.data or "",
            form.text,
            form.sent(given(form.effective_on.data), form.reason.data),
            by=recorder(someone),
        ),
        lambda: None,
        lambda _held: Conflict(),
    )
    back = url_for("editions.fields", plan=plan)
    if tried.is_saved:
        flash(_("Das Handlungsfeld ist gespeichert."))
        return redirect(back)
    page = pages.Page(of, _("Handlungsfeld anlegen"), back, _above(of))
    return pages.edit_page(page, form, tried)


@bp.route("/<plan>/bearbeiten/felder/<field>/bearbeiten", methods=["GET", "POST"])
def change_field(plan: str, field: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    row = _field(of, field)
    held = row.held
    kind = FieldForm.within(of.languages)
    shown: dict[str, Any] = {
        "in_force": held.uid,
        "position": str(held.position),
        **kind.spread("title", held.title),
        **kind.spread("description", held.description),
    }
    form = kind(**shown)
    del form.code  # it names the field for good
    tried = attempt_fact(
        form,
        lambda: actions.change_field(
            of,
            row,
            form.text,
            form.sent(given(form.effective_on.data), form.reason.data),
            by=recorder(someone),
        ),
        lambda: _field(of, field).held,
        lambda now: conflict(now, _says(_field(of, field))),
    )
    back = url_for("editions.fields", plan=plan)
    if tried.is_saved:
        said = _("Das Handlungsfeld ist gespeichert. Der bisherige Wortlaut bleibt lesbar.")
        flash_saved(said, plan, tried.uid or "")
        return redirect(back)
    page = pages.Page(
        of,
        _("Handlungsfeld %(code)s bearbeiten", code=row.code),
        back,
        _above(of),
        delete=url_for("editions.retire_field", plan=plan, field=field),
        delete_text=_("Nicht weiterführen …"),
        told=told(queries.all_wordings(row.id), wording_in_words),
    )
    return pages.edit_page(page, form, tried)


@bp.route("/<plan>/bearbeiten/felder/<field>/ende", methods=["GET", "POST"])
def retire_field(plan: str, field: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    row = _field(of, field)
    form = RetireForm(in_force=row.held.uid, successor=row.successor)
    others = [one for one in queries.fields(of.id, clock.today()) if not one.held.is_retired]
    form.offer(
        (one.slug, f"{one.code} {say(one.held.title)}") for one in others if one.id != row.id
    )
    tried = attempt_fact(
        form,
        lambda: actions.retire_field(
            of,
            row,
            form.successor.data or "",
            form.sent(given(form.effective_on.data), form.reason.data),
            by=recorder(someone),
        ),
        lambda: _field(of, field).held,
        lambda now: conflict(now, _says(_field(of, field))),
    )
    back = url_for("editions.fields", plan=plan)
    if tried.is_saved:
        said = _("Das Handlungsfeld wird nicht weitergeführt. Seine Geschichte bleibt lesbar.")
        flash_saved(said, plan, tried.uid or "")
        return redirect(back)
    return render_template(
        "editions/retire.html",
        plan=of,
        above=_above(of),
        row=row,
        form=form,
        other=tried.other,
        refusal=_refusal(row),
        back=back,
    ), tried.status


def _field(of: PlanRow, slug: str) -> Field:
    return queries.field(of.id, slug, clock.today()) or abort(404)


def _above(of: PlanRow) -> list[pages.Crumb]:
    return [*above(of), (_("Handlungsfelder"), url_for("editions.fields", plan=of.slug))]


def _refusal(row: Field) -> str:
    try:
        rules.check_empty(row.codes)
    except RuleError as error:
        return str(error)
    return ""


def _says(row: Field) -> str:
    return wording_in_words(row.held)
