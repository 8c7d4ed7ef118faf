"""Reminding organisations of reports that are due. The mails and their audit, or nothing."""

from collections.abc import Iterable

from tracker import clock
from tracker.db import transaction
from tracker.history.recording import Recorder, audit
from tracker.i18n import say, speaking
from tracker.mail import actions as mail
from tracker.mail.rules import Content
from tracker.mail.texts import compose, public_address
from tracker.office.queries import reminders as queries
from tracker.office.reminding import PAUSE, Letter, Owed, letters
from tracker.plan.queries import PlanRow, lock_plan


def remind(of: PlanRow, rows: Iterable[Owed], *, by: Recorder) -> int:
    """Remind who acts for these organisations; return how many mails that makes.

    An organisation that was reminded within a week, or for which nobody can be reached, is left
    out. Who reminds at the same moment waits, and then finds it done.
    """
    with transaction():
        lock_plan(of.id)
        reach = queries.reach(of.slug, of.id, clock.now() - PAUSE)
        due = [one for one in rows if reach.of(one.slug)]
        found = letters(due, reach.of)
        for letter in found:
            mail.queue(letter.reader.email, content(letter), user_id=letter.reader.user_id)
        for one in due:
            codes = ", ".join(code for code, _title in one.rows)
            said = f"{len(reach.of(one.slug))} ({codes})"
            audit(queries.ACTION, queries.subject(of.slug, one.slug), by=by, after=said)
    return len(found)


def content(letter: Letter) -> Content:
    """Return what a reminder says, in the language of who gets it."""
    language = letter.reader.language
    with speaking(language):
        groups = [
            (say(one.name), [f"{code} {say(title)}" for code, title in one.rows])
            for one in letter.owed
        ]
    return compose(
        "mail/reminder.txt",
        language,
        name=letter.reader.name,
        groups=groups,
        link=public_address("/aufgaben", language),
    )
