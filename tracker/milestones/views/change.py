"""Pages that change a milestone: its state, its deadline."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.forms import given
from tracker.history.answers import Conflict, conflict, flash_saved, recorder
from tracker.i18n import _, period_text
from tracker.milestones import actions, queries, rules
from tracker.milestones.forms import DeadlineForm, StateForm
from tracker.milestones.models import MilestoneDeadline, MilestoneState
from tracker.milestones.rules import State
from tracker.milestones.views.blueprint import bp
from tracker.stakeholders.queries import organisation_name


@bp.route("/<int:number>/zustand", methods=["GET", "POST"])
def change_state(plan: str, code: str, number: int) -> ResponseReturnValue:
    today = clock.today()
    of = queries.milestone(plan, code, number, today)
    someone = require(Permission.MILESTONE_UPDATE)
    held = queries.state(of.id, today)

    in_force = held.state if held else State.PLANNED
    form = StateForm(in_force=held.uid if held else "", state=_wanted() or in_force)
    form.offer()
    other, answer = None, 200
    if form.submitted():
        day = given(form.day.data)
        try:
            uid = actions.change_state(
                of,
                given(form.state.data),
                form.sent(rules.held_from(day.last_day, day.precision, today), form.reason.data),
                precision=day.precision,
                by=recorder(someone),
            )
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            held = queries.state(of.id, today)
            other, answer = _other(held, str(held.state.label) if held else ""), 409
            form.renew(held)
        else:
            flash_saved(_("Der Zustand des Meilensteins ist gespeichert."), plan, uid)
            return redirect(_back(plan, code))
    return render_template(
        "milestones/change_state.html", plan=of.of.plan, of=of, held=held, form=form, other=other
    ), answer


@bp.route("/<int:number>/termin", methods=["GET", "POST"])
def move_deadline(plan: str, code: str, number: int) -> ResponseReturnValue:
    today = clock.today()
    of = queries.milestone(plan, code, number, today)
    someone = require(Permission.MILESTONE_UPDATE)
    known = queries.deadlines(of.id, today)

    form = DeadlineForm(in_force=known[-1].uid if known else "")
    other, answer = None, 200
    if form.submitted():
        sent = form.sent(given(form.effective_on.data), form.reason.data)
        try:
            uid = actions.move_deadline(of, given(form.due.data), sent, by=recorder(someone))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            known = queries.deadlines(of.id, today)
            held = known[-1] if known else None
            says = period_text(held.due_on, held.precision) if held else ""
            other, answer = _other(held, says), 409
            form.renew(held)
        else:
            flash_saved(_("Der Termin ist gespeichert."), plan, uid)
            return redirect(_back(plan, code))
    return render_template(
        "milestones/move_deadline.html", plan=of.of.plan, of=of, known=known, form=form, other=other
    ), answer


def _other(held: MilestoneState | MilestoneDeadline | None, says: str) -> Conflict:
    if held is None:
        return Conflict()
    return conflict(held, says, organisation_name(held.recorded_for_id, clock.today()))


def _back(plan: str, code: str) -> str:
    return url_for("dashboards.recommendation", plan=plan, code=code)


def _wanted() -> State | None:
    """Return the state that the link to the form names, such as done."""
    wanted = request.args.get("zustand", "")
    return State(wanted) if wanted in list(State) else None
