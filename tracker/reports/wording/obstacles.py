"""Obstacles in words."""

from tracker.i18n import _, say
from tracker.notes.rules import Addressee
from tracker.reports.wording.texts import Part, day


def obstacle(one: Part) -> str:
    """Return what stands in the way, who could remove it, since when and until when."""
    since = _("seit dem %(day)s", day=day(one["since"]))
    if one["due_on"]:
        since = _("%(since)s, zu lösen bis %(day)s", since=since, day=day(one["due_on"]))
    return f"{Addressee(one['addressee']).label}: {say(one['text'])} ({since})"
