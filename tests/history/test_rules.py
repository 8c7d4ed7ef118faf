from datetime import date, timedelta

import pytest

from tracker.errors import RuleError
from tracker.history import rules

TODAY, BEGIN, A_DAY = date(2026, 7, 1), date(2016, 1, 1), timedelta(days=1)


@pytest.mark.parametrize("day", [TODAY, BEGIN, date(2020, 2, 29)])
def test_a_fact_may_hold_from_the_beginning_to_today(app, day):
    rules.check_day(day, TODAY, BEGIN)


def test_not_from_tomorrow(app):
    with pytest.raises(RuleError, match=r"01\.07\.2026"):
        rules.check_day(TODAY + A_DAY, TODAY, BEGIN)


def test_not_from_before_the_beginning(app):
    with pytest.raises(RuleError, match=r"01\.01\.2016"):
        rules.check_day(BEGIN - A_DAY, TODAY, BEGIN)


def test_what_begins_with_the_fact_has_no_earliest_day(app):
    rules.check_day(date(1999, 1, 1), TODAY, None)


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_a_withdrawal_needs_a_reason(app, reason):
    with pytest.raises(RuleError):
        rules.check_reason(reason)
