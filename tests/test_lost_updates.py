"""Every form that changes something says which state it was made for, or only adds something.

That the answer to another state is 409 with both texts is tested where each form is.
"""

import pytest
from flask import Flask

from tests import test_access
from tests.test_access import ROWS, World, expected

world = test_access.world

GUARDS = {"in_force", "version", "versions"}
# Forms that change nothing that is there, or prove in another way what they were made for.
UNGUARDED = {
    "accounts.change_address": "sends a link to the new address",
    "accounts.change_password": "asks for the password that holds",
    "accounts.confirm_address": "its link works once",
    "accounts.forgotten": "sends a link",
    "accounts.invitation": "its link works once",
    "accounts.new_password": "its link works once",
    "accounts.sign_in": "changes nothing",
    "admin.add": "adds an account",
    "council.delete_committee": "has no form while sittings are there, as here",
    "editions.edition": "adds a plan",
    "editions.retire_field": "has no form while recommendations are there, as here",
    "editions.trash": "what is deleted can be restored once",
    "history.withdraw": "a fact can be withdrawn once",
    "notes.reviews": "tells once that notes are seen",
    "office.sittings": "changes nothing",
    "office.remind": "sends mails, and to each organisation once a week",
    "office.undo": "a fact can be withdrawn once",
    "reports.delete": "has no form once something is frozen, as here",
    "reports.publish": "a version can be published once",
    "reports.redact": "what a version says can be taken away once",
    "responsibility.handover": "an answer can be given once",
    "tasks.confirm": "adds confirmations",
    "tasks.take_back": "a fact can be withdrawn once",
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
