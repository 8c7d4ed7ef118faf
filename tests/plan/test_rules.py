"""Statuses: what they need."""

from datetime import date, timedelta

import pytest

from tracker.errors import RuleError
from tracker.plan.rules import Status, check_status

DAY = date(2026, 7, 1)
LATER = DAY + timedelta(days=1)


@pytest.mark.parametrize("status", Status)
def test_with_reason_and_review_every_status_is_allowed(status: Status) -> None:
    check_status(status, DAY, "Grund", LATER)


@pytest.mark.parametrize("status", Status)
def test_without_them_only_those_that_need_neither(status: Status) -> None:
    if status in {Status.ON_HOLD, Status.DROPPED}:
        with pytest.raises(RuleError):
            check_status(status, DAY, " ", None)
    else:
        check_status(status, DAY, "", None)


@pytest.mark.parametrize("review_on", [None, DAY, DAY - timedelta(days=1)])
def test_what_is_on_hold_is_looked_at_again_later(review_on: date | None) -> None:
    with pytest.raises(RuleError):
        check_status(Status.ON_HOLD, DAY, "Grund", review_on)


def test_every_status_has_a_word_and_a_definition_of_its_own() -> None:
    assert len({str(status.label) for status in Status}) == len(Status)
    assert len({str(status.definition) for status in Status}) == len(Status)
