"""What comes from the inputs of a report: its cover, the plan, and the plain rows that it names."""

from typing import TypedDict

from tracker.db import Texts


class Cover(TypedDict):
    """What stands on the cover, beside the plan and the days."""

    title: str
    language: str
    committee: Texts | None
    sitting_on: str | None
    paper_number: str
    is_final: bool
    number: int
    change: str


class Plan(TypedDict):
    """The plan as it was called."""

    slug: str
    title: Texts
    publisher: Texts
    languages: list[str]  # its own first
    is_sample: bool
    disclaimer: Texts | None


class Term(TypedDict):
    """A term of one of the plan's vocabularies."""

    code: str
    label: Texts
    hint: Texts | None


class Committee(TypedDict):
    """A body that deliberates or decides."""

    name: Texts
    decides: bool


class Sitting(TypedDict):
    """A day on which a committee meets."""

    committee: str
    held_on: str
    title: Texts | None


class Paper(TypedDict):
    """A council paper."""

    number: str
    title: Texts
    published_on: str
    committee: str
    role: Texts
    result: Texts
    web: str | None
    codes: list[str]


class Organisation(TypedDict):
    """An organisation that the report names."""

    slug: str
    name: Texts
    category: str
    parts: dict[str, list[str]]  # codes by part


class Value(TypedDict):
    """What an indicator was in a year."""

    year: int
    value: str
    source: Texts


class IndicatorRow(TypedDict):
    """An indicator of a recommendation, as inputs hold it."""

    code: str
    number: int
    name: Texts
    unit: Texts
    kind: str
    baseline_year: int | None
    baseline: str | None
    target_year: int | None
    target: str | None


class Indicator(IndicatorRow):
    """The same with its values by year."""

    values: list[Value]
