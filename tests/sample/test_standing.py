"""The sample plan in the database: it goes in, comes out unchanged, and stands as promised."""

from datetime import UTC, date, datetime

import pytest

from tests.dashboards.conftest import sample
from tracker.milestones.rules import State
from tracker.plan import queries
from tracker.plan.rules import Status
from tracker.planfile import actions, document
from tracker.planfile.canonical import canonical
from tracker.planfile.export import export
from tracker.sample import plan_file
from tracker.standing.facts import Moment
from tracker.standing.queries.plan import plan_facts
from tracker.standing.rules import Freshness, Schedule, exists, standing
from tracker.standing.summary import Summary, summary

KNOWN_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def stands(day: date) -> Summary:
    """Fold the sample plan as it stands on a day."""
    facts = plan_facts(queries.plan("integration"), Moment(day, KNOWN_AT))
    return summary(
        standing(one, facts.at, facts.thresholds)
        for one in facts.recommendations
        if exists(one, facts.at)
    )


@pytest.fixture
def _sample(clock, made_once):
    clock.at(KNOWN_AT)
    made_once(sample)


@pytest.mark.usefixtures("_sample")
def test_it_comes_out_as_it_went_in_and_a_second_time_changes_nothing():
    again = actions.import_plan(document.check(plan_file()))

    assert again.is_empty
    assert export("integration") == canonical(document.check(plan_file()))


@pytest.mark.usefixtures("_sample")
def test_on_the_last_day_it_stands_as_promised():
    found = stands(date(2026, 9, 30))

    assert (found.total, found.milestones, found.overdue) == (31, 122, 9)
    assert found.statuses == {
        Status.NOT_STARTED: 1,
        Status.IN_PREPARATION: 1,
        Status.IN_PROGRESS: 21,
        Status.COMPLETED: 2,
        Status.ONGOING: 4,
        Status.ON_HOLD: 1,
        Status.DROPPED: 1,
    }
    assert found.states == {
        State.PLANNED: 20,
        State.IN_PROGRESS: 14,
        State.DONE: 85,
        State.DROPPED: 3,
    }
    assert found.freshnesses == {
        Freshness.CURRENT: 19,
        Freshness.DUE: 5,
        Freshness.STALE: 3,
        Freshness.NEVER: 1,
        Freshness.EXEMPT: 3,
    }
    assert all(found.schedules[schedule] for schedule in Schedule)


@pytest.mark.usefixtures("_sample")
def test_the_plan_moves_forward_from_year_to_year():
    years = [stands(date(year, 12, 31)) for year in range(2016, 2026)]
    done = [found.states[State.DONE] for found in years]

    assert done == sorted(set(done))
    assert [found.total for found in years] == [27, 27, *[29] * 7, 31]
