"""What moved as its page shows it: counts that lead to lists, and the lists themselves. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.charts.matrix import level
from tracker.dashboards import movements
from tracker.dashboards.movements import Names, Sentence
from tracker.lists import known
from tracker.standing.change import Change, Kind
from tracker.standing.tally import Tally, chosen

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

FEW, MANY = 5, 30  # changes; a page with more than few counts them, with more than many folds them


@dataclass(frozen=True)
class Wanted:
    """Which changes an address asks for: of some fields and of some kinds; none named means all."""

    fields: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it lets everything through."""
        return not (self.fields or self.kinds)

    def words(self, names: Names) -> str:
        """Return what is chosen, as a list of words."""
        kinds = (kind.label for kind in self.kinds)
        return ", ".join((*map(str, kinds), *(names.fields[slug] for slug in self.fields)))

    def among(self, changes: Sequence[Change]) -> list[Change]:
        """Return the changes it lets through, in their order."""
        return chosen(changes, self.fields, self.kinds)


@dataclass(frozen=True)
class Cell:
    """A count, and the field and kind of the list behind it; empty: of all of them."""

    number: int
    field: str = ""
    kind: str = ""
    level: int = 0  # how dark: 0 (none) to 4 (as many as the fullest)


@dataclass(frozen=True)
class Row:
    """A kind with a cell for each field; the last row, without a kind, has all of them."""

    label: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True)
class Group:
    """The sentences of one kind in one field."""

    label: str
    number: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Section:
    """What moved in a field of action: sentence by sentence, and the same by kind."""

    field: str  # slug
    sentences: tuple[Sentence, ...]
    groups: tuple[Group, ...]


def parse(args: "MultiDict[str, str]", fields: Sequence[str]) -> Wanted:
    """Return which changes the parameters of an address ask for.

    Raises:
        RuleError: a parameter has a value that means nothing here.
    """
    kinds = known(args, "art", [kind.value for kind in Kind])
    return Wanted(known(args, "feld", fields), tuple(Kind(kind) for kind in kinds))


def rows(counted: Tally, everything: str) -> list[Row]:
    """Return a row for each kind that occurs, then one of all; a cell for each field that moved.

    Args:
        everything: what the last row is called.
    """
    fullest = max(counted.places.values(), default=0)
    found = [
        Row(
            kind.label,
            tuple(
                Cell(
                    counted.of(slug, kind),
                    slug,
                    kind.value,
                    level(counted.of(slug, kind), fullest),
                )
                for slug in counted.fields
            ),
            Cell(number, kind=kind.value),
        )
        for kind, number in counted.kinds.items()
    ]
    whole = tuple(Cell(number, slug) for slug, number in counted.fields.items())
    return [*found, Row(everything, whole, Cell(counted.total))]


def sections(changes: Sequence[Change], counted: Tally, names: Names) -> list[Section]:
    """Return a section for each field that something moved in, in the order of the plan."""
    found = []
    for slug in counted.fields:
        own = [change for change in changes if change.action_field == slug]
        kinds = [kind for kind in counted.kinds if counted.of(slug, kind)]
        found.append(
            Section(
                slug,
                tuple(movements.sentence(change, names) for change in own),
                tuple(_group(own, kind, counted.of(slug, kind), names) for kind in kinds),
            )
        )
    return found


def _group(changes: Sequence[Change], kind: Kind, number: int, names: Names) -> Group:
    told = (movements.sentence(change, names) for change in changes if change.kind is kind)
    return Group(kind.label, number, tuple(told))
