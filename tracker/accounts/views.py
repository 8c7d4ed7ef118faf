"""Signing in and out, the own account, and what nobody who is not signed in gets to see."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from flask import (
    Blueprint,
    Flask,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import Unauthorized

from tracker import clock
from tracker.accounts import actions, carried, queries, sessions
from tracker.accounts.actions import RefusedError, ThrottledError
from tracker.accounts.forms import PasswordForm, SessionForm, SignInForm
from tracker.accounts.guard import person, public, require
from tracker.accounts.permissions import Permission, may
from tracker.accounts.rules import fingerprint, network
from tracker.errors import RuleError
from tracker.forms import UNSAFE, given
from tracker.i18n import _
from tracker.web import error_page, local_path

# Reads the names of organisations by id on a day; stakeholders knows them, we do not.
Organisations = Callable[[Collection[int], date], Mapping[int, Any]]

bp = Blueprint("accounts", __name__)


@bp.route("/anmelden", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    form = SignInForm(zurueck=local_path(request.args.get("zurueck", "")) or "")
    if not form.submitted():
        if person() is not None and request.method == "GET":
            return redirect(form.zurueck.data or _begin_at(), 303)
        return _sign_in_page(form)
    try:
        token = actions.sign_in(_attempt(given(form.email.data), given(form.password.data)))
    except ThrottledError as error:
        form.form_errors.append(str(error))
        response = make_response(_sign_in_page(form, 429))
        response.headers["Retry-After"] = str(error.seconds)
        return response
    except RefusedError as error:
        form.form_errors.append(str(error))
        return _sign_in_page(form, 401)
    sessions.end()
    sessions.begin(token)
    late = carried.load(form.carried.data or "")
    if late is not None:
        return carried.answer(late)
    return redirect(local_path(form.zurueck.data or "") or _begin_at(), 303)


@bp.post("/abmelden")
@public
def sign_out() -> ResponseReturnValue:
    late = carried.load(request.form.get("carried", ""))
    sessions.end()
    if late is not None:
        return _sign_in_page(SignInForm.empty(carried=late.dump()))
    response = redirect(url_for("dashboards.plans"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.get("/konto")
def account() -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_READ)
    current = sessions.current()
    read: Organisations = current_app.extensions["organisations"]
    return render_template(
        "accounts/account.html",
        user=queries.user(someone.user_id),
        organisations=list(read(someone.organisations, clock.today()).values()),
        sessions=[
            (row, SessionForm.empty(reference=row.token_hash[: queries.REFERENCE_LENGTH]))
            for row in queries.open_sessions(someone.user_id)
            if not sessions.has_run_out(row, someone.role)
        ],
        current=current and current.token_hash,
        others=SessionForm.empty(reference=""),
    )


@bp.route("/konto/passwort", methods=["GET", "POST"])
def change_password() -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_READ)
    form = PasswordForm()
    if form.submitted():
        email = queries.user(someone.user_id).email
        attempt = _attempt(email, given(form.current_password.data))
        try:
            token = actions.change_password(
                someone.user_id, attempt=attempt, new=given(form.new_password.data)
            )
        except RefusedError as error:
            form.current_password.errors = [str(error)]
        except ThrottledError as error:
            form.form_errors.append(str(error))
            return _password_page(form, 429, {"Retry-After": str(error.seconds)})
        except RuleError as error:
            form.new_password.errors = [str(error)]
        else:
            sessions.begin(token)
            flash(_("Ihr Passwort ist geändert. Alle anderen Anmeldungen sind beendet."))
            return redirect(url_for("accounts.account"), 303)
    return _password_page(form, 200, {})


@bp.post("/konto/anmeldungen")
def end_session() -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_READ)
    current = sessions.current()
    form = SessionForm()
    reference = form.reference.data or ""
    if not form.submitted():
        return error_page(400)
    if reference:
        actions.end_session(someone.user_id, reference)
        flash(_("Die Anmeldung ist beendet."))
    else:
        actions.end_sessions(someone.user_id, but=current.token_hash if current else "")
        flash(_("Alle anderen Anmeldungen sind beendet."))
    return redirect(url_for("accounts.account"), 303)


def _begin_at() -> str:
    """Return the page on which a person's work begins: what waits for review, or for them."""
    someone = person()
    is_reviewer = someone is not None and may(someone, Permission.NOTE_REVIEW)
    return url_for("office.start" if is_reviewer else "notes.mine")


def _password_page(
    form: PasswordForm, status: int, headers: Mapping[str, str]
) -> ResponseReturnValue:
    return render_template("accounts/change_password.html", form=form), status, dict(headers)


def _sign_in_page(form: SignInForm, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "accounts/sign_in.html", form=form, why=sessions.why_ended(), carries=form.carried.data
    )
    return page, status


def _attempt(email: str, password: str) -> actions.Attempt:
    chosen = sessions.settings()
    return actions.Attempt(
        email=email,
        password=password,
        account=fingerprint(chosen.secret_key, f"account {email.strip().lower()}"),
        address=fingerprint(chosen.secret_key, f"address {network(request.remote_addr or '')}"),
        most=chosen.sign_in_tries,
        device=sessions.this_device(),
    )


def _unauthorized(_error: Exception) -> ResponseReturnValue:
    """Show the sign-in page where somebody has to sign in; what they sent travels in it.

    A browser that was never signed in gets the way to that page only: its form needs a cookie.
    """
    g.decided = True
    late = carried.from_request()
    back = "" if request.method in UNSAFE else local_path(request.full_path.rstrip("?")) or ""
    if late is None and current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return render_template("accounts/sign_in_first.html", zurueck=back or None), 401
    form = SignInForm.empty(zurueck=back, carried=late.dump() if late else "")
    return _sign_in_page(form, 401)


def _without_token(error: CSRFError) -> ResponseReturnValue:
    """Answer a form that was made for another session, or for nobody, or was never made here."""
    g.decided = True
    if carried.is_foreign():
        return carried.foreign(carried.from_request())
    if request.endpoint == "accounts.sign_in":
        form = SignInForm()
        form.form_errors.append(_("Melden Sie sich noch einmal an: Die Seite war zu lange offen."))
        return _sign_in_page(form, 400)
    if person() is None and request.endpoint == "accounts.sign_out":
        return redirect(url_for("dashboards.plans"), 303)
    if person() is None:
        return _unauthorized(error)
    late = carried.from_request()
    if late is not None:
        return carried.answer(late, 400)
    return error_page(400)


def init_app(app: Flask, organisations: Organisations) -> None:
    """Register the pages, the check of every unsafe request, and its answers."""
    app.extensions["organisations"] = organisations

    @app.before_request
    def refuse_other_sites() -> None:
        # Browsers say from where a request comes; ours come from our own pages.
        site = request.headers.get("Sec-Fetch-Site", "none")
        if request.method in UNSAFE and site not in {"same-origin", "none"}:
            raise CSRFError("request from another site")

    CSRFProtect(app)

    @app.before_request
    def refuse_foreign_text() -> ResponseReturnValue | None:
        if request.endpoint and carried.is_foreign():
            return carried.foreign(carried.from_request())
        return None

    app.register_error_handler(CSRFError, _without_token)
    app.register_error_handler(Unauthorized, _unauthorized)
    app.register_blueprint(bp)
