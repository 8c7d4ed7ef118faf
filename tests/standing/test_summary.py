"""The figures of a field and of a plan: counts, quote, mean, shares. Source: design.md 4."""

from fractions import Fraction

import pytest
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st

from tests.standing.given import (
    days_ago,
    days_ahead,
    deadline,
    milestone,
    milestones,
    stands,
    state,
    status,
    wording,
)
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.standing.rules import Schedule, Standing
from tracker.standing.summary import (
    Quote,
    Summary,
    by_field,
    decimal,
    percentage,
    rounded,
    summary,
)


def of(**counts: int) -> Summary:
    """Return the figures of so many recommendations of each status, without milestones."""
    return summary(
        stands(status(Status(name))) for name, number in counts.items() for _ in range(number)
    )


# Counts, quote, mean


def test_an_empty_plan_has_only_zeros_and_no_quote(app: Flask) -> None:
    empty = summary([])

    assert (empty.total, empty.valid, empty.milestones, empty.overdue) == (0, 0, 0, 0)
    assert empty.implementation.value is None
    assert empty.mean_progress.value is None
    assert empty.implementation.text == empty.mean_progress.text == ""
    assert empty.implementation.exact == ""
    assert set(empty.shares.values()) == {0}


def test_completed_and_ongoing_count_as_implemented(app: Flask) -> None:
    found = of(completed=2, ongoing=1, in_progress=5, dropped=2)

    assert found.implementation == Quote(Fraction(3), 8)
    assert found.implementation.text == "37 %"
    assert found.implementation.exact == "0.3750"


def test_a_plan_in_which_nothing_began_is_not_good(app: Flask) -> None:
    """A3.4: the rival's headline showed 100 % because „not started“ counted as good."""
    found = of(not_started=12)

    assert found.implementation.value == 0
    assert found.implementation.text == "0 %"
    assert found.mean_progress.text == "0 %"


def test_what_is_dropped_is_neither_done_nor_in_the_denominator() -> None:
    """A3.6: rejected counted as 100 %, or stayed in the denominator."""
    without, with_dropped = (
        of(completed=3, in_progress=3),
        of(completed=3, in_progress=3, dropped=4),
    )

    assert with_dropped.implementation == without.implementation
    assert with_dropped.mean_progress == without.mean_progress
    assert (with_dropped.total, with_dropped.valid, with_dropped.dropped) == (10, 6, 4)


def test_a_plan_of_dropped_ones_only_has_no_quote() -> None:
    assert of(dropped=6).implementation.value is None
    assert of(dropped=6).mean_progress.value is None


def test_the_mean_is_of_the_numerable_ones_and_says_of_how_many(app: Flask) -> None:
    rows = [
        stands(status(Status.COMPLETED)),
        stands(status(Status.NOT_STARTED)),
        stands(status(Status.ON_HOLD), *milestones(done=1, planned=1)),
        stands(status(Status.IN_PROGRESS)),  # without milestones: not to be put in a number
        stands(status(Status.DROPPED), *milestones(done=2)),
        stands(*milestones(done=1, planned=3)),
        stands(*milestones(done=2)),
    ]

    found = summary(rows)

    assert found.mean_progress == Quote(Fraction(11, 4), 5)
    assert found.mean_progress.text == "55 %"


def test_recommendations_weigh_the_same_however_many_milestones_they_have() -> None:
    found = summary([stands(*milestones(done=1)), stands(*milestones(planned=99))])

    assert found.mean_progress.value == Fraction(1, 2)


@pytest.mark.parametrize(("whole", "text"), [(4, ""), (5, "40 %")])
def test_below_five_there_are_counts_only(app: Flask, whole: int, text: str) -> None:
    found = of(completed=2, in_progress=whole - 2, dropped=3)

    assert found.implementation.text == text
    assert found.implementation.is_shown is bool(text)
    assert found.implementation.exact


def test_milestones_are_counted_by_state_overdue_and_upcoming() -> None:
    rows = [
        stands(
            milestone(state(State.IN_PROGRESS), deadline(days_ago(1)), number=1),
            milestone(state(State.PLANNED), deadline(days_ago(200)), number=2),
            milestone(state(State.PLANNED), deadline(days_ahead(30)), number=3),
            milestone(state(State.IN_PROGRESS), deadline(days_ahead(30)), number=4),
            milestone(state(State.DONE), deadline(days_ago(9)), number=5),
            milestone(state(State.DROPPED), deadline(days_ago(9)), number=6),
        ),
        stands(*milestones(done=2)),
    ]

    found = summary(rows)

    assert (found.overdue, found.upcoming, found.milestones) == (2, 1, 8)
    assert found.states == {
        State.DONE: 3,
        State.IN_PROGRESS: 2,
        State.PLANNED: 2,
        State.DROPPED: 1,
    }
    assert found.schedules[Schedule.DELAYED] == 1


