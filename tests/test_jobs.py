"""The jobs worker."""

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from tests import make
from tests.conftest import NOW
from tracker import jobs
from tracker.accounts.models import SignInTry, UserSession
from tracker.db import db


def test_old_sessions_and_tries_are_deleted(app) -> None:
    user = make.user()
    make.session(user, since=NOW - timedelta(days=31))
    kept = make.session(user, since=NOW - timedelta(days=29))
    make.sign_in_try(NOW - timedelta(days=1, seconds=1))
    young = make.sign_in_try(NOW - timedelta(hours=23))
    kept_ids = (kept.id, young.id)

    result = app.test_cli_runner().invoke(args=["jobs", "run", "--once"])

    assert result.exit_code == 0, result.output
    assert "Alle Arbeiten sind erledigt." in result.output
    assert [row.id for row in db.session.query(UserSession)] == [kept_ids[0]]
    assert [row.id for row in db.session.query(SignInTry)] == [kept_ids[1]]


@pytest.mark.parametrize("error", [SQLAlchemyError("broken"), ValueError("a bug")])
def test_a_job_that_fails_leaves_the_others_alone(another_app, caplog, error: Exception) -> None:
    app = another_app()
    done: list[str] = []

    def fail() -> None:
        raise error

    app.extensions["jobs"] = []
    jobs.register(app, fail)
    jobs.register(app, lambda: done.append("second"))
    with app.app_context():
        jobs.do_all()

    assert done == ["second"]
    assert caplog.text.count("job=fail failed") == 1
    assert str(error) in caplog.text


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_ends_cleanly_when_told(environment, sign) -> None:
    with subprocess.Popen(
        [Path(sys.executable).parent / "tracker", "jobs", "run"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as worker:
        try:
            first = worker.stdout.readline()
            worker.send_signal(sign)
            out, err = worker.communicate(timeout=20)
        finally:
            worker.kill()

    assert (worker.returncode, err) == (0, "")
    assert first == "Die Arbeiten im Hintergrund laufen.\n"
    assert out == "Die Arbeiten im Hintergrund ruhen.\n"
