"""Erasing a person: nothing of them is left anywhere, and nothing that is counted changes."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, String, select, type_coerce

from tests import make
from tests.accounts.conftest import PASSWORD, sign_in
from tests.admin.conftest import LIST, place
from tests.pages import Browser, Page
from tracker import clock
from tracker.accounts import actions as accounts
from tracker.accounts.actions import By, Change
from tracker.accounts.models import (
    Affiliation,
    AuditEntry,
    OneTimeLink,
    Purpose,
    Role,
    SignInTry,
    User,
    UserSession,
)
from tracker.accounts.rules import account_fingerprint, token_hash, without
from tracker.admin import actions, queries
from tracker.admin.rules import Remains
from tracker.db import TextsType, db
from tracker.drafts.models import Draft
from tracker.errors import RuleError, StaleError
from tracker.mail import actions as outbox
from tracker.mail.models import OutgoingMail
from tracker.mail.smtp import Result
from tracker.notes.models import Note

NAME = "Käthe Canaria-Vogel"
EMAIL, OLD_EMAIL, NEW_EMAIL = (f"{one}canaria@kreis.example" for one in ("", "alt-", "neu-"))
SECRET = "a key for tests that is long enough"
GONE = "Person entfernt"


def erase(desk: Browser, user: User, **other: object) -> Page:
    return desk.submit(place(user, "/entfernen"), is_sure="y", **other)


def fresh(user: User) -> User:
    db.session.commit()
    db.session.refresh(user)
    return user


# What is left


@dataclass(frozen=True)
class Stored:
    """A text or file in the database."""

    place: str  # "user.name"
    text: str


def everything() -> Iterator[Stored]:
    """Yield every text and file of every row."""
    db.session.commit()
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, String | TextsType | LargeBinary):
                raw = LargeBinary if isinstance(column.type, LargeBinary) else String
                for value in db.session.scalars(select(type_coerce(column, raw))):
                    text = value.decode("latin-1") if isinstance(value, bytes) else str(value or "")
                    yield Stored(f"{table.name}.{column.name}", text)


def traces(*words: str) -> set[str]:
    """Return the columns in which one of the words stands, plain or escaped as JSON has it."""
    wanted = {word.casefold() for word in words}
    wanted |= {json.dumps(word)[1:-1].casefold() for word in words}
    return {one.place for one in everything() if any(w in one.text.casefold() for w in wanted)}


@pytest.fixture
def canary(app: Flask, person, chief: User) -> User:
    """Somebody who has done everything that leaves a trace, by real requests where there are."""
    plan = make.plan("integration")
    own = make.organisation(plan)
    of = make.recommendation(owner=own, code="A-01")
    user = person(OLD_EMAIL, Role.STAKEHOLDER, name=NAME, at=own)
    theirs = Browser(app)
    sign_in(theirs, OLD_EMAIL)
    theirs.send("/passwort-vergessen", email=OLD_EMAIL)
    user.email = EMAIL  # confirmed since
    db.session.commit()
    theirs.submit("/konto/adresse", email=NEW_EMAIL, current_password=PASSWORD)
    sign_in(Browser(app), EMAIL, "falsch falsch falsch")
    Browser(app).submit("/passwort-vergessen", email=EMAIL)
    theirs.submit(f"/integration/empfehlungen/{of.code}/sachstand", text="Neu.")
    make.note("Älter.", of=of, at=own, by=user)
    make.draft(user, text=f"{NAME} schreibt noch")
    make.draft(user, place="/verworfen#1", text=EMAIL).discarded_at = clock.now()
    for subject, by in ((f"user/{user.uid}", chief), ("integration/A-01", chief)):
        entry = make.audit_entry(by)
        entry.subject, entry.before = subject, f"Zuständig: {NAME} <{EMAIL}>"
        entry.after = f"{NAME.upper()}s Nachfolge, bisher {OLD_EMAIL}."
    db.session.commit()
    return user


def test_no_table_holds_name_or_address_of_an_erased_person(desk: Browser, canary: User) -> None:
    words = (NAME, EMAIL, OLD_EMAIL, NEW_EMAIL)
    assert traces(*words) == {
        "user.name", "user.email", "one_time_link.email", "outgoing_mail.recipient",
        "outgoing_mail.body", "draft.fields", "audit_entry.before", "audit_entry.after",
    }  # fmt: skip
    prints = {
        account_fingerprint(SECRET, one, kind) for one in words for kind in ("", "forgotten ")
    }
    assert {row.account for row in db.session.query(SignInTry)} & prints
    notes = db.session.query(Note).filter_by(recorded_by_id=canary.id).count()

    page = erase(desk, canary)

    assert page.location == place(canary)
    assert traces(*words, "Canaria") == set()
    assert not {row.account for row in db.session.query(SignInTry)} & prints
    for model in (UserSession, OneTimeLink, Affiliation, OutgoingMail, Draft):
        assert db.session.query(model).filter_by(user_id=canary.id).count() == 0, model
    user = fresh(canary)
    assert (user.name, user.password_hash, user.is_active) == ("", "", False)
    assert db.session.query(Note).filter_by(recorded_by_id=user.id).count() == notes == 2
    texts = [row.before for row in db.session.query(AuditEntry).filter(AuditEntry.before != "")]
    assert texts == [f"Zuständig: {GONE} <{GONE}>"] * 2


def test_the_audit_says_who_erased_whom_when_and_no_name(desk, chief, canary) -> None:
    erase(desk, canary)

    entry = db.session.query(AuditEntry).filter_by(action="user.erase").one()

    assert (entry.user_id, entry.role, entry.at) == (chief.id, "administrator", clock.now())
    assert (entry.subject, entry.before, entry.after) == (f"user/{canary.uid}", "", "")


def test_others_keep_what_is_theirs(desk, person) -> None:
    """An address that was once the person's may be somebody else's by now."""
    user, other = person(EMAIL, name=NAME), make.user(email=OLD_EMAIL, name="Karl Canaria-Vogel")
    make.link(user, purpose=Purpose.ADDRESS).email = OLD_EMAIL
    kept = [make.link(other), make.mail(other), make.draft(other), make.session(other)]
    db.session.commit()

    erase(desk, user)

    db.session.commit()
    assert all(db.session.get(type(row), row.id) for row in kept)
    assert (fresh(other).email, other.name) == (OLD_EMAIL, "Karl Canaria-Vogel")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Maria Muster war da.", f"{GONE} war da."),
        ("MARIA MUSTER", GONE),
        ("Maria Musters Liste", f"{GONE} Liste"),
        ("an maria@kreis.example.", f"an {GONE}."),
        ("Anna-Maria Muster", "Anna-Maria Muster"),
        ("Maria Muster-Schmidt", "Maria Muster-Schmidt"),
        ("Maria Mustermann", "Maria Mustermann"),
        ("anna-maria@kreis.example", "anna-maria@kreis.example"),
        ("maria@kreis.example.org", "maria@kreis.example.org"),
    ],
)
def test_a_name_is_taken_out_of_a_text_and_a_longer_one_stays(text: str, left: str) -> None:
    assert without(text, ["Maria Muster", "maria@kreis.example"]) == left


def test_a_name_of_one_word_goes_from_the_entries_about_the_account_only(desk) -> None:
    """Elsewhere it may be a word like any other: an account may be called „Geschäftsstelle“."""
    user = make.user(name="Geschäftsstelle")
    for subject in (f"user/{user.uid}", "integration/A-01"):
        entry = make.audit_entry()
        entry.subject, entry.after = subject, "Die Geschäftsstelle prüft."
    db.session.commit()

    erase(desk, user)

    said = {row.subject: row.after for row in db.session.query(AuditEntry) if row.after}
    assert said == {
        f"user/{user.uid}": f"Die {GONE} prüft.",
        "integration/A-01": "Die Geschäftsstelle prüft.",
    }


def test_what_a_request_under_way_left_behind_goes_with_the_next_round_of_jobs(desk) -> None:
    user, other = make.user(name=NAME), make.user()
    erase(desk, user)
    late = [make.draft(user), make.session(user), make.mail(user)]
    kept = make.draft(other)

    actions.sweep()

    assert [db.session.query(type(row)).filter_by(user_id=user.id).count() for row in late] == [
        0, 0, 0,
    ]  # fmt: skip
    assert db.session.query(Draft).one().id == kept.id


def test_a_mail_that_is_being_sent_meanwhile_is_forgotten(desk) -> None:
    user = make.user(name=NAME)
    make.mail(user)
    letter = outbox._claim()
    erase(desk, user)

    outbox._note(letter, Result(is_sent=True), accounts.mark_undeliverable)

    assert db.session.query(OutgoingMail).count() == 0


# Before it is done


def test_the_page_says_what_goes_and_what_stays(desk, canary) -> None:
    make.note(f"Fragen Sie {NAME}.", of=make.recommendation())
    make.follow_up(text=f"{NAME} anrufen")

    main = desk.get(desk.get(place(canary)).link("Person entfernen")).main

    assert f"{NAME} ({EMAIL})" in main
    assert "2 Entwürfe, die die Person nicht abgeschickt hat." in main
    assert "für immer. Das lässt sich nicht rückgängig machen." in main
    assert "Danach kann für diese Organisationen niemand mehr melden: Verein" in main
    assert "Sachstände: 1" in main
    assert "Wiedervorlagen: 1" in main
    assert "Öffentlich ändert sich nichts." in main


def test_whom_nobody_wrote_about_needs_no_warning(desk) -> None:
    organisation = make.organisation()
    user = make.user(Role.STAKEHOLDER, at=organisation, name="Otto")
    make.user(Role.STAKEHOLDER, at=organisation)
    make.note("Lotto und otto-motor@kreis.example")

    found = queries.remains(user.id)

    assert found == Remains(drafts=0, mails=0, alone=[], texts={})
    assert "Keine Entwürfe" in desk.get(place(user, "/entfernen")).main


def test_without_the_box_ticked_nothing_happens(desk) -> None:
    user = make.user(name=NAME)

    page = desk.submit(place(user, "/entfernen"), version=user.version)

    assert page.status == 422
    assert "Bestätigen Sie, dass sich das nicht zurücknehmen lässt." in page.alert
    assert fresh(user).name == NAME


def test_whose_account_was_changed_meanwhile_is_looked_at_again(desk) -> None:
    user = make.user(name=NAME)
    old = desk.get(place(user, "/entfernen"))
    desk.submit(place(user), name="Käthe Neu", role="staff")

    page = desk.submit(old, is_sure="y")

    assert page.status == 409
    assert "Käthe Neu" in page.alert
    assert fresh(user).name == "Käthe Neu"
    assert desk.submit(page, is_sure="y").status == 303
    assert fresh(user).name == ""


def test_nobody_erases_themselves(desk, chief) -> None:
    make.user(Role.ADMINISTRATOR)
    assert "Person entfernen" not in desk.get(place(chief)).main
    page = desk.get(place(chief, "/entfernen"))
    assert "Das ist Ihr eigenes Konto." in page.main
    assert not page.soup.select("main form")

    refused = desk.send(place(chief, "/entfernen"), is_sure="y", version=str(chief.version))

    assert refused.status == 422
    assert "Sich selbst können Sie nicht entfernen." in refused.alert
    assert fresh(chief).name == "Anna Amt"


def test_the_last_administrator_stays(app, chief) -> None:
    make.user(Role.ADMINISTRATOR, is_active=False)

    with pytest.raises(RuleError, match="das letzte, das sie hat"):
        actions.erase(chief.id, None, secret=SECRET, by=By())

    assert (fresh(chief).name, chief.is_active) == ("Anna Amt", True)


def test_two_who_erase_each_other_at_once_leave_one(app) -> None:
    pair = [make.user(Role.ADMINISTRATOR) for _number in range(2)]
    plain = [(one.id, one.version, other.id) for one, other in (pair, pair[::-1])]
    start = threading.Barrier(2)

    def remove(one: tuple[int, int, int]) -> str:
        key, version, by = one
        with app.app_context():
            start.wait()
            try:
                actions.erase(key, version, secret=SECRET, by=By(by))
            except (RuleError, StaleError):
                return "refused"
            return "done"

    db.session.commit()
    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(remove, plain))

    assert said == ["done", "refused"]
    assert sum(fresh(one).is_active for one in pair) == 1


# Afterwards


def test_signing_in_ends_at_once_and_never_works_again(app, desk, person) -> None:
    user = person(EMAIL, name=NAME)
    theirs = Browser(app).sign_in(user)
    make.link(user, purpose=Purpose.PASSWORD, token_hash=token_hash("link"))
    assert theirs.get("/konto").status == 200
    assert Browser(app).get("/passwort/link").status == 200

    erase(desk, user)

    assert theirs.get("/konto").status == 401
    assert Browser(app).get("/passwort/link").status == 404
    for email in (EMAIL, fresh(user).email):
        assert sign_in(Browser(app), email).status == 401
        Browser(app).submit("/passwort-vergessen", email=email)
    assert db.session.query(OutgoingMail).count() == 0


def test_an_erased_account_cannot_be_changed_invited_or_enabled(desk) -> None:
    user = make.user(name=NAME)
    erase(desk, user)
    before = fresh(user).version

    shown = desk.get(place(user))

    assert shown.soup.h1.text == GONE
    assert not shown.soup.select("main form")
    for part in ("", "/sperren", "/freigeben", "/link", "/entfernen"):
        page = desk.send(
            place(user, part), name="Neu", role="staff", version=str(before), is_sure="y"
        )
        assert (page.status, page.soup.h1.text) == (409, GONE), part
    by = By()
    for change in (
        lambda: accounts.change_user(
            user.id, Change("Neu", Role.STAFF, frozenset(), {}), before, by=by
        ),
        lambda: accounts.enable_user(user.id, before, by=by),
        lambda: accounts.invite(user.id, by=by),
        lambda: accounts.send_password_link(user.id, by=by),
        lambda: actions.erase(user.id, before, secret=SECRET, by=by),
    ):
        with pytest.raises(RuleError):
            change()
    assert (fresh(user).version, user.is_active, user.name) == (before, False, "")


def test_the_address_is_free_for_a_new_account(desk) -> None:
    erase(desk, make.user(name=NAME, email=EMAIL))

    page = desk.submit(f"{LIST}/neu", email=EMAIL, name=NAME, role="staff")

    assert page.status == 303
    assert db.session.query(User).filter_by(email=EMAIL, erased_at=None).count() == 1


def test_the_list_leaves_erased_people_out_and_shows_them_when_asked(desk) -> None:
    for _number in range(2):
        erase(desk, make.user(name=NAME))

    page = desk.get(LIST)

    assert [row[0] for row in page.table("Konten")] == ["Anna Amt"]
    assert "1 von 1 Konto" in page.main
    removed = desk.get(page.link("2 Personen sind entfernt."))
    assert "2 entfernte Personen" in removed.main
    assert [(row[0], row[1], row[4][:8]) for row in removed.table("Konten")] == [
        (GONE, "–", "entfernt"),
    ] * 2
    assert "Person removed" in desk.get(f"{LIST}?zustand=entfernt&sprache=en").main


@pytest.fixture
def run(app: Flask):
    def call(*words: str, typed: str = ""):
        result = app.test_cli_runner().invoke(args=["user", *words], input=typed)
        db.session.expire_all()
        return result

    return call


def test_the_command_asks_before_it_erases(run, canary) -> None:
    asked = run("erase", EMAIL, typed="n\n")

    assert asked.exit_code == 0
    assert f"{NAME}, {EMAIL}, stakeholder" in asked.output
    assert "Nicht abgeschickte Entwürfe, die gelöscht werden: 2" in asked.output
    assert "Danach kann niemand mehr melden für: integration/" in asked.output
    assert "Nichts ist geändert." in asked.output
    assert fresh(canary).name == NAME

    done = run("erase", EMAIL, typed="y\n")

    assert f"Die Person ist entfernt. Die Kennung ihres Kontos: {canary.uid}" in done.output
    assert traces("Canaria") == set()


def test_the_command_can_be_told_not_to_ask_and_finds_an_account_by_its_uid(run) -> None:
    user = make.user(name=NAME)

    done = run("erase", user.uid, "--yes")

    assert done.exit_code == 0
    assert "entfernen?" not in done.output
    assert fresh(user).name == ""
    assert "Entfernte Personen: 1" in run("list").output
    assert GONE not in run("list").output
    again = run("erase", user.uid, "--yes")
    assert (again.exit_code, again.stderr) == (
        1, "Diese Person ist entfernt. Legen Sie ein neues Konto an, wenn sie wiederkommt.\n",
    )  # fmt: skip


def test_the_command_refuses_an_unknown_address_and_the_last_administrator(run, chief) -> None:
    unknown, last = run("erase", "niemand@kreis.example"), run("erase", chief.email, "--yes")

    assert (unknown.exit_code, last.exit_code) == (1, 1)
    assert "Es gibt kein Konto mit der Adresse niemand@kreis.example." in unknown.stderr
    assert "das letzte, das sie hat" in last.stderr
    assert fresh(chief).name == "Anna Amt"


def test_an_erased_account_is_no_address_for_the_other_commands(run, desk) -> None:
    user = make.user(name=NAME)
    erase(desk, user)

    for command in ("disable", "password", "erase"):
        assert run(command, fresh(user).email).exit_code == 1, command
