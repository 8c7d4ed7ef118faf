"""What a sitting's minutes say: the source in every reason, and what was recorded. Pure."""

from datetime import UTC, date, datetime, timedelta

from tracker.i18n import Precision, _, period_text
from tracker.milestones.rules import State
from tracker.plan.rules import Status

# What is recorded in a sitting says so in its reason. A reason is content of the plan, so it is
# German whatever language the page has; what a sitting recorded is found by this sentence.


def source(body: str, day: date) -> str:
    """Return the sentence that names the sitting in which something was recorded."""
    return f"Festgehalten in der Sitzung vom {day:%d.%m.%Y} ({body})."


def with_source(reason: str, sentence: str) -> str:
    """Return a reason that ends with the sentence about its source."""
    reason = reason.strip()
    if not reason:
        return sentence
    ending = "" if reason[-1] in '.!?…“"' else "."
    return f"{reason}{ending} {sentence}"


START = "%Y%m%dT%H%M%SZ"  # of a pass through the agenda, as it stands in the address


def begin_of(text: str) -> datetime:
    """Return the last moment before a pass through the agenda began.

    What is recorded in the second in which it begins is part of the pass.

    Raises:
        ValueError: the text names no moment.
    """
    return datetime.strptime(text, START).replace(tzinfo=UTC) - timedelta(microseconds=1)


def recorded_words(kind: str, number: str, value: str, day: date | None) -> str:
    """Return what a sitting recorded, in words.

    Args:
        kind: status, deadline, state, note or decision.
        number: of the milestone.
        value: the status or state, how exactly a deadline is meant, or the text.
    """
    if kind == "status":
        return _("Umsetzungsstand: „%(new)s“.", new=Status(value).label)
    if kind == "deadline" and day:
        due = period_text(day, Precision(value))
        return _("Meilenstein %(number)s, neuer Termin: %(due)s.", number=number, due=due)
    if kind == "state":
        state = State(value).label
        return _("Meilenstein %(number)s: %(state)s.", number=number, state=state)
    if kind == "note":
        return _("Sachstand: %(what)s", what=value)
    return _("Beschluss: %(what)s", what=value)
