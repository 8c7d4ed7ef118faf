"""How versions of a report differ from those before them, for the pages that show versions."""

from collections.abc import Iterable
from datetime import date, datetime

from tracker.reports.content import Content, read
from tracker.reports.content.compared import Compared, compared, load
from tracker.reports.models import ReportVersion
from tracker.reports.queries import reports as queries
from tracker.reports.queries.recorded import Span, recorded
from tracker.reports.wording.corrected import Corrected, corrected, told


def corrections(plan_id: int, versions: Iterable[ReportVersion]) -> dict[int, Corrected]:
    """Return how each version differs from the one before it, by number.

    What a version kept of one that was taken away says it still; where it kept nothing, that one
    is passed over.

    Args:
        versions: the first one first.
    """
    rows = list(versions)
    held = _contents([one for one in rows if one.redacted_at is None]) if len(rows) > 1 else {}
    pairs = [
        (old, new, kept)
        for place, new in enumerate(rows)
        if new.number in held
        for old, kept in _before(rows[:place], new, held)
    ]
    spans = [Span(old.known_at, new.known_at, new.as_of) for old, new, _kept in pairs]
    return {
        new.number: told(kept, held[new.number], count)
        for (_old, new, kept), count in zip(pairs, recorded(plan_id, spans), strict=True)
    }


def _before(
    earlier: list[ReportVersion], new: ReportVersion, held: dict[int, Content]
) -> list[tuple[ReportVersion, Compared]]:
    """Return the version that a later one is held against with what is known of it, or nothing."""
    kept = load(new.compared)
    for old in reversed(earlier):
        if old.number in held:
            return [(old, compared(old.number, held[old.number], held[new.number]))]
        if kept is not None and kept.earlier == old.number:
            return [(old, kept)]
    return []


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
