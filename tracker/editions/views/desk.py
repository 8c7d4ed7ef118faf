"""What staff can edit in a plan, and what was deleted in it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.editions.actions import restoring
from tracker.editions.forms import RestoreForm
from tracker.editions.queries.deleted import deleted
from tracker.editions.views.blueprint import above, bp
from tracker.errors import RuleError, StaleError
from tracker.history.answers import recorder
from tracker.i18n import _, say
from tracker.plan.queries import plan as plan_of


@bp.get("/<plan>/bearbeiten")
def desk(plan: str) -> ResponseReturnValue:
    require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    crumbs = [(say(of.title), url_for("dashboards.overview", plan=plan))]
    return render_template("editions/desk.html", plan=of, above=crumbs)


@bp.route("/<plan>/bearbeiten/geloescht", methods=["GET", "POST"])
def trash(plan: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    form = RestoreForm()
    if form.submitted():
        try:
            found = restoring.restore(of, form.subject.data or "", by=recorder(someone))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            flash(_("Das wurde inzwischen schon wiederhergestellt oder endgültig entfernt."))
            return redirect(url_for("editions.trash", plan=plan))
        else:
            flash(
                _("Wiederhergestellt: %(kind)s %(says)s.", kind=found.kind.label, says=found.says)
            )
            return redirect(url_for("editions.trash", plan=plan))
    return render_template(
        "editions/trash.html",
        plan=of,
        above=above(of),
        form=form,
        rows=[(row, RestoreForm.empty(subject=row.subject)) for row in deleted(of)],
    )
