"""Keeping, discarding and restoring drafts. They leave no audit entry and no revision."""

import json
import secrets
from collections.abc import Collection, Iterable

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from tracker import clock
from tracker.db import db, transaction
from tracker.drafts import queries
from tracker.drafts.models import Draft
from tracker.drafts.rules import KEEP_DISCARDED, LONGEST, MARK, MOST, place_of
from tracker.errors import RuleError, StaleError
from tracker.i18n import _


def keep(user_id: int, place: str, fields: Iterable[tuple[str, str]], version: int) -> int:
    """Keep what somebody has typed so far into the form at an address; return the new version.

    Args:
        version: of the draft that the form shows; 0 if it shows none.

    Raises:
        RuleError: it is too long, or there are too many drafts.
        StaleError: the draft was saved in another window, or removed, since.
    """
    pairs = list(fields)
    if sum(len(name) + len(value) for name, value in pairs) > LONGEST:
        raise RuleError(_("Kürzen Sie den Text: So lang kann kein Entwurf sein."))
    with transaction() as session:
        row = _locked(user_id, place)
        if (row.version if row else 0) != version:
            raise StaleError
        if row is None:
            if queries.number_of_drafts(user_id, with_discarded=True) >= MOST:
                raise RuleError(_("Senden oder verwerfen Sie erst einige Ihrer Entwürfe."))
            row = Draft(user_id=user_id, place=place, version=0)
            session.add(row)
        row.fields = json.dumps(pairs)
        row.version = version + 1
        row.changed_at = clock.now()
        _flush()
    return version + 1


def discard(user_id: int, key: str) -> None:
    """Discard a draft; for 30 days it can be restored. One that is discarded stays as it is.

    Raises:
        NoResultFound: the person has no such draft.
    """
    with transaction():
        _discard(queries.held(user_id, key))


def restore(user_id: int, key: str) -> str:
    """Bring a discarded draft back; return its form's address.

    A draft of the same form that is there meanwhile takes its place among the discarded ones.

    Raises:
        NoResultFound: the person has no such draft.
    """
    place = place_of(key)
    with transaction():
        row = queries.held(user_id, key)
        if row.discarded_at is not None:
            row.version += 1
            _put(row, place)
    return place


def move(user_id: int, place: str, to: str) -> None:
    """Keep a draft for the form at another address from now on; nothing if there is none.

    A draft that is there already takes its place among the discarded ones.
    """
    with transaction():
        row = _locked(user_id, place)
        if row is not None:
            _put(row, to)


def finish(user_id: int, place: str, version: int, form_key: str) -> None:
    """Remove the draft of a form that has been saved for good.

    Where another window of the same form has saved since, its draft is only discarded.
    """
    with transaction() as session:
        row = _locked(user_id, place)
        if row is None:
            return
        if row.version == version:
            session.delete(row)
        elif form_key and dict(json.loads(row.fields)).get("form_key") == form_key:
            _discard(row)


def prune() -> None:
    """Remove what was discarded more than 30 days ago."""
    before = clock.now() - KEEP_DISCARDED
    with transaction() as session:
        session.execute(delete(Draft).where(Draft.discarded_at < before))


def erase(user_ids: Collection[int]) -> None:
    """Delete every draft of people for good, the discarded ones too."""
    with transaction() as session:
        session.execute(
            delete(Draft).where(Draft.user_id.in_(user_ids)),
            execution_options={"synchronize_session": False},
        )


def _put(row: Draft, place: str) -> None:
    other = _locked(row.user_id, place)
    if other is not None:
        _discard(other)
        _flush()
        row.version = max(row.version, other.version + 1)  # no window shows it as its own
    row.place = place
    row.discarded_at = None
    _flush()


def _discard(row: Draft) -> None:
    if row.discarded_at is None:
        row.discarded_at = clock.now()
        row.place = f"{row.place}{MARK}{secrets.token_hex(6)}"  # leaves the address to a new one


def _locked(user_id: int, place: str) -> Draft | None:
    of = (Draft.user_id == user_id) & (Draft.place == place)
    return db.session.scalar(select(Draft).where(of).with_for_update())


def _flush() -> None:
    try:
        db.session.flush()
    except IntegrityError as error:
        raise StaleError from error
