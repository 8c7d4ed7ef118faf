"""Who is erased, and where a person's name and addresses stand."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, false, func, select, union

from tracker.accounts.models import AuditEntry, OneTimeLink, User
from tracker.db import db
from tracker.mail.models import OutgoingMail


def erased() -> frozenset[int]:
    """Return the ids of the people who are erased."""
    return frozenset(db.session.scalars(select(User.id).where(User.erased_at.is_not(None))))


def own_addresses(user: User) -> set[str]:
    """Return every address that is known of a person, now and before; never another account's."""
    sent = union(
        select(OneTimeLink.email).where(OneTimeLink.user_id == user.id),
        select(OutgoingMail.recipient).where(OutgoingMail.user_id == user.id),
    ).subquery()
    is_anothers = exists().where(User.email == sent.c.email, User.id != user.id)
    return {user.email, *db.session.scalars(select(sent.c.email).where(~is_anothers))}


def says(column: SQLColumnExpression[str], words: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that a text holds one of these words, written in any case.

    SQLite knows the cases of ASCII only: there an umlaut has to stand as in the word. Any sign may
    stand where the word has „_“.
    """
    found: ColumnElement[bool] = false()
    for word in filter(None, words):
        found |= func.lower(column).contains(word.lower())
        if not word.isascii():
            found |= column.contains(word)
    return found


def audits_saying(words: Collection[str], subject: str) -> list[AuditEntry]:
    """Return the audit entries about a subject, and all others in which one of the words stands."""
    before, after = says(AuditEntry.before, words), says(AuditEntry.after, words)
    is_theirs = AuditEntry.subject == subject
    return list(db.session.scalars(select(AuditEntry).where(is_theirs | before | after)))
