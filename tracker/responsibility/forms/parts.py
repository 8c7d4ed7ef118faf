"""What can be typed in about a part in a recommendation: begin, end, hand over, answer."""

from collections.abc import Iterable, Iterator

from tracker import clock
from tracker.forms import (
    ChoiceField,
    DayField,
    Form,
    LongTextField,
    Rule,
    SelectField,
    at_most,
    choices,
    offered,
    required,
)
from tracker.history.forms import REASON_LENGTH, FactForm
from tracker.i18n import _, _l, say
from tracker.responsibility.queries.organisations import Named
from tracker.responsibility.rules import check_request
from tracker.stakeholders.rules import HandoverOutcome, Part


def named(organisations: Iterable[Named]) -> list[tuple[str, str]]:
    """Return organisations as a list offers them: the slug, the name."""
    return [(one.slug, say(one.name)) for one in organisations]


class BeginForm(FactForm):
    """Add an organisation to a recommendation."""

    organisation = SelectField(_l("Organisation"), [required()], coerce=str)
    part = ChoiceField(_l("Beteiligung"), [required()], coerce=Part)
    effective_on = DayField(
        _l("Beteiligt ab"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag. Ein früherer steht als „nachgemeldet“ da."),
    )
    reason = LongTextField(
        _l("Begründung"),
        [at_most(REASON_LENGTH)],
        description=_l("Freiwillig. Sie wird veröffentlicht."),
    )

    def offer(self, organisations: Iterable[Named]) -> None:
        """Offer these organisations, and every part."""
        first = ("", _("Wählen Sie eine Organisation"))
        self.organisation.choices = offered([first, *named(organisations)])
        self.part.choices = choices(Part)


class EndForm(FactForm):
    """End an organisation's part."""

    effective_on = DayField(
        _l("Nicht mehr beteiligt ab"),
        [required()],
        default=clock.today,
        description=_l("Der erste Tag ohne diese Beteiligung: heute oder ein früherer."),
    )
    reason = LongTextField(
        _l("Begründung"),
        [at_most(REASON_LENGTH)],
        description=_l("Freiwillig. Sie wird veröffentlicht."),
    )


class AskForm(FactForm):
    """Ask another organisation to take over a part."""

    giver = SelectField(_l("Was abgegeben wird"), [required()], coerce=str)
    taker = SelectField(_l("Wer übernehmen soll"), [required()], coerce=str)
    effective_on = DayField(
        _l("Ab wann"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein späterer Tag. Annehmen lässt sich die Anfrage ab dann."),
    )
    reason = LongTextField(
        _l("Begründung"),
        [required(), at_most(REASON_LENGTH)],
        description=_l("Die andere Organisation liest sie. Wird angenommen, ist sie öffentlich."),
    )

    def rules(self) -> Iterator[Rule]:
        """Yield that nothing is handed over in the past; unlike a fact, it may lie ahead."""
        day = self.holds_from()
        if day is not None:
            yield lambda: check_request(day, clock.today(), self.reason.data or "")

    def offer(self, parts: Iterable[tuple[str, str]], organisations: Iterable[Named]) -> None:
        """Offer these parts to hand over, and these organisations to take them."""
        held = list(parts)
        nothing = [] if len(held) == 1 else [("", _("Wählen Sie eine Beteiligung"))]
        self.giver.choices = offered([*nothing, *held])
        first = ("", _("Wählen Sie eine Organisation"))
        self.taker.choices = offered([first, *named(organisations)])


class AnswerForm(Form):
    """Accept, decline or recall a request."""

    outcome = ChoiceField(_l("Antwort"), [required()], coerce=HandoverOutcome)
    answer = LongTextField(
        _l("Was Sie dazu sagen möchten"),
        [at_most(REASON_LENGTH)],
        description=_l(
            "Nötig, wenn Sie ablehnen. Nur die beiden Organisationen und die Geschäftsstelle lesen "
            "es."
        ),
    )

    def offer(self, answers: Iterable[tuple[HandoverOutcome, str]]) -> None:
        """Offer these answers, in words."""
        self.outcome.choices = offered(answers)
