"""How an erased person reads: the one place that says so, on every page and any Stichtag.

Pages name the organisation or the role of who recorded something, never a person. The plan office
reads besides that the person is removed: there is nobody to ask any more.
"""

from flask import Flask

from tracker.accounts.guard import person
from tracker.accounts.permissions import Permission, may
from tracker.accounts.rules import REMOVED
from tracker.i18n import _


def is_told() -> bool:
    """Return whether who reads this page is told that somebody is removed."""
    someone = person()
    return someone is not None and may(someone, Permission.WORKLIST_READ)


def removed() -> frozenset[int]:
    """Return the ids of erased people; none where nobody is told."""
    someone = person()
    return someone.erased if someone is not None and is_told() else frozenset()


def recorder(words: object, user_id: int | None) -> str:
    """Return who recorded something, in words, and whether the person is removed."""
    return marked(str(words)) if user_id in removed() else str(words)


def marked(words: str) -> str:
    """Return the words for who recorded something, of whom the person is removed."""
    if not words:
        return str(REMOVED)
    return _("%(who)s (Person entfernt)", who=words)


def init_app(app: Flask) -> None:
    """Give templates the filter `recorder`."""
    app.add_template_filter(recorder)
