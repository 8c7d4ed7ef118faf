"""A report as PDF/UA-1, long or on one page; typst refuses what breaks the standard."""

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.i18n import _
from tracker.reports.document import (
    NAMES,
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Notice,
    Paragraph,
    Table,
)
from tracker.reports.output.columns import is_figure, layout, rows
from tracker.reports.output.drawing import drawing
from tracker.reports.output.glyphs import settable
from tracker.reports.output.languages import caption, foot, spoken, texts
from tracker.reports.output.letters import width
from tracker.reports.output.lines import single, sure
from tracker.reports.output.links import Piece, Pieces, Places, linked, within
from tracker.reports.output.text import PAGES, OutputError, each, essentials, notices, together
from tracker.reports.output.typesetting import FONT, TypesettingError, typeset
from tracker.reports.rules import Failure

TEMPLATE = Path(__file__).with_name("report.typ")
REGIONS = {"de": "DE", "en": "GB"}
LONGEST = 1200  # letters of a cell whose row is kept on one page
PROMPT = 10  # seconds that somebody waits for a page; a summary takes half of one
LONGEST_NAME = 18  # of a fact, in the size of its letters, that what belongs to it stands beside
FEW = 16  # rows of a table that is kept on one page
# Sections and tables whose links lead somewhere on paper, too: what is read first, and how quotes
# are reckoned. All links of a long report take half as much memory again, and half as much time.
LINKED = ("das-wichtigste", "ueberblick", "veraenderungen", "counts.quotes")

Said = str | list[dict[str, str | None]]


def render(document: Document, _content: str, at: datetime) -> bytes:
    """Return the long form: cover, contents, the essentials and all that follows."""
    return _set("long", document, at)


def summary(document: Document, _content: str, at: datetime) -> bytes:
    """Return the essentials on one page.

    Raises:
        OutputError: if they do not fit, not even in the smallest legible letters.
    """
    return _set("summary", document, at)


def is_summary_too_long(document: Document, at: datetime) -> bool:
    """Return whether the essentials fit no page; False where nobody can tell within seconds."""
    try:
        _set("summary", document, at, PROMPT)
    except OutputError as error:
        return error.failure is Failure.SUMMARY_TOO_LONG
    except (OSError, MemoryError):  # the making of the files will tell
        return False
    return False


def _set(form: str, document: Document, at: datetime, patience: int | None = None) -> bytes:
    try:
        return typeset(
            TEMPLATE,
            patience=patience,
            sys_inputs={"data": json.dumps(each(_data(form, settable(document)), together))},
            pdf_standards="ua-1",
            timestamp=int(at.timestamp()),
        )
    except TypesettingError as error:
        if "summary too long" in str(error):
            text = _("„Das Wichtigste“ passt nicht auf eine Seite. Kürzen Sie die Bewertung.")
            raise OutputError(text, Failure.SUMMARY_TOO_LONG) from error
        text = _("PDF nicht erzeugt: %(reason)s", reason=error)
        raise OutputError(text, error.failure) from error


def _data(form: str, document: Document) -> dict[str, Any]:
    is_summary = form == "summary"
    document = within(document, () if is_summary else LINKED)
    first = document.essentials if is_summary else essentials(document)
    others = () if is_summary else document.blocks
    places = linked(document)
    return {
        "form": form,
        "language": document.language,
        "region": REGIONS.get(document.language),
        "title": document.title,
        "title_language": document.title_language or document.language,
        "name": _("%(title)s – Kurzfassung", title=document.title)
        if is_summary
        else document.title,
        "subtitle": document.subtitle,
        "foot": _plain(foot(document)),
        "notices": [_block(notice, document, places) for notice in notices(document)],
        "cover": _block(document.cover, document, places),
        "essentials": [_block(block, document, places) for block in first],
        "blocks": [_block(block, document, places) for block in others],
        "words": {"contents": _("Inhalt"), "page": _("Seite")},
    }


