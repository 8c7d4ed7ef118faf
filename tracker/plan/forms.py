"""What can be typed in about a recommendation."""

from collections.abc import Mapping

from tracker import clock
from tracker.forms import (
    ChoiceField,
    DayField,
    LongTextField,
    SelectField,
    at_most,
    offered,
    required,
)
from tracker.history.forms import REASON_LENGTH, FactForm
from tracker.i18n import _, _l
from tracker.plan.rules import Status


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
            "Nötig bei „zurückgestellt“ und „entfallen“, sonst freiwillig. Sie wird veröffentlicht."
        ),
    )
    review_on = DayField(
        _l("Wird wieder geprüft am"), description=_l("Nur bei „zurückgestellt“, dort nötig.")
    )
    replacement = SelectField(
        _l("An die Stelle tritt"), coerce=str, description=_l("Nur bei „entfallen“, freiwillig.")
    )

    def offer(self, titles: Mapping[str, str]) -> None:
        """Offer every status with its definition, and these recommendations as replacements."""
        self.status.choices = offered((one, f"{one.label} – {one.definition}") for one in Status)
        others = [(code, f"{code} {title}") for code, title in titles.items()]
        self.replacement.choices = offered([("", _("keine")), *others])
