"""Administration: who has an account, as what, for whom; and the mails that wait."""

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts import actions
from tracker.accounts import queries as people
from tracker.accounts.actions import By, Change, Invitation
from tracker.accounts.guard import require
from tracker.accounts.models import Role
from tracker.accounts.permissions import Permission, Person
from tracker.admin import actions as erasing
from tracker.admin import queries
from tracker.admin.forms import EraseForm, InviteForm, PersonForm, SendForm, StateForm
from tracker.admin.rules import Account, AccountState
from tracker.errors import RuleError, StaleError
from tracker.forms import given
from tracker.history.answers import Conflict
from tracker.i18n import _
from tracker.lists import folded, page_number, paged
from tracker.mail import queries as outbox

PAGE, MAILS = 50, 100
bp = Blueprint("admin", __name__)


def _by(someone: Person) -> By:
    return By(someone.user_id, someone.role)


@bp.get("/verwaltung/konten")
def users() -> ResponseReturnValue:
    require(Permission.ACCOUNT_MANAGE)
    found = queries.all_accounts()
    wanted, text = request.args.get("zustand", ""), request.args.get("q", "").strip()[:200]
    removed = [one for one in found if one.is_erased]
    rows = [
        one
        for one in found
        if (one.state == wanted if wanted else not one.is_erased)
        and folded(text) in folded(_words(one))
    ]
    return render_template(
        "admin/users.html",
        rows=paged(rows, page_number(request.args.get("seite", "1")), PAGE),
        total=len(found) - len(removed),
        removed=len(removed),
        is_of_removed=wanted == AccountState.REMOVED,
        states=list(AccountState),
        wanted=wanted,
        text=text,
    )


def _words(one: Account) -> str:
    return " ".join([one.name, one.email, *one.organisations.values()])


@bp.route("/verwaltung/konten/neu", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_MANAGE)
    ids = queries.addresses()
    form = InviteForm(known=queries.names(ids))
    if form.submitted():
        wanted = Invitation(
            given(form.email.data),
            given(form.name.data),
            given(form.role.data),
            form.chosen(ids),
            given(form.language.data),
        )
        try:
            user = actions.invite_user(wanted, by=_by(someone))
        except RuleError as error:
            form.refuse(error)
        else:
            flash(_("Das Konto ist angelegt. Die Einladung liegt im Postausgang."))
            if wanted.role is Role.STAKEHOLDER and not wanted.organisations:
                flash(_("Ohne Organisation kann die Person nichts melden. Ordnen Sie ihr eine zu."))
            return redirect(url_for("admin.user", uid=user.uid), 303)
    return render_template("admin/add.html", form=form, groups=queries.groups(form.known))


@bp.route("/verwaltung/konten/<uuid:uid>", methods=["GET", "POST"])
def user(uid: object) -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_MANAGE)
    ids = queries.addresses()
    known = queries.names(ids)
    account = queries.account(str(uid), known)
    if account.is_erased:
        return _erased(account)
    form = PersonForm(
        known=known,
        name=account.name,
        role=account.role,
        organisations=list(account.organisations),
        version=account.version,
    )
    if not form.submitted():
        return _page(account, form)
    labels = {key: address for address, key in ids.items()}
    change = Change(given(form.name.data), given(form.role.data), form.chosen(ids), labels)
    try:
        actions.change_user(account.user_id, change, form.number(), by=_by(someone))
    except RuleError as error:
        form.role.errors = [str(error)]
        return _page(account, form)
    except StaleError:
        now = queries.account(str(uid), known)
        form.version.data = str(now.version)
        return _page(now, form, _conflict(now)), 409
    flash(_("Das Konto ist geändert."))
    return redirect(url_for("admin.user", uid=uid), 303)


@bp.route("/verwaltung/konten/<uuid:uid>/sperren", methods=["GET", "POST"])
def disable(uid: object) -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_MANAGE)
    account = queries.account(str(uid), {})
    if account.is_erased:
        return _erased(account)
    form = StateForm(version=account.version)
    other = None
    if form.submitted():
        try:
            actions.disable_user(account.email, form.number(), by=_by(someone))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            account = queries.account(str(uid), {})
            form.version.data, other = str(account.version), _conflict(account)
        else:
            flash(_("Das Konto ist gesperrt. Alle seine Anmeldungen sind beendet."))
            return redirect(url_for("admin.user", uid=uid), 303)
    page = render_template("admin/disable.html", account=account, form=form, other=other)
    return page, 409 if other else 200


