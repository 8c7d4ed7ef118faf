"""What moved between two days: which kind, by which fact, in how many steps."""

from datetime import UTC, datetime

import pytest

from tests.standing.given import (
    AS_OF,
    AT,
    days_ago,
    days_ahead,
    deadline,
    milestone,
    obstacle,
    part,
    published,
    recommendation,
    side,
    state,
    status,
    wording,
)
from tracker.i18n import Precision
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part
from tracker.standing.changes import Change, Hindrance, Kind, Owners, changes
from tracker.standing.rules import Day
from tracker.standing.sides import WordingTexts

A_MONTH_AGO = days_ago(30)


def moved(*facts, obstacles=(), texts=None) -> list[Change]:
    """Return what moved in a month."""
    row = recommendation(*facts)
    both = (side(row, as_of=day, obstacles=obstacles, texts=texts) for day in (A_MONTH_AGO, AS_OF))
    return changes(*both)


def _day(ahead: int) -> Day:
    return Day(days_ahead(ahead), Precision.DAY)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (Status.NOT_STARTED, Status.IN_PROGRESS, Kind.BEGUN),
        (Status.NOT_STARTED, Status.IN_PREPARATION, Kind.PREPARED),
        (Status.IN_PROGRESS, Status.ONGOING, Kind.ONGOING),
        (Status.IN_PROGRESS, Status.DROPPED, Kind.DROPPED),
        (Status.ON_HOLD, Status.IN_PROGRESS, Kind.STATUS),
        (Status.COMPLETED, Status.NOT_STARTED, Kind.STATUS),
    ],
)
def test_a_change_of_status_is_told_by_where_it_leads(old, new, kind) -> None:
    last = status(new, days_ago(5), recorded_at=datetime(2026, 6, 28, tzinfo=UTC))

    found = next(one for one in moved(status(old), last, published(days_ago(40))))

    assert (found.kind, found.before, found.after) == (kind, old, new)
    assert (found.uid, found.effective_on, found.is_late) == (last.uid, days_ago(5), True)


def test_a_way_there_and_back_is_no_change_and_steps_are_counted() -> None:
    back = (
        status(Status.IN_PROGRESS),
        status(Status.ON_HOLD, days_ago(9)),
        status(Status.IN_PROGRESS, days_ago(5)),
    )
    further = status(Status.COMPLETED, days_ago(2))

    assert moved(*back) == []
    (found,) = [one for one in moved(*back, further) if one.kind is Kind.COMPLETED]
    assert (found.steps, found.uid) == (3, further.uid)


def test_silence_comes_by_itself_and_ends_with_a_report() -> None:
    (silent,) = moved(published(days_ago(380)))
    report, newest = published(days_ago(13)), published(days_ago(3))
    (again,) = moved(published(days_ago(800)), newest, report)

    assert (silent.kind, silent.uid, silent.before) == (Kind.SILENT, "", days_ago(380))
    assert (silent.effective_on, silent.is_late) == (days_ago(14), False)
    assert (again.kind, again.uid, again.after) == (Kind.REPORTED, report.uid, days_ago(13))


def test_a_milestone_is_moved_and_overdue_and_comes_new() -> None:
    first = milestone(
        state(State.PLANNED), deadline(days_ahead(5)), deadline(days_ago(3), days_ago(9))
    )
    new = milestone(deadline(days_ahead(9), days_ago(2)), number=2)

    found = moved(first, new)

    assert [(one.kind, one.milestone) for one in found] == [
        (Kind.MOVED, 1), (Kind.OVERDUE, 1), (Kind.NEW, 2),
    ]  # fmt: skip
    assert found[1].effective_on == days_ago(2)


