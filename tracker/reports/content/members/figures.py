"""The figures of a set of recommendations, of each field, and over the quarters."""

from typing import Literal, TypedDict

from tracker.db import Texts

Rate = Literal["implementation", "mean_progress"]  # the quotes among the figures
Counts = Literal["statuses", "schedules", "freshnesses"]  # recommendations by value
Running = Literal["planned", "done"]  # totals of a point


class Quote(TypedDict):
    """A part of a whole."""

    value: str | None  # "11/17"; None of an empty whole
    whole: int
    is_shown: bool  # the whole is large enough for a percentage


class Figures(TypedDict):
    """The figures of a set of recommendations; each value of an enum is a key, zeros included."""

    total: int
    valid: int  # not dropped
    ended: int  # completed and ongoing
    numerable: int  # whose progress is a number
    statuses: dict[str, int]
    schedules: dict[str, int]
    freshnesses: dict[str, int]
    milestones: dict[str, int]  # by state
    overdue: int
    upcoming: int
    implementation: Quote
    mean_progress: Quote


class Field(TypedDict):
    """A field of action, by its place."""

    slug: str
    code: str
    title: Texts
    text: str
    figures: Figures
    before: Figures | None  # None without a day of comparison


class Before(TypedDict):
    """A recommendation on the day of comparison. A sheet is one, too."""

    code: str
    status: str
    progress: str | None


class Thresholds(TypedDict):
    """The days that decide at the Stichtag."""

    attention_days: int
    upcoming_days: int
    current_days: int
    due_days: int


class Point(TypedDict):
    """Milestones planned and done up to the end of a quarter."""

    on: str  # its last day
    planned: int
    done: int | None  # None after the Stichtag


class Trend(TypedDict):
    """The course over the quarters, and where it is at the Stichtag."""

    points: list[Point]
    planned: int
    done: int
    planned_ever: int
    without_deadline: int
