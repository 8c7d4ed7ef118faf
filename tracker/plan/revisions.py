"""Telling the page cache that public pages have changed."""

from sqlalchemy import update

from tracker.db import db
from tracker.plan.models import Installation, Plan


def bump(plan_id: int) -> None:
    """Raise the plan's revision: the last statement of a transaction that changes its pages."""
    db.session.flush()
    db.session.execute(
        update(Plan).where(Plan.id == plan_id).values(revision=Plan.revision + 1),
        execution_options={"synchronize_session": False},
    )


def bump_installation() -> None:
    """Raise the revision of what all plans share: the list of plans."""
    db.session.flush()
    db.session.execute(
        update(Installation).values(revision=Installation.revision + 1),
        execution_options={"synchronize_session": False},
    )
