"""The first steps: three short pages after the invitation, and in the help afterwards."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from tracker.accounts import actions
from tracker.accounts.forms import LeaveForm
from tracker.accounts.guard import public, require
from tracker.accounts.permissions import Permission
from tracker.accounts.views.blueprint import bp
from tracker.accounts.views.signing_in import begin_at

STEPS = 3


@bp.get("/konto/erste-schritte/<int:number>")
@public
def introduction(number: int) -> ResponseReturnValue:
    if number not in range(1, STEPS + 1):
        raise NotFound
    return render_template(
        "accounts/introduction.html", number=number, steps=STEPS, form=LeaveForm.empty()
    )


@bp.post("/konto/erste-schritte")
def introduced() -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_READ)
    actions.introduced(someone.user_id)
    return redirect(begin_at(is_introduced=True), 303)
