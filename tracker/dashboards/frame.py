"""What every page of a plan begins with: the plan, the Stichtag, the moment that is asked for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import request, url_for

from tracker import clock, periods
from tracker.accounts.removed import marked
from tracker.cache import PARAMETERS
from tracker.dashboards.history import Entry
from tracker.errors import StichtagError
from tracker.history.answers import by_removed
from tracker.i18n import _, day_text
from tracker.plan import queries as plans
from tracker.plan.queries import PlanRow
from tracker.standing.facts import Moment


@dataclass(frozen=True)
class Stichtag:
    """The day a page is told for, and what the form that chooses another needs."""

    day: date
    is_today: bool
    min: date
    action: str
    kept: tuple[tuple[str, str], ...]  # the other parameters of the address


@dataclass(frozen=True)
class Frame:
    """A plan at a moment."""

    plan: PlanRow
    at: Moment
    stichtag: Stichtag

    @property
    def context(self) -> dict[str, object]:
        """What the page's template takes over."""
        return {"plan": self.plan, "stichtag": self.stichtag, "as_of": self.at.as_of}


def frame(slug: str) -> Frame:
    """Return the plan at an address and the moment the request asks for.

    Raises:
        NoResultFound: there is no such plan.
        StichtagError: the Stichtag is no day, or before the plan's first fact, or after today.
    """
    plan = plans.plan(slug)
    today = clock.today()
    first = min(plan.first_on or today, today)
    text = request.args.get("stichtag", "").strip()
    day = chosen(text, first, today) if text else today
    kept = tuple(
        (name, value)
        for name in (*PARAMETERS, "sprache")
        if name not in {"stichtag", "seite"}
        for value in request.args.getlist(name)
    )
    action = url_for(str(request.endpoint), **(request.view_args or {})).partition("?")[0]
    return Frame(plan, Moment(day, clock.now()), Stichtag(day, day == today, first, action, kept))


def facts_of(entries: Iterable[Entry]) -> set[str]:
    """Return the uids of all facts that a history tells of."""
    return {uid for entry in entries for uid in (entry.uid, *entry.uids) if uid}


def as_read(entries: Sequence[Entry], removed: Collection[str] | None = None) -> list[Entry]:
    """Return entries of a history as the plan office reads them: who recorded it may be removed.

    Args:
        removed: the facts of which that is so, where the page has asked already.
    """
    gone = by_removed(facts_of(entries)) if removed is None else removed
    return [
        replace(entry, origin=marked(entry.origin)) if facts_of([entry]) & {*gone} else entry
        for entry in entries
    ]


def chosen(text: str, first: date, today: date) -> date:
    """Return the day a text names: 2026-09-30, 30.9.2026 or 30 September 2026.

    Raises:
        StichtagError: it names no day, or one outside first to today.
    """
    try:
        day = periods.day(text)
    except ValueError:
        raise StichtagError(
            _("Geben Sie den Stichtag als Tag an, zum Beispiel 30.09.2026."), today.isoformat()
        ) from None
    if day > today:
        raise StichtagError(
            _("Der Stichtag liegt in der Zukunft. Der letzte mögliche ist heute."),
            today.isoformat(),
        )
    if day < first:
        raise StichtagError(
            _("Den Plan gibt es erst seit dem %(day)s. Davor ist nichts zu zeigen.",
              day=day_text(first)),
            first.isoformat(),
        )  # fmt: skip
    return day
