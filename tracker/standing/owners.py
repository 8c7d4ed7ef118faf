"""Who answers for a recommendation, and whether any of them can be reached. Pure."""

from collections.abc import Collection

from tracker.standing.rules import Standing


def owners(row: Standing) -> tuple[str, ...]:
    """Return the slugs of those who answer for a recommendation: who leads, else who takes part."""
    return row.leads or tuple(dict.fromkeys(fact.organisation for fact in row.involvements))


def is_unowned(row: Standing, living: Collection[str]) -> bool:
    """Return whether nobody who answers for a recommendation can be reached.

    Args:
        living: slugs of the organisations that exist and that somebody with an account can be
            reached for.
    """
    return not any(slug in living for slug in owners(row))
