"""Seven things that go wrong while a note is sent: no character is lost, and it is saved once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import MultiDict

from tests import make
from tests.accounts.conftest import PASSWORD, password_hash
from tests.conftest import Clock
from tests.pages import Browser, Page, filled
from tracker.accounts.models import Role, User
from tracker.db import db
from tracker.notes import actions
from tracker.notes.models import Note
from tracker.plan.models import Plan
from tracker.web import LARGEST_FORM

__all__ = ["password_hash"]

SHORT = "Grüße – „Straße“ & <b>mehr</b> 🦊\n\nZweite Zeile;\t{{ 7*7 }}"
LONG = ("Wörter über Öfen 🦊 „ß“\n  eingerückt & <i>\n\n" * 300)[:4999] + "ß"
FORMS = ("write", "correct")


@dataclass
class Trial:
    """Somebody who has filled in a form and sends it."""

    browser: Browser
    path: str
    data: MultiDict[str, str]
    user: User
    plan: Plan
    clock: Clock
    monkeypatch: pytest.MonkeyPatch

    def send(self, **more: str) -> Page:
        return self.browser._open(self.path, method="POST", data={**self.data.to_dict(), **more})

    def broken(self, error: Exception) -> Page:
        """Send while saving breaks."""

        def fail(*_args: object) -> None:
            raise error

        with self.monkeypatch.context() as patch:
            patch.setattr(actions, "lock_plan", fail)
            return self.send()


def expired(trial: Trial) -> Page:
    trial.clock.at(trial.clock.now + timedelta(hours=4))
    late = trial.send()
    assert late.status == 401
    back = trial.browser.submit(late, email=trial.user.email, password=PASSWORD)
    assert (back.status, back.location) == (303, trial.path)  # the form's own address
    return trial.browser.follow(back)


def forged(trial: Trial) -> Page:
    page = trial.send(csrf_token="abgelaufen")
    assert page.status == 400
    return page


def conflict(trial: Trial) -> Page:
    trial.send()
    for note in written():
        make.withdrawal(note, trial.plan)
    page = trial.send()
    assert page.status == 409
    return page


def maintenance(trial: Trial) -> Page:
    page = trial.broken(OperationalError("INSERT", {}, Exception("the disk is full")))
    assert page.status == 503
    return page


def bug(trial: Trial) -> Page:
    page = trial.broken(ZeroDivisionError("boom"))
    assert page.status == 500
    return page


def too_large(trial: Trial) -> Page:
    """What the server cannot even read: the draft that was kept while typing has it."""
    trial.browser._open("/entwuerfe/speichern", method="POST", data=trial.data)
    page = trial.send(junk="x" * (LARGEST_FORM + 1))
    assert page.status == 413
    assert "War ein Entwurf gespeichert, steht er dort." in page.main
    return trial.browser.get(page.link("Formular noch einmal öffnen"))


def twice(trial: Trial) -> Page:
    first = trial.send()
    page = trial.send()
    assert (first.status, first.location) == (page.status, page.location)
    return page


CAUSES = [expired, forged, conflict, maintenance, bug, too_large, twice]


def written() -> list[Note]:
    """Return the notes that count and are not the one that is corrected."""
    gone = select(make.Withdrawal.fact_uid)
    of = Note.uid.not_in(gone) & (Note.text != "Alter Text.")
    return list(db.session.scalars(select(Note).where(of)))


def lines(text: str) -> str:
    """Return a text with the line breaks that a browser shows."""
    return text.replace("\r\n", "\n")


@pytest.fixture
def trial(
    app: Flask, another_app, password_hash: str, clock: Clock, monkeypatch
) -> Callable[[str, str], Trial]:
    quiet = another_app(PROPAGATE_EXCEPTIONS=False)
    plan = make.plan("p")
    club = make.organisation(plan)
    of = make.recommendation(of=plan, owner=club, code="A-01")
    user = make.user(Role.STAKEHOLDER, at=club, password_hash=password_hash)

    def begin(form: str, text: str) -> Trial:
        path = "/p/empfehlungen/A-01/sachstand"
        if form == "correct":
            path = f"/p/sachstand/{make.note('Alter Text.', of=of, at=club).uid}/berichtigung"
        browser = Browser(quiet).sign_in(user)
        data = filled(browser.get(path).form("text"))
        data["text"] = text.replace("\n", "\r\n")
        return Trial(browser, path, data, user, plan, clock, monkeypatch)

    return begin


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.__name__)
@pytest.mark.parametrize("text", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize("form", FORMS)
def test_no_character_is_lost_and_it_is_saved_once(trial, cause, form: str, text: str) -> None:
    tried = trial(form, text)

    page = cause(tried)

    if cause is not twice:
        assert written() == []
        sent = page.form("text")
        back = filled(sent)
        assert lines(back["text"]) == text
        shown = [lines(area.text).removeprefix("\n") for area in page.soup.select("main textarea")]
        assert text in shown
        answer = tried.browser._open(sent.get("action"), method="POST", data=back)
        assert answer.status in {302, 303}
    assert [note.text for note in written()] == [text]
    assert "Er ist noch nicht abgesendet." not in tried.browser.get(tried.path).main


@pytest.mark.parametrize("cause", [maintenance, bug], ids=lambda cause: cause.__name__)
def test_sent_again_and_again_it_is_still_saved_once(trial, cause) -> None:
    tried = trial("write", SHORT)
    for _ in range(3):
        page = cause(tried)
    again = page.form("text")

    for _ in range(2):
        tried.browser._open(again["action"], method="POST", data=filled(again))

    assert len(written()) == 1


def test_a_form_that_nobody_made_here_is_not_shown_again(trial) -> None:
    tried = trial("write", SHORT)
    del tried.data["author"]

    page = bug(tried)

    assert "Zweite Zeile" not in page.text


def test_what_can_no_longer_be_sent_can_be_copied(trial) -> None:
    """The involvement ended while somebody wrote."""
    tried = trial("write", SHORT)
    db.session.execute(make.Involvement.__table__.delete())
    db.session.commit()

    page = tried.send()

    assert page.status == 404
    assert "Zweite Zeile" in page.soup.select_one("textarea").text
    assert "das Sie gesendet haben, gibt es für Sie nicht mehr" in page.main
    assert not page.soup.select("main form")


def test_who_had_a_part_while_writing_reads_that_it_has_ended(trial) -> None:
    tried = trial("write", LONG)
    part = db.session.scalars(select(make.Involvement)).one()
    of = db.session.get_one(make.Recommendation, part.recommendation_id)
    club = db.session.get_one(make.Organisation, part.organisation_id)
    make.involvement(of, club, part.part, since=date(2026, 7, 1), is_involved=False)

    page = tried.send()

    assert page.status == 404
    assert page.soup.h1.text == "Ihre Organisation ist nicht mehr beteiligt"
    assert "Adresse eingetippt" not in page.main
    assert "wenden Sie sich an die Geschäftsstelle" in page.main
    boxes = {tag.text: page.soup.find(id=tag["for"]).text for tag in page.soup.select("main label")}
    assert list(boxes) == ["Sachstand", "Stand vom"]
    assert lines(boxes["Sachstand"]).removeprefix("\n") == LONG
    assert written() == []
    stranger = make.user(Role.STAKEHOLDER, at=make.organisation(tried.plan))
    other = Browser(tried.browser.app).sign_in(stranger).get(tried.path)
    assert other.soup.h1.text == "Diese Seite gibt es nicht"
