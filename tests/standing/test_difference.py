"""What differs between two days, as data with an algebra, and as the list of changes."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.standing import strategies as some
from tests.standing.given import (
    days_ago,
    days_ahead,
    deadline,
    milestone,
    part,
    recommendation,
    side,
    state,
    status,
)
from tracker.i18n import Precision
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.standing.changes import Change, Hindrance, Kind, Owners, changes
from tracker.standing.difference import Aspect, apply, aspects, compose, difference
from tracker.standing.facts import Moment
from tracker.standing.rules import Day

spans = st.integers(0, 700).map(lambda days: timedelta(days=days))


def test_it_says_what_each_thing_was_before_and_is_after() -> None:
    row = recommendation(
        status(Status.NOT_STARTED),
        status(Status.IN_PROGRESS, days_ago(5)),
        milestone(
            state(State.PLANNED), deadline(days_ahead(9)), deadline(days_ahead(99), days_ago(5))
        ),
    )

    found = difference(aspects(side(row, as_of=days_ago(6))), aspects(side(row))).changes

    assert found[Aspect("A-01", 0, "status")] == (Status.NOT_STARTED, Status.IN_PROGRESS)
    due = [Day(days_ahead(days), Precision.DAY) for days in (9, 99)]
    assert found[Aspect("A-01", 1, "due")] == tuple(due)
    assert Aspect("A-01", 0, "wording") not in found
    assert Aspect("A-01", 1, "state") not in found


def test_what_was_not_there_before_comes_out_of_nothing() -> None:
    found = difference({}, aspects(side(recommendation(part("vhs"))))).changes

    assert found[Aspect("A-01", 0, "part:lead")] == (None, ("vhs",))
    assert found[Aspect("A-01", 0, "status")] == (None, Status.IN_PROGRESS)


@given(some.worlds(), some.askings, some.askings, some.askings)
def test_differences_add_up(plan, first, second, third):
    a, b, c = (aspects(plan(at)) for at in (first, second, third))

    assert not difference(a, a)
    assert apply(a, difference(a, b)) == b
    assert compose(difference(a, b), difference(b, c)) == difference(a, c)
    assert not compose(difference(a, b), difference(b, a))


@given(some.worlds(), some.askings, spans)
def test_changes_and_difference_have_something_to_say_about_the_same_things(plan, at, span):
    before, after = plan(at), plan(Moment(at.as_of + span, at.known_at))

    found = changes(before, after)
    differs = difference(aspects(before), aspects(after)).changes

    assert bool(found) == bool(differs)
    assert {change.code for change in found} == {aspect.code for aspect in differs}
    assert len({(c.kind, c.name, c.uid, str(c.before)) for c in found}) == len(found)


ASPECTS = {
    Kind.SILENT: "silent",
    Kind.REPORTED: "silent",
    Kind.WORDING: "wording",
    Kind.FIELD: "field",
    Kind.MOVED: "due",
    Kind.OVERDUE: "overdue",
    Kind.MILESTONE_DONE: "state",
    Kind.MILESTONE_DROPPED: "state",
    Kind.MILESTONE: "state",
}


def aspect_of(change: Change) -> Aspect:
    """Return what a change is about, as difference() has it."""
    match change.after:
        case Hindrance():
            name = f"obstacle:{change.after.uid}"
        case Owners():
            name = f"part:{change.after.part}"
        case _:
            name = ASPECTS.get(change.kind, "status")
    return Aspect(change.code, change.milestone, name)


@given(some.worlds(), some.askings, spans)
def test_each_aspect_that_differs_has_its_own_change(plan, at, span):
    """Of what was there before; what is new has one change for all of its aspects."""
    before, after = plan(at), plan(Moment(at.as_of + span, at.known_at))
    found = changes(before, after)
    differs = difference(aspects(before), aspects(after)).changes
    new = {(one.code, one.milestone) for one in found if one.kind is Kind.NEW}

    told = {aspect_of(one) for one in found if one.kind is not Kind.NEW}
    # Being late or silent can end without a change of its own: with the end that is told.
    owed = {
        key
        for key, (_old, now) in differs.items()
        if (now or key.name not in {"overdue", "silent"})
        and (key.code, key.milestone) not in new
        and (key.code, 0) not in new
    }

    assert owed <= told <= set(differs)


@given(some.worlds(), some.askings, spans)
def test_each_change_names_a_fact_that_was_made_between_the_two_days(plan, at, span):
    before, after = plan(at), plan(Moment(at.as_of + span, at.known_at))

    for change in changes(before, after):
        assert change.effective_on <= after.at.as_of
        # A report of before may have been published since.
        assert before.at.as_of < change.effective_on or change.kind is Kind.REPORTED
        assert change.before != change.after or change.kind in {Kind.SILENT, Kind.NEW}
        assert change.steps >= 1
        if change.recorded_at:
            assert change.recorded_at <= after.at.known_at
