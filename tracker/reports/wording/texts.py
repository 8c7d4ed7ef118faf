"""What all sections need: days, labels and names out of the content, in the reader's language."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from tracker.db import Texts
from tracker.i18n import Precision, _, day_text, period_text
from tracker.reports.content import Content
from tracker.reports.content.members.figures import Quote
from tracker.reports.content.members.milestones import Milestone, Period
from tracker.reports.document import Paragraph
from tracker.reports.wording import foreign
from tracker.standing.summary import percentage

# Behind a whole word, not behind „1.“ or „z. B.“, and before one that can begin a sentence.
SENTENCE_END = re.compile(r"(?:[^\W\d_]{3}|\d{4}|[)“])[.!?]“?(?=\s+[^\Wa-zäöüß]|\s+„)")
NEAR = 0.6  # of the room is filled where a text ends with a sentence
EMPTY_LINE = r"\n[ \t]*(?:\n[ \t]*)+"


def day(text: str) -> str:
    """Return an ISO day as people write it."""
    return day_text(date.fromisoformat(text))


def period(part: Period | None) -> str:
    """Return a day as exactly as it is known: „3. Quartal 2026“; "" where there is none."""
    if part is None:
        return ""
    return period_text(date.fromisoformat(part["on"]), Precision(part["precision"]))


def period_cell(part: Period | None) -> str | None:
    """Return the same for a cell of the kind PERIOD."""
    return None if part is None else f"{part['on']} {part['precision']}"


def name(milestone: Milestone) -> str:
    """Return what a milestone is known by: „A-01.3“."""
    return f"{milestone['code']}.{milestone['number']}"


def share(quote: Quote) -> str | None:
    """Return the exact value of a quote for a cell; None where only counts are shown."""
    return quote["value"] if quote["is_shown"] else None


def percent(quote: Quote) -> str:
    """Return a quote in words: „42 %“; "" where only counts are shown."""
    value = share(quote)
    return "" if value is None else percentage(Fraction(value))


def names(content: Content) -> dict[str, Texts]:
    """Return what the organisations are called, by slug."""
    return {one["slug"]: one["name"] for one in content["organisations"]}


def term(content: Content, vocabulary: str, code: str) -> Texts:
    """Return the label of a term of the plan; empty for one that it no longer has."""
    rows = (one["label"] for one in content["terms"][vocabulary] if one["code"] == code)
    return next(rows, {})


def reason(text: str) -> str:
    """Return a reason as a sentence of its own; "" where none was given."""
    return _("Begründung: %(reason)s", reason=text.strip()) if text.strip() else ""


def joined(*parts: str) -> str:
    """Return the parts that say something, one after the other."""
    return " ".join(part for part in parts if part)


def shortened(text: str, signs: int, lines: int = 1) -> str:
    """Return a text that fits a place; where something is left out, „…“ ends it.

    It ends with a sentence where one ends near, else with a word.
    """
    kept = "\n".join(text.strip().splitlines()[:lines])
    if len(kept) > signs:
        kept = kept[:signs]
        ends = [end.end() for end in SENTENCE_END.finditer(kept) if end.end() >= NEAR * signs]
        kept = kept[: ends[-1]] if ends else kept.rpartition(" ")[0] or kept
    return kept if kept == text.strip() else f"{foreign.closed(kept)} …"


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text that somebody wrote: an empty line ends one."""
    for part in foreign.parts(text, EMPTY_LINE):
        if foreign.plain(part).strip():
            yield Paragraph(part.strip())
