"""The pages of the foot, the choice of contrast and text size, and whether all is well."""

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import display as displays
from tracker.accounts.guard import public
from tracker.cache import cached
from tracker.display import Contrast, Display, Size
from tracker.i18n import LANGUAGES, language
from tracker.plan import queries as plans
from tracker.web import local_path

bp = Blueprint("site", __name__)
YEAR = 365 * 24 * 60 * 60  # seconds that the chosen display is kept


@bp.get("/impressum")
@public
@cached
def imprint() -> ResponseReturnValue:
    return _page("imprint")


@bp.get("/datenschutz")
@public
@cached
def privacy() -> ResponseReturnValue:
    return _page("privacy")


@bp.get("/barrierefreiheit")
@public
@cached
def accessibility() -> ResponseReturnValue:
    return _page("accessibility")


@bp.get("/leichte-sprache")
@public
@cached
def plain_language() -> ResponseReturnValue:
    return _page("plain_language")


@bp.get("/hilfe")
@public
@cached
def help() -> ResponseReturnValue:  # noqa: A001  # view, endpoint and template share one name
    return _page("help")


@bp.get("/darstellung")
@public
def display() -> ResponseReturnValue:
    """Keep the chosen contrast and text size in the one cookie, and go back to the page."""
    answer = redirect(
        local_path(request.args.get("zurueck", "")) or url_for("dashboards.plans"), 303
    )
    try:
        chosen = Display(
            Contrast(request.args.get("kontrast", Contrast.STANDARD)),
            Size(request.args.get("groesse", Size.NORMAL)),
        )
    except ValueError:
        return answer
    answer.set_cookie(
        displays.COOKIE,
        chosen.cookie,
        max_age=YEAR,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )
    return answer


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Answer 200 when the database answers; an error of it is a 503."""
    plans.revision(None)
    return Response("ready\n", content_type="text/plain; charset=utf-8")


def _page(name: str) -> ResponseReturnValue:
    settings = current_app.config["SETTINGS"]
    written: dict[str, str] = {
        tongue: getattr(settings, f"{name}_{tongue}") for tongue in LANGUAGES
    }
    tongue = language() if written[language()] else LANGUAGES[0]
    paragraphs = [part.strip() for part in written[tongue].split("\n\n") if part.strip()]
    return render_template(f"site/{name}.html", paragraphs=paragraphs, tongue=tongue)
