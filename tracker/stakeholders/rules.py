"""Which parts an organisation can have in a recommendation. Pure."""

from enum import StrEnum
from functools import cached_property

from tracker.i18n import _l


class Part(StrEnum):
    """The part of an organisation in a recommendation, in the order of showing."""

    LEAD = "lead"
    CONTRIBUTING = "contributing"
    FUNDING = "funding"

    @cached_property
    def label(self) -> str:
        """The word people read."""
        return {
            Part.LEAD: _l("federführend"),
            Part.CONTRIBUTING: _l("mitwirkend"),
            Part.FUNDING: _l("fördernd"),
        }[self]


class HandoverOutcome(StrEnum):
    """What became of a request to take over a part."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    RECALLED = "recalled"

    @cached_property
    def label(self) -> str:
        """The word people read."""
        return {
            HandoverOutcome.ACCEPTED: _l("angenommen"),
            HandoverOutcome.DECLINED: _l("abgelehnt"),
            HandoverOutcome.RECALLED: _l("zurückgezogen"),
        }[self]
