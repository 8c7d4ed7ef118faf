"""Days and periods as people type them, to the last day of the period. Pure."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from tracker.i18n import Precision

MONTHS = (
    ("januar", "jänner", "january"), ("februar", "february"), ("märz", "maerz", "mrz", "march"),
    ("april",), ("mai", "may"), ("juni", "june"), ("juli", "july"), ("august",), ("september",),
    ("oktober", "october"), ("november",), ("dezember", "december"),
)  # fmt: skip
YEARS = range(1900, 2200)
SHORTEST_NAME = 3
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_GERMAN = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})\.?\s*([^\W\d_]+)\.?\s+(\d{4})")
_MONTH = re.compile(r"(\d{1,2})\s*[/.]\s*(\d{4})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_NAMED_MONTH = re.compile(r"([^\W\d_]+)\.?\s+(\d{4})")
_QUARTER = re.compile(
    r"(?:q|quartal|quarter)\s*([1-4])[\s/.,-]*(\d{4})"
    r"|([1-4]|i{1,3}|iv)(?:\.|st|nd|rd|th)?\s*(?:q|quartal|quarter)[\s/.,-]*(\d{4})"
)
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Period:
    """A period by its last day and how exactly it is meant."""

    last_day: date
    precision: Precision


def day(text: str) -> date:
    """Return the day of 30.09.2026, 30.9.26, 2026-09-30 or 30. September 2026.

    Raises:
        ValueError: the text is no day between 1900 and 2199.
    """
    text = text.strip().lower()
    if found := _GERMAN.fullmatch(text):
        day_, month, year = (int(part) for part in found.groups())
        return _day(year + 2000 if len(found[3]) == 2 else year, month, day_)
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NAMED.fullmatch(text):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    raise ValueError(f"no day: {text!r}")


def period(text: str) -> Period:
    """Return the period of a day, September 2026, 09/2026, Q3 2026, 3. Quartal 2026 or 2026.

    Raises:
        ValueError: the text is no such period between 1900 and 2199.
    """
    text = " ".join(text.split()).lower()
    if _YEAR.fullmatch(text):
        return Period(_day(int(text), 12, 31), Precision.YEAR)
    if found := _QUARTER.fullmatch(text):
        quarter = QUARTERS[found[1] or found[3]]
        return Period(_end(int(found[2] or found[4]), 3 * quarter), Precision.QUARTER)
    if found := _MONTH.fullmatch(text):
        return Period(_end(int(found[2]), int(found[1])), Precision.MONTH)
    if found := _ISO_MONTH.fullmatch(text):
        return Period(_end(int(found[1]), int(found[2])), Precision.MONTH)
    if found := _NAMED_MONTH.fullmatch(text):
        return Period(_end(int(found[2]), _month(found[1])), Precision.MONTH)
    return Period(day(text), Precision.DAY)


def _month(name: str) -> int:
    for number, names in enumerate(MONTHS, start=1):
        if len(name) >= SHORTEST_NAME and any(full.startswith(name) for full in names):
            return number
    raise ValueError(f"no month: {name!r}")


def _day(year: int, month: int, day_: int) -> date:
    if year not in YEARS:
        raise ValueError(f"no year of ours: {year}")
    return date(year, month, day_)


def _end(year: int, month: int) -> date:
    """Return the last day of a month."""
    if not 1 <= month <= 12:
        raise ValueError(f"no month: {month}")
    return _day(year, month, calendar.monthrange(year, month)[1])
