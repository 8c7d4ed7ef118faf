"""Days and periods as people type them, to the last day of the period. Pure."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.i18n import Precision

MONTHS = (
    ("januar", "jänner", "january"), ("februar", "february"), ("märz", "maerz", "mrz", "march"),
    ("april",), ("mai", "may"), ("juni", "june"), ("juli", "july"), ("august",), ("september",),
    ("oktober", "october"), ("november",), ("dezember", "december"),
)  # fmt: skip
YEARS = range(1900, 2200)
SHORTEST_NAME = 3
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
FROM_TODAY = {
    "vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2,
    "yesterday": -1, "today": 0, "tomorrow": 1,
}  # fmt: skip

# The day stands before the month, as everywhere in Europe: 3/4/2026 is the third of April.
_NUMBERS = re.compile(r"(\d{1,2})(?:\. ?|/)(\d{1,2})(?:\. ?|/)(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th)? ?([^\W\d_]+)\.? (\d{4}|\d{2})")
_NAMED_FIRST = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH = re.compile(r"(\d{1,2}) ?[/.] ?(\d{4})|(\d{4})-(\d{1,2})")
_NAMED_MONTH = re.compile(r"([^\W\d_]+)\.? (\d{4})")
_QUARTER = re.compile(
    r"(?:q|quartal|quarter) ?([1-4])[ /.,-]*(\d{4})"
    r"|([1-4]|i{1,3}|iv)(?:\.|st|nd|rd|th)? ?(?:q|quartal|quarter)[ /.,-]*(\d{4})"
    r"|(\d{4})[ /-]?q([1-4])"
)
_YEAR = re.compile(r"\d{4}")


class NoDayError(ValueError):
    """A text that reads like a day of the calendar, and is none: 31.2.2026."""

    def __init__(self, year: int, month: int, day: int) -> None:
        super().__init__(f"no day: {year}-{month}-{day}")
        self.year, self.month, self.day = year, month, day


class YearError(ValueError):
    """A day or period in a year that is none of ours."""


@dataclass(frozen=True)
class Period:
    """A period by its last day and how exactly it is meant."""

    last_day: date
    precision: Precision


def day(text: str, today: date | None = None) -> date:
    """Return the day of 30.09.2026, 30.9.26, 30/9/2026, 2026-09-30 or 30. September 2026.

    Args:
        today: what heute, gestern and morgen count from; without it they are no days.

    Raises:
        NoDayError: the calendar has no such day.
        YearError: it lies before 1900 or after 2199.
        ValueError: the text is no day.
    """
    text = _plain(text)
    if today and text in FROM_TODAY:
        return today + timedelta(days=FROM_TODAY[text])
    if found := _NUMBERS.fullmatch(text):
        return _day(_year(found[3]), int(found[2]), int(found[1]))
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NAMED.fullmatch(text):
        return _day(_year(found[3]), _month(found[2]), int(found[1]))
    if found := _NAMED_FIRST.fullmatch(text):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    raise ValueError(f"no day: {text!r}")


def period(text: str, today: date | None = None) -> Period:
    """Return the period of a day, September 2026, 09/2026, Q3 2026, 3. Quartal 2026 or 2026.

    Raises:
        NoDayError, YearError, ValueError: as for a day.
    """
    text = _plain(text)
    if _YEAR.fullmatch(text):
        return Period(_day(int(text), 12, 31), Precision.YEAR)
    if found := _QUARTER.fullmatch(text):
        quarter = QUARTERS[found[1] or found[3] or found[6]]
        year = found[2] or found[4] or found[5]
        return Period(_end(int(year), 3 * quarter), Precision.QUARTER)
    if found := _MONTH.fullmatch(text):
        year, month = found[2] or found[3], found[1] or found[4]
        return Period(_end(int(year), int(month)), Precision.MONTH)
    if found := _NAMED_MONTH.fullmatch(text):
        return Period(_end(int(found[2]), _month(found[1])), Precision.MONTH)
    return Period(day(text, today), Precision.DAY)


def _plain(text: str) -> str:
    """Return a text in small letters, however its umlauts are put together, with single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).lower()


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _month(name: str) -> int:
    for number, names in enumerate(MONTHS, start=1):
        if len(name) >= SHORTEST_NAME and any(full.startswith(name) for full in names):
            return number
    raise ValueError(f"no month: {name!r}")


def _day(year: int, month: int, day_: int) -> date:
    if not (1 <= month <= 12 and 1 <= day_ <= 31):
        raise ValueError(f"no day: {year}-{month}-{day_}")
    if year not in YEARS:
        raise YearError(f"no year of ours: {year}")
    if day_ > calendar.monthrange(year, month)[1]:
        raise NoDayError(year, month, day_)
    return date(year, month, day_)


def _end(year: int, month: int) -> date:
    """Return the last day of a month."""
    if not 1 <= month <= 12:
        raise ValueError(f"no month: {month}")
    if year not in YEARS:
        raise YearError(f"no year of ours: {year}")
    return date(year, month, calendar.monthrange(year, month)[1])
