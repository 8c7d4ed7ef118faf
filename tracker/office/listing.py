"""The lists of the plan office: what is in each, chosen and ordered as the address asks. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.i18n import _, say
from tracker.lists import folded, known, page_number
from tracker.office import rules
from tracker.office.queries.desk import Desk, NoteWaiting, OpenFollowUp, OpenHandover, OpenObstacle
from tracker.office.rules.lists import Sorting, Worklist
from tracker.standing.owners import owners
from tracker.standing.queries.plan import PlanFacts, standings
from tracker.standing.rules import Freshness, MilestoneStanding, Standing

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

SILENT = {
    Worklist.NEVER: Freshness.NEVER,
    Worklist.STALE: Freshness.STALE,
    Worklist.DUE: Freshness.DUE,
}


PARAMETERS = ("feld", "beteiligte", "federfuehrung", "sortierung")


@dataclass(frozen=True)
class Item:
    """A row of a list: what it is about, and what makes it a row."""

    key: str  # what a tick names: or the uid of a row of its own
    code: str  # of the recommendation; empty where it is about the plan
    row: Standing | None  # None where there is none: about the plan, or not part of it yet
    on: date | None = None  # what urgency is sorted by; None comes first
    milestone: MilestoneStanding | None = None
    note: NoteWaiting | None = None
    obstacle: OpenObstacle | None = None
    follow_up: OpenFollowUp | None = None
    handover: OpenHandover | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What the address of a list asks for; nothing chosen means all."""

    fields: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    sorting: Sorting = Sorting.URGENCY
    page: int = 1
    text: str = field(default="", init=False)  # these lists have no search

    @property
    def is_open(self) -> bool:
        """Whether it lets everything through."""
        return not (self.fields or self.organisations or self.leads)

    @property
    def parameters(self) -> dict[str, tuple[str, ...]]:
        """What was chosen, as it stands in the address; the page is left out."""
        sorting = () if self.sorting is Sorting.URGENCY else (self.sorting.value,)
        named = zip(PARAMETERS, (self.fields, self.organisations, self.leads, sorting), strict=True)
        return {name: values for name, values in named if values}


@dataclass(frozen=True)
class Lists:
    """All lists of a plan on a day."""

    facts: PlanFacts
    standings: Mapping[str, Standing]  # of those that are part of the plan, by code
    items: Mapping[Worklist, Sequence[Item]]  # by urgency

    @property
    def names(self) -> dict[str, str]:
        """The organisations' names in the reader's language, by slug."""
        return {slug: say(fact.name) for slug, fact in self.facts.organisations.items()}


def lists(facts: PlanFacts, desk: Desk) -> Lists:
    """Return every list of a plan, empty ones included."""
    rows = {row.code: row for row in standings(facts, facts.at)}
    found: dict[Worklist, list[Item]] = {kind: [] for kind in Worklist}
    for row in rows.values():
        for kind, item in _of_standing(row, facts, desk):
            found[kind].append(item)
    for kind, item in _of_desk(desk, rows, facts.at.as_of):
        found[kind].append(item)
    for items in found.values():
        items.sort(key=lambda item: (item.on or date.min, item.code, item.key))
    return Lists(facts, rows, found)


def _of_standing(row: Standing, facts: PlanFacts, desk: Desk) -> Iterator[tuple[Worklist, Item]]:
    for milestone in row.milestones:
        kind = Worklist.OVERDUE if milestone.is_overdue else Worklist.UPCOMING
        if milestone.due and (milestone.is_overdue or milestone.is_upcoming):
            key = f"{row.code}.{milestone.number}"
            yield kind, Item(key, row.code, row, milestone.due.on, milestone)
    for kind, freshness in SILENT.items():
        if row.freshness is freshness:
            yield kind, Item(row.code, row.code, row, row.reported_on or row.since)
    reasons = _unowned(row, facts, desk)
    if reasons and row.freshness is not Freshness.EXEMPT:
        yield Worklist.UNOWNED, Item(row.code, row.code, row, row.reported_on, reasons=reasons)


def _of_desk(
    desk: Desk, rows: Mapping[str, Standing], today: date
) -> Iterator[tuple[Worklist, Item]]:
    for note in desk.notes:
        row, day = rows.get(note.code), note.recorded_at.date()
        yield Worklist.REVIEW, Item(note.uid, note.code, row, day, note=note)
    for one in desk.obstacles:
        if rules.is_unsettled(one.due_on, today):
            row = rows.get(one.code)
            yield Worklist.OBSTACLES, Item(one.uid, one.code, row, one.due_on, obstacle=one)
    for asked in desk.handovers:
        row, day = rows.get(asked.code), asked.asked_at.date()
        yield Worklist.HANDOVERS, Item(asked.uid, asked.code, row, day, handover=asked)
    for later in desk.follow_ups:
        kind = Worklist.FOLLOW_UPS if later.due_on <= today else Worklist.LATER
        row = rows.get(later.code)
        yield kind, Item(later.uid, later.code, row, later.due_on, follow_up=later)


def parse(args: "MultiDict[str, str]", facts: PlanFacts) -> Wanted:
    """Return what the parameters of an address ask for.

    Raises:
        RuleError: a parameter has a value that means nothing here.
    """
    sorting = known(args, "sortierung", [one.value for one in Sorting])
    return Wanted(
        fields=known(args, "feld", [one.slug for one in facts.fields]),
        organisations=known(args, "beteiligte", facts.organisations),
        leads=known(args, "federfuehrung", facts.organisations),
        sorting=Sorting(sorting[0]) if sorting else Sorting.URGENCY,
        page=page_number(args.get("seite", "1")),
    )


def chosen(items: Iterable[Item], wanted: Wanted, found: Lists) -> list[Item]:
    """Return the rows that a filter lets through, in its order, all pages."""

    def fits(item: Item) -> bool:
        row = item.row
        if row is None:
            return wanted.is_open
        return (
            (not wanted.fields or row.action_field in wanted.fields)
            and (not wanted.organisations or not row.organisations.isdisjoint(wanted.organisations))
            and (not wanted.leads or not set(row.leads).isdisjoint(wanted.leads))
        )

    chosen_ = [item for item in items if fits(item)]
    if wanted.sorting is not Sorting.URGENCY:
        chosen_.sort(key=_key(wanted.sorting, found))
    return chosen_


def _key(sorting: Sorting, found: Lists) -> Callable[[Item], Any]:
    place = {one.slug: number for number, one in enumerate(found.facts.fields)}
    names = found.names

    def of_plan(item: Item) -> tuple[int, str]:
        return place.get(item.row.action_field, 99) if item.row else -1, item.code

    def of_title(item: Item) -> str:
        return folded(say(item.row.title)) if item.row else ""

    def of_lead(item: Item) -> list[str]:
        return [folded(names[slug]) for slug in item.row.leads] if item.row else []

    return {Sorting.PLAN: of_plan, Sorting.TITLE: of_title, Sorting.LEAD: of_lead}[sorting]


def _unowned(row: Standing, facts: PlanFacts, desk: Desk) -> tuple[str, ...]:
    """Return why nobody can report about a recommendation, in words; empty if somebody can."""
    slugs = owners(row)
    if not slugs:
        return (_("Es ist niemand beteiligt."),)
    reasons = []
    for slug in slugs:
        fact = facts.organisations[slug]
        reason = rules.silence(
            say(fact.name), desk.accounts.get(slug, ()), has_ended=fact.has_ended
        )
        if not reason:
            return ()
        reasons.append(reason)
    return tuple(reasons)
