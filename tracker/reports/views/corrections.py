"""How versions of a report differ from those before them, for the pages that show versions."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise

from tracker.reports.content import Content, read
from tracker.reports.models import ReportVersion
from tracker.reports.queries import reports as queries
from tracker.reports.queries.recorded import Span, recorded
from tracker.reports.wording.corrected import Corrected, corrected


def corrections(plan_id: int, versions: Iterable[ReportVersion]) -> dict[int, Corrected]:
    """Return how each version differs from the one before it, by number.

    Args:
        versions: the first one first. One that says nothing any more is passed over.
    """
    whole = [one for one in versions if one.redacted_at is None]
    if len(whole) < 2:
        return {}
    held = _contents(whole)
    pairs = list(pairwise(one for one in whole if one.number in held))
    counts = recorded(plan_id, [Span(old.known_at, new.known_at, new.as_of) for old, new in pairs])
    return {
        new.number: corrected(old.number, held[old.number], held[new.number], count)
        for (old, new), count in zip(pairs, counts, strict=True)
    }


def correction(plan_id: int, versions: Iterable[ReportVersion], content: str) -> Corrected | None:
    """Return how a content differs from the newest version that still says something."""
    whole = [one for one in versions if one.redacted_at is None][-1:]
    held = _contents(whole)
    for one in whole:
        if one.number in held:
            new = read(content)
            until = datetime.fromisoformat(new["known_at"])
            span = Span(one.known_at, until, date.fromisoformat(new["as_of"]))
            return corrected(one.number, held[one.number], new, *recorded(plan_id, [span]))
    return None


def _contents(versions: list[ReportVersion]) -> dict[int, Content]:
    """Return what versions say, by number."""
    texts = queries.contents([one.id for one in versions])
    found = {one.number: read(texts[one.id]) for one in versions if texts.get(one.id)}
    return {number: content for number, content in found.items() if content}
