"""From standings to the figures of a field or a plan: counts, quote, mean, shares. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from tracker.i18n import _
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part
from tracker.standing.rules import Freshness, Schedule, Standing

FEWEST = 5  # below this denominator a quote says less than the counts. Source: design.md 4
T = TypeVar("T")


@dataclass(frozen=True)
class Quote:
    """A part of a whole. Shown as a figure only from five in the whole on."""

    part: Fraction
    whole: int

    @property
    def value(self) -> Fraction | None:
        """The exact value; None of an empty whole."""
        return self.part / self.whole if self.whole else None

    @property
    def is_shown(self) -> bool:
        """Whether the whole is large enough for a percentage."""
        return self.whole >= FEWEST

    @property
    def text(self) -> str:
        """The percentage in words, rounded down: „42 %“, „unter 1 %“; "" where not shown."""
        return percentage(self.value) if self.is_shown and self.value is not None else ""

    @property
    def exact(self) -> str:
        """The value with four decimals, for CSV and JSON; "" of an empty whole."""
        return decimal(self.value)


@dataclass(frozen=True)
class Summary:
    """The figures of a set of recommendations; every enum member is a key, zeros included."""

    total: int
    statuses: Mapping[Status, int]
    schedules: Mapping[Schedule, int]
    freshnesses: Mapping[Freshness, int]
    states: Mapping[State, int]
    overdue: int  # open milestones past their due day
    upcoming: int  # milestones not begun and due within the days that call for attention
    ended: int  # completed and ongoing
    valid: int  # all but the dropped ones
    numerable: int  # those whose progress can be put in a number
    progress: Fraction  # sum of the progress of the numerable ones

    @property
    def dropped(self) -> int:
        """How many recommendations are dropped."""
        return self.statuses[Status.DROPPED]

    @property
    def milestones(self) -> int:
        """How many milestones there are, dropped ones included."""
        return sum(self.states.values())

    @property
    def implementation(self) -> Quote:
        """Umsetzungsquote: (completed + ongoing) ÷ (all − dropped)."""
        return Quote(Fraction(self.ended), self.valid)

    @property
    def mean_progress(self) -> Quote:
        """Mittlerer Fortschritt: mean of the numerable ones; its whole is how many these are."""
        return Quote(self.progress, self.numerable)

    @property
    def shares(self) -> Mapping[Status, int]:
        """Whole percentages of the statuses, together 100; all 0 of an empty set."""
        return dict(zip(Status, rounded([self.statuses[s] for s in Status]), strict=True))


def summary(standings: Iterable[Standing]) -> Summary:
    """Fold standings into their figures. Of none, every figure is 0."""
    rows = list(standings)
    milestones = [milestone for row in rows for milestone in row.milestones]
    numbers = [row.progress for row in rows if row.progress is not None]
    ended = sum(1 for row in rows if row.status.has_ended)
    dropped = sum(1 for row in rows if row.status is Status.DROPPED)
    return Summary(
        total=len(rows),
        statuses=_counts(Status, [row.status for row in rows]),
        schedules=_counts(Schedule, [row.schedule for row in rows]),
        freshnesses=_counts(Freshness, [row.freshness for row in rows]),
        states=_counts(State, [milestone.state for milestone in milestones]),
        overdue=sum(row.overdue for row in rows),
        upcoming=sum(1 for milestone in milestones if milestone.is_upcoming),
        ended=ended,
        valid=len(rows) - dropped,
        numerable=len(numbers),
        progress=sum(numbers, Fraction(0)),
    )


def by_field(standings: Iterable[Standing], fields: Sequence[str]) -> dict[str, Summary]:
    """Return the summary of each field, by slug, in the given order, empty ones included."""
    rows: dict[str, list[Standing]] = {slug: [] for slug in fields}
    for row in standings:
        rows.setdefault(row.action_field, []).append(row)
    return {slug: summary(found) for slug, found in rows.items()}


def by_organisation(
    standings: Iterable[Standing],
) -> Mapping[str, Mapping[Part, tuple[Standing, ...]]]:
    """Return what each organisation has a part in, by slug and part, in the order given.

    Every part is a key; an organisation without any part is not.
    """
    found: dict[str, dict[Part, tuple[Standing, ...]]] = {}
    for row in standings:
        for fact in row.involvements:
            parts = found.setdefault(fact.organisation, dict.fromkeys(Part, ()))
            parts[fact.part] = (*parts[fact.part], row)
    return found


def rounded(counts: Sequence[int]) -> list[int]:
    """Return whole percentages by largest remainder, ties in the given order.

    They add up to 100, or are all 0 where there is nothing to share; no part prints 100 beside
    one that is not empty.
    """
    whole = sum(counts)
    if not whole:
        return [0] * len(counts)
    shares = [100 * count // whole for count in counts]
    left = 100 - sum(shares)
    by_remainder = sorted(range(len(counts)), key=lambda i: (-(100 * counts[i] % whole), i))
    for place in by_remainder[:left]:
        shares[place] += 1
    largest = shares.index(max(shares))
    others = [place for place, count in enumerate(counts) if count and place != largest]
    if shares[largest] == 100 and others:  # per cent
        shares[largest] = 99
        shares[max(others, key=lambda place: (counts[place], -place))] = 1
    return shares


def percentage(value: Fraction) -> str:
    """Return a value from 0 to 1 as a percentage rounded down; „unter 1 %“ above 0."""
    if 0 < value < Fraction(1, 100):
        return _("unter %(number)s %%", number=1)
    return _("%(number)s %%", number=int(value * 100))


def decimal(value: Fraction | None) -> str:
    """Return a value with four decimals and a point, cut not rounded; "" for None."""
    if value is None:
        return ""
    return f"{int(value)}.{int(value * 10000) % 10000:04d}"


def _counts(members: Iterable[T], found: Iterable[T]) -> dict[T, int]:
    held = Counter(found)
    return {member: held[member] for member in members}
