"""Links that work once: invitation, new password, other address."""

import re
from datetime import timedelta

import pytest

from tests import make
from tests.accounts.conftest import PASSWORD, sign_in
from tests.pages import Browser
from tracker.accounts import actions
from tracker.accounts.actions import By, Invitation
from tracker.accounts.models import AuditEntry, OneTimeLink, Purpose, Role, User
from tracker.accounts.rules import token_hash
from tracker.db import db, transaction
from tracker.mail.models import OutgoingMail

NEW = "vier ganz andere worte"
LINK = re.compile(r"http://localhost:8000(/\S+)")


def mails(to: str = "") -> list[OutgoingMail]:
    db.session.commit()
    rows = db.session.query(OutgoingMail).order_by(OutgoingMail.id).all()
    return [row for row in rows if not to or row.recipient == to]


def link(to: str = "") -> str:
    """Return the path of the link in the newest mail."""
    return LINK.search(mails(to)[-1].body)[1]


@pytest.fixture
def invited(app) -> User:
    wanted = Invitation("otto@kreis.example", "Otto Muster", Role.STAKEHOLDER)
    return actions.invite_user(wanted, by=By())


@pytest.fixture
def forgot(browser: Browser, person):
    """Return the path of a link to a new password, and whose it is."""
    user = person()
    browser.submit("/passwort-vergessen", email=user.email)
    return link(), user


def test_an_invitation_is_taken_up_and_leads_to_the_first_steps(browser, invited) -> None:
    page = browser.get(link())
    assert "Guten Tag Otto Muster" in page.main

    page = browser.submit(page, new_password=NEW)

    assert (page.status, page.location) == (303, "/konto/erste-schritte/1")
    assert browser.get("/konto").status == 200
    assert sign_in(Browser(browser.app), "otto@kreis.example", NEW).status == 303


def test_opening_a_link_changes_nothing_however_often(browser, invited) -> None:
    for _number in range(3):
        assert browser.get(link()).status == 200
        assert browser.head(link()).status == 200

    assert db.session.query(OneTimeLink).one().used_at is None


def test_the_database_knows_only_the_hash_of_a_link(browser, invited) -> None:
    token = link().rpartition("/")[2]
    row = db.session.query(OneTimeLink).one()

    assert row.token_hash == token_hash(token)
    assert token not in str(vars(row))
    assert not any(token in str(vars(entry)) for entry in db.session.query(AuditEntry))


def test_an_easy_password_uses_nothing_up(browser, invited) -> None:
    page = browser.submit(link(), new_password="Muster2026Otto")

    assert page.status == 422
    assert "nicht leicht zu erraten" in page.alert
    assert browser.submit(link(), new_password=NEW).status == 303


def test_a_link_works_once(browser, invited) -> None:
    path = link()
    browser.submit(path, new_password=NEW)

    page = Browser(browser.app).get(path)

    assert page.status == 410
    assert "schon benutzt" in page.main
    assert page.link("Neuen Link anfordern") == "/passwort-vergessen"


@pytest.mark.parametrize(
    ("purpose", "lifetime"),
    [
        (Purpose.INVITATION, timedelta(days=7)),
        (Purpose.PASSWORD, timedelta(minutes=60)),
        (Purpose.ADDRESS, timedelta(minutes=60)),
    ],
)
def test_a_link_expires(browser, person, invited, clock, purpose, lifetime) -> None:
    if purpose is Purpose.PASSWORD:
        browser.submit("/passwort-vergessen", email=person().email)
    if purpose is Purpose.ADDRESS:
        actions.ask_for_address(person().id, "neu@kreis.example")
    path, begin = link(), clock.now
    clock.at(begin + lifetime - timedelta(seconds=1))
    open_page = browser.get(path)
    assert open_page.status == 200

    clock.at(begin + lifetime)

    assert browser.get(path).status == 410
    fields = {} if purpose is Purpose.ADDRESS else {"new_password": NEW}
    late = browser.submit(open_page, **fields)
    assert late.status == 410
    assert "Er ist abgelaufen." in late.main


@pytest.mark.parametrize("kind", ["passwort", "konto/adresse"])
def test_a_link_opens_only_what_it_is_for(browser, invited, kind) -> None:
    token = link().rpartition("/")[2]

    assert browser.get(f"/{kind}/{token}").status == 404


