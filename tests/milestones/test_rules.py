"""States and deadlines: what they need, and how a period counts."""

from datetime import date

import pytest

from tracker.errors import RuleError
from tracker.i18n import Precision
from tracker.milestones.rules import State, check_move, check_state, first_day, held_from

TODAY = date(2026, 7, 1)
OLD, NEW = date(2026, 9, 30), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("last_day", "precision", "day"),
    [
        (date(2026, 3, 31), Precision.DAY, date(2026, 3, 31)),
        (date(2026, 2, 28), Precision.MONTH, date(2026, 2, 1)),
        (date(2026, 12, 31), Precision.QUARTER, date(2026, 10, 1)),
        (date(2026, 3, 31), Precision.QUARTER, date(2026, 1, 1)),
        (date(2026, 12, 31), Precision.YEAR, date(2026, 1, 1)),
    ],
)
def test_a_period_begins_on(last_day: date, precision: Precision, day: date) -> None:
    assert first_day(last_day, precision) == day


@pytest.mark.parametrize(
    ("last_day", "precision", "day"),
    [
        (date(2026, 6, 30), Precision.QUARTER, date(2026, 6, 30)),
        (date(2026, 7, 31), Precision.MONTH, TODAY),
        (date(2026, 12, 31), Precision.YEAR, TODAY),
        (date(2026, 8, 31), Precision.MONTH, date(2026, 8, 31)),
        (date(2026, 7, 2), Precision.DAY, date(2026, 7, 2)),
    ],
)
def test_what_is_done_within_a_period_holds_from_its_last_day_at_most_today(
    last_day: date, precision: Precision, day: date
) -> None:
    assert held_from(last_day, precision, TODAY) == day


def test_the_first_deadline_needs_nothing() -> None:
    check_move(None, NEW, "")


def test_a_move_needs_a_reason_and_another_day() -> None:
    check_move(OLD, NEW, "Haushalt.")
    with pytest.raises(RuleError):
        check_move(OLD, NEW, " ")
    with pytest.raises(RuleError):
        check_move(OLD, OLD, "Haushalt.")


def test_a_move_told_late_differs_from_the_one_after_it_too() -> None:
    with pytest.raises(RuleError):
        check_move(OLD, NEW, "Haushalt.", later=NEW)


@pytest.mark.parametrize("state", State)
def test_only_dropping_needs_a_reason(state: State) -> None:
    if state is State.DROPPED:
        with pytest.raises(RuleError):
            check_state(state, Precision.DAY, "")
    check_state(state, Precision.DAY, "Grund")


def test_only_done_may_be_known_by_its_period() -> None:
    check_state(State.DONE, Precision.QUARTER, "")
    with pytest.raises(RuleError):
        check_state(State.IN_PROGRESS, Precision.QUARTER, "")


def test_every_state_has_a_word_and_a_definition_of_its_own() -> None:
    assert len({str(state.label) for state in State}) == len(State)
    assert len({str(state.definition) for state in State}) == len(State)
