"""What can be typed in about a milestone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar, Self

from flask import request
from wtforms import Field, ValidationError

from tracker import clock
from tracker.forms import (
    UNSAFE,
    ChoiceField,
    DayField,
    Form,
    HiddenField,
    LongTextField,
    PeriodField,
    Rule,
    TextField,
    at_most,
    choices,
    offered,
    optional,
    required,
)
from tracker.forms.languages import TextsForm, Words
from tracker.history.forms import REASON_LENGTH, FactForm, InForceField
from tracker.i18n import Precision, _, _l, say
from tracker.milestones.models import Milestone
from tracker.milestones.queries import OpenRow
from tracker.milestones.rules import (
    Ended,
    Ending,
    State,
    check_ended,
    check_open,
    check_state,
    held_from,
)
from tracker.periods import Period
from tracker.plan.forms import StatusForm
from tracker.plan.rules import Status, check_proof

TITLE_LENGTH = 300


def _today() -> Period:
    return Period(clock.today(), Precision.DAY)


class StateForm(FactForm):
    """Record that a milestone has a new state from some day on."""

    called: ClassVar = {"effective_on": "day"}
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

    def rules(self) -> Iterator[Rule]:
        """Yield what the state needs beside its day."""
        yield from super().rules()
        state, held = self.state.data, self.day.data
        if state is not None:
            precision = held.precision if held else Precision.DAY
            yield lambda: check_state(state, precision, self.reason.data or "")

    def holds_from(self) -> date | None:
        """Return the day from which on the state is to hold; None where none was typed."""
        held = self.day.data
        return held_from(held.last_day, held.precision, clock.today()) if held else None

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
    def data_of(cls, rows: Iterable[Milestone]) -> dict[str, Any]:
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


class _EndingField(ChoiceField):
    """What becomes of one milestone."""

    missing = _l("Wählen Sie, was aus dem Meilenstein %(label)s wird.")


class CompletionForm(StatusForm):
    """Declare a status; to complete, say what becomes of each open milestone."""

    rows: ClassVar[Sequence[OpenRow]] = ()

    @classmethod
    def about(cls, code: str, rows: Sequence[OpenRow], **data: Any) -> Self:
        """Return the form with the fields for these open milestones of a recommendation."""
        fields: dict[str, object] = {"rows": tuple(rows)}
        for row in rows:
            n = row.number
            fields[f"state_{n}"] = InForceField(default=row.state)
            fields[f"ending_{n}"] = _EndingField(
                str(n), [required()], choices=choices(Ending), coerce=Ending
            )
            fields[f"day_{n}"] = PeriodField(
                _l("Erledigt am"), description=_l("Nur bei „erledigt“. Auch ein Zeitraum.")
            )
            fields[f"why_{n}"] = TextField(
                _l("Warum er entfällt"),
                [at_most(REASON_LENGTH)],
                description=_l("Nur bei „entfallen“, dort nötig. Wird veröffentlicht."),
            )
        made: Self = type(cls.__name__, (cls,), fields)(**data)
        for row in rows:
            made[f"ending_{row.number}"].label.text = f"{code}.{row.number} {say(row.title)}"
        return made

    @property
    def asks_first(self) -> bool:
        """Whether the page that was sent did not ask for milestones, and there are open ones."""
        return request.method in UNSAFE and bool(self.rows) and not self.sent_numbers()

    @staticmethod
    def sent_numbers() -> list[int]:
        """Return the numbers of the milestones that the page asked for."""
        parts = [key.partition("state_")[2] for key in request.form if key.startswith("state_")]
        return sorted(int(part) for part in parts if part.isascii() and part.isdecimal())

    def gone(self) -> dict[int, str]:
        """Return what was typed about milestones that are no longer open, by their number."""
        there = {row.number for row in self.rows}
        return {
            number: request.form.get(f"why_{number}", "").strip()
            for number in self.sent_numbers()
            if number not in there
        }

    def __iter__(self) -> Iterator[Field]:
        """Yield all fields, those of milestones behind the status, as on the page."""
        asked = [field for row in self.rows for field in self.fields_of(row)]
        names = {field.name for field in asked}
        for field in super().__iter__():
            if field.name not in names:
                yield field
            if field is self.status:
                yield from asked

    def rules(self) -> Iterator[Rule]:
        """Yield what it takes to be completed: evidence, and what becomes of each milestone."""
        yield from super().rules()
        if self.status.data is not Status.COMPLETED:
            return
        yield lambda: check_proof(self.proof)
        endings = [one for one in self.endings() if one.ending]
        for one in endings:
            if not self[f"day_{one.number}"].errors:
                yield partial(check_ended, one, clock.today())
        yield lambda: check_open(endings, self.reason.data or "")

    def fields_of(self, row: OpenRow) -> list[Field]:
        """Return the visible fields of a milestone."""
        return [self[f"{name}_{row.number}"] for name in ("ending", "day", "why")]

    def endings(self) -> list[Ended]:
        """Return what was said about each open milestone."""
        return [
            Ended(
                row.number,
                self[f"ending_{row.number}"].data,
                self[f"state_{row.number}"].data,
                self[f"day_{row.number}"].data,
                self[f"why_{row.number}"].data or "",
            )
            for row in self.rows
        ]

    def differs(self, number: int, uid: str) -> bool:
        """Return whether an open milestone has another state than when the form was made."""
        name = f"state_{number}"
        return name in self and self[name].data != uid

    def renew_states(self, rows: Iterable[OpenRow]) -> None:
        """Make the form one for the states now in force."""
        for row in rows:
            if f"state_{row.number}" in self:
                self[f"state_{row.number}"].data = row.state
