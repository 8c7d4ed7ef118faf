"""What a page knows of the draft of its form, and until when the person stays signed in."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, Response, g, request
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from tracker import clock
from tracker.accounts import carried, sessions
from tracker.accounts import queries as accounts
from tracker.accounts.carried import Carried
from tracker.accounts.guard import person
from tracker.accounts.rules import SEEN_AGAIN
from tracker.drafts import actions, queries
from tracker.drafts.queries import DraftRow
from tracker.drafts.rules import LONGEST_PLACE, NOT_KEPT, NOT_TYPED, VERSION
from tracker.errors import RuleError, StaleError
from tracker.forms import AUTHOR, Form
from tracker.web import UNFIT, local_path

log = logging.getLogger("tracker.drafts")


@dataclass(frozen=True)
class State:
    """The draft of the form on a page."""

    place: str
    back: str  # where the form leads when it is saved, if it was told; else ""
    version: int  # of the draft the form goes out from; 0: none
    shown: DraftRow | None  # what the form was filled in with
    other: DraftRow | None  # what another window has saved meanwhile
    until: datetime  # the person stays signed in until then
    seconds: int  # the same from now on


def state() -> State:
    """Return what the form on this page needs to keep a draft."""
    end = until()
    return State(
        place=request.path,
        back=local_path(request.args.get("zurueck", "")) or "",
        version=_version(),
        shown=g.get("draft_shown"),
        other=g.get("draft_other"),
        until=end,
        seconds=int((end - clock.now()).total_seconds()),
    )


def until() -> datetime:
    """Return until when the person stays signed in if nothing more comes from them."""
    now, signed = clock.now(), sessions.current()
    if signed is None:
        return now
    row = accounts.session(signed.token_hash)
    limits = sessions.limits(row.person.role)
    seen = now if now - row.seen_at >= SEEN_AGAIN else row.seen_at
    return min(seen + limits.idle, row.created_at + limits.absolute)


def number(text: str | None) -> int:
    """Return the version that a form names; 0 where it names none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else 0


@dataclass(frozen=True)
class Unsaved:
    """A form that was sent and could not be saved, for the page that says so."""

    path: str
    author: str  # signed, as it was sent
    fields: tuple[tuple[str, str], ...]

    labels: Mapping[str, str]  # what the form calls its fields, where the form is known

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What was typed or chosen, each with its label or nothing, in the order of the form."""
        hidden = NOT_TYPED | NOT_KEPT
        return [
            (self.labels.get(name, ""), value)
            for name, value in self.fields
            if value.strip() and name not in hidden
        ]


def unsaved() -> Unsaved | None:
    """Return the form of ours that this request sends, where it can be read; else None."""
    try:
        late = carried.from_request()
    except HTTPException:
        return None
    fields = tuple((name, UNFIT.sub("", value)) for name, value in late.fields) if late else ()
    form: Form | None = g.get("sent_form")
    labels = {field.name: str(field.label.text) for field in form} if form else {}
    return Unsaved(late.path, request.form[AUTHOR], fields, labels) if late else None


def is_from_draft() -> bool:
    """Return whether the form of this page is filled in with a draft, not with what was sent."""
    return g.get("draft_shown") is not None


def move(to: str, uid: str) -> None:
    """Keep the draft of this page's form for the form at another address, if it is about a uid."""
    someone = person()
    row = queries.draft(someone.user_id, request.path) if someone else None
    if someone is not None and row is not None and dict(row.fields).get("uid") == uid:
        actions.move(someone.user_id, request.path, to)


def keep_carried(user_id: int, late: Carried) -> bool:
    """Keep a form that was sent too late as a draft; return whether there can be one."""
    fields, place = dict(late.fields), late.path.partition("?")[0]
    if VERSION not in fields or len(place) > LONGEST_PLACE:
        return False
    kept = [(name, UNFIT.sub("", value)) for name, value in late.fields if name not in NOT_KEPT]
    try:
        actions.keep(user_id, place, kept, number(fields[VERSION]))
    except (RuleError, StaleError):
        return False
    return True


def _version() -> int:
    other: DraftRow | None = g.get("draft_other")
    if other is not None:
        return other.version
    if request.method == "POST":
        return number(request.form.get(VERSION))
    restored: MultiDict[str, str] = g.get("restored") or MultiDict()
    if VERSION in restored:
        return number(restored[VERSION])
    row: DraftRow | None = g.get("draft_found")
    return row.version if row else 0


def init_app(app: Flask) -> None:
    """Fill forms in from drafts, and remove the draft of a form that was saved."""
    app.jinja_env.globals.update(draft_state=state, unsaved=unsaved)
    app.extensions[carried.KEEPER] = keep_carried

    @app.before_request
    def bring_back() -> None:
        rule, someone = request.url_rule, person()
        if someone is None or rule is None or request.method != "GET":
            return
        if "POST" not in (rule.methods or ()):
            return
        g.draft_found = row = queries.draft(someone.user_id, request.path)
        if row is not None and "restored" not in g:
            g.restored = MultiDict(row.fields)
            g.draft_shown = row

    @app.after_request
    def remove_what_is_saved(response: Response) -> Response:
        if request.method != "POST" or response.status_code not in {302, 303}:
            return response
        someone = person()
        if someone is None or VERSION not in request.form or request.blueprint == "drafts":
            return response
        try:
            key, version = request.form.get("form_key", ""), number(request.form[VERSION])
            actions.finish(someone.user_id, request.path, version, key)
        except OperationalError as error:
            log.warning("draft not removed: %s", error.orig)
        return response
