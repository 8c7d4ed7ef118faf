"""What every chart is: a figure for the browser to draw, and the same data to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol, TypedDict

from markupsafe import Markup

from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.standing.rules import Freshness, MilestoneStanding
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
    sentence: str  # HTML where a count in it leads to its list
    figure: Figure
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawing: str = ""  # the same as SVG, for browsers that draw nothing


class Lists(Protocol):
    """Knows where the lists behind the counts of a field, or of a whole plan, stand."""

    def recommendations(self, having: Status | Freshness | None = None, /) -> str:
        """Return where the recommendations stand that have a status or an Aktualität; "": nowhere.

        Args:
            having: all of them if left out.
        """

    def milestones(  # one argument a filter
        self,
        *,
        of: str = "",
        states: Iterable[State] = (),
        is_overdue: bool = False,
        planned_until: date | None = None,
        done_until: date | None = None,
    ) -> str:
        """Return where the milestones stand that all filters let through; "": nowhere.

        Args:
            of: code of a recommendation.
            planned_until: first agreed for that day or earlier, and not dropped.
            done_until: done on that day or earlier.
        """


class Nowhere:
    """Knows no list: for paper, where numbers stand without links."""

    def recommendations(self, _having: Status | Freshness | None = None, /) -> str:
        """Return ""."""
        return ""

    def milestones(self, **_filters: object) -> str:
        """Return ""."""
        return ""


NOWHERE: Lists = Nowhere()


@dataclass(frozen=True)
class FieldRow:
    """A field of action, or the whole plan, with its figures and where these lead."""

    title: str
    summary: Summary
    lists: Lists
    href: str = ""


class MilestoneRow(NamedTuple):
    """A milestone with the code it is known by: "A-01.3", and the address of its page.

    That page lists its moves at #verschiebungen- and its number.
    """

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


def count(number: int, href: str) -> Cell:
    """Return a count that leads to its list, if it counts anything and there is an address."""
    return Link(str(number), href) if number and href else number


def linked(number: int, href: str, name: str) -> str:
    """Return the same for a sentence.

    Args:
        name: the number with what it counts, for those who hear the link without its sentence.
    """
    if not (number and href):
        return str(number)
    link = Markup('<a class="counted" href="%s" aria-label="%s">%s</a>')
    return link % (href, name, number)


def named(text: str, href: str) -> Cell:
    """Return a name that leads to its page, if it has one."""
    return Link(text, href) if href else text
