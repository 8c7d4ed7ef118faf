"""Sittings of a committee: adding, changing, deleting."""

from datetime import date
from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.council import actions, queries, rules
from tracker.council.forms import SittingForm
from tracker.council.views.blueprint import above_committees, bp
from tracker.history import pages
from tracker.history.answers import recorder
from tracker.i18n import _, day_text, say
from tracker.plan.queries import PlanRow
from tracker.plan.queries import plan as plan_of


@bp.route("/<plan>/bearbeiten/gremien/<committee>/sitzungen/neu", methods=["GET", "POST"])
def add_sitting(plan: str, committee: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    row = pages.found_or_sent(lambda: queries.committee(of.id, committee))
    form = SittingForm.within(of.languages)()
    tried = pages.attempt(
        form,
        lambda: actions.add_sitting(of, committee, form.text, by=recorder(someone)),
        lambda: None,
    )
    back = url_for("council.committees", plan=plan)
    if tried.is_saved:
        flash(_("Die Sitzung ist gespeichert."))
        return redirect(back)
    heading = _("Sitzung anlegen: %(committee)s", committee=say(row.name) if row else committee)
    page = pages.Page(of, heading, back, above_committees(of))
    return pages.edit_page(page, form, tried)


@bp.route(
    "/<plan>/bearbeiten/gremien/<committee>/sitzungen/<held_on>/bearbeiten",
    methods=["GET", "POST"],
)
def change_sitting(plan: str, committee: str, held_on: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of, day = plan_of(plan), _day(held_on)
    row = pages.found_or_sent(lambda: queries.sitting(queries.committee(of.id, committee).id, day))
    kind = SittingForm.within(of.languages)
    shown: dict[str, Any] = (
        {"version": str(row.version), "held_on": day, **kind.spread("title", row.title)}
        if row
        else {}
    )
    form = kind(**shown)
    tried = pages.attempt(
        form,
        lambda: actions.change_sitting(
            of, committee, day, form.seen, form.text, by=recorder(someone)
        ),
        lambda: _now(of, committee, day),
    )
    back = url_for("council.committees", plan=plan)
    if tried.is_saved:
        flash(_("Die Sitzung ist gespeichert."))
        return redirect(back)
    page = pages.Page(
        of,
        _("Sitzung am %(day)s bearbeiten", day=day_text(day)),
        back,
        above_committees(of),
        delete=url_for("council.delete_sitting", plan=plan, committee=committee, held_on=held_on),
    )
    return pages.edit_page(page, form, tried)


@bp.route(
    "/<plan>/bearbeiten/gremien/<committee>/sitzungen/<held_on>/loeschen", methods=["GET", "POST"]
)
def delete_sitting(plan: str, committee: str, held_on: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of, day = plan_of(plan), _day(held_on)
    above = queries.committee(of.id, committee)
    row = queries.sitting(above.id, day)
    form = pages.DeleteForm(version=str(row.version))
    tried = pages.attempt(
        form,
        lambda: actions.delete_sitting(of, committee, day, form.seen, by=recorder(someone)),
        lambda: _now(of, committee, day),
    )
    back = url_for("council.committees", plan=plan)
    if tried.is_saved:
        flash(_("Die Sitzung ist gelöscht. 30 Tage lang steht sie unter „Gelöschtes“."))
        return redirect(back)
    heading = _("Sitzung am %(day)s löschen", day=day_text(day))
    effects = [
        _("Es geht um die Sitzung von: %(committee)s.", committee=say(above.name)),
        _("Danach misst kein Vergleich mehr seit dieser Sitzung."),
    ]
    page = pages.Page(of, heading, back, above_committees(of))
    return pages.delete_page(page, form, tried, effects=effects, refusal="")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)


def _now(of: PlanRow, committee: str, day: date) -> tuple[pages.Current, str, str] | None:
    row = pages.found_or_sent(lambda: queries.sitting(queries.committee(of.id, committee).id, day))
    if row is None:
        return None
    says = "; ".join([day_text(row.held_on), *(row.title or {}).values()])
    return row, rules.sitting_subject(of.slug, committee, day), says
