"""Making the files of a version: by several workers, each once; a dead one is told and replaced."""

import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests import make
from tests.conftest import Clock
from tests.pages import Browser
from tests.reports.conftest import REPORTS, freeze
from tracker import jobs
from tracker.accounts.models import Role
from tracker.db import db
from tracker.plan.models import Plan
from tracker.reports.actions import files as making
from tracker.reports.models import ReportFile, ReportVersion
from tracker.reports.output import OutputError
from tracker.reports.output.typesetting import PATIENCE
from tracker.reports.rules import MOST_ATTEMPTS, Failure, Format

PUBLISH = f"{REPORTS}/2026-06-30/1/veroeffentlichen"
WORKERS = 6
HANGS = """
import sys, time
from tracker.app import create_app
from tracker.reports.actions import files

def hang(*_args):
    print("working", flush=True)
    time.sleep(600)

files.render = hang
with create_app().app_context():
    files.make_files()
"""
Render = Callable[..., bytes]


@pytest.fixture(autouse=True)
def frozen(plan: Plan) -> None:
    freeze(plan, make.report(plan))


@pytest.fixture
def rendering(monkeypatch: pytest.MonkeyPatch) -> Callable[[Render], None]:
    """Return what sets how files are made: how each format really is has tests of its own."""
    return lambda render: monkeypatch.setattr(making, "render", render)


def quick(wanted: Format, *_args: object) -> bytes:
    return f"a {wanted}".encode()


def only(wanted: Format, failing: Exception) -> Render:
    """Make all formats but one."""

    def render(one: Format, *_args: object) -> bytes:
        if one is wanted:
            raise failing
        return quick(one)

    return render


def rows() -> dict[Format, ReportFile]:
    db.session.commit()
    found = db.session.scalars(select(ReportFile).execution_options(populate_existing=True))
    return {row.format: row for row in found}


def unmade() -> ReportFile:
    (row,) = [row for row in rows().values() if row.made_at is None]
    return row


def work(app: Flask) -> None:
    with app.app_context():
        making.make_files()


def test_many_workers_make_each_file_once(app, rendering) -> None:
    made: list[Format] = []

    def slow(wanted: Format, *_args: object) -> bytes:
        made.append(wanted)
        time.sleep(0.3)
        return quick(wanted)

    rendering(slow)
    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(work, app) for _worker in range(WORKERS)]:
            done.result()

    assert Counter(made) == Counter(Format)
    assert {(row.attempts, row.data) for row in rows().values()} == {
        (0, quick(one)) for one in Format
    }


def test_a_file_in_the_making_is_no_failed_one(app, rendering, staff: Browser) -> None:
    begun, go = threading.Event(), threading.Event()

    def slow(wanted: Format, *_args: object) -> bytes:
        begun.set()
        assert go.wait(20)
        return quick(wanted)

    rendering(slow)
    with ThreadPoolExecutor(1) as pool:
        worker = pool.submit(work, app)
        assert begun.wait(10)
        for _round in range(MOST_ATTEMPTS + 1):
            rendering(quick)
            making.make_files()
        page = staff.get(PUBLISH)
        go.set()
        worker.result()

    assert "5 von 6 Dateien sind fertig." in page.main
    assert "entsteht gerade" in page.main
    assert "Noch einmal versuchen" not in page.main
    assert "6 von 6 Dateien sind fertig." in staff.get(PUBLISH).main


def test_a_worker_that_was_killed_is_told_and_its_file_is_made_later(
    app, rendering, environment, clock: Clock, caplog
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HANGS], env=environment, stdout=subprocess.PIPE, text=True
    ) as worker:
        try:
            assert worker.stdout.readline() == "working\n"
        finally:
            worker.send_signal(signal.SIGKILL)
    (claimed,) = [row for row in rows().values() if row.claimed_until is not None]
    told: list[str] = []

    def look(wanted: Format, *_args: object) -> bytes:
        told.append(Browser(app).sign_in(make.user(Role.STAFF)).get(PUBLISH).main)
        return quick(wanted)

    rendering(quick)
    clock.at(claimed.claimed_until - timedelta(seconds=1))
    making.make_files()
    assert unmade().format is claimed.format, "its claim still holds"
    clock.at(claimed.claimed_until)
    rendering(look)
    making.make_files()

    (while_it_was_made,) = told
    assert "fehlgeschlagen, 1. Versuch" in while_it_was_made
    assert str(Failure.ABORTED.label) in while_it_was_made
    assert "Das Programm versucht es von selbst noch einmal." in while_it_was_made
    uid = db.session.scalars(select(ReportVersion.uid)).one()
    assert f"report={uid} format={claimed.format} failed: its worker has died" in caplog.text
    row = rows()[claimed.format]
    assert (row.data, row.attempts, row.failure) == (quick(row.format), 1, None)


def test_a_claim_holds_longer_than_setting_a_file_may_take() -> None:
    assert timedelta(seconds=PATIENCE) < making.LEASE


def test_a_file_that_always_kills_its_worker_is_given_up(
    rendering, clock: Clock, staff: Browser
) -> None:
    rendering(quick)
    for row in rows().values():
        if row.format is Format.PDF:
            row.attempts, row.claimed_until = MOST_ATTEMPTS - 1, clock.now
    db.session.commit()

    making.make_files()

    page = staff.get(PUBLISH)
    assert unmade().format is Format.PDF
    assert "1 Datei ließ sich nicht herstellen." in page.main
    assert f"fehlgeschlagen, {MOST_ATTEMPTS}. Versuch" in page.main
    assert str(Failure.ABORTED.label) in page.main
    assert "von selbst" not in page.main
    staff.send(f"{REPORTS}/2026-06-30/1/dateien/herstellen")
    making.make_files()
    assert "6 von 6 Dateien sind fertig." in staff.get(PUBLISH).main


