"""The outbox: a mail is added with the change it is about, and delivered afterwards."""

import logging
import uuid
from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import delete, update

from tracker import clock
from tracker.db import db, transaction
from tracker.mail import queries, smtp
from tracker.mail.models import OutgoingMail
from tracker.mail.rules import (
    KEEP,
    LEASE,
    LONGEST_FAILURE,
    MOST_TRIES,
    TOO_OLD,
    Content,
    check,
    wait,
)
from tracker.mail.smtp import Letter, Server

MOST_AT_ONCE = 200  # mails of one run; the next one is a minute away

Refused = Callable[[int, str], None]  # is told the user and the address that takes no mail

log = logging.getLogger("tracker.mail")


def queue(recipient: str, content: Content, *, user_id: int | None = None) -> OutgoingMail:
    """Add a mail to the running transaction: without it there is no mail.

    Raises:
        ValueError: the recipient is not one address, or the subject not one short line.
    """
    check(recipient, content)
    now = clock.now()
    row = OutgoingMail(
        uid=str(uuid.uuid4()),
        user_id=user_id,
        recipient=recipient,
        subject=content.subject,
        body=content.body,
        created_at=now,
        due_at=now,
        attempts=0,
        failure="",
    )
    with transaction() as session:
        session.add(row)
        session.flush()
    return row


def deliver(server: Server | None, refused: Refused) -> None:
    """Deliver what is due, one mail after the other; without a server nothing is sent.

    A mail is claimed before it is sent: whoever else delivers leaves it alone. If this process
    ends in between, it is sent once more after a while, with the same Message-ID.
    """
    prune()
    if server is None:
        return
    for _number in range(MOST_AT_ONCE):
        letter = _claim()
        if letter is None:
            return
        result = smtp.send(server, letter)
        _note(letter, result, refused)
        if result.is_servers_fault:  # the next mail would fare no better
            return


def prune() -> None:
    """Give up mails whose links have expired; delete those of a month ago."""
    now = clock.now()
    with transaction() as session:
        session.execute(
            update(OutgoingMail)
            .where(
                OutgoingMail.sent_at.is_(None),
                OutgoingMail.failed_at.is_(None),
                OutgoingMail.created_at < now - TOO_OLD,
            )
            .values(failed_at=now, body=""),
            execution_options={"synchronize_session": False},
        )
        session.execute(delete(OutgoingMail).where(OutgoingMail.created_at < now - KEEP))


def _claim() -> Letter | None:
    with transaction():
        row = queries.next_due(clock.now())
        if row is None:
            return None
        row.attempts += 1
        row.due_at = clock.now() + LEASE
        return Letter(row.id, row.uid, row.recipient, Content(row.subject, row.body), row.attempts)


def _note(letter: Letter, result: smtp.Result, refused: Refused) -> None:
    """Write down what became of a mail. What it said is not kept longer than needed."""
    now = clock.now()
    with transaction():
        row = queries.mail(letter.id)
        if row is None:  # its person was erased meanwhile
            return
        row.failure = result.said[:LONGEST_FAILURE]
        if result.is_sent:
            row.sent_at, row.body = now, ""
        elif result.is_final or row.attempts >= MOST_TRIES:
            _give_up(row, now)
        else:
            row.due_at = now + wait(row.attempts)
        if result.is_unknown_recipient and row.user_id is not None:
            refused(row.user_id, row.recipient)
        state = "sent" if row.sent_at else "failed" if row.failed_at else "waiting"
    log.info("mail=%s uid=%s try=%s", state, letter.uid, letter.attempts)


def _give_up(row: OutgoingMail, now: datetime) -> None:
    row.failed_at, row.body = now, ""


def forget(row: OutgoingMail) -> None:
    """Take a mail out of the running transaction again."""
    with transaction():
        db.session.execute(delete(OutgoingMail).where(OutgoingMail.id == row.id))
        db.session.expunge(row)


def erase(user_ids: Collection[int], addresses: Collection[str]) -> None:
    """Delete every mail to these people or addresses, sent or not."""
    is_theirs = OutgoingMail.user_id.in_(user_ids) | OutgoingMail.recipient.in_(addresses)
    with transaction() as session:
        session.execute(
            delete(OutgoingMail).where(is_theirs),
            execution_options={"synchronize_session": False},
        )
