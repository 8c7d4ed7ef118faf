"""Pages on which the plan office reminds itself: follow-ups."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.forms import given
from tracker.history import plain
from tracker.history.answers import Conflict, flash_undo, recorder
from tracker.history.stichtag import new_uid
from tracker.i18n import _, day_text
from tracker.office.actions import follow_ups as actions
from tracker.office.forms import FollowUpForm
from tracker.office.queries import follow_ups as queries
from tracker.office.queries.follow_ups import FollowUpRow
from tracker.office.rules.lists import Worklist
from tracker.office.views.blueprint import bp
from tracker.plan.queries import plan as plan_row
from tracker.plan.queries import recommendation_row


@bp.route("/redaktion/<plan>/empfehlungen/<code>/wiedervorlage", methods=["GET", "POST"])
def add_follow_up(plan: str, code: str) -> ResponseReturnValue:
    someone = require(Permission.FOLLOW_UP_UPDATE)
    of = recommendation_row(plan, code, clock.today())

    form = FollowUpForm()
    if form.submitted():
        day = given(form.due_on.data)
        key = form.form_key.data or new_uid()
        try:
            uid = actions.add(of, form.text.data or "", day, key, by=recorder(someone))
        except RuleError as error:
            form.refuse(error)
        else:
            saved = _("Die Wiedervorlage zum %(day)s ist angelegt.", day=day_text(day))
            flash_undo(saved, url_for("office.follow_up", plan=plan, uid=uid))
            return redirect(url_for("dashboards.recommendation", plan=plan, code=code))
    return render_template("office/add_follow_up.html", plan=of.plan, of=of, form=form)


@bp.route("/redaktion/<plan>/wiedervorlage/<uuid:uid>", methods=["GET", "POST"])
def follow_up(plan: str, uid: object) -> ResponseReturnValue:
    someone = require(Permission.FOLLOW_UP_UPDATE)
    of = plan_row(plan)
    row = queries.follow_up(of.id, str(uid))
    subject = "/".join(filter(None, (of.slug, row.code, row.uid)))

    form = FollowUpForm(text=row.text, due_on=row.due_on, version=str(row.version))
    other, answer = None, 200
    wanted = request.form.get("tun", "")
    if wanted in {"erledigt", "offen"} or form.submitted():
        version, by = form.known_version(), recorder(someone)
        try:
            if wanted in {"erledigt", "offen"}:
                is_done = wanted == "erledigt"
                actions.finish(of.id, row.uid, version, subject, is_done=is_done, by=by)
            else:
                day = given(form.due_on.data)
                actions.change(of.id, row.uid, form.text.data or "", day, version, subject, by=by)
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            row = queries.follow_up(of.id, row.uid)
            other, answer = _other(row, subject), 409
            form.version.data = str(row.version)
        else:
            return _saved(plan, row, wanted)
    return render_template(
        "office/follow_up.html", plan=of, row=row, form=form, other=other
    ), answer


def _saved(plan: str, row: FollowUpRow, wanted: str) -> ResponseReturnValue:
    here = url_for("office.follow_up", plan=plan, uid=row.uid)
    if wanted == "erledigt":
        flash_undo(_("Die Wiedervorlage ist erledigt."), here)
    elif wanted == "offen":
        flash(_("Die Wiedervorlage ist wieder offen."))
    else:
        flash(_("Die Wiedervorlage ist geändert."))
    return redirect(url_for("office.list_", plan=plan, liste=Worklist.FOLLOW_UPS.value))


def _other(row: FollowUpRow, subject: str) -> Conflict:
    change = plain.last_change(subject)
    state = _("erledigt") if row.done_at else _("offen")
    says = _(
        "Wiedervorlage zum %(day)s (%(state)s): %(what)s",
        day=day_text(row.due_on),
        state=state,
        what=row.text,
    )
    if change is None:
        return Conflict(says, "", clock.now())
    return Conflict(says, str(change.role.label), change.at)
