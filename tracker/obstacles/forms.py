"""What can be typed in about what stands in the way."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from tracker import clock
from tracker.forms import ChoiceField, DayField, Rule, choices, optional, required
from tracker.forms.languages import TextsForm, Words
from tracker.history.forms import FactForm
from tracker.i18n import _l
from tracker.notes.rules import Addressee
from tracker.obstacles.rules import check_due

LENGTH = 2000


class ObstacleForm(FactForm, TextsForm):
    """Record what stands in the way."""

    words: ClassVar[Mapping[str, Words]] = {
        "text": Words(
            _l("Was im Weg steht"),
            LENGTH,
            is_long=True,
            hint=_l("Keine Namen von Personen, keine Einzelfälle. Der Text ist sofort öffentlich."),
        )
    }
    shown = ("text", "addressee", "effective_on", "due_on")

    addressee = ChoiceField(
        _l("Zu lösen durch"), [required()], coerce=Addressee, choices=choices(Addressee)
    )
    effective_on = DayField(
        _l("Besteht seit"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag."),
    )
    due_on = DayField(_l("Soll gelöst sein bis"), [optional()])

    def rules(self) -> Iterator[Rule]:
        """Yield that it is to be solved no earlier than it begins."""
        yield from super().rules()
        day = self.holds_from()
        if day is not None:
            yield lambda: check_due(day, self.due_on.data)


class SolvedForm(FactForm, TextsForm):
    """Record that it is out of the way."""

    words: ClassVar[Mapping[str, Words]] = {
        "text": Words(
            _l("Wie es gelöst wurde"), LENGTH, is_long=True, hint=_l("Der Text ist öffentlich.")
        )
    }
    shown = ("text", "effective_on")

    effective_on = DayField(
        _l("Gelöst am"),
        [required()],
        default=clock.today,
        description=_l("Heute oder ein früherer Tag."),
    )
