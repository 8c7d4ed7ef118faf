"""Where the lists behind counts stand, at the request's Stichtag and in its language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import url_for

from tracker.dashboards.listing import DONE_UNTIL, PLANNED_UNTIL, Lateness
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.standing.rules import Freshness


@dataclass(frozen=True)
class Addresses:
    """The lists of a plan, or of one field of action."""

    plan: str  # slug
    field: str = ""  # slug; "": the whole plan

    def recommendations(self, having: Status | Freshness | None = None, /) -> str:
        """Return the address of the recommendations that have a status or an Aktualität."""
        name = "status" if isinstance(having, Status) else "aktualitaet"
        return _with(self._recommendations, [(name, having)] if having else [])

    def milestones(  # one argument a filter
        self,
        *,
        of: str = "",
        states: Iterable[State] = (),
        is_overdue: bool = False,
        planned_until: date | None = None,
        done_until: date | None = None,
    ) -> str:
        """Return the address of the milestones that all filters let through."""
        chosen = [
            ("empfehlung", of),
            *(("zustand", state) for state in states),
            ("lage", Lateness.OVERDUE if is_overdue else ""),
            (PLANNED_UNTIL, planned_until.isoformat() if planned_until else ""),
            (DONE_UNTIL, done_until.isoformat() if done_until else ""),
        ]
        return _with(self._milestones, [pair for pair in chosen if pair[1]])

    @cached_property
    def _recommendations(self) -> str:
        return url_for("dashboards.recommendations", plan=self.plan, feld=self.field or None)

    @cached_property
    def _milestones(self) -> str:
        return url_for("dashboards.milestones", plan=self.plan, feld=self.field or None)


def _with(address: str, chosen: Sequence[tuple[str, str]]) -> str:
    """Return an address with more parameters.

    A page has hundreds, and url_for takes ten times as long. Codes, days and members of enums need
    no quoting.
    """
    if not chosen:
        return address
    pairs = "&".join(f"{name}={value}" for name, value in chosen)
    return f"{address}{'&' if '?' in address else '?'}{pairs}"
