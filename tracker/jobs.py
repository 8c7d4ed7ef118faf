"""The jobs worker: what has to be done again and again, without a request."""

import itertools
import logging
import signal
import threading
from collections.abc import Callable

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from tracker.db import db

Job = Callable[[], None]
EVERY = 60  # seconds
SOON = 2  # seconds; for what somebody is waiting for

log = logging.getLogger("tracker.jobs")
group = AppGroup("jobs", help="Laufende Arbeiten im Hintergrund.")


def register(app: Flask, job: Job, *, is_urgent: bool = False) -> None:
    """Have a job done once a minute by the worker; it must bear being done too often.

    Args:
        is_urgent: somebody waits for it: it is done every two seconds.
    """
    app.extensions.setdefault("jobs", []).append(job)
    if is_urgent:
        app.extensions.setdefault("urgent_jobs", []).append(job)


@group.command("run")
@click.option("--once", is_flag=True, help="Alle Arbeiten einmal erledigen und enden.")
def run(*, once: bool) -> None:
    """Erledigt jede Minute, was ansteht, bis SIGTERM oder SIGINT kommt.

    Zum Beispiel: tracker jobs run --once
    """
    stop = threading.Event()
    if not once:
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_args: stop.set())
        click.echo("Die Arbeiten im Hintergrund laufen.")
    for turn in itertools.count():
        do_all("urgent_jobs" if turn % (EVERY // SOON) else "jobs")
        if once or stop.wait(SOON):
            break
    click.echo("Alle Arbeiten sind erledigt." if once else "Die Arbeiten im Hintergrund ruhen.")


def do_all(which: str = "jobs") -> None:
    """Do every job once; one that fails is logged and leaves the others alone.

    Whatever it fails from: the worker runs for months, and an error in one job is no reason to
    send no mails.

    Args:
        which: "urgent_jobs" for those only that somebody waits for.
    """
    jobs: list[Job] = current_app.extensions.get(which, [])
    for job in jobs:
        try:
            job()
        except Exception:  # a bug in one job is logged here, once, and the others are done
            log.exception("job=%s failed", job.__name__)
        finally:
            db.session.remove()


def init_app(app: Flask) -> None:
    """Register the command."""
    app.cli.add_command(group)
