"""What the statuses of a recommendation are and which need a reason. Pure."""

from datetime import date
from enum import StrEnum

from tracker.errors import RuleError
from tracker.i18n import _, _l


class Status(StrEnum):
    """Umsetzungsstand: declared by people, in the order in which it is shown."""

    COMPLETED = "completed"
    ONGOING = "ongoing"
    IN_PROGRESS = "in_progress"
    IN_PREPARATION = "in_preparation"
    NOT_STARTED = "not_started"
    ON_HOLD = "on_hold"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The words people read."""
        return STATUS_LABELS[self]

    @property
    def has_ended(self) -> bool:
        """Whether the recommendation counts as carried out: completed or an ongoing task."""
        return self in {Status.COMPLETED, Status.ONGOING}

    @property
    def needs_reason(self) -> bool:
        """Whether declaring it takes a written reason."""
        return self in {Status.ON_HOLD, Status.DROPPED}


STATUS_LABELS = {
    Status.COMPLETED: _l("abgeschlossen"),
    Status.ONGOING: _l("umgesetzt, läuft als Daueraufgabe"),
    Status.IN_PROGRESS: _l("in Umsetzung"),
    Status.IN_PREPARATION: _l("in Vorbereitung"),
    Status.NOT_STARTED: _l("noch nicht begonnen"),
    Status.ON_HOLD: _l("zurückgestellt"),
    Status.DROPPED: _l("entfallen"),
}


class Vocabulary(StrEnum):
    """The lists of terms that a plan brings along."""

    CATEGORY = "organisation_categories"
    FUNDING = "funding_types"
    HORIZON = "time_horizons"
    PRIORITY = "priorities"


def check_status(status: Status, reason: str, review_on: date | None) -> None:
    """Raise RuleError unless a status comes with what it needs."""
    if status.needs_reason and not reason.strip():
        raise RuleError(
            _(
                "Geben Sie eine Begründung an: Für „%(status)s“ ist sie nötig.",
                status=status.label,
            )
        )
    if status is Status.ON_HOLD and review_on is None:
        raise RuleError(_("Geben Sie an, wann die Zurückstellung wieder geprüft wird."))
