"""Accounts: what can be typed in."""

from collections.abc import Iterator
from typing import Any

from wtforms import Field, ValidationError, fields
from wtforms.form import BaseForm
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.accounts.forms import AddressedForm, NamedForm, VersionForm
from tracker.accounts.models import Role
from tracker.forms import (
    ChoiceField,
    Form,
    SureField,
    TextField,
    at_most,
    choices,
    given,
    offered,
    optional,
    required,
)
from tracker.i18n import _, _l


class SeveralField(fields.SelectMultipleField):
    """Any number of many, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self: Any, form: BaseForm) -> None:  # noqa: ARG002  # WTForms' signature
        known = {choice.value for choice in self.iter_choices()}
        if not set(self.data or ()) <= known:
            text = _("Wählen Sie bei „%(label)s“ nur, was dort steht.", label=self.label.text)
            raise ValidationError(text)


class _Person(NamedForm):
    """Name, role and organisations of somebody."""

    name = TextField(_l("Name"), validators=[required(), at_most(200)])
    role = ChoiceField(
        _l("Aufgabe"), validators=[required()], choices=lambda: choices(Role), coerce=Role
    )
    organisations = SeveralField(
        _l("Handelt für"), validators=[optional()], validate_choice=False, choices=[]
    )

    def __init__(self, *, known: dict[str, str], **options: Any) -> None:
        super().__init__(**options)
        self.known = known
        self.organisations.choices = offered(known.items())

    def chosen(self, ids: dict[str, int]) -> frozenset[int]:
        """Return the ids of the ticked organisations."""
        return frozenset(ids[one] for one in given(self.organisations.data))


class InviteForm(_Person, AddressedForm):
    """A new account."""

    email = TextField(
        _l("E-Mail-Adresse"),
        validators=[required(), at_most(254)],
        render_kw={"type": "email", "autocomplete": "off", "spellcheck": "false"},
    )
    language = ChoiceField(
        _l("Sprache der Mails"),
        validators=[required()],
        choices=lambda: offered([("de", "Deutsch"), ("en", "English")]),
        default="de",
    )

    def __iter__(self) -> Iterator[Field]:
        """Go through the fields in the order of the page, as the summary of errors does."""
        return iter([self.email, self.name, self.role, self.organisations, self.language])


class PersonForm(_Person, VersionForm):
    """Change an account."""


class StateForm(VersionForm):
    """Disable or enable an account as it was when the form was made."""


class EraseForm(VersionForm):
    """Erase a person as their account was when the form was made."""

    is_sure = SureField(_l("Ja, diese Person endgültig entfernen"), validators=[required()])


class SendForm(Form):
    """Send a link; there is nothing to fill in."""
