"""When something is part of the plan, and what holds at a moment. Source: design.md 3."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.standing.given import (
    AS_OF,
    AT,
    KNOWN_AT,
    START,
    days_ago,
    days_ahead,
    deadline,
    milestone,
    part,
    recommendation,
    stands,
    state,
    status,
    wording,
)
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part
from tracker.standing.facts import Moment
from tracker.standing.rules import Thresholds, begins_on, exists, standing

BEFORE = START - timedelta(days=1)


def test_a_recommendation_exists_from_its_first_status_on() -> None:
    facts = recommendation(status(Status.NOT_STARTED))

    assert exists(facts, Moment(START, KNOWN_AT))
    assert not exists(facts, Moment(BEFORE, KNOWN_AT))


def test_nobody_can_ask_how_it_stood_before_it_was_there() -> None:
    facts = recommendation(status(Status.NOT_STARTED))

    with pytest.raises(ValueError, match="A-01 is not part of the plan on 2019-12-31"):
        standing(facts, Moment(BEFORE, KNOWN_AT), Thresholds())


def test_one_that_is_still_to_come_says_from_when_on() -> None:
    facts = recommendation(status(Status.NOT_STARTED, days_ahead(90)))

    assert begins_on(facts, AT) == days_ahead(90)
    assert not exists(facts, AT)


def test_one_whose_only_status_was_withdrawn_was_never_there() -> None:
    facts = recommendation(status(Status.NOT_STARTED, withdrawn_at=KNOWN_AT))

    assert begins_on(facts, AT) is None
    assert not exists(facts, AT)


def test_one_that_was_recorded_later_was_not_known_before() -> None:
    facts = recommendation(status(Status.NOT_STARTED, recorded_at=KNOWN_AT))

    assert exists(facts, AT)
    assert not exists(facts, Moment(AS_OF, KNOWN_AT - timedelta(seconds=1)))


def test_a_milestone_exists_from_its_first_fact_on() -> None:
    dated = milestone(deadline(days_ahead(400), days_ago(20)), state(State.PLANNED, days_ago(10)))

    assert stands(dated, as_of=days_ago(21)).milestones == ()
    assert stands(dated, as_of=days_ago(20)).valid == 1


def test_a_milestone_is_planned_before_its_first_state() -> None:
    dated = milestone(deadline(days_ahead(9)), state(State.IN_PROGRESS, days_ahead(1)))

    assert stands(dated).milestones[0].state is State.PLANNED


def test_a_milestone_is_not_there_before_its_recommendation() -> None:
    early = recommendation(status(Status.NOT_STARTED), milestone(deadline(days_ahead(9), BEFORE)))

    assert not exists(early, Moment(BEFORE, KNOWN_AT))
    assert len(standing(early, Moment(START, KNOWN_AT), Thresholds()).milestones) == 1


def test_a_milestone_that_is_not_there_yet_is_in_no_denominator() -> None:
    later = milestone(state(State.PLANNED, days_ahead(1)), number=2)

    assert stands(milestone(state(State.DONE)), later).progress == 1


def test_milestones_stand_in_the_order_of_their_numbers() -> None:
    rows = [milestone(state(State.PLANNED), number=number) for number in (3, 1, 2)]

    assert [found.number for found in stands(*rows).milestones] == [1, 2, 3]


def test_a_fact_holds_from_the_beginning_of_its_day_on() -> None:
    facts = (status(Status.NOT_STARTED), status(Status.IN_PROGRESS, AS_OF))

    assert stands(*facts).status is Status.IN_PROGRESS
    assert stands(*facts, as_of=days_ago(1)).status is Status.NOT_STARTED


def test_of_one_day_the_fact_recorded_last_holds() -> None:
    morning = datetime(2026, 6, 1, 8, tzinfo=UTC)
    evening = datetime(2026, 6, 1, 18, tzinfo=UTC)
    later = status(Status.IN_PROGRESS, date(2026, 6, 1), recorded_at=evening)
    earlier = status(Status.ON_HOLD, date(2026, 6, 1), recorded_at=morning)

    assert stands(later, earlier).status is Status.IN_PROGRESS


def test_of_one_moment_the_fact_with_the_higher_number_holds() -> None:
    first, second = status(Status.ON_HOLD), status(Status.IN_PROGRESS)

    assert stands(second, first).status is Status.IN_PROGRESS


def test_a_fact_reported_late_does_not_overtake_a_newer_one() -> None:
    newer = status(Status.COMPLETED, days_ago(10))
    late = status(Status.ON_HOLD, days_ago(20), recorded_at=KNOWN_AT)

    assert stands(newer, late).status is Status.COMPLETED
    assert stands(newer, late, as_of=days_ago(15)).status is Status.ON_HOLD


def test_a_withdrawal_counts_from_its_moment_on() -> None:
    facts = recommendation(
        status(Status.NOT_STARTED), status(Status.COMPLETED, days_ago(5), withdrawn_at=KNOWN_AT)
    )
    before = Moment(AS_OF, KNOWN_AT - timedelta(seconds=1))

    assert standing(facts, AT, Thresholds()).status is Status.NOT_STARTED
    assert standing(facts, before, Thresholds()).status is Status.COMPLETED


def test_it_belongs_to_the_field_of_its_wording_in_force() -> None:
    facts = (wording("sprache"), wording("bildung", days_ago(5), title="Kurse"))

    assert stands(*facts).action_field == "bildung"
    assert stands(*facts, as_of=days_ago(6)).action_field == "sprache"


def test_where_no_wording_counts_a_later_one_changes_nothing() -> None:
    gone = wording("sprache")._replace(withdrawn_at=KNOWN_AT)
    later = wording("bildung", days_ago(900))._replace(recorded_at=KNOWN_AT + timedelta(days=1))

    assert stands(gone).action_field == "sprache"
    assert stands(later, gone).action_field == "sprache"


def test_organisations_stand_by_part_and_name_and_only_while_involved() -> None:
    facts = (
        part("archiv", kind=Part.FUNDING),
        part("verein"),
        part("amt"),
        part("schule", kind=Part.CONTRIBUTING),
        part("schule", days_ago(5), kind=Part.CONTRIBUTING, is_involved=False),
    )

    found = [(fact.part, fact.organisation) for fact in stands(*facts).involvements]

    assert found == [(Part.LEAD, "amt"), (Part.LEAD, "verein"), (Part.FUNDING, "archiv")]
    assert stands(*facts).leads == ("amt", "verein")
    assert "schule" in stands(*facts, as_of=days_ago(6)).organisations
