"""Hints: which reasons there are, how strong they make a hint, and in which words it is told."""

from datetime import date
from fractions import Fraction

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.standing import strategies as some
from tests.standing.given import (
    AS_OF,
    confirmation,
    days_ago,
    days_ahead,
    deadline,
    milestone,
    milestones,
    part,
    stands,
    state,
    status,
)
from tracker.i18n import speaking
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part
from tracker.standing.facts import Moment, RecommendationFacts
from tracker.standing.hints import Hint, Level, Reason, hint, is_open, time_used
from tracker.standing.owners import is_unowned, owners
from tracker.standing.rules import Thresholds, exists, standing

FRESH = confirmation(days_ago(1))


def hinted(*facts, is_unowned: bool = False, as_of: date = AS_OF) -> Hint:
    """Return the hint about a recommendation in progress that reported yesterday."""
    return hint(stands(FRESH, *facts, as_of=as_of), as_of, is_unowned=is_unowned)


def test_without_a_reason_there_is_no_hint() -> None:
    found = hinted(milestone(state(State.PLANNED), deadline(days_ahead(400))))

    assert not found
    assert found.level is Level.NONE


def test_a_milestone_past_its_due_day_is_a_reason_that_counts_twice() -> None:
    on_the_day = hinted(milestone(state(State.IN_PROGRESS), deadline(AS_OF)))
    after_it = hinted(milestone(state(State.IN_PROGRESS), deadline(days_ago(1))))
    done = hinted(milestone(state(State.DONE), deadline(days_ago(1))))

    assert not on_the_day
    assert after_it.reasons == (Reason.OVERDUE,)
    assert after_it.level is Level.RAISED
    assert not done


@pytest.mark.parametrize(("moves", "reasons"), [(1, ()), (2, (Reason.MOVED,))])
def test_two_moves_are_a_reason_and_one_is_not(moves: int, reasons: tuple[Reason, ...]) -> None:
    dates = [deadline(days_ahead(400 + move), days_ago(30 - move)) for move in range(moves + 1)]

    assert hinted(milestone(state(State.PLANNED), *dates)).reasons == reasons


def test_where_all_milestones_are_done_only_silence_is_a_reason() -> None:
    dates = [deadline(days_ahead(400 + move), days_ago(30 - move)) for move in range(3)]
    done = milestone(state(State.DONE), *dates)

    assert not hinted(done, is_unowned=True)
    assert hint(stands(done), AS_OF, is_unowned=True).reasons == (Reason.SILENT,)


@pytest.mark.parametrize(
    ("age", "reasons"),
    [(180, ()), (181, ()), (365, ()), (366, (Reason.SILENT,)), (None, (Reason.SILENT,))],
)
def test_an_outdated_report_or_none_is_a_reason_and_one_that_is_due_is_not(
    age: int | None, reasons: tuple[Reason, ...]
) -> None:
    facts = [] if age is None else [confirmation(days_ago(age))]

    assert hint(stands(*facts), AS_OF).reasons == reasons


def with_time(used_days: int, done: int, of: int) -> Hint:
    """Return the hint of a recommendation that began so many days ago, of a thousand."""
    first, *others = [
        milestone(
            state(State.DONE if number <= done else State.PLANNED),
            deadline(days_ahead(1000 - used_days)),
            number=number,
        )
        for number in range(1, of + 1)
    ]
    return hinted(status(Status.IN_PROGRESS, days_ago(used_days)), first, *others)


@pytest.mark.parametrize(
    ("used", "done", "of", "is_behind"),
    [
        (250, 0, 2, True),
        (249, 0, 2, False),
        (750, 1, 2, True),
        (749, 1, 2, False),
        (999, 0, 1, False),  # of one milestone there is no share
        (999, 2, 2, False),
    ],
)
def test_time_a_quarter_ahead_of_the_milestones_done_is_a_reason(
    used: int, done: int, of: int, is_behind: bool
) -> None:
    assert (Reason.TIME in with_time(used, done, of).reasons) is is_behind


def test_without_a_deadline_there_is_no_time_to_use() -> None:
    row = stands(*milestones(planned=3))

    assert time_used(row, AS_OF) is None
    assert Reason.TIME not in hint(row, AS_OF).reasons


def test_time_is_over_at_the_last_deadline_and_never_more_than_all() -> None:
    late = stands(milestone(deadline(days_ago(300))))
    same_day = stands(
        status(Status.IN_PROGRESS, days_ago(10)), milestone(deadline(days_ago(10), days_ago(10)))
    )

    assert time_used(late, AS_OF) == 1
    assert time_used(same_day, AS_OF) == 1


