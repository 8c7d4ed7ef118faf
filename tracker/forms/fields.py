"""The fields of forms, and what they say when something is missing, too long or misspelt."""

import re
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any, ClassVar, TypeVar

import wtforms
from babel.dates import get_month_names
from wtforms import Field, ValidationError, fields
from wtforms.fields import HiddenField
from wtforms.form import BaseForm
from wtforms.validators import Optional, StopValidation
from wtforms.widgets import TextInput

from tracker import clock, periods
from tracker.i18n import _, _l, day_text, language, number_text, period_text

T = TypeVar("T")


def given(value: T | None) -> T:
    """Return a field's data, which its validators have made sure is there."""
    if value is None:
        raise TypeError("an optional field was read as a required one")
    return value


WHOLE = re.compile(r"[0-9]{1,5}")
MOST_WHOLE = 36_500  # days of a hundred years


class Required:
    """The field must be filled in."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, _form: wtforms.Form, field: Field) -> None:
        sent = [value for value in field.raw_data or () if str(value).strip()]
        if not sent and not field.errors:
            text = getattr(field, "missing", _l("Füllen Sie „%(label)s“ aus."))
            raise StopValidation(str(text) % {"label": field.label.text})


class AtMost:
    """The text must not be longer than so many characters; a line break counts as one."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.field_flags = {"maxlength": number}

    def __call__(self, _form: wtforms.Form, field: Field) -> None:
        length = len(field.data or "")
        if length > self.number:
            raise ValidationError(
                _(
                    "Kürzen Sie „%(label)s“ auf höchstens %(most)s Zeichen. Es sind %(length)s.",
                    label=field.label.text,
                    most=number_text(self.number),
                    length=number_text(length),
                )
            )


required = Required
at_most = AtMost
optional = Optional  # the field may stay empty; its label says so


def _stripped(value: str | None) -> str:
    return (value or "").replace("\r\n", "\n").strip()


class TextField(fields.StringField):
    """One line of text, without blanks around it."""

    def __init__(self, label: str, validators: Any = (), **options: Any) -> None:
        super().__init__(label, list(validators), filters=[_stripped], **options)


class LongTextField(fields.TextAreaField):
    """Lines of text, without blanks around them; a line break is one character."""

    def __init__(self, label: str, validators: Any = (), **options: Any) -> None:
        super().__init__(label, list(validators), filters=[_stripped], **options)


class WholeField(TextField):
    """A whole number from 0 on; its data stays the text that was typed."""

    @property
    def number(self) -> int:
        """The number, after the form has been found well-formed."""
        return int(self.data or "0")

    def pre_validate(self, _form: object) -> None:
        if self.data and not (WHOLE.fullmatch(self.data) and int(self.data) <= MOST_WHOLE):
            raise ValidationError(
                _("Geben Sie bei „%(label)s“ eine ganze Zahl bis 36.500 an.", label=self.label.text)
            )


class TickField(fields.BooleanField):
    """A box to tick."""


class SureField(TickField):
    """A box that has to be ticked before something is done for good."""

    missing = _l("Bestätigen Sie, dass sich das nicht zurücknehmen lässt.")


class UidField(HiddenField):
    """The uid of the fact in force when the form was made; empty where none was."""

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002  # WTForms' signature
        try:
            self.data = str(uuid.UUID(self.data)) if self.data else ""
        except ValueError:
            raise ValidationError(_("Laden Sie die Seite neu und füllen Sie sie aus.")) from None


class _DateField(Field):
    """What fields of days and periods share: what was typed stays, and is told exactly if wrong."""

    widget = TextInput()
    missing = _l("Geben Sie bei „%(label)s“ einen Tag an, zum Beispiel 30.09.2026.")

    def _read(self, text: str) -> Any:
        raise NotImplementedError

    def _shown(self) -> str:
        raise NotImplementedError

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self._shown() if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        text = str(valuelist[0]) if valuelist else ""
        if text.strip():
            try:
                self.data = self._read(text)
            except ValueError as error:
                raise ValueError(self._wrong(error)) from None

    def _wrong(self, error: ValueError) -> str:
        """Return what to do about a text that is no day or period."""
        label = self.label.text
        if isinstance(error, periods.NoDayError):
            return _(
                "Der %(day)s. %(month)s %(year)s ist kein Kalendertag. Geben Sie bei „%(label)s“ "
                "einen anderen Tag an.",
                day=error.day,
                month=get_month_names("wide", locale=language())[error.month],
                year=error.year,
                label=label,
            )
        if isinstance(error, periods.YearError):
            return _("Geben Sie bei „%(label)s“ ein Jahr von 1900 bis 2199 an.", label=label)
        return str(self.missing % {"label": label})


class DayField(_DateField):
    """A day, typed as Germans do or as ISO 8601. Source: ux.md U26."""

    data: date | None

    def _read(self, text: str) -> date:
        return periods.day(text, clock.today())

    def _shown(self) -> str:
        return day_text(given(self.data))

    def _wrong(self, error: ValueError) -> str:
        with suppress(ValueError):
            found = periods.period(str((self.raw_data or [""])[0]))
            return _(
                "Ergänzen Sie bei „%(label)s“ den Tag: „%(period)s“ ist ein Zeitraum, gebraucht "
                "wird ein Tag wie der %(day)s.",
                label=self.label.text,
                period=period_text(found.last_day, found.precision),
                day=day_text(found.last_day),
            )
        return super()._wrong(error)


class PeriodField(_DateField):
    """A day, month, quarter or year; its data is a Period, which counts by its last day."""

    missing = _l(
        "Geben Sie bei „%(label)s“ einen Tag, einen Monat, ein Quartal oder ein Jahr an, "
        "zum Beispiel 30.09.2026, September 2026, Q3 2026 oder 2026."
    )
    data: periods.Period | None

    def _read(self, text: str) -> periods.Period:
        return periods.period(text, clock.today())

    def _shown(self) -> str:
        held = given(self.data)
        return period_text(held.last_day, held.precision)


class _Offered:
    """What fields with a list of choices share: nothing chosen is None, never a guess."""

    missing = _l("Wählen Sie bei „%(label)s“ eine der Möglichkeiten.")

    def __init__(
        self, label: str, validators: Any = (), coerce: Callable[[Any], Any] = str, **options: Any
    ) -> None:
        def read(value: Any) -> Any:
            return None if value in ("", None) else coerce(value)

        super().__init__(label, list(validators), coerce=read, **options)  # type: ignore[call-arg]  # mixed in

    def process_formdata(self: Any, valuelist: list[Any]) -> None:
        try:
            self.data = self.coerce(valuelist[0]) if valuelist else None
        except (ValueError, TypeError):
            self.data = None
            raise ValueError(self.missing % {"label": self.label.text}) from None

    def pre_validate(self: Any, form: BaseForm) -> None:  # noqa: ARG002  # WTForms' signature
        offered = [self.coerce(choice.value) for choice in self.iter_choices()]
        if self.data is not None and self.data not in offered:
            raise ValidationError(self.missing % {"label": self.label.text})


class ChoiceField(_Offered, fields.RadioField):
    """One of few, as radio buttons."""


class SelectField(_Offered, fields.SelectField):
    """One of many, as a list to open; a first choice with the value "" chooses nothing."""
