"""A plan at a moment with all that can differ from another moment. Plain rows, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from tracker.db import Texts
from tracker.notes.rules import Addressee
from tracker.stakeholders.rules import Part
from tracker.standing.change import Wording
from tracker.standing.counted import wording
from tracker.standing.facts import Moment, RecommendationFacts, WordingFact, counting, in_force
from tracker.standing.rules import Freshness, Standing, Thresholds, exists, standing


class EndFact(NamedTuple):
    """From effective_on on, the obstacle is out of the way."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    text: Texts


class ObstacleFact(NamedTuple):
    """From effective_on on, this stands in the way of a recommendation; its ends in any order."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    code: str
    addressee: Addressee
    text: Texts
    due_on: date | None = None  # by when it is to be out of the way
    ends: tuple[EndFact, ...] = ()

    def end(self, at: Moment) -> EndFact | None:
        """Return the end in force at a moment; None while it stands."""
        return in_force(self.ends, at)

    def is_open(self, at: Moment) -> bool:
        """Return whether it stands in the way at a moment."""
        return bool(counting((self,), at)) and self.end(at) is None


class WordingTexts(NamedTuple):
    """The texts of a wording beside its title, and why it was written."""

    goal: Texts
    description: Texts
    plain_language: Texts | None
    reason: str = ""
    role: str = ""  # in which part it was recorded


@dataclass(frozen=True)
class Side:
    """One of two moments that are compared.

    Args:
        recommendations: with all facts, by code, as PlanFacts holds them; reports by this moment.
        texts: of wordings, by uid; needed for recommendations with more than one wording only.
        fields: slugs in the order of the plan.
    """

    at: Moment
    thresholds: Thresholds
    recommendations: Mapping[str, RecommendationFacts]
    obstacles: tuple[ObstacleFact, ...] = ()
    texts: Mapping[str, WordingTexts] = field(default_factory=dict)
    fields: tuple[str, ...] = ()

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """The standing of each recommendation that exists at the moment, by code."""
        return {
            code: standing(row, self.at, self.thresholds)
            for code, row in self.recommendations.items()
            if exists(row, self.at)
        }

    def wording(self, code: str) -> WordingFact:
        """Return the wording of a recommendation in force at the moment."""
        return wording(self.recommendations[code].wordings, self.at)

    def words(self, fact: WordingFact) -> Wording:
        """Return the texts of a wording, as far as they are loaded."""
        found = self.texts.get(fact.uid)
        return Wording(fact.title, *found[:3]) if found else Wording(fact.title)


def is_silent(row: Standing) -> bool:
    """Return whether nobody has reported for too long, or ever, on what has to be reported on."""
    return row.freshness in {Freshness.STALE, Freshness.NEVER}


def with_part(row: Standing, part: Part) -> tuple[str, ...]:
    """Return the slugs of the organisations that have a part, in their order."""
    return tuple(fact.organisation for fact in row.involvements if fact.part is part)
