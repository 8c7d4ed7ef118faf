"""A request that never asked who may do this can neither save nor answer."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, abort, current_app, g, has_request_context, request
from flask_login import current_user
from sqlalchemy import event
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Permission, Person, may, may_on_own
from tracker.db import db

View = TypeVar("View", bound=Callable[..., object])
_PUBLIC: set[Callable[..., object]] = set()


def public(view: View) -> View:
    """Mark a view that anyone may see."""
    _PUBLIC.add(view)
    return view


def person() -> Person | None:
    """Return who is signed in, or None for a reader without an account."""
    found = getattr(current_user, "person", None)
    return found if isinstance(found, Person) else None


def signed_in() -> Person:
    """Return who is signed in; 401 when nobody is."""
    found = person()
    if found is None:
        g.decided = True
        abort(401)
    return found


def require(permission: Permission, owners: frozenset[int] = frozenset()) -> Person:
    """Return the signed-in person, who has the permission.

    Else the answer is 401 to nobody, 403 to a role that never has the permission, and 404, the
    same as for a missing object, to a role that has it only on what it owns.

    Args:
        owners: ids of the organisations involved in the object of the request today.
    """
    someone = signed_in()
    g.decided = True
    if not may(someone, permission, owners):
        abort(404 if may_on_own(someone, permission) else 403)
    return someone


def _check_decided() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if not (g.get("decided") or view in _PUBLIC):
        raise RuntimeError(f"{request.endpoint} has neither require() nor @public")


@event.listens_for(db.session, "before_commit")
def _refuse_to_save(session: Session) -> None:
    if has_request_context() and session.info.get("joined"):
        _check_decided()


def init_app(app: Flask) -> None:
    """Check every answer, and give templates user_may() and person."""
    _PUBLIC.add(app.view_functions["static"])

    @app.after_request
    def refuse_to_answer(response: Response) -> Response:
        # Errors tell nothing; where no route was found, or methods are asked, no view has run.
        has_no_view = request.routing_exception is not None or request.method == "OPTIONS"
        if response.status_code < 400 and not has_no_view:
            _check_decided()
        return response

    @app.template_global()
    def user_may(permission: str, owners: frozenset[int] = frozenset()) -> bool:
        someone = person()
        return someone is not None and may(someone, Permission(permission), owners)

    @app.context_processor
    def context() -> dict[str, object]:
        return {"person": person()}
