"""The look back: which cases there are, what became of them, and how a rule is judged by them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.standing import strategies as some
from tests.standing.given import deadline, milestone, recommendation, state, status
from tracker.forecast.queries import end_of
from tracker.forecast.rules import (
    DUE_SOON,
    HINTS,
    Case,
    Rule,
    cases,
    month_ends,
    outcome_on,
    review,
    score,
    scored,
    shares,
)
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.standing.facts import MilestoneFacts, Moment, RecommendationFacts
from tracker.standing.hints import Level
from tracker.standing.rules import Standing, Thresholds, exists, standing

BEGIN, THEN, LATER = date(2024, 1, 1), date(2024, 3, 31), date(2024, 9, 30)
FIRST, LAST = date(2020, 3, 31), date(2022, 3, 31)


def history(
    plan: Sequence[RecommendationFacts], first: date = THEN, last: date = LATER
) -> dict[date, list[Standing]]:
    """Return the standings at the ends of months as they were known then."""
    moments = [Moment(day, end_of(day)) for day in month_ends(first, last)]
    return {
        at.as_of: [standing(row, at, Thresholds()) for row in plan if exists(row, at)]
        for at in moments
    }


def only_case(*facts) -> Case | None:
    """Return the case of a recommendation that began in 2024, at the end of March."""
    row = recommendation(status(Status.IN_PROGRESS, BEGIN), *facts)
    found = cases(history([row]))
    assert len(found) <= 1
    return found[0] if found else None


def at(day: date, hour: int = 8) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def test_a_case_is_told_half_a_year_later_at_the_end_of_a_month() -> None:
    assert month_ends(date(2023, 12, 5), date(2024, 2, 28)) == [
        date(2023, 12, 31),
        date(2024, 1, 31),
    ]
    assert outcome_on(THEN) == LATER
    assert outcome_on(date(2023, 8, 31)) == date(2024, 2, 29)


def test_a_day_ends_at_midnight_in_the_county() -> None:
    assert end_of(date(2024, 3, 31)) == datetime(2024, 3, 31, 21, 59, 59, 999999, tzinfo=UTC)
    assert end_of(date(2024, 1, 31)) == datetime(2024, 1, 31, 22, 59, 59, 999999, tzinfo=UTC)


DUE = date(2024, 6, 15)
PLANNED = state(State.PLANNED, BEGIN)
AGREED = deadline(DUE, BEGIN)


@pytest.mark.parametrize(
    ("facts", "has_slipped"),
    [
        ([], True),
        ([state(State.DONE, DUE)], False),
        ([state(State.DONE, DUE + timedelta(days=1))], True),
        ([state(State.DONE, DUE, recorded_at=at(LATER))], False),
        ([state(State.DONE, DUE, recorded_at=at(LATER + timedelta(days=1)))], True),
        ([state(State.DONE, DUE, withdrawn_at=at(LATER))], True),
        ([state(State.DONE, DUE), state(State.IN_PROGRESS, LATER)], True),
        ([deadline(DUE + timedelta(days=1), DUE)], True),
        (
            [deadline(DUE + timedelta(days=1), THEN + timedelta(days=1)), state(State.DONE, DUE)],
            True,
        ),
        (
            [deadline(DUE - timedelta(days=1), THEN + timedelta(days=1)), state(State.DONE, DUE)],
            False,
        ),
    ],
)
def test_a_milestone_slips_that_is_not_done_in_time_or_was_moved_later(
    facts: list, has_slipped: bool
) -> None:
    found = only_case(milestone(PLANNED, AGREED, *facts))

    assert found is not None
    assert found.has_slipped is has_slipped


@pytest.mark.parametrize(
    ("due", "is_watched"),
    [
        (THEN, False),  # what is late already is no forecast
        (THEN + timedelta(days=1), True),
        (LATER, True),
        (LATER + timedelta(days=1), False),
    ],
)
def test_only_what_falls_due_in_the_half_year_makes_a_case(due: date, is_watched: bool) -> None:
    assert bool(only_case(milestone(PLANNED, deadline(due, BEGIN)))) is is_watched


def test_one_slip_is_enough_and_what_was_dropped_is_not_looked_at() -> None:
    kept = milestone(PLANNED, AGREED, state(State.DONE, DUE), number=1)
    missed = milestone(PLANNED, AGREED, number=2)
    dropped = milestone(PLANNED, AGREED, state(State.DROPPED, DUE), number=3)

    assert only_case(kept, missed).has_slipped
    assert not only_case(kept, dropped).has_slipped
    assert only_case(dropped) is None


@pytest.mark.parametrize("ended", [Status.COMPLETED, Status.DROPPED, Status.ON_HOLD])
def test_what_is_not_open_is_no_case(ended: Status) -> None:
    assert only_case(status(ended, date(2024, 2, 1)), milestone(PLANNED, AGREED)) is None


def test_a_recommendation_dropped_later_has_no_outcome_and_one_put_on_hold_has() -> None:
    dropped = only_case(status(Status.DROPPED, DUE), milestone(PLANNED, AGREED))
    held = only_case(status(Status.ON_HOLD, DUE), milestone(PLANNED, AGREED))

    assert dropped is None
    assert held.has_slipped


def test_what_was_not_recorded_by_the_day_counts_in_no_case() -> None:
    late = deadline(DUE, BEGIN, recorded_at=at(THEN + timedelta(days=1)))

    assert only_case(milestone(PLANNED, late)) is None


def test_a_deadline_is_due_soon_within_ninety_days() -> None:
    inside = only_case(milestone(PLANNED, deadline(THEN + timedelta(days=90), BEGIN)))
    outside = only_case(milestone(PLANNED, deadline(THEN + timedelta(days=91), BEGIN)))

    assert inside.is_due_soon
    assert not outside.is_due_soon


def case(
    quarter: int, *, slips: bool, level: Level = Level.NONE, soon: bool = False, code: str = "A-01"
) -> Case:
    """Make a case of so many quarters after March 2020."""
    days = month_ends(FIRST, date(2023, 12, 31))[::3]
    return Case(days[quarter], days[quarter + 2], code, level, soon, slips)


def test_precision_recall_and_brier_by_hand() -> None:
    """Of each level the share of slips known on the day: by hand, for four cases."""
    found = [
        case(0, slips=True, level=Level.HIGH, code="A-01"),
        case(0, slips=False, level=Level.HIGH, code="A-02"),
        case(0, slips=False, code="A-03"),
        case(1, slips=True, code="A-04"),  # known in quarter 3 only
        case(2, slips=True, level=Level.HIGH, code="A-01"),  # 1/2
        case(2, slips=False, code="A-02"),  # 0
        case(2, slips=True, level=Level.LOW, code="A-03"),  # none of that level yet: 1/3
        case(3, slips=True, code="A-04"),  # 1/2: of two cases
    ]

    judged = scored(found, date.min, date.max)
    result = score(HINTS, judged, found)

    assert len(judged) == 4
    assert (result.slipped, result.warned, result.hits) == (3, 2, 2)
    assert result.precision == 1
    assert result.recall == Fraction(2, 3)
    errors = [Fraction(1, 2) ** 2, Fraction(0), Fraction(2, 3) ** 2, Fraction(1, 2) ** 2]
    assert result.brier == sum(errors) / 4
    assert [tuple(row) for row in shares(judged)] == [
        (Level.NONE, 2, 1),
        (Level.LOW, 1, 1),
        (Level.RAISED, 0, 0),
        (Level.HIGH, 1, 1),
    ]


def test_the_rule_of_ninety_days_is_judged_by_the_same_cases() -> None:
    found = [
        case(0, slips=False, soon=True),
        case(2, slips=True, soon=True, code="A-01"),  # 0 of 1 slipped before
        case(2, slips=True, code="A-02"),  # none of its kind: of all, 0
    ]

    result = score(DUE_SOON, scored(found, date.min, date.max), found)

    assert (result.cases, result.warned, result.hits) == (2, 1, 1)
    assert (result.precision, result.recall, result.brier) == (1, Fraction(1, 2), 1)


def test_only_days_asked_for_are_judged_but_all_earlier_ones_are_learned_from() -> None:
    found = [case(number, slips=number % 2 == 0) for number in range(8)]
    days = [one.on for one in found]

    judged = scored(found, days[4], days[5])

    assert [one.on for one in judged] == days[4:6]
    assert (
        score(HINTS, judged, found).brier
        == sum([(Fraction(2, 3) - 1) ** 2, (Fraction(2, 4) - 0) ** 2]) / 2
    )


def test_nothing_to_judge_gives_no_figures() -> None:
    result = score(HINTS, [], [])

    assert (result.precision, result.recall, result.brier) == (None, None, None)


@st.composite
def histories(draw: st.DrawFn) -> list[RecommendationFacts]:
    """Draw a plan whose milestones have deadlines from the beginning on, and then anything."""

    def steps(number: int) -> MilestoneFacts:
        drawn = draw(some.milestones(number))
        due = draw(st.sampled_from([200, 300, 400, 500, 700]))
        begun = deadline(some.FIRST_DAY + timedelta(days=due), some.FIRST_DAY)
        kept = [state(State.DONE, some.FIRST_DAY + timedelta(days=due - 20))]
        return replace(
            drawn,
            states=draw(st.sampled_from([[], kept, drawn.states])),
            deadlines=[begun, *drawn.deadlines[:1]],
        )

    return [
        replace(draw(some.recommendations(f"A-{number:02}")), milestones=[steps(1), steps(2)])
        for number in range(1, draw(st.integers(2, 6)))
    ]


many_cases = st.lists(
    st.builds(
        case,
        st.integers(0, 12),
        slips=st.booleans(),
        level=st.sampled_from(Level),
        soon=st.booleans(),
    ),
    max_size=40,
)


@given(many_cases, st.sampled_from([HINTS, DUE_SOON]))
def test_brier_lies_between_zero_and_one(found: list[Case], rule: Rule) -> None:
    result = score(rule, scored(found, date.min, date.max), found)

    assert result.brier is None or 0 <= result.brier <= 1


@given(many_cases, st.randoms(use_true_random=False))
def test_the_order_of_cases_is_irrelevant(found: list[Case], random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    judged = scored(found, date.min, date.max)
    again = scored(shuffled, date.min, date.max)

    assert score(HINTS, judged, found) == score(HINTS, again, shuffled)


@given(many_cases)
def test_who_knows_what_will_slip_is_always_right(found: list[Case]) -> None:
    knows = Rule(lambda case: str(case.has_slipped), lambda case: case.has_slipped)
    judged = scored(found, date.min, date.max)

    result = score(knows, judged, found)

    assert result.precision in {1, None}
    assert result.recall in {1, None}


@settings(max_examples=20)
@given(histories())
def test_what_is_recorded_after_the_outcome_changes_no_case(
    plan: list[RecommendationFacts],
) -> None:
    """Cut all facts at each day: the cases whose outcome was known by then stay the same."""
    found = cases(history(plan, FIRST, LAST))

    for day in month_ends(FIRST, LAST)[6::10]:
        cut = [_known(row, end_of(day)) for row in plan]
        by_then = cases(history(cut, FIRST, LAST))
        assert [one for one in by_then if one.known_on <= day] == [
            one for one in found if one.known_on <= day
        ]


@settings(max_examples=20)
@given(histories())
def test_each_probability_is_learned_from_the_past_alone(plan: list[RecommendationFacts]) -> None:
    """Leave out what was known after a case: it is judged as before."""
    found = cases(history(plan, FIRST, LAST))
    for before, one in pairwise(found):
        assert before.on <= one.on
    for one in scored(found, date.min, date.max)[::3]:
        past = [other for other in found if other.known_on <= one.on]
        assert score(HINTS, [one], found).brier == score(HINTS, [one], past).brier


def _known(row: RecommendationFacts, moment: datetime) -> RecommendationFacts:
    """Return the facts that were recorded by a moment."""

    def cut(facts: Sequence) -> list:
        return [fact for fact in facts if fact.recorded_at <= moment]

    return replace(
        row,
        statuses=cut(row.statuses),
        milestones=[
            replace(one, states=cut(one.states), deadlines=cut(one.deadlines))
            for one in row.milestones
        ],
        involvements=cut(row.involvements),
        reports=[one._replace(reviews=tuple(cut(one.reviews))) for one in cut(row.reports)],
    )


def test_fewer_than_fifty_cases_tell_nothing() -> None:
    rows = [
        recommendation(
            status(Status.IN_PROGRESS, BEGIN),
            milestone(PLANNED, AGREED),
            milestone(PLANNED, deadline(date(2024, 12, 15), BEGIN), number=2),
            code=f"A-{number:02}",
        )
        for number in range(50)
    ]
    last = date(2025, 3, 31)

    assert review(history(rows, last=last)).is_telling
    assert not review(history(rows[:49], last=last)).is_telling
