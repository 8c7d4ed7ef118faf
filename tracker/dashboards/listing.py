"""Choosing and ordering recommendations and milestones: what the address asks for. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from tracker import periods
from tracker.errors import RuleError
from tracker.i18n import _, _l, say
from tracker.lists import folded, known, page_number
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.standing.queries.plan import PlanFacts
from tracker.standing.rules import Day, Freshness, MilestoneStanding, Schedule, Standing

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

PLANNED_UNTIL, DONE_UNTIL = "geplant_bis", "erledigt_bis"  # in addresses
E = TypeVar("E", bound=StrEnum)


class Sorting(StrEnum):
    """What a list can be sorted by."""

    PLAN = "plan"
    TITLE = "titel"
    STATUS = "status"
    SCHEDULE = "terminlage"
    FRESHNESS = "aktualitaet"
    PROGRESS = "fortschritt"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Sorting.PLAN: _l("Reihenfolge des Plans"),
            Sorting.TITLE: _l("Titel"),
            Sorting.STATUS: _l("Umsetzungsstand"),
            Sorting.SCHEDULE: _l("Terminlage, verzögerte zuerst"),
            Sorting.FRESHNESS: _l("Aktualität, älteste zuerst"),
            Sorting.PROGRESS: _l("Fortschritt"),
        }[self]


class Numerable(StrEnum):
    """Whether a recommendation's progress can be put in a number."""

    YES = "bezifferbar"
    NO = "nicht-bezifferbar"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Numerable.YES: _l("bezifferbar"),
            Numerable.NO: _l("nicht bezifferbar"),
        }[self]


class Lateness(StrEnum):
    """How a milestone's deadline lies."""

    OVERDUE = "ueberfaellig"
    UPCOMING = "bald"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Lateness.OVERDUE: _l("überfällig"),
            Lateness.UPCOMING: _l("bald fällig, noch nicht begonnen"),
        }[self]


