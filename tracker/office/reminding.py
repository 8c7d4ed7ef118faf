"""Who is reminded of reports that are due, and of which: one mail a person. Pure."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from tracker.db import Texts
from tracker.office.listing import SILENT, Item, Lists
from tracker.office.rules.lists import Worklist
from tracker.standing.owners import owners

PAUSE = timedelta(days=7)  # an organisation is reminded once in so long


@dataclass(frozen=True)
class Owed:
    """An organisation, and the recommendations that it is to report on."""

    slug: str
    name: Texts
    rows: tuple[tuple[str, Texts], ...]  # code and title


@dataclass(frozen=True)
class Reader:
    """Somebody who acts for an organisation and whom mails reach."""

    user_id: int
    name: str
    email: str
    language: str


@dataclass(frozen=True)
class Letter:
    """What one person is reminded of, for all organisations they act for."""

    reader: Reader
    owed: tuple[Owed, ...]


def owed(found: Lists, items: Iterable[Item]) -> list[Owed]:
    """Return who owes these reports, by name in the plan's own language."""
    rows: dict[str, dict[str, Texts]] = {}
    for item in items:
        for slug in owners(item.row) if item.row else ():
            rows.setdefault(slug, {})[item.code] = item.row.title if item.row else {}
    names = {slug: found.facts.organisations[slug].name for slug in rows}
    order = sorted(rows, key=lambda slug: (*names[slug].values(), slug))
    return [Owed(slug, names[slug], tuple(sorted(rows[slug].items()))) for slug in order]


def letters(rows: Iterable[Owed], readers: Callable[[str], Collection[Reader]]) -> list[Letter]:
    """Return one letter for each person, in the order of the organisations."""
    found: dict[Reader, list[Owed]] = {}
    for one in rows:
        for reader in readers(one.slug):
            found.setdefault(reader, []).append(one)
    return [Letter(reader, tuple(own)) for reader, own in found.items()]


def kinds_of(text: str) -> tuple[Worklist, ...]:
    """Return the lists of silent recommendations that an address names: one, else all."""
    return tuple(kind for kind in SILENT if kind.value == text) or tuple(SILENT)
