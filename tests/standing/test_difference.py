"""What differs between two moments. Its algebra: test_properties."""

from tests.standing.given import (
    days_ago,
    days_ahead,
    deadline,
    milestone,
    part,
    stands,
    state,
    status,
)
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.standing.difference import Aspect, aspects, difference


def test_it_says_what_each_thing_was_before_and_is_after() -> None:
    facts = (
        status(Status.NOT_STARTED),
        status(Status.IN_PROGRESS, days_ago(5)),
        milestone(
            state(State.PLANNED), deadline(days_ahead(9)), deadline(days_ahead(99), days_ago(5))
        ),
    )
    before = aspects([stands(*facts, as_of=days_ago(6))])
    after = aspects([stands(*facts)])

    changes = difference(before, after).changes

    assert changes[Aspect("A-01", 0, "status")] == (Status.NOT_STARTED, Status.IN_PROGRESS)
    assert changes[Aspect("A-01", 1, "due")] == (days_ahead(9), days_ahead(99))
    assert Aspect("A-01", 0, "title") not in changes
    assert Aspect("A-01", 1, "state") not in changes


def test_what_was_not_there_before_comes_out_of_nothing() -> None:
    changes = difference({}, aspects([stands(part("vhs"))])).changes

    assert changes[Aspect("A-01", 0, "part:lead:vhs")] == (None, True)
    assert changes[Aspect("A-01", 0, "status")] == (None, Status.IN_PROGRESS)


def test_it_is_net_a_way_there_and_back_is_no_change() -> None:
    facts = (
        status(Status.IN_PROGRESS),
        status(Status.ON_HOLD, days_ago(20)),
        status(Status.IN_PROGRESS, days_ago(10)),
    )
    before, after = (aspects([stands(*facts, as_of=day)]) for day in (days_ago(30), days_ago(5)))

    assert not difference(before, after)
