"""The page that changes what a recommendation says."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.forms import given
from tracker.history.answers import Conflict, conflict, flash_saved, recorder
from tracker.i18n import _
from tracker.plan import actions, queries
from tracker.plan.forms import WordingForm
from tracker.plan.models import RecommendationWording
from tracker.plan.queries import FieldRow
from tracker.plan.views.blueprint import bp
from tracker.stakeholders.queries import organisation_name


@bp.route("/<plan>/empfehlungen/<code>/wortlaut", methods=["GET", "POST"])
def change_wording(plan: str, code: str) -> ResponseReturnValue:
    today = clock.today()
    of = queries.recommendation_row(plan, code, today)
    someone = require(Permission.RECOMMENDATION_UPDATE)
    held = _held(of.id)
    fields = queries.action_fields(of.plan.id, today)

    form = WordingForm.within(of.plan.languages)(
        in_force=held.uid if held else "",
        action_field=_slug(fields, held),
        **WordingForm.of(held),
    )
    form.offer(row for row in fields if not row.is_retired or row.slug == _slug(fields, held))
    other, answer = None, 200
    if form.submitted():
        sent = form.sent(given(form.effective_on.data), form.reason.data)
        try:
            uid = actions.change_wording(of, form.wording(), sent, by=recorder(someone))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            held = _held(of.id)
            other, answer = _other(form, held), 409
            form.renew(held)
        else:
            flash_saved(_("Der Wortlaut ist gespeichert."), plan, uid)
            return redirect(url_for("dashboards.recommendation", plan=plan, code=code))
    return render_template(
        "plan/change_wording.html", plan=of.plan, of=of, held=held, form=form, other=other
    ), answer


def _held(recommendation_id: int) -> RecommendationWording | None:
    found = queries.wordings(recommendation_id, clock.today())
    return found[-1] if found else None


def _slug(fields: list[FieldRow], held: RecommendationWording | None) -> str:
    return next((row.slug for row in fields if held and row.id == held.action_field_id), "")


def _other(form: WordingForm, held: RecommendationWording | None) -> Conflict:
    """Return the wording now in force: each text that is not as the person typed it."""
    if held is None:
        return Conflict()
    now = form.of(held)
    texts = [
        f"{field.label.text}: {now.get(field.name, '')}"
        for field, language in form.visible()
        if language and (field.data or "") != now.get(field.name, "")
    ]
    name = organisation_name(held.recorded_for_id, clock.today())
    return conflict(held, "\n".join(texts) or _("derselbe Wortlaut"), name)
