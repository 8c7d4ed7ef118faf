"""Texts as each kind of file can hold them."""

import json
import re
from collections.abc import Callable
from typing import Any

from tracker.reports.document import Block, Document, Notice, dump, load
from tracker.reports.rules import Failure

# What XML forbids, and what turns the direction of all that follows it.
CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember "
    "January February March May June July October December"
).replace(" ", "|")
# What no line breaks: periods, days, and a number with its unit.
TOGETHER = re.compile(
    r"\d\. Quartal \d{4}|\bQ\d \d{4}|\d %|\bVersion \d|\bStichtag (?=\d)"
    rf"|(?:\b\d{{1,2}}\.? )?\b(?:{MONTHS}) \d{{4}}"
)
# Sections that begin a page; any other level 1 heading does so only near the foot of one.
PAGES = frozenset({"das-wichtigste", "ueberblick", "anhang"})


class OutputError(Exception):
    """A report cannot be made in a format; the text says why.

    Args:
        failure: what those are told who wait for the file.
    """

    def __init__(self, text: str, failure: Failure = Failure.REFUSED) -> None:
        super().__init__(text)
        self.failure = failure


def plain(document: Document) -> Document:
    """Return a document without signs that a file cannot hold or that confuse its reader."""
    return mapped(document, _plain)


def together(text: str) -> str:
    """Return a text whose periods, days and percentages no line breaks."""
    if " " not in text:  # as most cells
        return text
    return TOGETHER.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def mapped(document: Document, change: Callable[[str], str]) -> Document:
    """Return a document with each of its texts changed."""
    return load(json.dumps(each(json.loads(dump(document)), change)))


def notices(document: Document) -> tuple[Notice, ...]:
    """Return what must not be overlooked in any part of a document."""
    return tuple(block for block in document.essentials if isinstance(block, Notice))


def essentials(document: Document) -> tuple[Block, ...]:
    """Return the essentials without these notices, which stand on the cover."""
    return tuple(block for block in document.essentials if not isinstance(block, Notice))


def _plain(text: str) -> str:
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\t", " "))


def each(value: Any, change: Callable[[str], str]) -> Any:
    """Return what JSON can hold with each of its texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [each(one, change) for one in value]
    if isinstance(value, dict):
        return {name: each(one, change) for name, one in value.items()}
    return value
