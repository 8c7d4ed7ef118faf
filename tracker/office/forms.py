"""What can be typed in at the plan office's desk."""

from tracker.forms import DayField, Form, HiddenField, LongTextField, UidField, at_most, required
from tracker.history.stichtag import new_uid
from tracker.i18n import _l

FOLLOW_UP_LENGTH = 1000


class FollowUpForm(Form):
    """A day to look at something again."""

    form_key = UidField(default=new_uid)
    version = HiddenField(default="1")
    due_on = DayField(_l("Tag"), [required()], description=_l("Heute oder ein späterer Tag."))
    text = LongTextField(
        _l("Woran wollen Sie erinnert werden?"),
        [required(), at_most(FOLLOW_UP_LENGTH)],
        description=_l("Nur die Geschäftsstelle liest das. Keine Namen von Personen."),
    )

    def known_version(self) -> int:
        """Return the version of the row that the form was made for; 0 for none that can be."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
