"""Committees: the list with their sittings, adding, changing, deleting."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.council import actions, queries, rules
from tracker.council.forms import CommitteeForm
from tracker.council.models import Committee
from tracker.council.views.blueprint import above, above_committees, bp
from tracker.errors import RuleError
from tracker.history import pages
from tracker.history.answers import recorder
from tracker.i18n import _, _n, say
from tracker.plan.queries import PlanRow
from tracker.plan.queries import plan as plan_of


@bp.get("/<plan>/bearbeiten/gremien")
def committees(plan: str) -> ResponseReturnValue:
    require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    return render_template(
        "council/committees.html",
        plan=of,
        above=above(of),
        rows=sorted(queries.committees(of.id), key=lambda row: say(row.name).casefold()),
        today=clock.today(),
    )


@bp.route("/<plan>/bearbeiten/gremien/neu", methods=["GET", "POST"])
def add_committee(plan: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    form = CommitteeForm.within(of.languages)()
    tried = pages.attempt(
        form, lambda: actions.add_committee(of, form.text, by=recorder(someone)), lambda: None
    )
    back = url_for("council.committees", plan=plan)
    if tried.is_saved:
        flash(_("Das Gremium ist gespeichert."))
        return redirect(back)
    page = pages.Page(of, _("Gremium anlegen"), back, above_committees(of))
    return pages.edit_page(page, form, tried)


@bp.route("/<plan>/bearbeiten/gremien/<committee>/bearbeiten", methods=["GET", "POST"])
def change_committee(plan: str, committee: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    row = pages.found_or_sent(lambda: queries.committee(of.id, committee))
    kind = CommitteeForm.within(of.languages)
    shown: dict[str, Any] = (
        {"version": str(row.version), "decides": row.decides, **kind.spread("name", row.name)}
        if row
        else {}
    )
    form = kind(**shown)
    tried = pages.attempt(
        form,
        lambda: actions.change_committee(of, committee, form.seen, form.text, by=recorder(someone)),
        lambda: _now(of, committee),
    )
    back = url_for("council.committees", plan=plan)
    if tried.is_saved:
        flash(_("Das Gremium ist gespeichert."))
        return redirect(back)
    page = pages.Page(
        of,
        _("Gremium bearbeiten"),
        back,
        above_committees(of),
        delete=url_for("council.delete_committee", plan=plan, committee=committee),
    )
    return pages.edit_page(page, form, tried)


@bp.route("/<plan>/bearbeiten/gremien/<committee>/loeschen", methods=["GET", "POST"])
def delete_committee(plan: str, committee: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    row = queries.committee(of.id, committee)
    form = pages.DeleteForm(version=str(row.version))
    tried = pages.attempt(
        form,
        lambda: actions.delete_committee(of, committee, form.seen, by=recorder(someone)),
        lambda: _now(of, committee),
    )
    back = url_for("council.committees", plan=plan)
    if tried.is_saved:
        flash(_("Das Gremium ist gelöscht. 30 Tage lang steht es unter „Gelöschtes“."))
        return redirect(back)
    number = queries.sittings_of(row.id)
    effects = [_("Das Gremium steht danach nirgends mehr zur Auswahl.")]
    if number:
        effects.append(
            _n("Mit ihm verschwindet %(num)s Sitzung.", "Mit ihm verschwinden %(num)s Sitzungen.",
               number)
        )  # fmt: skip
    heading = _("„%(name)s“ löschen", name=say(row.name))
    page = pages.Page(of, heading, back, above_committees(of))
    return pages.delete_page(page, form, tried, effects=effects, refusal=_refusal(row))


def _refusal(row: Committee) -> str:
    try:
        rules.check_committee_free(queries.papers_of(row.id), queries.decisions_of(row.id))
    except RuleError as error:
        return str(error)
    return ""


def _now(of: PlanRow, slug: str) -> tuple[pages.Current, str, str] | None:
    row = pages.found_or_sent(lambda: queries.committee(of.id, slug))
    if row is None:
        return None
    kind = _("beschließt") if row.decides else _("beschließt nicht")
    says = "; ".join([*row.name.values(), kind])
    return row, rules.committee_subject(of.slug, slug), says
