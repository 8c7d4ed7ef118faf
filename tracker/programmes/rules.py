"""The two kinds of indicators. Pure."""

from enum import StrEnum
from functools import cached_property

from tracker.i18n import _l


class IndicatorKind(StrEnum):
    """Whether an indicator tells of a situation or of what a recommendation brought about."""

    CONTEXT = "context"
    OUTPUT = "output"

    @cached_property
    def label(self) -> str:
        """The word people read."""
        return {
            IndicatorKind.CONTEXT: _l("Kontextindikator"),
            IndicatorKind.OUTPUT: _l("Maßnahmenindikator"),
        }[self]
