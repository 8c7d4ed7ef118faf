"""When a session ends, how a device is called, what a link and an account can be. Pure."""

import hashlib
import hmac
import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tracker.errors import RuleError
from tracker.i18n import _, _l

THROTTLE_WINDOW = timedelta(minutes=5)
SEEN_AGAIN = timedelta(minutes=1)  # how exactly the idle time is known
KEEP_SESSIONS = timedelta(days=30)
KEEP_TRIES = timedelta(days=1)

ADDRESS = re.compile(r"[^@\s\x00-\x1f\"<>(),:;\\]+@[^@\s\x00-\x1f\"<>(),:;\\]+")
LONGEST_ADDRESS, LONGEST_NAME = 254, 200
FORGOTTEN = "forgotten "  # begins the fingerprints of who asks for a link to a new password
KINDS = ("", FORGOTTEN)
FORGOTTEN_TRIES = 5  # links to a new password in five minutes, for an address or from a network

REMOVED = _l("Person entfernt")  # what stands wherever a name would
REMOVED_IN_TEXTS = "Person entfernt"  # what is stored where a name was
NOWHERE = "entfernt.invalid"  # Source: RFC 2606, a name under which there is no host

BROWSERS = {
    "Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome",
    "CriOS/": "Chrome", "FxiOS/": "Firefox", "Safari/": "Safari",
}  # fmt: skip
SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows",
    "Mac OS X": "macOS", "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


class Ending(StrEnum):
    """Why a session counts no longer."""

    IDLE = "idle"
    ABSOLUTE = "absolute"
    ENDED = "ended"


@dataclass(frozen=True)
class Limits:
    """How long a session lasts without a request, and at most."""

    idle: timedelta
    absolute: timedelta


def ending(
    created_at: datetime, seen_at: datetime, *, now: datetime, limits: Limits
) -> Ending | None:
    """Return why time has ended a session, or None while it lasts; the bounds still count."""
    if now - created_at > limits.absolute:
        return Ending.ABSOLUTE
    if now - seen_at > limits.idle:
        return Ending.IDLE
    return None


def token_hash(token: str) -> str:
    """Return what the database knows of a session's token: its SHA-256, 64 hex digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def fingerprint(secret: str, text: str) -> str:
    """Return a keyed hash of an account or address, 64 hex digits: the text cannot be guessed."""
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def account_fingerprint(secret: str, email: str, kind: str = "") -> str:
    """Return how the throttle calls an address; kind is one of KINDS."""
    return fingerprint(secret, f"{kind}account {email.strip().lower()}")


def account_fingerprints(secret: str, emails: Iterable[str]) -> list[str]:
    """Return everything that the throttle calls these addresses."""
    return [account_fingerprint(secret, email, kind) for email in emails for kind in KINDS]


def network(address: str) -> str:
    """Return what counts as one client: an IPv4 address, the /64 of an IPv6 address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network(f"{found}/64", strict=False))


def device(user_agent: str) -> str:
    """Return browser and system as people call them: Firefox, Windows; empty if unknown."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part)


class LinkState(StrEnum):
    """Whether a link works, and why not."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


def link_state(*, is_used: bool, expires_at: datetime, now: datetime) -> LinkState:
    """Return whether a link works; at the moment it expires it does not."""
    if is_used:
        return LinkState.USED
    return LinkState.OPEN if now < expires_at else LinkState.EXPIRED


def check_address(text: str) -> str:
    """Return an e-mail address in lower case; RuleError, saying what to do, if it is none."""
    email = text.strip().lower()
    if not ADDRESS.fullmatch(email) or len(email) > LONGEST_ADDRESS:
        raise RuleError(_("Geben Sie eine E-Mail-Adresse wie name@kreis.example an."), "email")
    return email


def check_name(text: str) -> str:
    """Return a name with single blanks; RuleError, saying what to do, if it is none."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise RuleError(
            _("Geben Sie einen Namen mit höchstens %(number)s Zeichen an.", number=LONGEST_NAME),
            "name",
        )
    return name


def address_of_nobody(uid: str) -> str:
    """Return what stands in place of an erased person's address: one that no mail reaches."""
    return f"{uid}@{NOWHERE}"


def without(text: str, names: Iterable[str]) -> str:
    """Return a text in which none of these names and addresses stands by itself.

    A longer name of somebody else, such as one with a hyphen, stays whole; a genitive goes too.
    """
    for name in sorted(names, key=len, reverse=True):
        pattern = rf"(?<![\w.+-]){re.escape(name)}s?(?![\w-]|\.\w)"
        text = re.sub(pattern, REMOVED_IN_TEXTS, text, flags=re.IGNORECASE)
    return text


def is_telling(name: str) -> bool:
    """Return whether a name means one person wherever it stands: a single word may mean a thing."""
    return " " in name.strip()
