"""The base of every form: bound to its request, guarded, with messages that say what to do.

CSRFProtect checks the token of every unsafe request before a view runs (accounts); hidden_tag()
prints it. Beside it goes the author: who the form was made for, signed. So a text whose session
ended comes back to the same person only (accounts/carried.py).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar, Protocol, Self

import wtforms
from flask import Flask, Response, current_app, g, request
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadSignature, URLSafeSerializer
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import Field
from wtforms.fields import HiddenField, PasswordField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs: 3.2

from tracker.errors import RuleError
from tracker.forms.fields import (
    ChoiceField,
    DayField,
    LongTextField,
    PeriodField,
    SelectField,
    SureField,
    TextField,
    TickField,
    UidField,
    WholeField,
    at_most,
    given,
    optional,
    required,
)
from tracker.i18n import _, number_text
from tracker.web import UNFIT

__all__ = [
    "AUTHOR",
    "NOTE_LENGTH",
    "UNSAFE",
    "ChoiceField",
    "DayField",
    "Form",
    "HiddenField",
    "LongTextField",
    "PasswordField",
    "PeriodField",
    "Rule",
    "SelectField",
    "SureField",
    "TextField",
    "TickField",
    "UidField",
    "WholeField",
    "at_most",
    "author_of",
    "author_token",
    "choices",
    "given",
    "offered",
    "optional",
    "required",
]

Rule = Callable[[], object]  # raises RuleError where it says no

NOTE_LENGTH = 5000  # characters of a note
LONGEST = 20_000  # characters of any field that names no limit of its own
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
AUTHOR = "author"


class Labelled(Protocol):
    """An enum member with the word people read."""

    @property
    def label(self) -> str: ...


def choices(options: Iterable[Labelled]) -> list[SelectChoice]:
    """Offer the members of an enum, in its order, by their labels."""
    return [SelectChoice(option, option.label) for option in options]


def offered(options: Iterable[tuple[object, str]]) -> list[SelectChoice]:
    """Offer values by the words people read."""
    return [SelectChoice(value, words) for value, words in options]


def author_token() -> str:
    """Return who the form is made for, signed; empty when nobody is signed in."""
    uid = getattr(getattr(current_user, "person", None), "uid", "")
    return str(_signer().dumps(uid)) if uid else ""


def author_of(token: str) -> str:
    """Return the uid of the person a form was made for; empty unless we signed the token."""
    try:
        return str(_signer().loads(token))
    except BadSignature:
        return ""


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="author")


class Form(wtforms.Form):
    """A form bound to the current request: sent, made anew, or brought back after signing in."""

    called: ClassVar[Mapping[str, str]] = {}  # what rules call a field: what it is called here

    class Meta:
        """What WTForms reads. The token is CSRFProtect's, for all requests alike."""

        csrf = False
        locales = False

    def __init__(self, *, is_bound: bool = True, **data: Any) -> None:
        super().__init__(_sent() if is_bound else None, data=data)
        if is_bound and request.method in UNSAFE:
            g.sent_form = self

    @classmethod
    def empty(cls, **data: Any) -> Self:
        """Return a form that is not bound to what the request sent."""
        return cls(is_bound=False, **data)

    @property
    def is_restored(self) -> bool:
        """Whether it shows what was typed before the session ended."""
        return request.method not in UNSAFE and "restored" in g

    def submitted(self) -> bool:
        """Return whether this request sends the form, and all of it is well-formed."""
        return request.method in UNSAFE and bool(self.validate())

    def rules(self) -> Iterator[Rule]:
        """Yield what can be held against the plan's rules without asking the database.

        So what is missing and what may not be so are told in the same round. What is not
        well-formed has no data: a rule about it is not yielded.
        """
        yield from ()

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether all is well-formed and fits the rules; errors then say what to do."""
        fine = bool(super().validate(extra_validators))
        for field in self:
            problem = _unfit(field)
            if problem:
                field.errors = [problem]
                fine = False
            if isinstance(field, HiddenField) and field.errors:  # nothing to point at
                self.form_errors.extend(str(error) for error in field.errors)
                field.errors = []
            _drop_unfit(field)
        for rule in self.rules():
            try:
                rule()
            except RuleError as error:
                fine = False
                about = self._about(error)
                if about is None or not about.errors:
                    self.refuse(error)
        return fine

    def _about(self, error: RuleError) -> Field | None:
        return self._fields.get(self.called.get(error.field, error.field))

    def refuse(self, error: RuleError) -> None:
        """Show what a rule says no to, at the field it is about if the form has it."""
        field = self._about(error)
        if field is None or isinstance(field, HiddenField):
            self.form_errors.append(str(error))
        else:
            field.errors = [*field.errors, str(error)]

    def hidden_tag(self) -> Markup:
        """Return the hidden inputs: token, author, hidden fields; none has an id."""
        hidden = [("csrf_token", generate_csrf())]
        author = author_token()
        if author:
            hidden.append((AUTHOR, author))
        hidden += [
            (field.name, str(field.data or "")) for field in self if isinstance(field, HiddenField)
        ]
        line = Markup('<input type="hidden" name="%s" value="%s">')
        return Markup("\n").join(line % pair for pair in hidden)


def init_app(app: Flask) -> None:
    """Answer 422 wherever the page shows what is wrong with the form that was sent."""

    @app.after_request
    def tell_errors_by_status(response: Response) -> Response:
        form: Form | None = g.get("sent_form")
        if response.status_code == 200 and form is not None and form.errors:
            response.status_code = 422
        return response


def _sent() -> MultiDict[str, str] | None:
    if request.method in UNSAFE:
        return request.form
    restored: MultiDict[str, str] | None = g.get("restored")
    return restored


def _drop_unfit(field: Field) -> None:
    """Take out what no page can show, so that the rest of the text can come back."""
    if isinstance(field.data, str) and UNFIT.search(field.data):
        field.data = UNFIT.sub("", field.data)
    field.raw_data = [
        UNFIT.sub("", value) if isinstance(value, str) else value for value in field.raw_data or ()
    ]


def _unfit(field: Field) -> str:
    """Return what to do about text that no field takes; empty if there is none."""
    texts = [value for value in field.raw_data or () if isinstance(value, str)]
    label = field.label.text
    if any(UNFIT.search(text) for text in texts):
        return _("Entfernen Sie das unsichtbare Steuerzeichen aus „%(label)s“.", label=label)
    longest = max((len(text) for text in texts), default=0)
    if longest > getattr(field, "longest", LONGEST) and not field.errors:
        return _(
            "Kürzen Sie „%(label)s“ auf höchstens %(most)s Zeichen. Es sind %(length)s.",
            label=label,
            most=number_text(LONGEST),
            length=number_text(longest),
        )
    return ""
