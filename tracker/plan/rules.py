"""What the statuses of a recommendation are and which need a reason. Pure."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, Protocol

from tracker.db import Texts
from tracker.errors import RuleError
from tracker.i18n import _, _l, day_text


class Status(StrEnum):
    """Umsetzungsstand: declared by people, in the order in which it is shown."""

    COMPLETED = "completed"
    ONGOING = "ongoing"
    IN_PROGRESS = "in_progress"
    IN_PREPARATION = "in_preparation"
    NOT_STARTED = "not_started"
    ON_HOLD = "on_hold"
    DROPPED = "dropped"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return STATUS_LABELS[self]

    @property
    def definition(self) -> str:
        """The sentence that says when it applies."""
        return STATUS_DEFINITIONS[self]

    @property
    def has_ended(self) -> bool:
        """Whether the recommendation counts as carried out: completed or an ongoing task."""
        return self in {Status.COMPLETED, Status.ONGOING}

    @property
    def needs_reason(self) -> bool:
        """Whether declaring it takes a written reason."""
        return self in {Status.ON_HOLD, Status.DROPPED}


class Evidence(StrEnum):
    """What shows that a recommendation is completed."""

    ADDRESS = "address"
    PAPER = "paper"
    NONE = "none"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Evidence.ADDRESS: _l("Adresse im Netz"),
            Evidence.PAPER: _l("Nummer einer Drucksache"),
            Evidence.NONE: _l("ohne Nachweis"),
        }[self]


class Descent(StrEnum):
    """How a recommendation goes back to one of an earlier edition."""

    CARRIED = "carried"
    CHANGED = "changed"
    MERGED = "merged"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Descent.CARRIED: _l("übernommen"),
            Descent.CHANGED: _l("geändert"),
            Descent.MERGED: _l("zusammengeführt"),
        }[self]


STATUS_LABELS = {
    Status.COMPLETED: _l("abgeschlossen"),
    Status.ONGOING: _l("umgesetzt, läuft als Daueraufgabe"),
    Status.IN_PROGRESS: _l("in Umsetzung"),
    Status.IN_PREPARATION: _l("in Vorbereitung"),
    Status.NOT_STARTED: _l("noch nicht begonnen"),
    Status.ON_HOLD: _l("zurückgestellt"),
    Status.DROPPED: _l("entfallen"),
}
STATUS_DEFINITIONS = {
    Status.COMPLETED: _l("Alles, was die Empfehlung vorsieht, ist getan."),
    Status.ONGOING: _l("Eingeführt und auf Dauer angelegt, ohne ein Ende."),
    Status.IN_PROGRESS: _l("Die Arbeit an den Meilensteinen hat begonnen."),
    Status.IN_PREPARATION: _l("Zuständigkeit, Mittel oder Konzept werden geklärt."),
    Status.NOT_STARTED: _l("Es ist noch nichts unternommen worden."),
    Status.ON_HOLD: _l("Die Arbeit ruht bis zu einem Tag, an dem neu geprüft wird."),
    Status.DROPPED: _l("Wird nicht weiter verfolgt; eine andere kann an die Stelle treten."),
}


class Vocabulary(StrEnum):
    """The lists of terms that a plan brings along."""

    CATEGORY = "organisation_categories"
    FUNDING = "funding_types"
    HORIZON = "time_horizons"
    PRIORITY = "priorities"


def check_status(status: Status, day: date, reason: str, review_on: date | None) -> None:
    """Raise RuleError unless a status comes with what it needs; days as for check_review."""
    check_reason(status, reason)
    check_review(status, day, review_on)


def check_reason(status: Status, reason: str) -> None:
    """Raise RuleError unless a status has the reason that it needs."""
    if status.needs_reason and not reason.strip():
        raise RuleError(
            _(
                "Geben Sie eine Begründung an: Für „%(status)s“ ist sie nötig.",
                status=status.label,
            ),
            "reason",
        )


def check_review(status: Status, day: date, review_on: date | None) -> None:
    """Raise RuleError unless a status on hold is looked at again.

    Args:
        day: the day it holds from; it is looked at again later than that.
    """
    if status is not Status.ON_HOLD:
        return
    if review_on is None:
        raise RuleError(
            _("Geben Sie an, wann die Zurückstellung wieder geprüft wird."), "review_on"
        )
    if review_on <= day:
        raise RuleError(
            _("Geben Sie für die Prüfung einen Tag nach dem %(day)s an.", day=day_text(day)),
            "review_on",
        )


CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*-[0-9]{1,6}")
CODE_LENGTH = 20
ADDRESS = re.compile(r"https://[^\s/?#@:]+\.[^\s/?#@:]+(:\d+)?([/?#]\S*)?")
TEXTS = ("title", "goal", "description", "plain_language")


class Wording(NamedTuple):
    """What a recommendation says, in the languages of its plan, and the field it belongs to."""

    title: Texts
    goal: Texts
    description: Texts
    plain_language: Texts | None
    action_field: str  # slug


class Classification(NamedTuple):
    """How a recommendation is placed among the others: codes of the plan's terms."""

    horizon: str
    priority: str
    funding: tuple[str, ...]


