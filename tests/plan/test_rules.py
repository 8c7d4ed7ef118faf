"""Statuses: what they need."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

import pytest

from tracker.errors import RuleError
from tracker.plan.rules import Status, check_status, outdated_plain_languages

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


class Worded(NamedTuple):
    title: Mapping[str, str]
    plain_language: Mapping[str, str] | None
    goal: Mapping[str, str] = MappingProxyType({})
    description: Mapping[str, str] = MappingProxyType({})


A, B, C = ({"de": name, "en": name} for name in "ABC")


@pytest.mark.parametrize(
    ("wordings", "outdated"),
    [
        ([], set()),
        ([Worded(A, A)], set()),
        ([Worded(A, None), Worded(B, None)], set()),
        ([Worded(A, A), Worded(B, A)], {"de", "en"}),
        ([Worded(A, A), Worded(B, B)], set()),
        ([Worded(A, A), Worded(B, A), Worded(B, B)], set()),
        ([Worded(A, A), Worded(A, B)], set()),
        ([Worded(A, A), Worded(A, A, goal=B)], {"de", "en"}),
        ([Worded(A, A), Worded(A, A, description=B)], {"de", "en"}),
        ([Worded(A, A), Worded({**A, "en": "B"}, A)], {"en"}),
        ([Worded(A, A), Worded(B, {**A, "de": "B"})], {"en"}),
        ([Worded(A, A), Worded(B, {"de": "B"})], set()),
        ([Worded(A, A), Worded(B, None)], set()),
        ([Worded(A, A), Worded(B, None), Worded(B, C)], set()),
        ([Worded(A, A), Worded(B, A), Worded(A, A)], {"de", "en"}),
    ],
)
def test_a_plain_text_is_outdated_when_what_it_explains_changed_after_it(
    wordings: list[Worded], outdated: set[str]
) -> None:
    assert outdated_plain_languages(wordings) == outdated
