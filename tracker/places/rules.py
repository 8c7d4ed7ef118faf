"""What must be so before a municipality goes. Pure."""

from collections.abc import Sequence

from tracker.errors import RuleError
from tracker.i18n import _n


def subject(plan: str, ags: str) -> str:
    """Return what audit entries call a municipality."""
    return f"{plan}/municipality/{ags}"


def check_free(organisations: Sequence[str]) -> None:
    """Raise RuleError while organisations lie in a municipality, by their names."""
    if organisations:
        raise RuleError(
            _n(
                "In dieser Gemeinde liegt noch %(names)s. Geben Sie dieser Organisation zuerst "
                "einen anderen Ort.",
                "In dieser Gemeinde liegen noch %(num)s Organisationen: %(names)s. Geben Sie "
                "ihnen zuerst einen anderen Ort.",
                len(organisations),
                names=", ".join(organisations),
            )
        )