def test_a_link_counts_for_the_address_it_was_sent_to(browser, forgot) -> None:
    path, user = forgot
    row = db.session.get_one(User, user.id)
    row.email = "anders@kreis.example"
    db.session.commit()

    assert browser.get(path).status == 410


def test_a_newer_link_ends_the_older_one(browser, invited) -> None:
    old = link()
    actions.invite(invited.id, by=By())

    assert browser.get(old).status == 410
    assert browser.get(link()).status == 200


def test_a_disabled_account_takes_no_link_up_not_even_when_enabled_again(browser, invited) -> None:
    path = link()
    user = actions.disable_user(invited.email)
    assert browser.get(path).status == 410
    actions.enable_user(user.id, user.version, by=By())

    assert browser.get(path).status == 410


def test_a_link_that_never_was_says_what_to_do(browser) -> None:
    page = browser.get("/einladung/abgeschnitten")

    assert page.status == 404
    assert "Kopieren Sie den ganzen Link" in page.main


def test_a_new_password_ends_all_sessions_and_is_told(app, browser, forgot) -> None:
    path, user = forgot
    elsewhere = Browser(app).sign_in(user)

    page = browser.submit(path, new_password=NEW)

    assert "Ihr Passwort ist geändert" in page.main
    assert elsewhere.get("/konto").status == 401
    assert sign_in(Browser(app), password=PASSWORD).status == 401
    assert sign_in(Browser(app), password=NEW).status == 303
    assert mails()[-1].subject == "Ihr Passwort ist geändert"


def test_no_token_leaves_by_the_referrer_or_another_site(browser, invited) -> None:
    page = browser.get(link())

    assert page.headers["Referrer-Policy"] == "same-origin"
    foreign = page.soup.select("[href^=http], [src^=http]")
    assert all("localhost" in str(tag) for tag in foreign)
    assert page.headers["Cache-Control"] == "no-store"


def test_a_bug_does_not_write_a_link_into_the_log(another_app, app, invited, caplog) -> None:
    broken = another_app(PROPAGATE_EXCEPTIONS=False)

    def fail(**_parts: str) -> str:
        raise KeyError("broken")

    broken.view_functions["accounts.invitation"] = fail
    page = Browser(broken).get(link())

    assert page.status == 500
    assert "GET /einladung/<token>" in caplog.text
    assert link().rpartition("/")[2] not in caplog.text


def test_rolled_back_there_is_neither_account_nor_mail(app) -> None:
    def fail() -> None:
        with transaction():
            actions.invite_user(Invitation("otto@kreis.example", "Otto", Role.STAKEHOLDER), by=By())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert mails() == []
    assert db.session.query(User).count() == 0


def test_a_mail_speaks_the_language_of_its_reader(app) -> None:
    wanted = Invitation("otto@kreis.example", "Otto", Role.STAKEHOLDER, language="en")
    actions.invite_user(wanted, by=By())

    (mail,) = mails()
    assert mail.subject == "Your access to Masterplan Tracker"
    assert mail.body.startswith("Hello Otto,")
    assert link().endswith("?sprache=en")


def test_no_link_follows_the_host_of_the_request(browser, person) -> None:
    user = person()
    browser.submit("/passwort-vergessen", email=user.email)

    assert "http://localhost:8000/passwort/" in mails()[-1].body


# Forgotten passwords


def test_known_or_not_the_answer_and_its_work_are_the_same(app, person) -> None:
    known = person().email
    person("gesperrt@kreis.example", is_active=False)
    answers = {}
    for email in (known, "niemand@kreis.example", "gesperrt@kreis.example"):
        browser = Browser(app)
        page = browser.submit("/passwort-vergessen", email=email)
        kinds = [one.split()[0] for one in page.statements]
        answers[email] = (page.status, page.main.replace(email, "…"), kinds.count("INSERT"))
        assert len(page.statements) <= 13
        answers[email] += (len(mails(email)),)

    assert answers[known][:3] == (200, answers["niemand@kreis.example"][1], 3)
    assert answers["niemand@kreis.example"][:2] == answers[known][:2]
    assert answers["gesperrt@kreis.example"] == answers["niemand@kreis.example"]
    assert [answers[known][3], answers["niemand@kreis.example"][3]] == [1, 0]


