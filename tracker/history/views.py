"""The page that withdraws a fact of any kind."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.history import actions, entries, queries
from tracker.history.answers import recorder
from tracker.history.entries import Entry
from tracker.history.forms import WithdrawForm
from tracker.i18n import _

bp = Blueprint("history", __name__)


@bp.route("/<plan>/eintrag/<uuid:uid>/zuruecknehmen", methods=["GET", "POST"])
def withdraw(plan: str, uid: object) -> ResponseReturnValue:
    someone = require(Permission.FACT_WITHDRAW)
    of = entries.plans().find(plan)
    entry = entries.find(of, str(uid))

    form = WithdrawForm()
    status = 200
    if form.submitted():
        reason = form.reason.data or ""
        try:
            actions.withdraw(of, entry.uid, reason, by=recorder(someone))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            status = 409
        else:
            flash(_("Der Eintrag ist zurückgenommen. Er steht durchgestrichen im Verlauf."))
            return redirect(f"{_back(plan, entry)}#verlauf")
    return render_template(
        "history/withdraw.html",
        plan=of,
        entry=entry,
        withdrawal=queries.withdrawal(entry.uid),
        with_it=list(queries.with_it(entry.uid).values()),
        form=form,
        is_conflict=status == 409,
        back=_back(plan, entry),
        back_text=_back_text(entry),
    ), status


def _back_text(entry: Entry) -> str:
    """Return the words that lead there."""
    if entry.code:
        return _("Zurück zur Empfehlung")
    return _("Zurück zur Organisation") if entry.of_organisation else _("Zurück")


def _back(plan: str, entry: Entry) -> str:
    """Return the page that shows what the fact is about."""
    endpoint, values = entry.page
    if endpoint:
        return url_for(endpoint, plan=plan, **values)
    if entry.of_organisation:
        return url_for("dashboards.organisation", plan=plan, organisation=entry.of_organisation)
    return url_for("dashboards.recommendation", plan=plan, code=entry.code)
