"""The county's day: stored in UTC, counted in Berlin. Source: reliability R17."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests import make
from tests.conftest import NOW
from tracker import clock as tracker_clock
from tracker.i18n import moment_text


@pytest.mark.parametrize(
    ("moment", "day", "said"),
    [
        ("2026-12-31T22:59:59Z", date(2026, 12, 31), "31.12.2026, 23:59 Uhr"),
        ("2026-12-31T23:00:00Z", date(2027, 1, 1), "01.01.2027, 00:00 Uhr"),
        ("2026-12-31T23:30:00Z", date(2027, 1, 1), "01.01.2027, 00:30 Uhr"),
        ("2026-07-01T21:59:59Z", date(2026, 7, 1), "01.07.2026, 23:59 Uhr"),
        ("2026-07-01T22:00:00Z", date(2026, 7, 2), "02.07.2026, 00:00 Uhr"),
        # 25 October 2026, half past two: twice
        ("2026-10-25T00:30:00Z", date(2026, 10, 25), "25.10.2026, 02:30 Uhr"),
        ("2026-10-25T01:30:00Z", date(2026, 10, 25), "25.10.2026, 02:30 Uhr"),
        # 28 March 2027: after 01:59 comes 03:00
        ("2027-03-28T00:59:00Z", date(2027, 3, 28), "28.03.2027, 01:59 Uhr"),
        ("2027-03-28T01:00:00Z", date(2027, 3, 28), "28.03.2027, 03:00 Uhr"),
        ("2024-02-28T23:00:00Z", date(2024, 2, 29), "29.02.2024, 00:00 Uhr"),
        ("2026-03-31T22:00:00Z", date(2026, 4, 1), "01.04.2026, 00:00 Uhr"),
        ("2026-09-30T21:59:59Z", date(2026, 9, 30), "30.09.2026, 23:59 Uhr"),
    ],
)
def test_a_moment_belongs_to_the_day_it_is_in_berlin(app, clock, moment, day, said):
    clock.at(datetime.fromisoformat(moment))

    assert tracker_clock.today() == day
    assert tracker_clock.day_of(clock.now) == day
    assert moment_text(clock.now) == said


def test_a_deadline_is_missed_from_midnight_in_berlin_on(browser, clock):
    plan = make.plan("integration")
    recommendation = make.recommendation(of=plan, code="A-01")
    make.milestone(of=recommendation, due=date(2026, 7, 1))

    def words_at(moment: datetime) -> str:
        clock.at(moment)
        return browser.get("/integration/empfehlungen/A-01").main

    before = words_at(datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC))
    after = words_at(datetime(2026, 7, 1, 22, tzinfo=UTC))

    assert "überfällig" not in before
    assert "überfällig" in after


def test_now_is_aware_and_utc(monkeypatch):
    monkeypatch.undo()  # the clock that the product goes by

    now = tracker_clock.now()

    assert now.utcoffset() == timedelta(0)
    assert now > NOW.replace(year=2024)


def test_no_column_holds_a_moment_without_a_zone(app):
    naive = [
        f"{table.name}.{column.name}"
        for table in make.Base.metadata.tables.values()
        for column in table.columns
        if re.search("DATETIME|TIMESTAMP", str(column.type), re.IGNORECASE)
        and type(column.type).__name__ != "UtcDateTime"
    ]

    assert naive == []


def test_the_zone_is_named_once():
    root = Path(tracker_clock.__file__).parent
    files = [path for path in root.rglob("*.py") if "Europe/Berlin" in path.read_text()]

    assert [path.name for path in files] == ["clock.py"]
