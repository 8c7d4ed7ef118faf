"""The list of hints: which ones an address asks for, the strongest first. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.i18n import say
from tracker.lists import Choice, Choices, known, page_number
from tracker.standing.hints import Hint, Level, hint
from tracker.standing.owners import is_unowned
from tracker.standing.queries.plan import PlanFacts, standings

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

SHOWN = (Level.HIGH, Level.RAISED, Level.LOW)  # in the order of the list


@dataclass(frozen=True)
class Wanted:
    """What the address of the list asks for; nothing chosen means all."""

    fields: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    page: int = 1
    text: str = field(default="", init=False)  # this list has no search

    @property
    def is_open(self) -> bool:
        """Whether it lets everything through."""
        return not (self.fields or self.levels)


def parse(args: "MultiDict[str, str]", facts: PlanFacts) -> Wanted:
    """Return what the parameters of an address ask for.

    Raises:
        RuleError: a parameter has a value that means nothing here.
    """
    return Wanted(
        fields=known(args, "feld", [one.slug for one in facts.fields]),
        levels=known(args, "stufe", [level.value for level in SHOWN]),
        page=page_number(args.get("seite", "1")),
    )


def hints(facts: PlanFacts, living: Collection[str]) -> list[Hint]:
    """Return the hints of a plan, the strongest first, of one strength by code.

    Args:
        living: slugs of the organisations that somebody can be reached for.
    """
    day = facts.at.as_of
    rows = standings(facts, facts.at)
    found = [hint(row, day, is_unowned=is_unowned(row, living)) for row in rows]
    return sorted((one for one in found if one), key=lambda one: (-one.weight, one.row.code))


def chosen(found: Collection[Hint], wanted: Wanted) -> list[Hint]:
    """Return the hints that a filter lets through, in their order, all pages."""
    return [
        one
        for one in found
        if (not wanted.fields or one.row.action_field in wanted.fields)
        and (not wanted.levels or one.level in wanted.levels)
    ]


def choices(facts: PlanFacts, wanted: Wanted) -> list[Choices]:
    """Return what the list can be filtered by."""
    fields = [Choice(one.slug, say(one.title), one.slug in wanted.fields) for one in facts.fields]
    levels = [Choice(one.value, one.label, one.value in wanted.levels) for one in SHOWN]
    return [Choices("feld", fields), Choices("stufe", levels)]
