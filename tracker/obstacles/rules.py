"""When an obstacle can be recorded, and when it is out of the way. Pure."""

from datetime import date

from tracker.errors import RuleError
from tracker.i18n import _, day_text


def check_due(day: date, due_on: date | None) -> None:
    """Raise RuleError unless an obstacle can be meant to be solved by a day.

    Args:
        day: from when on it stands in the way.
    """
    if due_on is not None and due_on < day:
        raise RuleError(
            _("Geben Sie einen Tag ab dem %(day)s an: Vorher gab es das Hemmnis nicht.",
              day=day_text(day)),
            "due_on",
        )  # fmt: skip


def check_end(day: date, begin: date) -> None:
    """Raise RuleError unless an obstacle can be out of the way on a day.

    Args:
        begin: from when on it stood in the way.
    """
    if day < begin:
        raise RuleError(
            _("Geben Sie einen Tag ab dem %(day)s an: Vorher gab es das Hemmnis nicht.",
              day=day_text(begin)),
            "effective_on",
        )  # fmt: skip
