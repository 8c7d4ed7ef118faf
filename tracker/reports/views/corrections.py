"""How versions of a report differ from those before them, for the pages that show versions."""

from collections.abc import Iterable
from itertools import pairwise

from tracker.reports.content import Content, read
from tracker.reports.models import ReportVersion
from tracker.reports.queries import reports as queries
from tracker.reports.wording.corrected import Corrected, corrected


def corrections(versions: Iterable[ReportVersion]) -> dict[int, Corrected]:
    """Return how each version differs from the one before it, by number.

    Args:
        versions: the first one first. One that says nothing any more is passed over.
    """
    whole = [one for one in versions if one.redacted_at is None]
    if len(whole) < 2:
        return {}
    held = _contents(whole)
    return {
        new.number: corrected(old.number, held[old.number], held[new.number])
        for old, new in pairwise(one for one in whole if one.number in held)
    }


def correction(versions: Iterable[ReportVersion], content: str) -> Corrected | None:
    """Return how a content differs from the newest version that still says something."""
    whole = [one for one in versions if one.redacted_at is None][-1:]
    held = _contents(whole)
    return next((corrected(one, old, read(content)) for one, old in held.items()), None)


def _contents(versions: list[ReportVersion]) -> dict[int, Content]:
    """Return what versions say, by number."""
    texts = queries.contents([one.id for one in versions])
    found = {one.number: read(texts[one.id]) for one in versions if texts.get(one.id)}
    return {number: content for number, content in found.items() if content}
