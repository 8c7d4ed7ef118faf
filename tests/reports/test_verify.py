"""Computing frozen reports again: whatever is recorded later, the same bytes come out."""

import hashlib
import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests import make
from tests.conftest import NOW, Clock
from tests.reports.conftest import REPORTS, freeze
from tracker.db import db
from tracker.milestones.models import Milestone, MilestoneDeadline
from tracker.milestones.rules import State
from tracker.notes.models import Note
from tracker.plan import queries as plans
from tracker.plan.models import Plan, Recommendation, RecommendationStatus
from tracker.plan.rules import Status
from tracker.planfile.actions import import_plan
from tracker.planfile.document import check
from tracker.planfile.export import export
from tracker.planfile.words import PlanFileError
from tracker.reports import building
from tracker.reports.actions import files
from tracker.reports.actions.verifying import Outcome, verify
from tracker.reports.content import canonical
from tracker.reports.inputs import Cover, dump
from tracker.reports.models import Report, ReportFile, ReportVersion
from tracker.reports.queries.inputs import inputs
from tracker.reports.rules import Format
from tracker.stakeholders.models import Organisation

LATER = NOW + timedelta(hours=1)
SEED = 20260930


@pytest.fixture
def frozen(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> Report:
    report = make.report(plan, since=date(2026, 3, 31))
    make.report_text(report)
    freeze(plan, report)
    return report


def record(plan: Plan, number: int) -> None:
    """Record so many random facts, some for days long before, and withdraw some old ones."""
    dice = random.Random(SEED)
    of = list(db.session.scalars(select(Recommendation).order_by(Recommendation.code)))
    clubs = list(db.session.scalars(select(Organisation).order_by(Organisation.slug)))
    milestones = list(db.session.scalars(select(Milestone).order_by(Milestone.id)))
    old = [
        *db.session.scalars(select(RecommendationStatus).order_by(RecommendationStatus.id)),
        *db.session.scalars(select(MilestoneDeadline).order_by(MilestoneDeadline.id)),
        *db.session.scalars(select(Note).order_by(Note.id)),
    ]
    for turn in range(number):
        at = LATER + timedelta(minutes=turn)
        day = date(2026, 1, 2) + timedelta(days=dice.randrange(180))
        match dice.randrange(6):
            case 0:
                status = dice.choice([one for one in Status if one is not Status.DROPPED])
                make.status_from(dice.choice(of), status, day, reason="Neu.", recorded_at=at)
            case 1:
                state = dice.choice(list(State))
                make.state_from(dice.choice(milestones), state, day, recorded_at=at)
            case 2:
                due = day + timedelta(days=dice.randrange(400))
                make.deadline_from(
                    dice.choice(milestones), due, day, reason="Später.", recorded_at=at
                )
            case 3:
                make.note(f"Sachstand {turn}", of=dice.choice(of), on=day, recorded_at=at)
            case 4:
                club = dice.choice(clubs)
                make.involvement(dice.choice(of), club, since=day, recorded_at=at)
            case _ if old:
                gone = old.pop(dice.randrange(len(old)))
                make.withdrawal(gone, plan, recorded_at=at)
            case _:
                make.obstacle(of=dice.choice(of), since=day).recorded_at = at
                db.session.commit()


def outcomes(**options: bool) -> list[tuple[Outcome, tuple[str, ...]]]:
    return [(one.outcome, one.differing) for one in verify(**options)]


def test_a_hundred_later_facts_change_no_byte(frozen, plan, clock: Clock) -> None:
    clock.at(LATER + timedelta(days=1))
    record(plan, 100)
    db.session.execute(update(Plan).values(title={"de": "Anders"}))  # no fact, but frozen with it
    db.session.commit()

    assert outcomes() == [(Outcome.SAME, ())]


def test_a_fact_that_was_known_before_would_change_it(frozen, plan) -> None:
    """What the test above holds is not empty: known earlier, one fact is enough."""
    of = db.session.scalars(select(Recommendation).order_by(Recommendation.code)).first()
    make.status_from(of, Status.COMPLETED, date(2026, 5, 1), recorded_at=NOW - timedelta(hours=1))

    assert outcomes() == [(Outcome.DIFFERENT, ("content", "document"))]


def test_what_was_changed_in_the_database_is_named(frozen) -> None:
    version = db.session.scalars(select(ReportVersion)).one()
    version.content = version.content.replace("Es geht voran.", "Es geht zurück.")
    row = make.db.session.scalars(select(ReportFile).where(ReportFile.format == Format.JSON)).one()
    row.made_at, row.data, row.sha256 = datetime.now(UTC), b"{}", "0" * 64
    db.session.commit()

    assert outcomes() == [(Outcome.DIFFERENT, ("content", "json"))]


def test_no_file_brings_what_would_have_been_known_at_a_freezing(app, clock: Clock) -> None:
    plan = make.plan("integration")
    make.recommendation(of=plan)
    freeze(plan, make.report(plan))
    clock.at(LATER)
    file = json.loads(export(plan.slug))
    early = {
        "uid": make.new_uid(),
        "effective_on": "2026-06-20",
        "recorded_at": "2026-06-25T08:00:00Z",
        "recorded_for": None,
        "recorded_role": "import",
        "reason": "Entfällt.",
        "status": "dropped",
    }
    file["recommendations"][0]["statuses"].append(early)

    with pytest.raises(PlanFileError, match="Um 2026-07-01T10:00:00Z ist ein Bericht eingefroren"):
        import_plan(check(file))
    assert outcomes() == [(Outcome.SAME, ())]

    early["recorded_at"] = "2026-07-01T10:30:00Z"
    import_plan(check(file))
    db.session.expire_all()
    assert outcomes() == [(Outcome.SAME, ())]


def test_files_are_made_again_by_the_same_release_only(frozen, monkeypatch) -> None:
    monkeypatch.setattr(files, "render", lambda *_args: b"other bytes")
    files.make_files()
    db.session.commit()
    assert outcomes() == [(Outcome.SAME, ())]

    ((outcome, differing),) = outcomes(has_files=True)
    assert (outcome, set(differing)) == (Outcome.DIFFERENT, {one.value for one in Format})

    db.session.execute(update(ReportVersion).values(release="0.0.1", document="{}"))
    db.session.commit()
    (found,) = verify(has_files=True)
    assert (found.outcome, found.later_release) == (Outcome.SAME, True)


def test_a_report_frozen_in_the_first_shape_is_shown_and_computed_again(frozen, plan, staff):
    """It was kept before content told what the day of comparison counts, and blocks had links."""
    version = db.session.scalars(select(ReportVersion)).one()
    given, held = json.loads(version.inputs), json.loads(version.content)
    assert (given.pop("shape"), held.pop("shape")) == (2, 2)
    assert [one["code"] for one in held.pop("recommendations_before")] == ["A-01", "A-02"]
    words = json.loads(version.document)
    for block in (*words["essentials"], *words["blocks"]):
        block.pop("links", None)
        block.pop("marks", None)
    content = canonical(held)
    db.session.execute(
        update(ReportVersion).values(
            inputs=canonical(given),
            content=content,
            content_hash=hashlib.sha256(content.encode()).hexdigest(),
            document=canonical(words),
            release="0.0.1",
            published_at=LATER,
        )
    )
    db.session.commit()

    assert outcomes() == [(Outcome.SAME, ())]
    shown = staff.get(f"{REPORTS}/2026-06-30").soup.select_one("article.report")
    assert "Empfehlungen nach Umsetzungsstand" in shown.text
    assert shown.select("td.table__numeric a") == []


def test_a_report_of_the_first_shape_leaves_the_day_of_comparison_without_links(plan):
    given = inputs(plans.plan(plan.slug), Cover("Bericht"), {}, "")
    day, since = date(2026, 6, 30), date(2026, 3, 31)
    columns = []
    for shape in (1, 2):
        held = dump(replace(given, shape=shape))
        report = building.build(plans.plan(plan.slug), day, since, NOW, "de", held).document
        tables = {table.key: table for table in report.tables}
        links = tables["essentials.status"].links
        columns.append(({link.column for link in links}, "counts.before" in tables))

    assert columns == [({1}, False), ({1, 2}, True)]


def test_the_command_says_what_differs_and_what_was_taken_away(frozen, plan, app, staff) -> None:
    runner = app.test_cli_runner()
    same = runner.invoke(args=["report", "verify", "integration"])
    assert (same.exit_code, same.output) == (0, "integration/2026-06-30 v1: gleich\n")

    db.session.execute(update(ReportVersion).values(content_hash="0" * 64))
    db.session.commit()
    other = runner.invoke(args=["report", "verify"])
    assert (other.exit_code, other.output) == (1, "integration/2026-06-30 v1: weicht ab: content\n")

    staff.submit(f"{REPORTS}/2026-06-30/1/schwaerzen", reason="Ein Name.", sure="y")
    gone = runner.invoke(args=["report", "verify"])
    assert (gone.exit_code, gone.output) == (
        0, "integration/2026-06-30 v1: entfernt, nicht nachrechenbar\n",
    )  # fmt: skip


def test_the_command_says_that_nothing_is_frozen_or_there(app) -> None:
    runner = app.test_cli_runner()

    assert runner.invoke(args=["report", "verify"]).output == "Noch ist kein Bericht eingefroren.\n"
    missing = runner.invoke(args=["report", "verify", "gibt-es-nicht"])
    assert (missing.exit_code, missing.output) == (1, "Einen Plan „gibt-es-nicht“ gibt es nicht.\n")
