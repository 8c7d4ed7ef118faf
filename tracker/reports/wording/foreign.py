"""Which words of a report stand in another language than the report. Pure.

Texts that people wrote go through many sentences before they stand in a block. So those in another
language are marked in the content, by signs that no text may hold, and the marks of what came out
are taken off and kept beside it.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tracker.i18n import LANGUAGES
from tracker.reports.content import Content
from tracker.reports.document import (
    CAPTION,
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Figure,
    Foreign,
    Table,
)

BEGIN, BETWEEN, END = "\ufdd0", "\ufdd1", "\ufdd2"  # no characters, kept free for programs
WORDS = re.compile(f"{BEGIN}(?P<language>[a-z]+){BETWEEN}(?P<words>[^{BEGIN}{END}]*)")
MARKS = re.compile(f"{BEGIN}[a-z]*{BETWEEN}|[{BEGIN}{BETWEEN}{END}]")
OPEN = re.compile(f"({BEGIN}[a-z]+{BETWEEN})[^{END}]*$")
TYPED = "reason"  # what language somebody typed it in is not kept: it counts as German


def marked(content: Content, language: str) -> Content:
    """Return content with marks on each text that a reader of a language gets in another."""
    found: Content = _each(content, language)
    written = content["cover"]["language"]
    if written != language:
        for name in ("title", "change"):
            found["cover"][name] = _mark(content["cover"][name], written)
        found["resolution"] = _mark(content["resolution"], written)
        found["texts"] = {place: _mark(text, written) for place, text in content["texts"].items()}
    return found


def lifted(document: Document) -> Document:
    """Return a document without marks, which says of each block what they marked."""
    title, languages = _taken(document.title)
    foot, named = _taken(document.foot)
    return replace(
        document,
        title=title,
        title_language=languages[0].language if languages else "",
        subtitle=plain(document.subtitle),
        foot=foot,
        foot_foreign=named,
        cover=_facts(document.cover),
        essentials=tuple(_block(block) for block in document.essentials),
        blocks=tuple(_block(block) for block in document.blocks),
        data=tuple(_table(table) for table in document.data),
    )


def parts(text: str, between: str) -> list[str]:
    """Return the parts of a text between what matches; a mark that is open goes on in the next."""
    found, begin = [], ""
    for part in re.split(between, text):
        found.append(begin + part)
        is_open = OPEN.search(found[-1])
        begin = is_open[1] if is_open else ""
    return found


def plain(text: str) -> str:
    """Return a text without marks."""
    return MARKS.sub("", text)


def closed(text: str) -> str:
    """Return the beginning of a text with its mark ended."""
    return text + END if OPEN.search(text) else text


def _each(value: Any, language: str, name: str = "") -> Any:
    if isinstance(value, list):
        return [_each(one, language) for one in value]
    if isinstance(value, str):
        return _mark(value, LANGUAGES[0]) if name == TYPED and language != LANGUAGES[0] else value
    if not isinstance(value, dict):
        return value
    if value and value.keys() <= set(LANGUAGES):
        if value.get(language):
            return value
        other, text = next(iter(value.items()))
        return {other: _mark(text, other)}
    return {name: _each(one, language, name) for name, one in value.items()}


def _mark(text: str, language: str) -> str:
    return f"{BEGIN}{language}{BETWEEN}{plain(text)}{END}" if text.strip() else text


def _block(block: Block) -> Block:
    if isinstance(block, Figure):
        return replace(block, title=plain(block.title), alt=plain(block.alt))
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Facts):
        return _facts(block)
    if isinstance(block, Bullets):
        items, found = _all((item,) for item in block.items)
        return replace(block, items=tuple(item for (item,) in items), foreign=found)
    text, found = _taken(block.text)
    return replace(block, text=text, foreign=found)


def _facts(block: Facts) -> Facts:
    rows, found = _all(block.rows)
    return replace(block, rows=rows, foreign=tuple(replace(one, column=0) for one in found))


def _table(block: Table) -> Table:
    rows, found = _all(block.rows)
    columns = tuple(replace(one, name=plain(one.name)) for one in block.columns)
    caption, named = _taken(block.caption)
    foreign = (*(replace(one, row=CAPTION) for one in named), *found)
    return replace(block, caption=caption, columns=columns, rows=rows, foreign=foreign)


def _all(rows: Iterable[tuple[Any, ...]]) -> tuple[Any, Any]:
    """Return rows without marks, and what was marked in them."""
    kept: list[tuple[Cell, ...]] = []
    foreign: list[Foreign] = []
    for row, cells in enumerate(rows):
        taken = [_taken(cell) if isinstance(cell, str) else (cell, ()) for cell in cells]
        kept.append(tuple(cell for cell, _found in taken))
        foreign += [
            replace(one, row=row, column=place)
            for place, (_cell, found) in enumerate(taken)
            for one in found
        ]
    return tuple(kept), tuple(foreign)


def _taken(text: str) -> tuple[str, tuple[Foreign, ...]]:
    """Return a text without marks, and what they marked."""
    kept = plain(text)
    found = [(one["language"], one["words"]) for one in WORDS.finditer(text)]
    return kept, tuple(
        Foreign(language, "" if words == kept else words) for language, words in found if words
    )