def test_what_is_new_is_told_with_what_it_came_with_and_then_what_became_of_it() -> None:
    born, begun = status(Status.NOT_STARTED, days_ago(20)), status(Status.IN_PROGRESS, days_ago(9))
    agreed, once, again = (
        deadline(days_ahead(5), days_ago(20)),
        deadline(days_ahead(9), days_ago(8)),
        deadline(days_ahead(40), days_ago(4)),
    )
    row = recommendation(born, begun, milestone(agreed, once, again), published(days_ago(3)))

    found = changes(side(row, as_of=A_MONTH_AGO), side(row))

    told = [(one.kind, one.before, one.after, one.uid, one.steps) for one in found]
    assert told == [
        (Kind.BEGUN, Status.NOT_STARTED, Status.IN_PROGRESS, begun.uid, 1),
        (Kind.NEW, None, Status.NOT_STARTED, born.uid, 1),
        (Kind.MOVED, _day(5), _day(40), again.uid, 2),
    ]


def test_a_new_milestone_is_told_with_its_first_deadline_and_the_moves_after_it() -> None:
    agreed = deadline(days_ahead(5), days_ago(20))
    moved_on = deadline(days_ahead(40), days_ago(4))
    planned = state(State.PLANNED, days_ago(20))
    late = deadline(days_ahead(7), days_ago(2))

    found = moved(milestone(planned, agreed, moved_on), milestone(planned, late, number=2))

    assert [(one.kind, one.milestone, one.before, one.after, one.uid) for one in found] == [
        (Kind.MOVED, 1, _day(5), _day(40), moved_on.uid),
        (Kind.NEW, 1, None, _day(5), agreed.uid),
        (Kind.MOVED, 2, None, _day(7), late.uid),
        (Kind.NEW, 2, None, None, planned.uid),
    ]


def test_a_milestone_done_is_told_of_a_new_recommendation_as_well() -> None:
    row = recommendation(
        status(Status.IN_PROGRESS, days_ago(20)),
        milestone(done := state(State.DONE, days_ago(5))),
        milestone(state(State.PLANNED, days_ago(5)), number=2),
        milestone(state(State.DONE, days_ago(50)), number=3),
    )

    found = changes(side(row, as_of=A_MONTH_AGO), side(row))

    assert [(one.kind, one.milestone) for one in found] == [
        (Kind.NEW, 0), (Kind.MILESTONE_DONE, 1),
    ]  # fmt: skip
    assert found[1].uid == done.uid


def test_of_two_ends_of_an_obstacle_the_later_one_is_in_force() -> None:
    first, second = (
        obstacle(days_ago(90), ended=days_ago(8)),
        obstacle(days_ago(90), ended=days_ago(3)),
    )
    both = first._replace(ends=(*second.ends, *first.ends))

    end = both.end(AT)

    assert end is not None
    assert end.effective_on == days_ago(3)


def test_owners_texts_field_and_obstacles_are_told_with_both_sides() -> None:
    old, new = wording("sprache"), wording("bildung", days_ago(4))
    goals = [WordingTexts({"de": goal}, {}, None, "Neu gefasst") for goal in ("Alt", "Neu")]
    solved = obstacle(days_ago(90), ended=days_ago(8))
    opened = obstacle(days_ago(7))
    gone = obstacle(days_ago(6), ended=days_ago(5))

    found = moved(
        old, new, part("amt"), part("vhs", days_ago(3), kind=Part.LEAD),
        obstacles=(solved, opened, gone), texts=dict(zip((old.uid, new.uid), goals, strict=True)),
    )  # fmt: skip

    assert [one.kind for one in found] == [
        Kind.OBSTACLE, Kind.SOLVED, Kind.OWNERS, Kind.WORDING, Kind.FIELD,
    ]  # fmt: skip
    assert isinstance(found[0].after, Hindrance)
    assert (found[0].after.uid, found[1].uid) == (opened.uid, solved.ends[0].uid)
    assert found[2].after == Owners(Part.LEAD, ("amt", "vhs"))
    assert (found[3].reason, found[4].after) == ("Neu gefasst", "bildung")


def test_days_the_wrong_way_round_are_refused() -> None:
    row = recommendation()

    with pytest.raises(ValueError, match="earlier day"):
        changes(side(row), side(row, as_of=A_MONTH_AGO))
