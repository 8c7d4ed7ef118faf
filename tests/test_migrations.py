"""The migrations: from nothing to the models, down and up again, with data.

Each test has a database of its own, on whichever server the whole run uses.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect, select, text

from tests import make
from tests.conftest import build_app
from tracker import clock
from tracker.accounts.models import Role
from tracker.db import Base, db
from tracker.plan.queries import plan as plan_of
from tracker.reports import building
from tracker.reports.models import ReportVersion

FOLDER = Path(__file__).parent.parent / "tracker/migrations"
VERSIONS = sorted((FOLDER / "versions").glob("*.py"))


@pytest.fixture
def app(empty_database: Callable[[], str]) -> Iterator[Flask]:
    app = build_app(empty_database())
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def revisions() -> list[str]:
    """Return the revisions from the first to the last."""
    script = ScriptDirectory(str(FOLDER))
    return [found.revision for found in reversed(list(script.walk_revisions()))]


def shape() -> dict[str, object]:
    """Return tables with columns, keys, constraints and indices, as the database has them."""
    inspector = inspect(db.engine)
    found: dict[str, object] = {}
    for table in sorted(set(inspector.get_table_names()) - {"alembic_version"}):
        found[table] = (
            sorted(  # what a later migration added stands at the end
                (column["name"], str(column["type"]), column["nullable"])
                for column in inspector.get_columns(table)
            ),
            inspector.get_pk_constraint(table),
            sorted(map(str, inspector.get_foreign_keys(table))),
            sorted(map(str, inspector.get_unique_constraints(table))),
            sorted(map(str, inspector.get_indexes(table))),
        )
    return found


def content() -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables."""
    with db.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select().order_by("id"))]
            for table in Base.metadata.sorted_tables
        }


def fill() -> None:
    """Put rows into every table."""
    plan = make.plan("integration", is_sample=True)
    make.thresholds(plan)
    town = make.municipality(plan)
    owner = make.organisation(plan, at=town)
    person = make.user(Role.STAKEHOLDER, at=owner)
    recommendation = make.recommendation(of=plan, owner=owner)
    milestone = make.milestone(of=recommendation)
    moved = make.deadline_from(milestone, make.DUE, make.START, by=person, reason="Später")
    make.withdrawal(moved, plan)
    make.note(of=recommendation, by=person)
    make.obstacle_end(make.obstacle(of=recommendation), make.DUE)
    make.indicator(of=recommendation)
    body = make.committee(plan)
    make.sitting(body)
    make.paper(recommendation, of=body)
    make.session(person)
    make.sign_in_try()
    make.audit_entry(person)
    make.link(person)
    make.mail(person)
    make.draft(person)
    make.follow_up(recommendation)
    make.handover(recommendation, owner, make.organisation(plan))
    make.decision(recommendation)
    make.predecessor(recommendation)
    make.note_seen(make.note(of=recommendation, by=person, on=make.START))
    report = make.report(plan)
    make.report_text(report)
    make.report_file(make.report_version(report))


def test_there_is_one_line_of_numbered_revisions() -> None:
    script = ScriptDirectory(str(FOLDER))

    assert script.get_heads() == [revisions()[-1]]
    assert [path.name[:4] for path in VERSIONS] == revisions()
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", path.name) for path in VERSIONS)


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_imports_no_models(path: Path) -> None:
    assert not re.search(r"^\s*(from|import) tracker", path.read_text(), re.MULTILINE)


def test_the_head_is_what_the_models_say(app: Flask) -> None:
    flask_migrate.upgrade()

    flask_migrate.check()


def test_the_head_has_the_same_shape_as_the_models(app: Flask, empty_database) -> None:
    flask_migrate.upgrade()
    migrated = shape()
    other = build_app(empty_database())
    with other.app_context():
        db.create_all()
        made = shape()
        db.engine.dispose()

    assert migrated == made


def test_each_revision_goes_up_and_down_and_up_again(app: Flask) -> None:
    empty = shape()
    for revision in revisions():
        before = shape()
        flask_migrate.upgrade(revision=revision)
        after = shape()
        flask_migrate.downgrade(revision="-1")
        assert shape() == before
        flask_migrate.upgrade(revision=revision)
        assert shape() == after
    flask_migrate.downgrade(revision="base")
    assert shape() == empty


def test_every_table_has_rows_before_the_way_down_is_tested(app: Flask) -> None:
    flask_migrate.upgrade()
    fill()

    assert [name for name, rows in content().items() if not rows] == []


def test_all_the_way_down_and_up_with_data(app: Flask) -> None:
    flask_migrate.upgrade()
    fill()
    filled = shape()
    db.session.remove()

    flask_migrate.downgrade(revision="base")
    assert shape() == {}
    flask_migrate.upgrade()

    assert shape() == filled
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT revision FROM installation")).all() == [(1,)]
    fill()


def test_one_step_down_keeps_the_rows_of_the_tables_that_stay(app: Flask) -> None:
    """Also of the tables that a step alters; of the first revision, nothing stays."""
    flask_migrate.upgrade()
    fill()
    before = {name: len(rows) for name, rows in content().items()}
    db.session.remove()

    flask_migrate.downgrade(revision="-1")

    with db.engine.connect() as connection:
        for name in shape():
            rows = connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
            assert rows == before.get(name, rows)
    flask_migrate.upgrade()


def test_a_second_upgrade_changes_nothing(app: Flask) -> None:
    flask_migrate.upgrade()
    fill()
    before = content()

    flask_migrate.upgrade()

    assert content() == before


def test_versions_frozen_before_keep_the_title_that_they_say(app: Flask) -> None:
    flask_migrate.upgrade()
    report = make.report(make.plan("integration"))
    make.report_version(report)
    redacted = make.report_version(report, number=2)
    redacted.document = redacted.title = ""
    report.title = "Anders"
    db.session.commit()
    db.session.remove()
    (step,) = [path.name[:4] for path in VERSIONS if "titles_of_versions" in path.name]

    flask_migrate.downgrade(revision=f"{int(step) - 1:04}")
    flask_migrate.upgrade()

    rows = db.session.scalars(select(ReportVersion).order_by(ReportVersion.number))
    assert [one.title for one in rows] == ["Sachstandsbericht zum Masterplan Integration", ""]


def test_versions_frozen_before_keep_what_they_say_of_the_one_before(app: Flask) -> None:
    flask_migrate.upgrade()
    report = make.report(make.plan("integration"))
    built = building.draft(plan_of("integration"), report, clock.now(), 1, "")
    old, new = (make.report_version(report, content=built.content, number=one) for one in (1, 2))
    made = building.kept_of_before(report.id, new.content)
    assert (old.compared, new.compared) == ("", "")
    db.session.remove()
    (step,) = [path.name[:4] for path in VERSIONS if "version_compares" in path.name]

    flask_migrate.downgrade(revision=f"{int(step) - 1:04}")
    flask_migrate.upgrade()

    rows = db.session.scalars(select(ReportVersion).order_by(ReportVersion.number))
    kept = [one.compared for one in rows]
    assert kept[0] == ""
    assert json.loads(kept[1]) == json.loads(made) | {"earlier": 1}
