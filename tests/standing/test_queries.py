"""What is loaded for a plan gives the standings that all its facts give."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from tests import make
from tests.make import START
from tracker.db import db
from tracker.milestones.rules import State
from tracker.notes.rules import Kind, Outcome
from tracker.plan.models import Plan, Recommendation
from tracker.plan.queries import PlanRow
from tracker.plan.queries import plan as plan_row
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part
from tracker.standing.facts import Moment
from tracker.standing.queries.names import withdrawn
from tracker.standing.queries.plan import (
    PlanFacts,
    field_of_plan_facts,
    plan_facts,
    plan_facts_since,
)
from tracker.standing.queries.reports import all_reports
from tracker.standing.queries.sides import sides
from tracker.standing.rules import Freshness, Schedule, Standing, Thresholds, exists, standing

AS_OF = date(2026, 7, 1)
NOW = datetime(2026, 7, 1, 10, tzinfo=UTC)
AT = Moment(AS_OF, NOW)


def stands(facts: PlanFacts) -> list[Standing]:
    return [
        standing(row, facts.at, facts.thresholds)
        for row in facts.recommendations
        if exists(row, facts.at)
    ]


def only(plan: Plan, at: Moment = AT) -> Standing:
    """Return the standing of a plan's only recommendation."""
    (found,) = stands(plan_facts(plan_row(plan.slug), at))
    return found


def with_everything(plan: PlanRow, at: Moment) -> PlanFacts:
    """Load a plan with all reports that were published, not the newest ones only."""
    facts = plan_facts(plan, at)
    found = db.session.execute(
        select(Recommendation.code, Recommendation.id).where(Recommendation.plan_id == plan.id)
    )
    ids = {row.code: row.id for row in found}
    reports = all_reports(list(ids.values()), at, withdrawn(plan.id))
    rows = tuple(
        replace(row, reports=reports.get(ids[row.code], [])) for row in facts.recommendations
    )
    return replace(facts, recommendations=rows)


def test_two_days_loaded_together_stand_as_each_by_itself(app: Flask) -> None:
    plan = make.plan()
    vhs, stranger = (make.organisation(plan, slug=slug) for slug in ("vhs", "fremd"))
    row = make.recommendation(of=plan, owner=vhs)
    for month in (1, 4):  # of those involved, and then of others, which does not count
        make.note(of=row, at=vhs, on=date(2026, month, 1))
        make.note(of=row, at=stranger, on=date(2026, month + 1, 1))
    make.recommendation(of=plan)
    make.obstacle(of=row)
    found, earlier = plan_row(plan.slug), date(2026, 3, 1)
    each = [stands(plan_facts(found, Moment(day, NOW))) for day in (earlier, AS_OF)]

    together = [
        plan_facts(found, AT),
        plan_facts(found, AT, earlier=earlier),
        plan_facts_since(found, earlier, AT, withdrawn(plan.id)),
    ]

    assert [one.reported_on for side in each for one in side] == [
        date(2026, 1, 1), None, date(2026, 4, 1), None,
    ]  # fmt: skip
    for facts in together:
        both = sides(found, facts, earlier)
        assert [list(side.standings.values()) for side in both] == each
        assert len(both[0].obstacles) == 1


def test_everything_of_a_recommendation_is_loaded(app: Flask) -> None:
    plan = make.plan()
    owner, vhs = make.organisation(plan), make.organisation(plan, slug="vhs")
    recommendation = make.recommendation(
        Status.NOT_STARTED, of=plan, owner=owner, code="A-01", title="Sprachkurse"
    )
    make.status_from(recommendation, Status.IN_PROGRESS, date(2026, 2, 1))
    make.involvement(recommendation, vhs, Part.FUNDING)
    milestone = make.milestone(of=recommendation, due=date(2026, 5, 1))
    make.deadline_from(milestone, date(2026, 6, 1), date(2026, 4, 1), reason="Raum fehlt")
    make.milestone(State.DONE, of=recommendation, due=None)
    make.note(of=recommendation, at=vhs, on=date(2026, 6, 1))

    found = only(plan)

    assert (found.code, found.title["de"], found.status) == ("A-01", "Sprachkurse", "in_progress")
    assert found.since == START
    assert found.schedule is Schedule.ATTENTION
    assert (found.reported_on, found.freshness) == (date(2026, 6, 1), Freshness.CURRENT)
    assert [(fact.part, fact.organisation) for fact in found.involvements] == [
        (Part.LEAD, owner.slug),
        (Part.FUNDING, "vhs"),
    ]
    first, second = found.milestones
    assert (first.days_late, first.moves, first.moved_days) == (30, 1, 31)
    assert (second.state, second.due) == (State.DONE, None)


