"""Who has a part in a recommendation: the list, adding one, ending one."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.forms import given
from tracker.history.answers import Conflict, conflict, flash_saved, recorder
from tracker.i18n import _
from tracker.plan.queries import recommendation_row
from tracker.responsibility.actions import involvements as actions
from tracker.responsibility.forms.parts import BeginForm, EndForm
from tracker.responsibility.queries import involvements as queries
from tracker.responsibility.queries.organisations import all_named
from tracker.responsibility.views.blueprint import bp
from tracker.stakeholders.models import Involvement
from tracker.stakeholders.queries import organisation_name


@bp.route("/<plan>/empfehlungen/<code>/beteiligung", methods=["GET", "POST"])
def involvements(plan: str, code: str) -> ResponseReturnValue:
    today = clock.today()
    of = recommendation_row(plan, code, today)
    someone = require(Permission.INVOLVEMENT_UPDATE)
    known = all_named(of.plan.id, today)

    form = BeginForm(in_force=queries.newest(of.id))
    form.offer(one for one in known.values() if not one.has_ended)
    other, answer = None, 200
    if form.submitted():
        slug, part = given(form.organisation.data), given(form.part.data)
        try:
            uid = actions.begin(
                of,
                slug,
                part,
                form.sent(given(form.effective_on.data), form.reason.data),
                by=recorder(someone),
            )
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            held = queries.held(of.id, known[slug].id, part, today).in_force
            other, answer = _other(held), 409
            form.renew(None)
            form.in_force.data = queries.newest(of.id)
        else:
            flash_saved(_("Die Beteiligung ist gespeichert."), plan, uid)
            return redirect(url_for(".involvements", plan=plan, code=code))
    return render_template(
        "responsibility/involvements.html",
        plan=of.plan,
        of=of,
        form=form,
        other=other,
        spans=queries.spans(of.id, today),
    ), answer


@bp.route("/<plan>/empfehlungen/<code>/beteiligung/<uuid:uid>/ende", methods=["GET", "POST"])
def end_involvement(plan: str, code: str, uid: object) -> ResponseReturnValue:
    today = clock.today()
    of = recommendation_row(plan, code, today)
    someone = require(Permission.INVOLVEMENT_UPDATE)
    begun = queries.involvement(of.id, str(uid))
    held = queries.held(of.id, begun.organisation_id, begun.part, today).in_force

    form = EndForm(in_force=held.uid if held else "")
    other, answer = None, 200
    if form.submitted():
        try:
            ended = actions.end(
                of,
                begun,
                form.sent(given(form.effective_on.data), form.reason.data),
                by=recorder(someone),
            )
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            held = queries.held(of.id, begun.organisation_id, begun.part, today).in_force
            other, answer = _other(held), 409
            form.renew(held)
        else:
            flash_saved(_("Die Beteiligung ist beendet."), plan, ended)
            return redirect(url_for(".involvements", plan=plan, code=code))
    return render_template(
        "responsibility/end_involvement.html",
        plan=of.plan,
        of=of,
        form=form,
        other=other,
        held=held,
        part=begun.part,
        name=organisation_name(begun.organisation_id, today),
    ), answer


def _other(held: Involvement | None) -> Conflict:
    """Return what somebody else recorded about the same part."""
    if held is None:
        return Conflict()
    today = clock.today()
    values = {"name": organisation_name(held.organisation_id, today), "part": held.part.label}
    is_involved, ended = (
        _("%(name)s: %(part)s", **values),
        _("%(name)s: nicht mehr %(part)s", **values),
    )
    by = organisation_name(held.recorded_for_id, today)
    return conflict(held, is_involved if held.is_involved else ended, by)
