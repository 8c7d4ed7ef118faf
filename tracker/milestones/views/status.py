"""The page that declares how a recommendation stands, and what becomes of open milestones."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.forms import UNSAFE, given
from tracker.history.answers import Conflict, conflict, flash_saved, recorder
from tracker.history.recording import Recorder
from tracker.i18n import _, say
from tracker.milestones import actions, queries
from tracker.milestones.forms import CompletionForm
from tracker.plan import actions as plans
from tracker.plan import papers
from tracker.plan.models import RecommendationStatus
from tracker.plan.queries import RecommendationRow, plan_titles, recommendation_row, status
from tracker.plan.rules import Status
from tracker.plan.views import bp
from tracker.stakeholders.queries import organisation_name


@bp.route("/<plan>/empfehlungen/<code>/status", methods=["GET", "POST"])
def change_status(plan: str, code: str) -> ResponseReturnValue:
    of = recommendation_row(plan, code, clock.today())
    someone = require(Permission.STATUS_UPDATE)
    held = status(of.id, clock.today())
    wanted = _wanted() or (held.status if held else None)

    form = _form(of, held, wanted)
    is_short = request.method == "POST" and not form.replacement.data  # saved without the list
    form.offer({} if is_short else _others(of))
    other, answer = None, 200
    if form.asks_first:
        form.renew_states(form.rows)
    elif form.submitted():
        try:
            uid = _save(of, form, recorder(someone))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            held = status(of.id, clock.today())
            other, answer = _other(of, form, held), 409
            form.renew(held)
            form.renew_states(queries.open_milestones(of.id, clock.today()))
        else:
            flash_saved(_("Der Umsetzungsstand ist gespeichert."), plan, uid)
            return redirect(url_for("dashboards.recommendation", plan=plan, code=code))
    if is_short:
        form.offer(_others(of))
    return render_template(
        "milestones/change_status.html",
        plan=of.plan,
        of=of,
        held=held,
        form=form,
        other=other,
        papers=papers.numbers(of.plan.id),
    ), answer


def _form(
    of: RecommendationRow, held: RecommendationStatus | None, wanted: Status | None
) -> CompletionForm:
    """Return the form; it asks for milestones only where the recommendation is to be completed."""
    if request.method in UNSAFE:
        is_completing = request.form.get("status") == Status.COMPLETED.value
    else:
        is_completing = wanted is Status.COMPLETED and (not held or held.status is not wanted)
    rows = queries.open_milestones(of.id, clock.today()) if is_completing else []
    return CompletionForm.about(
        of.code,
        rows,
        in_force=held.uid if held else "",
        status=wanted,
        review_on=held and held.review_on,
        evidence=held and held.evidence,
        evidence_text=(held and held.evidence_text) or "",
    )


def _save(of: RecommendationRow, form: CompletionForm, by: Recorder) -> str:
    sent = form.sent(given(form.effective_on.data), form.reason.data)
    if form.status.data is Status.COMPLETED:
        asked = form.sent_numbers()
        return actions.complete(of, sent, form.proof, form.endings(), asked=asked, by=by)
    return plans.change_status(
        of,
        given(form.status.data),
        sent,
        review_on=form.review_on.data,
        replacement=form.replacement.data or "",
        by=by,
    )


def _others(of: RecommendationRow) -> dict[str, str]:
    """Return what could take the place of a recommendation: titles by code."""
    titles = plan_titles(of.plan.id, clock.today())
    return {code: say(title) for code, title in titles.items() if code != of.code}


def _other(
    of: RecommendationRow, form: CompletionForm, held: RecommendationStatus | None
) -> Conflict:
    """Return the status now in force, and the milestones that somebody else has changed."""
    if held is None:
        return Conflict()
    says, shown = [str(held.status.label)], None
    typed = form.gone()
    for row in queries.milestones(of.id, clock.today()):
        state = queries.state(row.id, clock.today())
        name = f"{of.code}.{row.number}"
        if state is None or not (row.number in typed or form.differs(row.number, state.uid)):
            continue
        shown = state
        says.append(f"{name}: {state.state.label}")
        if typed.get(row.number):
            says.append(_("Ihre Begründung zu %(milestone)s war: „%(reason)s“", milestone=name,
                          reason=typed[row.number]))  # fmt: skip
    by = organisation_name((shown or held).recorded_for_id, clock.today())
    return conflict(shown or held, "\n".join(says), by)


def _wanted() -> Status | None:
    """Return the status that the link to the form names, such as completed."""
    wanted = request.args.get("status", "")
    return Status(wanted) if wanted in list(Status) else None
