"""No form of the product loses what was typed when the session has ended meanwhile."""

from datetime import timedelta

import pytest
from bs4 import Tag

from tests.accounts.conftest import PASSWORD, password_hash
from tests.pages import Browser, Page, filled
from tests.test_access import TABLE, World, world, writes
from tracker.db import db

__all__ = ["password_hash", "world"]

WITHOUT_FORM = {  # here: they ask for a choice first, or say that there is nothing to send
    "council.delete_committee",
    "editions.retire_field",
    "editions.trash",
    "office.bulk",
    "office.remind",
    "reports.delete",
    "reports.publish",
    "tasks.confirm",
    "tasks.take_back",
}
FORMS = [
    endpoint
    for endpoint, methods in TABLE.items()
    if set(methods) == {"GET", "POST"}
    and methods["POST"][0] == 401  # not public
    and methods["GET"][3] == 200  # staff
    and endpoint not in WITHOUT_FORM
]
TEXT = "Grüße – „Straße“ & <b>mehr</b> 🦊\nZweite Zeile"


def main_form(page: Page) -> Tag:
    return page.soup.select_one("main form[method=post]:not([data-draft-stop])")


def typed(form: Tag) -> dict[str, str]:
    """Return what a person types into every field for text."""
    areas = {str(tag["name"]): TEXT for tag in form.select("textarea")}
    lines = form.select("input[type=text]")
    return areas | {str(tag["name"]): "heute nicht" for tag in lines}


def sign_in_on(browser: Browser, page: Page, email: str) -> Page:
    data = filled(page.form("email"))
    data["email"], data["password"] = email, PASSWORD
    return browser._open("/anmelden", method="POST", data=data)


@pytest.mark.parametrize("endpoint", FORMS)
@pytest.mark.parametrize("who", ["staff", "other"])
def test_what_was_typed_comes_back_to_its_author_only(
    world: World, password_hash: str, clock, endpoint: str, who: str
) -> None:
    for name in ("staff", "other"):
        world.people[name].password_hash = password_hash
    db.session.commit()
    browser = world.visitor("staff")
    path = world.path(endpoint)
    form = main_form(browser.get(path))
    data = filled(form)
    for name, value in typed(form).items():
        data[name] = value
    clock.at(clock.now + timedelta(hours=3))
    late = browser._open(path, method="POST", data=data)
    assert late.status == 401
    assert writes(late) == []

    page = sign_in_on(browser, late, world.people[who].email)

    if who == "other":
        assert writes(page) == []
        assert page.status == 409
        assert "Zweite Zeile" not in page.html
        return
    if "entwurf" in data:  # at its own address, as a draft; nothing else is written
        assert (page.status, page.location) == (303, path)
        assert ["INTO draft" in one for one in writes(page)] == [True]
        page = browser.follow(page)
        assert "Er ist noch nicht abgesendet." in page.main
    else:
        assert writes(page) == []
        assert page.status == 200
        assert "noch nicht gespeichert" in page.main
    back = filled(main_form(page))
    kept = set(data) - {"csrf_token", "author", "entwurf"}
    assert {name: back.getlist(name) for name in kept if "password" not in name} == {
        name: data.getlist(name) for name in kept if "password" not in name
    }
