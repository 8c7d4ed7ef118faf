"""Days and periods as people type them."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker import periods
from tracker.i18n import LANGUAGES, Precision, day_text, period_text, speaking
from tracker.milestones.rules import first_day

DAY, MONTH, QUARTER, YEAR = Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30.09.2026", date(2026, 9, 30)),
        ("30.9.26", date(2026, 9, 30)),
        ("1.2.2027", date(2027, 2, 1)),
        ("01.02.27", date(2027, 2, 1)),
        ("2027-02-01", date(2027, 2, 1)),
        (" 1. 2. 2027 ", date(2027, 2, 1)),
        ("1. Februar 2027", date(2027, 2, 1)),
        ("1 Februar 2027", date(2027, 2, 1)),
        ("3. MÄRZ 2027", date(2027, 3, 3)),
        ("3. Mrz. 2027", date(2027, 3, 3)),
        ("30 September 2026", date(2026, 9, 30)),
        ("12. Dez. 2026", date(2026, 12, 12)),
        ("5 May 2026", date(2026, 5, 5)),
        ("29.2.2028", date(2028, 2, 29)),
        ("3.4.26", date(2026, 4, 3)),
        ("03.04.2026", date(2026, 4, 3)),
        ("3. April 2026", date(2026, 4, 3)),
        ("3 Apr 26", date(2026, 4, 3)),
        ("3/4/2026", date(2026, 4, 3)),
        ("30/09/26", date(2026, 9, 30)),
        ("3rd April 2026", date(2026, 4, 3)),
        ("April 3, 2026", date(2026, 4, 3)),
        ("3. Ma\u0308rz\u00a02026", date(2026, 3, 3)),
        ("heute", date(2026, 3, 31)),
        ("Today", date(2026, 3, 31)),
        ("gestern", date(2026, 3, 30)),
        ("yesterday", date(2026, 3, 30)),
        ("vorgestern", date(2026, 3, 29)),
        ("morgen", date(2026, 4, 1)),
        ("tomorrow", date(2026, 4, 1)),
        ("Übermorgen", date(2026, 4, 2)),
    ],
)
def test_a_day_is_read_as_it_is_written(text: str, expected: date) -> None:
    assert periods.day(text, date(2026, 3, 31)) == expected


def test_what_no_calendar_has_is_told_from_what_is_no_day() -> None:
    for text in ("31.2.2026", "29. Februar 2027", "2026-04-31", "31/6/2026"):
        with pytest.raises(periods.NoDayError):
            periods.day(text)
        with pytest.raises(periods.NoDayError):
            periods.period(text)
    for text in ("1.1.1899", "3. April 2200"):
        with pytest.raises(periods.YearError):
            periods.day(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "heute", "31.2.2026", "29.2.2027", "0.1.2026", "1.13.2026", "2026-13-01", "1.1.226",
        "2026", "09/2026", "30/09", "9/30/2026", "09-30-2026", "1.1.1899", "1.1.2200", "30.9.",
        "1. Ju 2026", "1. Foo 2026", "30.09.2026 12:00", "30.09.2026\0",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        periods.day(text)


@pytest.mark.parametrize(
    ("text", "last_day", "precision"),
    [
        ("30.09.2026", date(2026, 9, 30), DAY),
        ("15.9.26", date(2026, 9, 15), DAY),
        ("2026-09-15", date(2026, 9, 15), DAY),
        ("15. September 2026", date(2026, 9, 15), DAY),
        ("September 2026", date(2026, 9, 30), MONTH),
        ("Sept. 2026", date(2026, 9, 30), MONTH),
        ("feb 2028", date(2028, 2, 29), MONTH),
        ("Februar  2027", date(2027, 2, 28), MONTH),
        ("October 2026", date(2026, 10, 31), MONTH),
        ("09/2026", date(2026, 9, 30), MONTH),
        ("9.2026", date(2026, 9, 30), MONTH),
        ("2026-09", date(2026, 9, 30), MONTH),
        ("Q3 2026", date(2026, 9, 30), QUARTER),
        ("q1/2027", date(2027, 3, 31), QUARTER),
        ("Q 4 2026", date(2026, 12, 31), QUARTER),
        ("3. Quartal 2026", date(2026, 9, 30), QUARTER),
        ("3.Quartal 2026", date(2026, 9, 30), QUARTER),
        ("III. Quartal 2026", date(2026, 9, 30), QUARTER),
        ("Quartal 2 2026", date(2026, 6, 30), QUARTER),
        ("2nd quarter 2026", date(2026, 6, 30), QUARTER),
        ("Q2/2026", date(2026, 6, 30), QUARTER),
        ("2026-Q2", date(2026, 6, 30), QUARTER),
        ("04/2026", date(2026, 4, 30), MONTH),
        ("heute", date(2026, 3, 31), DAY),
        ("2026", date(2026, 12, 31), YEAR),
    ],
)
def test_a_period_counts_by_its_last_day(text: str, last_day: date, precision: Precision) -> None:
    assert periods.period(text, date(2026, 3, 31)) == periods.Period(last_day, precision)


@pytest.mark.parametrize(
    "text", ["", "bald", "Q5 2026", "13/2026", "0/2026", "2026/09", "Quartal 2026", "26", "1899"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        periods.period(text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    day=st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    spoken=st.sampled_from(LANGUAGES),
    precision=st.sampled_from(Precision),
)
def test_what_a_page_prints_is_read_back(app, day, spoken, precision) -> None:
    with speaking(spoken):
        assert periods.day(day_text(day)) == day
        assert periods.day(day.isoformat()) == day
        held = periods.period(period_text(day, precision))

    assert held.precision is precision
    assert first_day(held.last_day, precision) <= day <= held.last_day
