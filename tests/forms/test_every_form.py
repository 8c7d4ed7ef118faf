"""Every form of the application looks and answers alike. Source: ux.md U1, U3, U4."""

import re

import pytest
from bs4 import Tag
from flask import Flask

from tests.pages import Page
from tests.test_access import TABLE, World, world

__all__ = ["world"]
FORBIDDEN = re.compile(r"(?i)ungültig|Dieses Feld ist|Fehler aufgetreten|\bbitte\b|\bUps\b")
BOX = re.compile(r"kern-form-(input|check)$")  # a field with its label and its errors
SAYS_NOTHING = {"OK", "Weiter", "Absenden", "Senden", "Abschicken", "Bestätigen"}
TOKENS = {"email": {"username", "email", "off"}, "password": {"current-password", "new-password"}}


def forms(page: Page) -> list[Tag]:
    """Return the forms of a page that change something, beside those of the frame around it."""
    found = page.soup.select("main form[method=post]")
    return [form for form in found if not form.find_parent("header")]


def visible(form: Tag) -> list[Tag]:
    controls = form.select("input, select, textarea")
    return [one for one in controls if one.get("type") not in {"hidden", "submit"}]


def wrong_with(page: Page) -> list[str]:
    """Return what deviates on a page with forms."""
    found = [] if len(page.soup.select("h1")) == 1 else ["not one h1"]
    for form in forms(page):
        found += [] if form.has_attr("novalidate") else ["a form without novalidate"]
        buttons = [one.get_text(" ", strip=True) for one in form.select("button")]
        found += [f"the button {one!r}" for one in buttons if not one or one in SAYS_NOTHING]
        for one in visible(form):
            labels = page.soup.select(f"label[for='{one.get('id')}']") or one.find_parents("label")
            if len(labels) != 1 and not one.has_attr("aria-label"):
                found.append(f"{len(labels)} labels of {one.get('name')}")
            wanted = TOKENS.get(str(one.get("type")))
            if wanted and one.get("autocomplete") not in wanted:
                found.append(f"autocomplete of {one.get('name')}")
    return found


def wrong_with_answer(page: Page) -> list[str]:
    """Return what deviates in how mistakes are told."""
    found = wrong_with(page)
    summary = page.soup.select_one("main .summary")
    if summary is None:
        return [*found, "no summary of errors"]
    if summary.h2 is None or summary.h2.text != "Es gibt ein Problem":
        found.append("no heading of the summary")
    if page.soup.title is None or not page.soup.title.text.startswith("Fehler: "):
        found.append("the title does not say so")
    for link in summary.select("li a"):
        target = page.soup.find(id=str(link["href"]).removeprefix("#"))
        if target is None:
            found.append(f"{link.text!r} leads nowhere")
            continue
        around = target.find_parent("fieldset") or target.find_parent(class_=BOX) or target
        if link.text not in around.get_text(" ", strip=True):
            found.append(f"{link.text!r} is not said at its field")
    found += [one.text for one in summary.select("li") if FORBIDDEN.search(one.text)]
    return found


@pytest.mark.parametrize("who", ["administrator", "own"])
def test_every_form_is_made_alike_and_tells_its_mistakes_alike(
    app: Flask, world: World, who: str
) -> None:
    visitor = world.visitor(who)
    wrong: dict[str, list[str]] = {}
    seen = told = 0
    for endpoint, methods in TABLE.items():
        if not {"GET", "POST"} <= set(methods) or endpoint == "accounts.sign_out":
            continue
        path = world.path(endpoint)
        shown = visitor.get(path)
        if shown.status != 200 or not forms(shown):
            continue
        seen += 1
        wrong[f"GET {path}"] = wrong_with(shown)
        answer = visitor.send(path)
        if answer.status == 422:
            told += 1
            wrong[f"POST {path}"] = wrong_with_answer(answer)

    assert {path: found for path, found in wrong.items() if found} == {}
    assert (seen, told) >= ((40, 30) if who == "administrator" else (5, 4))
