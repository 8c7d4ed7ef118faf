"""Obstacles in words."""

from tracker.i18n import _, say
from tracker.notes.rules import Addressee
from tracker.reports.content.members.sheets import Obstacle
from tracker.reports.wording.texts import day


def obstacle(one: Obstacle) -> str:
    """Return what stands in the way, who could remove it, since when and until when."""
    values = {"who": Addressee(one["addressee"]).label, "since": day(one["since"])}
    if one["due_on"]:
        due = day(one["due_on"])
        head = _("%(who)s, seit dem %(since)s, zu lösen bis %(due)s:", **values, due=due)
    else:
        head = _("%(who)s, seit dem %(since)s:", **values)
    return f"{head} {say(one['text'])}"
