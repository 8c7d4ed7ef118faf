"""What can be chosen from one's tasks."""

from tracker.forms import Form
from tracker.history.forms import FactForm
from tracker.i18n import _
from tracker.notes.forms import SelectionField


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
