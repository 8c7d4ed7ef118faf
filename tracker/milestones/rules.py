"""What the states of a milestone are and what moving a deadline takes. Pure."""

from datetime import date
from enum import StrEnum

from tracker.errors import RuleError
from tracker.i18n import _, _l


class State(StrEnum):
    """The states of a milestone, in the order in which they are shown."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    PLANNED = "planned"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The word people read."""
        return STATE_LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether work is still to come."""
        return self in {State.PLANNED, State.IN_PROGRESS}


STATE_LABELS = {
    State.DONE: _l("erledigt"),
    State.IN_PROGRESS: _l("in Arbeit"),
    State.PLANNED: _l("geplant"),
    State.DROPPED: _l("entfallen"),
}


def check_state(state: State, reason: str) -> None:
    """Raise RuleError unless a state comes with what it needs."""
    if state is State.DROPPED and not reason.strip():
        raise RuleError(
            _(
                "Geben Sie eine Begründung an: Für „%(state)s“ ist sie nötig.",
                state=state.label,
            )
        )


def check_move(old: date | None, new: date, reason: str) -> None:
    """Raise RuleError unless a deadline may move so; old is None for the first agreed one."""
    if old is None:
        return
    if new == old:
        raise RuleError(_("Geben Sie einen anderen Termin an: Dieser gilt bereits."))
    if not reason.strip():
        raise RuleError(_("Geben Sie an, warum der Termin verschoben wird."))