def test_each_field_has_its_figures_in_the_given_order_also_an_empty_one() -> None:
    rows = [stands(wording("sprache")), stands(wording("bildung")), stands(wording("sprache"))]

    found = by_field(rows, ["arbeit", "sprache", "bildung"])

    assert [(slug, one.total) for slug, one in found.items()] == [
        ("arbeit", 0),
        ("sprache", 2),
        ("bildung", 1),
    ]


def test_a_field_that_is_retired_still_counts_where_something_belongs_to_it() -> None:
    assert by_field([stands(wording("alt"))], ["sprache"])["alt"].total == 1


# Words and figures


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0 %"),
        (Fraction(1, 1000), "unter 1 %"),
        (Fraction(99, 10000), "unter 1 %"),
        (Fraction(1, 100), "1 %"),
        (Fraction(199, 10000), "1 %"),
        (Fraction(2, 3), "66 %"),
        (Fraction(999, 1000), "99 %"),
        (Fraction(1), "100 %"),
    ],
)
def test_a_percentage_is_rounded_down(app: Flask, value: Fraction, text: str) -> None:
    assert percentage(value) == text


@given(st.fractions(0, 1))
def test_only_the_whole_is_a_hundred_and_only_nothing_is_zero(value: Fraction) -> None:
    exact = decimal(value)

    assert (exact == "1.0000") == (value == 1)
    assert len(exact) == 6
    assert Fraction(exact) <= value < Fraction(exact) + Fraction(1, 10000)


def test_an_exact_value_has_four_decimals_and_a_point() -> None:
    assert decimal(Fraction(2, 3)) == "0.6666"
    assert decimal(Fraction(1, 2000)) == "0.0005"
    assert decimal(None) == ""


# Shares of one whole


@given(st.lists(st.integers(0, 500), min_size=1, max_size=8))
@example([1, 1, 1])
@example([1000, 1, 1])
@example([0, 995, 0, 3, 2])
@example([500, 1])
def test_shares_sum_to_a_hundred_and_none_hides_another(counts: list[int]) -> None:
    """A3.8: the rival's shares did not sum to 100."""
    shares = rounded(counts)

    assert sum(shares) == (100 if sum(counts) else 0)
    assert all(share == 0 for share, count in zip(shares, counts, strict=True) if not count)
    for share, count in zip(shares, counts, strict=True):
        assert (share == 100) == (count > 0 and count == sum(counts))
        if count:
            assert abs(share - Fraction(100 * count, sum(counts))) <= 1


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        ([1, 1, 1], [34, 33, 33]),
        ([1, 2, 3], [17, 33, 50]),
        ([1, 1, 1, 1, 1, 1, 1], [15, 15, 14, 14, 14, 14, 14]),
        ([0, 1, 1, 1], [0, 34, 33, 33]),
        ([3, 0], [100, 0]),
        ([999, 0, 1], [99, 0, 1]),
        ([1, 999, 2], [0, 99, 1]),
        ([], []),
        ([0, 0], [0, 0]),
    ],
)
def test_the_largest_remainder_wins_and_of_equal_ones_the_first(
    counts: list[int], shares: list[int]
) -> None:
    assert rounded(counts) == shares


def test_the_shares_stand_in_the_order_of_the_statuses() -> None:
    assert of(completed=1, in_progress=1, on_hold=1).shares == {
        Status.COMPLETED: 34,
        Status.ONGOING: 0,
        Status.IN_PROGRESS: 33,
        Status.IN_PREPARATION: 0,
        Status.NOT_STARTED: 0,
        Status.ON_HOLD: 33,
        Status.DROPPED: 0,
    }


def test_nobody_can_declare_lateness_a_blocker_or_ignorance() -> None:
    """A3.7: a computed lateness and a declared one can contradict each other."""
    assert {status.value for status in Status} == {
        "not_started",
        "in_preparation",
        "in_progress",
        "completed",
        "ongoing",
        "on_hold",
        "dropped",
    }
    assert "schedule" not in {name for kind in (Status, State) for name in kind.__members__}
    assert isinstance(stands(), Standing)
