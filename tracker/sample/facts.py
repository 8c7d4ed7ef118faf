"""How a fact of the sample plan is written down: its uid, its moment, its place in the order.

No clock and no random numbers: what looks accidental is drawn from a hash of its own key, so that
every call gives the same file.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import TypeVar
from uuid import UUID, uuid5

Fact = dict[str, object]
T = TypeVar("T")

NAMESPACE = UUID("5d0e1a52-6f0b-5c1c-9d3e-2b8f5d7c4a10")
LAST_DAY = date(2026, 9, 30)  # the sample states hold on this day
QUARTER_ENDS = {"Q1": (3, 31), "Q2": (6, 30), "Q3": (9, 30), "Q4": (12, 31)}
SATURDAY = 5
HOLIDAYS = {(1, 1), (5, 1), (10, 3), (12, 24), (12, 25), (12, 26), (12, 31)}  # month and day


def uid(*key: object) -> str:
    """Return the uid of the fact with this key, the same at every call."""
    return str(uuid5(NAMESPACE, "/".join(map(str, key))))


def pick(low: int, high: int, *key: object) -> int:
    """Return a number between low and high, both included, that depends on the key alone."""
    digest = sha256("/".join(map(str, key)).encode()).digest()
    return low + int.from_bytes(digest[:8], "big") % (high - low + 1)


def by_chance(choices: Iterable[T], *key: object) -> list[T]:
    """Return the choices in an order that depends on the key and on each choice alone."""
    return sorted(choices, key=lambda choice: pick(0, 10**12, *key, choice))


def quarter_end(quarter: str) -> date:
    """Return the last day of a quarter such as 2017-Q2."""
    year, name = quarter.split("-")
    return date(int(year), *QUARTER_ENDS[name])


def working_day(day: date) -> date:
    """Return the day itself, or the first one after a weekend or a holiday of fixed date."""
    while day.weekday() >= SATURDAY or (day.month, day.day) in HOLIDAYS:
        day += timedelta(days=1)
    return day


def moment(day: date, *key: object, volunteer: bool = False) -> str:
    """Return a moment of this day in UTC that is on the same day in Berlin.

    Offices write between 7 and 15 o'clock UTC, volunteers in the evening as well.
    """
    hour = pick(7, 20 if volunteer else 14, "hour", *key)
    minute, second = pick(0, 59, "minute", *key), pick(0, 59, "second", *key)
    return f"{day}T{hour:02}:{minute:02}:{second:02}Z"


def fact(
    key: Sequence[object],
    effective_on: date,
    values: Fact,
    *,
    recorded_on: date | None = None,
    recorded_for: str | None = None,
    role: str = "staff",
    reason: str = "",
) -> Fact:
    """Return a fact of the plan file; if not told, it is recorded on the day it holds from."""
    return {
        "uid": uid(*key),
        "effective_on": str(effective_on),
        "recorded_at": moment(recorded_on or effective_on, *key, volunteer=role == "stakeholder"),
        "recorded_for": recorded_for,
        "recorded_role": role,
        "reason": reason,
        **values,
    }


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts of one list in the canonical order of the plan file."""
    return sorted(facts, key=lambda one: (str(one["effective_on"]), str(one["recorded_at"])))
