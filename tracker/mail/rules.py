"""What a mail may look like, and when a failed one is tried again. Pure."""

import re
from dataclasses import dataclass
from datetime import timedelta

LONGEST_SUBJECT = 70  # characters
LONGEST_FAILURE = 300
MAILBOX = re.compile(r"[^@\s\x00-\x1f\x7f\"<>(),:;\\]+@[^@\s\x00-\x1f\x7f\"<>(),:;\\]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
ADDRESS_IN_TEXT = re.compile(r"https?://\S+")

# Source: indico's mail sender, 10 tries from 30 seconds to two hours apart.
MOST_TRIES = 10
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=2)
LEASE = timedelta(minutes=10)  # a mail somebody delivers is nobody else's for so long
TOO_OLD = timedelta(days=7)  # no link in a mail works longer
KEEP = timedelta(days=30)


@dataclass(frozen=True)
class Content:
    """What a mail says."""

    subject: str
    body: str


def wait(tries: int) -> timedelta:
    """Return how long to wait after so many tries: twice as long each time, two hours at most."""
    doublings = min(max(tries, 1), MOST_TRIES) - 1
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def check(recipient: str, content: Content) -> None:
    """Raise ValueError unless the recipient is one address and the subject one short line."""
    if not MAILBOX.fullmatch(recipient):
        raise ValueError("a mail goes to one address")
    if CONTROL.search(content.subject) or not 0 < len(content.subject) <= LONGEST_SUBJECT:
        raise ValueError("the subject of a mail is one line of at most 70 characters")


def failure(code: int, answer: str) -> str:
    """Return what a mail server said, fit to be shown: one short line without links."""
    text = " ".join(CONTROL.sub(" ", ADDRESS_IN_TEXT.sub("", answer)).split())
    return f"{code} {text}".strip()[:LONGEST_FAILURE]