def test_withdrawn_facts_count_nowhere(app: Flask) -> None:
    plan = make.plan()
    recommendation = make.recommendation(of=plan)
    milestone = make.milestone(of=recommendation, due=date(2026, 12, 1))
    wrong = [
        make.status_from(recommendation, Status.DROPPED, date(2026, 2, 1), reason="Irrtum"),
        make.state_from(milestone, State.DONE, date(2026, 2, 1)),
        make.deadline_from(milestone, date(2027, 1, 1), date(2026, 2, 1), reason="Irrtum"),
        make.note(of=recommendation, on=date(2026, 2, 1)),
    ]
    for row in wrong:
        make.withdrawal(row, plan)

    found = only(plan)
    before = only(plan, Moment(AS_OF, datetime(2026, 6, 1, tzinfo=UTC)))

    assert found.status is Status.IN_PROGRESS
    assert found.freshness is Freshness.NEVER
    assert (found.milestones[0].state, found.milestones[0].moves) == (State.PLANNED, 0)
    assert before.status is Status.DROPPED
    assert (before.milestones[0].state, before.milestones[0].moves) == (State.DONE, 1)


def test_a_withdrawn_review_leaves_the_note_unpublished(app: Flask) -> None:
    plan = make.plan()
    recommendation = make.recommendation(of=plan)
    note = make.note(of=recommendation, on=date(2026, 2, 1), is_published=False)
    make.withdrawal(make.review(note, on=date(2026, 2, 2)), plan)

    assert only(plan).freshness is Freshness.NEVER


def test_the_thresholds_in_force_are_loaded(app: Flask) -> None:
    plan = make.plan()
    make.recommendation(of=plan)
    make.thresholds(plan, date(2026, 3, 1), attention_days=10)

    before = plan_facts(plan_row(plan.slug), Moment(date(2026, 2, 28), NOW))

    assert plan_facts(plan_row(plan.slug), AT).thresholds.attention_days == 10
    assert before.thresholds == Thresholds()


def test_a_plan_without_anything_has_no_standings(app: Flask) -> None:
    facts = plan_facts(plan_row(make.plan().slug), AT)

    assert (facts.recommendations, facts.fields, dict(facts.organisations)) == ((), (), {})


def test_a_field_has_what_belongs_to_it_at_the_moment(app: Flask) -> None:
    plan = make.plan()
    old, new = make.action_field(plan, slug="alt"), make.action_field(plan, slug="neu")
    moved = make.recommendation(field=old, code="A-01")
    make.recommendation(field=old, code="A-02")
    make.wording(moved, date(2026, 3, 1), field=new)
    row = plan_row(plan.slug)

    def codes(slug: str, day: date) -> list[str]:
        facts = field_of_plan_facts(row, Moment(day, NOW), slug)
        return [found.code for found in stands(facts)]

    assert (codes("alt", AS_OF), codes("neu", AS_OF)) == (["A-02"], ["A-01"])
    assert (codes("alt", START), codes("neu", START)) == (["A-01", "A-02"], [])
    assert codes("anderes", AS_OF) == []


def test_another_plan_is_left_out(app: Flask) -> None:
    plan = make.plan()
    make.recommendation(of=plan, code="A-01")
    make.recommendation(of=make.plan(), code="B-01")

    assert only(plan).code == "A-01"


# The newest report instead of all of them


