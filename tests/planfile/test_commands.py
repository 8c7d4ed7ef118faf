import json
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import func, select

from tests.conftest import build_app
from tests.planfile import plans
from tracker.db import db
from tracker.notes.models import Note
from tracker.plan.models import Plan


@pytest.fixture
def run(app):
    """Return a function that runs a command of the group `plan`."""
    runner = app.test_cli_runner()

    def run(*words: object, given: bytes = b"") -> Result:
        db.session.remove()
        return runner.invoke(args=["plan", *map(str, words)], input=given)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plans.full()), encoding="utf-8")
    return path


def change(file: Path, place: str, value: object) -> None:
    document = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(plans.put(document, place, value)), encoding="utf-8")


def test_import_tells_what_came_in(run, file):
    result = run("import", file)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == [
        "Plan „integration“ ist neu.",
        "  dazu: 2 × Kategorie der Beteiligten",
    ]
    assert "  dazu: 3 × Sachstand" in result.stdout
    assert db.session.scalar(select(func.count()).select_from(Note)) == 3


def test_the_same_file_again_is_told_to_change_nothing(run, file):
    run("import", file)

    assert run("import", file).stdout == "Plan „integration“: Es ist nichts zu ändern.\n"


def test_import_tells_what_changed(run, file):
    run("import", file)
    change(file, "recommendations[0].priority", "normal")
    change(file, "council_papers", [])

    assert run("import", file).stdout.splitlines() == [
        "Plan „integration“ wird ergänzt.",
        "  geändert: 1 × Empfehlung",
        "  entfernt: 2 × Drucksache",
    ]


def test_a_dry_run_tells_and_saves_nothing(run, file):
    result = run("import", file, "--dry-run")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == [
        "Probelauf: Es wird nichts gespeichert.",
        "Plan „integration“ ist neu.",
    ]
    assert db.session.scalar(select(func.count()).select_from(Plan)) == 0


def test_a_dry_run_refuses_what_an_import_refuses(run, file):
    run("import", file)
    change(file, "recommendations[0].statuses[0].status", "ongoing")

    for more in ((), ("--dry-run",)):
        result = run("import", file, *more)
        assert result.exit_code == 1
        assert result.stderr.startswith("Nichts gespeichert:\nrecommendations[0].statuses[0]: ")


def test_a_wrong_file_is_told_with_its_places(run, file):
    change(file, "recommendations[0].milestones[0].deadlines[0].due_on", "2016-13-01")

    result = run("import", file)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        "Nichts gespeichert:\n"
        "recommendations[0].milestones[0].deadlines[0].due_on: "
        "Erwartet wird ein Tag wie 2026-09-30.\n"
    )
    assert db.session.scalar(select(func.count()).select_from(Plan)) == 0


def test_a_file_can_come_from_standard_input(run, file):
    assert run("import", "-", given=file.read_bytes()).exit_code == 0
    assert run("list").stdout == "integration\t2\tMasterplan Integration\n"


@pytest.mark.parametrize(
    ("name", "sentence"), [("fehlt.json", "gibt es nicht"), (".", "lässt sich nicht lesen")]
)
def test_a_file_that_cannot_be_read_is_told(run, tmp_path, name, sentence):
    result = run("import", tmp_path / name)

    assert result.exit_code == 1
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def test_export_writes_the_canonical_form(run, file, normal):
    run("import", file)

    document = json.loads(file.read_text(encoding="utf-8"))
    assert run("export", "integration").stdout_bytes.decode() == normal(document)


def test_export_takes_a_stichtag(run, file):
    run("import", file)

    result = run("export", "integration", "--stichtag", "2017-03-31")

    assert len(json.loads(result.stdout)["recommendations"][0]["notes"]) == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["unbekannt"], "Einen Plan „unbekannt“ gibt es nicht."),
        (["integration", "--stichtag", "2015-01-01"], "Der früheste Stichtag ist"),
        (["integration", "--stichtag", "2030-01-01"], "liegt in der Zukunft"),
    ],
)
def test_an_export_that_cannot_be_is_told(run, file, words, sentence):
    run("import", file)

    result = run("export", *words)

    assert result.exit_code == 1
    assert sentence in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("day", ["31.12.2019", "20191231", "2019-02-29"])
def test_an_export_for_what_is_no_day_is_a_wrong_call(run, file, day):
    run("import", file)

    result = run("export", "integration", "--stichtag", day)

    assert result.exit_code == 2
    assert f"„{day}“ ist kein Tag." in result.stderr
    assert result.stdout == ""


def test_the_list_names_all_plans(run, file):
    run("import", file)
    file.write_text(json.dumps(plans.plan("fortschreibung")), encoding="utf-8")
    run("import", file)

    assert run("list").stdout == (
        "fortschreibung\t1\tMasterplan Integration\nintegration\t2\tMasterplan Integration\n"
    )


def test_an_empty_list_says_how_to_begin(run):
    assert "tracker plan import" in run("list").stdout


@pytest.mark.parametrize("words", [["list"], ["export", "integration"], ["import", "-"]])
def test_a_database_without_tables_is_told(empty_database, words):
    app = build_app(empty_database())

    result = app.test_cli_runner().invoke(args=["plan", *words])

    assert result.exit_code == 1
    assert result.stderr == (
        "Die Datenbank ist noch leer. Richten Sie sie ein mit: tracker db upgrade\n"
    )
    with app.app_context():
        db.engine.dispose()
