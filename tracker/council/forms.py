"""What can be typed in about committees, sittings and council papers, in OParl's words."""

from collections.abc import Iterable
from typing import Any, ClassVar

from wtforms import ValidationError

from tracker.council.actions import CommitteeText, PaperText, SittingText
from tracker.council.models import CouncilPaper
from tracker.council.rules import codes_of
from tracker.forms import (
    DayField,
    LongTextField,
    SelectField,
    TextField,
    TickField,
    at_most,
    given,
    offered,
    optional,
    required,
)
from tracker.forms.languages import VersionedForm, Words
from tracker.i18n import _, _l


class CommitteeForm(VersionedForm):
    """Name a committee."""

    words: ClassVar = {"name": Words(_l("Name"), 200)}
    shown: ClassVar = ("name", "decides")
    decides = TickField(
        _l("Das Gremium beschließt"),
        description=_l(
            "An den Sitzungen der Gremien, die beschließen, misst der Überblick, was sich "
            "seither bewegt hat."
        ),
    )

    @property
    def text(self) -> CommitteeText:
        """What was typed."""
        return CommitteeText(self.texts("name"), bool(self.decides.data))


class SittingForm(VersionedForm):
    """Say when a committee meets."""

    words: ClassVar = {
        "title": Words(_l("Titel"), 200, is_required=False, hint=_l("Zum Beispiel: Klausur."))
    }
    shown: ClassVar = ("held_on", "title")
    held_on = DayField(
        _l("Tag der Sitzung"), [required()], description=_l("Der Tag darf in der Zukunft liegen.")
    )

    @property
    def text(self) -> SittingText:
        """What was typed."""
        title = {language: text for language, text in self.texts("title").items() if text}
        return SittingText(given(self.held_on.data), title or None)


class PaperForm(VersionedForm):
    """Describe a council paper. Source: OParl 1.1, Paper and Consultation."""

    words: ClassVar = {
        "title": Words(_l("Titel"), 500),
        "role": Words(_l("Rolle"), 200, hint=_l("Was das Gremium tut, zum Beispiel: Beschluss.")),
        "result": Words(_l("Ergebnis"), 500, hint=_l("Zum Beispiel: zur Kenntnis genommen.")),
    }
    shown: ClassVar = (
        "number", "title", "published_on", "committee", "role", "result", "web", "codes",
    )  # fmt: skip
    number = TextField(
        _l("Nummer"), [required(), at_most(60)], description=_l("Zum Beispiel: 2026/041.")
    )
    published_on = DayField(_l("Datum"), [required()])
    committee = SelectField(_l("Gremium"), [required()], coerce=str)
    web = TextField(
        _l("Adresse im Netz"),
        [optional(), at_most(500)],
        description=_l("Beginnt mit https://, zum Beispiel im Ratsinformationssystem."),
    )
    codes = LongTextField(
        _l("Empfehlungen, um die es geht"),
        [optional(), at_most(4000)],
        description=_l("Die Kürzel, durch Kommas getrennt, zum Beispiel: A-01, B-03."),
    )

    def validate_web(self, field: TextField) -> None:
        text = field.data or ""
        host = text.removeprefix("https://")
        if text and (host == text or not host.strip("/") or any(sign.isspace() for sign in text)):
            raise ValidationError(
                _("Geben Sie eine Adresse ohne Leerzeichen an, die mit https:// beginnt.")
            )

    def offer(self, committees: Iterable[tuple[str, str]]) -> None:
        """Offer these committees by slug and name."""
        self.committee.choices = offered([("", _("Wählen Sie")), *committees])

    @classmethod
    def data_of(cls, row: CouncilPaper, committee: str, codes: Iterable[str]) -> dict[str, Any]:
        """Return what the fields show of a paper."""
        return {
            "version": str(row.version),
            "number": row.number,
            "published_on": row.published_on,
            "committee": committee,
            "web": row.web,
            "codes": ", ".join(codes),
            **cls.spread("title", row.title),
            **cls.spread("role", row.role),
            **cls.spread("result", row.result),
        }

    @property
    def text(self) -> PaperText:
        """What was typed, beside committee and recommendations."""
        return PaperText(
            number=self.number.data or "",
            title=self.texts("title"),
            published_on=given(self.published_on.data),
            role=self.texts("role"),
            result=self.texts("result"),
            web=self.web.data or None,
        )

    @property
    def wanted(self) -> list[str]:
        """The codes that were typed."""
        return codes_of(self.codes.data or "")
