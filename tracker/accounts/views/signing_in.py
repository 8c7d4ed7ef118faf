"""Signing in and out, and what nobody who is not signed in gets to see."""

from flask import (
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from tracker.accounts import actions, carried, sessions
from tracker.accounts.actions import RefusedError, ThrottledError
from tracker.accounts.forms import SignInForm
from tracker.accounts.guard import person, public
from tracker.accounts.permissions import Permission, may
from tracker.accounts.views.blueprint import attempt, bp
from tracker.forms import UNSAFE, given
from tracker.i18n import _
from tracker.web import error_page, local_path

# Forms for people who are not signed in; without their token they are opened anew.
FOR_ANYBODY = {
    "accounts.invitation",
    "accounts.new_password",
    "accounts.confirm_address",
    "accounts.forgotten",
}


@bp.route("/anmelden", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    form = SignInForm(zurueck=local_path(request.args.get("zurueck", "")) or "")
    if not form.submitted():
        if person() is not None and request.method == "GET":
            return redirect(form.zurueck.data or begin_at(), 303)
        return sign_in_page(form)
    try:
        token = actions.sign_in(attempt(given(form.email.data), given(form.password.data)))
    except ThrottledError as error:
        form.refuse(error)
        response = make_response(sign_in_page(form, 429))
        response.headers["Retry-After"] = str(error.seconds)
        return response
    except RefusedError as error:
        form.refuse(error)
        return sign_in_page(form, 401)
    sessions.end()
    sessions.begin(token)
    late = carried.load(form.carried.data or "")
    if late is not None:
        return carried.lead_back(late)
    return redirect(local_path(form.zurueck.data or "") or begin_at(), 303)


@bp.post("/abmelden")
@public
def sign_out() -> ResponseReturnValue:
    late = carried.load(request.form.get("carried", ""))
    sessions.end()
    if late is not None:
        return sign_in_page(SignInForm.empty(carried=late.dump()))
    response = redirect(url_for("dashboards.plans"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def begin_at(*, is_introduced: bool = False) -> str:
    """Return the page on which a person's work begins: first steps, the review desk, own tasks."""
    someone = person()
    if someone is not None and not (someone.is_introduced or is_introduced):
        return url_for("accounts.introduction", number=1)
    is_reviewer = someone is not None and may(someone, Permission.NOTE_REVIEW)
    return url_for("office.start" if is_reviewer else "notes.mine")


def sign_in_page(form: SignInForm, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "accounts/sign_in.html", form=form, why=sessions.why_ended(), carries=form.carried.data
    )
    return page, status


def unauthorized(_error: Exception) -> ResponseReturnValue:
    """Show the sign-in page where somebody has to sign in; what they sent travels in it.

    A browser that was never signed in gets the way to that page only: its form needs a cookie.
    """
    g.decided = True
    late = carried.from_request()
    back = "" if request.method in UNSAFE else local_path(request.full_path.rstrip("?")) or ""
    if late is None and current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return render_template("accounts/sign_in_first.html", zurueck=back or None), 401
    form = SignInForm.empty(zurueck=back, carried=late.dump() if late else "")
    return sign_in_page(form, 401)


def without_token(error: CSRFError) -> ResponseReturnValue:
    """Answer a form that was made for another session, or for nobody, or was never made here."""
    g.decided = True
    if carried.is_foreign():
        return carried.foreign(carried.from_request())
    if request.endpoint == "accounts.sign_in":
        form = SignInForm()
        form.form_errors.append(_("Melden Sie sich noch einmal an: Die Seite war zu lange offen."))
        return sign_in_page(form, 400)
    if request.endpoint in FOR_ANYBODY:
        text = _("Öffnen Sie die Adresse noch einmal: Die Seite war zu lange offen.")
        return error_page(400, text=text)
    if person() is None and request.endpoint == "accounts.sign_out":
        return redirect(url_for("dashboards.plans"), 303)
    if person() is None:
        return unauthorized(error)
    late = carried.from_request()
    return error_page(400) if late is None else carried.answer(late, 400)
