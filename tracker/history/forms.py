"""What every form that records a fact carries, and the form that withdraws one."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Protocol

from tracker import clock
from tracker.forms import Form, LongTextField, Rule, UidField, at_most, required
from tracker.history.actions import Sent
from tracker.history.rules import check_day
from tracker.history.stichtag import new_uid
from tracker.i18n import _l

REASON_LENGTH = 2000


class Uid(Protocol):
    """A fact, as far as a form knows it."""

    @property
    def uid(self) -> str: ...


class InForceField(UidField):
    """The uid of the fact that was in force; a request without it knows of none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0] if valuelist else ""


class FactForm(Form):
    """The fact in force when the form was made, and a key: sent twice, it makes one fact."""

    in_force = InForceField(default="")
    form_key = UidField(default=new_uid)

    def rules(self) -> Iterator[Rule]:
        """Yield that a fact holds from no later day on than today."""
        yield from super().rules()
        day = self.holds_from()
        if day is not None:
            yield lambda: check_day(day, clock.today(), None)

    def holds_from(self) -> date | None:
        """Return the day from which on it is to hold; None where none was typed, or none is."""
        held: date | None = self["effective_on"].data if "effective_on" in self else None
        return held

    def sent(self, effective_on: date, reason: str | None = "") -> Sent:
        """Return what actions take over from every form."""
        return Sent(
            self.form_key.data or new_uid(), self.in_force.data or "", effective_on, reason or ""
        )

    def renew(self, held: Uid | None) -> None:
        """Make the form one for the fact now in force: sent again, it is saved."""
        self.in_force.data = held.uid if held else ""
        self.form_key.data = new_uid()


class WithdrawForm(Form):
    """Say why a fact is wrong."""

    reason = LongTextField(
        _l("Warum ist der Eintrag falsch?"),
        [required(), at_most(REASON_LENGTH)],
        description=_l("Die Begründung steht öffentlich im Verlauf."),
    )
