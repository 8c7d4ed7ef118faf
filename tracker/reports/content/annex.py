"""The annex: organisations with their parts, indicators with their values. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from tracker.reports.content.given import Given, ValueFact
from tracker.reports.content.names import by_name
from tracker.stakeholders.rules import Part
from tracker.standing.facts import counting
from tracker.standing.rules import Standing
from tracker.standing.summary import by_organisation


def organisations(
    given: Given, rows: Sequence[Standing], plain: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the organisations that the report names, by name, each with its parts' codes."""
    parts = by_organisation(rows)
    named = {*parts, *(note.organisation for note in given.notes)}
    named |= {
        slug
        for change in given.changes
        for side in (change.before, change.after)
        for slug in getattr(side, "organisations", ())
    }
    nothing: Mapping[Part, tuple[Standing, ...]] = dict.fromkeys(Part, ())
    return [
        {
            "slug": slug,
            "name": given.names[slug],
            **plain["organisations"][slug],
            "parts": {
                part.value: [row.code for row in held]
                for part, held in parts.get(slug, nothing).items()
            },
        }
        for slug in by_name(named, given.names)
    ]


def indicators(
    given: Given, rows: Sequence[Standing], plain: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the indicators of the plan's recommendations, each with its values by year."""
    codes = {row.code for row in rows}
    values: dict[tuple[str, int], dict[int, ValueFact]] = defaultdict(dict)
    for fact in counting(given.values, given.at):
        values[fact.code, fact.indicator][fact.year] = fact
    return [
        {
            **one,
            "values": [
                {"year": year, "value": fact.value, "source": fact.source}
                for year, fact in sorted(values[one["code"], one["number"]].items())
            ],
        }
        for one in plain["indicators"]
        if one["code"] in codes
    ]
