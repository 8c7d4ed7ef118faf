"""Does a document fit the published schema? Each violation becomes a place and a sentence."""

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tracker.i18n import _, _l
from tracker.planfile.words import MOST_PROBLEMS, Problem

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

SCHEMA: Final = Path(__file__).with_name("schema.json")

# What is expected where a value has the wrong form, by the title of its schema.
EXPECTED: Final = {
    "uid": _l("Erwartet wird eine UUID in Kleinbuchstaben."),
    "day": _l("Erwartet wird ein Tag wie 2026-09-30."),
    "moment": _l("Erwartet wird ein Zeitpunkt in UTC wie 2026-09-30T12:00:00Z."),
    "year": _l("Erwartet wird ein Jahr von 1900 bis 2199."),
    "amount": _l("Erwartet wird eine Zahl mit höchstens 15 Stellen vor dem Komma."),
    "position": _l("Erwartet wird eine ganze Zahl ab 0."),
    "running number": _l("Erwartet wird eine ganze Zahl ab 1."),
    "number of days": _l("Erwartet wird eine Anzahl von Tagen von 0 bis 36500."),
    "count": _l("Erwartet wird eine ganze Zahl ab 0."),
    "coordinate": _l("Erwartet wird eine geografische Koordinate in Grad."),
    "language": _l("Erwartet wird das Kürzel einer Sprache wie de."),
    "slug": _l("Erwartet werden Kleinbuchstaben a–z, Ziffern und einzelne Bindestriche."),
    "code": _l("Erwartet werden Buchstaben a–z, Ziffern und einzelne Zeichen . _ - dazwischen."),
    "ags": _l("Erwartet wird ein Gemeindeschlüssel aus 5 bis 12 Ziffern."),
    "line": _l("Erwartet wird eine Zeile Text ohne Leerzeichen am Rand."),
    "web": _l("Erwartet wird eine Adresse, die mit https:// oder http:// beginnt."),
    "text": _l("Erwartet wird ein Text."),
    "written text": _l("Dieser Text darf nicht leer sein."),
    "texts": _l('Erwartet wird ein Text je Sprache wie {"de": "…"}.'),
    "written texts": _l('Erwartet wird ein Text je Sprache wie {"de": "…"}.'),
    "yes or no": _l("Erwartet wird true oder false."),
}  # fmt: skip
NESTING: Final = frozenset({"properties", "additionalProperties", "propertyNames", "items"})
KEYWORDS: Final = {
    "minItems": _l("Erwartet wird mindestens ein Eintrag."),
    "maxItems": _l("Erwartet werden höchstens zehn Einträge."),
    "uniqueItems": _l("In dieser Liste steht ein Eintrag zweimal."),
}
TYPES: Final = {
    "array": _l("Erwartet wird eine Liste in eckigen Klammern."),
    "object": _l("Erwartet wird ein Objekt in geschweiften Klammern."),
}


def problems(document: object) -> list[Problem]:
    """Return where a document violates the schema, in the order of the file; empty if nowhere."""
    found: list[Problem] = []
    for error in validator().iter_errors(document):
        found += _told(error)
        if len(found) > MOST_PROBLEMS:
            break
    return found


@cache
def validator() -> "Draft202012Validator":
    """Return what checks a document; made once, its references resolved beforehand for speed."""
    from jsonschema import Draft202012Validator, FormatChecker  # late: no server checks files
    from jsonschema.validators import extend

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    types = Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _checker, value: isinstance(value, int) and not isinstance(value, bool)
    )
    rules = {"pattern": _pattern, "properties": _properties}
    made = extend(Draft202012Validator, rules, type_checker=types)  # type: ignore[no-untyped-call]  # jsonschema's own
    formats = FormatChecker(formats=())
    formats.checks("date", raises=ValueError)(_is_day)
    formats.checks("date-time", raises=ValueError)(_is_moment)
    inlined = _inlined(schema, schema["$defs"])
    checker: Draft202012Validator = made(inlined, format_checker=formats)
    return checker


def place(path: Iterator[str | int] | list[str | int]) -> str:
    """Return a path as people read it: recommendations[3].milestones[1].due_on."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _is_day(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.fromisoformat(value))


def _inlined(part: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(part, list):
        return [_inlined(item, definitions) for item in part]
    if not isinstance(part, dict):
        return part
    whole = dict(part)
    if "$ref" in whole:
        name = str(whole.pop("$ref")).removeprefix("#/$defs/")
        whole = {**definitions[name], **whole}
    unused = {"$defs", "default", "description"}
    kept = {key: item for key, item in whole.items() if key not in unused}
    properties = kept.pop("properties", None)
    if properties is not None:
        kept["properties"] = {
            name: _inlined(item, definitions) for name, item in properties.items()
        }
        return kept
    return {key: _inlined(item, definitions) for key, item in kept.items()}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # In JSON Schema $ is the end of the text, in Python also a line break before it.
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern)


def _pattern(
    _validator: object, pattern: str, value: object, _schema: object
) -> "Iterator[ValidationError]":
    if isinstance(value, str) and not _compiled(pattern).search(value):
        from jsonschema.exceptions import ValidationError

        yield ValidationError(pattern)


def _properties(
    checker: Any, properties: Mapping[str, Any], value: object, _schema: object
) -> "Iterator[ValidationError]":
    """Check each value of an object; a plain one that fits needs none of the library's detours."""
    if not isinstance(value, dict):
        return
    for name, schema in properties.items():
        if name in value and not (
            NESTING.isdisjoint(schema) and _fits(checker, value[name], schema)
        ):
            yield from checker.descend(value[name], schema, path=name, schema_path=name)


def _fits(checker: Any, value: object, schema: Mapping[str, Any]) -> bool:
    for keyword, asked in schema.items():
        rule = checker.VALIDATORS.get(keyword)
        if rule is not None and any(True for _error in rule(checker, asked, value, schema) or ()):
            return False
    return True


def _told(error: "ValidationError") -> list[Problem]:
    path = list(error.absolute_path)
    value: Any = error.instance
    asked: Any = error.validator_value
    schema: Any = error.schema
    if error.validator == "required":
        return [
            Problem(place([*path, name]), _("Diese Angabe fehlt."))
            for name in asked
            if name not in value
        ]
    if error.validator == "additionalProperties":
        known = list(schema["properties"])
        return [
            Problem(place([*path, name]), _unknown(name, known))
            for name in value
            if name not in known
        ][:MOST_PROBLEMS]
    return [Problem(place(path), _sentence(str(error.validator), asked, value, schema))]


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return _("Diese Angabe kennt das Format nicht. Ist „%(near)s“ gemeint?", near=near[0])
    return _("Diese Angabe kennt das Format nicht.")


def _sentence(keyword: str, asked: Any, value: Any, schema: Mapping[str, Any]) -> str:
    title = schema.get("title", "")
    if title == "word":
        return _("Erwartet wird eines von: %(words)s.", words=", ".join(schema["enum"]))
    if keyword == "maxLength":
        return _(
            "Der Text ist zu lang: Er hat %(length)s Zeichen, erlaubt sind %(most)s.",
            length=len(value),
            most=asked,
        )
    if keyword == "const":
        return _("Erwartet wird %(value)s.", value=json.dumps(asked))
    if title in EXPECTED:
        return str(EXPECTED[title])
    if keyword == "type":
        return str(TYPES[asked])
    return str(KEYWORDS[keyword])
