"""Terminlage. Source: design.md 4."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.conftest import Clock
from tests.standing.given import (
    AS_OF,
    days_ago,
    days_ahead,
    deadline,
    milestone,
    one,
    stands,
    state,
    status,
)
from tracker import clock as county_clock
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.standing.facts import MilestoneFacts
from tracker.standing.rules import Schedule, Thresholds


def due(on: date, value: State = State.PLANNED, number: int = 1) -> MilestoneFacts:
    return milestone(state(value), deadline(on), number=number)


@pytest.mark.parametrize(
    ("late", "schedule"),
    [
        (0, Schedule.ON_TRACK),
        (1, Schedule.ATTENTION),
        (90, Schedule.ATTENTION),
        (91, Schedule.DELAYED),
        (4000, Schedule.DELAYED),
    ],
)
def test_work_in_progress_is_late_after_its_due_day_and_delayed_after_ninety_more(
    late: int, schedule: Schedule
) -> None:
    assert stands(due(days_ago(late), State.IN_PROGRESS)).schedule is schedule


@pytest.mark.parametrize(
    ("ahead", "schedule"),
    [
        (0, Schedule.ATTENTION),
        (1, Schedule.ATTENTION),
        (30, Schedule.ATTENTION),
        (31, Schedule.ON_TRACK),
    ],
)
def test_what_has_not_begun_calls_for_attention_from_thirty_days_before_its_due_day(
    ahead: int, schedule: Schedule
) -> None:
    assert stands(due(days_ahead(ahead))).schedule is schedule


@pytest.mark.parametrize("ahead", [0, 1, 30])
def test_a_milestone_in_progress_is_not_upcoming(ahead: int) -> None:
    standing = stands(due(days_ahead(ahead), State.IN_PROGRESS))

    assert standing.schedule is Schedule.ON_TRACK
    assert not standing.milestones[0].is_upcoming


def test_a_milestone_without_a_state_counts_as_planned() -> None:
    assert stands(milestone(deadline(days_ahead(10)))).schedule is Schedule.ATTENTION


def test_the_due_day_itself_is_not_late() -> None:
    assert one(deadline(AS_OF)).days_late == 0
    assert not one(deadline(AS_OF)).is_overdue
    assert one(deadline(days_ago(1))).days_late == 1


@pytest.mark.parametrize("value", [State.DONE, State.DROPPED])
def test_what_is_not_open_is_never_late(value: State) -> None:
    standing = stands(due(days_ago(400), value))

    assert standing.schedule is Schedule.NONE
    assert standing.milestones[0].days_late == 0


def test_the_worst_milestone_decides() -> None:
    on_time, late, very_late = due(days_ahead(99)), due(days_ago(5)), due(days_ago(95))

    assert stands(on_time, late).schedule is Schedule.ATTENTION
    assert stands(on_time, late, very_late).schedule is Schedule.DELAYED


def test_without_a_dated_open_milestone_there_is_nothing_to_judge() -> None:
    assert stands().schedule is Schedule.NONE
    assert stands(milestone(state(State.PLANNED))).schedule is Schedule.NONE
    assert stands(due(days_ahead(90), State.DONE)).schedule is Schedule.NONE


@pytest.mark.parametrize("value", [Status.ON_HOLD, Status.DROPPED, Status.COMPLETED])
def test_what_is_on_hold_dropped_or_completed_is_not_judged(value: Status) -> None:
    assert stands(status(value), due(days_ago(400))).schedule is Schedule.NONE


@pytest.mark.parametrize(
    "value", [Status.NOT_STARTED, Status.IN_PREPARATION, Status.IN_PROGRESS, Status.ONGOING]
)
def test_an_ongoing_task_is_judged_like_work_in_progress(value: Status) -> None:
    assert stands(status(value), due(days_ago(400))).schedule is Schedule.DELAYED


def test_the_plan_may_set_other_thresholds() -> None:
    days = Thresholds(attention_days=10, upcoming_days=5)

    assert stands(due(days_ago(11)), days=days).schedule is Schedule.DELAYED
    assert stands(due(days_ago(10)), days=days).schedule is Schedule.ATTENTION
    assert stands(due(days_ahead(5)), days=days).schedule is Schedule.ATTENTION
    assert stands(due(days_ahead(6)), days=days).schedule is Schedule.ON_TRACK


def test_only_the_deadline_in_force_on_the_stichtag_counts() -> None:
    moved = milestone(
        state(State.IN_PROGRESS),
        deadline(days_ago(100)),
        deadline(days_ahead(100), days_ago(50)),
    )

    assert stands(moved).schedule is Schedule.ON_TRACK
    assert stands(moved, as_of=days_ago(51)).schedule is Schedule.ATTENTION


def test_the_day_changes_at_midnight_in_berlin_not_in_greenwich(clock: Clock) -> None:
    last_day = milestone(state(State.IN_PROGRESS), deadline(date(2026, 6, 30)))

    clock.at(datetime(2026, 6, 30, 21, 59, tzinfo=UTC))
    before = stands(last_day, as_of=county_clock.today())
    clock.at(datetime(2026, 6, 30, 22, 0, tzinfo=UTC))
    after = stands(last_day, as_of=county_clock.today())

    assert before.schedule is Schedule.ON_TRACK
    assert after.schedule is Schedule.ATTENTION
    assert after.milestones[0].days_late == 1


def test_the_dates_of_a_leap_year_count_like_any() -> None:
    late = due(date(2028, 2, 28), State.IN_PROGRESS)

    assert stands(late, as_of=date(2028, 2, 29)).milestones[0].days_late == 1
    assert stands(late, as_of=date(2028, 2, 28) + timedelta(90)).schedule is Schedule.ATTENTION
    assert stands(late, as_of=date(2028, 2, 28) + timedelta(91)).schedule is Schedule.DELAYED
