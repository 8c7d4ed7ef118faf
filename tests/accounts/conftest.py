"""The application with one more form page, and nothing of the plan behind it."""

from collections.abc import Callable, Iterator

import pytest
from flask import Blueprint, Flask, redirect, render_template_string, request
from flask.typing import ResponseReturnValue

from tests import make
from tests.conftest import _with_fresh_rows, build_app
from tests.pages import Browser, Page
from tracker.accounts import passwords
from tracker.accounts.guard import require
from tracker.accounts.models import Role, User
from tracker.accounts.permissions import Permission
from tracker.db import db
from tracker.forms import (
    NOTE_LENGTH,
    ChoiceField,
    DayField,
    Form,
    LongTextField,
    PeriodField,
    TextField,
    TickField,
    UidField,
    at_most,
    choices,
    optional,
    required,
)
from tracker.stakeholders.models import Organisation

PASSWORD = "zwiebel lampe tisch regen"
SAVED: list[str] = []
PAGE = """
{% extends "base.html" %}
{% from "shared/form.html" import field, form as form_box %}
{% block title %}Probe{% endblock title %}
{% block main %}
  <h1>Probe</h1>
  {% call form_box(form, submit="Speichern") %}
    {{ field(form.text) }} {{ field(form.line) }} {{ field(form.role) }} {{ field(form.day) }}
    {{ field(form.due) }} {{ field(form.is_sure) }}
  {% endcall %}
{% endblock main %}
"""


class ProbeForm(Form):
    text = LongTextField("Sachstand", validators=[required(), at_most(NOTE_LENGTH)])
    line = TextField("Begründung", validators=[optional(), at_most(200)])
    role = ChoiceField("Rolle", validators=[optional()], choices=lambda: choices(Role), coerce=Role)
    day = DayField("Gilt ab", validators=[optional()])
    due = PeriodField("Fällig", validators=[optional()])
    is_sure = TickField("Sicher")
    in_force = UidField("Stand")


probe = Blueprint("probe", __name__)


@probe.route("/probe/<code>", methods=["GET", "POST"])
def write(code: str) -> ResponseReturnValue:
    require(Permission.ACCOUNT_READ)
    form = ProbeForm(in_force="11111111-1111-1111-1111-111111111111")
    if form.submitted():
        SAVED.append(form.text.data or "")
        return redirect(request.path, 303)
    return render_template_string(PAGE, form=form)


@probe.post("/probe-taste")
def press() -> ResponseReturnValue:
    require(Permission.ACCOUNT_READ)
    SAVED.append(request.form["what"])
    return redirect("/probe/A", 303)


@probe.get("/probe-nur-buero")
def office() -> ResponseReturnValue:
    require(Permission.STATUS_UPDATE)
    return "büro", {"Content-Type": "text/plain"}


@probe.get("/probe-eigenes/<int:organisation>")
def own(organisation: int) -> ResponseReturnValue:
    found = db.session.query(Organisation).filter_by(id=organisation).one()
    require(Permission.NOTE_CREATE, frozenset({found.id}))
    return "eigenes", {"Content-Type": "text/plain"}


@pytest.fixture(scope="session")
def _probe_app(database_url: str) -> Iterator[Flask]:
    app = build_app(database_url)
    app.register_blueprint(probe)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(_probe_app: Flask) -> Iterator[Flask]:
    SAVED.clear()
    yield from _with_fresh_rows(_probe_app)


@pytest.fixture(scope="session")
def password_hash() -> str:
    return passwords.hash_password(PASSWORD)


@pytest.fixture
def person(app: Flask, password_hash: str) -> Callable[..., User]:
    """Return a function that makes somebody who can sign in with PASSWORD."""

    def build(email: str = "maria@kreis.example", role: Role = Role.STAFF, **more: object) -> User:
        return make.user(role, email=email, password_hash=password_hash, **more)

    return build


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what the hasher is asked to verify."""
    asked: list[str] = []
    verify = passwords.matches

    def listen(stored: str, password: str) -> bool:
        asked.append(stored)
        return verify(stored, password)

    monkeypatch.setattr(passwords, "matches", listen)
    return asked


def sign_in(browser: Browser, email: str = "maria@kreis.example", password: str = PASSWORD) -> Page:
    page = browser.submit("/anmelden", email=email, password=password)
    browser.is_signed_in = page.status in {200, 303}
    return page
