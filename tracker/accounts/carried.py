"""What somebody typed does not get lost when their session has ended.

The sign-in page carries it along, signed; until then nothing of it is kept on the server. After
signing in the same person gets the form back as they left it, at its own address where it can have
a draft, and nothing is sent by itself. Nobody else gets it: each form names, signed, the person it
was made for.
"""

from dataclasses import dataclass, replace
from http import HTTPStatus
from io import BytesIO

from flask import Response, current_app, g, redirect, render_template, request, session
from flask.ctx import RequestContext
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy.exc import NoResultFound
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from tracker.accounts.guard import person
from tracker.forms import AUTHOR, UNSAFE, author_of
from tracker.web import local_path

LARGEST = 1_000_000  # characters of all fields together
KEEPER = "carried"  # the extension that keeps a carried form as a draft, and says whether it could
NOT_CARRIED = {"csrf_token", AUTHOR, "carried"}


@dataclass(frozen=True)
class Carried:
    """A form that was sent too late: whose, where to, and its fields in their order."""

    author: str
    path: str
    fields: tuple[tuple[str, str], ...]

    def dump(self) -> str:
        """Return it as one signed text for a hidden field."""
        return str(_signer().dumps([self.author, self.path, self.fields]))


def load(text: str) -> Carried | None:
    """Return what a hidden field carries; None unless we signed it."""
    try:
        author, path, fields = _signer().loads(text)
    except (BadData, ValueError, TypeError):
        return None
    return Carried(author, path, tuple((name, value) for name, value in fields))


def from_request() -> Carried | None:
    """Return the form this request sends; None if it sends none of ours, or too much."""
    if request.method not in UNSAFE:
        return None
    author = author_of(request.form.get(AUTHOR, ""))
    fields = tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in NOT_CARRIED and "password" not in name
    )
    path = local_path(request.full_path.rstrip("?"))
    if (
        not author
        or path is None
        or sum(len(name) + len(value) for name, value in fields) > LARGEST
    ):
        return None
    return Carried(author, path, fields)


def is_foreign() -> bool:
    """Whether this request sends a form that was made for somebody else."""
    someone = person()
    author = request.form.get(AUTHOR, "") if request.method in UNSAFE else ""
    return someone is not None and bool(author) and author_of(author) != someone.uid


def answer(carried: Carried, status: int = 200) -> ResponseReturnValue:
    """Answer with the form and the text in it, not saved; or say that it is somebody else's."""
    return _answered(carried, status)[1]


def lead_back(carried: Carried) -> ResponseReturnValue:
    """Lead to the form's own address, the text in it; where that cannot be, answer with the form.

    Only a form that is still there is led to: else its text could not be read any more.
    """
    carried, page = _answered(carried)
    someone, keep = person(), current_app.extensions.get(KEEPER)
    is_form = isinstance(page, tuple) and isinstance(page[0], Response)
    if is_form and someone is not None and keep is not None and keep(someone.user_id, carried):
        return redirect(carried.path, 303)
    return page


def _answered(carried: Carried, status: int = 200) -> tuple[Carried, ResponseReturnValue]:
    """Return the form with the address that it has by now, and the answer with its text in it."""
    someone = person()
    if someone is None or someone.uid != carried.author:
        return carried, foreign(carried)
    try:
        carried, response = _led_on(carried)
    except (HTTPException, NoResultFound) as error:
        can_be_sent = isinstance(error, MethodNotAllowed)
        page = render_template("accounts/kept.html", carried=carried, can_be_sent=can_be_sent)
        return carried, (page, status)
    return carried, (response, status)


def foreign(carried: Carried | None) -> ResponseReturnValue:
    """Say that a text belongs to another sign-in; it is shown to nobody."""
    g.decided = True
    text = carried.dump() if carried else ""
    return render_template("accounts/other_person.html", carried=text), 409


def _led_on(carried: Carried) -> tuple[Carried, Response]:
    """Call the form's view; where it leads a form on to another address, the view there."""
    response = _form_page(carried)
    is_led_on = response.status_code == HTTPStatus.TEMPORARY_REDIRECT
    to = local_path(response.location or "") if is_led_on else None
    if to:
        carried = replace(carried, path=to)
        response = _form_page(carried)
    if response.status_code != HTTPStatus.OK:
        raise NotFound
    return carried, response


def _form_page(carried: Carried) -> Response:
    """Call the form's view as if it was opened, its form bound to the carried fields."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # proxy
    path, _mark, query = carried.path.partition("?")
    environ = {
        **request.environ,
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "CONTENT_LENGTH": "0",
        "CONTENT_TYPE": "",
        "wsgi.input": BytesIO(),
    }
    environ.pop("werkzeug.request", None)
    own_session = session._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # proxy
    context = RequestContext(app, environ, session=own_session)  # one cookie for both
    g.restored = MultiDict(carried.fields)
    try:
        with context:
            _check_is_form()
            early = app.preprocess_request()
            response: Response = app.make_response(
                early if early is not None else app.dispatch_request()
            )
    finally:
        g.pop("restored", None)
    return response


def _check_is_form() -> None:
    """Raise NotFound where nothing can be sent, MethodNotAllowed where there is only a button."""
    adapter = request_ctx.url_adapter
    if adapter is None:
        raise NotFound
    try:
        endpoint, _parts = adapter.match(method="POST")
    except HTTPException:
        raise NotFound from None
    if endpoint != request.endpoint:
        raise MethodNotAllowed


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="carried")
