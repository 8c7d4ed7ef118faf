"""What can be typed in about a report: its days, its cover, the texts of the plan office."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, ClassVar, Self

from wtforms import Field

from tracker import clock
from tracker.errors import RuleError
from tracker.forms import (
    DayField,
    Form,
    HiddenField,
    LongTextField,
    SelectField,
    SureField,
    TextField,
    TickField,
    UidField,
    at_most,
    given,
    offered,
    optional,
    required,
)
from tracker.forms.languages import NAMES, VersionedForm
from tracker.forms.merging import MergingForm
from tracker.forms.words import told
from tracker.history.answers import Conflict, Differing
from tracker.history.pages import DeleteForm
from tracker.history.stichtag import new_uid
from tracker.i18n import _, _l
from tracker.reports.actions.drafts import Cover, Days
from tracker.reports.rules import ASSESSMENT, OUTLOOK, field_place
from tracker.reports.wording.essentials import LINES, RESOLUTION, TEXT

TEXT_LENGTH = 10_000  # characters of an editorial text
REASON_LENGTH = 2000
NONE, OTHER = "", "other"
PREFIX = "text_"  # of the names of fields with editorial texts
SHOWS = _l("Der Bericht zeigt den Plan am Ende dieses Tages.")


class AboutForm(VersionedForm):
    """A form about one report, whatever address that has by now."""

    uid = UidField()

    @property
    def about(self) -> str:
        """The uid of the report; empty if the form does not say it rightly."""
        return str(self.uid.data or "") if self.uid.validate(self) else ""


class DeleteReportForm(AboutForm, DeleteForm):
    """Delete a report in the making."""


class _CoverForm(VersionedForm):
    """What the forms of a report share: title, committee, sitting."""

    title = TextField(_l("Titel"), [required(), at_most(200)])
    committee = SelectField(_l("Gremium"), [optional()], coerce=str)
    sitting_on = DayField(
        _l("Tag der Sitzung"), [optional()], description=_l("Der Tag darf in der Zukunft liegen.")
    )

    def offer(self, committees: Iterable[tuple[str, str]]) -> None:
        """Offer these committees by slug and name."""
        self.committee.choices = offered([(NONE, _("noch offen")), *committees])


class BeginForm(_CoverForm):
    """Begin a report: say which day it is about."""

    shown: ClassVar = (
        "as_of", "since", "since_other", "title", "language", "committee", "sitting_on",
    )  # fmt: skip
    form_key = UidField(default=new_uid)
    as_of = DayField(_l("Stichtag"), [required()], default=clock.today, description=SHOWS)
    since = SelectField(_l("Vergleich mit"), [optional()], coerce=str)
    since_other = DayField(
        _l("Anderer Stichtag für den Vergleich"),
        [optional()],
        description=_l("Wenn Sie hier einen Tag angeben, gilt er und nicht die Auswahl darüber."),
    )
    language = SelectField(
        _l("Sprache des Berichts"),
        [required()],
        coerce=str,
        description=_l("Sie bleibt. Für eine andere Sprache beginnen Sie einen eigenen Bericht."),
    )

    def offer_days(self, days: Iterable[tuple[date, str]], languages: Sequence[str]) -> None:
        """Offer days to compare with, by what is behind them, and the languages of the plan."""
        choices = [(day.isoformat(), words) for day, words in days]
        none = (NONE, _("keinem Stichtag: Der Bericht steht für sich"))
        self.since.choices = offered([*choices, (OTHER, _("ein anderer Tag")), none])
        self.language.choices = offered((one, str(NAMES.get(one, one))) for one in languages)

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether all is well-formed; errors then say what to do."""
        fine = super().validate(extra_validators)
        field = self.since_other
        if self.since.data == OTHER and field.data is None and not field.errors:
            field.errors = [_("Geben Sie den Tag an, mit dem verglichen wird.")]
            return False
        return fine

    def refuse(self, error: RuleError) -> None:
        """Show what a rule says no to, at the field in which the day was given."""
        if error.field == "since" and self.since_other.data is not None:
            error = RuleError(str(error), field="since_other")
        super().refuse(error)

    @property
    def days(self) -> Days:
        """The days that were chosen; one that was typed counts before one of the list."""
        chosen = self.since.data
        if chosen == OTHER or self.since_other.data is not None:
            return Days(given(self.as_of.data), self.since_other.data)
        return Days(given(self.as_of.data), date.fromisoformat(chosen) if chosen else None)

    @property
    def cover(self) -> Cover:
        """What was typed."""
        return Cover(self.title.data or "", self.committee.data or "", self.sitting_on.data)