@bp.route("/verwaltung/konten/<uuid:uid>/entfernen", methods=["GET", "POST"])
def erase(uid: object) -> ResponseReturnValue:
    """Say what goes and what stays; sent with the box ticked, erase the person."""
    someone = require(Permission.ACCOUNT_MANAGE)
    known = queries.names(queries.addresses())
    account = queries.account(str(uid), known)
    if account.is_erased:
        return _erased(account)
    form = EraseForm(version=account.version)
    other = None
    if form.submitted():
        secret = current_app.config["SETTINGS"].secret_key
        try:
            erasing.erase(account.user_id, form.number(), secret=secret, by=_by(someone))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            account = queries.account(str(uid), known)
            if account.is_erased:
                return _erased(account)
            form.version.data, other = str(account.version), _conflict(account)
        else:
            flash(_("Die Person ist entfernt. Name und Adresse sind gelöscht."))
            return redirect(url_for("admin.user", uid=uid), 303)
    page = render_template(
        "admin/erase.html",
        account=account,
        remains=queries.remains(account.user_id),
        known=known,
        is_own=account.user_id == someone.user_id,
        form=form,
        other=other,
    )
    return page, 409 if other else 200


def _erased(account: Account) -> ResponseReturnValue:
    """Show that a person is removed; what was sent to change their account changes nothing."""
    page = render_template("admin/erased.html", account=account)
    return page, 409 if request.method == "POST" else 200


@bp.post("/verwaltung/konten/<uuid:uid>/freigeben")
def enable(uid: object) -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_MANAGE)
    account = queries.account(str(uid), {})
    if account.is_erased:
        return _erased(account)
    form = StateForm()
    if not form.submitted():
        return _answer(str(uid), 422)
    try:
        actions.enable_user(account.user_id, form.number(), by=_by(someone))
    except StaleError:
        return _answer(str(uid), 409)
    flash(_("Das Konto ist wieder frei."))
    return redirect(url_for("admin.user", uid=uid), 303)


@bp.post("/verwaltung/konten/<uuid:uid>/link")
def send_link(uid: object) -> ResponseReturnValue:
    """Send the invitation again, or a link to a new password where there is one already."""
    someone = require(Permission.ACCOUNT_MANAGE)
    account = queries.account(str(uid), {})
    if account.is_erased:
        return _erased(account)
    try:
        if account.is_taken_up:
            actions.send_password_link(account.user_id, by=_by(someone))
        else:
            actions.invite(account.user_id, by=_by(someone))
    except RuleError as error:
        flash(str(error), "warning")
    else:
        flash(_("Der Link liegt im Postausgang. Ein früherer gilt nicht mehr."))
    return redirect(url_for("admin.user", uid=uid), 303)


@bp.get("/verwaltung/post")
def mails() -> ResponseReturnValue:
    """Show the outbox; what mails say only where everything is a sample and nothing is sent."""
    require(Permission.ACCOUNT_MANAGE)
    sends = bool(current_app.config["SETTINGS"].smtp_host)
    found = outbox.newest(MAILS)
    return render_template(
        "admin/mails.html",
        mails=found,
        fates=queries.link_fates(found),
        refused=people.undeliverable(),
        sends=sends,
        shows_text=not sends and queries.is_sample_installation(),
    )


def _answer(uid: str, status: int) -> ResponseReturnValue:
    """Show an account as it is now, before a button that was pressed too late."""
    known = queries.names(queries.addresses())
    account = queries.account(uid, known)
    form = PersonForm(
        known=known,
        is_bound=False,
        name=account.name,
        role=account.role,
        organisations=list(account.organisations),
        version=account.version,
    )
    return _page(account, form, _conflict(account)), status


def _page(account: Account, form: PersonForm, other: Conflict | None = None) -> str:
    return render_template(
        "admin/user.html",
        account=account,
        form=form,
        groups=queries.groups(form.known),
        other=other,
        state_form=StateForm.empty(version=account.version),
        send_form=SendForm.empty(),
    )


def _conflict(account: Account) -> Conflict:
    """Return an account as it is now, and who changed it last."""
    says = ", ".join([account.name, str(account.role.label), str(account.state.label)])
    entry = people.last_change(f"user/{account.uid}")
    return Conflict(says, _("Administration"), entry.at if entry else clock.now())


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
