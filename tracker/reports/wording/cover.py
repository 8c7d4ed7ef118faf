"""What stands on the cover and at the foot of each page."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tracker.i18n import _, day_text, moment_text, say
from tracker.reports.content import Content
from tracker.reports.document import Facts, Kind
from tracker.reports.wording.texts import day


def subtitle(content: Content) -> str:
    """Return Stichtag and version in words."""
    return _("Stichtag %(day)s · %(version)s", day=day(content["as_of"]), version=_version(content))


def foot(content: Content) -> str:
    """Return what stands at the foot of each page; of sample data it says so first."""
    words = [content["cover"]["title"], subtitle(content)]
    if notice := sample_notice(content):
        words.insert(0, notice)
    return " · ".join(words)


def sample_notice(content: Content) -> str:
    """Return the sentence that sample data carry everywhere; "" of a real plan."""
    plan = content["plan"]
    if not plan["is_sample"]:
        return ""
    return say(plan["disclaimer"]) or _("Beispieldaten, nicht der amtliche Masterplan")


def cover(content: Content) -> Facts:
    """Return who reports to whom about what, from when to when."""
    rows = tuple(_rows(content))
    return Facts(
        tuple((name, value) for name, value, _kind in rows),
        kinds=tuple(kind for _name, _value, kind in rows),
    )


def _rows(content: Content) -> Iterator[tuple[str, str, Kind]]:
    held = content["cover"]
    yield _("Plan"), say(content["plan"]["title"]), Kind.TEXT
    yield _("Federführung"), say(content["plan"]["publisher"]), Kind.TEXT
    if held["committee"]:
        yield _("Für"), say(held["committee"]), Kind.TEXT
    if held["sitting_on"]:
        yield _("Sitzung am"), held["sitting_on"], Kind.DAY
    if held["paper_number"]:
        yield _("Drucksache"), held["paper_number"], Kind.TEXT
    yield _("Stichtag"), content["as_of"], Kind.DAY
    if content["since"]:
        first = day_text(date.fromisoformat(content["since"]) + timedelta(days=1))
        yield (
            _("Berichtszeitraum"),
            _("%(first)s bis %(last)s", first=first, last=day(content["as_of"])),
            Kind.TEXT,
        )
    yield _("Version"), _version(content), Kind.TEXT
    if held["change"]:
        yield _("Was diese Version ändert"), held["change"], Kind.TEXT
    known = moment_text(datetime.fromisoformat(content["known_at"]))
    yield _("Stand der Einträge"), known, Kind.TEXT


def _version(content: Content) -> str:
    held = content["cover"]
    if held["is_final"]:
        return _("Endfassung, Version %(number)s", number=held["number"])
    return _("Vorläufige Fassung, Version %(number)s", number=held["number"])
