"""Where the lists behind counts stand, at the request's Stichtag and in its language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from flask import url_for


@dataclass(frozen=True)
class Addresses:
    """The lists of a plan, or of one field of action."""

    plan: str  # slug
    field: str = ""  # slug; "": the whole plan

    def recommendations(self, **chosen: str) -> str:
        """Return the address of the recommendations that a filter lets through."""
        return _with(self._recommendations, chosen)

    def milestones(self, **chosen: str) -> str:
        """Return the address of the milestones that a filter lets through."""
        return _with(self._milestones, chosen)

    @cached_property
    def _recommendations(self) -> str:
        return url_for("dashboards.recommendations", plan=self.plan, feld=self.field or None)

    @cached_property
    def _milestones(self) -> str:
        return url_for("dashboards.milestones", plan=self.plan, feld=self.field or None)


def _with(address: str, chosen: Mapping[str, str]) -> str:
    """Return an address with more parameters. A page has hundreds; url_for takes ten times as long.

    A parameter may have several values, with commas between them.
    """
    if not chosen:
        return address
    pairs = [(name, one) for name, value in chosen.items() for one in value.split(",")]
    return f"{address}{'&' if '?' in address else '?'}{urlencode(pairs)}"
