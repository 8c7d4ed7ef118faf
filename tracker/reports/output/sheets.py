"""How a workbook divides a report: its sheets with their names, and the columns of each. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from tracker.i18n import _, _l
from tracker.reports.document import Cell, Column, Document, Heading, Kind, Table

FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31  # characters of a sheet's name
# What sheets are called, by the key of their table; that of a family ends with "/".
NAMES: Mapping[str, str] = {
    "essentials.status": _l("Umsetzungsstand"),
    "fields.status": _l("Felder nach Umsetzungsstand"),
    "fields.schedule": _l("Felder nach Terminlage"),
    "fields.freshness": _l("Felder nach Aktualität"),
    "fields.quotes": _l("Quoten und Fortschritt"),
    "fields.trend": _l("Verlauf"),
    "recommendations/": _l("Empfehlungen"),
    "milestones/": _l("Meilensteine"),
    "paused.on_hold": _l("Zurückgestellt"),
    "paused.dropped": _l("Entfallen"),
    "outlook.overdue": _l("Überfällig"),
    "outlook.coming": _l("Kommend"),
    "outlook.decisions": _l("Entscheidungsbedarf"),
    "annex.organisations": _l("Organisationen"),
    "annex.indicators": _l("Indikatoren"),
    "annex.values": _l("Indikatorwerte"),
    "counts.status": _l("Gezählt nach Umsetzungsstand"),
    "counts.schedule": _l("Gezählt nach Terminlage"),
    "counts.freshness": _l("Gezählt nach Aktualität"),
    "counts.quotes": _l("Quoten, Rechnung"),
    "counts.parts": _l("Quoten, gezählt"),
    "counts.before": _l("Gezählt am früheren Tag"),
    "counts.new": _l("Neue Empfehlungen"),
    "counts.milestones": _l("Gezählte Meilensteine"),
    "counts.trend": _l("Verlauf, gezählt"),
    "counts.obstacles": _l("Gezählte Hemmnisse"),
    "data.figures": _l("Kennzahlen"),
    "data.changes": _l("Veränderungen"),
    "data.moves": _l("Verschobene Termine"),
    "data.obstacles": _l("Offene Hemmnisse"),
    "data.facts": _l("Angaben"),
    "data.notes": _l("Sachstände"),
    "data.values": _l("Indikatorwerte, alle Jahre"),
}
# What the part of their keys behind the "/" is, where it is no name of the program's; and how the
# anchor of the heading begins that says it in words.
BEHIND: Mapping[str, str] = {
    "milestones/": _l("Empfehlung"),
    "recommendations/": _l("Handlungsfeld"),
}
HEADINGS: Mapping[str, str] = {"recommendations/": "empfehlungen-"}


def merged(document: Document) -> list[Table]:
    """Return the tables with each family as one, where a first column says which one it was.

    A family is what has the same key before its "/", such as the milestones of each recommendation.
    """
    headings = {one.anchor: one.text for one in document.all_blocks if isinstance(one, Heading)}
    families: dict[str, list[Table]] = {}
    for table in (*document.tables, *document.data):
        family, slash, _rest = table.key.partition("/")
        families.setdefault(family + slash, []).append(table)
    return [
        _family(key, family, headings) if key.endswith("/") else family[0]
        for key, family in families.items()
    ]


def _family(key: str, tables: Sequence[Table], headings: Mapping[str, str]) -> Table:
    captions = [table.caption.split() for table in tables]
    shared = takewhile(lambda words: len(set(words)) == 1, zip(*captions, strict=False))
    which = BEHIND.get(key)
    return Table(
        key=key,
        caption=str(NAMES.get(key) or " ".join(words[0] for words in shared).rstrip(" :,–")),
        columns=(Column(str(which or _("Tabelle"))), *tables[0].columns),
        rows=tuple(
            (_behind(key, table, headings) if which else table.caption, *row)
            for table in tables
            for row in table.rows
        ),
    )


def _behind(key: str, table: Table, headings: Mapping[str, str]) -> str:
    """Return what a table of a family is about."""
    rest = table.key.removeprefix(key)
    return headings.get(f"{HEADINGS.get(key, key)}{rest}", rest)


def typed(table: Table) -> Table:
    """Return a table with the last day of each period in a column of its own, behind its words."""
    places = [tuple(_typed(column)) for column in table.columns]
    return replace(
        table,
        columns=tuple(one for held in places for one in held),
        rows=tuple(
            tuple(
                value
                for cell, held in zip(row, places, strict=True)
                for value in _values(cell, held)
            )
            for row in table.rows
        ),
    )


def _typed(column: Column) -> Iterator[Column]:
    yield column
    if column.kind is Kind.PERIOD:
        yield Column(_("%(column)s, letzter Tag", column=column.name), Kind.DAY)


def _values(cell: Cell, held: Sequence[Column]) -> Iterator[Cell]:
    yield cell
    if len(held) > 1:
        yield None if cell is None else str(cell).partition(" ")[0]


def name(number: int, table: Table) -> str:
    """Return the name of a sheet in whole words; its number keeps it from any other."""
    words = " ".join(FORBIDDEN.sub(" ", str(NAMES.get(table.key, table.caption))).split())
    whole = f"{number} {words}"
    if len(whole) <= LONGEST_NAME:
        return whole.strip()
    short = whole[: LONGEST_NAME + 1].rpartition(" ")[0]
    return short if short != str(number) else whole[:LONGEST_NAME]
