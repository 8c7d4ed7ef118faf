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


def meant(change: Change) -> list[tuple[str, object, object]]:
    """Return what a change says was and is: aspects by name, values as a difference has them."""
    old, new = change.before, change.after
    if change.kind is Kind.NEW:
        came = [("state", None, State.PLANNED), ("due", None, new)]
        return came if change.milestone else [("status", None, new)]
    match new:
        case Owners():
            named = f"part:{new.part}"
            found = (named, getattr(old, "organisations", None) or None, new.organisations or None)
        case Hindrance():
            is_open = new.end_text is None
            found = (f"obstacle:{new.uid}", None if is_open else True, is_open or None)
        case State():
            found = ("state", old or State.PLANNED, new)
        case _:
            found = (NAMED.get(change.kind, "status"), old, new)
    return [BARE.get(change.kind, found)]


NAMED = {Kind.MOVED: "due", Kind.WORDING: "wording", Kind.FIELD: "field"}
BARE = {
    Kind.OVERDUE: ("overdue", None, True),
    Kind.SILENT: ("silent", None, True),
    Kind.REPORTED: ("silent", True, None),
}


def goes_by_itself(aspect: Aspect, old: object) -> bool:
    """Return whether something that is over is told by what ended it, such as a new status."""
    return aspect.name in {"overdue", "silent"} and old is True


@given(some.worlds(), some.askings, spans)
def test_changes_told_one_after_the_other_lead_from_one_day_to_the_other(plan, at, span):
    before, after = plan(at), plan(Moment(at.as_of + span, at.known_at))
    old, new = aspects(before), aspects(after)
    come = after.standings.keys() - before.standings.keys()

    told = dict(old)
    for change in sorted(changes(before, after), key=lambda one: one.kind is not Kind.NEW):
        for name, was, now in meant(change):
            aspect = Aspect(change.code, change.milestone, name)
            if change.code not in come or aspect.name == "status":
                assert told.get(aspect) == was
            told[aspect] = now

    differing = {key for key in {*told, *new} if told.get(key) != new.get(key)}
    assert all(
        (key.code in come and key.name != "status") or goes_by_itself(key, told.get(key))
        for key in differing
    )


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
