"""Planned and done over the quarters. Source: design.md 4."""

from datetime import date

import pytest

from tests.standing.given import deadline, milestone, stands, state
from tracker.milestones.rules import State
from tracker.standing.facts import MilestoneFacts
from tracker.standing.rules import Standing
from tracker.standing.trend import TrendPoint, quarter_end, trend

AS_OF = date(2026, 5, 15)


def plan(*milestones: MilestoneFacts) -> list[Standing]:
    return [stands(*milestones, as_of=AS_OF)]


def test_planned_counts_by_the_first_agreed_day_however_often_it_moved() -> None:
    moved = milestone(deadline(date(2026, 1, 20)), deadline(date(2026, 12, 31), date(2026, 1, 2)))

    course = trend(plan(moved), AS_OF)

    assert course.points == (
        TrendPoint(date(2025, 12, 31), 0, 0),
        TrendPoint(date(2026, 3, 31), 1, 0),
        TrendPoint(date(2026, 6, 30), 1, 0),
    )
    assert (course.planned, course.planned_ever, course.done) == (1, 1, 0)


def test_done_counts_by_the_done_date_up_to_the_stichtag() -> None:
    done = milestone(deadline(date(2026, 8, 1)), state(State.DONE, date(2026, 4, 10)))

    course = trend(plan(done), AS_OF)

    assert course.points == (
        TrendPoint(date(2026, 3, 31), 0, 0),
        TrendPoint(date(2026, 6, 30), 0, 1),
        TrendPoint(date(2026, 9, 30), 1, None),
    )
    assert (course.planned, course.done) == (0, 1)


def test_the_last_day_of_a_quarter_still_counts_in_it() -> None:
    course = trend(plan(milestone(deadline(date(2026, 3, 31)))), AS_OF)

    assert [(point.on, point.planned) for point in course.points[:2]] == [
        (date(2025, 12, 31), 0),
        (date(2026, 3, 31), 1),
    ]


def test_dropped_milestones_count_in_neither_line() -> None:
    dropped = milestone(deadline(date(2026, 1, 20)), state(State.DROPPED))

    assert trend(plan(dropped), AS_OF).points == ()


def test_what_was_never_agreed_for_a_day_is_told_apart() -> None:
    course = trend(plan(milestone(state(State.DONE, date(2026, 1, 20)))), AS_OF)

    assert (course.done, course.planned_ever, course.without_deadline) == (1, 0, 1)
    assert [point.done for point in course.points] == [0, 1, 1]


def test_reopening_takes_back_what_was_done() -> None:
    reopened = milestone(
        deadline(date(2026, 1, 20)),
        state(State.DONE, date(2026, 1, 10)),
        state(State.IN_PROGRESS, date(2026, 4, 1)),
    )

    assert trend(plan(reopened), AS_OF).done == 0


def test_without_milestones_there_is_no_course() -> None:
    assert trend([], AS_OF).points == ()
    assert trend(plan(milestone(state(State.PLANNED))), AS_OF).points == ()


def test_a_plan_whose_deadlines_all_lie_ahead_begins_today() -> None:
    course = trend(plan(milestone(deadline(date(2026, 11, 1)))), AS_OF)

    assert [(point.planned, point.done) for point in course.points] == [
        (0, 0),
        (0, 0),
        (0, None),
        (1, None),
    ]


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 3, 31), date(2026, 3, 31)),
        (date(2024, 2, 29), date(2024, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_quarter_ends_with_its_third_month(day: date, end: date) -> None:
    assert quarter_end(day) == end
