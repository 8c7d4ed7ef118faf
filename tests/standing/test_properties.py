"""What holds for every plan. Source: design.md 4, the invariants."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TypeVar

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.standing import strategies as some
from tests.standing.strategies import FIRST_DAY
from tracker.milestones.rules import State
from tracker.notes.rules import Kind, Outcome
from tracker.plan.rules import Status
from tracker.standing.facts import (
    DeadlineFact,
    InvolvementFact,
    MilestoneFacts,
    Moment,
    RecommendationFacts,
    ReportFact,
    StateFact,
    StatusFact,
    WordingFact,
)
from tracker.standing.rules import Freshness, Schedule, Standing, Thresholds, exists, standing
from tracker.standing.summary import Summary, by_field, summary
from tracker.standing.trend import trend

Fact = StatusFact | StateFact | DeadlineFact | InvolvementFact | ReportFact | WordingFact
A_WHILE = timedelta(days=1)
F = TypeVar("F", bound=Fact)

later = st.sampled_from([1, 30, 400]).map(lambda days: timedelta(days=days))

extras = st.one_of(
    some.statuses,
    some.states,
    some.deadlines,
    some.involvements,
    some.reports,
    some.wordings,
)


def stands(facts: RecommendationFacts, at: Moment) -> Standing | None:
    """Return the standing with the default thresholds; None where it does not exist."""
    return standing(facts, at, Thresholds()) if exists(facts, at) else None


def all_standing(plan: list[RecommendationFacts], at: Moment) -> list[Standing]:
    return [standing(facts, at, Thresholds()) for facts in plan if exists(facts, at)]


def with_fact(facts: RecommendationFacts, fact: Fact) -> RecommendationFacts:
    """Return the same facts and one more, which is of milestone 1 if of any."""
    match fact:
        case StatusFact():
            return replace(facts, statuses=[*facts.statuses, fact])
        case InvolvementFact():
            return replace(facts, involvements=[*facts.involvements, fact])
        case ReportFact():
            return replace(facts, reports=[*facts.reports, fact])
        case WordingFact():
            return replace(facts, wordings=[*facts.wordings, fact])
    first, *others = facts.milestones or [MilestoneFacts(1, {"de": "Schritt 1"})]
    if isinstance(fact, StateFact):
        first = replace(first, states=[*first.states, fact])
    else:
        first = replace(first, deadlines=[*first.deadlines, fact])
    return replace(facts, milestones=[first, *others])


def quotes(found: Summary) -> tuple[object, ...]:
    return (
        found.implementation.value,
        found.implementation.text,
        found.mean_progress.value,
        found.mean_progress.text,
        found.valid,
        found.numerable,
    )


def now(fact: F, at: Moment) -> F:
    """Let a fact be the newest one that counts at a moment."""
    return fact._replace(
        effective_on=at.as_of, recorded_at=at.known_at, number=99, withdrawn_at=None
    )


@given(some.recommendations(), some.askings, some.thresholds)
def test_progress_lies_between_nothing_and_the_whole(facts, at, days):
    assume(exists(facts, at))

    progress = standing(facts, at, days).progress

    assert progress is None or 0 <= progress <= 1


@given(some.recommendations(), some.askings)
def test_what_has_ended_is_whole_and_what_is_dropped_has_no_number(facts, at):
    found = stands(facts, at)
    assume(found)

    if found.status.has_ended:
        assert found.progress == 1
    if found.status is Status.DROPPED:
        assert found.progress is None


@given(some.recommendations(), some.askings, some.states)
def test_setting_a_milestone_to_done_never_lowers_progress(facts, at, fact):
    before = stands(facts, at)
    assume(before)

    after = stands(with_fact(facts, now(fact._replace(state=State.DONE), at)), at)

    assert after.progress is not None or before.progress is None
    if before.progress is not None:
        assert after.progress >= before.progress


@given(some.plans(), some.recommendations("Z-99"), some.askings, some.statuses)
def test_adding_a_dropped_recommendation_changes_no_quote(plan, more, at, fact):
    dropped = with_fact(more, now(fact._replace(status=Status.DROPPED), at))

    before = summary(all_standing(plan, at))
    after = summary(all_standing([*plan, dropped], at))

    assert quotes(after) == quotes(before)
    assert after.dropped == before.dropped + 1


@given(some.recommendations(), some.askings, some.states)
def test_adding_a_dropped_milestone_changes_no_progress(facts, at, fact):
    before = stands(facts, at)
    assume(before)
    dropped = MilestoneFacts(
        99, {"de": "Schritt 99"}, [now(fact._replace(state=State.DROPPED), at)]
    )

    after = stands(replace(facts, milestones=[*facts.milestones, dropped]), at)

    assert after.progress == before.progress
    assert after.schedule == before.schedule
    assert after.valid == before.valid


@given(some.recommendations(), some.askings, extras, later)
def test_a_fact_that_holds_from_after_the_stichtag_changes_nothing(facts, at, fact, after):
    ahead = fact._replace(effective_on=at.as_of + after)

    assert stands(with_fact(facts, ahead), at) == stands(facts, at)


@given(some.recommendations(), some.askings, extras, later)
def test_a_fact_recorded_after_the_moment_changes_nothing(facts, at, fact, after):
    unknown = fact._replace(recorded_at=at.known_at + after)

    assert stands(with_fact(facts, unknown), at) == stands(facts, at)


@given(some.recommendations(), some.askings, extras)
def test_withdrawing_the_newest_fact_gives_the_standing_before_it(facts, at, fact):
    newest = now(fact, at)
    withdrawn = newest._replace(withdrawn_at=at.known_at + A_WHILE)
    before, after = at, Moment(at.as_of, at.known_at + A_WHILE)
    was = stands(facts, after)

    assert stands(with_fact(facts, withdrawn), after) == was
    assert stands(with_fact(facts, withdrawn), before) == stands(with_fact(facts, newest), before)


@given(some.recommendations(), some.askings, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_arrive_is_irrelevant(facts, at, random):
    """Numbers run in the order of arrival; times that differ make them irrelevant."""

    def arrived(rows):
        times = {(row.effective_on, row.recorded_at) for row in rows}
        assume(len(times) == len(rows))
        shuffled = random.sample(rows, len(rows))
        return [row._replace(number=place) for place, row in enumerate(shuffled)]

    otherwise = RecommendationFacts(
        facts.code,
        arrived(facts.wordings),
        arrived(facts.statuses),
        [
            replace(row, states=arrived(row.states), deadlines=arrived(row.deadlines))
            for row in random.sample(facts.milestones, len(facts.milestones))
        ],
        arrived(facts.involvements),
        [row._replace(reviews=tuple(arrived(list(row.reviews)))) for row in arrived(facts.reports)],
    )

    assert _without_number(stands(otherwise, at)) == _without_number(stands(facts, at))


def _without_number(found):
    """Leave out the running numbers, which are no part of what is shown."""
    return found and replace(
        found,
        status_fact=found.status_fact._replace(number=0),
        involvements=tuple(fact._replace(number=0) for fact in found.involvements),
    )


@given(some.recommendations(), some.askings, some.reports, some.reviews)
def test_an_unpublished_note_changes_nothing(facts, at, report, review):
    """A3.1: what the page hides, no other surface tells either."""
    written = report._replace(kind=Kind.NOTE, reviews=())
    returned = written._replace(reviews=(now(review._replace(outcome=Outcome.RETURNED), at),))
    later = review._replace(effective_on=at.as_of + A_WHILE)
    published_later = written._replace(reviews=(later._replace(outcome=Outcome.PUBLISHED),))

    for unpublished in (written, returned, published_later):
        assert stands(with_fact(facts, now(unpublished, at)), at) == stands(facts, at)


@given(some.recommendations(), some.askings)
def test_schedule_and_freshness_follow_from_the_facts_alone(facts, at):
    """A3.7: nobody declares lateness, so it cannot contradict the deadlines."""
    found = stands(facts, at)
    assume(found)
    late = max((row.days_late for row in found.milestones), default=0)

    assert all(row.days_late == 0 for row in found.milestones if not row.is_open)
    assert (found.schedule is Schedule.DELAYED) <= (late > Thresholds().attention_days)
    assert (found.schedule is Schedule.ON_TRACK) <= (late == 0)
    assert (found.freshness is Freshness.NEVER) <= (found.reported_on is None)
    if found.reported_on:
        assert FIRST_DAY <= found.reported_on <= at.as_of


@given(some.recommendations(), some.askings)
def test_the_first_agreed_deadline_stays_whatever_follows(facts, at):
    found = stands(facts, at)
    assume(found)
    for row in found.milestones:
        assert (row.baseline is None) == (row.due is None)
        if row.due:
            assert row.moved_days == (row.due.on - row.baseline.on).days
            assert row.moves > 0 or row.moved_days == 0


@given(some.plans(), some.askings)
def test_the_figures_of_the_fields_add_up_to_those_of_the_plan(plan, at):
    """A3.5: there is one formula, and every surface prints what it returns."""
    rows = all_standing(plan, at)
    whole, parts = summary(rows), by_field(rows, ["bildung", "sprache"]).values()

    for name in ("total", "overdue", "upcoming", "ended", "valid", "numerable", "progress"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)
    for name in ("statuses", "schedules", "freshnesses", "states"):
        for member, number in getattr(whole, name).items():
            assert sum(getattr(part, name)[member] for part in parts) == number


@given(some.plans(), some.askings)
def test_the_counts_of_each_axis_are_those_of_all_recommendations(plan, at):
    found = summary(all_standing(plan, at))

    for counts in (found.statuses, found.schedules, found.freshnesses):
        assert sum(counts.values()) == found.total
    assert list(found.statuses) == list(Status)
    assert found.valid == found.total - found.dropped
    assert 0 <= found.ended <= found.numerable <= found.valid
    assert 0 <= found.progress <= found.numerable
    for quote in (found.implementation, found.mean_progress):
        assert quote.value is None or 0 <= quote.value <= Fraction(1)


@given(some.plans(), some.askings)
def test_the_trend_only_rises_and_ends_at_the_counts(plan, at):
    rows = all_standing(plan, at)
    course, whole = trend(rows, at.as_of), summary(rows)
    planned = [point.planned for point in course.points]
    done = [point.done for point in course.points if point.done is not None]

    assert planned == sorted(planned)
    assert done == sorted(done)
    assert course.done == whole.states[State.DONE]
    assert course.planned_ever + course.without_deadline == (
        whole.milestones - whole.states[State.DROPPED]
    )
    if course.points:
        assert (planned[0], done[0]) == (0, 0)
        assert (planned[-1], done[-1]) == (course.planned_ever, course.done)
        assert course.planned <= course.planned_ever
