"""What every page is made of: style sheets, marks of a state, forms and their errors."""

import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask, get_template_attribute
from wtforms.fields.choices import SelectChoice

from tracker.assets import LAYERED
from tracker.forms import (
    ChoiceField,
    DayField,
    Form,
    LongTextField,
    TextField,
    TickField,
    at_most,
    optional,
    required,
)
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.standing.rules import Freshness, Schedule

CSS = Path(__file__).parent.parent / "static/css"
SHEETS = sorted(CSS.rglob("*.css"))
AXES = [("status", Status), ("schedule", Schedule), ("freshness", Freshness), ("state", State)]


class Sample(Form):
    """One field of each kind."""

    status = ChoiceField(
        "Neuer Stand",
        [required()],
        choices=[SelectChoice(one, str(one.label)) for one in Status],
        coerce=Status,
    )
    effective_on = DayField("Gilt ab", [required()], description="Zum Beispiel 30.09.2026")
    text = LongTextField("Sachstand", [required(), at_most(5000)])
    reason = TextField("Begründung", [optional()])
    is_read = TickField("Gelesen", [required()])


def rendered(
    app: Flask, template: str, macro: str, *args: object, **named: object
) -> BeautifulSoup:
    with app.test_request_context():
        return BeautifulSoup(get_template_attribute(template, macro)(*args, **named), "html.parser")


def sent(app: Flask, **fields: str) -> BeautifulSoup:
    with app.test_request_context("/", method="POST", data=fields):
        form = Sample()
        form.validate()
        summary = get_template_attribute("shared/form.html", "error_summary")(form)
        field = get_template_attribute("shared/form.html", "field")
        parts = [str(summary), *(str(field(one)) for one in form)]
        return BeautifulSoup("".join(parts), "html.parser")


def test_every_style_sheet_is_part_of_the_one_that_pages_load() -> None:
    imported = {match["path"] for match in LAYERED.finditer((CSS / "site.css").read_text())}
    ours = {sheet.relative_to(CSS).as_posix() for sheet in SHEETS} - {"site.css"}

    assert imported - {"../vendor/kern/kern.min.css"} == ours


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_style_sheet_needs_no_force_and_takes_colours_from_the_tokens(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    selectors = re.findall(r"([^{};]+)\{", text)

    assert "!important" not in text
    assert not [selector for selector in selectors if "#" in selector]
    if sheet.name != "tokens.css":
        assert not re.findall(r"#[0-9a-f]{3,8}\b", text, re.IGNORECASE)


@pytest.mark.parametrize(("name", "axis"), AXES)
def test_each_state_of_an_axis_has_a_shape_and_a_word_of_its_own(
    app: Flask, name: str, axis: type[StrEnum]
) -> None:
    marks = [rendered(app, "shared/status.html", "badge", name, member) for member in axis]
    shapes = {str(mark.svg) for mark in marks}
    labels = [mark.get_text() for mark in marks]

    assert len(shapes) == len(axis)
    assert labels == [str(member.label) for member in axis]  # type: ignore[attr-defined]
    assert all(mark.svg["aria-hidden"] == "true" for mark in marks)


def named_ids(tags: Iterable[object]) -> set[str]:
    return {name for tag in tags for name in str(tag["aria-describedby"]).split()}  # type: ignore[index]


def test_each_error_stands_in_the_summary_with_the_way_to_its_field(app: Flask) -> None:
    page = sent(app)
    ids = {tag["id"] for tag in page.select("[id]")}
    links = page.select(".summary a")

    assert page.select_one(".summary")["role"] == "alert"
    assert page.select_one(".summary h2").text == "Es gibt ein Problem"
    assert len(links) == 4
    assert {link["href"].removeprefix("#") for link in links} <= ids
    at_fields = {error.text for error in page.select(".kern-error .kern-body")}
    assert {link.text for link in links} == at_fields


def test_hints_and_errors_describe_their_field(app: Flask) -> None:
    page = sent(app)
    ids = {tag["id"] for tag in page.select("[id]")}

    assert named_ids(page.select("[aria-describedby]")) <= ids
    day = page.select_one("[name=effective_on]")
    assert day["aria-describedby"].split() == ["effective_on-hint", "effective_on-error"]
    assert day["aria-invalid"] == "true"
    assert page.select_one("fieldset")["aria-describedby"] == "status-error"


def test_the_browser_never_cuts_off_a_long_text(app: Flask) -> None:
    text = sent(app, text="x" * 6000).select_one("textarea")

    assert not text.has_attr("maxlength")
    assert text.get_text().strip() == "x" * 6000


def test_a_form_says_how_long_a_text_may_be_and_what_may_stay_empty(app: Flask) -> None:
    page = sent(app)

    assert page.select_one("[id=text-hint]").get_text(strip=True) == "Höchstens 5.000 Zeichen."
    assert "(freiwillig)" in page.select_one("label[for=reason]").text
    assert "(freiwillig)" not in page.select_one("label[for=text]").text