def _block(block: Block, document: Document, places: Places) -> dict[str, Any]:
    parts: dict[str, Any] = {"block": NAMES[type(block)]}
    parts |= {field.name: getattr(block, field.name) for field in fields(block)}
    for member in ("links", "marks", "foreign"):  # they are part of the texts
        parts.pop(member, None)
    if isinstance(block, Table):
        return parts | _table(block, places)
    said = _said(block, texts(block), places)
    if isinstance(block, Heading | Paragraph | Notice):
        parts["text"] = said[0][0]
    if isinstance(block, Heading):
        parts["label"] = _label(block.anchor, places)
        parts["begins_page"] = block.anchor in PAGES
    if isinstance(block, Bullets):
        parts["items"] = [item for (item,) in said]
    if isinstance(block, Facts):
        # What the names need, in the size of their letters; a longer one has a line of its own.
        needs = [width(name, is_bold=True) / 1000 + 1 for name, _value in block.rows]
        parts["names"] = max((one for one in needs if one <= LONGEST_NAME), default=LONGEST_NAME)
        parts["rows"] = [
            [name, value, need > LONGEST_NAME]
            for (name, _), (value,), need in zip(block.rows, said, needs, strict=True)
        ]
        parts["is_short"] = _letters(block.shown) < LONGEST * 2
    if isinstance(block, Figure):
        parts["svg"] = drawing(block, document, block.key, FONT)
    return parts


def _table(block: Table, places: Places) -> dict[str, Any]:
    cells = rows(block)
    found = layout(block, cells)
    is_line = single(cells, found)
    is_long = [any(len(cell) > LONGEST for cell in row) for row in cells]
    return {
        "caption": _plain(caption(block)),
        "label": _label(block.key, places),
        "columns": [column.name for column in block.columns],
        "numeric": [is_figure(column) for column in block.columns],
        "rows": [
            [_unbroken(said) for said in row] if one else row
            for row, one in zip(_said(block, cells, places), is_line, strict=True)
        ],
        "lines": [
            0 if long else 1 if one else lines
            for long, one, lines in zip(is_long, is_line, sure(cells, found), strict=True)
        ],
        "is_long": is_long,
        "is_short": len(cells) <= FEW and _letters(cells) < LONGEST,
        "rooms": found.rooms,
        "gutter": found.gutter / 1000,  # in the size of its letters
        "hyphenated": found.hyphenated,
        "empty": _("Keine Einträge"),
    }


def _said(block: Block, given: Iterable[Iterable[str]], places: Places) -> list[list[Said]]:
    """Return texts of a block, each in pieces where it is no single line or leads elsewhere."""
    if not any(getattr(block, member, ()) for member in ("links", "marks", "foreign")):
        return [[_plain([Piece(text)]) for text in row] for row in given]
    marks = block.marks if isinstance(block, Facts | Table) else ()
    labels = {(mark.row, mark.column): mark.anchor for mark in marks}
    return [
        [_plain(pieces, labels.get((row, place), "")) for place, pieces in enumerate(cells)]
        for row, cells in enumerate(spoken(block, places, has_codes=False))
    ]


def _plain(pieces: Pieces, label: str = "") -> Said:
    """Return a text as such where it is one line in the document's language and no link."""
    match pieces:
        case [Piece(text=text, language="", to="")] if "\n" not in text and not label:
            return text
    return _pieces(pieces, label)


def _pieces(pieces: Pieces, label: str) -> Said:
    """Return pieces with where they lead; the first with what links lead to."""
    return [
        {
            "text": one.text,
            "language": one.language,
            "region": REGIONS.get(one.language),
            "to": one.to,
            "label": "" if place else label,
        }
        for place, one in enumerate(pieces or [Piece("")])
    ]


def _label(anchor: str, places: Places) -> str:
    """Return an anchor if a link leads to it; each label takes memory."""
    return anchor if anchor in places.known else ""


def _unbroken(said: Said) -> Said:
    if isinstance(said, str):
        return said.replace(" ", "\u00a0")
    return [{**one, "text": (one["text"] or "").replace(" ", "\u00a0")} for one in said]


def _letters(texts: Iterable[Iterable[str]]) -> int:
    return sum(len(text) for row in texts for text in row)
