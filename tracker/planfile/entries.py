"""The content of a plan file as entries in normal form, whether it comes from a file or not.

Two entries that say the same have equal values: days and moments as text in one notation, numbers
without needless zeros, languages in the plan's order.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Context, Decimal
from typing import cast

from tracker.planfile.section import REQUIRED, As, Field, Section
from tracker.planfile.shape import PLAN, TERMS

Value = str | int | Decimal | dict[str, str] | tuple[str, ...] | None
Key = tuple[str | int, ...]
EXACT = Context(prec=400)


@dataclass(slots=True, eq=False)
class Entry:
    """One entry of a list, with the entries below it; the plan is the topmost."""

    section: Section
    values: dict[str, Value]
    key: Key  # tells it from all other entries of the plan
    place: str  # where it stands in the file; empty if it comes from the database
    above: "Entry | None" = None
    below: dict[str, list["Entry"]] = field(default_factory=dict)
    id: int | None = None  # in the database
    number: int = 0  # running number of a fact, 0 before it has one

    def text(self, key: str) -> str:
        """Return a value that is text; without one, the empty text."""
        return str(self.values[key] or "")

    def day(self, key: str) -> date | None:
        """Return a value that is a day, or None without one."""
        return date.fromisoformat(self.text(key)) if self.values[key] else None

    def moment(self, key: str) -> datetime:
        """Return a value that is a moment."""
        return datetime.fromisoformat(self.text(key))

    def at(self, key: str) -> str:
        """Return the place of one of its values."""
        return f"{self.place}.{key}"

    def walk(self) -> Iterator["Entry"]:
        """Yield all entries below, owners before what they own."""
        for child in self.section.children:
            for entry in self.below.get(child.path, ()):
                yield entry
                yield from entry.walk()

    def of(self, path: str) -> list["Entry"]:
        """Return the entries of a list right below, by the list's path."""
        return self.below.get(path, [])


def from_document(document: Mapping[str, object]) -> Entry:
    """Return the plan of a document that fits the schema, in the order of the file."""
    plan = cast("Mapping[str, object]", document["plan"])
    languages = tuple(cast("Sequence[str]", plan["languages"]))
    values = normal_values(PLAN, plan, languages)
    root = Entry(PLAN, values, key_of(PLAN, values, None), PLAN.key)
    terms = cast("Mapping[str, object]", document["terms"])
    named = {section.key for section in TERMS}
    for section in PLAN.children:
        holder, place = (terms, "terms.") if section.key in named else (document, "")
        _fill(root, section, holder.get(section.key), place, languages)
    return root


def _fill(
    above: Entry, section: Section, items: object, place: str, languages: tuple[str, ...]
) -> None:
    found = above.below[section.path] = []
    for index, item in enumerate(cast("Sequence[Mapping[str, object]]", items or ())):
        values = normal_values(section, item, languages, index)
        here = f"{place}{section.key}[{index}]"
        entry = Entry(section, values, key_of(section, values, above), here, above)
        found.append(entry)
        for child in section.children:
            _fill(entry, child, item.get(child.key), f"{here}.", languages)


def key_of(section: Section, values: Mapping[str, Value], above: Entry | None) -> Key:
    """Return what tells an entry from all others: a fact's uid, else its names from the top."""
    own = tuple(cast("str | int", values[name]) for name in section.identity)
    if section.is_fact:
        return own
    return (*(above.key if above else ()), section.path, *own)


def normal_values(
    section: Section, item: Mapping[str, object], languages: Sequence[str], index: int = 0
) -> dict[str, Value]:
    """Return the values of an entry in normal form, in the order of the format.

    Args:
        item: the entry as it stands in the file; values that may be left out get their default.
        languages: the plan's, its own first.
        index: the place of the entry in its list.
    """
    values: dict[str, Value] = {}
    for described in section.fields:
        if described.kind is As.POSITION:
            values[described.key] = index
            continue
        raw = item.get(described.key, described.default)
        if raw is REQUIRED:
            raise KeyError(described.key)
        if described.kind is As.RANK and raw == item["number"]:
            raw = None
        values[described.key] = normal(described, raw, languages)
    return values


def normal(described: Field, raw: object, languages: Sequence[str]) -> Value:
    """Return one value in normal form; None stays None."""
    if raw is None:
        return None
    if described.kind is As.TEXTS:
        return normal_texts(cast("Mapping[str, str]", raw), languages)
    make = _NORMAL.get(described.kind)
    return make(raw) if make else cast("str | int", raw)


def normal_texts(texts: Mapping[str, str], languages: Sequence[str]) -> dict[str, str]:
    """Return a text's languages in the plan's order, others behind them by code."""
    if len(texts) == 1:
        return dict(texts)
    chosen = [language for language in languages if language in texts]
    others = sorted(language for language in texts if language not in languages)
    return {language: texts[language] for language in (*chosen, *others)}


def normal_amount(amount: Decimal | float) -> Decimal:
    """Return an exact number without needless zeros and without a negative zero."""
    exact = amount if isinstance(amount, Decimal) else Decimal(repr(amount))
    return exact.normalize(EXACT) if exact else Decimal(0)


def moment_text(moment: datetime) -> str:
    """Return a moment as 2026-09-30T12:00:00Z; microseconds only where there are any."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


_NORMAL: dict[As, Callable[[object], Value]] = {
    As.MOMENT: lambda raw: moment_text(datetime.fromisoformat(cast("str", raw))),
    As.AMOUNT: lambda raw: normal_amount(cast("Decimal", raw)),
    As.COORDINATE: lambda raw: normal_amount(float(cast("float", raw))),
    As.CODES: lambda raw: tuple(cast("Sequence[str]", raw)),
    As.LINKS: lambda raw: tuple(sorted(cast("Sequence[str]", raw))),
    As.WORD: str,
}


def sort(entry: Entry) -> None:
    """Bring everything below an entry into canonical order; ties keep their order."""
    for child in entry.section.children:
        found = entry.below.get(child.path, [])
        names = child.order
        found.sort(key=lambda item: _sort_key(item, names))  # used at once
        if child.children:
            for item in found:
                sort(item)


def _sort_key(entry: Entry, names: tuple[str, ...]) -> tuple[object, ...]:
    # The Z of a moment goes: it would sort behind the point of a fraction.
    return tuple(
        entry.text(name)[:-1] if name == "recorded_at" else entry.values[name] for name in names
    )
