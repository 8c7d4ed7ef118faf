"""What can be typed in about a recommendation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from wtforms import fields
from wtforms.widgets import CheckboxInput, ListWidget

from tracker import clock
from tracker.forms import (
    ChoiceField,
    DayField,
    LongTextField,
    Rule,
    SelectField,
    TextField,
    at_most,
    choices,
    offered,
    optional,
    required,
)
from tracker.forms.languages import TextsForm, VersionedForm, Words
from tracker.history.forms import REASON_LENGTH, FactForm
from tracker.i18n import _, _l, say
from tracker.plan.models import RecommendationWording
from tracker.plan.queries import FieldRow
from tracker.plan.queries.choices import Terms
from tracker.plan.rules import (
    CODE_LENGTH,
    FIRST,
    TEXTS,
    Classification,
    Draft,
    Evidence,
    Proof,
    Status,
    Vocabulary,
    Wording,
    check_code,
    check_reason,
    check_review,
)

TITLE_LENGTH = 300
TEXT_LENGTH = 5000
EVIDENCE_LENGTH = 500


class StatusForm(FactForm):
    """Declare how far a recommendation is from some day on."""

    status = ChoiceField(_l("Umsetzungsstand"), [required()], coerce=Status)
    effective_on = DayField(
        _l("Gilt ab"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag. Ein früherer steht als „nachgemeldet“ da."),
    )
    reason = LongTextField(
        _l("Begründung"),
        [at_most(REASON_LENGTH)],
        description=_l(
            "Nötig bei „zurückgestellt“ und „entfallen“ und wenn Meilensteine offen bleiben, "
            "sonst freiwillig. Sie wird veröffentlicht."
        ),
    )
    evidence = ChoiceField(
        _l("Nachweis"),
        choices=choices(Evidence),
        coerce=Evidence,
        description=_l("Nur bei „abgeschlossen“, dort nötig. Er wird veröffentlicht."),
    )
    evidence_text = TextField(
        _l("Adresse oder Nummer"),
        [at_most(EVIDENCE_LENGTH)],
        description=_l(
            "Zum Nachweis: eine Adresse, die mit https:// beginnt, oder die Nummer der Drucksache."
        ),
        render_kw={"list": "papers"},
    )
    review_on = DayField(
        _l("Wird wieder geprüft am"), description=_l("Nur bei „zurückgestellt“, dort nötig.")
    )
    replacement = SelectField(
        _l("An die Stelle tritt"), coerce=str, description=_l("Nur bei „entfallen“, freiwillig.")
    )

    def rules(self) -> Iterator[Rule]:
        """Yield what the status needs beside its day."""
        yield from super().rules()
        status, day = self.status.data, self.holds_from()
        if status is not None:
            yield lambda: check_reason(status, self.reason.data or "")
            yield lambda: check_review(status, day or date.min, self.review_on.data)

    @property
    def proof(self) -> Proof | None:
        """What was typed as evidence; None where nothing was chosen."""
        kind = self.evidence.data
        if kind is None:
            return None
        return Proof(kind, "" if kind is Evidence.NONE else self.evidence_text.data or "")

    def offer(self, titles: Mapping[str, str]) -> None:
        """Offer every status with its definition, and these recommendations as replacements."""
        self.status.choices = offered((one, f"{one.label} – {one.definition}") for one in Status)
        others = [(code, f"{code} {title}") for code, title in titles.items()]
        self.replacement.choices = offered([("", _("keine")), *others])


WORDS: Mapping[str, Words] = {
    "title": Words(_l("Titel"), TITLE_LENGTH),
    "goal": Words(_l("Ziel"), TEXT_LENGTH, is_long=True),
    "description": Words(_l("Worum es geht"), TEXT_LENGTH, is_long=True),
    "plain_language": Words(
        _l("In einfacher Sprache"),
        TEXT_LENGTH,
        is_long=True,
        is_required=False,
        hint=_l("Kurze Sätze, bekannte Wörter. Passen Sie den Text an, wenn sich Titel, Ziel "
                "oder Beschreibung ändern."),
    ),
}  # fmt: skip


class WordingForm(TextsForm, FactForm):
    """Say what a recommendation reads from some day on."""

    words: ClassVar[Mapping[str, Words]] = WORDS
    shown = (*TEXTS, "action_field", "effective_on", "reason")

    action_field = SelectField(_l("Handlungsfeld"), [required()], coerce=str)
    effective_on = DayField(
        _l("Gilt ab"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag. Ein früherer steht als „nachgemeldet“ da."),
    )
    reason = LongTextField(
        _l("Begründung"),
        [optional(), at_most(REASON_LENGTH)],
        description=_l("Sie wird veröffentlicht."),
    )

    @classmethod
    def of(cls, held: RecommendationWording | None) -> dict[str, Any]:
        """Return the data of the texts of a wording."""
        return {
            name: text
            for field in TEXTS
            for name, text in cls.spread(field, getattr(held, field, None)).items()
        }

    def offer(self, rows: Iterable[FieldRow]) -> None:
        """Offer these fields of action."""
        self.action_field.choices = offered((row.slug, say(row.title)) for row in rows)

    def wording(self) -> Wording:
        """Return what was typed."""
        return _wording(self, self.action_field.data or "")


def _wording(form: TextsForm, action_field: str) -> Wording:
    plain = form.texts("plain_language")
    return Wording(
        title=form.texts("title"),
        goal=form.texts("goal"),
        description=form.texts("description"),
        plain_language=plain if any(plain.values()) else None,
        action_field=action_field,
    )


class _SeveralField(fields.SelectMultipleField):
    """Any number of a few, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class _Classified(TextsForm):
    """Terms of the plan that place a recommendation among the others."""

    horizon = ChoiceField(_l("Zeithorizont"), [required()])
    priority = ChoiceField(_l("Priorität"), [required()])
    funding = _SeveralField(_l("Finanzierung"), description=_l("Keine, eine oder mehrere."))

    def offer_terms(self, terms: Terms) -> None:
        """Offer the terms of a plan."""
        for field, vocabulary in (
            (self.horizon, Vocabulary.HORIZON),
            (self.priority, Vocabulary.PRIORITY),
            (self.funding, Vocabulary.FUNDING),
        ):
            field.choices = offered((code, say(label)) for code, label in terms[vocabulary])

    def classification(self) -> Classification:
        """Return what was chosen."""
        return Classification(
            self.horizon.data or "", self.priority.data or "", tuple(self.funding.data or ())
        )


