"""What fields of action, settings and new editions keep to. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.db import Texts
from tracker.errors import RuleError
from tracker.i18n import _, _n

LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
MOST_LANGUAGES = 10


@dataclass(frozen=True)
class FieldText:
    """What a field of action is called from some day on, and where it stands among the others."""

    title: Texts
    description: Texts
    position: int


@dataclass(frozen=True)
class Days:
    """The numbers of days that decide about schedule and freshness."""

    attention: int
    upcoming: int
    current: int
    due: int


def days_in_words(days: Days) -> str:
    """Return thresholds as a sentence."""
    return _(
        "Verzögert nach mehr als %(attention)s Tagen, bald fällig ab %(upcoming)s Tagen vorher, "
        "aktuell bis %(current)s Tage, veraltet nach mehr als %(due)s Tagen.",
        **vars(days),
    )


def check_empty(codes: Sequence[str]) -> None:
    """Raise RuleError while recommendations belong to a field that is to be retired."""
    if codes:
        raise RuleError(
            _n(
                "Zu diesem Handlungsfeld gehört noch die Empfehlung %(codes)s. Ordnen Sie sie "
                "zuerst unter „Wortlaut ändern“ einem anderen Handlungsfeld zu.",
                "Zu diesem Handlungsfeld gehören noch %(num)s Empfehlungen: %(codes)s. Ordnen "
                "Sie sie zuerst unter „Wortlaut ändern“ einem anderen Handlungsfeld zu.",
                len(codes),
                codes=", ".join(codes),
            )
        )


def languages_of(text: str) -> tuple[str, ...]:
    """Return the languages that somebody typed: de, en; each once, in their order."""
    return tuple(dict.fromkeys(re.split(r"[\s,;]+", text.strip())))


def check_languages(wanted: Sequence[str], own: str) -> None:
    """Raise RuleError unless a plan can have these languages, its own first."""
    wrong = [one for one in wanted if not LANGUAGE.fullmatch(one)]
    if wrong or not wanted or len(wanted) > MOST_LANGUAGES:
        raise RuleError(
            _("Geben Sie bis zu zehn Kürzel von Sprachen an, durch Kommas getrennt, zum Beispiel: "
              "de, en."), field="languages_",
        )  # fmt: skip
    if wanted[0] != own:
        raise RuleError(
            _("Lassen Sie „%(own)s“ als erste Sprache stehen: In ihr stehen alle Texte des Plans.",
              own=own), field="languages_",
        )  # fmt: skip


def check_days(days: Days) -> None:
    """Raise RuleError unless the numbers of days follow each other."""
    if days.due < days.current:
        raise RuleError(
            _("Geben Sie für „veraltet“ mindestens so viele Tage an wie für „aktuell“."),
            field="due",
        )
