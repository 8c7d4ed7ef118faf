"""What can be typed in at the plan office's desk."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from tracker import clock
from tracker.forms import (
    NOTE_LENGTH,
    ChoiceField,
    DayField,
    Form,
    HiddenField,
    LongTextField,
    PeriodField,
    Rule,
    SelectField,
    TextField,
    UidField,
    at_most,
    choices,
    offered,
    required,
)
from tracker.history.forms import REASON_LENGTH, FactForm
from tracker.history.rules import check_day
from tracker.history.stichtag import new_uid
from tracker.i18n import _, _l, _n
from tracker.milestones.rules import check_why
from tracker.office.rules import Bulk, Step, check_follow_up
from tracker.plan.rules import Status, check_reason, check_review

if TYPE_CHECKING:
    from wtforms import Field

BODY_LENGTH = 80
MONTHS = (1, 2, 3, 6, 12)  # by which deadlines can move together
FOLLOW_UP_LENGTH = 1000


class FollowUpForm(Form):
    """A day to look at something again."""

    form_key = UidField(default=new_uid)
    version = HiddenField(default="1")
    due_on = DayField(_l("Tag"), [required()], description=_l("Heute oder ein späterer Tag."))
    text = LongTextField(
        _l("Woran wollen Sie erinnert werden?"),
        [required(), at_most(FOLLOW_UP_LENGTH)],
        description=_l("Nur die Geschäftsstelle liest das. Keine Namen von Personen."),
    )

    def rules(self) -> Iterator[Rule]:
        """Yield that its day lies ahead, or is the one that it has had."""
        yield from super().rules()
        day, had = self.due_on.data, self.due_on.object_data
        if day is not None:
            first = min(had or clock.today(), clock.today())
            yield lambda: check_follow_up(self.text.data or "-", day, first)

    def known_version(self) -> int:
        """Return the version of the row that the form was made for; 0 for none that can be."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


