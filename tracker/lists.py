"""What all lists share: values of an address, choices of a filter, one page, sorting. Pure."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.errors import RuleError
from tracker.i18n import _, _l

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

PAGE = 25  # rows
LABELS = {  # of the parameters in an address
    "feld": _l("Handlungsfeld"),
    "empfehlung": _l("Empfehlung"),
    "status": _l("Umsetzungsstand"),
    "terminlage": _l("Terminlage"),
    "aktualitaet": _l("Aktualität"),
    "beteiligte": _l("Beteiligte"),
    "federfuehrung": _l("Federführung"),
    "gemeinde": _l("Stadt oder Gemeinde"),
    "fortschritt": _l("Fortschritt"),
    "zustand": _l("Zustand"),
    "lage": _l("Termin"),
    "stufe": _l("Stufe"),
    "art": _l("Art der Veränderung"),
    "sortierung": _l("Sortieren nach"),
}


@dataclass(frozen=True)
class Choice:
    """One value a filter can take."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Choices:
    """One filter of a list: the parameter and what can be chosen."""

    name: str
    values: list[Choice]

    @property
    def label(self) -> str:
        """The words people read."""
        return LABELS[self.name]

    @property
    def chosen(self) -> list[str]:
        """What is chosen, in words: „Umsetzungsstand: entfallen“."""
        return [f"{self.label}: {one.label}" for one in self.values if one.is_chosen]


@dataclass(frozen=True)
class Chosen(Sequence[Any]):
    """One page of a list."""

    rows: Sequence[Any]
    total: int
    page: int
    pages: int

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: Any) -> Any:
        return self.rows[place]


def paged(rows: Sequence[Any], page: int, size: int = PAGE) -> Chosen:
    """Return one page of rows; a page beyond the last is the first."""
    pages = pages_of(len(rows), size)
    page = within(page, pages)
    return Chosen(rows[(page - 1) * size : page * size], len(rows), page, pages)


def pages_of(number: int, size: int = PAGE) -> int:
    """Return how many pages so many rows take; at least one."""
    return max(1, -(-number // size))


def within(page: int, pages: int) -> int:
    """Return page; 1 where there are fewer pages than that."""
    return page if page <= pages else 1


def page_with(rows: Iterable[Any], is_wanted: Callable[[Any], bool], size: int = PAGE) -> int:
    """Return the page that the first wanted row stands on; 1 where there is none."""
    return next((place // size + 1 for place, row in enumerate(rows) if is_wanted(row)), 1)


def page_number(text: str) -> int:
    """Return the page that an address names; 1 where it names none."""
    return max(1, int(text[:9])) if text.isdecimal() else 1


def known(args: "MultiDict[str, str]", name: str, allowed: Iterable[str]) -> tuple[str, ...]:
    """Return the values of a parameter, each once; empty ones mean nothing chosen.

    Raises:
        RuleError: one of them is not allowed.
    """
    values = tuple(dict.fromkeys(value for value in args.getlist(name) if value))
    among = set(allowed)
    for value in values:
        if value not in among:
            raise RuleError(
                _(
                    "„%(value)s“ ist kein Wert für „%(name)s“. "
                    "Wählen Sie einen Wert aus der Liste.",
                    value=value[:60],
                    name=LABELS[name],
                )
            )
    return values


def folded(text: str) -> str:
    """Return text as it is compared and sorted: without case and accents, ß as ss."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
