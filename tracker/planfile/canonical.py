"""The canonical form of a plan: one way to write it, the same bytes wherever it comes from."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from json.encoder import encode_basestring

from tracker.planfile.entries import Entry, sort
from tracker.planfile.shape import FORMAT, PLAN, TERMS, VERSION


def canonical(plan: Entry) -> str:
    """Return a plan as JSON in canonical form, with a line break at the end.

    Keys stand in the order of the format, facts by (effective_on, recorded_at, appearance),
    everything else by what identifies it; terms keep their order. What may be left out is
    written with its default, unless the format got it after its first release.
    """
    sort(plan)
    named = {section.key for section in TERMS}
    document: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "plan": _values(plan),
        "terms": {},
    }
    terms: dict[str, object] = {}
    for section in PLAN.children:
        holder = terms if section.key in named else document
        holder[section.key] = [_plain(entry) for entry in plan.of(section.path)]
    document["terms"] = terms
    return "".join(_written(document, "\n")) + "\n"


def _plain(entry: Entry) -> dict[str, object]:
    found = _values(entry)
    for child in entry.section.children:
        below = entry.of(child.path)
        if below or not child.is_optional:
            found[child.key] = [_plain(item) for item in below]
    return found


def _values(entry: Entry) -> dict[str, object]:
    return {
        field.key: entry.values[field.key]
        for field in entry.section.shown
        if not (field.is_sparing and entry.values[field.key] == field.default)
    }


def _written(value: object, line: str) -> Iterator[str]:
    """Yield the pieces of a value; line is a line break with the indentation it stands at."""
    inner = line + "  "
    if isinstance(value, str):
        yield encode_basestring(value)
    elif isinstance(value, Mapping):
        separator = "{" + inner
        for key, item in value.items():
            yield f"{separator}{encode_basestring(key)}: "
            yield from _written(item, inner)
            separator = "," + inner
        yield line + "}" if value else "{}"
    elif isinstance(value, list | tuple):
        separator = "[" + inner
        for item in value:
            yield separator
            yield from _written(item, inner)
            separator = "," + inner
        yield line + "]" if value else "[]"
    elif isinstance(value, Decimal):
        yield format(value, "f")
    else:
        yield CONSTANTS[value] if value is None or isinstance(value, bool) else str(value)


CONSTANTS = {None: "null", True: "true", False: "false"}
