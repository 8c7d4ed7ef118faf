"""What can be typed in about a recommendation."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from tracker import clock
from tracker.forms import (
    ChoiceField,
    DayField,
    LongTextField,
    SelectField,
    TextField,
    at_most,
    choices,
    offered,
    optional,
    required,
)
from tracker.forms.languages import TextsForm, Words
from tracker.history.forms import REASON_LENGTH, FactForm
from tracker.i18n import _, _l, say
from tracker.plan.models import RecommendationWording
from tracker.plan.queries import FieldRow
from tracker.plan.rules import TEXTS, Evidence, Proof, Status, Wording

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


class WordingForm(TextsForm, FactForm):
    """Say what a recommendation reads from some day on."""

    words: ClassVar[Mapping[str, Words]] = {
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

    def offer(self, fields: Iterable[FieldRow]) -> None:
        """Offer these fields of action."""
        self.action_field.choices = offered((row.slug, say(row.title)) for row in fields)

    def wording(self) -> Wording:
        """Return what was typed."""
        plain = self.texts("plain_language")
        return Wording(
            title=self.texts("title"),
            goal=self.texts("goal"),
            description=self.texts("description"),
            plain_language=plain if any(plain.values()) else None,
            action_field=self.action_field.data or "",
        )
