"""What can be typed in about a plan, its fields and a new edition of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Self

from wtforms import Field, ValidationError

from tracker import clock
from tracker.editions.queries.edition import Old, OldEdition
from tracker.editions.rules.edition import FIRST_STATUSES, Choice, Line, Wording, check_begin
from tracker.editions.rules.master import (
    Days,
    FieldText,
    check_days,
    check_languages,
    languages_of,
)
from tracker.forms import (
    DayField,
    Form,
    HiddenField,
    LongTextField,
    Rule,
    SelectField,
    TextField,
    TickField,
    WholeField,
    at_most,
    choices,
    offered,
    optional,
    required,
)
from tracker.forms.languages import TextsForm, VersionedForm, Words
from tracker.history.forms import REASON_LENGTH, FactForm
from tracker.i18n import _, _l, _n
from tracker.plan.rules import Status

CODE = re.compile(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class RestoreForm(Form):
    """Restore one thing that was deleted."""

    subject = HiddenField(_l("Eintrag"), [required()])


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

    def rules(self) -> Iterator[Rule]:
        """Yield which languages a plan can have."""
        yield from super().rules()
        wanted = languages_of(self.languages_.data or "")
        yield lambda: check_languages(wanted, self.languages[0])


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

    def rules(self) -> Iterator[Rule]:
        """Yield that the numbers of days follow each other."""
        yield from super().rules()
        if not any(self[name].errors for name in ("attention", "upcoming", "current", "due")):
            yield lambda: check_days(self.days)

    @property
    def days(self) -> Days:
        """What was typed."""
        return Days(
            self.attention.number, self.upcoming.number, self.current.number, self.due.number
        )


class EditionForm(TextsForm):
    """Choose what becomes of each recommendation in a new edition."""

    words: ClassVar = {"title": Words(_l("Titel der neuen Ausgabe"), 300)}
    shown: ClassVar = ("title", "slug", "begins_on")
    slug = TextField(
        _l("Adresse"),
        [required(), at_most(60)],
        description=_l(
            "Kleinbuchstaben, Ziffern und Bindestriche, zum Beispiel: integration-2027. Die "
            "Adresse bleibt für immer."
        ),
    )
    begins_on = DayField(
        _l("Gilt ab"),
        [required()],
        default=clock.today,
        description=_l(
            "Heute oder ein früherer Tag. Von ihm an zählen Umsetzungsstände und Termine der neuen "
            "Ausgabe."
        ),
    )

    def rules(self) -> Iterator[Rule]:
        """Yield that an edition begins today or earlier."""
        yield from super().rules()
        day = self.begins_on.data
        if day is not None:
            yield lambda: check_begin(day, clock.today(), None)

    def validate_slug(self, field: TextField) -> None:
        if not SLUG.fullmatch(field.data or ""):
            raise ValidationError(
                _("Geben Sie die Adresse mit Kleinbuchstaben, Ziffern und einzelnen Bindestrichen "
                  "an, zum Beispiel: integration-2027.")
            )  # fmt: skip

    @classmethod
    def of(cls, old: OldEdition) -> type[Self]:
        """Return the form with the fields of each recommendation of an edition."""
        kind = cls.within(old.plan.languages)
        fields: dict[str, object] = {}
        for code, one in old.recommendations.items():
            ends = one.standing.status in {Status.COMPLETED, Status.DROPPED}
            status = one.standing.status
            count = open_milestones(one)
            fields[f"choice_{code}"] = SelectField(
                _("Was wird aus %(code)s?", code=code),
                [required()],
                coerce=Choice,
                choices=choices(Choice),
                default=Choice.ENDED if ends else Choice.CARRIED,
            )
            fields[f"code_{code}"] = TextField(
                _("Neues Kürzel für %(code)s", code=code), [optional(), at_most(20)], default=code
            )
            fields[f"status_{code}"] = SelectField(
                _("Umsetzungsstand zu Beginn"),
                [required()],
                coerce=Status,
                choices=choices(FIRST_STATUSES),
                default=status if status in FIRST_STATUSES else Status.NOT_STARTED,
            )
            if count:
                fields[f"milestones_{code}"] = TickField(
                    _n("%(num)s offenen Meilenstein übernehmen",
                       "%(num)s offene Meilensteine übernehmen", count), default=True,
                )  # fmt: skip
        return type(cls.__name__, (kind,), fields)

    def line(self, code: str) -> Line:
        """Return what was chosen for a recommendation."""
        ticked = f"milestones_{code}"
        return Line(
            code=code,
            choice=self[f"choice_{code}"].data,
            new_code=self[f"code_{code}"].data or code,
            status=self[f"status_{code}"].data,
            has_milestones=ticked in self and bool(self[ticked].data),
        )

    def check_codes(self, codes: Iterable[str]) -> bool:
        """Return whether each new code can be one; errors then say what to do."""
        fine = True
        for code in codes:
            field = self[f"code_{code}"]
            if field.data and not CODE.fullmatch(field.data):
                text = _("Geben Sie als Kürzel Buchstaben von A bis Z und Ziffern an, zum "
                         "Beispiel: A-01.")  # fmt: skip
                field.errors = [*field.errors, text]
                fine = False
        return fine


class WordingsForm(TextsForm):
    """Write what the recommendations read that are changed or merged."""

    codes: ClassVar[Sequence[str]] = ()

    @classmethod
    def of(cls, languages: Sequence[str], codes: Sequence[str]) -> type[Self]:
        """Return the form with the texts of these recommendations of the new edition."""
        words = {
            f"word_{code}_{name}": Words(label, most, is_long=name != "title")
            for code in codes
            for name, label, most in (
                ("title", _("Titel"), 300),
                ("goal", _("Ziel"), 5000),
                ("description", _("Worum es geht"), 5000),
            )
        }
        fields: dict[str, object] = {
            "words": words,
            "shown": tuple(words),
            "codes": tuple(codes),
        }
        kind: type[Self] = type(cls.__name__, (cls,), fields)
        return kind.within(languages)

    def wordings(self) -> dict[str, Wording]:
        """Return what was typed, by code."""
        return {
            code: Wording(
                self.texts(f"word_{code}_title"),
                self.texts(f"word_{code}_goal"),
                self.texts(f"word_{code}_description"),
            )
            for code in self.codes
        }

    def visible_of(self, code: str) -> Iterator[tuple[Field, str | None]]:
        """Yield the fields of one recommendation, with the language of what stands in them."""
        for name in ("title", "goal", "description"):
            for language in self.languages:
                yield self[f"word_{code}_{name}_{language}"], language


def open_milestones(one: Old) -> int:
    """Return how many milestones of a recommendation are open."""
    return sum(milestone.is_open for milestone in one.standing.milestones)
