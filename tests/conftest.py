"""The application, a fresh database for every test, a frozen clock and no network.

The database is SQLite in a temporary folder, or an own one on the PostgreSQL server that
TRACKER_TEST_DATABASE_URL names. Each worker makes its database once, by the migrations; between
tests the rows go, in one statement a table. What many tests need alike is made once; see made_once.
"""

import copy
import gc
import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from tests import (
    holding,  # noqa: F401  # watches every action
    make,  # noqa: F401  # knows every table
)
from tests.pages import Browser
from tracker.app import create_app
from tracker.db import Base, db, with_migrations

SERVER = os.environ.get("TRACKER_TEST_DATABASE_URL", "")
MEMORY = Path("/dev/shm")  # SQLite commits for good: on a disk that costs more than the tests
NOW = datetime(2026, 7, 1, 10, tzinfo=UTC)
T = TypeVar("T")

# A developer's own settings count in no test. Workers inherit what the first process leaves.
for name in [name for name in os.environ if name.startswith("TRACKER_")]:
    if name != "TRACKER_TEST_DATABASE_URL":
        del os.environ[name]


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not among what stays: each page leaves much of it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the developer's own instance out of every test."""
    folder = tmp_path_factory.mktemp("instance")
    os.environ["TRACKER_INSTANCE"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def empty_database() -> Iterator[Callable[[], str]]:
    """Return a function that makes an empty database and returns its address."""
    made: list[str] = []
    folder = Path(tempfile.mkdtemp(prefix="tracker-test-", dir=MEMORY if MEMORY.is_dir() else None))
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")

    def build() -> str:
        name = f"tracker_test_{worker}_{os.getpid()}_{len(made)}"
        made.append(name)
        if not SERVER:
            return f"sqlite:///{folder / name}.sqlite"
        _on_server(f'CREATE DATABASE "{name}"')
        return make_url(SERVER).set(database=name).render_as_string(hide_password=False)

    yield build
    shutil.rmtree(folder)
    if SERVER:
        for name in made:
            _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(statement: str) -> None:
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as connection:
        connection.execute(text(statement))


@pytest.fixture(scope="session")
def database_url(empty_database: Callable[[], str]) -> str:
    """Return the address of this worker's database, migrated to the head."""
    url = empty_database()
    app = build_app(url)
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()
    return url


@pytest.fixture
def environment(database_url: str, tmp_path: Path) -> dict[str, str]:
    """Return the environment of a process of its own on this worker's database."""
    return {
        **{name: text for name, text in os.environ.items() if not name.startswith("TRACKER_")},
        "TRACKER_INSTANCE": str(tmp_path),
        "TRACKER_SECRET_KEY": "x" * 40,
        "TRACKER_DATABASE_URL": database_url,
    }


def build_app(url: str, **config: object) -> Flask:
    """Build an application on a database."""
    app = create_app(
        {
            "TESTING": True,
            "PROPAGATE_EXCEPTIONS": True,
            "SECRET_KEY": "a key for tests that is long enough",
            "SQLALCHEMY_DATABASE_URI": url,
            **config,
        }
    )
    return with_migrations(app)


@pytest.fixture(scope="session")
def _application(database_url: str) -> Iterator[Flask]:
    """Build the application once: templates stay compiled."""
    app = build_app(database_url)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(_application: Flask) -> Iterator[Flask]:
    """Hand out the application with a database as the migrations leave it."""
    yield from _with_fresh_rows(_application)


@pytest.fixture
def another_app(database_url: str) -> Iterator[Callable[..., Flask]]:
    """Return a function that builds one more application on this worker's database.

    For tests that change the application itself, or that need a second process.
    """
    built: list[Flask] = []

    def build(**config: object) -> Flask:
        built.append(build_app(database_url, **config))
        return built[-1]

    yield build
    for app in built:
        with app.app_context():
            db.engine.dispose()


def _with_fresh_rows(app: Flask) -> Iterator[Flask]:
    app.extensions["page_cache"].pages.clear()
    with app.app_context():
        yield app
        db.session.remove()
        with db.engine.begin() as connection:
            tables = reversed(Base.metadata.sorted_tables)
            statements = [f'DELETE FROM "{table.name}"' for table in tables]
            statements.append("INSERT INTO installation (id, revision) VALUES (1, 1)")
            if connection.dialect.name == "postgresql":
                statements = [";".join(statements)]
            for statement in statements:
                connection.exec_driver_sql(statement)


@dataclass(frozen=True)
class Kept:
    """What a function made in a fresh database: what it returned, and the rows of each table."""

    answer: Any
    rows: dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def _kept() -> dict[str, Kept]:
    return {}


@pytest.fixture
def made_once(app: Flask, _kept: dict[str, Kept]) -> Callable[[Callable[[], T]], T]:
    """Return a function that makes rows by calling another, in a fresh database.

    Only the first test of a worker calls it; the others get the same rows, with the same keys.
    So it returns nothing that belongs to a session: keys and words, no rows.
    """

    def made_once(build: Callable[[], T]) -> T:
        name = f"{build.__module__}.{build.__qualname__}"
        if name in _kept:
            _put_back(_kept[name].rows)
        else:
            _kept[name] = Kept(build(), _rows())
        return copy.deepcopy(_kept[name].answer)

    return made_once


def _rows() -> dict[str, list[dict[str, Any]]]:
    db.session.remove()
    with db.engine.connect() as connection:
        return {
            table.name: [dict(row) for row in rows]
            for table in Base.metadata.sorted_tables
            if (rows := connection.execute(table.select().order_by(table.c.id)).mappings().all())
        }


def _put_back(kept: dict[str, list[dict[str, Any]]]) -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM installation")  # the row that always is there
        for name, rows in kept.items():
            connection.execute(Base.metadata.tables[name].insert(), rows)


@dataclass
class Clock:
    """The clock of a test; it stands still until it is set."""

    now: datetime = NOW

    def at(self, moment: datetime | date) -> None:
        """Set the clock: to an aware moment, or to 10:00 UTC of a day."""
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, time(10), tzinfo=UTC)
        assert moment.tzinfo, "the clock needs to know the time zone"
        self.now = moment.astimezone(UTC)

    @contextmanager
    def during(self, moment: datetime | date) -> Iterator[None]:
        """Set the clock for a block."""
        before = self.now
        self.at(moment)
        yield
        self.now = before


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Freeze the clock at 1 July 2026, noon in Berlin."""
    frozen = Clock()
    monkeypatch.setattr("tracker.clock.now", lambda: frozen.now)
    return frozen


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX:
            host = str(address[0])  # type: ignore[index]
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                raise AssertionError(f"a test wanted to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture
def browser(app: Flask) -> Browser:
    """Return a visitor, nobody at first."""
    return Browser(app)
