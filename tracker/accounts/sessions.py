"""Who a request comes from: Flask-Login over session rows.

The cookie holds a random token and nothing about the person. What it means stands in the
database, so that signing out, disabling an account and a new password count at once.
"""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, Response, current_app, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.exc import NoResultFound, OperationalError

from tracker import clock
from tracker.accounts import actions, queries
from tracker.accounts.models import Role, UserSession
from tracker.accounts.permissions import Person
from tracker.accounts.rules import SEEN_AGAIN, Ending, Limits, device, ending, token_hash
from tracker.i18n import _
from tracker.settings import Settings


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """What Flask-Login calls a user: a person in one session."""

    token: str
    person: Person

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return self.token

    @property
    def token_hash(self) -> str:
        """What the database knows of the token."""
        return token_hash(self.token)


def settings() -> Settings:
    """Return the settings of this installation."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def limits(role: Role) -> Limits:
    """Return how long a session of a role lasts."""
    chosen = settings()
    is_stakeholder = role is Role.STAKEHOLDER
    minutes = chosen.session_idle_minutes if is_stakeholder else chosen.staff_idle_minutes
    return Limits(timedelta(minutes=minutes), timedelta(hours=chosen.session_hours))


def load(token: str) -> SignedIn | None:
    """Return who a token stands for, or None; then g.ended says why, where the person is known."""
    if g.get("database_away"):
        return None
    hashed = token_hash(token)
    try:
        row = queries.session(hashed)
    except NoResultFound:
        g.ended = (Ending.ENDED, None)
        return None
    now = clock.now()
    of_role = limits(row.person.role)
    why = (
        Ending.ENDED
        if row.is_ended
        else ending(row.created_at, row.seen_at, now=now, limits=of_role)
    )
    if why is not None:
        g.ended = (why, of_role)
        return None
    if now - row.seen_at >= SEEN_AGAIN:
        g.seen = hashed
    return SignedIn(token, row.person)


def has_run_out(row: UserSession, role: Role) -> bool:
    """Return whether time has ended a session that nobody has ended."""
    why = ending(row.created_at, row.seen_at, now=clock.now(), limits=limits(role))
    return why is not None


def why_ended() -> str:
    """Return a sentence on why this browser is no longer signed in; empty if it never was."""
    why, of_role = g.get("ended", (None, None))
    if why is Ending.IDLE and of_role is not None:
        return _(
            "Sie sind abgemeldet, weil %(minutes)s Minuten lang nichts gesendet wurde.",
            minutes=int(of_role.idle.total_seconds() // 60),
        )
    if why is Ending.ABSOLUTE and of_role is not None:
        return _(
            "Sie sind abgemeldet, weil eine Anmeldung höchstens %(hours)s Stunden gilt.",
            hours=int(of_role.absolute.total_seconds() // 3600),
        )
    if why is Ending.ENDED:
        return _("Ihre Anmeldung wurde beendet.")
    return ""


def begin(token: str) -> None:
    """Make this browser's session the one of a token; nothing of the one before stays."""
    signed = load(token)
    if signed is None:
        raise RuntimeError("a new session cannot have ended")
    _forget()
    login_user(signed)
    session.pop("_id", None)  # the browser's fingerprint is not needed


def end() -> None:
    """Sign this browser out: its row and its cookie."""
    signed = current()
    if signed is not None:
        actions.end_session(signed.person.user_id, signed.token_hash)
    logout_user()
    _forget()


def current() -> SignedIn | None:
    """Return the session of this request, or None."""
    found = current_user._get_current_object()  # noqa: SLF001  # Werkzeug's proxy
    return found if isinstance(found, SignedIn) else None


def this_device() -> str:
    """Return how this browser is called in the list of sessions."""
    return device(request.user_agent.string)


def _forget() -> None:
    session.clear()
    g.pop("csrf_token", None)  # Flask-WTF keeps it for the request


def init_app(app: Flask) -> None:
    """Let Flask-Login read session rows; note once a minute that a session is in use."""
    app.config["SESSION_PROTECTION"] = None  # the row decides, not the browser's fingerprint
    manager = LoginManager(app)
    manager.user_loader(load)

    @app.after_request
    def note_seen(response: Response) -> Response:
        # Runs after the guard has let the answer go; what the page read is complete.
        seen = g.pop("seen", None)
        if seen is not None and response.status_code < 400:
            try:
                actions.see_session(seen)
            except OperationalError as error:
                actions.log.warning("session not noted as seen: %s", error.orig)
        return response