def test_whoever_is_invited_gets_the_invitation_anew(browser, invited) -> None:
    browser.submit("/passwort-vergessen", email=invited.email)

    assert link().startswith("/einladung/")
    assert browser.submit(link(), new_password=NEW).status == 303


def test_asking_is_throttled_known_or_not(browser, person) -> None:
    person()
    for email in ("maria@kreis.example", "niemand@kreis.example"):
        for _number in range(5):
            last = browser.submit("/passwort-vergessen", email=email)
            if last.status == 429:
                break
    assert last.status == 429
    assert last.headers["Retry-After"] == "300"
    assert len(mails("maria@kreis.example")) == 5
    assert sign_in(browser).status == 303  # the password is another matter


# The own address


def test_a_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told(app, person) -> None:
    browser = Browser(app).sign_in(person())
    page = browser.submit("/konto/adresse", email="Neu@kreis.example", current_password=PASSWORD)
    assert page.location == "/konto"
    assert sign_in(Browser(app)).status == 303
    path = link("neu@kreis.example")
    assert path.startswith("/konto/adresse/")

    page = Browser(app).submit(path)

    assert "Ihre E-Mail-Adresse ist geändert" in page.main
    assert mails()[-1].recipient == "maria@kreis.example"
    assert "http" not in mails()[-1].body
    assert sign_in(Browser(app)).status == 401
    assert sign_in(Browser(app), "neu@kreis.example").status == 303
    assert Browser(app).get(path).status == 410


def test_a_wrong_password_sends_no_link_to_another_address(app, person) -> None:
    browser = Browser(app).sign_in(person())

    page = browser.submit("/konto/adresse", email="neu@kreis.example", current_password="falsch")

    assert page.status == 422
    assert mails() == []


def test_an_address_somebody_has_by_now_is_not_taken_from_them(app, person) -> None:
    user = person()
    actions.ask_for_address(user.id, "neu@kreis.example")
    path = link()
    make.user(email="neu@kreis.example")

    page = Browser(app).submit(path)

    assert page.status == 422
    assert "Diese hat schon ein Konto." in page.alert
    assert db.session.get_one(User, user.id).email == "maria@kreis.example"


# The own name, and the first steps


def test_name_and_language_of_mails_are_ones_own(app, person) -> None:
    browser = Browser(app).sign_in(person())

    page = browser.submit("/konto/bearbeiten", name=" Maria  Neu ", language="en")

    assert page.location == "/konto"
    assert "Maria Neu" in browser.get("/konto").main
    browser.submit("/passwort-vergessen", email="maria@kreis.example")
    assert mails()[-1].subject == "A new password for Masterplan Tracker"


def test_who_saves_an_old_form_reads_what_holds_and_loses_nothing(app, person) -> None:
    browser = Browser(app).sign_in(person())
    old = browser.get("/konto/bearbeiten")
    browser.submit("/konto/bearbeiten", name="Anders", language="de")

    page = browser.submit(old, name="Mein Text")

    assert page.status == 409
    assert "Anders" in page.alert
    assert page.soup.select_one("[name=name]")["value"] == "Mein Text"
    assert browser.submit(page, name="Mein Text").location == "/konto"
    assert "Mein Text" in browser.get("/konto").main


def test_the_first_steps_come_once_and_can_be_left_at_each(app, person) -> None:
    user = person(is_introduced=False)
    browser = Browser(app)
    assert sign_in(browser).location == "/konto/erste-schritte/1"
    for number in (1, 2, 3):
        page = browser.get(f"/konto/erste-schritte/{number}")
        paragraphs = page.soup.select_one("h1").find_next_siblings("p")
        assert paragraphs[0].text.count(".") <= 3
        assert page.soup.select_one('form[action*="erste-schritte"]')

    left = browser.send("/konto/erste-schritte")

    assert left.location != "/konto/erste-schritte/1"
    assert db.session.get_one(User, user.id).introduced_at is not None
    assert "erste-schritte" not in sign_in(Browser(app)).location
    assert browser.get("/hilfe").link("Erste Schritte in drei kurzen Seiten")


def test_the_sign_in_page_helps_who_has_no_password(browser) -> None:
    page = browser.get("/anmelden")

    assert page.link("Passwort vergessen?") == "/passwort-vergessen"
    assert "Sie sind eingeladen" in page.main
