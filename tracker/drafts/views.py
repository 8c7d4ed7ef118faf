"""Saving a draft while typing or by button; one's own drafts; staying signed in."""

from urllib.parse import urlencode

from flask import (
    Blueprint,
    current_app,
    flash,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from tracker import clock
from tracker.accounts import carried
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission, Person
from tracker.drafts import actions, queries
from tracker.drafts.rules import BACK, KEEP_DISCARDED, LONGEST_PLACE, NOT_KEPT, PLACE, VERSION
from tracker.drafts.state import number, until
from tracker.errors import RuleError, StaleError
from tracker.i18n import _, language, moment_text
from tracker.web import UNFIT, error_page, local_path

bp = Blueprint("drafts", __name__)


@bp.get("/entwuerfe")
def mine() -> ResponseReturnValue:
    someone = require(Permission.DRAFT_KEEP)
    found = queries.drafts(someone.user_id)
    since = clock.now() - KEEP_DISCARDED
    return render_template(
        "drafts/mine.html",
        drafts=[row for row in found if row.discarded_at is None],
        discarded=[row for row in found if row.discarded_at and row.discarded_at >= since],
        days=KEEP_DISCARDED.days,
        keep=KEEP_DISCARDED,
    )


@bp.post("/entwuerfe/speichern")
def keep() -> ResponseReturnValue:
    someone = require(Permission.DRAFT_KEEP)
    place = request.form.get(PLACE, "")
    is_script = request.accept_mimetypes.best == "application/json"
    if not _is_form(place):
        return error_page(422)
    fields = [
        (name, UNFIT.sub("", value))
        for name, value in request.form.items(multi=True)
        if name not in NOT_KEPT and "password" not in name
    ]
    try:
        version = actions.keep(someone.user_id, place, fields, number(request.form.get(VERSION)))
    except RuleError as error:
        return (jsonify(said=str(error)), 422) if is_script else error_page(422, text=str(error))
    except StaleError:
        return _conflict(someone, place, fields, is_script=is_script)
    now = f"{clock.now().astimezone(clock.BERLIN):%H:%M}"
    if is_script:
        return jsonify(version=version, said=_("Gespeichert um %(time)s", time=now), **_ends())
    flash(_("Der Entwurf ist gespeichert, um %(time)s Uhr. Abgesendet ist er nicht.", time=now))
    return redirect(_address(place, request.form.get(BACK, "")), 303)


@bp.post("/entwuerfe/verwerfen")
def discard() -> ResponseReturnValue:
    someone = require(Permission.DRAFT_KEEP)
    key = request.form.get(PLACE, "")
    if not key:
        return error_page(422)
    actions.discard(someone.user_id, key)
    days = KEEP_DISCARDED.days
    flash(
        _(
            "Der Entwurf ist verworfen. Wiederherstellen können Sie ihn %(days)s Tage lang.",
            days=days,
        )
    )
    return redirect(url_for("drafts.mine"), 303)


@bp.post("/entwuerfe/wiederherstellen")
def restore() -> ResponseReturnValue:
    someone = require(Permission.DRAFT_KEEP)
    key = request.form.get(PLACE, "")
    if not key:
        return error_page(422)
    place = actions.restore(someone.user_id, key)
    flash(_("Der Entwurf ist wieder da."))
    return redirect(_address(place), 303)


@bp.post("/anmeldung/verlaengern")
def stay() -> ResponseReturnValue:
    """Say until when the person stays signed in, now that something came from them."""
    require(Permission.DRAFT_KEEP)
    return jsonify(_ends())


def _ends() -> dict[str, object]:
    end = until()
    return {
        "seconds": int((end - clock.now()).total_seconds()),
        "until": moment_text(end),
    }


def _conflict(
    someone: Person, place: str, fields: list[tuple[str, str]], *, is_script: bool
) -> ResponseReturnValue:
    """Say that another window has saved; the form comes back with both texts."""
    other = queries.draft(someone.user_id, place)
    if is_script:
        said = (
            _("Nicht gespeichert: In einem anderen Fenster ist ein neuerer Entwurf.")
            if other
            else _("Nicht gespeichert: Der Entwurf ist abgesendet oder verworfen worden.")
        )
        return jsonify(said=said), 409
    g.draft_other = other
    late = carried.Carried(someone.uid, _address(place, request.form.get(BACK, "")), tuple(fields))
    return carried.answer(late, 409)


def _is_form(place: str) -> bool:
    """Return whether a form of ours stands at an address."""
    if local_path(place) is None or "?" in place or "#" in place or len(place) > LONGEST_PLACE:
        return False
    adapter = current_app.create_url_adapter(request)
    try:
        return adapter is not None and bool(
            adapter.match(place, "GET") == adapter.match(place, "POST")
        )
    except HTTPException:
        return False


def _address(place: str, back: str = "") -> str:
    """Return the address of a form in the language spoken, with where it leads when it is saved."""
    told = {"sprache": "" if language() == "de" else language(), "zurueck": local_path(back) or ""}
    query = urlencode({name: value for name, value in told.items() if value})
    return f"{place}?{query}" if query else place
