"""The page that puts milestones into another order: step by step, saved at the end."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.history import plain
from tracker.history.answers import Conflict, recorder
from tracker.i18n import _
from tracker.milestones import actions, queries, rules
from tracker.milestones.forms import OrderForm
from tracker.milestones.models import Milestone
from tracker.milestones.views.blueprint import back, bp
from tracker.plan.queries import RecommendationRow, recommendation_row


@bp.route("/reihenfolge", methods=["GET", "POST"])
def reorder(plan: str, code: str) -> ResponseReturnValue:
    of = recommendation_row(plan, code, clock.today())
    someone = require(Permission.MILESTONE_UPDATE)
    rows = queries.milestones(of.id, clock.today())

    form = OrderForm(**OrderForm.data_of(rows))
    other, answer = None, 200
    order = _known(form.numbers(), rows)
    number, _sign, way = request.form.get("move", "").partition(":")
    if way:
        order = rules.moved(order, number, way)
    elif form.submitted():
        try:
            actions.reorder(of, order, form.seen(), by=recorder(someone))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            rows = queries.milestones(of.id, clock.today())
            other, answer = _other(of, rows), 409
            order = _known(order, rows)
            form.versions.data = OrderForm.data_of(rows)["versions"]
        else:
            flash(_("Die Reihenfolge der Meilensteine ist gespeichert."))
            return redirect(back(plan, code))
    form.order.data = ",".join(str(one) for one in order)
    return render_template(
        "milestones/reorder.html",
        plan=of.plan,
        of=of,
        form=form,
        titles={row.number: row.title for row in rows},
        order=order,
        is_changed=order != [row.number for row in rows],
        pressed=request.form.get("move", ""),
        other=other,
    ), answer


def _known(order: Sequence[int], rows: Sequence[Milestone]) -> list[int]:
    """Return an order of just these milestones: those that it lacks come last."""
    there = [row.number for row in rows]
    kept = [number for number in dict.fromkeys(order) if number in there]
    return [*kept, *(number for number in there if number not in kept)]


def _other(of: RecommendationRow, rows: Sequence[Milestone]) -> Conflict:
    says = ", ".join(f"{of.code}.{row.number}" for row in rows)
    change = plain.last_change(f"{of.subject}.*")
    if change is None:
        return Conflict(_("Reihenfolge: %(order)s", order=says), "", clock.now())
    who = str(change.role.label)
    return Conflict(_("Reihenfolge: %(order)s", order=says), who, change.at)
