"""Plain rows of a plan that people keep: added, changed, deleted and restored, each audited.

They are no facts: a change overwrites. A row has a version that grows with each change, and a
deleted one can be restored for 30 days (tracker.editions).
"""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from sqlalchemy import Select, select

from tracker import clock
from tracker.accounts.models import AuditEntry
from tracker.db import Base, db
from tracker.errors import StaleError
from tracker.history.actions import flush
from tracker.history.recording import Recorder, audit
from tracker.history.stichtag import RecordedRole

KEPT = timedelta(days=30)  # a deleted row can be restored so long
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

Found = TypeVar("Found", bound=Base)


class Plain(Protocol):
    """A row that people keep."""

    version: int
    deleted_at: datetime | None


class Versioned(Protocol):
    """A row that knows how often it was changed."""

    version: int


@dataclass(frozen=True)
class Change:
    """Who changed a row last, and when."""

    role: RecordedRole
    at: datetime


def fresh(statement: Select[Found]) -> Found:
    """Return the row of a statement as it is now; StaleError if it is renamed or gone for good."""
    row = db.session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise StaleError
    return row


def add(row: Base, kind: str, subject: str, *, by: Recorder, says: str = "") -> None:
    """Add a row to the running transaction; StaleError if someone else took its place."""
    db.session.add(row)
    flush()
    audit(f"{kind}:create", subject, by=by, after=says)


def refuse_stale(row: Versioned, version: int) -> None:
    """Raise StaleError unless nobody has changed or deleted the row since the form was made."""
    if row.version != version or getattr(row, "deleted_at", None) is not None:
        raise StaleError


def change(
    row: Versioned,
    version: int,
    values: Mapping[str, object],
    kind: str,
    subject: str,
    *,
    by: Recorder,
) -> None:
    """Overwrite values of a row that was read inside the running transaction.

    Raises:
        StaleError: someone else has changed or deleted it since the form was made.
    """
    refuse_stale(row, version)
    before, after = [], []
    for name, value in values.items():
        held = getattr(row, name)
        if held != value:
            before.append(f"{name}: {held}")
            after.append(f"{name}: {value}")
            setattr(row, name, value)
    row.version += 1
    flush()
    audit(f"{kind}:update", subject, by=by, before="\n".join(before), after="\n".join(after))


def delete(row: Plain, version: int, kind: str, subject: str, *, by: Recorder, says: str) -> None:
    """Delete a row so that it can be restored; StaleError as for a change."""
    refuse_stale(row, version)
    row.deleted_at = clock.now()
    row.version += 1
    flush()
    audit(f"{kind}:delete", subject, by=by, before=says)


def restore(row: Plain, kind: str, subject: str, *, by: Recorder, says: str) -> None:
    """Restore a deleted row; StaleError if it is not deleted."""
    if row.deleted_at is None:
        raise StaleError
    row.deleted_at = None
    row.version += 1
    flush()
    audit(f"{kind}:restore", subject, by=by, after=says)


def last_change(subject: str) -> Change | None:
    """Return who changed what audit entries call so last; None if nobody has since an import."""
    entry = db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject == subject, AuditEntry.role.in_(list(RecordedRole)))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(1)
    ).first()
    return Change(RecordedRole(entry.role), entry.at) if entry else None


def address_of(name: str, taken: Collection[str], most: int = 60) -> str:
    """Return a name as part of an address, another than those that are taken: kreis-ausschuss-2."""
    parts = unicodedata.normalize("NFKD", name.casefold().translate(UMLAUTS))
    plain = [sign for sign in parts if not unicodedata.combining(sign)]
    signs = [sign if sign.isascii() and sign.isalnum() else "-" for sign in plain]
    slug = "-".join(filter(None, "".join(signs).split("-")))[:most].strip("-") or "eintrag"
    number, found = 2, slug
    while found in taken:
        found = f"{slug}-{number}"
        number += 1
    return found
