"""The page that declares how a recommendation stands."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.forms import given
from tracker.history.answers import Conflict, conflict, flash_saved, recorder
from tracker.i18n import _, say
from tracker.plan import actions, queries
from tracker.plan.forms import StatusForm
from tracker.plan.models import RecommendationStatus
from tracker.plan.queries import RecommendationRow
from tracker.plan.rules import Status
from tracker.plan.views.blueprint import bp
from tracker.stakeholders.queries import organisation_name


@bp.route("/<plan>/empfehlungen/<code>/status", methods=["GET", "POST"])
def change_status(plan: str, code: str) -> ResponseReturnValue:
    of = queries.recommendation_row(plan, code, clock.today())
    someone = require(Permission.STATUS_UPDATE)
    held = queries.status(of.id, clock.today())

    form = StatusForm(
        in_force=held.uid if held else "",
        status=_wanted() or (held and held.status),
        review_on=held and held.review_on,
    )
    is_short = request.method == "POST" and not form.replacement.data  # saved without the list
    form.offer({} if is_short else _others(of))
    other, answer = None, 200
    if form.submitted():
        try:
            uid = actions.change_status(
                of,
                given(form.status.data),
                form.sent(given(form.effective_on.data), form.reason.data),
                review_on=form.review_on.data,
                replacement=form.replacement.data or "",
                by=recorder(someone),
            )
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            held = queries.status(of.id, clock.today())
            other, answer = _other(held), 409
            form.renew(held)
        else:
            flash_saved(_("Der Umsetzungsstand ist gespeichert."), plan, uid)
            return redirect(url_for("dashboards.recommendation", plan=plan, code=code))
    if is_short:
        form.offer(_others(of))
    return render_template(
        "plan/change_status.html", plan=of.plan, of=of, held=held, form=form, other=other
    ), answer


def _others(of: RecommendationRow) -> dict[str, str]:
    """Return what could take the place of a recommendation: titles by code."""
    titles = queries.plan_titles(of.plan.id, clock.today())
    return {code: say(title) for code, title in titles.items() if code != of.code}


def _other(held: RecommendationStatus | None) -> Conflict:
    if held is None:
        return Conflict()
    name = organisation_name(held.recorded_for_id, clock.today())
    return conflict(held, str(held.status.label), name)


def _wanted() -> Status | None:
    """Return the status that the link to the form names, such as completed."""
    wanted = request.args.get("status", "")
    return Status(wanted) if wanted in list(Status) else None