def test_who_is_late_neither_counts_nor_overwrites(rendering, clock: Clock) -> None:
    """A worker that was only asleep comes back after another one has made its file."""

    def sleepy(wanted: Format, *_args: object) -> bytes:
        if wanted is Format.PDF:
            clock.now += making.LEASE
            rendering(quick)
            making.make_files()
            raise OutputError("no ink")
        return b"by the first one"

    rendering(sleepy)
    making.make_files()

    row = rows()[Format.PDF]
    assert (row.data, row.failure, row.attempts) == (quick(Format.PDF), None, 1)


def test_who_is_late_does_not_tell_of_the_claim_of_another(rendering, clock: Clock) -> None:
    def sleepy(_wanted: Format, *_args: object) -> bytes:
        clock.now += making.LEASE
        making._claim()
        raise OutputError("no ink")

    rendering(sleepy)
    making.make_files()

    row = rows()[Format.PDF]
    assert (row.failure, row.attempts) == (Failure.ABORTED, 1)
    assert row.claimed_until == clock.now + making.LEASE


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (OutputError("typst: no ink"), Failure.REFUSED),
        (OSError("No space left on device"), Failure.SERVER),
    ],
)
def test_a_format_that_fails_is_told_in_words_and_the_cause_is_logged(
    rendering, staff: Browser, caplog, error: Exception, failure: Failure
) -> None:
    rendering(only(Format.DOCX, error))
    for _round in range(MOST_ATTEMPTS + 2):
        jobs.do_all("urgent_jobs")

    page = staff.get(PUBLISH)
    assert "5 von 6 Dateien sind fertig." in page.main
    assert str(failure.label) in page.main
    assert str(error) not in page.main
    assert "sagen Sie es der Administration" in page.main
    uid = db.session.scalars(select(ReportVersion.uid)).one()
    assert caplog.text.count(f"report={uid} format=docx failed") == MOST_ATTEMPTS
    assert str(error) in caplog.text
    assert staff.send(PUBLISH).status == 422
    assert unmade().attempts == MOST_ATTEMPTS


def test_an_error_of_ours_is_told_logged_once_and_leaves_the_other_files(
    rendering, staff: Browser, caplog
) -> None:
    rendering(only(Format.PDF, ValueError("a bug")))

    jobs.do_all("urgent_jobs")
    uid = db.session.scalars(select(ReportVersion.uid)).one()
    assert caplog.text.count("Traceback") == 1
    assert "job=make_files failed" in caplog.text
    assert f"report={uid} format=pdf" in caplog.text
    row = rows()[Format.PDF]
    assert (row.attempts, row.failure, row.claimed_until) == (1, Failure.ERROR, None)

    jobs.do_all("urgent_jobs")
    page = staff.get(PUBLISH)
    assert "5 von 6 Dateien sind fertig." in page.main
    assert "Ein Fehler im Programm hat es verhindert." in page.main
    assert "a bug" not in page.main


def test_a_worker_that_is_stopped_says_so_at_once(rendering) -> None:
    def stopped(*_args: object) -> bytes:
        raise KeyboardInterrupt

    rendering(stopped)
    with pytest.raises(KeyboardInterrupt):
        making.make_files()

    row = rows()[Format.PDF]
    assert (row.attempts, row.failure, row.claimed_until) == (1, Failure.ABORTED, None)


@pytest.mark.parametrize("failure", [Failure.SUMMARY_TOO_LONG, Failure.CELL_TOO_LONG])
def test_what_is_too_long_for_a_file_needs_a_new_version(
    rendering, staff: Browser, failure: Failure
) -> None:
    rendering(only(Format.SUMMARY, OutputError("too long", failure)))
    for _round in range(MOST_ATTEMPTS + 2):
        jobs.do_all("urgent_jobs")
        page = staff.get(PUBLISH)

        assert "Eine neue Version mit kürzeren Texten ist nötig" in page.main
        assert str(failure.label) in page.main
        assert page.link("Texte kürzen") == f"{REPORTS}/2026-06-30/bearbeiten"
        for words in ("Noch einmal versuchen.", "Administration", "von selbst"):
            assert words not in page.main
        assert not page.soup.select("form[action$='/dateien/herstellen']")


def test_a_page_waits_for_other_files_while_one_is_too_long(rendering, staff: Browser) -> None:
    error = OutputError("too long", Failure.SUMMARY_TOO_LONG)
    rendering(only(Format.SUMMARY, error))
    making.make_files()

    page = staff.get(PUBLISH)

    assert "1 von 6 Dateien" in page.main
    assert page.soup.select("[data-module=progress]")
    jobs.do_all("urgent_jobs")
    assert not staff.get(PUBLISH).soup.select("[data-module=progress]")


def test_a_page_says_when_a_file_is_tried_again_at_the_latest(
    rendering, clock: Clock, staff: Browser
) -> None:
    says = "wird es spätestens um 12:09 Uhr noch einmal versucht"
    clock.at(datetime(2026, 7, 1, 10, 3, tzinfo=UTC))
    rendering(quick)
    making._claim()
    assert says in staff.get(PUBLISH).main
    rows()[Format.PDF].attempts = MOST_ATTEMPTS - 1
    db.session.commit()

    assert says not in staff.get(PUBLISH).main, "it was the last time"
    clock.at(clock.now + making.LEASE)
    assert "Uhr noch einmal" not in staff.get(PUBLISH).main, "this moment is over"
