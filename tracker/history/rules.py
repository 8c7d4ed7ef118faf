"""On which days a fact may hold. Pure."""

from datetime import date

from tracker.errors import RuleError
from tracker.i18n import _, day_text


def check_day(day: date, today: date, begin: date | None) -> None:
    """Raise RuleError unless a fact may hold from a day on: from begin to today, both included.

    Args:
        begin: the day from which on what the fact is about exists; None if it begins with it.
    """
    if day > today:
        raise RuleError(
            _("Geben Sie einen Tag an, der nicht nach heute, dem %(today)s, liegt.",
              today=day_text(today)),
            field="effective_on",
        )  # fmt: skip
    if begin is not None and day < begin:
        raise RuleError(
            _("Geben Sie einen Tag ab dem %(begin)s an. Vorher war die Empfehlung nicht Teil des "
              "Plans.", begin=day_text(begin)),
            field="effective_on",
        )  # fmt: skip


def check_reason(reason: str) -> None:
    """Raise RuleError unless there is a reason for a withdrawal."""
    if not reason.strip():
        raise RuleError(_("Geben Sie an, warum der Eintrag falsch ist."), field="reason")
