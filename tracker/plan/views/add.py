"""The page that adds a recommendation."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.forms import given
from tracker.history.answers import Conflict, recorder
from tracker.i18n import _, say
from tracker.plan import actions, queries
from tracker.plan.forms import RecommendationForm
from tracker.plan.queries import choices
from tracker.plan.views.blueprint import bp


@bp.route("/<plan>/empfehlungen/neu", methods=["GET", "POST"])
def add(plan: str) -> ResponseReturnValue:
    of = queries.plan(plan)
    someone = require(Permission.RECOMMENDATION_CREATE)
    today = clock.today()
    fields = [row for row in queries.action_fields(of.id, today) if not row.is_retired]

    form = RecommendationForm.within(of.languages)()
    form.offer(fields, choices.next_codes(of.id, fields))
    form.offer_terms(choices.terms(of.id))
    form.offer_leads(_names(of.id))
    other, answer = None, 200
    if form.submitted():
        sent = form.sent(given(form.effective_on.data), form.reason.data)
        try:
            code = actions.add(of, form.draft(), sent, by=recorder(someone))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            other, answer = Conflict(), 409
            form.renew(None)
        else:
            flash(_("Die Empfehlung %(code)s ist Teil des Plans.", code=code))
            return redirect(url_for("dashboards.recommendation", plan=plan, code=code))
    return render_template("plan/add.html", plan=of, form=form, fields=fields, other=other), answer


def _names(plan_id: int) -> dict[str, str]:
    """Return the names of the organisations that could lead, by slug, in their order."""
    found = choices.organisations(plan_id, clock.today())
    names = {slug: say(name) for slug, (_id, name) in found.items()}
    return dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))
