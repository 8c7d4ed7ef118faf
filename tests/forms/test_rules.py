"""All mistakes of a form are told at once: what is missing, misspelt, and against a rule."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from tests.forms.conftest import told
from tracker import clock
from tracker.accounts.forms import PasswordForm
from tracker.admin.forms import InviteForm
from tracker.editions.forms import EditionForm, PlanForm, ThresholdsForm
from tracker.forms import Form
from tracker.forms.languages import TextsForm
from tracker.history.rules import check_day
from tracker.milestones.forms import CompletionForm, StateForm
from tracker.milestones.queries import OpenRow
from tracker.notes.forms import NoteForm
from tracker.obstacles.forms import ObstacleForm
from tracker.office.forms import BulkForm, FollowUpForm, ItemForm, SittingForm
from tracker.office.rules import Bulk
from tracker.plan.forms import StatusForm
from tracker.responsibility.forms.parts import AskForm

pytestmark = pytest.mark.usefixtures("midsummer")
EARLY, LATE = "30.06.2026", "02.07.2026"


def german(kind: type[TextsForm]) -> Callable[[], Form]:
    def made() -> Form:
        return kind.within(["de"])()

    return made


def states() -> StateForm:
    form = StateForm()
    form.offer()
    return form


def statuses() -> StatusForm:
    form = StatusForm()
    form.offer({})
    return form


def completion() -> CompletionForm:
    rows = [OpenRow(n, n, {"de": "Kurs"}, "") for n in (1, 2)]
    form = CompletionForm.about("A-01", rows)
    form.offer({})
    return form


def item() -> ItemForm:
    form = ItemForm()
    form.offer([(1, "1")], [], None)
    return form


def asked() -> AskForm:
    form = AskForm()
    form.offer([("vhs/lead", "VHS")], [])
    return form


@pytest.mark.parametrize(
    ("made", "sent", "wrong"),
    [
        (NoteForm, {"organisation": "", "text": "", "effective_on": LATE},
         {"organisation", "text", "effective_on"}),
        (statuses, {"status": "on_hold", "effective_on": LATE, "review_on": EARLY},
         {"effective_on", "reason", "review_on"}),
        (statuses, {"status": "on_hold", "effective_on": "31.2.2026", "reason": "x" * 2001},
         {"effective_on", "reason", "review_on"}),
        (states, {"state": "dropped", "day": LATE}, {"day", "reason"}),
        (completion, {"status": "completed", "effective_on": LATE, "ending_1": "done",
                      "ending_2": "dropped"},
         {"effective_on", "evidence", "day_1", "why_2"}),
        (completion, {"status": "completed", "effective_on": EARLY, "ending_1": "done",
                      "ending_2": "open", "evidence": "address", "day_1": LATE},
         {"evidence_text", "day_1", "reason"}),
        (german(ObstacleForm),
         {"text_de": "", "addressee": "", "effective_on": EARLY, "due_on": "1.6.2026"},
         {"text_de", "addressee", "due_on"}),
        (asked, {"taker": "", "effective_on": EARLY, "reason": ""},
         {"taker", "giver", "effective_on", "reason"}),
        (FollowUpForm, {"due_on": EARLY, "text": ""}, {"due_on", "text"}),
        (SittingForm, {"day": "morgen", "body": ""}, {"day", "body"}),
        (item, {"step": "status", "status": "on_hold"}, {"reason", "review_on"}),
        (item, {"step": "termin", "milestone": "1", "due": ""}, {"due", "reason"}),
        (lambda: BulkForm().of(Bulk.FOLLOW_UP), {"due_on": "gestern", "text": ""},
         {"due_on", "text"}),
        (german(PlanForm), {"title_de": "", "languages_": "en"},
         {"title_de", "description_de", "publisher_de", "languages_"}),
        (ThresholdsForm, {"attention": "", "upcoming": "1", "current": "9", "due": "1",
                          "effective_on": LATE}, {"attention", "effective_on"}),
        (ThresholdsForm, {"attention": "1", "upcoming": "1", "current": "9", "due": "1",
                          "effective_on": LATE}, {"due", "effective_on"}),
        (german(EditionForm), {"title_de": "", "slug": "A B", "begins_on": LATE},
         {"title_de", "slug", "begins_on"}),
        (lambda: InviteForm(known={}), {"email": "kim", "name": "", "role": "", "language": "de"},
         {"email", "name", "role"}),
        (PasswordForm, {"current_password": "", "new_password": "kurz", "repeated_password": "x"},
         {"current_password", "new_password", "repeated_password"}),
    ],
)  # fmt: skip
def test_every_mistake_is_told_in_the_same_round(
    app: Flask, made: Callable[[], Form], sent: dict[str, str], wrong: set[str]
) -> None:
    assert told(made, sent) == wrong


def test_what_is_fine_stays_so(app: Flask) -> None:
    assert told(statuses, {"status": "on_hold", "effective_on": EARLY, "review_on": "morgen",
                           "reason": "Kein Geld."}) == set()  # fmt: skip
    assert told(states, {"state": "done", "day": "2026"}) == set()
    assert told(lambda: FollowUpForm(due_on=date(2026, 6, 1)),
                {"due_on": "1.6.2026", "text": "Anrufen", "version": "1"}) == set()  # fmt: skip


def test_a_rule_has_the_last_word_even_where_a_form_forgets_it() -> None:
    """What a form checks beforehand is a service; the action checks it again under its lock."""
    with pytest.raises(ValueError, match=r"nicht nach heute"):
        check_day(date(2026, 7, 2), clock.today(), None)
