"""How Alembic runs inside the application, on the application's own engine."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from tracker.db import db


def run(connection: Connection) -> None:
    """Apply the migrations over one connection, in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


with current_app.extensions["migrate"].db.engine.connect() as found:
    run(found.execution_options(tracker_writes=True))
