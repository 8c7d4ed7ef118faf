"""What the pages of a report share: its document inside a page of the site."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from jinja2.environment import TemplateModule

from tracker.i18n import speaking
from tracker.reports.document import Document, Heading
from tracker.reports.output.html import page
from tracker.reports.output.text import plain

INSIDE = "reports/inside.html"
FOLDED = 3  # level of the headings of what is looked up: one recommendation, one rule of the method

Entry = Any  # an entry of Page.blocks: kind, block and what the template needs besides


@dataclass(frozen=True)
class Fold:
    """Blocks that stand together; with a heading they are folded under it."""

    heading: Heading | None = None
    blocks: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Shown:
    """A document in its own language, for a page in the reader's.

    inside has its HTML in parts: essentials, notices, facts, cover, contents, rest. What is folded
    in it can be opened without a script, by a link to what stands in it, and on paper.
    """

    document: Document
    inside: TemplateModule


def shown(document: Document) -> Shown:
    """Return a document as pages of the site show it: the essentials first, then what is long."""
    with speaking(document.language):
        held = page(plain(document))
        first, rest = essentials_first(held.blocks)
        template = current_app.jinja_env.get_template(INSIDE)
        context = {"page": held, "first": first, "folds": folds(rest)}
        return Shown(document, template.make_module(context))


def essentials_first(blocks: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the blocks of the first section, and those of all others."""
    left = list(blocks)
    begins = [place for place, entry in enumerate(left) if _level(entry) == 1]
    end = begins[1] if len(begins) > 1 else len(left)
    return left[:end], left[end:]


def folds(blocks: Iterable[Entry]) -> list[Fold]:
    """Return blocks in their order; what stands under a heading of that level is a fold."""
    found = [Fold()]
    for entry in blocks:
        level = _level(entry)
        if level == FOLDED:
            found.append(Fold(entry[1]))
        elif level and level < FOLDED:
            found.append(Fold(None, [entry]))
        else:
            found[-1].blocks.append(entry)
    return found


def _level(entry: Entry) -> int:
    """Return the level of a heading; 0 of anything else."""
    block = entry[1]
    return block.level if isinstance(block, Heading) else 0