@dataclass(frozen=True)
class Filter:
    """What the address of a list asks for; nothing chosen means all."""

    fields: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    freshnesses: tuple[Freshness, ...] = ()
    organisations: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    lateness: tuple[Lateness, ...] = ()
    numerable: tuple[Numerable, ...] = ()
    codes: tuple[str, ...] = ()  # of recommendations, of which milestones are listed
    planned_until: date | None = None  # first agreed for that day or earlier, not dropped
    done_until: date | None = None
    text: str = ""
    sorting: Sorting = Sorting.PLAN
    descending: bool = False
    page: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it lets everything through."""
        return not any(
            (
                self.fields, self.statuses, self.schedules, self.freshnesses, self.organisations,
                self.municipalities, self.states, self.lateness, self.numerable, self.codes,
                self.planned_until, self.done_until, self.text,
            )
        )  # fmt: skip


def parse(
    args: "MultiDict[str, str]",
    *,
    fields: Iterable[str],
    organisations: Iterable[str],
    municipalities: Iterable[str],
    codes: Iterable[str] = (),
) -> Filter:
    """Return the filter that the parameters of an address describe.

    Empty values mean nothing chosen: forms send them.

    Raises:
        RuleError: a parameter has a value that means nothing here.
    """
    return Filter(
        fields=known(args, "feld", fields),
        statuses=_members(args, "status", Status),
        schedules=_members(args, "terminlage", Schedule),
        freshnesses=_members(args, "aktualitaet", Freshness),
        organisations=known(args, "beteiligte", organisations),
        municipalities=known(args, "gemeinde", municipalities),
        states=_members(args, "zustand", State),
        lateness=_members(args, "lage", Lateness),
        numerable=_members(args, "fortschritt", Numerable),
        codes=known(args, "empfehlung", codes),
        planned_until=_day(args, PLANNED_UNTIL),
        done_until=_day(args, DONE_UNTIL),
        text=args.get("q", "").strip(),
        sorting=next(iter(_members(args, "sortierung", Sorting)), Sorting.PLAN),
        descending=args.get("richtung") == "ab",
        page=page_number(args.get("seite", "1")),
    )


def recommendations(
    standings: Iterable[Standing], facts: PlanFacts, wanted: Filter, ags: Mapping[int, str]
) -> list[Standing]:
    """Return the recommendations that a filter lets through, in its order, all pages.

    Args:
        ags: official key of a municipality by its id.
    """
    names = facts.organisations
    place = {field.slug: number for number, field in enumerate(facts.fields)}

    def fits(row: Standing) -> bool:
        towns = {ags.get(names[slug].municipality_id or 0) for slug in row.organisations}
        return (
            _one_of(row.action_field, wanted.fields)
            and _one_of(row.status, wanted.statuses)
            and _one_of(row.schedule, wanted.schedules)
            and _one_of(row.freshness, wanted.freshnesses)
            and _one_of(Numerable.NO if row.progress is None else Numerable.YES, wanted.numerable)
            and (not wanted.organisations or not row.organisations.isdisjoint(wanted.organisations))
            and (not wanted.municipalities or not towns.isdisjoint(wanted.municipalities))
            and _reads(row, wanted.text, facts)
        )

    in_order = sorted(standings, key=lambda row: (place.get(row.action_field, 99), row.code))
    found = [row for row in in_order if fits(row)]
    found.sort(key=_key(wanted.sorting), reverse=wanted.descending)
    return found


def milestones(
    standings: Iterable[Standing], wanted: Filter
) -> list[tuple[Standing, MilestoneStanding]]:
    """Return the milestones that a filter lets through, by due day; undated ones last."""
    found = [
        (row, milestone)
        for row in standings
        if _one_of(row.action_field, wanted.fields) and _one_of(row.code, wanted.codes)
        for milestone in row.milestones
        if _one_of(milestone.state, wanted.states)
        and (not wanted.lateness or any(_lies(milestone, lateness) for lateness in wanted.lateness))
        and _is_within(milestone.baseline, wanted.planned_until, milestone)
        and _is_within(milestone.done, wanted.done_until, milestone)
    ]
    found.sort(key=lambda pair: (_due(pair[1]), pair[0].code, pair[1].number))
    if wanted.descending:
        found.reverse()
    return found


def _reads(row: Standing, text: str, facts: PlanFacts) -> bool:
    if not text:
        return True
    names = [say(facts.organisations[slug].name) for slug in row.organisations]
    everything = folded(" ".join([row.code, *row.title.values(), *names]))
    return all(word in everything for word in folded(text).split())


def _key(sorting: Sorting) -> Callable[[Standing], Any]:
    if sorting is Sorting.TITLE:
        return lambda row: folded(say(row.title))
    if sorting is Sorting.STATUS:
        return lambda row: list(Status).index(row.status)
    if sorting is Sorting.SCHEDULE:
        worst_first = [Schedule.DELAYED, Schedule.ATTENTION, Schedule.ON_TRACK, Schedule.NONE]
        return lambda row: worst_first.index(row.schedule)
    if sorting is Sorting.FRESHNESS:
        return lambda row: (
            row.freshness is Freshness.EXEMPT,
            row.reported_on or date.min,
        )
    if sorting is Sorting.PROGRESS:
        return lambda row: Fraction(-1) if row.progress is None else row.progress
    return lambda _row: 0


def _lies(milestone: MilestoneStanding, lateness: Lateness) -> bool:
    return milestone.is_overdue if lateness is Lateness.OVERDUE else milestone.is_upcoming


def _is_within(day: Day | None, until: date | None, milestone: MilestoneStanding) -> bool:
    """Whether a milestone counts up to a day, as the course over the quarters counts it."""
    return until is None or (milestone.is_valid and day is not None and day.on <= until)


def _due(milestone: MilestoneStanding) -> date:
    return milestone.due.on if milestone.due else date.max


def _day(args: "MultiDict[str, str]", name: str) -> date | None:
    text = args.get(name, "").strip()
    if not text:
        return None
    try:
        return periods.day(text)
    except ValueError:
        raise RuleError(
            _("„%(value)s“ ist kein Tag. Geben Sie ihn zum Beispiel so an: 30.09.2026.",
              value=text[:60])
        ) from None  # fmt: skip


def _one_of(value: E | str, wanted: Sequence[E] | Sequence[str]) -> bool:
    return not wanted or value in wanted


def _members(args: "MultiDict[str, str]", name: str, kind: type[E]) -> tuple[E, ...]:
    return tuple(kind(value) for value in known(args, name, [member.value for member in kind]))
