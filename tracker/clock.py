"""Today in the county's time zone: the only module that reads the clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day it is in the county."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """Return the county's calendar day of an aware moment."""
    return moment.astimezone(BERLIN).date()
