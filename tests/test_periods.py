"""Days and periods as people type them."""

from datetime import date

import pytest

from tracker import periods
from tracker.i18n import Precision

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
    ],
)
def test_a_day_is_read_as_it_is_written(text: str, expected: date) -> None:
    assert periods.day(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "heute", "31.2.2026", "29.2.2027", "0.1.2026", "1.13.2026", "2026-13-01", "1.1.226",
        "2026", "09/2026", "30/09/2026", "09-30-2026", "1.1.1899", "1.1.2200", "30.9.",
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
        ("2026", date(2026, 12, 31), YEAR),
    ],
)
def test_a_period_counts_by_its_last_day(text: str, last_day: date, precision: Precision) -> None:
    assert periods.period(text) == periods.Period(last_day, precision)


@pytest.mark.parametrize(
    "text", ["", "bald", "Q5 2026", "13/2026", "0/2026", "2026/09", "Quartal 2026", "26", "1899"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        periods.period(text)


def test_what_a_page_prints_is_read_back(app) -> None:
    from tracker.i18n import period_text

    for precision in Precision:
        shown = period_text(date(2026, 12, 31), precision)
        assert periods.period(shown) == periods.Period(date(2026, 12, 31), precision)
