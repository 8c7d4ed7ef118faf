"""Reading the outbox."""

from datetime import datetime

from sqlalchemy import select

from tracker.db import db
from tracker.mail.models import OutgoingMail


def next_due(now: datetime) -> OutgoingMail | None:
    """Return the mail that has been due for longest, locked; one that is locked is passed over.

    On SQLite the write lock of the running transaction keeps everybody else away.
    """
    return db.session.scalars(
        select(OutgoingMail)
        .where(
            OutgoingMail.sent_at.is_(None),
            OutgoingMail.failed_at.is_(None),
            OutgoingMail.due_at <= now,
        )
        .order_by(OutgoingMail.due_at, OutgoingMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def mail(mail_id: int) -> OutgoingMail | None:
    """Return a mail as it stands now; None if it was deleted."""
    return db.session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.id == mail_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def newest(number: int) -> list[OutgoingMail]:
    """Return the newest mails, at most so many, the newest first."""
    return list(
        db.session.scalars(
            select(OutgoingMail)
            .order_by(OutgoingMail.created_at.desc(), OutgoingMail.id.desc())
            .limit(number)
        )
    )
