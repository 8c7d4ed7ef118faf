"""The page that places a recommendation among the others: horizon, priority, funding."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import StaleError
from tracker.history import plain
from tracker.history.answers import Conflict, recorder
from tracker.i18n import _, say
from tracker.plan import actions, queries
from tracker.plan.forms import ClassificationForm
from tracker.plan.models import Recommendation
from tracker.plan.queries import RecommendationRow, choices
from tracker.plan.queries.choices import Terms
from tracker.plan.rules import Vocabulary
from tracker.plan.views.blueprint import bp


@bp.route("/<plan>/empfehlungen/<code>/einordnung", methods=["GET", "POST"])
def classify(plan: str, code: str) -> ResponseReturnValue:
    of = queries.recommendation_row(plan, code, clock.today())
    someone = require(Permission.RECOMMENDATION_UPDATE)
    row = choices.fresh(of.id)
    terms = choices.terms(of.plan.id)

    form = ClassificationForm(
        version=str(row.version),
        horizon=row.horizon,
        priority=row.priority,
        funding=list(filter(None, row.funding.split(","))),
    )
    form.offer_terms(terms)
    other, answer = None, 200
    if form.submitted():
        try:
            actions.classify(of, form.classification(), form.seen, by=recorder(someone))
        except StaleError:
            row = choices.fresh(of.id)
            other, answer = _other(of, row, terms), 409
            form.renew(row.version)
        else:
            flash(_("Die Einordnung ist gespeichert."))
            return redirect(url_for("dashboards.recommendation", plan=plan, code=code))
    return render_template(
        "plan/classify.html", plan=of.plan, of=of, form=form, other=other
    ), answer


def _other(of: RecommendationRow, row: Recommendation, terms: Terms) -> Conflict:
    """Return what somebody else has chosen."""

    def words(vocabulary: Vocabulary, codes: str) -> str:
        labels = {code: say(label) for code, label in terms[vocabulary]}
        return ", ".join(labels.get(code, code) for code in filter(None, codes.split(",")))

    says = [
        _("Zeithorizont: %(words)s", words=words(Vocabulary.HORIZON, row.horizon)),
        _("Priorität: %(words)s", words=words(Vocabulary.PRIORITY, row.priority)),
        _("Finanzierung: %(words)s", words=words(Vocabulary.FUNDING, row.funding)),
    ]
    change = plain.last_change(f"{of.subject}/classification")
    who = str(change.role.label) if change else ""
    return Conflict("\n".join(says), who, change.at if change else clock.now())
