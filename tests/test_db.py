"""What every connection and every transaction promises."""

import threading

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from tests import make
from tracker.db import WRITING, db, transaction
from tracker.plan.models import Installation, Plan


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def slugs() -> list[str]:
    """Return the plans as another connection sees them."""
    with db.engine.connect() as other:
        return list(other.scalars(select(Plan.slug).order_by(Plan.slug)))


def new_plan(slug: str) -> Plan:
    return Plan(slug=slug, title={"de": slug}, description={}, publisher={}, languages="de")


def test_ten_pooled_connections_have_the_settings(app):
    """Source: reliability R6 for SQLite, R10 for PostgreSQL."""
    if is_sqlite():
        wanted = {
            "journal_mode": "wal",
            "synchronous": 2,  # FULL
            "foreign_keys": 1,
            "busy_timeout": 10_000,
        }
        ask = "PRAGMA {}"
    else:
        wanted = {
            "transaction_isolation": "repeatable read",
            "statement_timeout": "15s",
            "lock_timeout": "5s",
            "timezone": "UTC",
        }
        ask = "SHOW {}"
    connections = [db.engine.connect() for _ in range(10)]
    try:
        for connection in connections:
            found = {name: connection.exec_driver_sql(ask.format(name)).scalar() for name in wanted}
            assert found == wanted
    finally:
        for connection in connections:
            connection.close()


def test_a_transaction_commits_at_its_end(app):
    with transaction() as session:
        session.add(new_plan("a"))
        session.flush()
        assert slugs() == []

    assert slugs() == ["a"]


def test_a_transaction_joins_an_outer_one(app):
    with transaction() as session:
        with transaction() as inner:
            assert inner is session
            inner.add(new_plan("a"))
        assert slugs() == []

    assert slugs() == ["a"]


def test_an_error_inside_rolls_back_the_whole(app):
    with pytest.raises(ZeroDivisionError), transaction() as session:  # noqa: PT012
        session.add(new_plan("outer"))
        with transaction() as inner:
            inner.add(new_plan("inner"))
            inner.flush()
            _ = 1 / 0

    assert slugs() == []


def test_an_error_of_the_database_rolls_back_the_whole(app):
    make.plan("a")

    with pytest.raises(IntegrityError), transaction() as session:  # noqa: PT012
        session.add(new_plan("b"))
        session.flush()
        session.add(new_plan("a"))
        session.flush()

    assert slugs() == ["a"]
    with transaction() as session:
        session.add(new_plan("c"))
    assert slugs() == ["a", "c"]


def test_after_an_error_the_next_transaction_is_an_outer_one(app):
    with pytest.raises(ZeroDivisionError), transaction():
        _ = 1 / 0

    with transaction() as session:
        session.add(new_plan("a"))

    assert slugs() == ["a"]


def test_a_read_is_one_snapshot(app):
    """What another connection commits in between is seen only by the next read."""
    make.plan("a")
    query = select(Plan.slug).order_by(Plan.slug)
    assert db.session.scalars(query).all() == ["a"]

    with db.engine.connect().execution_options(**WRITING[db.engine.dialect.name]) as other:
        other.execute(
            Plan.__table__.insert().values(
                slug="b",
                title={},
                description={},
                publisher={},
                languages="de",
                is_sample=False,
                revision=1,
            )
        )
        other.commit()

    assert db.session.scalars(query).all() == ["a"]
    db.session.rollback()
    assert db.session.scalars(query).all() == ["a", "b"]


def test_an_action_sees_what_was_committed_after_the_page_was_read(app):
    """A write begins a transaction of its own; the snapshot of the read has ended."""
    plan = make.plan("a")
    assert db.session.scalar(select(Plan.revision)) == 1

    def raise_revision() -> None:
        with app.app_context(), transaction() as session:
            session.get_one(Plan, plan.id).revision = 7

    thread = threading.Thread(target=raise_revision)
    thread.start()
    thread.join()

    with transaction() as session:
        assert session.scalar(select(Plan.revision)) == 7


def test_a_write_takes_the_lock_at_once_and_a_read_takes_none(app):
    if is_sqlite():
        said: list[str] = []
        db.session.rollback()

        def trace(connection, _record, _proxy) -> None:
            connection.set_trace_callback(said.append)

        event.listen(db.engine, "checkout", trace)
        try:
            db.session.scalars(select(Installation)).all()
            assert said[0] == "BEGIN"
            said.clear()
            with transaction():
                pass
            assert "BEGIN IMMEDIATE" in said
        finally:
            event.remove(db.engine, "checkout", trace)
            db.session.rollback()
            db.engine.dispose()
    else:
        show = text("SHOW transaction_isolation")
        assert db.session.scalar(show) == "repeatable read"
        with transaction() as session:
            assert session.scalar(show) == "read committed"
        assert db.session.scalar(show) == "repeatable read"


def test_twenty_writers_at_once_are_all_saved(app):
    plan = make.plan("a")
    failed: list[Exception] = []

    def add_one() -> None:
        try:
            with app.app_context(), transaction() as session:
                row = session.get_one(Plan, plan.id, with_for_update=True)
                row.revision += 1
        except OperationalError as error:
            failed.append(error)

    threads = [threading.Thread(target=add_one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    db.session.rollback()
    assert db.session.scalar(select(Plan.revision)) == 21


def test_a_row_cannot_name_a_parent_that_is_not_there(app):
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(make.Term(plan_id=999_999, vocabulary="priorities", code="x", position=1,
                              label={}))  # fmt: skip


def test_a_moment_without_a_zone_is_refused(app, clock):
    naive = clock.now.replace(tzinfo=None)

    with pytest.raises(Exception, match="naive datetime"):
        make.status_from(make.recommendation(), make.Status.ONGOING, make.START, recorded_at=naive)
    db.session.rollback()


def test_moments_come_back_in_utc(app, clock):
    row = make.status_from(
        make.recommendation(), make.Status.ONGOING, make.START, recorded_at=clock.now
    )
    db.session.expire_all()

    assert row.recorded_at == clock.now
    assert row.recorded_at.utcoffset().total_seconds() == 0


def test_amounts_keep_their_digits(app):
    indicator = make.indicator(values=())
    value = make.value_from(indicator, make.START, year=2025, value=make.Decimal("12.50"))
    db.session.expire_all()

    assert str(value.value) == "12.50"


def test_what_was_added_outside_a_transaction_is_gone_when_the_request_ends(app):
    with app.app_context():
        db.session.add(new_plan("a"))

    assert slugs() == []


def test_what_was_only_read_ends_with_a_commit(app):
    """At a rollback, psycopg forgets what it has prepared."""
    ends = []
    for name in ("commit", "rollback"):
        event.listen(db.engine, name, lambda _connection, name=name: ends.append(name))

    with app.app_context():
        db.session.execute(select(Plan.slug))

    assert ends == ["commit"]
