"""Whom a reminder reaches, and who has had one lately."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, literal, select

from tracker.accounts.models import Affiliation, AuditEntry, User
from tracker.db import db
from tracker.office.reminding import Reader
from tracker.stakeholders.models import Organisation

ACTION = "reminder:send"


def subject(plan: str, organisation: str) -> str:
    """Return what audit entries call an organisation."""
    return f"{plan}/{organisation}"


@dataclass(frozen=True)
class Reach:
    """Whom mails reach, by the slugs of the organisations, and which of these had one lately."""

    readers: Mapping[str, Sequence[Reader]]
    lately: frozenset[str]

    def of(self, slug: str) -> Sequence[Reader]:
        """Return who would be reminded of what an organisation owes."""
        return () if slug in self.lately else self.readers.get(slug, ())


def reach(plan: str, plan_id: int, since: datetime) -> Reach:
    """Return who can sign in and takes mail, and which organisations were reminded since."""
    was_reminded = exists().where(
        AuditEntry.action == ACTION,
        AuditEntry.subject == literal(subject(plan, "")) + Organisation.slug,
        AuditEntry.at > since,
    )
    rows = db.session.execute(
        select(Organisation.slug, was_reminded, User.id, User.name, User.email, User.language)
        .join(Affiliation, Affiliation.organisation_id == Organisation.id)
        .join(User, User.id == Affiliation.user_id)
        .where(
            Organisation.plan_id == plan_id,
            User.is_active.is_(True),
            User.password_hash != "",
            User.undeliverable_at.is_(None),
        )
        .order_by(Organisation.slug, User.email)
    )
    readers: dict[str, list[Reader]] = defaultdict(list)
    lately = set()
    for slug, is_done, user_id, name, email, language in rows:
        readers[slug].append(Reader(user_id, name, email, language))
        if is_done:
            lately.add(slug)
    return Reach(dict(readers), frozenset(lately))