class SittingForm(Form):
    """A day and the name of who sat, where the sitting is not among those known."""

    called: ClassVar = {"effective_on": "day"}
    day = DayField(
        _l("Tag der Sitzung"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag."),
    )
    body = TextField(
        _l("Wer tagt?"), [required(), at_most(BODY_LENGTH)], default=_l("Steuerungsgruppe")
    )

    def rules(self) -> Iterator[Rule]:
        """Yield that nobody has sat later than today."""
        yield from super().rules()
        day = self.day.data
        if day is not None:
            yield lambda: check_day(day, clock.today(), None)


class ItemForm(FactForm):
    """What a sitting does with a recommendation: one thing, then comes the next."""

    deadlines = HiddenField(default="")  # the uids in force by milestone: "1:… 3:…"
    step = ChoiceField(
        _l("Was hält die Sitzung fest?"), [required()], choices=choices(Step), coerce=Step
    )
    status = SelectField(_l("Neuer Umsetzungsstand"), coerce=Status)
    review_on = DayField(
        _l("Wird wieder geprüft am"), description=_l("Nur bei „zurückgestellt“, dort nötig.")
    )
    milestone = SelectField(_l("Meilenstein"), coerce=int)
    due = PeriodField(
        _l("Neuer Termin"), description=_l("30.09.2026, September 2026, Q3 2026 oder 2026.")
    )
    reason = LongTextField(
        _l("Begründung"),
        [at_most(REASON_LENGTH)],
        description=_l("Nötig, wenn ein Termin rückt oder die Arbeit ruht oder endet."),
    )
    organisation = SelectField(_l("Für wen?"), coerce=str)
    note = LongTextField(_l("Sachstand"), [at_most(NOTE_LENGTH)])
    decision = LongTextField(_l("Was wurde beschlossen?"), [at_most(NOTE_LENGTH)])

    def offer(
        self,
        milestones: Iterable[tuple[int, str]],
        organisations: Iterable[tuple[str, str]],
        held: Status | None,
    ) -> None:
        """Offer what a recommendation has; declaring it completed has a page of its own.

        Args:
            held: the status in force, which is no change; None where all are to be offered.
        """
        others = [one for one in Status if one not in {Status.COMPLETED, held}]
        self.status.choices = offered([("", _("Wählen Sie")), *((s, s.label) for s in others)])
        self.milestone.choices = offered(milestones)
        self.organisation.choices = offered(organisations)

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether what the chosen step needs is there; other fields are not looked at."""
        fine = super().validate(extra_validators)
        needed: dict[Step | None, tuple[Field, ...]] = {
            Step.STATUS: (self.status,),
            Step.DEADLINE: (self.milestone, self.due),
            Step.NOTE: (self.organisation, self.note),
            Step.DECISION: (self.decision,),
        }
        for one in needed.get(self.step.data, ()):
            if not one.data and not one.errors:
                one.errors = [_("Füllen Sie „%(label)s“ aus.", label=one.label.text)]
                fine = False
        return fine

    def rules(self) -> Iterator[Rule]:
        """Yield what the chosen step needs beside its own field."""
        yield from super().rules()
        status, reason = self.status.data, self.reason.data or ""
        if self.step.data is Step.STATUS and status is not None:
            yield lambda: check_reason(status, reason)
            yield lambda: check_review(status, date.min, self.review_on.data)
        if self.step.data is Step.DEADLINE:
            yield lambda: check_why(reason)

    def in_force_of(self, number: int) -> str:
        """Return the uid of a milestone's deadline that was in force; empty if none was."""
        pairs = (pair.partition(":") for pair in (self.deadlines.data or "").split())
        return next((uid for key, _mark, uid in pairs if key == str(number)), "")


class DecisionForm(FactForm):
    """What a committee or the steering group decided."""

    effective_on = DayField(
        _l("Beschlossen am"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag."),
    )
    committee = SelectField(_l("Gremium"), coerce=str)
    text = LongTextField(
        _l("Was wurde beschlossen?"),
        [required(), at_most(NOTE_LENGTH)],
        description=_l("Steht öffentlich im Verlauf. Keine Namen von Personen."),
    )

    def offer(self, committees: Iterable[tuple[str, str]]) -> None:
        """Offer the plan's committees; none means the steering group."""
        self.committee.choices = offered([("", _("Steuerungsgruppe")), *committees])


class BulkForm(Form):
    """One thing to do with several rows; each action leaves the fields that it needs."""

    called: ClassVar = {"effective_on": "day"}
    form_key = UidField(default=new_uid)
    items = HiddenField(default="")  # "A-01.3:uid …": what was ticked, as it was then
    bulk = HiddenField(default="")
    day = DayField(_l("Erledigt am"), [required()], description=_l("Heute oder ein früherer Tag."))
    due_on = DayField(_l("Tag"), [required()], description=_l("Heute oder ein späterer Tag."))
    months = SelectField(_l("Um wie viel?"), [required()], coerce=int)
    text = LongTextField(
        _l("Woran wollen Sie erinnert werden?"), [required(), at_most(FOLLOW_UP_LENGTH)]
    )
    reason = LongTextField(
        _l("Begründung"),
        [at_most(REASON_LENGTH)],
        description=_l(
            "Nötig, wenn Termine rücken. Sie wird bei jedem Meilenstein veröffentlicht."
        ),
    )

    def rules(self) -> Iterator[Rule]:
        """Yield on which days what was chosen can be done."""
        yield from super().rules()
        done = self.day.data if "day" in self else None
        due = self.due_on.data if "due_on" in self else None
        if done is not None:
            yield lambda: check_day(done, clock.today(), None)
        if due is not None:
            yield lambda: check_follow_up(self.text.data or "-", due, clock.today())

    def of(self, bulk: Bulk) -> "BulkForm":
        """Leave the fields of one action; return the form."""
        needed = {
            Bulk.DONE: {"day", "reason"},
            Bulk.MOVE: {"months", "reason"},
            Bulk.FOLLOW_UP: {"due_on", "text"},
        }[bulk]
        for name in {"day", "due_on", "months", "text", "reason"} - needed:
            delattr(self, name)
        if bulk is Bulk.MOVE:
            self.months.choices = offered(
                [("", _("Wählen Sie"))]
                + [(number, _n("%(num)s Monat", "%(num)s Monate", number)) for number in MONTHS]
            )
        self.bulk.data = bulk.value
        return self
