"""What is due from the organisations a person acts for."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tracker import clock
from tracker.db import Texts
from tracker.notes.actions import Unchanged
from tracker.notes.queries import notes as queries
from tracker.notes.queries.notes import Published
from tracker.notes.queries.own import Followed, followed
from tracker.notes.queries.rows import NoteRow
from tracker.plan.queries.editions import continued
from tracker.stakeholders.queries import OrganisationRow, involvements
from tracker.standing.facts import Moment
from tracker.standing.queries.chosen import Name, standings_of
from tracker.tasks.rules import Task, is_confirmable, reported, task


def are_of_several(found: "Iterable[Task | NoteRow | Item]") -> bool:
    """Return whether tasks or notes are of more than one plan; then each names its own."""
    return len({one.plan for one in found}) > 1


@dataclass(frozen=True)
class Desk:
    """What a person finds on their desk."""

    tasks: tuple[Task, ...]  # the most urgent first, then those about which nothing is due
    returned: tuple[NoteRow, ...]  # to be written anew
    latest: tuple[NoteRow, ...]
    names: Mapping[int, Name]  # of organisations, by id

    @property
    def is_of_several(self) -> bool:
        """Whether it is of more than one plan."""
        return are_of_several((*self.tasks, *self.returned, *self.latest))

    @property
    def due(self) -> int:
        """How many recommendations something is due about."""
        return sum(1 for one in self.tasks if one.is_due)


def desk(organisation_ids: Collection[int]) -> Desk:
    """Return what is due from organisations today and what became of their notes."""
    today = clock.today()
    held = involvements(organisation_ids, today, continued()) if organisation_ids else {}
    notes = followed(organisation_ids) if organisation_ids else Followed()
    waiting = {note.recommendation_id for note in notes.waiting}
    chosen, names = standings_of(list(held), Moment(today, clock.now()), organisation_ids)
    tasks = []
    for of in chosen:
        own = sorted((names[key].slug, names[key].name) for key in held[of.id])
        tasks.append(task(of, tuple(own), today, waits=of.id in waiting))
    tasks.sort(key=lambda one: one.order)
    return Desk(tuple(tasks), notes.returned, notes.latest, names)


@dataclass(frozen=True)
class Item:
    """A recommendation to be confirmed unchanged, and what was last reported about it."""

    plan: str
    plan_title: Texts
    code: str
    title: Texts
    by: OrganisationRow
    reported: str
    unchanged: Unchanged

    @property
    def value(self) -> str:
        """What names it in a form, with the newest note that the person has seen."""
        return f"{self.key}/{self.unchanged.seen}"

    @property
    def key(self) -> str:
        """What names it in an address: plan, code and organisation."""
        return f"{self.unchanged.subject}/{self.by.slug}"


@dataclass(frozen=True)
class Choice:
    """What a person has ticked: what is theirs to confirm, and what is not, by code."""

    items: tuple[Item, ...]
    gone: tuple[str, ...]
    last: Published  # about these recommendations
    names: Mapping[int, Name]  # of organisations, by id

    @property
    def is_of_several(self) -> bool:
        """Whether what is theirs is of more than one plan."""
        return are_of_several(self.items)


def chosen(values: Collection[str], organisation_ids: Collection[int]) -> Choice:
    """Return what was ticked, by plan and code.

    Args:
        values: plan, code and organisation with strokes between, then the newest note seen; where
            that part is missing, it is the newest one there is.
    """
    today = clock.today()
    seen = {tuple(value.split("/")[:3]): value.split("/")[3:] for value in values}
    asked = seen and organisation_ids
    held = involvements(organisation_ids, today, continued()) if asked else {}
    of = Moment(today, clock.now())
    every, names = standings_of(list(held), of, organisation_ids) if held else ([], {})
    found = [one for one in every if is_confirmable(one.standing)]
    pairs = {
        (one.plan, one.standing.code, names[key].slug): (one, key)
        for one in found
        for key in sorted(held[one.id])
    }
    ids = [one.id for key, (one, _at) in pairs.items() if key in seen]
    newest = queries.newest(ids) if ids else {}
    last = queries.last_published(ids, organisation_ids) if ids else Published({}, {})
    items = tuple(
        Item(
            plan=one.plan,
            plan_title=one.plan_title,
            code=one.standing.code,
            title=one.standing.title,
            by=OrganisationRow(at, names[at].slug, names[at].name),
            reported=reported(one.standing, today),
            unchanged=Unchanged(
                recommendation_id=one.id,
                plan_id=one.plan_id,
                subject=f"{one.plan}/{one.standing.code}",
                organisation_id=at,
                seen="".join(seen[key][:1]) if seen[key] else newest.get(one.id, ""),
            ),
        )
        for key, (one, at) in pairs.items()
        if key in seen
    )
    gone = tuple(key[1] for key in seen if key not in pairs and len(key) == 3)
    return Choice(items, gone, last, names)
