"""What a further version of a report says otherwise than one before: out of both contents."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.i18n import _, _n
from tracker.notes.rules import Addressee
from tracker.plan.rules import Status
from tracker.reports.content import Content
from tracker.reports.content.compared import Compared, Essentials, compared, essentials
from tracker.reports.content.members.figures import Quote
from tracker.reports.queries.recorded import Recorded
from tracker.reports.wording.texts import day, percent
from tracker.standing.rules import Freshness, Schedule


@dataclass(frozen=True)
class Corrected:
    """How a version differs from an earlier one, in the reader's language."""

    earlier: int  # number of the version it is held against
    figures: tuple[str, ...]  # „Umsetzungsquote: 20 % → 40 %“
    codes: tuple[str, ...]  # of the recommendations of which it says something else
    entries: str  # the sentence about what was recorded between the two


def corrected(earlier: int, old: Content, new: Content, between: Recorded) -> Corrected:
    """Return how the figures and recommendations of a content differ from those of another.

    Args:
        earlier: number of the version that says the old one.
        between: how many entries were recorded from its freezing on.
    """
    return told(compared(earlier, old, new), new, between)


def told(kept: Compared, new: Content, between: Recorded) -> Corrected:
    """Return the same from what the newer version keeps of the earlier one."""
    found = _differing(kept, new)
    return Corrected(kept.earlier, found.figures, found.codes, _entries(kept.earlier, between))


@dataclass(frozen=True)
class Differing:
    """How what a report says differs from what it said before, in the reader's language."""

    figures: tuple[str, ...]  # as in Corrected
    codes: tuple[str, ...]


def differing(old: Content, new: Content) -> Differing:
    """Return how the figures and recommendations of a content differ from those of another."""
    return _differing(compared(0, old, new), new)


def _differing(kept: Compared, new: Content) -> Differing:
    pairs = zip(_figures(kept.figures), _figures(essentials(new)), strict=True)
    figures = [
        _("%(figure)s: %(before)s → %(after)s", figure=label, before=before, after=after)
        for (label, before), (_label, after) in pairs
        if before != after
    ]
    return Differing(tuple(figures), kept.codes)


def _entries(earlier: int, between: Recorded) -> str:
    """Return the sentence that says how many entries came after a version, and for which days."""
    if not between.entries:
        return _("Seit Version %(version)s ist kein Eintrag hinzugekommen.", version=earlier)
    if between.by_stichtag == between.entries:
        return _n(
            "Seit Version %(version)s ist %(num)s Eintrag hinzugekommen, für einen Tag bis zum "
            "Stichtag.",
            "Seit Version %(version)s sind %(num)s Einträge hinzugekommen, alle für Tage bis zum "
            "Stichtag.",
            between.entries,
            version=earlier,
        )
    if not between.by_stichtag:
        return _n(
            "Seit Version %(version)s ist %(num)s Eintrag hinzugekommen, für einen Tag nach dem "
            "Stichtag.",
            "Seit Version %(version)s sind %(num)s Einträge hinzugekommen, alle für Tage nach dem "
            "Stichtag.",
            between.entries,
            version=earlier,
        )
    return _n(
        "Seit Version %(version)s sind %(entries)s Einträge hinzugekommen, davon %(num)s für einen "
        "Tag bis zum Stichtag.",
        "Seit Version %(version)s sind %(entries)s Einträge hinzugekommen, davon %(num)s für Tage "
        "bis zum Stichtag.",
        between.by_stichtag,
        version=earlier,
        entries=between.entries,
    )


def _figures(content: Essentials) -> Iterator[tuple[str, str]]:
    """Yield the essential figures with what they are called, always as many."""
    found = content["figures"]
    yield _("Empfehlungen"), str(found["total"])
    valid = found["valid"]
    yield _("Umsetzungsquote"), _quote(found["implementation"], found["ended"], valid)
    yield _("Mittlerer Fortschritt"), _quote(found["mean_progress"], found["numerable"], valid)
    for status in Status:
        yield _("Empfehlungen „%(value)s“", value=status.label), str(found["statuses"][status])
    for schedule in Schedule:
        yield _("Terminlage „%(value)s“", value=schedule.label), str(found["schedules"][schedule])
    for one in Freshness:
        yield _("Aktualität „%(value)s“", value=one.label), str(found["freshnesses"][one])
    milestones = content["milestones"]
    if content["since"]:
        done = _("Seit dem %(day)s erledigte Meilensteine", day=day(content["since"]))
    else:
        done = _("Erledigte Meilensteine")
    yield done, str(milestones["done"])
    yield _("Überfällige Meilensteine"), str(milestones["overdue"])
    yield _("Demnächst fällige Meilensteine"), str(milestones["coming"])
    for who in Addressee:
        label = _("Offene Hemmnisse, zu lösen durch: %(addressee)s", addressee=who.label)
        yield label, str(content["obstacles"][who])


def _quote(quote: Quote, part: int, whole: int) -> str:
    """Return a quote in words with what it is made of."""
    counts = _("%(part)s von %(whole)s", part=part, whole=whole)
    text = percent(quote)
    return f"{text} ({counts})" if text else counts
