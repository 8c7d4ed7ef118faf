"""What all sections need: days, labels and names out of the content, in the reader's language."""

from datetime import date
from fractions import Fraction
from typing import Any

from tracker.i18n import Precision, _, day_text, period_text
from tracker.reports.content import Content
from tracker.standing.summary import percentage

Part = dict[str, Any]  # a member of the content


def day(text: str) -> str:
    """Return an ISO day as people write it."""
    return day_text(date.fromisoformat(text))


def period(part: Part | None) -> str:
    """Return a day as exactly as it is known: „3. Quartal 2026“; "" where there is none."""
    if part is None:
        return ""
    return period_text(date.fromisoformat(part["on"]), Precision(part["precision"]))


def period_cell(part: Part | None) -> str | None:
    """Return the same for a cell of the kind PERIOD."""
    return None if part is None else f"{part['on']} {part['precision']}"


def name(milestone: Part) -> str:
    """Return what a milestone is known by: „A-01.3“."""
    return f"{milestone['code']}.{milestone['number']}"


def share(quote: Part) -> str | None:
    """Return the exact value of a quote for a cell; None where only counts are shown."""
    value: str | None = quote["value"]
    return value if quote["is_shown"] else None


def percent(quote: Part) -> str:
    """Return a quote in words: „42 %“; "" where only counts are shown."""
    value = share(quote)
    return "" if value is None else percentage(Fraction(value))


def names(content: Content) -> dict[str, Any]:
    """Return what the organisations are called, by slug."""
    return {one["slug"]: one["name"] for one in content["organisations"]}


def term(content: Content, vocabulary: str, code: str) -> dict[str, str]:
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
    """Return a text that fits a place; where something is left out, „…“ ends it."""
    kept = "\n".join(text.strip().splitlines()[:lines])
    if len(kept) > signs:
        kept = kept[:signs].rpartition(" ")[0] or kept[:signs]
    return kept if kept == text.strip() else f"{kept} …"
