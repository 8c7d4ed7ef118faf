"""When a session ends, and how a device is called. Pure."""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

THROTTLE_WINDOW = timedelta(minutes=5)
SEEN_AGAIN = timedelta(minutes=1)  # how exactly the idle time is known
KEEP_SESSIONS = timedelta(days=30)
KEEP_TRIES = timedelta(days=1)

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
