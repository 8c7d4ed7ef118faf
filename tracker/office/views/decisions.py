"""The page that records a decision about a recommendation."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.forms import given
from tracker.history.answers import Conflict, flash_saved, recorder
from tracker.i18n import _, language, say
from tracker.office.actions.decisions import decide
from tracker.office.forms import DecisionForm
from tracker.office.queries import sittings as queries
from tracker.office.views.blueprint import bp
from tracker.plan.queries import recommendation_row


@bp.route("/redaktion/<plan>/empfehlungen/<code>/beschluss", methods=["GET", "POST"])
def add_decision(plan: str, code: str) -> ResponseReturnValue:
    someone = require(Permission.DECISION_CREATE)
    of = recommendation_row(plan, code, clock.today())

    form = DecisionForm()
    form.offer([(slug, say(name)) for slug, name in queries.committees(of.plan.id)])
    other, answer = None, 200
    if form.submitted():
        spoken = language() if language() in of.plan.languages else of.plan.languages[0]
        try:
            uid = decide(
                of,
                form.text.data or "",
                form.sent(given(form.effective_on.data)),
                committee=form.committee.data or "",
                language=spoken,
                by=recorder(someone),
            )
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            other, answer = Conflict(), 409
            form.renew(None)
        else:
            flash_saved(_("Der Beschluss ist festgehalten."), plan, uid)
            return redirect(url_for("dashboards.recommendation", plan=plan, code=code))
    return render_template(
        "office/add_decision.html", plan=of.plan, of=of, form=form, other=other
    ), answer
