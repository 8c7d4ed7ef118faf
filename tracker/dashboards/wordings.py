"""The wordings of a recommendation one after the other, each with what it changed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.dashboards.history import Entry
from tracker.dashboards.queries.recommendation import FullWording
from tracker.db import Texts
from tracker.i18n import _, language
from tracker.notes.rules import Piece, word_difference
from tracker.plan.rules import TEXTS, outdated_plain_languages
from tracker.standing.facts import Moment, counting


@dataclass(frozen=True)
class Change:
    """A text of two wordings in one language as one: what is the same, removed, added."""

    label: str
    language: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Version:
    """One wording: when and by whom, and what it changed; nothing for the first one."""

    entry: Entry
    changes: list[Change]


def labels() -> dict[str, str]:
    """Return what people call the texts of a wording."""
    return {
        "title": _("Titel"),
        "goal": _("Ziel"),
        "description": _("Worum es geht"),
        "plain_language": _("In einfacher Sprache"),
    }


def versions(
    entries: Sequence[Entry], wordings: Sequence[FullWording], at: Moment
) -> list[Version]:
    """Return every wording known at a moment, newest first, withdrawn ones struck out.

    Args:
        entries: the history of the recommendation, which tells of each wording.
        wordings: all of them, in their order.
    """
    told: Mapping[str, Entry] = {entry.uid: entry for entry in entries}
    found: list[Version] = []
    before: FullWording | None = None
    for wording in wordings:
        if wording.effective_on > at.as_of or wording.uid not in told:
            continue
        found.append(Version(told[wording.uid], _changes(before, wording) if before else []))
        if wording.withdrawn_at is None:
            before = wording
    return found[::-1]


def _changes(old: FullWording, new: FullWording) -> list[Change]:
    words = labels()
    return [
        Change(words[name], one, word_difference(before.get(one, ""), after.get(one, "")))
        for name in TEXTS
        for before, after in [(_texts(old, name), _texts(new, name))]
        for one in _languages(before, after)
        if before.get(one, "") != after.get(one, "")
    ]


def _texts(wording: FullWording, name: str) -> Texts:
    texts: Texts | None = getattr(wording, name)
    return texts or {}


def _languages(before: Texts, after: Texts) -> list[str]:
    """Return the languages of two texts, the reader's first."""
    return sorted({*before, *after}, key=lambda one: (one != language(), one))


def plain_is_outdated(wordings: Sequence[FullWording], at: Moment) -> bool:
    """Return whether the plain-language text that a reader sees is older than the wording."""
    known = counting(wordings, at)
    plain = known[-1].plain_language if known else None
    if not plain:
        return False
    shown = language() if language() in plain else next(iter(plain))
    return shown in outdated_plain_languages(known)
