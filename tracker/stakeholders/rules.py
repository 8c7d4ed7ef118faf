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
