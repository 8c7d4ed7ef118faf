"""What can be typed in as a note, and about one in review."""

from collections.abc import Iterable
from typing import Any

from wtforms import Field

from tracker import clock
from tracker.forms import (
    NOTE_LENGTH,
    ChoiceField,
    DayField,
    Form,
    HiddenField,
    LongTextField,
    SelectField,
    at_most,
    choices,
    offered,
    required,
)
from tracker.history.forms import REASON_LENGTH, FactForm
from tracker.i18n import _, _l, say
from tracker.notes.rules import Decision
from tracker.stakeholders.queries import OrganisationRow

MOST = 100  # things chosen in one form


class SelectionField(Field):
    """Things ticked on the page before; its data is the list of what names them."""

    data: list[str]

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = list(dict.fromkeys(str(value) for value in valuelist))[:MOST]


class _ReportForm(FactForm):
    """A report by one of several organisations; where there is only one, nothing is asked."""

    organisation = SelectField(_l("Organisation"), [required()], coerce=str)

    def offer(self, organisations: Iterable[OrganisationRow]) -> None:
        """Offer these organisations."""
        own = sorted((say(row.name), row.slug) for row in organisations)
        if len(own) == 1:
            del self.organisation
        else:
            first = ("", _("Wählen Sie eine Organisation"))
            self.organisation.choices = offered([first, *((slug, name) for name, slug in own)])


class NoteForm(_ReportForm):
    """Report how a recommendation stands."""

    text = LongTextField(
        _l("Sachstand"),
        [required(), at_most(NOTE_LENGTH)],
        description=_l(
            "Was ist seit dem letzten Mal geschehen, was kommt als Nächstes? Keine Namen von "
            "Personen, keine Einzelfälle."
        ),
    )
    effective_on = DayField(
        _l("Stand vom"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag."),
    )


class ConfirmForm(_ReportForm):
    """Confirm that the last report still holds."""


class CorrectionForm(FactForm):
    """Correct what was published."""

    text = LongTextField(
        _l("Berichtigter Sachstand"),
        [required(), at_most(NOTE_LENGTH)],
        description=_l("Keine Namen von Personen, keine Einzelfälle."),
    )


class SeenForm(Form):
    """Tell the authors of notes that they are read; decisions follow."""

    auswahl = SelectionField(default=list)  # uids of notes

    def check(self, *, is_empty: bool) -> bool:
        """Return whether a note was chosen; else the form says what to do."""
        if is_empty:
            self.form_errors.append(_("Wählen Sie Sachstände aus, die Sie gesehen haben."))
        return not is_empty


class _DecisionField(ChoiceField):
    """What to do with a note; none is chosen beforehand, publishing must not be an oversight."""

    missing = _l("Wählen Sie eine Entscheidung.")


class ReviewForm(FactForm):
    """Decide about a note."""

    shown = HiddenField(default="")  # the text whose difference the person has been shown
    decision = _DecisionField(
        _l("Entscheidung"), [required()], choices=choices(Decision), coerce=Decision
    )
    text = LongTextField(
        _l("Text, wie er veröffentlicht wird"),
        [at_most(NOTE_LENGTH)],
        description=_l("Ändern Sie nur, was nicht öffentlich werden darf oder nicht stimmt."),
    )
    reason = LongTextField(
        _l("Begründung"),
        [at_most(REASON_LENGTH)],
        description=_l("Nötig, wenn Sie zurückgeben. Die Organisation liest sie."),
    )
