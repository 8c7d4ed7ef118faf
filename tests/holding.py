"""Watches every action in every test: whoever records a fact holds the plan it belongs to."""

from sqlalchemy import Connection, Table, event, select
from sqlalchemy.orm import Session

from tracker.db import Base
from tracker.history.stichtag import Recorded

PEOPLE = {"recorded_by_id", "recorded_for_id"}  # lead to who records, not to what it is about


def plan_of(connection: Connection, row: Recorded) -> int:
    """Return the id of the plan of a fact, whatever it hangs on."""
    found = _plan_of(connection, Base.metadata.tables[row.__tablename__], row.id)
    assert found is not None, f"nothing leads from {row.__tablename__} to a plan"
    return found


def _plan_of(connection: Connection, table: Table, key: int) -> int | None:
    row = connection.execute(select(table).where(table.c.id == key)).mappings().one()
    if table.name == "plan":
        return key
    above = [
        (link.column.table, row[link.parent.name])
        for link in sorted(table.foreign_keys, key=lambda link: link.parent.name != "plan_id")
        if link.parent.name not in PEOPLE and row[link.parent.name] is not None
    ]
    return next((found for one in above if (found := _plan_of(connection, *one))), None)


@event.listens_for(Session, "after_flush")
def _watch(session: Session, _context: object) -> None:
    if not session.info.get("joined"):  # tests make their data as they like
        return
    for row in session.new:
        if isinstance(row, Recorded):
            plan_id = plan_of(session.connection(), row)
            assert plan_id in session.info["held"], f"{row.__tablename__} of a plan nobody holds"
