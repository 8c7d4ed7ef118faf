"""What the views of all parts that record facts share: who records, and what the person is told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from flask import flash, url_for
from markupsafe import Markup

from tracker.accounts.permissions import Person
from tracker.accounts.removed import is_told
from tracker.accounts.removed import recorder as recorder_words
from tracker.history import queries
from tracker.history.recording import Recorder
from tracker.history.stichtag import Dated, Recorded, RecordedRole, Withdrawal
from tracker.i18n import _

Fact = TypeVar("Fact", bound=Dated)


@dataclass(frozen=True)
class Differing:
    """A field of a form in which a person typed something else than what is saved by now."""

    label: str
    mine: str
    now: str


@dataclass(frozen=True)
class Conflict:
    """What somebody else recorded while the form was open; nothing in says: it was withdrawn."""

    says: str | None = None
    who: str = ""
    recorded_at: datetime | None = None
    effective_on: date | None = None
    reason: str = ""
    differing: tuple[Differing, ...] | None = None  # None: not told field by field
    taken: tuple[tuple[str, str], ...] = ()  # id and name of fields that show by now what is saved
    has_own: bool = False  # whether something is changed that nobody else has changed
    homeless: tuple[tuple[str, str], ...] = ()  # name and text of fields that the form has no more


@dataclass(frozen=True)
class Told:
    """A fact in the list below the form that adds one."""

    fact: Dated
    says: str
    who: str
    withdrawal: Withdrawal | None  # None if it counts


def told(
    known: Iterable[tuple[Fact, Withdrawal | None]], says: Callable[[Fact], str]
) -> list[Told]:
    """Return facts in words, the withdrawn ones among them.

    Args:
        says: tells one of them.
    """
    return [Told(fact, says(fact), who(fact, ""), withdrawal) for fact, withdrawal in known]


def recorder(person: Person, organisation_id: int | None = None) -> Recorder:
    """Return the signed-in person as facts name them.

    Args:
        organisation_id: the organisation they record it for, if any.
    """
    return Recorder(person.user_id, RecordedRole(person.role.value), organisation_id)


def who(row: Recorded, organisation: str) -> str:
    """Return who recorded a row, in words: the organisation, the role, never a person.

    That the person is removed is told to the plan office.
    """
    words = role = str(row.recorded_role.label)
    if organisation and row.recorded_role is RecordedRole.STAKEHOLDER:
        words = organisation
    elif organisation:
        words = _("%(role)s für %(organisation)s", role=role, organisation=organisation)
    return recorder_words(words, row.recorded_by_id)


def by_removed(uids: Iterable[str]) -> frozenset[str]:
    """Return which of these facts people recorded who are removed; none where nobody is told."""
    return queries.recorded_by_removed(uids) if is_told() else frozenset()


def conflict(held: Dated, says: str, organisation: str = "") -> Conflict:
    """Return the fact now in force as the page of a conflict shows it."""
    by = who(held, organisation)
    return Conflict(says, by, held.recorded_at, held.effective_on, held.reason)


def flash_saved(text: str, plan: str, uid: str) -> None:
    """Tell on the next page that a fact is recorded, with the way to undo it."""
    flash_undo(text, url_for("history.withdraw", plan=plan, uid=uid))


def flash_undo(text: str, address: str) -> None:
    """Tell on the next page what is saved, with the address at which it is undone."""
    link = Markup('<a href="%s">%s</a>') % (address, _("Rückgängig machen"))
    flash(Markup("%s %s") % (text, link))
