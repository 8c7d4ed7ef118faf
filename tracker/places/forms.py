"""What can be typed in about a municipality."""

import re
from typing import Any, ClassVar

from wtforms import ValidationError

from tracker.forms import DayField, TextField, at_most, optional, required
from tracker.forms.languages import VersionedForm, Words
from tracker.i18n import _, _l
from tracker.places.actions import MunicipalityText
from tracker.places.models import Municipality

AGS = re.compile(r"[0-9]{5,12}")
DEGREES = re.compile(r"-?[0-9]{1,3}([.,][0-9]{1,12})?")
COUNT = re.compile(r"[0-9]{1,9}")


class MunicipalityForm(VersionedForm):
    """Describe a municipality."""

    words: ClassVar = {"kind": Words(_l("Art"), 120, hint=_l("Zum Beispiel: Stadt."))}
    shown: ClassVar = (
        "ags", "name", "kind", "seat", "population", "population_on", "latitude", "longitude",
    )  # fmt: skip
    ags = TextField(
        _l("Gemeindeschlüssel"),
        [required()],
        description=_l("Der amtliche Schlüssel, 5 bis 12 Ziffern, zum Beispiel 06636003."),
    )
    name = TextField(_l("Name"), [required(), at_most(120)])
    seat = TextField(_l("Sitz der Verwaltung"), [optional(), at_most(120)])
    population = TextField(_l("Einwohnerzahl"), [optional()])
    population_on = DayField(_l("Stand der Einwohnerzahl"), [optional()])
    latitude = TextField(
        _l("Geografische Breite"), [optional()], description=_l("In Grad, zum Beispiel 51,19.")
    )
    longitude = TextField(
        _l("Geografische Länge"), [optional()], description=_l("In Grad, zum Beispiel 10,05.")
    )

    def validate_ags(self, field: TextField) -> None:
        if not AGS.fullmatch(field.data or ""):
            raise ValidationError(_("Geben Sie den Gemeindeschlüssel mit 5 bis 12 Ziffern an."))

    def validate_population(self, field: TextField) -> None:
        if not COUNT.fullmatch(_bare(field.data)):
            raise ValidationError(_("Geben Sie die Einwohnerzahl als ganze Zahl an."))

    def validate_latitude(self, field: TextField) -> None:
        _check_degrees(field, 90)

    def validate_longitude(self, field: TextField) -> None:
        _check_degrees(field, 180)

    @classmethod
    def data_of(cls, row: Municipality) -> dict[str, Any]:
        """Return what the fields show of a municipality."""
        return {
            "version": str(row.version),
            "ags": row.ags,
            "name": row.name,
            "seat": row.seat,
            "population": "" if row.population is None else str(row.population),
            "population_on": row.population_on,
            "latitude": _shown(row.latitude),
            "longitude": _shown(row.longitude),
            **cls.spread("kind", row.kind),
        }

    @property
    def text(self) -> MunicipalityText:
        """What was typed, beside the key."""
        count = _bare(self.population.data)
        return MunicipalityText(
            name=self.name.data or "",
            kind=self.texts("kind"),
            seat=self.seat.data or None,
            population=int(count) if count else None,
            population_on=self.population_on.data,
            latitude=_degrees(self.latitude.data),
            longitude=_degrees(self.longitude.data),
        )


def _bare(text: str | None) -> str:
    return (text or "").replace(".", "").replace("\u202f", "").replace(" ", "")


def _degrees(text: str | None) -> float | None:
    return float(text.replace(",", ".")) if text else None


def _shown(degrees: float | None) -> str:
    return "" if degrees is None else str(degrees).replace(".", ",")


def _check_degrees(field: TextField, most: int) -> None:
    text = field.data or ""
    if not DEGREES.fullmatch(text) or abs(_degrees(text) or 0) > most:
        raise ValidationError(
            _("Geben Sie bei „%(label)s“ Grad zwischen −%(most)s und %(most)s an, zum Beispiel "
              "51,19.", label=field.label.text, most=most)
        )  # fmt: skip