class ClassificationForm(_Classified, VersionedForm):
    """Place a recommendation among the others."""

    shown = ("horizon", "priority", "funding")


class RecommendationForm(_Classified, FactForm):
    """Add a recommendation."""

    words: ClassVar[Mapping[str, Words]] = WORDS
    shown = (
        "action_field", "code", *TEXTS, "horizon", "priority", "funding", "status",
        "effective_on", "lead", "reason",
    )  # fmt: skip

    action_field = SelectField(_l("Handlungsfeld"), [required()], coerce=str)
    code = TextField(_l("Kürzel"), [optional(), at_most(CODE_LENGTH)])
    status = ChoiceField(
        _l("Umsetzungsstand"), [required()], coerce=Status, default=Status.NOT_STARTED
    )
    effective_on = DayField(
        _l("Teil des Plans seit"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag. Ein früherer steht als „nachgemeldet“ da."),
    )
    lead = SelectField(
        _l("Federführung"), coerce=str, description=_l("Freiwillig. Weitere Beteiligte später.")
    )
    reason = LongTextField(
        _l("Begründung"),
        [optional(), at_most(REASON_LENGTH)],
        description=_l("Sie wird veröffentlicht."),
    )

    def offer(self, rows: Sequence[FieldRow], codes: Mapping[str, str]) -> None:
        """Offer fields of action, and say which code each would give next."""
        first = ("", _("Wählen Sie ein Handlungsfeld"))
        self.action_field.choices = offered([first, *((row.slug, say(row.title)) for row in rows)])
        self.code.description = _(
            "Bleibt es leer, bekommt die Empfehlung das nächste ihres Handlungsfelds: %(codes)s. "
            "Ein Kürzel wird nie wiederverwendet.",
            codes=", ".join(codes[row.slug] for row in rows),
        )
        self.status.choices = offered((one, f"{one.label} – {one.definition}") for one in FIRST)

    def offer_leads(self, names: Mapping[str, str]) -> None:
        """Offer organisations by slug."""
        self.lead.choices = offered([("", _("noch niemand")), *names.items()])

    def rules(self) -> Iterator[Rule]:
        """Yield what a code reads like."""
        yield from super().rules()
        code = self.code.data or ""
        if code:
            yield lambda: check_code(code, ())

    def draft(self) -> Draft:
        """Return what was typed."""
        return Draft(
            code=self.code.data or "",
            wording=_wording(self, self.action_field.data or ""),
            classification=self.classification(),
            status=self.status.data or Status.NOT_STARTED,
            lead=self.lead.data or "",
        )