def test_that_nobody_can_be_reached_is_a_reason_where_it_is_known() -> None:
    assert hinted(is_unowned=True).reasons == (Reason.UNOWNED,)


def test_who_leads_answers_for_it_and_else_who_takes_part() -> None:
    led = stands(part("amt"), part("vhs", kind=Part.CONTRIBUTING))
    joined = stands(part("vhs", kind=Part.CONTRIBUTING), part("bank", kind=Part.FUNDING))

    assert owners(led) == ("amt",)
    assert owners(joined) == ("vhs", "bank")
    assert is_unowned(led, {"vhs"})
    assert not is_unowned(joined, {"bank"})
    assert is_unowned(stands(part(is_involved=False)), {"verein"})


def test_more_reasons_make_a_stronger_hint_and_the_highest_level_is_the_last() -> None:
    late = milestone(state(State.PLANNED), deadline(days_ago(1)))
    moved = [deadline(days_ago(9 - move), days_ago(30 - move)) for move in range(3)]
    late_and_moved = milestone(state(State.PLANNED), *moved)

    assert hinted(is_unowned=True).level is Level.LOW
    assert hinted(late).level is Level.RAISED
    assert hinted(late, is_unowned=True).level is Level.HIGH
    everything = hint(stands(late_and_moved, milestone(number=2)), AS_OF, is_unowned=True)
    assert everything.level is Level.HIGH


def test_moves_of_what_is_done_are_no_reason() -> None:
    dates = [deadline(days_ahead(400 + move), days_ago(30 - move)) for move in range(3)]
    row = stands(milestone(*dates, state(State.DONE, days_ago(1))), *milestones(planned=1))

    assert row.moves == 2
    assert Reason.MOVED not in hint(row, AS_OF).reasons


@pytest.mark.parametrize("ended", [Status.COMPLETED, Status.DROPPED, Status.ON_HOLD])
def test_what_is_not_open_has_no_hint(ended: Status) -> None:
    late = milestone(state(State.PLANNED), deadline(days_ago(100)))

    assert not hint(stands(status(ended), late), AS_OF, is_unowned=True)


def test_a_permanent_task_is_open_as_long_as_a_milestone_is() -> None:
    assert not is_open(stands(status(Status.ONGOING), *milestones(done=2)))
    assert is_open(stands(status(Status.ONGOING), *milestones(done=2, planned=1)))


def test_the_reasons_are_told_in_both_languages(app: Flask) -> None:
    dates = [deadline(date(2026, 5, 29 + move), days_ago(60 - move)) for move in range(3)]
    row = stands(milestone(state(State.PLANNED), *dates), milestone(deadline(AS_OF), number=2))
    found = hint(row, AS_OF, is_unowned=True)

    assert found.late == (
        "Meilenstein A-01.1 „Schritt 1“ ist seit 31 Tagen überfällig, Termin: 31.05.2026.",
    )
    assert found.signs == (
        "Offene Termine wurden schon mehrmals verschoben.",
        (
            "100 % der Zeit bis zum letzten Termin sind vergangen, aber noch keiner von "
            "2 Meilensteinen ist erledigt."
        ),
        "Es wurde noch nie etwas gemeldet.",
        "Von den Zuständigen ist niemand über ein Konto erreichbar.",
    )
    with speaking("en"):
        assert found.signs[0] == "Open deadlines have already been moved several times."
    silent = hint(stands(confirmation(date(2025, 1, 31))), AS_OF)
    assert silent.late == ()
    assert silent.signs == ("Seit dem 31.01.2025 wurde nichts mehr gemeldet.",)


@given(some.recommendations(), some.askings, some.thresholds, st.booleans())
def test_a_hint_has_reasons_exactly_if_it_has_a_level(
    facts: RecommendationFacts, at: Moment, days: Thresholds, is_alone: bool
) -> None:
    if not exists(facts, at):
        return
    row = standing(facts, at, days)
    found = hint(row, at.as_of, is_unowned=is_alone)

    assert bool(found) is (found.level is not Level.NONE)
    assert set(hint(row, at.as_of).reasons) == set(found.reasons) - {Reason.UNOWNED}
    used = time_used(row, at.as_of)
    assert used is None or Fraction(0) <= used <= 1


def test_a_hint_changes_nothing_of_how_it_stands() -> None:
    row = stands(milestone(deadline(days_ago(9))))
    before = repr(row)

    assert hint(row, AS_OF)
    assert repr(row) == before
