from datetime import UTC, date, datetime

import pytest

from tests import make
from tracker.history import queries
from tracker.milestones.models import MilestoneState
from tracker.milestones.rules import State

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
EARLY = datetime(2026, 6, 1, 8, tzinfo=UTC)
LATE = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def milestone(app):
    return make.milestone(State.PLANNED, since=date(2026, 1, 1))


def held(milestone, as_of):
    of = MilestoneState.milestone_id == milestone.id
    found = queries.in_force(MilestoneState, of, as_of)
    return found and found.state


def test_a_fact_holds_from_its_day_on(milestone):
    make.state_from(milestone, State.DONE, JUNE)

    assert held(milestone, date(2026, 5, 31)) is State.PLANNED
    assert held(milestone, JUNE) is State.DONE


def test_before_the_first_fact_nothing_is_in_force(milestone):
    assert held(milestone, date(2025, 12, 31)) is None


def test_of_two_facts_for_one_day_the_later_recorded_one_holds(milestone):
    make.state_from(milestone, State.DROPPED, JUNE, recorded_at=LATE)
    make.state_from(milestone, State.DONE, JUNE, recorded_at=EARLY)

    assert held(milestone, JUNE) is State.DROPPED


def test_of_two_facts_of_one_moment_the_one_with_the_higher_number_holds(milestone):
    make.state_from(milestone, State.DROPPED, JUNE, recorded_at=EARLY)
    make.state_from(milestone, State.DONE, JUNE, recorded_at=EARLY)

    assert held(milestone, JUNE) is State.DONE


def test_a_fact_recorded_later_for_an_earlier_day_holds_only_until_the_next_one(milestone):
    make.state_from(milestone, State.DONE, JULY)
    make.state_from(
        milestone, State.IN_PROGRESS, JUNE, recorded_at=datetime(2026, 8, 1, tzinfo=UTC)
    )

    assert held(milestone, date(2026, 6, 30)) is State.IN_PROGRESS
    assert held(milestone, JULY) is State.DONE


def test_a_withdrawn_fact_counts_nowhere(milestone):
    plan = make.plan()
    wrong = make.state_from(milestone, State.DONE, JUNE)
    make.withdrawal(wrong, plan)
    of = MilestoneState.milestone_id == milestone.id

    assert held(milestone, JUNE) is State.PLANNED
    assert held(milestone, date(2030, 1, 1)) is State.PLANNED
    assert wrong not in queries.counting(MilestoneState, of, JULY)
    assert queries.fact(MilestoneState, wrong.uid) is wrong
    assert queries.withdrawal(wrong.uid).fact_uid == wrong.uid


def test_other_subjects_facts_do_not_count(milestone):
    make.milestone(State.DONE, since=JUNE)

    assert held(milestone, JULY) is State.PLANNED


def test_numbers_run_for_each_subject_and_count_withdrawn_facts(milestone):
    wrong = make.state_from(milestone, State.DONE, JUNE)
    make.withdrawal(wrong, make.plan())

    def next_of(one):
        return queries.next_number(MilestoneState, MilestoneState.milestone_id == one.id)

    assert next_of(milestone) == 3
    assert next_of(make.milestone()) == 2
