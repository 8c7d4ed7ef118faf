"""Kinds of notes, what becomes of them in review, addressees of obstacles. Pure."""

import difflib
import re
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from tracker.errors import RuleError
from tracker.i18n import _, _l, _lc

WORD = re.compile(r"\S+\s*|\s+")


class Kind(StrEnum):
    """What an organisation says with a note."""

    NOTE = "note"
    CONFIRMATION = "confirmation"
    CORRECTION = "correction"

    @cached_property
    def label(self) -> str:
        """The word people read."""
        return {
            Kind.NOTE: _lc("Art", "Sachstand"),
            Kind.CONFIRMATION: _l("unverändert bestätigt"),
            Kind.CORRECTION: _l("Berichtigung"),
        }[self]


class Outcome(StrEnum):
    """What became of a note in review."""

    PUBLISHED = "published"
    RETURNED = "returned"

    @cached_property
    def label(self) -> str:
        """The word people read."""
        return {
            Outcome.PUBLISHED: _l("veröffentlicht"),
            Outcome.RETURNED: _l("zurückgegeben"),
        }[self]


class Decision(StrEnum):
    """What the plan office can do with a note in review."""

    PUBLISH = "publish"
    EDIT = "edit"
    RETURN = "return"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Decision.PUBLISH: _l("Unverändert veröffentlichen"),
            Decision.EDIT: _l("Mit geändertem Text veröffentlichen"),
            Decision.RETURN: _l("Mit Begründung zurückgeben"),
        }[self]

    @property
    def outcome(self) -> Outcome:
        """What becomes of the note."""
        return Outcome.RETURNED if self is Decision.RETURN else Outcome.PUBLISHED


class Fate(StrEnum):
    """What became of a note, as its author sees it."""

    IN_REVIEW = "in_review"
    SEEN = "seen"
    PUBLISHED = "published"
    EDITED = "edited"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Fate.IN_REVIEW: _l("in Prüfung"),
            Fate.SEEN: _l("in Prüfung"),
            Fate.PUBLISHED: _l("veröffentlicht"),
            Fate.EDITED: _l("mit Änderungen veröffentlicht"),
            Fate.RETURNED: _l("zurückgegeben"),
            Fate.WITHDRAWN: _l("zurückgenommen"),
        }[self]


class Piece(NamedTuple):
    """A part of two versions of a text: in both, only in the earlier, or only in the later."""

    text: str
    is_removed: bool = False
    is_added: bool = False


def word_difference(before: str, after: str) -> list[Piece]:
    """Return both versions of a text as one, word by word: what is the same, removed, added.

    Without the added pieces it is before, without the removed ones after; empty for two empty ones.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    pieces = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("".join(old[i:j])))
            continue
        if i < j:
            pieces.append(Piece("".join(old[i:j]), is_removed=True))
        if k < m:
            pieces.append(Piece("".join(new[k:m]), is_added=True))
    return pieces


def check_decision(decision: Decision, before: str, after: str, reason: str) -> None:
    """Raise RuleError unless a decision about a note comes with what it needs.

    Args:
        before: the text as the organisation wrote it.
        after: the text as the plan office would publish it.
    """
    if decision is Decision.RETURN and not reason.strip():
        raise RuleError(_("Geben Sie an, was an dem Sachstand zu ändern ist."), "reason")
    if decision is Decision.PUBLISH and before != after:
        raise RuleError(
            _("Wählen Sie „Mit geändertem Text veröffentlichen“: Sie haben den Text geändert."),
            "decision",
        )
    if decision is Decision.EDIT and before == after:
        raise RuleError(_("Ändern Sie den Text, oder veröffentlichen Sie ihn unverändert."), "text")
    if decision is Decision.EDIT and not after.strip():
        raise RuleError(
            _("Geben Sie den Text an, der veröffentlicht wird, oder geben Sie zurück."), "text"
        )


def check_correction(kind: Kind, published: str, text: str, *, is_public: bool) -> None:
    """Raise RuleError unless a note can be corrected so.

    Args:
        published: its text as public pages show it.
        is_public: whether public pages show it.
    """
    if kind is Kind.CONFIRMATION or not is_public:
        raise RuleError(_("Berichtigen lässt sich nur ein veröffentlichter Sachstand."))
    if text == published:
        raise RuleError(_("Ändern Sie den Text: So steht er schon da."), "text")


class Addressee(StrEnum):
    """Who or what could remove an obstacle."""

    MONEY = "money"
    STAFF = "staff"
    LAW = "law"
    PARTNER = "partner"
    COUNCIL = "council"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Addressee.MONEY: _l("Geld"),
            Addressee.STAFF: _l("Personal"),
            Addressee.LAW: _l("Recht"),
            Addressee.PARTNER: _l("Partner"),
            Addressee.COUNCIL: _l("Beschluss des Kreistags"),
        }[self]
