"""python -m tests.bench: fill databases, measure, print one table."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from tests.bench.generator import SIZES, Size, fill
from tests.bench.load import LoadError
from tests.bench.measure import Effort, Measured, measure
from tests.bench.report import table
from tests.bench.running import SECRET
from tracker.app import create_app
from tracker.db import db, upgrade

SERVER = os.environ.get("TRACKER_TEST_DATABASE_URL", "")
DATABASES = ("sqlite", "postgresql")


def main() -> int:
    """Measure what the command line asks for; return 1 only if the product answered wrongly."""
    asked = _arguments()
    for name in [name for name in os.environ if name.startswith("TRACKER_")]:
        del os.environ[name]
    effort = Effort(seconds=asked.seconds, requests=30 if asked.quick else 60)
    begin = time.monotonic()
    found: list[Measured] = []
    try:
        found += [
            _measured(database, SIZES[name], effort, begin)
            for database in asked.databases
            for name in asked.sizes
        ]
    except LoadError as error:
        print(f"Stopped: {error}", file=sys.stderr)  # noqa: T201  # a program's output
        return 1
    print(table(found))  # noqa: T201  # a program's output
    if asked.json:
        Path(asked.json).write_text(json.dumps([asdict(one) for one in found], indent=1) + "\n")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="S and M only, a second each")
    parser.add_argument("--sizes", type=_names(SIZES), help="some of S,M,L")
    parser.add_argument(
        "--databases", type=_names(DATABASES), help="some of sqlite,postgresql; all there are"
    )
    parser.add_argument("--seconds", type=float, help="of each load at eight clients; 2.5")
    parser.add_argument("--json", metavar="FILE", help="write every figure there as well")
    asked = parser.parse_args()
    asked.sizes = asked.sizes or ["S", "M", *([] if asked.quick else ["L"])]
    asked.seconds = asked.seconds or (1.0 if asked.quick else 2.5)
    asked.databases = asked.databases or (list(DATABASES) if SERVER else ["sqlite"])
    if "postgresql" in asked.databases and not SERVER:
        parser.error("PostgreSQL is not running: scripts/postgresql --durable starts it.")
    return asked


def _names(known: Collection[str]) -> Callable[[str], list[str]]:
    def parse(given: str) -> list[str]:
        names = given.split(",")
        for name in names:
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(known)}")
        return names

    return parse


def _measured(database: str, size: Size, effort: Effort, begin: float) -> Measured:
    def tell(what: str) -> None:
        passed = time.monotonic() - begin
        print(f"{passed:5.0f} s  {database} {size.name}: {what}", file=sys.stderr)  # noqa: T201

    with (
        tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder,
        _empty(database, Path(folder)) as url,
    ):
        os.environ["TRACKER_INSTANCE"] = folder
        app = create_app({"SECRET_KEY": SECRET, "SQLALCHEMY_DATABASE_URI": url, "CACHED_PAGES": 0})
        with app.app_context():
            tell("filling")
            upgrade()
            people = fill(db.engine, size)
            tell("measuring")
            db.session.remove()
        try:
            return measure(app, url, size, people, effort)
        finally:
            with app.app_context():
                db.engine.dispose()


@contextmanager
def _empty(database: str, folder: Path) -> Iterator[str]:
    """Make an empty database; it is gone after the block."""
    if database == "sqlite":
        yield f"sqlite:///{folder / 'tracker.sqlite'}"
        return
    name = f"tracker_bench_{os.getpid()}"
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


if __name__ == "__main__":
    sys.exit(main())
