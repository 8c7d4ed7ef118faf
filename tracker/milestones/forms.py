"""What can be typed in about a milestone."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from wtforms import ValidationError

from tracker import clock
from tracker.forms import (
    ChoiceField,
    DayField,
    Form,
    HiddenField,
    LongTextField,
    PeriodField,
    at_most,
    offered,
    optional,
    required,
)
from tracker.forms.languages import TextsForm, Words
from tracker.history.forms import REASON_LENGTH, FactForm
from tracker.i18n import Precision, _, _l
from tracker.milestones.models import Milestone
from tracker.milestones.rules import State
from tracker.periods import Period

TITLE_LENGTH = 300


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


class MilestoneForm(TextsForm, FactForm):
    """Add a milestone."""

    words: ClassVar[Mapping[str, Words]] = {
        "title": Words(
            _l("Titel"),
            TITLE_LENGTH,
            hint=_l("Was am Ende da ist, zum Beispiel: Kurse an drei Orten vergeben. Ein Titel "
                    "bleibt, wie er ist. Für einen anderen lassen Sie den Meilenstein später "
                    "entfallen und fügen einen neuen hinzu."),
        ),
    }  # fmt: skip
    shown = ("title", "due", "state", "effective_on", "reason")

    due = PeriodField(
        _l("Erster Termin"),
        [required()],
        description=_l(
            "Ein Tag oder ein Zeitraum: 30.09.2026, September 2026, Q3 2026 oder 2026. Er bleibt "
            "als zuerst vereinbarter Termin erhalten."
        ),
    )
    state = ChoiceField(_l("Zustand"), [required()], coerce=State, default=State.PLANNED)
    effective_on = DayField(
        _l("Vereinbart am"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag."),
    )
    reason = LongTextField(
        _l("Begründung"),
        [optional(), at_most(REASON_LENGTH)],
        description=_l("Sie wird veröffentlicht."),
    )

    def offer(self) -> None:
        """Offer the states of work that is still to come."""
        states = (one for one in (State.PLANNED, State.IN_PROGRESS))
        self.state.choices = offered((one, f"{one.label} – {one.definition}") for one in states)


class OrderForm(Form):
    """Put milestones into another order: their numbers, and the versions that were seen."""

    order = HiddenField(default="")
    versions = HiddenField(default="")

    @classmethod
    def data_of(cls, rows: Iterable[Milestone]) -> dict[str, str]:
        """Return the data of the form for milestones as they stand."""
        pairs = [(row.number, row.version) for row in rows]
        return {
            "order": ",".join(str(number) for number, _version in pairs),
            "versions": ",".join(f"{number}:{version}" for number, version in pairs),
        }

    def validate_order(self, _field: HiddenField) -> None:
        """Refuse a request that names no order."""
        if not self.numbers():
            raise ValidationError(_("Laden Sie die Seite neu und ordnen Sie noch einmal."))

    def numbers(self) -> list[int]:
        """Return the order that was sent; empty if it is none."""
        parts = (self.order.data or "").split(",")
        return [int(part) for part in parts if part.isascii() and part.isdecimal()]

    def seen(self) -> dict[int, int]:
        """Return the version of each milestone, by number, when the form was made."""
        pairs = [pair.split(":") for pair in (self.versions.data or "").split(",")]
        return {
            int(pair[0]): int(pair[1])
            for pair in pairs
            if len(pair) == 2 and all(part.isascii() and part.isdecimal() for part in pair)
        }
