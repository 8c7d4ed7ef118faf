"""Building reports by command, without keeping them."""

import json
import os
import pty
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import func, select

from tracker.db import db
from tracker.plan.models import Plan
from tracker.reports.models import Report

DAY = ("--stichtag", "2026-06-30")


def build(app: Flask, folder: Path, *options: str, plan: str = "integration") -> Result:
    arguments = ["report", "build", plan, "--out", str(folder), *options]
    return app.test_cli_runner().invoke(args=arguments)


def test_a_report_is_built_in_all_formats_and_not_kept(plan: Plan, app, tmp_path) -> None:
    result = build(app, tmp_path / "neu", *DAY, "--since", "31.03.2026")

    assert result.exit_code == 0, result.output
    names = sorted(path.name for path in (tmp_path / "neu").iterdir())
    assert names == [
        "integration-2026-06-30-kurzfassung.pdf",
        "integration-2026-06-30.docx",
        "integration-2026-06-30.html",
        "integration-2026-06-30.json",
        "integration-2026-06-30.pdf",
        "integration-2026-06-30.xlsx",
    ]
    assert all(str(tmp_path / "neu" / name) in result.stdout for name in names)
    assert "Bericht zum 30.06.2026" in result.stderr
    assert db.session.scalar(select(func.count()).select_from(Report)) == 0


def test_on_a_terminal_a_bar_shows_how_far_it_is(plan: Plan, app, tmp_path) -> None:
    arguments = ["report", "build", "integration", *DAY, "--format", "html,json"]
    reading, writing = pty.openpty()
    with (
        os.fdopen(writing, "w") as terminal,
        redirect_stderr(terminal),
        redirect_stdout(StringIO()),
    ):
        app.cli.main(
            [*arguments, "--out", str(tmp_path)],
            standalone_mode=False,
            obj=ScriptInfo(create_app=lambda: app),
        )
        shown = os.read(reading, 100_000).decode()
    os.close(reading)

    assert [part for part in ("  0%", " 33%", " 66%", "100%") if part in shown] == [
        "  0%",
        " 33%",
        " 66%",
        "100%",
    ]
    assert "Excel" not in shown
    assert "JSON" in shown


def test_called_again_it_makes_the_same_bytes(plan: Plan, app, tmp_path) -> None:
    for folder in ("eins", "zwei"):
        build(app, tmp_path / folder, *DAY, "--format", "json,html", "--language", "en")

    first, second = (sorted((tmp_path / name).iterdir()) for name in ("eins", "zwei"))
    assert [path.name for path in first] == [
        "integration-2026-06-30-en.html",
        "integration-2026-06-30-en.json",
    ]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    held = json.loads(first[1].read_text())
    assert held["document"]["language"] == "en"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--stichtag", "2099-01-01"), "heute oder einen früheren Tag"),
        ((*DAY, "--since", "2001-01-01"), "Wählen Sie zum Vergleich einen Tag ab dem"),
    ],
)
def test_what_cannot_be_built_is_told_in_a_sentence(plan, app, tmp_path, options, says) -> None:
    result = build(app, tmp_path, *options)

    assert result.exit_code == 1
    assert says in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((*DAY, "--format", "pdf,bmp"), "„bmp“ ist kein Format. Möglich sind: pdf, summary"),
        ((*DAY, "--format", ","), "„,“ ist kein Format. Möglich sind: pdf, summary"),
        (("--stichtag", "morgen"), "„morgen“ ist kein Tag."),
        ((*DAY, "--since", "gestern"), "„gestern“ ist kein Tag."),
        ((*DAY, "--since", "2026-06-30"), "--since nennt keinen Tag vor dem --stichtag."),
        ((*DAY, "--language", "fr"), "Wählen Sie als Sprache de oder en."),
    ],
)
def test_a_wrong_call_is_told_as_one(plan, app, tmp_path, options, says) -> None:
    result = build(app, tmp_path, *options)

    assert result.exit_code == 2
    assert says in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_plan_or_folder_that_is_not_there_is_told(plan: Plan, app, tmp_path) -> None:
    assert "gibt es nicht" in build(app, tmp_path, *DAY, plan="x").stderr
    (tmp_path / "datei").write_text("")
    taken = build(app, tmp_path / "datei", *DAY, "--format", "json")
    assert taken.exit_code == 1
    assert "lässt sich nicht schreiben" in taken.stderr
    assert "Errno" not in taken.stderr
    assert str(tmp_path / "datei") in taken.stderr


def test_the_file_of_an_english_summary_has_an_english_name(plan: Plan, app, tmp_path) -> None:
    result = build(app, tmp_path, *DAY, "--format", "summary", "--language", "en")

    assert result.exit_code == 0, result.output
    assert [path.name for path in tmp_path.iterdir()] == ["integration-2026-06-30-en-summary.pdf"]


def test_formats_may_be_written_in_capitals(plan: Plan, app, tmp_path) -> None:
    result = build(app, tmp_path, *DAY, "--format", "JSON, Html")

    assert result.exit_code == 0, result.output
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".html", ".json"]
