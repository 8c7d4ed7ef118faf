"""What moved since the report before, as data. Pure."""

from collections.abc import Iterable
from typing import Any

from tracker.reports.content.milestones import Titles
from tracker.standing.change import Change


def moved(changes: Iterable[Change], titles: Titles) -> list[dict[str, Any]]:
    """Return the changes in the order of fields, codes and milestones."""
    return [
        {
            "kind": one.kind,
            "code": one.code,
            "field": one.action_field,
            "milestone": one.milestone,
            "title": titles.title(one.code, one.milestone) if one.milestone else one.title,
            "before": _value(one.before),
            "after": _value(one.after),
            "effective_on": one.effective_on,
            "reason": one.reason,
            "recorded_at": one.recorded_at and one.recorded_at.isoformat(),
            "steps": one.steps,
        }
        for one in changes
    ]


def _value(value: Any) -> object:
    """Return a value of a change as data: a tuple with names becomes its members."""
    if not hasattr(value, "_asdict"):
        return value
    members = value._asdict()
    members.pop("uid", None)
    return members
