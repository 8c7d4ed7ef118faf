"""Which edition of a plan comes before it, and which ones after it."""

import json
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, Select, Text, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from tracker.db import Texts
from tracker.plan.models import Plan


@dataclass(frozen=True)
class Edition:
    """Another edition of a plan."""

    slug: str
    title: Texts
    is_later: bool


def next_to() -> ScalarSelect[str | None]:
    """Select the editions next to a plan as one text, for the statement that reads the plan."""
    other = aliased(Plan)
    line = other.slug + " " + type_coerce(other.title, Text)
    return (
        select(func.aggregate_strings(line, "\n"))
        .where(or_(other.slug == Plan.predecessor_slug, other.predecessor_slug == Plan.slug))
        .correlate(Plan)
        .scalar_subquery()
    )


def continued() -> Select[int]:
    """Select the ids of the plans that a later edition follows."""
    of, later = aliased(Plan), aliased(Plan)
    return select(of.id).join(later, later.predecessor_slug == of.slug)


def editions(found: str | None, earlier: str | None) -> tuple[Edition, ...]:
    """Return the editions of such a text, the earlier one first.

    Args:
        earlier: slug of the edition before.
    """
    parts = [line.partition(" ") for line in (found or "").splitlines()]
    named = [Edition(slug, json.loads(title), slug != earlier) for slug, _, title in parts]
    return tuple(sorted(named, key=lambda one: (one.is_later, one.slug)))
