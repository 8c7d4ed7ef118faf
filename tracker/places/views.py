"""Pages that keep municipalities."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError
from tracker.history import pages
from tracker.history.answers import recorder
from tracker.i18n import _, say
from tracker.places import actions, queries, rules
from tracker.places.forms import MunicipalityForm
from tracker.places.models import Municipality
from tracker.plan.queries import PlanRow
from tracker.plan.queries import plan as plan_of

bp = Blueprint("places", __name__)


@bp.get("/<plan>/bearbeiten/gemeinden")
def municipalities(plan: str) -> ResponseReturnValue:
    require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    rows = queries.municipalities(of.id)
    return render_template("places/municipalities.html", plan=of, above=_above(of)[:-1], rows=rows)


@bp.route("/<plan>/bearbeiten/gemeinden/neu", methods=["GET", "POST"])
def add_municipality(plan: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    form = MunicipalityForm.within(of.languages)()
    tried = pages.attempt(
        form,
        lambda: actions.add(of, form.ags.data or "", form.text, by=recorder(someone)),
        lambda: None,
    )
    back = url_for("places.municipalities", plan=plan)
    if tried.is_saved:
        flash(_("Die Gemeinde ist gespeichert."))
        return redirect(back)
    return pages.edit_page(pages.Page(of, _("Gemeinde anlegen"), back, _above(of)), form, tried)


@bp.route("/<plan>/bearbeiten/gemeinden/<ags>/bearbeiten", methods=["GET", "POST"])
def change_municipality(plan: str, ags: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    row = pages.found_or_sent(lambda: queries.municipality(of.id, ags))
    kind = MunicipalityForm.within(of.languages)
    form = kind(**(kind.data_of(row) if row else {}))
    del form.ags  # it names the municipality for good
    tried = pages.attempt(
        form,
        lambda: actions.change(of, ags, form.seen, form.text, by=recorder(someone)),
        lambda: _now(of, ags),
    )
    back = url_for("places.municipalities", plan=plan)
    if tried.is_saved:
        flash(_("Die Gemeinde ist gespeichert."))
        return redirect(back)
    page = pages.Page(
        of,
        _("Gemeinde %(ags)s bearbeiten", ags=ags),
        back,
        _above(of),
        delete=url_for("places.delete_municipality", plan=plan, ags=ags),
    )
    return pages.edit_page(page, form, tried)


@bp.route("/<plan>/bearbeiten/gemeinden/<ags>/loeschen", methods=["GET", "POST"])
def delete_municipality(plan: str, ags: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    row = queries.municipality(of.id, ags)
    form = pages.DeleteForm(version=str(row.version))
    tried = pages.attempt(
        form,
        lambda: actions.delete(of, ags, form.seen, by=recorder(someone)),
        lambda: _now(of, ags),
    )
    back = url_for("places.municipalities", plan=plan)
    if tried.is_saved:
        flash(_("Die Gemeinde ist gelöscht. 30 Tage lang steht sie unter „Gelöschtes“."))
        return redirect(back)
    page = pages.Page(of, _("„%(name)s“ löschen", name=row.name), back, _above(of))
    effects = [_("Die Gemeinde steht danach nirgends mehr zur Auswahl.")]
    return pages.delete_page(page, form, tried, effects=effects, refusal=_refusal(row))


def _above(of: PlanRow) -> list[pages.Crumb]:
    return [
        (say(of.title), url_for("dashboards.overview", plan=of.slug)),
        (_("Plan bearbeiten"), url_for("editions.desk", plan=of.slug)),
        (_("Gemeinden"), url_for("places.municipalities", plan=of.slug)),
    ]


def _refusal(row: Municipality) -> str:
    try:
        rules.check_free([say(name) for name in queries.organisations(row.id, clock.today())])
    except RuleError as error:
        return str(error)
    return ""


def _now(of: PlanRow, ags: str) -> tuple[pages.Current, str, str] | None:
    row = pages.found_or_sent(lambda: queries.municipality(of.id, ags))
    if row is None:
        return None
    shown = [row.name, *row.kind.values(), row.seat, row.population, row.latitude, row.longitude]
    says = "; ".join(str(one) for one in shown if one not in (None, ""))
    return row, rules.subject(of.slug, ags), says
