"""The page that adds a milestone."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.forms import given
from tracker.history.answers import Conflict, flash_saved, recorder
from tracker.i18n import _
from tracker.milestones import actions
from tracker.milestones.forms import MilestoneForm
from tracker.milestones.views.blueprint import back, bp
from tracker.plan.queries import recommendation_row


@bp.route("/neu", methods=["GET", "POST"])
def add(plan: str, code: str) -> ResponseReturnValue:
    of = recommendation_row(plan, code, clock.today())
    someone = require(Permission.MILESTONE_CREATE)

    form = MilestoneForm.within(of.plan.languages)()
    form.offer()
    other, answer = None, 200
    if form.submitted():
        try:
            uid = actions.add(
                of,
                form.texts("title"),
                given(form.due.data),
                given(form.state.data),
                form.sent(given(form.effective_on.data), form.reason.data),
                by=recorder(someone),
            )
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            other, answer = Conflict(), 409
            form.renew(None)
        else:
            flash_saved(_("Der Meilenstein ist hinzugefügt."), plan, uid)
            return redirect(back(plan, code))
    return render_template(
        "milestones/add.html", plan=of.plan, of=of, form=form, other=other
    ), answer
