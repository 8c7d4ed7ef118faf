"""Every form in which people write prose keeps a draft: it comes back, and is gone once sent."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import make, test_access
from tests.accounts.conftest import PASSWORD
from tests.pages import Browser, filled
from tests.test_access import World
from tests.test_lost_updates import FORMS
from tracker.accounts import passwords
from tracker.accounts.models import Role
from tracker.db import db
from tracker.drafts.models import Draft

world = test_access.world

# Here the address does not say what the form is about, or one line is asked for as proof.
WITHOUT = {"office.undo", "reports.check", "reports.redact"}
JSON = {"Accept": "application/json"}
TEXT = "Grüße – „Straße“ & <b>mehr</b> 🦊\nZweite Zeile"
TYPED_NAMES = {"choi", "code", "stat", "word"}  # how fields of an edition begin
# What somebody types so that the form can be sent; TEXT stands where the draft is looked for.
TYPED: dict[str, dict[str, str]] = {
    "editions.add_field": {"code": "Z", "title_de": "Neu", "description_de": TEXT, "position": "9"},
    "editions.settings": {"description_de": TEXT},
    "editions.thresholds": {"attention": "91", "reason": TEXT},
    "history.withdraw": {"reason": TEXT},
    "milestones.add": {"title_de": "Neu", "due": "Q3 2027", "reason": TEXT},
    "milestones.change_state": {"state": "in_progress", "reason": TEXT},
    "milestones.move_deadline": {"due": "31.12.2027", "reason": TEXT},
    "notes.correct": {"text": TEXT},
    "notes.review": {"decision": "return", "reason": TEXT},
    "notes.write": {"text": TEXT},
    "obstacles.record": {"addressee": "money", "text_de": TEXT},
    "obstacles.solve": {"text_de": TEXT},
    "office.add_decision": {"text": TEXT},
    "office.add_follow_up": {"text": TEXT, "due_on": "1.12.2026"},
    "office.follow_up": {"text": TEXT, "due_on": "1.12.2026"},
    "office.item": {"step": "beschluss", "decision": TEXT},
    "plan.change_status": {"status": "on_hold", "review_on": "1.12.2026", "reason": TEXT},
    "plan.change_wording": {"description_de": TEXT},
    "responsibility.end_involvement": {"reason": TEXT},
    "responsibility.end_organisation": {"reason": TEXT},
    "responsibility.handover": {"outcome": "declined", "answer": TEXT},
    "responsibility.rename_organisation": {"name_de": "Neuer Name", "reason": TEXT},
}


def test_every_form_with_a_text_area_keeps_drafts(world: World) -> None:
    without = {
        endpoint
        for endpoint in FORMS
        for page in [world.ask(endpoint, "GET", "administrator")]
        if page.soup.select("main form textarea") and not page.soup.select("[name=entwurf]")
    }

    assert without <= WITHOUT


@pytest.mark.parametrize("endpoint", TYPED)
def test_a_draft_comes_back_and_is_gone_once_the_form_is_sent(world: World, endpoint: str) -> None:
    staff, path, typed = world.visitor("administrator"), world.path(endpoint), TYPED[endpoint]
    data = {**filled(staff.get(path).form("entwurf")).to_dict(), **typed}
    kept = staff._open("/entwuerfe/speichern", method="POST", data=data, headers=JSON)
    assert kept.status == 200

    page = staff.get(path)
    back = filled(page.form("entwurf"))
    assert {name: back[name].replace("\r\n", "\n") for name in typed} == typed
    sent = staff._open(path, method="POST", data=back)

    assert sent.status in {302, 303}, sent.alert
    assert db.session.scalars(select(Draft)).all() == []


def test_an_edition_of_300_recommendations_comes_back_after_the_session_has_ended(
    browser: Browser, clock
) -> None:
    field = make.action_field(make.plan("p"))
    for number in range(300):
        make.recommendation(field=field, has_owner=False, code=f"A-{number:03}")
    someone = make.user(Role.STAFF, password_hash=passwords.hash_password(PASSWORD))
    place = "/p/fortschreibung"
    data = filled(browser.sign_in(someone).get(place).form("slug"))
    data.setlist("slug", ["q"])
    for name in [one for one in data if one.startswith("choice_")]:
        data.setlist(name, ["changed"])
    check = browser._open(place, method="POST", data=data)
    assert check.status == 200
    data = filled(check.form("word_A-299_description_de"))
    for name in [one for one in data if "_description_" in one or "_goal_" in one]:
        data.setlist(name, [f"{name}: " + "Wörter über Öfen „ß“ " * 25])
    kept = browser._open("/entwuerfe/speichern", method="POST", data=data, headers=JSON)
    assert kept.status == 200
    data.setlist("entwurf", ["1"])

    clock.at(clock.now + timedelta(hours=4))
    late = browser._open(place, method="POST", data=data)
    back = browser.submit(late, email=someone.email, password=PASSWORD)

    assert (back.status, back.location) == (303, place)
    again = filled(browser.get(place).form("slug"))
    typed = {name: value.strip() for name, value in data.items() if name[:4] in TYPED_NAMES}
    assert len(typed) == 300 * 9
    assert typed.items() <= {name: value.strip() for name, value in again.items()}.items()