class Draft(NamedTuple):
    """A recommendation to be added."""

    code: str  # empty: the next of its field
    wording: Wording
    classification: Classification
    status: Status
    lead: str  # slug of the organisation; empty without one


FIRST = (Status.NOT_STARTED, Status.IN_PREPARATION, Status.IN_PROGRESS, Status.ONGOING)


def check_code(code: str, known: Collection[str]) -> None:
    """Raise RuleError unless a code reads like A-05 and no recommendation ever had it."""
    if not CODE.fullmatch(code) or len(code) > CODE_LENGTH:
        raise RuleError(
            _("Geben Sie ein Kürzel aus Buchstaben, Bindestrich und Zahl an, zum Beispiel A-05."),
            "code",
        )
    if code.casefold() in {one.casefold() for one in known}:
        raise RuleError(
            _("Geben Sie ein anderes Kürzel an: %(code)s gibt es schon. Kürzel werden nie "
              "wiederverwendet.", code=code),
            "code",
        )  # fmt: skip


def check_begin(day: date, first: date | None) -> None:
    """Raise RuleError unless a recommendation may be part of a plan from a day on.

    Args:
        first: the plan's first day; None before it has one.
    """
    if first is not None and day < first:
        raise RuleError(
            _("Geben Sie einen Tag ab dem %(first)s an. Vorher gab es den Plan nicht.",
              first=day_text(first)),
            "effective_on",
        )  # fmt: skip


class Proof(NamedTuple):
    """What shows that a recommendation is completed."""

    kind: Evidence
    text: str = ""  # the address or the paper's number; empty without evidence


def check_proof(proof: Proof | None) -> None:
    """Raise RuleError unless it is said what shows that a recommendation is completed."""
    if proof is None:
        raise RuleError(
            _("Wählen Sie, was den Abschluss belegt, oder „ohne Nachweis“."), "evidence"
        )
    if proof.kind is Evidence.ADDRESS and not ADDRESS.fullmatch(proof.text):
        raise RuleError(
            _("Geben Sie eine Adresse an, die mit https:// beginnt, zum Beispiel "
              "https://www.kreis.example/bericht."),
            "evidence_text",
        )  # fmt: skip
    if proof.kind is Evidence.PAPER and not proof.text.strip():
        raise RuleError(_("Geben Sie die Nummer der Drucksache an."), "evidence_text")


def check_paper(number: str, known: Collection[str]) -> None:
    """Raise RuleError unless the plan knows a council paper that is named as evidence."""
    if number.strip() not in known:
        raise RuleError(
            _("Die Drucksache „%(number)s“ kennt dieser Plan nicht. Wählen Sie eine aus der "
              "Liste, tragen Sie sie zuerst unter „Bearbeiten“, „Drucksachen“ ein, oder wählen "
              "Sie eine Adresse im Netz oder „ohne Nachweis“.", number=number.strip()),
            "evidence_text",
        )  # fmt: skip


class Worded(Protocol):
    """A wording, as far as its texts count."""

    @property
    def title(self) -> Texts: ...
    @property
    def goal(self) -> Texts: ...
    @property
    def description(self) -> Texts: ...
    @property
    def plain_language(self) -> Texts | None: ...


def outdated_plain_languages(wordings: Iterable[Worded]) -> frozenset[str]:
    """Return the languages whose plain-language text is older than what it explains.

    It is older if title, goal or description changed in that language after it did. A text that
    is written together with the change is not.

    Args:
        wordings: those of one recommendation that count, in their order; the last is in force.
    """
    changed: dict[str, int] = {}  # the place of the wording that last changed what is explained
    written: dict[str, int] = {}  # and of the one that last changed the explanation
    before: Worded | None = None
    plain: Texts = {}
    for place, wording in enumerate(wordings):
        plain = wording.plain_language or {}
        old = (before and before.plain_language) or {}
        for language in plain.keys() | wording.title.keys():
            if before is None or _explained(before, language) != _explained(wording, language):
                changed[language] = place
            if before is None or old.get(language) != plain.get(language):
                written[language] = place
        before = wording
    return frozenset(
        language
        for language, text in plain.items()
        if text and changed.get(language, 0) > written.get(language, 0)
    )


def _explained(wording: Worded, language: str) -> tuple[str | None, ...]:
    texts = (wording.title, wording.goal, wording.description)
    return tuple(text.get(language) for text in texts)
