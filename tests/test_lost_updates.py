"""Every form that changes something says which state it was made for, or only adds something.

That the answer to another state is 409 with both texts is tested where each form is.
"""

import pytest
from flask import Flask

from tests import test_access
from tests.test_access import ROWS, World, expected

world = test_access.world

GUARDS = {"in_force", "version"}
# Forms that change nothing that is there, or prove in another way what they were made for.
UNGUARDED = {
    "accounts.change_password": "asks for the password that holds",
    "accounts.sign_in": "changes nothing",
    "history.withdraw": "a fact can be withdrawn once",
}
FORMS = sorted(
    endpoint
    for endpoint, method in ROWS
    if method == "POST"
    and (endpoint, "GET") in ROWS
    and expected(endpoint, "GET", "administrator") == 200
)


@pytest.mark.parametrize("endpoint", FORMS)
def test_a_form_says_which_state_it_was_made_for(world: World, endpoint: str) -> None:
    page = world.ask(endpoint, "GET", "administrator")
    sent = {
        control.get("name", "").rpartition("-")[2]
        for form in page.soup.select("main form")
        for control in form.select("input[type=hidden]")
    }

    assert bool(sent & GUARDS) != (endpoint in UNGUARDED), sorted(sent)


def test_what_needs_no_guard_is_still_there(app: Flask) -> None:
    assert set(UNGUARDED) <= set(app.view_functions)
