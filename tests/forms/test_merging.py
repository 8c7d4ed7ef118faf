"""Two people at one form: what each changed stays, and what both changed is told."""

from datetime import date
from typing import Any

import pytest
from flask import Flask, current_app
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.forms import DayField, LongTextField, SelectField, TickField, offered
from tracker.forms.merging import MergingForm

pytestmark = pytest.mark.usefixtures("app")

TEXTS = st.sampled_from(["", "Es geht voran.", "Zwei\nZeilen", "<b>„Quote“ & mehr</b>"])
VALUES = st.fixed_dictionaries({
    "text": TEXTS,
    "day": st.sampled_from([None, date(2026, 6, 30), date(2026, 9, 30)]),
    "choice": st.sampled_from(["", "kreistag", "beirat"]),
    "tick": st.booleans(),
})  # fmt: skip


class Sample(MergingForm):
    """One field of each kind."""

    shown = ("text", "day", "choice", "tick")
    text = LongTextField("Text")
    day = DayField("Tag")
    choice = SelectField(
        "Gremium", coerce=str, choices=offered([("", "offen"), ("kreistag", "K"), ("beirat", "B")])
    )
    tick = TickField("Endfassung")


def sent(values: dict[str, Any]) -> dict[str, str]:
    """What a browser sends of a form that shows values."""
    day = values["day"].strftime("%d.%m.%Y") if values["day"] else ""
    text = values["text"].replace("\n", "\r\n")
    return {"text": text, "day": day, "choice": values["choice"]} | (
        {"tick": "y"} if values["tick"] else {}
    )


def held(form: Sample) -> dict[str, Any]:
    """The values that a form shows, as they would be saved."""
    found = {name: form[name].data for name in form.shown}
    text = str(found["text"] or "").replace("\r\n", "\n")
    return {**found, "text": text, "choice": found["choice"] or ""}


@given(loaded=VALUES, mine=VALUES, now=VALUES)
@settings(max_examples=200, deadline=None)
def test_each_keeps_what_they_changed(
    loaded: dict[str, Any], mine: dict[str, Any], now: dict[str, Any]
) -> None:
    data = {**sent(mine), "loaded": Sample.marks(loaded)}
    with current_app.test_request_context("/", method="POST", data=data):
        form = Sample()
        assert form.validate()
        merged = form.merge(now)

        assert held(form) == {
            name: mine[name] if mine[name] != loaded[name] else now[name] for name in mine
        }
        assert {one.name for one in merged.both} == {
            name for name in mine if len({mine[name], loaded[name], now[name]}) == 3
        }
        assert {one.name for one in merged.taken} == {
            name for name in mine if mine[name] == loaded[name] != now[name]
        }
        assert {one.name for one in merged.own} == {
            name for name in mine if mine[name] != loaded[name] == now[name]
        }
        shown = {**sent(held(form)), "loaded": str(form.loaded.data)}
    with current_app.test_request_context("/", method="POST", data=shown):
        again = Sample().merge(now)

    assert (again.taken, again.both) == ((), ())


def test_what_is_taken_over_is_what_the_page_shows(app: Flask) -> None:
    loaded = {"text": "", "day": None, "choice": "", "tick": False}
    now = {"text": "Neu.", "day": date(2026, 9, 30), "choice": "beirat", "tick": True}
    data = {**sent(loaded), "loaded": Sample.marks(loaded)}
    with app.test_request_context("/", method="POST", data=data):
        form = Sample()
        form.merge(now)
        page = "".join(str(form[name]()) for name in form.shown)

    assert "Neu.</textarea>" in page
    assert 'value="30.09.2026"' in page
    assert '<option selected value="beirat">' in page
    assert "checked" in page
