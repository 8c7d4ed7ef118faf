"""What every page shares: headers, error pages, strict templates, addresses that keep their way."""

import logging
import re
import uuid
from collections.abc import Mapping
from functools import lru_cache

from flask import (
    Flask,
    Response,
    g,
    has_request_context,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined
from sqlalchemy.exc import NoResultFound, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.routing import RequestRedirect

from tracker import display
from tracker.cache import PARAMETERS
from tracker.db import db
from tracker.errors import RuleError, StichtagError
from tracker.i18n import _, language

# Source: stack.md 2 for the policy of Plotly without exceptions; ASVS 5.0, 3.4.
SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
ERROR_PAGES = (400, 403, 404, 405, 413, 414, 429, 500, 503)
LARGEST_FORM = 2 * 1024 * 1024  # bytes; a note may have 5,000 characters
LONGEST_PARAMETER = 200
# Characters that no page can show; PostgreSQL takes neither the first one nor half a pair.
UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
LOCAL_PATH = re.compile(r"/(?!/)[^\\\x00-\x20\x7f-\xa0]*")
LONGEST_PATH = 2000

log = logging.getLogger("tracker")


def request_id() -> str:
    """Return the id that ties this request's answer to its log line."""
    if "request_id" not in g:
        g.request_id = uuid.uuid4().hex[:12]
    return str(g.request_id)


def error_page(status: int, **context: object) -> ResponseReturnValue:
    """Render the page of an error status; statuses without a page of their own show that of 400."""
    g.decided = True
    page = status if status in ERROR_PAGES else 400
    return render_template(f"errors/{page}.html", request_id=request_id(), **context), status


def local_path(text: str) -> str | None:
    """Return an address of this server as it was given, or None if it may lead elsewhere.

    Only a path from the root is one: no scheme, no host, no backslash, blank or control
    character, which browsers read in their own ways. Source: security.md S34.
    """
    return text if LOCAL_PATH.fullmatch(text) and len(text) <= LONGEST_PATH else None


def here(to: str = "", **changes: str | None) -> str:
    """Return this page's address with other known parameters; None takes one out.

    Args:
        to: another page with the same parts in its path, such as the same list as a file.
    """
    endpoint = to or request.endpoint or "dashboards.plans"
    kept: dict[str, object] = {
        name: request.args.getlist(name) for name in PARAMETERS if name in request.args
    }
    if "sprache" not in changes:
        kept["sprache"] = language() if language() != "de" else None
    kept.update(changes)
    if request.url_rule is None:
        return url_for("dashboards.plans", sprache=kept.get("sprache"))
    return url_for(endpoint, **{**(request.view_args or {}), **kept})


def _address(endpoint: str, **values: str | int | list[str] | None) -> str:
    """Return the address of a page, as flask.url_for() does; a page asks for two hundred."""
    # The key is what keep_the_way() looks at, too.
    way = (request.script_root, language(), request.method, _asked_stichtag())
    given = ((key, tuple(v) if isinstance(v, list) else v) for key, v in values.items())
    return _built(way, endpoint, tuple(given))


def _asked_stichtag() -> str | None:
    if "stichtag" not in request.args:  # get() would raise and catch, each time
        return None
    return request.args["stichtag"]


@lru_cache(maxsize=2000)
def _built(
    _way: tuple[str | None, ...], endpoint: str, values: tuple[tuple[str, object], ...]
) -> str:
    return url_for(endpoint, **dict(values))  # type: ignore[arg-type]  # _anchor and its like


def init_app(app: Flask) -> None:
    """Register headers, error pages and what templates may use."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(here=here, url_for=_address)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_FORM
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_FORM
    app.config["SECURITY_HEADERS"] = SECURITY_HEADERS

    @app.context_processor
    def context() -> dict[str, object]:
        return {"plan": None, "stichtag": None, "theme": display.display(), "request_id": None}

    @app.url_defaults
    def keep_the_way(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == "static" or not has_request_context():
            return
        if language() != "de":
            values.setdefault("sprache", language())
        if request.method == "GET" and app.url_map.is_endpoint_expecting(endpoint, "plan"):
            values.setdefault("stichtag", _asked_stichtag())

    _register_headers(app)
    _register_errors(app)


def _shown() -> str:
    """Return the path for the log; where a secret is part of it, the rule stands for the path."""
    secret = "token" in (request.view_args or {})
    return str(request.url_rule) if secret else request.path


def _register_headers(app: Flask) -> None:
    @app.before_request
    def refuse_odd_parameters() -> ResponseReturnValue | None:
        if UNFIT.search(request.path):  # no code or name holds such a character
            return error_page(404)
        for name, value in request.args.items(multi=True):
            if UNFIT.search(name + value) or (
                name in PARAMETERS and len(value) > LONGEST_PARAMETER
            ):
                text = _("Kürzen oder berichtigen Sie die Angaben in der Adresszeile.")
                return error_page(400, text=text)
        return None

    @app.after_request
    def headers(response: Response) -> Response:
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        if "request_id" in g:
            response.headers["X-Request-ID"] = g.request_id
        return response


def _register_errors(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> ResponseReturnValue:
        if isinstance(error, RequestRedirect) or error.response is not None:
            return error.get_response()
        if isinstance(error, SecurityError):  # no address of ours can be made for such a host
            g.decided = True
            return render_template("errors/host.html"), 400
        return error_page(error.code or 500)

    @app.errorhandler(NoResultFound)
    def not_found(_error: NoResultFound) -> ResponseReturnValue:
        return error_page(404)

    @app.errorhandler(StichtagError)
    def wrong_day(error: StichtagError) -> ResponseReturnValue:
        return error_page(400, text=str(error), nearest=here(**{error.name: error.nearest}))

    @app.errorhandler(RuleError)
    def wrong_address(error: RuleError) -> ResponseReturnValue:
        return error_page(400, text=str(error))

    @app.errorhandler(OperationalError)
    def database_away(error: OperationalError) -> ResponseReturnValue:
        log.error("database not available, request %s: %s", request_id(), error.orig)
        db.session.rollback()
        g.database_away = True  # the page asks nobody who is reading it
        return error_page(503)

    @app.errorhandler(500)
    def bug(error: Exception) -> ResponseReturnValue:
        original = getattr(error, "original_exception", None) or error
        log.error(
            "bug, request %s, %s %s", request_id(), request.method, _shown(), exc_info=original
        )
        db.session.rollback()
        return error_page(500)

    def logged_by_bug(_exc_info: object) -> None:
        """Leave the log line to bug(), which knows the request's id."""

    app.log_exception = logged_by_bug  # type: ignore[assignment,method-assign]  # Flask's hook
