"""What can be typed in about a plan, its fields and a new edition of it."""

import re
from collections.abc import Iterable
from typing import ClassVar

from wtforms import ValidationError

from tracker import clock
from tracker.editions.rules import Days, FieldText
from tracker.forms import (
    DayField,
    Form,
    HiddenField,
    LongTextField,
    SelectField,
    TextField,
    at_most,
    offered,
    optional,
    required,
)
from tracker.forms.languages import TextsForm, VersionedForm, Words
from tracker.history.forms import REASON_LENGTH, FactForm
from tracker.i18n import _, _l

CODE = re.compile(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*")
WHOLE = re.compile(r"[0-9]{1,5}")
MOST_DAYS = 36_500


class RestoreForm(Form):
    """Restore one thing that was deleted."""

    subject = HiddenField(_l("Eintrag"), [required()])


class WholeField(TextField):
    """A whole number from 0 on; its data stays the text that was typed."""

    @property
    def number(self) -> int:
        """The number, after the form has been found well-formed."""
        return int(self.data or "0")

    def pre_validate(self, _form: object) -> None:
        if self.data and not (WHOLE.fullmatch(self.data) and int(self.data) <= MOST_DAYS):
            raise ValidationError(
                _("Geben Sie bei „%(label)s“ eine ganze Zahl bis 36.500 an.", label=self.label.text)
            )


class FieldForm(TextsForm, FactForm):
    """Say what a field of action is called from some day on."""

    words: ClassVar = {
        "title": Words(_l("Name"), 300),
        "description": Words(_l("Beschreibung"), 5000, is_long=True),
    }
    shown: ClassVar = ("code", "title", "description", "position", "effective_on", "reason")
    code = TextField(
        _l("Kürzel"),
        [required(), at_most(20)],
        description=_l("Es bleibt für immer, zum Beispiel: A."),
    )
    position = WholeField(
        _l("Platz in der Reihenfolge"), [required()], description=_l("1 steht zuerst.")
    )
    effective_on = DayField(
        _l("Gilt ab"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag. Ein früherer steht als „nachgemeldet“ da."),
    )
    reason = LongTextField(_l("Begründung"), [optional(), at_most(REASON_LENGTH)])

    def validate_code(self, field: TextField) -> None:
        if not CODE.fullmatch(field.data or ""):
            raise ValidationError(
                _("Geben Sie als Kürzel Buchstaben von A bis Z und Ziffern an, zum Beispiel: A.")
            )

    @property
    def text(self) -> FieldText:
        """What was typed."""
        return FieldText(self.texts("title"), self.texts("description"), self.position.number)


class RetireForm(TextsForm, FactForm):
    """Say from when on a field is no longer in use."""

    shown: ClassVar = ("successor", "effective_on", "reason")
    successor = SelectField(_l("An die Stelle tritt"), [optional()], coerce=str)
    effective_on = DayField(_l("Gilt ab"), [required()], default=clock.today)
    reason = LongTextField(_l("Begründung"), [optional(), at_most(REASON_LENGTH)])

    def offer(self, fields: Iterable[tuple[str, str]]) -> None:
        """Offer these fields by slug and name."""
        self.successor.choices = offered([("", _("keines")), *fields])


class PlanForm(VersionedForm):
    """Say what a plan is."""

    words: ClassVar = {
        "title": Words(_l("Titel"), 300),
        "description": Words(_l("Beschreibung"), 5000, is_long=True),
        "publisher": Words(_l("Herausgeber"), 300),
        "disclaimer": Words(
            _l("Hinweis zu den Daten"), 2000, is_long=True, is_required=False,
            hint=_l("Steht bei allem, was heruntergeladen wird."),
        ),
    }  # fmt: skip
    shown: ClassVar = ("title", "description", "publisher", "languages_", "disclaimer")
    languages_ = TextField(
        _l("Sprachen des Plans"),
        [required()],
        description=_l("Kürzel, durch Kommas getrennt. Die erste bleibt, zum Beispiel: de, en."),
    )


class ThresholdsForm(TextsForm, FactForm):
    """Say which numbers of days decide."""

    shown: ClassVar = ("attention", "upcoming", "current", "due", "effective_on", "reason")
    attention = WholeField(
        _l("Verzögert ab so vielen Tagen über den Termin hinaus"),
        [required()],
        description=_l("Bis dahin heißt es: Aufmerksamkeit nötig."),
    )
    upcoming = WholeField(
        _l("Aufmerksamkeit nötig: so viele Tage vor dem Termin, wenn noch nicht begonnen"),
        [required()],
    )
    current = WholeField(_l("Aktuell: Meldung höchstens so viele Tage alt"), [required()])
    due = WholeField(_l("Veraltet: Meldung älter als so viele Tage"), [required()])
    effective_on = DayField(_l("Gilt ab"), [required()], default=clock.today)
    reason = LongTextField(_l("Begründung"), [optional(), at_most(REASON_LENGTH)])

    @property
    def days(self) -> Days:
        """What was typed."""
        return Days(
            self.attention.number, self.upcoming.number, self.current.number, self.due.number
        )
