"""What the pages of accounts share: their blueprint, and who asks."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from flask import Blueprint, request

from tracker.accounts import actions, sessions
from tracker.accounts.rules import account_fingerprint, fingerprint, network

# Reads the names of organisations by id on a day; stakeholders knows them, we do not.
Organisations = Callable[[Collection[int], date], Mapping[int, Any]]

bp = Blueprint("accounts", __name__)


def attempt(email: str, password: str = "", *, most: int = 0, kind: str = "") -> actions.Attempt:
    """Return a try as the throttle counts it; most and kind are those of signing in, unless given.

    Args:
        kind: begins the fingerprints, so that other tries do not count as wrong passwords.
    """
    chosen = sessions.settings()
    client = network(request.remote_addr or "")
    return actions.Attempt(
        email=email,
        password=password,
        account=account_fingerprint(chosen.secret_key, email, kind),
        address=fingerprint(chosen.secret_key, f"{kind}address {client}"),
        most=most or chosen.sign_in_tries,
        device=sessions.this_device(),
    )
