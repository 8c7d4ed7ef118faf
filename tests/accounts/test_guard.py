"""Who may do what, and that a view which never asked can neither save nor answer."""

import pytest

from tests import make
from tests.pages import Browser
from tracker.accounts.models import Role, User
from tracker.accounts.permissions import EVERYWHERE, Permission, Person, may
from tracker.db import db, transaction

OFFICE = (Role.STAFF, Role.ADMINISTRATOR)


def test_what_no_rule_names_is_denied() -> None:
    nobody = Person(1, "x", "x", "visitor", frozenset({1}))  # type: ignore[arg-type]

    assert not any(may(nobody, permission, frozenset({1})) for permission in Permission)


@pytest.mark.parametrize("permission", Permission)
def test_a_stakeholder_writes_about_its_own_only(permission: Permission) -> None:
    person = Person(1, "x", "x", Role.STAKEHOLDER, frozenset({1, 2}))
    own = {
        Permission.HANDOVER_ANSWER,
        Permission.HANDOVER_ASK,
        Permission.HANDOVER_READ,
        Permission.HINT_READ,
        Permission.NOTE_CORRECT,
        Permission.NOTE_CREATE,
    }
    always = {Permission.ACCOUNT_READ, Permission.DRAFT_KEEP}

    assert may(person, permission) is (permission in always)
    assert may(person, permission, frozenset({3})) is (permission in always)
    assert may(person, permission, frozenset({2, 3})) is (permission in own | always)


@pytest.mark.parametrize("role", OFFICE)
def test_the_office_may_everywhere(role: Role) -> None:
    administration = {Permission.ACCOUNT_MANAGE} if role is Role.STAFF else set()

    assert EVERYWHERE[role] == set(Permission) - administration


def test_what_is_not_theirs_is_as_good_as_missing(browser: Browser, person) -> None:
    own, other = make.organisation(), make.organisation()
    browser.sign_in(person(role=Role.STAKEHOLDER, at=own))

    assert browser.get(f"/probe-eigenes/{own.id}").status == 200
    foreign = browser.get(f"/probe-eigenes/{other.id}")
    missing = browser.get("/probe-eigenes/999999")

    assert foreign.status == missing.status == 404
    assert without_id(foreign) == without_id(missing)


def without_id(page) -> str:
    same = page.html.replace(page.headers["X-Request-ID"], "")
    for tag in page.soup.select("[name=csrf_token]"):
        same = same.replace(tag["value"], "")
    return same.replace(page.path, "PATH")


def test_what_a_role_never_may_is_forbidden(browser: Browser, person) -> None:
    browser.sign_in(person(role=Role.STAKEHOLDER))

    assert browser.get("/probe-nur-buero").status == 403


def test_nobody_is_asked_to_sign_in(browser: Browser) -> None:
    page = browser.get("/probe-nur-buero")

    assert page.status == 401
    assert page.link("Zur Anmeldung") == "/anmelden?zurueck=/probe-nur-buero"


def test_a_view_that_decides_nothing_answers_nothing(another_app) -> None:
    app = another_app()
    app.add_url_rule("/leck", "leak", lambda: "geheim")

    with app.app_context(), pytest.raises(RuntimeError, match="leak has neither"):
        Browser(app).get("/leck")


def test_a_view_that_decides_nothing_saves_nothing(another_app) -> None:
    app = another_app()

    def save() -> str:
        with transaction():
            db.session.add(make_user())
        return "gespeichert"

    app.add_url_rule("/speichern", "save", save)
    with app.app_context():
        with pytest.raises(RuntimeError, match="save has neither"):
            Browser(app).get("/speichern")
        assert db.session.query(User).count() == 0


def make_user() -> User:
    from tracker import clock

    return User(
        uid="x", email="x@kreis.example", name="x", role=Role.STAFF, password_hash="!",
        is_active=True, created_at=clock.now(),
    )  # fmt: skip
