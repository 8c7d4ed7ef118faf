"""Kinds of notes, outcomes of a review, addressees of obstacles. Pure."""

from enum import StrEnum

from tracker.i18n import _l


class Kind(StrEnum):
    """What an organisation says with a note."""

    NOTE = "note"
    CONFIRMATION = "confirmation"
    CORRECTION = "correction"

    @property
    def label(self) -> str:
        """The word people read."""
        return {
            Kind.NOTE: _l("Sachstand"),
            Kind.CONFIRMATION: _l("unverändert bestätigt"),
            Kind.CORRECTION: _l("Berichtigung"),
        }[self]


class Outcome(StrEnum):
    """What became of a note in review."""

    PUBLISHED = "published"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        """The word people read."""
        return {
            Outcome.PUBLISHED: _l("veröffentlicht"),
            Outcome.RETURNED: _l("zurückgegeben"),
        }[self]


class Addressee(StrEnum):
    """Who or what could remove an obstacle."""

    MONEY = "money"
    STAFF = "staff"
    LAW = "law"
    PARTNER = "partner"
    COUNCIL = "council"

    @property
    def label(self) -> str:
        """The words people read."""
        return {
            Addressee.MONEY: _l("Geld"),
            Addressee.STAFF: _l("Personal"),
            Addressee.LAW: _l("Recht"),
            Addressee.PARTNER: _l("Partner"),
            Addressee.COUNCIL: _l("Beschluss des Kreistags"),
        }[self]
