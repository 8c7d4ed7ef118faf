"""What can be typed in about an organisation."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from tracker import clock
from tracker.forms import (
    DayField,
    Form,
    LongTextField,
    SelectField,
    TickField,
    at_most,
    offered,
    optional,
    required,
)
from tracker.forms.languages import TextsForm, VersionedForm, Words
from tracker.history.forms import REASON_LENGTH, FactForm
from tracker.i18n import _, _l
from tracker.responsibility.forms.parts import named
from tracker.responsibility.queries.organisations import Named, Place

NAME = Words(_l("Name der Organisation"), 200)
CONTACT = Words(
    _l("Ansprechstelle"),
    200,
    is_required=False,
    hint=_l(
        "Eine Aufgabe, kein Name einer Person, zum Beispiel „Geschäftsführung“ oder "
        "„Ehrenamtsbüro“. Sie ist öffentlich."
    ),
)


class _ColumnsForm(Form):
    """What is kept of an organisation beside its name."""

    category = SelectField(_l("Kategorie"), [required()], coerce=str)
    municipality = SelectField(
        _l("Ort"), [optional()], coerce=str, description=_l("Wo sie ihren Sitz hat.")
    )

    def offer(self, categories: Mapping[str, str], places: Iterable[Place]) -> None:
        """Offer these categories and municipalities."""
        first = ("", _("Wählen Sie eine Kategorie"))
        self.category.choices = offered([first, *categories.items()])
        self.municipality.choices = offered(
            [("", _("keiner")), *((place.ags, place.name) for place in places)]
        )


class NewForm(FactForm, TextsForm, _ColumnsForm):
    """Add an organisation."""

    words: ClassVar[Mapping[str, Words]] = {"name": NAME, "contact_role": CONTACT}
    shown = ("name", "category", "municipality", "contact_role")


class ColumnsForm(VersionedForm, _ColumnsForm):
    """Change what is kept of an organisation beside its name."""

    words: ClassVar[Mapping[str, Words]] = {"contact_role": CONTACT}
    shown = ("category", "municipality", "contact_role")


class RenameForm(FactForm, TextsForm):
    """Record that an organisation is called otherwise."""

    words: ClassVar[Mapping[str, Words]] = {"name": NAME}
    shown = ("name", "effective_on", "reason")

    effective_on = DayField(
        _l("Heißt so ab"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag. Ein früherer steht als „nachgemeldet“ da."),
    )
    reason = LongTextField(
        _l("Begründung"),
        [at_most(REASON_LENGTH)],
        description=_l("Freiwillig. Sie wird veröffentlicht."),
    )


class EndOrganisationForm(FactForm):
    """Record that an organisation exists no longer."""

    effective_on = DayField(
        _l("Besteht nicht mehr ab"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag."),
    )
    successor = SelectField(
        _l("Nachfolge"),
        [optional()],
        coerce=str,
        description=_l("Welche Organisation an ihre Stelle tritt, wenn es eine gibt."),
    )
    reason = LongTextField(
        _l("Begründung"),
        [at_most(REASON_LENGTH)],
        description=_l("Freiwillig. Sie wird veröffentlicht."),
    )

    def offer(self, organisations: Iterable[Named]) -> None:
        """Offer these organisations to follow it."""
        self.successor.choices = offered([("", _("keine")), *named(organisations)])


class MergeForm(FactForm):
    """Merge an organisation into another one."""

    successor = SelectField(_l("Geht auf in"), [required()], coerce=str)
    effective_on = DayField(
        _l("Zusammengelegt ab"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag. Ein früherer steht als „nachgemeldet“ da."),
    )
    with_people = TickField(_l("Wer bisher für sie handelt, handelt auch für die andere."))
    reason = LongTextField(
        _l("Begründung"),
        [at_most(REASON_LENGTH)],
        description=_l("Freiwillig. Sie wird veröffentlicht."),
    )

    def offer(self, organisations: Iterable[Named]) -> None:
        """Offer these organisations to merge into."""
        first = ("", _("Wählen Sie eine Organisation"))
        self.successor.choices = offered([first, *named(organisations)])
