"""Pages that record an obstacle and that it is solved."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.forms import given
from tracker.history.answers import Conflict, conflict, flash_saved, recorder
from tracker.i18n import _, say
from tracker.notes.models import ObstacleEnd
from tracker.obstacles import actions, queries
from tracker.obstacles.forms import ObstacleForm, SolvedForm
from tracker.plan.queries import recommendation_row
from tracker.stakeholders.queries import organisation_name

bp = Blueprint("obstacles", __name__)


@bp.route("/<plan>/empfehlungen/<code>/hemmnis", methods=["GET", "POST"])
def record(plan: str, code: str) -> ResponseReturnValue:
    of = recommendation_row(plan, code, clock.today())
    someone = require(Permission.OBSTACLE_UPDATE)

    form = ObstacleForm.within(of.plan.languages)()
    other, answer = None, 200
    if form.submitted():
        try:
            uid = actions.record(
                of,
                form.texts("text"),
                given(form.addressee.data),
                form.sent(given(form.effective_on.data)),
                due_on=form.due_on.data,
                by=recorder(someone),
            )
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            other, answer = Conflict(), 409
            form.renew(None)
        else:
            flash_saved(_("Das Hemmnis ist gespeichert und veröffentlicht."), plan, uid)
            return redirect(_page(plan, code))
    return render_template(
        "obstacles/record.html", plan=of.plan, of=of, form=form, other=other
    ), answer


@bp.route("/<plan>/hemmnis/<uuid:uid>/loesen", methods=["GET", "POST"])
def solve(plan: str, uid: object) -> ResponseReturnValue:
    today = clock.today()
    someone = require(Permission.OBSTACLE_UPDATE)
    row = queries.obstacle(plan, str(uid))
    of = recommendation_row(plan, row.code, today)
    held = queries.end(row.id, today)

    form = SolvedForm.within(of.plan.languages)(in_force=held.uid if held else "")
    other, answer = None, 200
    if form.submitted():
        try:
            solved = actions.solve(
                of,
                row,
                form.texts("text"),
                form.sent(given(form.effective_on.data)),
                by=recorder(someone),
            )
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            held = queries.end(row.id, today)
            other, answer = _other(held), 409
            form.renew(held)
        else:
            flash_saved(_("Gespeichert: Das Hemmnis ist gelöst."), plan, solved)
            return redirect(_page(plan, row.code))
    return render_template(
        "obstacles/solve.html", plan=of.plan, of=of, row=row, held=held, form=form, other=other
    ), answer


def _other(held: ObstacleEnd | None) -> Conflict:
    if held is None:
        return Conflict()
    says = _("gelöst: %(how)s", how=say(held.text))
    return conflict(held, says, organisation_name(held.recorded_for_id, clock.today()))


def _page(plan: str, code: str) -> str:
    return url_for("dashboards.recommendation", plan=plan, code=code)
