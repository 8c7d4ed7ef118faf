"""The access table: every route, and what each kind of person gets, by real requests.

The table is tests/access.toml. Numbers like S1 are those of the security requirements.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask, g
from sqlalchemy import select

from tests import make, rights
from tests.pages import WRITE, Browser, Page
from tracker.accounts import guard
from tracker.accounts.models import Affiliation, Purpose, Role, User
from tracker.accounts.permissions import Permission, Person
from tracker.accounts.rules import token_hash
from tracker.db import db, transaction
from tracker.plan.models import Plan, Recommendation
from tracker.reports.rules import Format, file_name
from tracker.stakeholders.models import Involvement

PEOPLE = ("public", "own", "other", "staff", "administrator", "disabled")
TABLE = rights.TABLE
ROWS = [(endpoint, method) for endpoint, methods in TABLE.items() for method in methods]
READ = [endpoint for endpoint, method in ROWS if method == "GET"]
UNSAFE = [(endpoint, method) for endpoint, method in ROWS if method != "GET"]
LET_IN = [
    (endpoint, method, who)
    for endpoint, method in UNSAFE
    for who, status in zip(PEOPLE, TABLE[endpoint][method], strict=True)
    if status < 400
]
OF_PEOPLE = ("admin.user", "admin.disable", "admin.enable", "admin.erase", "admin.send_link")
OF_ONE = [  # routes about something that belongs to an organisation
    (endpoint, method) for endpoint, method in ROWS if TABLE[endpoint][method][2] == 404
]
# What a request may write without being a change: a session in use, the throttle of sign-in.
BOOKKEEPING = re.compile(r"\s*\w+ (INTO |FROM )?\"?(user_session|sign_in_try)\b", re.IGNORECASE)
TABLE_NAME = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)


@dataclass
class World:
    """A plan with one of everything that an address can name, and one person of each kind."""

    app: Flask
    values: dict[str, object]
    uids: dict[str, str]
    people: dict[str, User]
    elsewhere: dict[str, object]  # the same in another plan
    tokens: dict[str, str]  # of links that were sent to somebody

    def path(self, endpoint: str, **other: object) -> str:
        values = {**self.values, "uid": self.uids.get(endpoint), "token": self.tokens.get(endpoint)}
        values |= other
        rules = self.app.url_map.iter_rules(endpoint)
        rule = min(rules, key=lambda rule: len(rule.arguments))
        built = rule.build({name: values[name] for name in rule.arguments})
        assert built is not None
        return built[1]

    def visitor(self, who: str) -> Browser:
        visitor = Browser(self.app)
        if who != "public":
            visitor.sign_in(self.people[who])
        if who == "disabled":
            self.people[who].is_active = False
            db.session.commit()
        return visitor

    def ask(self, endpoint: str, method: str, who: str, **other: object) -> Page:
        visitor = self.visitor(who)
        path = self.path(endpoint, **other)
        if method == "GET":
            return visitor.get(path)
        return visitor.send(path, method)


@pytest.fixture
def world(app: Flask, made_once) -> World:
    known = made_once(everything)
    rows = db.session.scalars(select(User).where(User.id.in_(known["people"].values())))
    users = {user.id: user for user in rows}
    people = {who: users[key] for who, key in known.pop("people").items()}
    return World(app=app, people=people, **known)


def everything() -> dict[str, dict[str, Any]]:
    """Make what a World tells of; return what it holds, people by their keys."""
    plan = make.plan("integration")
    town = make.municipality(plan)
    own, other = make.organisation(plan, at=town), make.organisation(plan)
    field = make.action_field(plan)
    recommendation = make.recommendation(field=field, owner=own)
    milestone = make.milestone(of=recommendation)
    make.milestone(of=recommendation, due=date(2026, 6, 1))  # overdue: on a sitting's agenda
    moved = make.deadline_from(milestone, date(2027, 3, 31), date(2026, 2, 1))
    published = make.note(of=recommendation, at=own)
    pending = make.note("Noch nicht geprüft.", of=recommendation, at=own, is_published=False)
    committee = make.committee(plan)
    report = make.report(plan)
    version = make.report_version(report, is_published=True)
    for format_ in Format:
        make.report_file(version, format_, data=b"%PDF")
    handover = make.handover(recommendation, own, make.organisation(plan))
    people = {
        "own": make.user(Role.STAKEHOLDER, at=own),
        "other": make.user(Role.STAKEHOLDER, at=other),
        "staff": make.user(Role.STAFF),
        "administrator": make.user(Role.ADMINISTRATOR),
        "disabled": make.user(Role.STAFF),
    }
    return {
        "values": {
            "plan": plan.slug,
            "field": field.slug,
            "code": recommendation.code,
            "number": milestone.number,
            "organisation": own.slug,
            "filename": "css/tokens.css",
            "liste": "ueberfaellig",
            "sitting": "2026-06-30-steuerungsgruppe",
            "start": "20260701T100000Z",
            "committee": committee.slug,
            "held_on": make.sitting(committee).held_on.isoformat(),
            "paper": make.paper(recommendation, of=committee).number,
            "ags": make.municipality(plan, name="Musterdorf").ags,
            "slug": report.slug,
            "version": version.number,
            "file": file_name(plan.slug, report.slug, version.number, Format.PDF),
        },
        "uids": dict.fromkeys(OF_PEOPLE, make.user(Role.STAKEHOLDER).uid)
        | {
            "history.withdraw": moved.uid,
            "notes.correct": published.uid,
            "notes.review": pending.uid,
            "office.follow_up": make.follow_up(recommendation).uid,
            "responsibility.end_involvement": involvement_of(recommendation),
            "responsibility.handover": handover.uid,
            "obstacles.solve": make.obstacle(of=recommendation).uid,
        },
        "people": {who: user.id for who, user in people.items()},
        "elsewhere": {
            "code": "X-99",
            "uid": str(uuid.uuid4()),
            "number": 99,
            "committee": "gibt-es-nicht",
            "held_on": "1999-01-01",
            "paper": "1999/1",
            "ags": "00000",
            "slug": "gibt-es-nicht",
            "version": 99,
            "file": "gibt-es-nicht.pdf",
            "token": "gibt-es-nicht",
        },
        "tokens": links_to(make.user(Role.STAKEHOLDER)),
    }


def links_to(user: User) -> dict[str, str]:
    """Send somebody a link of each kind; return the tokens by what they open."""
    purposes = {
        "accounts.invitation": Purpose.INVITATION,
        "accounts.new_password": Purpose.PASSWORD,
        "accounts.confirm_address": Purpose.ADDRESS,
    }
    tokens = {endpoint: f"link-{purpose}" for endpoint, purpose in purposes.items()}
    for endpoint, purpose in purposes.items():
        link = make.link(user, purpose=purpose, token_hash=token_hash(tokens[endpoint]))
        link.email = f"neu-{user.email}" if purpose is Purpose.ADDRESS else user.email
    db.session.commit()
    return tokens


def involvement_of(recommendation: Recommendation) -> str:
    rows = select(Involvement.uid).where(Involvement.recommendation_id == recommendation.id)
    return str(db.session.scalar(rows))


def expected(endpoint: str, method: str, who: str) -> int:
    return TABLE[endpoint][method][PEOPLE.index(who)]


def writes(page: Page) -> list[str]:
    return [one for one in page.statements if WRITE.match(one) and not BOOKKEEPING.match(one)]


def test_every_route_and_method_is_in_the_table_and_no_other(app: Flask) -> None:
    there: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        there.setdefault(rule.endpoint, set()).update(rule.methods - {"HEAD", "OPTIONS"})

    assert {endpoint: set(methods) for endpoint, methods in TABLE.items()} == there


def test_every_row_says_something_for_everybody() -> None:
    assert all(len(TABLE[endpoint][method]) == len(PEOPLE) for endpoint, method in ROWS)


def test_the_handbook_says_what_the_table_says(app: Flask) -> None:
    assert rights.PAGE.read_text() == rights.page(app)


@pytest.mark.parametrize("endpoint", READ)
def test_a_page_answers_each_person_as_the_table_says(world: World, endpoint: str) -> None:
    answers = tuple(world.ask(endpoint, "GET", who).status for who in PEOPLE)

    assert answers == tuple(TABLE[endpoint]["GET"])


@pytest.mark.parametrize(("endpoint", "method"), UNSAFE)
def test_who_may_not_send_a_form_is_refused_and_changes_nothing(
    world: World, endpoint: str, method: str
) -> None:
    for who in PEOPLE:
        if expected(endpoint, method, who) >= 400:
            page = world.ask(endpoint, method, who)

            assert page.status == expected(endpoint, method, who), who
            assert writes(page) == [], who


@pytest.mark.parametrize(("endpoint", "method", "who"), LET_IN)
def test_who_may_send_a_form_is_let_in(world: World, endpoint: str, method: str, who: str) -> None:
    assert world.ask(endpoint, method, who).status == expected(endpoint, method, who)


@pytest.mark.parametrize("endpoint", READ)
def test_opening_a_page_changes_nothing(world: World, endpoint: str, clock) -> None:
    """S8. The visitors have been away for two minutes, so their sessions are noted as in use."""
    visitors = {who: world.visitor(who) for who in PEOPLE}
    clock.at(clock.now + timedelta(minutes=2))

    for who, visitor in visitors.items():
        assert writes(visitor.get(world.path(endpoint))) == [], who
        assert writes(visitor.head(world.path(endpoint))) == [], who


@pytest.mark.parametrize(("endpoint", "method"), UNSAFE)
def test_without_the_token_nothing_is_accepted(world: World, endpoint: str, method: str) -> None:
    """S33."""
    of_another_session = world.visitor("staff").token()

    for who in ("public", "own", "administrator"):
        visitor = world.visitor(who)
        for token in (None, "", "forged", of_another_session):
            page = visitor.send(world.path(endpoint), method, csrf_token=token)

            assert page.status in {400, 401} or is_harmless(endpoint, who), (who, token)
            assert writes(page) == [], (who, token)


def is_harmless(endpoint: str, who: str) -> bool:
    """Signing out who is not signed in leads to the start page."""
    return (endpoint, who) == ("accounts.sign_out", "public")


@pytest.mark.parametrize(("endpoint", "method"), UNSAFE)
def test_a_form_sent_from_another_site_is_not_accepted(
    world: World, endpoint: str, method: str
) -> None:
    visitor = world.visitor("administrator")

    page = visitor.send(world.path(endpoint), method, headers={"Sec-Fetch-Site": "cross-site"})

    assert page.status == 400
    assert writes(page) == []


@pytest.mark.parametrize("endpoint", TABLE)
def test_a_method_that_is_not_in_the_table_is_refused(world: World, endpoint: str) -> None:
    visitor = world.visitor("administrator")
    others = {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(TABLE[endpoint])

    for other in sorted(others):
        # One word is also the address of a plan without its last stroke, and leads there.
        allowed = {405, 308} if (endpoint, other) == ("accounts.sign_out", "GET") else {405}
        assert visitor.send(world.path(endpoint), other).status in allowed
    options = visitor.send(world.path(endpoint), "OPTIONS")
    assert (options.status, options.body) == (200, "")


@pytest.mark.parametrize(("endpoint", "method"), OF_ONE)
def test_what_belongs_to_others_looks_like_what_is_not_there(
    world: World, endpoint: str, method: str
) -> None:
    """S4. The same answer, but for the number of the request and the address itself."""
    foreign = world.ask(endpoint, method, "other")
    visitor = world.visitor("other")
    path = world.path(endpoint, **world.elsewhere)
    missing = visitor.get(path) if method == "GET" else visitor.send(path, method)

    assert foreign.status == missing.status == 404
    assert neutral(foreign) == neutral(missing)


def neutral(page: Page) -> str:
    """Return a page without what is new in every answer, and without its own address."""
    html = page.html
    for path in (page.path, quote(page.path, safe="")):
        html = html.replace(path, "…")
    html = re.sub(r'(name="(csrf_token|author)" value=")[^"]*', r"\1", html)
    return re.sub(r"\b[0-9a-f]{12}\b", "…", html)


@pytest.mark.parametrize("endpoint", [one for one in TABLE if one != "static"])
def test_an_address_that_names_nothing_is_not_found(world: World, endpoint: str) -> None:
    names = set().union(*(rule.arguments for rule in world.app.url_map.iter_rules(endpoint)))
    missing = {
        "plan": "gibt-es-nicht",
        "field": "gibt-es-nicht",
        "liste": "gibt-es-nicht",
        "sitting": "gibt-es-nicht",
        "start": "gibt-es-nicht",
        "organisation": "gibt-es-nicht",
        **world.elsewhere,
    }
    for name in names:
        path = world.path(endpoint, **{name: missing[name]})
        for who in ("public", "administrator"):
            status = world.visitor(who).get(path).status
            allowed = {404, 401} if who == "public" else {404, 405}
            if "GET" not in TABLE[endpoint]:
                allowed.add(405)
            assert status in allowed, (path, who)


# What happens without the declarations: does the table notice?


@pytest.fixture
def open_door(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    """Let everybody in who comes to a require()."""

    def let_in(*_permission: object) -> Person:
        g.decided = True
        row = world.people["administrator"]
        return guard.person() or Person(row.id, row.uid, row.name, Role.ADMINISTRATOR)

    def yes(*_about: object) -> bool:
        return True

    for function in world.app.view_functions.values():
        module = getattr(function, "__globals__", {})
        for name, answer in (("require", let_in), ("signed_in", let_in), ("may", yes)):
            if name in module:
                monkeypatch.setitem(module, name, answer)


CLOSED = [(endpoint, method) for endpoint, method in ROWS if 401 in TABLE[endpoint][method]]
OPEN = [(endpoint, method) for endpoint, method in ROWS if 401 not in TABLE[endpoint][method]]


@pytest.mark.parametrize(("endpoint", "method"), CLOSED)
def test_the_table_notices_that_a_view_asks_no_permission(
    world: World, open_door: None, endpoint: str, method: str
) -> None:
    """S2."""
    assert deviates(world, endpoint, method)


@pytest.mark.parametrize(("endpoint", "method"), OPEN)
def test_the_table_notices_that_a_view_is_no_longer_public(
    world: World, monkeypatch: pytest.MonkeyPatch, endpoint: str, method: str
) -> None:
    """S2, the other way."""
    if endpoint == "static":
        return  # served before Flask comes into it
    view = world.app.view_functions[endpoint]
    monkeypatch.setattr(guard, "_PUBLIC", guard._PUBLIC - {view})

    assert deviates(world, endpoint, method)


def deviates(world: World, endpoint: str, method: str) -> bool:
    """Return whether somebody gets another answer than the table says."""
    for who in PEOPLE:
        try:
            status = world.ask(endpoint, method, who).status
        except (RuntimeError, AssertionError):  # the guard's, or those of tests/pages.py
            return True
        if status != expected(endpoint, method, who):
            return True
    return False


@pytest.mark.parametrize("permission", list(Permission))
def test_every_permission_is_asked_for_somewhere(permission: Permission) -> None:
    root = Path(guard.__file__).parent.parent
    files = [*root.glob("*/views.py"), *root.glob("*/views/*.py")]
    views = "\n".join(path.read_text() for path in files)

    assert f"Permission.{permission.name}" in views


# Default deny (S3)


@pytest.fixture
def leaky(another_app) -> Flask:
    """An application with two views that decide nothing."""
    app = another_app()

    def save() -> str:
        with transaction() as session:
            session.add(Plan(slug="x", title={}, description={}, publisher={}, languages="de"))
        return "saved"

    app.add_url_rule("/leak", "leak", lambda: "secret")
    app.add_url_rule("/save", "save", save, methods=["POST"])
    return app


@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR])
def test_a_view_that_decides_nothing_answers_nothing(app: Flask, leaky: Flask, role) -> None:
    visitor = Browser(leaky)
    if role:
        visitor.sign_in(make.user(role))

    with pytest.raises(RuntimeError, match="leak has neither"):
        visitor.get("/leak")


def test_a_view_that_decides_nothing_saves_nothing(app: Flask, leaky: Flask) -> None:
    with pytest.raises(RuntimeError, match="save has neither"):
        Browser(leaky).sign_in(make.user(Role.ADMINISTRATOR)).send("/save")

    assert db.session.scalars(select(Plan)).all() == []


def test_in_production_it_is_a_page_that_tells_nothing(app: Flask, another_app) -> None:
    served = another_app(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    served.add_url_rule("/leak", "leak", lambda: "secret")

    page = Browser(served).get("/leak")

    assert page.status == 500
    assert "secret" not in page.body
    assert "leak has" not in page.body


# Revocation acts at the next request (S7)


def test_a_role_that_was_taken_is_gone_at_the_next_request(world: World) -> None:
    path = world.path("plan.change_status")
    visitor = world.visitor("staff")
    assert visitor.get(path).status == 200

    world.people["staff"].role = Role.STAKEHOLDER
    db.session.commit()

    assert visitor.get(path).status == 403


def test_an_account_that_was_disabled_is_gone_at_the_next_request(world: World) -> None:
    path = world.path("accounts.account")
    visitor = world.visitor("staff")
    assert visitor.get(path).status == 200

    world.people["staff"].is_active = False
    db.session.commit()

    assert visitor.get(path).status == 401


def test_who_no_longer_acts_for_an_organisation_may_not_at_the_next_request(
    world: World,
) -> None:
    path = world.path("notes.write")
    visitor = world.visitor("own")
    assert visitor.get(path).status == 200

    db.session.execute(Affiliation.__table__.delete())
    db.session.commit()

    assert visitor.get(path).status == 404


# Fields that a form does not have (S5, S6)

MAY_CHANGE = {
    "accounts.confirm_address": {"one_time_link", "outgoing_mail", "user"},  # whose the link is
    "accounts.edit_account": {"user"},  # their own, but neither role nor right
    "accounts.forgotten": {"one_time_link", "outgoing_mail"},
    "accounts.introduced": {"user"},  # their own
    "notes.write": {"note"},
    "notes.correct": {"note"},
    "notes.confirm": {"note", "note_review", "plan"},  # published at once; the plan's revision
}


@pytest.fixture
def all_columns() -> dict[str, str]:
    """Every column of every table as a field, and names that other programs fell for."""
    names = {column.name for table in db.metadata.tables.values() for column in table.columns}
    return dict.fromkeys(names | {"is_admin", "user_id", "version", "created_by"}, "1")


@pytest.mark.parametrize(("endpoint", "method"), UNSAFE)
def test_a_stakeholder_writes_notes_and_nothing_else(
    world: World, all_columns: dict[str, str], endpoint: str, method: str
) -> None:
    fields = {**all_columns, "text": "Zwei Kurse mehr.", "language": "de"}

    page = world.visitor("own").send(world.path(endpoint), method, **fields)

    changed = {match[1] for one in page.statements if (match := TABLE_NAME.match(one))}
    assert changed - {"audit_entry", "user_session", "sign_in_try"} <= MAY_CHANGE.get(
        endpoint, set()
    )
    user = db.session.get_one(User, world.people["own"].id)
    assert (user.role, user.is_active) == (Role.STAKEHOLDER, True)