@pytest.fixture
def reported(app: Flask) -> Plan:
    """Make a plan in which the newest report is doubtful in every way."""
    plan = make.plan()
    owner, vhs = make.organisation(plan, slug="owner"), make.organisation(plan, slug="vhs")

    def one(code: str, status: Status = Status.IN_PROGRESS) -> Recommendation:
        return make.recommendation(status, of=plan, owner=owner, code=code)

    make.note(of=one("A-01-plain"), at=owner, on=date(2026, 6, 1))
    one("A-02-silent")
    uninvolved = one("A-03-uninvolved")
    make.note(of=uninvolved, at=owner, on=date(2025, 12, 1))
    make.note(of=uninvolved, at=owner, on=date(2026, 2, 1))
    make.note(of=uninvolved, at=vhs, on=date(2026, 6, 1))
    only_foreign = one("A-04-only-foreign")
    make.note(of=only_foreign, at=vhs, on=date(2026, 6, 1))
    left = one("A-05-left")
    make.involvement(left, vhs, Part.CONTRIBUTING)
    make.involvement(left, vhs, Part.CONTRIBUTING, since=date(2026, 5, 1), is_involved=False)
    make.note(of=left, at=vhs, on=date(2026, 4, 30))
    make.note(of=left, at=vhs, on=date(2026, 5, 1))
    same_day = one("A-06-same-day")
    make.note(of=same_day, at=owner, on=date(2026, 6, 1))
    make.note(
        of=same_day, at=vhs, on=date(2026, 6, 1), recorded_at=datetime(2026, 6, 2, tzinfo=UTC)
    )
    withdrawn_one = one("A-07-withdrawn")
    make.note(of=withdrawn_one, at=owner, on=date(2026, 3, 1))
    make.withdrawal(make.note(of=withdrawn_one, at=owner, on=date(2026, 6, 1)), plan)
    returned = one("A-08-returned")
    make.note(of=returned, at=owner, on=date(2026, 3, 1))
    back = make.note(of=returned, at=owner, on=date(2026, 6, 1), is_published=False)
    make.review(back, Outcome.RETURNED, on=date(2026, 6, 2))
    reviewed_twice = one("A-09-twice")
    twice = make.note(of=reviewed_twice, at=owner, on=date(2026, 5, 1))
    make.review(twice, Outcome.RETURNED, on=date(2026, 5, 2))
    make.review(twice, Outcome.PUBLISHED, on=date(2026, 5, 3))
    late = one("A-10-late-review")
    make.note(of=late, at=owner, on=date(2026, 2, 1))
    make.review(
        make.note(of=late, at=owner, on=date(2026, 4, 1), is_published=False),
        on=date(2026, 6, 30),
        recorded_at=datetime(2026, 6, 30, 20, tzinfo=UTC),
    )
    confirmed = one("A-11-confirmed", Status.ON_HOLD)
    make.note(of=confirmed, at=owner, kind=Kind.CONFIRMATION, is_published=False)
    make.note(of=confirmed, at=owner, on=date(2026, 6, 15), is_published=False)
    exempt = one("A-12-exempt", Status.COMPLETED)
    make.note(of=exempt, at=vhs, on=date(2026, 6, 15))
    return plan


def test_a_note_of_somebody_not_involved_does_not_hide_an_older_one_that_counts(
    reported: Plan,
) -> None:
    found = {row.code: row for row in stands(plan_facts(plan_row(reported.slug), AT))}

    assert found["A-03-uninvolved"].reported_on == date(2026, 2, 1)
    assert found["A-04-only-foreign"].reported_on is None
    assert found["A-05-left"].reported_on == date(2026, 4, 30)
    assert found["A-06-same-day"].reported_on == date(2026, 6, 1)


@pytest.mark.parametrize("known_days_ago", [0, 2, 40])
def test_loading_the_newest_reports_gives_what_loading_all_gives(
    reported: Plan, known_days_ago: int
) -> None:
    row = plan_row(reported.slug)

    for days in range(0, 240, 7):
        at = Moment(AS_OF - timedelta(days=days), NOW - timedelta(days=known_days_ago))
        facts, everything = plan_facts(row, at), with_everything(row, at)
        assert stands(facts) == stands(everything)


def test_the_number_of_statements_is_the_same_for_every_size(app: Flask) -> None:
    small, large = make.plan(), make.plan()
    for plan, many in ((small, 1), (large, 12)):
        for _ in range(many):
            recommendation = make.recommendation(of=plan)
            make.milestone(of=recommendation)
            make.note(of=recommendation)

    rows = [plan_row(plan.slug) for plan in (small, large)]
    counts = [_statements(row) for row in rows]

    assert counts[0] == counts[1] <= 7


def _statements(row: PlanRow) -> int:
    seen: list[str] = []

    def record(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", record)
    try:
        plan_facts(row, AT)
    finally:
        event.remove(db.engine, "before_cursor_execute", record)
    return len(seen)


def test_the_order_of_the_rows_is_that_of_the_codes_never_of_the_ids(app: Flask) -> None:
    plan = make.plan()
    for code in ("B-01", "A-02", "A-01"):
        make.recommendation(of=plan, code=code)

    found = plan_facts(plan_row(plan.slug), AT)

    assert [row.code for row in found.recommendations] == ["A-01", "A-02", "B-01"]
