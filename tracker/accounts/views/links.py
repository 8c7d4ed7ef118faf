"""Links from mails: opening one shows a form and changes nothing, sending the form uses it up."""

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts import actions, sessions
from tracker.accounts.actions import LinkError, ThrottledError
from tracker.accounts.actions.links import check
from tracker.accounts.forms import ForgottenForm, LeaveForm, NewPasswordForm
from tracker.accounts.guard import public
from tracker.accounts.models import Purpose
from tracker.accounts.rules import FORGOTTEN, FORGOTTEN_TRIES, LinkState
from tracker.accounts.views.blueprint import attempt, bp
from tracker.errors import RuleError
from tracker.forms import given
from tracker.i18n import _


@bp.route("/einladung/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> ResponseReturnValue:
    try:
        user = check(token, Purpose.INVITATION)
        form = NewPasswordForm()
        if form.submitted():
            try:
                actions.take_up(token, Purpose.INVITATION, given(form.new_password.data))
            except RuleError as error:
                form.new_password.errors = [str(error)]
            else:
                sessions.end()
                sessions.begin(actions.open_session(user.id, sessions.this_device()))
                return redirect(url_for("accounts.introduction", number=1), 303)
        return render_template("accounts/invitation.html", form=form, user=user)
    except LinkError as error:
        return _without_link(error.state, Purpose.INVITATION)


@bp.route("/passwort/<token>", methods=["GET", "POST"])
@public
def new_password(token: str) -> ResponseReturnValue:
    try:
        user = check(token, Purpose.PASSWORD)
        form = NewPasswordForm()
        if form.submitted():
            try:
                actions.take_up(token, Purpose.PASSWORD, given(form.new_password.data))
            except RuleError as error:
                form.new_password.errors = [str(error)]
            else:
                sessions.end()
                return render_template("accounts/done.html", purpose=Purpose.PASSWORD)
        return render_template("accounts/new_password.html", form=form, user=user)
    except LinkError as error:
        return _without_link(error.state, Purpose.PASSWORD)


@bp.route("/konto/adresse/<token>", methods=["GET", "POST"])
@public
def confirm_address(token: str) -> ResponseReturnValue:
    try:
        user = check(token, Purpose.ADDRESS)
        form = LeaveForm()
        if form.submitted():
            try:
                actions.confirm_address(token)
            except RuleError as error:
                form.refuse(error)
            else:
                return render_template("accounts/done.html", purpose=Purpose.ADDRESS)
        return render_template("accounts/confirm_address.html", form=form, user=user)
    except LinkError as error:
        return _without_link(error.state, Purpose.ADDRESS)


@bp.route("/passwort-vergessen", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    """Send a link to a new password; whether the address is known shows nowhere."""
    form = ForgottenForm()
    if not form.submitted():
        return render_template("accounts/forgotten.html", form=form)
    email = given(form.email.data)
    try:
        actions.count_try(attempt(email, most=FORGOTTEN_TRIES, kind=FORGOTTEN))
        actions.ask_for_password(email)
    except ThrottledError as error:
        form.form_errors.append(_("Warten Sie fünf Minuten und versuchen Sie es dann noch einmal."))
        response = make_response(render_template("accounts/forgotten.html", form=form), 429)
        response.headers["Retry-After"] = str(error.seconds)
        return response
    except RuleError as error:
        form.email.errors = [str(error)]
        return render_template("accounts/forgotten.html", form=form)
    return render_template("accounts/sent.html", email=email)


def _without_link(state: LinkState, purpose: Purpose) -> ResponseReturnValue:
    """Say why a link does not work and what to do; one that never was is not found."""
    page = render_template("accounts/no_link.html", state=state, purpose=purpose)
    return page, 404 if state is LinkState.UNKNOWN else 410