def places_of(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the places of editorial texts with what they are called, in the order of a report.

    Args:
        fields: of action, by slug and title.
    """
    return [
        (ASSESSMENT, _("Bewertung")),
        *((field_place(slug), _("Zu „%(field)s“", field=title)) for slug, title in fields),
        (OUTLOOK, _("Ausblick")),
    ]


def _room() -> str:
    """Return how much of the assessment fits the page of essentials."""
    return _(
        "Auf die Kurzfassung passen %(signs)s Zeichen in %(lines)s Zeilen. Was länger ist, wird "
        "dort gekürzt und steht ganz im „Überblick je Handlungsfeld“.",
        signs=TEXT,
        lines=LINES,
    )


class EditForm(_CoverForm, AboutForm, MergingForm):
    """Write a report: its cover, and a text for each place that has one."""

    shown: ClassVar = (
        "as_of", "since", "title", "committee", "sitting_on", "paper_number", "is_final",
    )  # fmt: skip
    places: ClassVar[dict[str, str]] = {}  # name of the field by place
    as_of = DayField(_l("Stichtag"), [required()], description=SHOWS)
    since = DayField(
        _l("Vergleich mit dem Stichtag"),
        [optional()],
        description=_l("Leer: Der Bericht steht für sich."),
    )
    paper_number = TextField(
        _l("Nummer der Drucksache"),
        [optional(), at_most(60)],
        description=_l("Zum Beispiel: 2026/041."),
    )
    is_final = TickField(_l("Endfassung: Auf dem Deckblatt steht nicht mehr „Vorläufige Fassung“"))
    resolution = LongTextField(_l("Beschlussvorschlag"), [required(), at_most(2000)])

    def offer(self, committees: Iterable[tuple[str, str]]) -> None:
        """Offer these committees, and say how much of a text fits the page of essentials."""
        super().offer(committees)
        self.resolution.description = _(
            "Auf die Kurzfassung passen %(signs)s Zeichen in %(lines)s Zeilen. Was länger ist, "
            "wird dort gekürzt und steht ganz unter „Ausblick und Entscheidungsbedarf“.",
            signs=RESOLUTION,
            lines=LINES,
        )

    @classmethod
    def of(cls, fields: Iterable[tuple[str, str]]) -> type[Self]:
        """Return the form with a text for each field of action, by slug and title."""
        made: dict[str, object] = {}
        places: dict[str, str] = {}
        for place, label in places_of(fields):
            name = PREFIX + place.replace("/", "_")
            hint = _room() if place == ASSESSMENT else ""
            made[name] = LongTextField(label, [optional(), at_most(TEXT_LENGTH)], description=hint)
            places[place] = name
        return type(cls.__name__, (cls,), {**made, "places": places})

    @classmethod
    def data_of(cls, texts: dict[str, str]) -> dict[str, Any]:
        """Return what the fields of the texts show."""
        return {name: texts.get(place, "") for place, name in cls.places.items()}

    def written(self) -> dict[str, str]:
        """Return the texts that were typed, by place."""
        return {place: str(self[name].data or "") for place, name in self.places.items()}

    def editorial(self) -> list[Field]:
        """Return the fields of the texts in the order of the report, the resolution last."""
        return [*(self[name] for name in self.places.values()), self.resolution]

    def compared(self, other: Conflict, now: Mapping[str, Any]) -> Conflict:
        """Return what somebody else recorded field by field; fields left alone take it over.

        Args:
            now: what is saved, by name of the field.
        """
        merged = self.merge(now)
        fields = [*(field for field, _language in self.visible()), *self.editorial()]
        return replace(
            other,
            taken=tuple((one.id, one.label.text) for one in fields if one in merged.taken),
            differing=tuple(
                Differing(one.label.text, told(one, one.data), told(one, now[one.name]))
                for one in fields
                if one in merged.both
            ),
            has_own=bool(merged.own),
        )

    @property
    def days(self) -> Days | None:
        """The days that were typed; None where they can no longer change."""
        return Days(given(self.as_of.data), self.since.data) if "as_of" in self else None

    @property
    def cover(self) -> Cover:
        """What was typed beside the texts."""
        return Cover(
            self.title.data or "",
            self.committee.data or "",
            self.sitting_on.data,
            self.paper_number.data or "",
            bool(self.is_final.data),
            self.resolution.data or "",
        )


class FreezeForm(AboutForm, DeleteForm):
    """Freeze a report as it stands; a later version says what it changes.

    The action asks for that: an empty text passes here, because the form of the first version,
    sent twice, is answered twice in the same way.
    """

    shown: ClassVar = ("change",)
    form_key = UidField(default=new_uid)
    content = HiddenField()  # the fingerprint of what the page shows
    known_at = HiddenField()  # the moment of that
    change = LongTextField(
        _l("Was ändert diese Version?"),
        [at_most(REASON_LENGTH)],
        description=_l("Das steht öffentlich bei beiden Versionen."),
    )

    def show(self, content: str, known_at: datetime) -> None:
        """Make the form one for a content that the page shows: sent, this is what is frozen."""
        self.content.data, self.known_at.data = content, known_at.isoformat()

    @property
    def checked_at(self) -> datetime | None:
        """When the content was made that the form is for; None if it does not say so rightly."""
        try:
            found = datetime.fromisoformat(str(self.known_at.data or ""))
        except ValueError:
            return None
        return found if found.tzinfo else None


class PublishForm(Form):
    """Publish a version."""


class RedactForm(Form):
    """Take away what a version says."""

    reason = LongTextField(
        _l("Warum wird diese Version entfernt?"),
        [required(), at_most(REASON_LENGTH)],
        description=_l("Der Grund steht öffentlich an ihrer Stelle."),
    )
    sure = SureField(
        _l("Ich habe verstanden, dass sich das nicht zurücknehmen lässt."), [required()]
    )
