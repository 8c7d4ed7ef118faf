"""Reading drafts; each only for the person whose it is."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.exc import NoResultFound

from tracker.db import db
from tracker.drafts.models import Draft
from tracker.drafts.rules import NOT_TYPED, TITLE, place_of

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DraftRow:
    """A draft as its person sees it."""

    key: str  # names it among the drafts of the person
    fields: Fields
    version: int
    changed_at: datetime
    discarded_at: datetime | None

    @property
    def place(self) -> str:
        """The address of the form."""
        return place_of(self.key)

    @property
    def title(self) -> str:
        """What the form called itself; its address where it did not."""
        return dict(self.fields).get(TITLE, "") or self.place

    @property
    def text(self) -> str:
        """What was typed: the text, where the form has one, else the longest of it."""
        if text := dict(self.fields).get("text"):
            return text
        typed = (value for name, value in self.fields if name not in NOT_TYPED)
        return max(typed, key=len, default="")

    @property
    def form_key(self) -> str:
        """The form's own key; empty if it has none."""
        return dict(self.fields).get("form_key", "")


def draft(user_id: int, place: str) -> DraftRow | None:
    """Return a person's draft of the form at an address; None if there is none."""
    found = db.session.scalar(_of(user_id).where(Draft.place == place))
    return None if found is None else _row(found)


def held(user_id: int, key: str) -> Draft:
    """Return a draft to change it; NoResultFound if the person has none of this key."""
    found = db.session.scalar(_of(user_id).where(Draft.place == key))
    if found is None:
        raise NoResultFound
    return found


def drafts(user_id: int) -> list[DraftRow]:
    """Return all drafts of a person, discarded ones too, the newest first."""
    rows = db.session.scalars(_of(user_id).order_by(Draft.changed_at.desc(), Draft.place))
    return [_row(row) for row in rows]


def number_of_drafts(user_id: int, *, with_discarded: bool = False) -> int:
    """Return how many drafts a person has."""
    query = select(func.count()).select_from(Draft).where(Draft.user_id == user_id)
    if not with_discarded:
        query = query.where(Draft.discarded_at.is_(None))
    return db.session.scalar(query) or 0


def _of(user_id: int) -> Select[Draft]:
    return select(Draft).where(Draft.user_id == user_id)


def _row(row: Draft) -> DraftRow:
    fields = tuple((str(name), str(value)) for name, value in json.loads(row.fields))
    return DraftRow(row.place, fields, row.version, row.changed_at, row.discarded_at)
