"""Signing in, changing the password, ending sessions: what can be typed in."""

from collections.abc import Iterator

from wtforms import ValidationError

from tracker.accounts import passwords
from tracker.accounts.rules import check_address, check_name
from tracker.forms import (
    ChoiceField,
    Form,
    HiddenField,
    PasswordField,
    Rule,
    TextField,
    at_most,
    offered,
    required,
)
from tracker.i18n import _, _l


class AddressedForm(Form):
    """A form that asks for an e-mail address."""

    def rules(self) -> Iterator[Rule]:
        """Yield what an address reads like."""
        yield from super().rules()
        yield lambda: check_address(self["email"].data or "")


class NamedForm(Form):
    """A form that asks for somebody's name."""

    def rules(self) -> Iterator[Rule]:
        """Yield what a name can be."""
        yield from super().rules()
        yield lambda: check_name(self["name"].data or "")


class CarriedField(HiddenField):
    """A whole form that travels along while its person signs in."""

    longest = 1_000_000


class SignInForm(Form):
    """Sign in; zurueck is where to go then, carried what was typed before."""

    email = TextField(
        _l("E-Mail-Adresse"),
        validators=[required(), at_most(254)],
        render_kw={"type": "email", "autocomplete": "username", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Passwort"),
        validators=[required()],
        render_kw={"autocomplete": "current-password"},
    )
    zurueck = HiddenField(_l("Zurück"))
    carried = CarriedField(_l("Angaben"))


class PasswordForm(Form):
    """Change one's own password."""

    current_password = PasswordField(
        _l("Bisheriges Passwort"),
        validators=[required()],
        render_kw={"autocomplete": "current-password"},
    )
    new_password = PasswordField(
        _l("Neues Passwort"),
        description=_l("Mindestens 12 Zeichen. Vier zufällige Wörter sind gut zu merken."),
        validators=[required()],
        render_kw={"autocomplete": "new-password"},
    )
    repeated_password = PasswordField(
        _l("Neues Passwort wiederholen"),
        validators=[required()],
        render_kw={"autocomplete": "new-password"},
    )

    def rules(self) -> Iterator[Rule]:
        """Yield what a password needs whoever it belongs to."""
        yield from super().rules()
        yield lambda: passwords.check(self.new_password.data or "", email="", name="")

    def validate_repeated_password(self, field: PasswordField) -> None:
        """Both must be the same."""
        if field.data and field.data != self.new_password.data:
            text = _(
                "Wiederholen Sie bei „%(label)s“ genau das neue Passwort.", label=field.label.text
            )
            raise ValidationError(text)


class NewPasswordForm(Form):
    """Choose a password, from a link."""

    new_password = PasswordField(
        _l("Neues Passwort"),
        description=_l("Mindestens 12 Zeichen. Vier zufällige Wörter sind gut zu merken."),
        validators=[required()],
        render_kw={"autocomplete": "new-password"},
    )


class ForgottenForm(AddressedForm):
    """Ask for a link to a new password."""

    email = TextField(
        _l("E-Mail-Adresse"),
        validators=[required(), at_most(254)],
        render_kw={"type": "email", "autocomplete": "username", "spellcheck": "false"},
    )


class AddressForm(AddressedForm):
    """Ask for a link to another address, as oneself."""

    email = TextField(
        _l("Neue E-Mail-Adresse"),
        validators=[required(), at_most(254)],
        render_kw={"type": "email", "autocomplete": "email", "spellcheck": "false"},
    )
    current_password = PasswordField(
        _l("Ihr Passwort"),
        validators=[required()],
        render_kw={"autocomplete": "current-password"},
    )


class VersionForm(Form):
    """A form for one account as it was when the form was made."""

    version = HiddenField(_l("Stand"), validators=[required()])

    def number(self) -> int:
        """Return the version; 0, which none has, for anything else."""
        text = str(self.version.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0


class OwnForm(VersionForm, NamedForm):
    """Change one's own name and the language of one's mails."""

    name = TextField(
        _l("Name"), validators=[required(), at_most(200)], render_kw={"autocomplete": "name"}
    )
    language = ChoiceField(
        _l("Sprache der Mails an Sie"),
        validators=[required()],
        choices=lambda: offered([("de", "Deutsch"), ("en", "English")]),
    )


class LeaveForm(Form):
    """A button, and nothing to fill in."""


class SessionForm(Form):
    """End one session, or all but this one where it names none."""

    reference = HiddenField(_l("Anmeldung"))
