"""From the bytes of a file to a checked plan, or to a list of everything that is wrong with it."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from tracker.i18n import _
from tracker.planfile import checks, structure
from tracker.planfile.entries import Entry, from_document
from tracker.planfile.words import PlanFileError, Problem
from tracker.web import UNFIT

MOST_BYTES: Final = 256 * 1024 * 1024


class _RepeatedKeyError(ValueError):
    pass


def parse(content: bytes) -> Entry:
    """Return the checked plan of a file.

    Raises:
        PlanFileError: it is no JSON, does not fit the schema or contradicts itself.
    """
    if len(content) > MOST_BYTES:
        raise PlanFileError([Problem("", _("Die Datei ist zu groß: erlaubt sind 256 MB."))])
    try:
        document = json.loads(
            content.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=_refused,
            object_pairs_hook=_object,
        )
    except _RepeatedKeyError as error:
        text = _("Die Angabe „%(key)s“ steht zweimal im selben Objekt.", key=error)
    except UnicodeDecodeError as error:
        text = _("Die Datei ist nicht in UTF-8 geschrieben (Byte %(byte)s).", byte=error.start)
    except json.JSONDecodeError as error:
        text = _(
            "Die Datei ist kein lesbares JSON: Zeile %(line)s, Spalte %(column)s.",
            line=error.lineno,
            column=error.colno,
        )
    except (ValueError, RecursionError):
        text = _("Die Datei ist kein lesbares JSON.")
    else:
        return check(document)
    raise PlanFileError([Problem("", text)])


def check(document: object) -> Entry:
    """Return the checked plan of a document that is read already.

    Raises:
        PlanFileError: it does not fit the schema or contradicts itself.
    """
    found = [*structure.problems(document), *_unfit(document, [])]
    if not found and isinstance(document, dict):
        plan = from_document(document)
        found = checks.problems(plan)
        if not found:
            return plan
    raise PlanFileError(found)


def _refused(name: str) -> object:
    raise ValueError(name)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _value in pairs]
        raise _RepeatedKeyError(next(key for key in keys if keys.count(key) > 1))
    return made


def _unfit(value: object, path: list[str | int]) -> Iterator[Problem]:
    if isinstance(value, str):
        if UNFIT.search(value):
            yield Problem(
                structure.place(path), _("Der Text enthält ein Steuerzeichen, etwa ein Nullbyte.")
            )
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _unfit(item, [*path, key])
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _unfit(item, [*path, index])
