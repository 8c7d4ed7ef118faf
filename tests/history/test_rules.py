"""On which days a fact may hold."""

from datetime import date, timedelta

import pytest

from tracker.errors import RuleError
from tracker.history.rules import check_day, check_reason

TODAY = date(2026, 7, 1)
BEGIN = date(2026, 1, 1)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize("day", [BEGIN, TODAY, TODAY - ONE_DAY])
def test_from_the_beginning_to_today_both_included(day: date) -> None:
    check_day(day, TODAY, BEGIN)


@pytest.mark.parametrize("day", [BEGIN - ONE_DAY, TODAY + ONE_DAY])
def test_neither_before_nor_after(day: date) -> None:
    with pytest.raises(RuleError):
        check_day(day, TODAY, BEGIN)


def test_what_begins_with_the_fact_has_no_earliest_day() -> None:
    check_day(date(1990, 1, 1), TODAY, None)


def test_a_withdrawal_needs_a_reason() -> None:
    check_reason("Versehen.")
    with pytest.raises(RuleError):
        check_reason(" \n")
