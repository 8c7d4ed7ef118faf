"""Accounts by command."""

import pytest
from click.testing import Result
from flask import Flask

from tests import make
from tests.accounts.conftest import sign_in
from tests.pages import Browser
from tracker.accounts.models import Affiliation, AuditEntry, Role, User
from tracker.db import db

GOOD = "zwiebel lampe tisch regen"


@pytest.fixture
def run(app: Flask):
    def call(*words: str, typed: str = "") -> Result:
        result = app.test_cli_runner().invoke(args=["user", *words], input=typed)
        db.session.expire_all()
        return result

    return call


def add(run, *more: str, typed: str = "") -> Result:
    given = ["add", "Maria@Kreis.example", "--name", "Maria Muster", "--role", "stakeholder"]
    return run(*given, *more, typed=typed)


def shown(result: Result) -> str:
    return result.output.strip().rpartition(": ")[2]


def test_an_account_is_added_and_its_password_shown_once(app, run) -> None:
    plan = make.plan("integration")
    one, two = make.organisation(plan), make.organisation(plan)

    result = add(
        run,
        "--organisation",
        f"integration/{one.slug}",
        "--organisation",
        f"integration/{two.slug}",
    )

    assert result.exit_code == 0
    assert result.output.startswith("Das Konto maria@kreis.example ist angelegt.\n")
    user = db.session.query(User).one()
    assert (user.email, user.name, user.role) == (
        "maria@kreis.example", "Maria Muster", Role.STAKEHOLDER,
    )  # fmt: skip
    own = {row.organisation_id for row in db.session.query(Affiliation)}
    assert own == {one.id, two.id}
    assert sign_in(Browser(app), password=shown(result)).status == 303
    assert shown(result) not in user.password_hash


def test_a_password_can_be_typed_in(app, run) -> None:
    result = add(run, "--password-stdin", typed=f"{GOOD}\n")

    assert result.exit_code == 0
    assert GOOD not in result.output
    assert sign_in(Browser(app), password=GOOD).status == 303


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["add", "keine-adresse", "--name", "A", "--role", "staff"], "name@kreis.example"),
        (["add", "a@b.example", "--name", " ", "--role", "staff"], "Geben Sie einen Namen"),
        (
            ["add", "a@b.example", "--name", "A", "--role", "staff", "--organisation", "x/y"],
            "Es gibt keine Organisation x/y.",
        ),
        (["disable", "niemand@kreis.example"], "Es gibt kein Konto mit der Adresse"),
        (["password", "niemand@kreis.example"], "Es gibt kein Konto mit der Adresse"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence_and_changes_nothing(run, words, says) -> None:
    result = run(*words)

    assert result.exit_code == 1
    assert says in result.output
    assert "Traceback" not in result.output
    assert db.session.query(User).count() == 0
    assert db.session.query(AuditEntry).count() == 0


def test_an_address_has_one_account(run) -> None:
    add(run)

    result = add(run)

    assert result.exit_code == 1
    assert "Diese hat schon ein Konto." in result.output
    assert db.session.query(User).count() == 1


def test_an_easy_password_is_refused(run) -> None:
    result = add(run, "--password-stdin", typed="Maria2026Muster!\n")

    assert result.exit_code == 1
    assert "nicht leicht zu erraten" in result.output


def test_a_disabled_account_is_kept_but_signs_in_no_more(app, run) -> None:
    password = shown(add(run))
    browser = Browser(app)
    sign_in(browser, password=password)

    result = run("disable", "MARIA@kreis.example")

    assert result.exit_code == 0
    assert "gesperrt" in result.output
    assert browser.get("/konto").status == 401
    assert sign_in(Browser(app), password=password).status == 401
    assert "maria@kreis.example: Maria Muster, stakeholder, gesperrt" in run("list").output


def test_a_new_password_replaces_the_old_one(app, run) -> None:
    old = shown(add(run))

    new = shown(run("password", "maria@kreis.example"))

    assert sign_in(Browser(app), password=old).status == 401
    assert sign_in(Browser(app), password=new).status == 303


def test_accounts_are_listed_with_whom_they_act_for(run) -> None:
    plan = make.plan("integration")
    office = make.organisation(plan)
    add(run, "--organisation", f"integration/{office.slug}")

    expected = f"maria@kreis.example: Maria Muster, stakeholder, integration/{office.slug}\n"
    assert run("list").output == expected


def test_an_empty_list_says_what_to_do(run) -> None:
    assert "tracker user add" in run("list").output


def test_every_change_of_an_account_is_on_record(run) -> None:
    password = shown(add(run))
    run("password", "maria@kreis.example")
    run("disable", "maria@kreis.example")

    entries = db.session.query(AuditEntry).order_by(AuditEntry.id).all()
    user = db.session.query(User).one()
    assert [(entry.action, entry.subject, entry.role) for entry in entries] == [
        (action, f"user/{user.uid}", "administrator")
        for action in ("user.add", "user.password", "user.disable")
    ]
    assert not any(password in str(vars(entry)) or "Maria" in str(vars(entry)) for entry in entries)
