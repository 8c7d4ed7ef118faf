"""What can be typed in about a plan, its fields and a new edition of it."""

from tracker.forms import Form, HiddenField, required
from tracker.i18n import _l


class RestoreForm(Form):
    """Restore one thing that was deleted."""

    subject = HiddenField(_l("Eintrag"), [required()])
