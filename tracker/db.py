"""The database: one declarative base, one session, one way to commit."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from importlib import import_module
from typing import Any, ClassVar

import click
from flask import Flask, current_app
from flask.cli import ScriptInfo
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    String,
    Text,
    event,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

Texts = Mapping[str, str]  # one content text in each of its languages: {"de": …, "en": …}

# How a write begins: SQLite takes its lock at once, PostgreSQL sees what others have committed.
WRITING: Mapping[str, Mapping[str, object]] = {
    "sqlite": {"tracker_writes": True},
    "postgresql": {"isolation_level": "READ COMMITTED"},
}


def _values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime, on SQLite (which forgets the zone) as on PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value and value.astimezone(UTC)

    def result_processor(
        self, dialect: Dialect, _coltype: object
    ) -> Callable[[Any], datetime | None] | None:
        if dialect.name == "sqlite":  # a page reads thousands
            return lambda text: text and datetime.fromisoformat(f"{text}+00:00")
        return lambda value: value and value.astimezone(UTC)


class TextsType(TypeDecorator[Texts]):
    """Texts as JSON in a text column: the same bytes on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Texts | None, _dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(dict(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Texts | None:
        return None if value is None else json.loads(value)


class AmountType(TypeDecorator[Decimal]):
    """An exact decimal number as text: the same digits on both databases."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Base(DeclarativeBase):
    """Base of every table: an integer key, named constraints, aware times."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        Texts: TextsType,
        Decimal: AmountType,
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            create_constraint=False,
            length=40,
            values_callable=_values,
        ),
    }

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


db = SQLAlchemy(
    metadata=Base.metadata,
    disable_autonaming=True,
    session_options={"expire_on_commit": False},
)


def with_migrations(app: Flask) -> Flask:
    """Bind the migrations to the application, for flask_migrate's functions.

    Only where they are called for: Alembic would take a seventh of a server's memory.
    """
    from flask_migrate import Migrate

    Migrate(render_as_batch=True).init_app(app, db, directory=str(app.config["MIGRATIONS"]))
    return app


def upgrade() -> None:
    """Bring the current application's database to this release."""
    with_migrations(current_app)
    import_module("flask_migrate").upgrade()


class _Migrations(click.Command):
    """Stands for Flask-Migrate's commands until somebody asks for one."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        found = parent or click.Context(self)
        with_migrations(found.ensure_object(ScriptInfo).load_app())
        commands: click.Group = import_module("flask_migrate.cli").db
        return commands.make_context(info_name, args, parent, **extra)


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit when the outermost block ends; roll all of it back on any error.

    What was read before belongs to a snapshot of its own, which ends here: an action reads again
    inside the block what its decision rests on.
    """
    session = db.session()
    if session.info.get("joined"):
        yield session
        return
    session.commit()
    session.info.update(joined=True, held=set())  # held: see history.recording
    try:
        session.connection(execution_options=WRITING[session.get_bind().dialect.name])
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.update(joined=False, held=set())


def engine_options(url: str) -> dict[str, object]:
    """Return the engine's options for an address: reads run in one snapshot, writes apart."""
    # The connection used last is used next: what it has prepared and read is at hand, and the
    # others need not hold the same once more.
    lifo: dict[str, object] = {"pool_use_lifo": True}
    if url.startswith("sqlite"):
        return lifo
    return lifo | {
        "isolation_level": "REPEATABLE READ",
        "pool_pre_ping": True,
        "connect_args": {
            "connect_timeout": 5,
            # A page's ten statements are planned once a connection, not once a page.
            "options": "-c statement_timeout=15000 -c lock_timeout=5000 -c timezone=UTC "
            "-c plan_cache_mode=force_generic_plan",
        },
    }


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None
        for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=on"):
            connection.execute(f"pragma {pragma}")
        connection.execute("pragma busy_timeout=10000")
        connection.execute("pragma cache_size=-400")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("tracker_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def init_app(app: Flask) -> None:
    """Bind the database to the application; add the commands for its migrations."""
    db.init_app(app)

    @app.teardown_appcontext
    def end_reading(error: BaseException | None) -> None:
        """Commit what was only read: at a rollback, psycopg forgets what it has prepared."""
        session = db.session
        if error is None and session.registry.has() and not (session.new or session.dirty):
            session.commit()

    app.cli.add_command(
        _Migrations("db", help="Die Datenbank auf den Stand des Programms bringen (Flask-Migrate).")
    )
