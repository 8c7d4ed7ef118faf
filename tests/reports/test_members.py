"""The types of a content and its members say what a content holds."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from tests.reports.test_content import AS_OF, COVER, KNOWN, SINCE, full_plan
from tracker.plan import queries as plans
from tracker.reports.content import Content
from tracker.reports.queries import of_plan
from tracker.reports.queries.inputs import inputs

pytestmark = pytest.mark.usefixtures("app")


def content_in(shape: int) -> Content:
    row = plans.plan(full_plan().slug)
    cover = replace(COVER, committee={"de": "Kreistag"})
    given = inputs(row, cover, {"assessment": "Gut."}, "Zur Kenntnis.")
    return of_plan(row, AS_OF, SINCE, KNOWN, replace(given, shape=shape))


def named(kind: Any) -> Iterator[Any]:
    """Yield a type and all that it is made of."""
    yield kind
    for part in (*get_args(kind), *(get_type_hints(kind).values() if is_typeddict(kind) else ())):
        yield from named(part)


def walked(value: Any, kind: Any, place: str = "content") -> Iterator[tuple[Any, str]]:
    """Yield the type of each value, and the place where it is something else; else ""."""
    origin = get_origin(kind)
    if origin is UnionType:  # or None
        kind = type(None) if value is None else get_args(kind)[0]
        yield from walked(value, kind, place)
    elif is_typeddict(kind):
        hints = get_type_hints(kind)
        yield kind, " ".join(f"{place}.{name}" for name in value.keys() ^ hints.keys())
        for name in value.keys() & hints.keys():
            yield from walked(value[name], hints[name], f"{place}.{name}")
    elif origin is None:
        yield kind, "" if kind is Any or type(value) is kind else place
    else:
        yield kind, "" if isinstance(value, origin) else place
        for one in value.values() if origin in {dict, Mapping} else value:
            yield from walked(one, get_args(kind)[-1], place)


def test_each_type_names_exactly_the_members_there_are() -> None:
    found = list(walked(content_in(shape=2), Content))

    assert {place for _kind, place in found if place} == set()
    assert {one for one in named(Content) if is_typeddict(one)} <= {kind for kind, _place in found}


def test_the_first_shape_has_the_required_members_only() -> None:
    assert content_in(shape=1).keys() == Content.__required_keys__
