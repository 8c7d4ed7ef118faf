"""What a report says is what the plan's standings say, by hand-checked numbers."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import make
from tracker.milestones.rules import State
from tracker.notes.rules import Addressee, Outcome
from tracker.plan import queries as plans
from tracker.plan.models import Plan
from tracker.plan.rules import Status
from tracker.reports.content import Content, canonical, read
from tracker.reports.inputs import Cover, Inputs, dump, load
from tracker.reports.queries import of_plan
from tracker.reports.queries.inputs import inputs
from tracker.standing.rules import Freshness, Schedule

AS_OF, SINCE = date(2026, 6, 30), date(2026, 3, 31)
KNOWN = datetime(2026, 7, 1, 10, tzinfo=UTC)
COVER = Cover("Sachstandsbericht", sitting_on=date(2026, 7, 10), number=2, change="Ein Wort.")

pytestmark = pytest.mark.usefixtures("app")


def content_of(plan: Plan, since: date | None = SINCE, **texts: str) -> Content:
    row = plans.plan(plan.slug)
    return of_plan(row, AS_OF, since, KNOWN, inputs(row, COVER, texts, "Zur Kenntnis."))


def test_inputs_come_back_from_their_json() -> None:
    of = plans.plan(make.plan().slug)
    given = inputs(of, COVER, {"assessment": "Gut.", "outlook": "  "}, "Zur Kenntnis.")

    assert load(dump(given)) == given
    assert given.texts == {"assessment": "Gut."}
    assert load(dump(Inputs(Cover("Kurz")))) == Inputs(Cover("Kurz"))


def test_counts_are_those_of_both_days() -> None:
    plan = make.plan()
    field = make.action_field(plan, slug="arbeit")
    row = make.recommendation(Status.IN_PREPARATION, field=field, code="A-01")
    make.status_from(row, Status.IN_PROGRESS, date(2026, 4, 15), reason="Die Stelle ist besetzt.")
    make.milestone(State.DONE, of=row, due=date(2026, 5, 31))
    make.milestone(of=row, due=date(2026, 3, 1))
    make.milestone(of=row, due=date(2026, 12, 31))
    make.milestone(of=row, due=date(2027, 1, 1))
    make.recommendation(Status.DROPPED, field=field, code="A-02")

    found = content_of(plan)

    now, then = found["figures"], found["before"]
    assert (now["total"], now["valid"], now["statuses"]["in_progress"]) == (2, 1, 1)
    assert (then["statuses"]["in_preparation"], then["statuses"]["in_progress"]) == (1, 0)
    assert now["mean_progress"] == {"value": "1/4", "whole": 1, "is_shown": False}
    assert found["fields"][0]["figures"] == now
    assert found["until"] == "2026-12-31"
    assert [one["number"] for one in found["milestones"]["overdue"]] == [2]
    assert [one["number"] for one in found["milestones"]["coming"]] == [3]


def test_a_milestone_counts_as_done_in_the_period_it_was_done_in() -> None:
    plan = make.plan()
    row = make.recommendation(of=plan)
    for day in (SINCE, date(2026, 4, 1), AS_OF, date(2026, 7, 1)):
        make.state_from(make.milestone(of=row), State.DONE, day)

    assert len(content_of(plan)["milestones"]["done"]) == 2
    assert len(content_of(plan, since=None)["milestones"]["done"]) == 3


def test_content_comes_back_from_its_json_and_holds_no_ids() -> None:
    plan = make.plan()
    row = make.recommendation(of=plan)
    make.milestone(of=row)
    make.note(of=row)
    make.indicator(of=row)
    found = content_of(plan)

    def names(part: Any) -> set[str]:
        if isinstance(part, dict):
            return {*part, *(name for one in part.values() for name in names(one))}
        return {name for one in part for name in names(one)} if isinstance(part, list) else set()

    assert read(canonical(found)) == found
    assert canonical(read(canonical(found))) == canonical(found)
    assert not {name for name in names(found) if name in {"id", "uid"} or name.endswith("_id")}


def test_an_empty_plan_has_a_content() -> None:
    found = content_of(make.plan(with_terms=False), since=None)

    assert (found["figures"]["total"], found["recommendations"], found["before"]) == (0, [], None)


def test_a_sheet_tells_what_is_published() -> None:
    plan = make.plan()
    school, office = (make.organisation(plan, slug=slug) for slug in ("schule", "amt"))
    row = make.recommendation(of=plan, owner=school, code="B-01")
    make.involvement(row, office)
    make.note("Alt.", of=row, at=school, on=date(2026, 2, 1))
    make.note("Neu.", of=row, at=school, on=date(2026, 5, 1))
    make.note("Vom Amt.", of=row, at=office, on=date(2026, 4, 1))
    edited = make.note("Roh.", of=row, at=office, on=date(2026, 6, 1), is_published=False)
    make.review(edited, on=date(2026, 6, 2), text="Geglättet.")
    returned = make.note("Nein.", of=row, at=school, on=date(2026, 6, 3), is_published=False)
    make.review(returned, Outcome.RETURNED, on=date(2026, 6, 4))
    make.obstacle(of=row, addressee=Addressee.COUNCIL, text="Ein Beschluss fehlt.")
    make.obstacle_end(make.obstacle(of=row, text="Vorbei."), date(2026, 2, 1))
    make.paper(row, number="2026/01")
    make.paper(row, number="2026/99", on=date(2026, 7, 1))
    make.decision(row, on=date(2026, 5, 5), text="Beschlossen.")

    found = content_of(plan)

    sheet = found["recommendations"][0]
    assert [note["text"]["de"] for note in sheet["notes"]] == ["Geglättet.", "Neu."]
    assert [one["text"]["de"] for one in sheet["obstacles"]] == ["Ein Beschluss fehlt."]
    assert [one["code"] for one in found["decisions_needed"]] == ["B-01"]
    assert sheet["papers"] == ["2026/01"]
    assert [paper["number"] for paper in found["papers"]] == ["2026/01"]
    assert sheet["decisions"][0]["text"] == {"de": "Beschlossen."}
    assert sheet["owners"]["lead"] == ["schule", "amt"]
    assert "Person" not in json.dumps(found)


def members(part: dict[str, Any]) -> Iterator[str]:
    """Return the members of a content, of its first rows, and so on."""
    for name, value in part.items():
        yield name
        row = value[0] if isinstance(value, list) and value else value
        if isinstance(row, dict) and "de" not in row and name not in {"field_names", "committees"}:
            yield from members(row)


def full_plan() -> Plan:
    """Return a plan with something of everything that content tells of."""
    plan = make.plan()
    row = make.recommendation(of=plan, field=make.action_field(plan, slug="arbeit"))
    make.milestone(of=row, since=date(2026, 4, 1))
    make.milestone(State.DONE, of=row, since=date(2026, 4, 1))
    make.milestone(of=row, due=date(2026, 3, 1))
    make.note(of=row)
    make.indicator(of=row)
    make.paper(row)
    make.decision(row)
    make.sitting(make.committee(plan))
    make.obstacle(of=row, addressee=Addressee.COUNCIL)
    return plan


def test_each_member_is_described() -> None:
    plan = full_plan()
    described = Path("docs/report.md").read_text()
    values = {one.value for kind in (Status, Schedule, Freshness, State, Addressee) for one in kind}

    found = set(members(content_of(plan, assessment="Gut."))) - values

    assert {name for name in found if f"`{name}`" not in described} <= {
        "de", "en", "on", "precision", "part", "text", "organisation_categories", "funding_types",
        "time_horizons", "priorities",
    }  # fmt: skip
