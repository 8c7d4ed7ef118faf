"""Moves, baseline, done dates, progress of one recommendation. Source: design.md 3, 4."""

from datetime import date
from fractions import Fraction

import pytest

from tests.standing.given import (
    AS_OF,
    HALF,
    KNOWN_AT,
    START,
    days_ago,
    days_ahead,
    deadline,
    milestone,
    milestones,
    one,
    stands,
    state,
    status,
)
from tracker.i18n import Precision
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.standing.rules import Day

JUNE, SEPTEMBER, DECEMBER = date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)


def test_the_first_agreed_deadline_is_never_lost() -> None:
    moved = one(deadline(JUNE), deadline(SEPTEMBER, days_ago(90)), deadline(DECEMBER, days_ago(9)))

    assert moved.baseline == Day(JUNE, Precision.DAY)
    assert moved.due == Day(DECEMBER, Precision.DAY)
    assert (moved.moves, moved.moved_days) == (2, 184)


def test_a_deadline_that_was_never_moved_has_no_moves() -> None:
    kept = one(deadline(JUNE))

    assert (kept.moves, kept.moved_days) == (0, 0)
    assert kept.baseline == kept.due


def test_a_deadline_moved_nearer_counts_negative_days() -> None:
    assert one(deadline(SEPTEMBER), deadline(JUNE, days_ago(9))).moved_days == -92


def test_a_deadline_moved_back_was_moved_twice_by_no_days() -> None:
    back = one(deadline(JUNE), deadline(DECEMBER, days_ago(9)), deadline(JUNE, days_ago(8)))

    assert (back.moves, back.moved_days) == (2, 0)


def test_a_move_that_was_withdrawn_is_none_and_leaves_none_behind() -> None:
    wrong = deadline(DECEMBER, days_ago(9), withdrawn_at=KNOWN_AT)
    mended = one(deadline(JUNE), wrong, deadline(JUNE, days_ago(8)))

    assert (mended.moves, mended.moved_days) == (0, 0)


def test_the_recommendation_counts_the_moves_of_its_valid_milestones() -> None:
    standing = stands(
        milestone(deadline(JUNE), deadline(SEPTEMBER, days_ago(9)), number=1),
        milestone(deadline(JUNE), deadline(DECEMBER, days_ago(9)), number=2),
        milestone(state(State.DROPPED), deadline(START), deadline(DECEMBER, days_ago(9)), number=3),
        milestone(deadline(SEPTEMBER), number=4),
    )

    assert standing.moves == 2
    assert standing.moved_days == 184


def test_a_move_counts_from_the_day_it_holds() -> None:
    facts = milestone(deadline(JUNE), deadline(DECEMBER, days_ago(9)))

    assert stands(facts, as_of=days_ago(10)).moves == 0
    assert stands(facts, as_of=days_ago(9)).moves == 1


def test_the_done_date_is_the_day_of_the_done_fact() -> None:
    done = one(deadline(JUNE), state(State.IN_PROGRESS), state(State.DONE, days_ago(7)))

    assert done.done == Day(days_ago(7), Precision.DAY)


def test_reopening_takes_the_done_date_away_from_that_day_on() -> None:
    facts = (state(State.DONE, days_ago(7)), state(State.IN_PROGRESS, days_ago(3)))

    assert one(*facts).done is None
    assert one(*facts, as_of=days_ago(4)).done == Day(days_ago(7), Precision.DAY)


def test_a_period_counts_by_its_last_day_and_stays_a_period() -> None:
    """A3.11: a date is no free text, and „2. Quartal 2026“ is no day."""
    quarter = (state(State.IN_PROGRESS), deadline(JUNE, precision=Precision.QUARTER))

    assert one(*quarter).due == Day(JUNE, Precision.QUARTER)
    assert one(*quarter, as_of=JUNE).days_late == 0
    assert one(*quarter, as_of=AS_OF).days_late == 1


@pytest.mark.parametrize("value", [Status.NOT_STARTED, Status.IN_PREPARATION])
def test_before_it_starts_progress_is_nothing_whatever_is_done(value: Status) -> None:
    assert stands(status(value), *milestones(done=3)).progress == 0


@pytest.mark.parametrize("value", [Status.COMPLETED, Status.ONGOING])
def test_what_has_ended_is_whole_whatever_is_open(value: Status) -> None:
    assert stands(status(value), *milestones(planned=3)).progress == 1


def test_what_is_dropped_has_no_number() -> None:
    assert stands(status(Status.DROPPED), *milestones(done=3)).progress is None


@pytest.mark.parametrize("value", [Status.IN_PROGRESS, Status.ON_HOLD])
def test_in_progress_and_on_hold_it_is_done_over_valid_milestones(value: Status) -> None:
    standing = stands(status(value), *milestones(done=3, in_progress=1, planned=2, dropped=4))

    assert standing.progress == HALF
    assert (standing.done, standing.valid) == (3, 6)


def test_without_valid_milestones_it_is_not_to_be_put_in_a_number() -> None:
    assert stands().progress is None
    assert stands(*milestones(dropped=2)).progress is None


def test_all_milestones_done_is_no_end_but_a_question() -> None:
    all_done = milestones(done=2, dropped=1)

    assert stands(*all_done).asks_completion
    assert not stands(*milestones(done=2, planned=1)).asks_completion
    assert not stands(*milestones(dropped=2)).asks_completion
    assert not stands(status(Status.COMPLETED), *all_done).asks_completion


def test_progress_is_exact() -> None:
    assert stands(*milestones(done=1, planned=2)).progress == Fraction(1, 3)


def test_a_milestone_due_tomorrow_is_upcoming_only_while_it_has_not_begun() -> None:
    assert one(deadline(days_ahead(1))).is_upcoming
    assert not one(deadline(days_ahead(1)), state(State.DONE)).is_upcoming
    assert not one(deadline(days_ahead(1)), state(State.DROPPED)).is_upcoming
