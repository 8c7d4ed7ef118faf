"""How many changes of each kind there are in each field of action. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.standing.change import Change, Kind

Place = tuple[str, Kind]  # slug of a field, and a kind


@dataclass(frozen=True)
class Tally:
    """Changes, counted. Kinds and fields without any are in none of the counts."""

    total: int
    kinds: Mapping[Kind, int]  # in the order of showing
    fields: Mapping[str, int]  # by slug, in the order of the plan
    places: Mapping[Place, int]

    def of(self, field: str, kind: Kind) -> int:
        """Return how many of a kind a field has; 0 where none."""
        return self.places.get((field, kind), 0)


def tally(changes: Iterable[Change], fields: Sequence[str]) -> Tally:
    """Count changes.

    Args:
        fields: slugs in the order of the plan; others follow as they come.
    """
    found = [(change.action_field, change.kind) for change in changes]
    by_field = Counter(field for field, _kind in found)
    by_kind = Counter(kind for _field, kind in found)
    return Tally(
        total=len(found),
        kinds={kind: by_kind[kind] for kind in Kind if by_kind[kind]},
        fields={slug: by_field[slug] for slug in (*fields, *by_field) if by_field[slug]},
        places=Counter(found),
    )


def chosen(changes: Iterable[Change], fields: Sequence[str], kinds: Sequence[Kind]) -> list[Change]:
    """Return the changes of some fields and kinds, in their order; none named means all."""
    return [
        change
        for change in changes
        if (not fields or change.action_field in fields) and (not kinds or change.kind in kinds)
    ]
