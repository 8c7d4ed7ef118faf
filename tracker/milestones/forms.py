"""What can be typed in about a milestone."""

from tracker import clock
from tracker.forms import (
    ChoiceField,
    DayField,
    LongTextField,
    PeriodField,
    at_most,
    offered,
    required,
)
from tracker.history.forms import REASON_LENGTH, FactForm
from tracker.i18n import Precision, _l
from tracker.milestones.rules import State
from tracker.periods import Period


def _today() -> Period:
    return Period(clock.today(), Precision.DAY)


class StateForm(FactForm):
    """Record that a milestone has a new state from some day on."""

    state = ChoiceField(_l("Zustand"), [required()], coerce=State)
    day = PeriodField(
        _l("Gilt ab"),
        [required()],
        default=_today,
        description=_l(
            "Heute oder ein früherer Tag. Bei „erledigt“ auch ein Zeitraum: September 2026, "
            "Q3 2026 oder 2026."
        ),
    )
    reason = LongTextField(
        _l("Begründung"),
        [at_most(REASON_LENGTH)],
        description=_l("Nötig bei „entfallen“, sonst freiwillig. Sie wird veröffentlicht."),
    )

    def offer(self) -> None:
        """Offer every state with its definition."""
        self.state.choices = offered((one, f"{one.label} – {one.definition}") for one in State)


class DeadlineForm(FactForm):
    """Agree on a deadline, or move it."""

    due = PeriodField(
        _l("Neuer Termin"),
        [required()],
        description=_l(
            "Ein Tag oder ein Zeitraum: 30.09.2026, September 2026, Q3 2026 oder 2026. "
            "Ein Zeitraum zählt bis zu seinem letzten Tag."
        ),
    )
    reason = LongTextField(
        _l("Begründung"),
        [at_most(REASON_LENGTH)],
        description=_l("Nötig, sobald ein Termin verschoben wird. Sie wird veröffentlicht."),
    )
    effective_on = DayField(
        _l("Vereinbart am"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag."),
    )
