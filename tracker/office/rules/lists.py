"""The lists of the plan office's worklist: which there are, what they are called. Pure."""

from enum import StrEnum
from functools import cached_property

from tracker.i18n import _l, _n


class Worklist(StrEnum):
    """The lists of the plan office, in the order of showing; the value stands in the address."""

    REVIEW = "pruefen"
    OVERDUE = "ueberfaellig"
    UPCOMING = "bald-faellig"
    NEVER = "nie-gemeldet"
    STALE = "veraltet"
    DUE = "meldung-faellig"
    UNOWNED = "ohne-zustaendige"
    HANDOVERS = "abgaben"
    OBSTACLES = "hemmnisse"
    FOLLOW_UPS = "wiedervorlagen"
    LATER = "spaetere-wiedervorlagen"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Worklist.REVIEW: _l("Sachstände zu prüfen"),
            Worklist.OVERDUE: _l("Überfällige Meilensteine"),
            Worklist.UPCOMING: _l("Bald fällige Meilensteine"),
            Worklist.NEVER: _l("Nie gemeldet"),
            Worklist.STALE: _l("Meldung veraltet"),
            Worklist.DUE: _l("Meldung fällig"),
            Worklist.UNOWNED: _l("Ohne erreichbare Zuständige"),
            Worklist.HANDOVERS: _l("Anfragen zur Zuständigkeit ohne Antwort"),
            Worklist.OBSTACLES: _l("Hemmnisse ohne Tag oder über ihren Tag hinaus"),
            Worklist.FOLLOW_UPS: _l("Fällige Wiedervorlagen"),
            Worklist.LATER: _l("Spätere Wiedervorlagen"),
        }[self]

    def counted(self, number: int) -> str:
        """Return the words after the number of what is in it."""
        words = {
            Worklist.REVIEW: _n("Sachstand zu prüfen", "Sachstände zu prüfen", number),
            Worklist.OVERDUE: _n("überfälliger Meilenstein", "überfällige Meilensteine", number),
            Worklist.UPCOMING: _n("bald fälliger Meilenstein", "bald fällige Meilensteine", number),
            Worklist.NEVER: _n("nie gemeldete Empfehlung", "nie gemeldete Empfehlungen", number),
            Worklist.STALE: _n(
                "Empfehlung mit veralteter Meldung", "Empfehlungen mit veralteter Meldung", number
            ),
            Worklist.DUE: _n(
                "Empfehlung mit fälliger Meldung", "Empfehlungen mit fälliger Meldung", number
            ),
            Worklist.UNOWNED: _n(
                "Empfehlung ohne erreichbare Zuständige",
                "Empfehlungen ohne erreichbare Zuständige",
                number,
            ),
            Worklist.HANDOVERS: _n(
                "Anfrage zur Zuständigkeit ohne Antwort",
                "Anfragen zur Zuständigkeit ohne Antwort",
                number,
            ),
            Worklist.OBSTACLES: _n(
                "Hemmnis ohne Tag oder über seinen Tag hinaus",
                "Hemmnisse ohne Tag oder über ihren Tag hinaus",
                number,
            ),
            Worklist.FOLLOW_UPS: _n("fällige Wiedervorlage", "fällige Wiedervorlagen", number),
            Worklist.LATER: _n("spätere Wiedervorlage", "spätere Wiedervorlagen", number),
        }
        return words[self]

    @cached_property
    def nothing(self) -> str:
        """The sentence for when there is nothing in it."""
        return {
            Worklist.REVIEW: _l("Es wartet kein Sachstand auf Prüfung."),
            Worklist.OVERDUE: _l("Kein Meilenstein ist überfällig."),
            Worklist.UPCOMING: _l("In der nächsten Zeit beginnt kein Termin zu drängen."),
            Worklist.NEVER: _l("Zu jeder Empfehlung gibt es eine Meldung."),
            Worklist.STALE: _l("Keine Meldung ist veraltet."),
            Worklist.DUE: _l("Keine Meldung ist fällig."),
            Worklist.UNOWNED: _l("Für jede Empfehlung kann jemand melden."),
            Worklist.HANDOVERS: _l("Keine Anfrage zur Zuständigkeit wartet auf Antwort."),
            Worklist.OBSTACLES: _l("Jedes offene Hemmnis hat einen Tag, der noch kommt."),
            Worklist.FOLLOW_UPS: _l("Keine Wiedervorlage ist fällig."),
            Worklist.LATER: _l("Es ist nichts für später vorgemerkt."),
        }[self]

    @property
    def is_of_milestones(self) -> bool:
        """Whether its rows are milestones."""
        return self in {Worklist.OVERDUE, Worklist.UPCOMING}


class Section(StrEnum):
    """Parts of the worklist's first page."""

    REVIEW = "review"
    MILESTONES = "milestones"
    SILENT = "silent"
    PEOPLE = "people"
    FOLLOW_UPS = "follow_ups"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Section.REVIEW: _l("Prüfen"),
            Section.MILESTONES: _l("Meilensteine"),
            Section.SILENT: _l("Still geworden"),
            Section.PEOPLE: _l("Zuständigkeit und Hemmnisse"),
            Section.FOLLOW_UPS: _l("Wiedervorlagen"),
        }[self]

    @property
    def lists(self) -> tuple[Worklist, ...]:
        """The lists that are counted there."""
        return {
            Section.REVIEW: (Worklist.REVIEW,),
            Section.MILESTONES: (Worklist.OVERDUE, Worklist.UPCOMING),
            Section.SILENT: (Worklist.NEVER, Worklist.STALE, Worklist.DUE),
            Section.PEOPLE: (Worklist.UNOWNED, Worklist.HANDOVERS, Worklist.OBSTACLES),
            Section.FOLLOW_UPS: (Worklist.FOLLOW_UPS, Worklist.LATER),
        }[self]


class Sorting(StrEnum):
    """What a list of the plan office can be sorted by."""

    URGENCY = "dringend"
    PLAN = "plan"
    TITLE = "titel"
    LEAD = "federfuehrung"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Sorting.URGENCY: _l("Dringendstes zuerst"),
            Sorting.PLAN: _l("Reihenfolge des Plans"),
            Sorting.TITLE: _l("Titel"),
            Sorting.LEAD: _l("Federführung"),
        }[self]
