"""Rows by the hundred thousand: SQLite's executemany, PostgreSQL's COPY, ids given here."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, Engine, Table

from tracker.db import Base

BATCH = 20_000  # rows held back before they are sent
QUICK = {
    # Nobody needs the bench's own filling to survive a power cut; references are right as made.
    "sqlite": ("pragma synchronous=off", "pragma foreign_keys=off", "pragma cache_size=-200000"),
    "postgresql": ("SET synchronous_commit=off", "SET session_replication_role=replica"),
}


class Filler:
    """Takes rows of any table in any order and sends them table by table."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_postgresql = engine.dialect.name == "postgresql"
        self.connection: Any = engine.raw_connection()
        self.cursor = self.connection.cursor()
        for statement in QUICK[engine.dialect.name]:
            self.cursor.execute(statement)
        if not self.is_postgresql:
            self.cursor.execute("BEGIN")
        self.ids: dict[str, int] = defaultdict(int)
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.waiting = 0
        self.columns: dict[str, list[tuple[str, Any, Callable[[Any], Any] | None]]] = {}

    def add(self, model: type[Base], **values: Any) -> int:
        """Take a row; return its id."""
        name = model.__tablename__
        self.ids[name] += 1
        values["id"] = self.ids[name]
        self.rows[name].append(values)
        self.waiting += 1
        if self.waiting >= BATCH:
            self.send()
        return self.ids[name]

    def send(self) -> None:
        """Send what has been held back."""
        for table in Base.metadata.sorted_tables:
            rows = self.rows.pop(table.name, [])
            if rows:
                self._send(table, rows)
        self.waiting = 0

    def close(self) -> None:
        """Send the rest, tell the database what it holds, end."""
        self.send()
        if self.is_postgresql:
            for name, last in self.ids.items():
                self.cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (f'"{name}"', last)
                )
        self.connection.commit()
        self.connection.invalidate()  # its settings are not for others
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE" if self.is_postgresql else "ANALYZE")
        if not self.is_postgresql:
            with self.engine.connect() as connection:
                connection.connection.cursor().execute("pragma wal_checkpoint(truncate)")

    def _send(self, table: Table, rows: list[dict[str, Any]]) -> None:
        columns = self.columns.get(table.name)
        if columns is None:
            columns = self.columns[table.name] = [self._column(column) for column in table.columns]
        lines = [
            [
                value if value is None or convert is None else convert(value)
                for name, default, convert in columns
                for value in (row.get(name, default),)
            ]
            for row in rows
        ]
        names = ", ".join(f'"{name}"' for name, _default, _convert in columns)
        if self.is_postgresql:
            with self.cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
                for line in lines:
                    copy.write_row(line)
            return
        marks = ", ".join("?" * len(columns))
        self.cursor.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', lines)

    def _column(self, column: Column[Any]) -> tuple[str, Any, Callable[[Any], Any] | None]:
        kind = column.type.dialect_impl(self.engine.dialect)
        default = getattr(column.default, "arg", None)
        convert = kind.bind_processor(self.engine.dialect)
        return column.name, None if callable(default) else default, convert
