"""What can be chosen from one's tasks."""

from typing import Any

from wtforms import Field

from tracker.forms import Form
from tracker.history.forms import FactForm
from tracker.i18n import _

MOST = 100  # of one form


class SelectionField(Field):
    """Things ticked on the page before; its data is the list of what names them."""

    data: list[str]

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = list(dict.fromkeys(str(value) for value in valuelist))[:MOST]


class _Selection(Form):
    """What was chosen; at least one thing."""

    def check(self, *, is_empty: bool) -> bool:
        """Return whether something is left of what was chosen; else the form says what to do."""
        if is_empty:
            self.form_errors.append(_("Wählen Sie unter „Meine Aufgaben“ etwas aus."))
        return not is_empty


class ConfirmSeveralForm(_Selection, FactForm):
    """Confirm that several last reports still hold."""

    auswahl = SelectionField(default=list)


class TakeBackForm(_Selection):
    """Take confirmations back."""

    eintrag = SelectionField(default=list)
