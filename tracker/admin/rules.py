"""In what state an account is. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from tracker.accounts.models import Role
from tracker.accounts.queries import SentLink
from tracker.i18n import _l


class AccountState(StrEnum):
    """What an account's person can do, and whether they have begun."""

    ACTIVE = "aktiv"
    INVITED = "eingeladen"
    NEVER = "nie-angemeldet"
    UNDELIVERABLE = "unzustellbar"
    DISABLED = "gesperrt"
    REMOVED = "entfernt"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            AccountState.ACTIVE: _l("aktiv"),
            AccountState.INVITED: _l("eingeladen, noch kein Passwort"),
            AccountState.NEVER: _l("noch nie angemeldet"),
            AccountState.UNDELIVERABLE: _l("Mails kommen nicht an"),
            AccountState.DISABLED: _l("gesperrt"),
            AccountState.REMOVED: _l("entfernt"),
        }[self]


class LinkFate(StrEnum):
    """What became of a link that was sent."""

    OPEN = "open"
    REPLACED = "replaced"
    ENDED = "ended"
    EXPIRED = "expired"
    DISABLED = "disabled"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            LinkFate.OPEN: _l("gilt noch"),
            LinkFate.REPLACED: _l("gilt nicht mehr: durch einen neueren ersetzt"),
            LinkFate.ENDED: _l("gilt nicht mehr: schon benutzt"),
            LinkFate.EXPIRED: _l("gilt nicht mehr: abgelaufen"),
            LinkFate.DISABLED: _l("gilt nicht mehr: Das Konto ist gesperrt."),
        }[self]


def link_fate(sent: SentLink, now: datetime) -> LinkFate:
    """Return what became of a link; at the moment it expires it does not work."""
    if not sent.is_active:
        return LinkFate.DISABLED
    if sent.is_replaced:
        return LinkFate.REPLACED
    if sent.is_ended:
        return LinkFate.ENDED
    return LinkFate.OPEN if now < sent.expires_at else LinkFate.EXPIRED


@dataclass(frozen=True)
class Group:
    """Organisations that stand together, as "plan/slug"."""

    label: str
    addresses: list[str]


@dataclass(frozen=True)
class Account:
    """An account as administration shows it; organisations are "plan/slug" with their names.

    That of an erased person reads so instead of a name, and has no address.
    """

    user_id: int
    uid: str
    name: str
    email: str
    role: Role
    language: str
    version: int
    state: AccountState
    is_active: bool
    is_taken_up: bool
    organisations: dict[str, str]
    erased_at: datetime | None

    @property
    def is_erased(self) -> bool:
        """Whether its person is removed: then nothing of it can be changed."""
        return self.erased_at is not None


@dataclass(frozen=True)
class Remains:
    """What erasing a person takes along, and where their name or address still stands then."""

    drafts: int  # not sent, discarded ones included
    mails: int  # to them, sent or not
    alone: list[str]  # "plan/slug" of the organisations for which nobody else could report
    texts: dict[str, int]  # what people wrote about them, by kind in words: it stays


TEXTS = {
    "note": _l("Sachstände"),
    "note_review": _l("Sachstände"),
    "obstacle": _l("Hemmnisse"),
    "obstacle_end": _l("Hemmnisse"),
    "decision": _l("Beschlüsse"),
    "council_paper": _l("Drucksachen"),
    "committee": _l("Gremien und Sitzungen"),
    "sitting": _l("Gremien und Sitzungen"),
    "follow_up": _l("Wiedervorlagen"),
    "handover": _l("Anfragen zur Zuständigkeit"),
    "recommendation_wording": _l("Wortlaute von Empfehlungen"),
    "recommendation_status": _l("Umsetzungsstände"),
    "milestone": _l("Meilensteine"),
    "milestone_state": _l("Meilensteine"),
    "milestone_deadline": _l("Meilensteine"),
    "organisation": _l("Beteiligte"),
    "organisation_name": _l("Beteiligte"),
    "involvement": _l("Beteiligte"),
    "withdrawal": _l("Begründungen, warum etwas zurückgenommen ist"),
    "report": _l("Berichte"),
    "report_text": _l("Berichte"),
    "report_version": _l("Berichte"),
    "draft": _l("Entwürfe anderer Personen"),
}


def kind_of_text(table: str) -> str:
    """Return in words what texts of a table are."""
    return str(TEXTS.get(table, _l("andere Einträge")))


def account_state(  # each part named
    *,
    is_active: bool,
    is_taken_up: bool,
    is_undeliverable: bool,
    has_signed_in: bool,
    is_erased: bool = False,
) -> AccountState:
    """Return the one state that matters most: what keeps the person from signing in comes first."""
    if is_erased:
        return AccountState.REMOVED
    if not is_active:
        return AccountState.DISABLED
    if is_undeliverable:
        return AccountState.UNDELIVERABLE
    if not is_taken_up:
        return AccountState.INVITED
    return AccountState.ACTIVE if has_signed_in else AccountState.NEVER
