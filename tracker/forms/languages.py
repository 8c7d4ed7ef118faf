"""Forms with texts in each language of a plan: one field a language, the plan's own first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from wtforms import Field

from tracker.forms import Form, HiddenField, LongTextField, TextField, at_most, optional, required
from tracker.i18n import _, _l

NAMES: Mapping[str, str] = {"de": _l("Deutsch"), "en": _l("Englisch")}


@dataclass(frozen=True)
class Words:
    """A text that a form asks for in each language."""

    label: str
    most: int
    is_long: bool = False
    is_required: bool = True  # in the plan's own language
    hint: str = ""

    def field(self, languages: Sequence[str], language: str) -> Field:
        """Return the field of one language, not yet bound to a form."""
        is_own = language == languages[0]
        kind = LongTextField if self.is_long else TextField
        label = str(self.label)
        if len(languages) > 1:
            name = str(NAMES.get(language, language))
            label = _("%(label)s (%(language)s)", label=label, language=name)
        first = required() if self.is_required and is_own else optional()
        hint = str(self.hint) if is_own else ""
        return kind(label, [first, at_most(self.most)], description=hint)


class TextsForm(Form):
    """A form about something whose texts stand in the languages of a plan.

    shown names the fields in their order; a name in words stands for one field a language.
    """

    words: ClassVar[Mapping[str, Words]] = {}
    shown: ClassVar[Sequence[str]] = ()
    languages: ClassVar[Sequence[str]] = ()

    @classmethod
    def within(cls, languages: Sequence[str]) -> type[Self]:
        """Return the form with the fields of these languages."""
        fields: dict[str, object] = {"languages": tuple(languages)}
        for name, asked in cls.words.items():
            for language in languages:
                fields[f"{name}_{language}"] = asked.field(languages, language)
        return type(cls.__name__, (cls,), fields)

    @classmethod
    def spread(cls, name: str, texts: Mapping[str, str] | None) -> dict[str, str]:
        """Return a text as the data of its fields."""
        return {f"{name}_{language}": text for language, text in (texts or {}).items()}

    def texts(self, name: str) -> dict[str, str]:
        """Return what was typed for a text, in each language in which something was."""
        data = {one: str(self[f"{name}_{one}"].data or "") for one in self.languages}
        return {
            language: text
            for language, text in data.items()
            if text or language == self.languages[0]
        }

    def visible(self) -> Iterator[tuple[Field, str | None]]:
        """Yield the fields in the order of the page, with the language of what stands in them."""
        for name in self.shown:
            if name in self.words:
                for language in self.languages:
                    yield self[f"{name}_{language}"], language
            elif name in self:
                yield self[name], None

    def __iter__(self) -> Iterator[Field]:
        """Yield all fields, the visible ones in the order of the page: so stand their errors."""
        shown = [field for field, _language in self.visible()]
        names = {field.name for field in shown}
        yield from (field for field in super().__iter__() if field.name not in names)
        yield from shown


class VersionField(HiddenField):
    """The version of a row when the form was made; a request without it knows of none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0] if valuelist else "0"


class VersionedForm(TextsForm):
    """A form about a row that somebody else may change meanwhile."""

    version = VersionField(default="0")

    @property
    def seen(self) -> int:
        """The version of the row when the form was made."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0

    def renew(self, version: int) -> None:
        """Make the form one for the row as it is now: sent again, it is saved."""
        self.version.data = str(version)
