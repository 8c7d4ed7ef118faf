"""The own account: name, address, password, and where one is signed in."""

from collections.abc import Mapping

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts import actions, queries, sessions
from tracker.accounts.actions import RefusedError, ThrottledError
from tracker.accounts.forms import AddressForm, OwnForm, PasswordForm, SessionForm
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.accounts.views.blueprint import Organisations, attempt, bp
from tracker.errors import RuleError, StaleError
from tracker.forms import given
from tracker.i18n import _, say
from tracker.web import error_page


@bp.get("/konto")
def account() -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_READ)
    current = sessions.current()
    read: Organisations = current_app.extensions["organisations"]
    held = read(someone.organisations, clock.today())  # in each edition of a plan anew
    return render_template(
        "accounts/account.html",
        user=queries.user(someone.user_id),
        organisations=sorted({say(one.name) for one in held.values()}),
        sessions=[
            (row, SessionForm.empty(reference=row.token_hash[: queries.REFERENCE_LENGTH]))
            for row in queries.open_sessions(someone.user_id)
            if not sessions.has_run_out(row, someone.role)
        ],
        current=current and current.token_hash,
        others=SessionForm.empty(reference=""),
    )


@bp.route("/konto/bearbeiten", methods=["GET", "POST"])
def edit_account() -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_READ)
    user = queries.user(someone.user_id)
    form = OwnForm(name=user.name, language=user.language, version=user.version)
    if not form.submitted():
        return render_template("accounts/edit.html", form=form, other=None)
    try:
        actions.change_own(
            someone.user_id,
            name=given(form.name.data),
            language=given(form.language.data),
            version=form.number(),
        )
    except RuleError as error:
        form.name.errors = [str(error)]
        return render_template("accounts/edit.html", form=form, other=None)
    except StaleError:
        user = queries.user(someone.user_id)
        form.version.data = str(user.version)
        return render_template("accounts/edit.html", form=form, other=user), 409
    flash(_("Ihre Angaben sind gespeichert."))
    return redirect(url_for("accounts.account"), 303)


@bp.route("/konto/adresse", methods=["GET", "POST"])
def change_address() -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_READ)
    user = queries.user(someone.user_id)
    form = AddressForm()
    status = 200
    if form.submitted():
        try:
            actions.check_own_password(
                user.id, attempt(user.email, given(form.current_password.data))
            )
            actions.ask_for_address(user.id, given(form.email.data))
        except RefusedError as error:
            form.current_password.errors = [str(error)]
        except ThrottledError as error:
            form.refuse(error)
            status = 429
        except RuleError as error:
            form.email.errors = [str(error)]
        else:
            flash(
                _(
                    "Wir haben einen Link an %(email)s gesendet. Bis Sie ihn öffnen, gilt Ihre "
                    "bisherige Adresse.",
                    email=given(form.email.data),
                )
            )
            return redirect(url_for("accounts.account"), 303)
    return render_template("accounts/change_address.html", form=form, user=user), status


@bp.route("/konto/passwort", methods=["GET", "POST"])
def change_password() -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_READ)
    form = PasswordForm()
    if form.submitted():
        email = queries.user(someone.user_id).email
        asked = attempt(email, given(form.current_password.data))
        try:
            token = actions.change_password(
                someone.user_id, attempt=asked, new=given(form.new_password.data)
            )
        except RefusedError as error:
            form.current_password.errors = [str(error)]
        except ThrottledError as error:
            form.refuse(error)
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


def _password_page(
    form: PasswordForm, status: int, headers: Mapping[str, str]
) -> ResponseReturnValue:
    return render_template("accounts/change_password.html", form=form), status, dict(headers)
