"""What every chart is: a figure for the browser to draw, and the same data to read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypedDict

from tracker.milestones.rules import State
from tracker.standing.rules import MilestoneStanding
from tracker.standing.summary import Summary


class Figure(TypedDict):
    """A figure as Plotly reads it. tests/charts holds each one against Plotly's own schema."""

    data: list[dict[str, Any]]  # plotly
    layout: dict[str, Any]  # plotly


@dataclass(frozen=True)
class Link:
    """A cell that leads to the list it counts, or to what it names."""

    text: str
    href: str


Cell = str | int | Link


@dataclass(frozen=True)
class Chart:
    """A figure with its title, what it says in one sentence, and its table.

    Rows have as many cells as columns; the first cell names its row.
    """

    id: str
    title: str
    sentence: str
    figure: Figure
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawing: str = ""  # the same as SVG, for browsers that draw nothing


@dataclass(frozen=True)
class FieldRow:
    """A field of action, or the whole plan, with its figures and where these lead.

    Args:
        links: the address of the list behind each count, by code word: "in_progress", "stale";
            "" is the list of all. A count without address, and one of 0, is plain.
    """

    title: str
    summary: Summary
    href: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


class MilestoneRow(NamedTuple):
    """A milestone with the code it is known by: "A-01.3", and the address of its page."""

    code: str
    milestone: MilestoneStanding
    href: str = ""

    @property
    def is_overdue(self) -> bool:
        """Whether it is open past its due day."""
        return self.milestone.is_overdue

    @property
    def is_done(self) -> bool:
        """Whether it is done."""
        return self.milestone.state is State.DONE


def count(number: int, href: str | None) -> Cell:
    """Return a count that leads to its list, if it counts anything and there is an address."""
    return Link(str(number), href) if number and href else number


def named(text: str, href: str) -> Cell:
    """Return a name that leads to its page, if it has one."""
    return Link(text, href) if href else text
