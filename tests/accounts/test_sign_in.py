"""Signing in and out."""

import logging

import pytest

from tests.accounts.conftest import PASSWORD, sign_in
from tests.pages import Browser, filled
from tracker.accounts import passwords
from tracker.accounts.models import Role, SignInTry, User, UserSession
from tracker.accounts.rules import token_hash
from tracker.db import db

WRONG = "ein ganz anderer satz"
# Source: Django tests/utils_tests/test_http.py, and ways in which browsers leave a site.
BAD_TARGETS = (
    "http://example.com", "http:///example.com", "https://example.com", "ftp://example.com",
    r"\\example.com", r"\\\example.com", r"/\\/example.com", r"\\\example.com", r"\\//example.com",
    r"/\/example.com", r"\/example.com", r"/\example.com", "///example.com", "//example.com",
    r"http:///\example.com", r"http:\\\example.com", r"http:\/\example.com", r"http:\\example.com",
    "http:/example.com", "http:example.com", "https:example.com", 'javascript:alert("XSS")',
    "\njavascript:alert(x)", "java\nscript:alert(x)", "\x08//example.com",
    r"http://otherserver\@example.com",
    r"http:\\testserver\@example.com", r"http://testserver\me:pass@example.com",
    r"http://testserver\@example.com", r"http:\\testserver\confirm\me@example.com",
    "http:999999999",
    "ftp:9999999999", "\n", "http://[2001:cdba:0000:0000:0000:0000:3257:9652/",
    "http://2001:cdba:0000:0000:0000:0000:3257:9652]/", "//example.com:8080/x", "/ /example.com",
    "/\t/example.com", "konto", "?zurueck=/", "/\u00a0/example.com", "/x\x00y",
    "/x\r\nSet-Cookie: a=b",
    "/" + "a" * 3000, "",
)  # fmt: skip
GOOD_TARGETS = (
    "/konto", "/konto?x=1", "/integration/", "/integration/?stichtag=2019-12-31",
    "/view/?param=http://example.com", "/view?param=//example.com", "/url%20with%20spaces/",
    "/probe/Ä", "/a//b", "/konto#anmeldungen",
)  # fmt: skip


def test_the_right_password_signs_in(browser: Browser, person) -> None:
    user = person()

    page = sign_in(browser)

    assert page.status == 303
    assert user.name in browser.get("/konto").text


def test_the_address_may_be_written_in_capitals(browser: Browser, person) -> None:
    person()

    assert sign_in(browser, email=" Maria@Kreis.Example ").status == 303


@pytest.mark.parametrize("case", ["wrong", "unknown", "disabled", "no password"])
def test_every_refusal_costs_one_hash_and_says_the_same(app, person, hashed, case: str) -> None:
    emails = {
        "wrong": person("wrong@kreis.example").email,
        "unknown": "niemand@kreis.example",
        "disabled": person("disabled@kreis.example", is_active=False).email,
    }
    if case == "no password":
        user = person("none@kreis.example")
        user.password_hash = ""
        db.session.commit()
        emails[case] = user.email

    right_but_disabled = PASSWORD if case == "disabled" else WRONG
    page = sign_in(Browser(app), email=emails[case], password=right_but_disabled)

    assert page.status == 401
    assert len(hashed) == 1
    body = page.html.replace(emails[case], "ADDRESS")
    token = page.soup.select_one("main [name=csrf_token]")["value"]
    body = body.replace(token, "TOKEN")
    hashed.clear()
    other = sign_in(Browser(app), email="wrong@kreis.example", password=WRONG)
    token = other.soup.select_one("main [name=csrf_token]")["value"]
    assert body == other.html.replace("wrong@kreis.example", "ADDRESS").replace(token, "TOKEN")
    names = {name for name, _value in page.headers}
    assert names == {name for name, _value in other.headers}


def test_the_refusal_says_what_to_do_and_keeps_the_address(browser: Browser, person) -> None:
    person()

    page = sign_in(browser, password=WRONG)

    assert "E-Mail-Adresse und Passwort passen nicht zusammen. Prüfen Sie beides." in page.alert
    assert page.soup.select_one("[name=email]")["value"] == "maria@kreis.example"
    assert not page.soup.select_one("[name=password]").get("value")


def test_an_empty_form_names_both_fields(browser: Browser) -> None:
    page = browser.submit("/anmelden", email="", password="")

    assert "Füllen Sie „E-Mail-Adresse“ aus." in page.alert
    assert "Füllen Sie „Passwort“ aus." in page.alert


def test_a_password_of_more_than_a_thousand_bytes_is_never_hashed(
    browser: Browser, person, hashed
) -> None:
    person()

    page = sign_in(browser, password="ü" * 501)

    assert page.status == 401
    assert hashed == []


def test_fields_say_to_password_managers_what_they_are(browser: Browser) -> None:
    page = browser.get("/anmelden")

    assert page.soup.select_one("[name=email]")["autocomplete"] == "username"
    assert page.soup.select_one("[name=password]")["autocomplete"] == "current-password"


def test_a_hash_of_other_costs_is_renewed_at_sign_in(browser: Browser, person) -> None:
    user = person()
    cheap = passwords.PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)
    user.password_hash = cheap.hash(PASSWORD)
    db.session.commit()

    sign_in(browser)

    db.session.refresh(user)
    assert user.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(user.password_hash, PASSWORD)


def test_nobodys_hash_costs_as_much_as_anybodys() -> None:
    assert not passwords.is_outdated(passwords.NOBODY)


def test_the_database_knows_only_the_hash_of_the_token(app, browser: Browser, person) -> None:
    person()
    sign_in(browser)

    with browser.client.session_transaction() as session:
        token = session["_user_id"]
        assert set(session) <= {"_user_id", "_fresh", "csrf_token"}

    (row,) = db.session.query(UserSession).all()
    assert row.token_hash == token_hash(token)
    assert token not in str(vars(row))


def test_a_session_from_before_signing_in_is_never_signed_in(app, browser: Browser, person) -> None:
    person()
    browser.get("/anmelden")
    before = browser.client.get_cookie("session").value

    sign_in(browser)

    assert browser.client.get_cookie("session").value != before
    thief = Browser(app)
    thief.client.set_cookie("session", before)
    assert thief.get("/konto").status == 401


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(browser: Browser, person) -> None:
    person()

    (cookie,) = sign_in(browser).headers.getlist("Set-Cookie")

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert len(cookie) < 4096


def test_behind_a_real_host_the_cookie_needs_tls(monkeypatch, tmp_path) -> None:
    from tracker.app import create_app

    monkeypatch.setenv("TRACKER_INSTANCE", str(tmp_path))
    monkeypatch.setenv("TRACKER_SECRET_KEY", "x" * 40)
    monkeypatch.setenv("TRACKER_TRUSTED_HOSTS", "plan.kreis.example")
    app = create_app()

    assert app.config["SESSION_COOKIE_NAME"] == "__Host-session"
    assert app.config["SESSION_COOKIE_SECURE"] is True


@pytest.mark.parametrize(
    ("role", "start"),
    [
        (Role.STAKEHOLDER, "/aufgaben"),
        (Role.STAFF, "/redaktion"),
        (Role.ADMINISTRATOR, "/redaktion"),
    ],
)
def test_who_wants_nowhere_in_particular_begins_where_their_work_is(
    browser: Browser, person, role: Role, start: str
) -> None:
    person(role=role)

    assert sign_in(browser).location == start
    assert browser.get(start).status == 200
    assert browser.get("/anmelden").location == start


@pytest.mark.parametrize("target", BAD_TARGETS)
def test_signing_in_never_leads_to_another_site(browser: Browser, person, target: str) -> None:
    person()
    page = browser.get("/anmelden", query_string={"zurueck": target})
    if page.status == 400:
        return
    assert not page.soup.select_one("[name=zurueck]").get("value")

    page = browser.submit(page, email="maria@kreis.example", password=PASSWORD, zurueck=target)

    assert page.location in {"/redaktion", None}


@pytest.mark.parametrize("target", GOOD_TARGETS)
def test_signing_in_leads_back(browser: Browser, person, target: str) -> None:
    person()
    page = browser.get("/anmelden", query_string={"zurueck": target})

    page = browser.submit(page, email="maria@kreis.example", password=PASSWORD)

    assert page.status == 303
    assert page.location in {target, "/probe/%C3%84"}


def test_a_page_for_people_with_an_account_asks_to_sign_in_and_comes_back(
    browser: Browser, person
) -> None:
    person()
    page = browser.get("/konto?x=1")
    assert page.status == 401
    page = browser.get(page.link("Zur Anmeldung"))

    page = browser.submit(page, email="maria@kreis.example", password=PASSWORD)

    assert page.location == "/konto?x=1"


def test_signing_in_from_another_site_is_refused(browser: Browser, person) -> None:
    person()
    data = filled(browser.get("/anmelden").form())
    data["email"], data["password"] = "maria@kreis.example", PASSWORD

    page = browser.client.post("/anmelden", data=data, headers={"Sec-Fetch-Site": "cross-site"})

    assert page.status_code == 400
    assert browser.get("/konto").status == 401


def test_signing_in_without_a_token_is_refused_and_told(browser: Browser, person) -> None:
    person()

    page = browser.post("/anmelden", email="maria@kreis.example", password=PASSWORD)

    assert page.status == 400
    assert "Melden Sie sich noch einmal an" in page.alert
    assert browser.get("/konto").status == 401


def test_who_is_signed_in_needs_no_sign_in_page(browser: Browser, person) -> None:
    browser.sign_in(person())

    page = browser.get("/anmelden?zurueck=/probe/A")

    assert (page.status, page.location) == (303, "/probe/A")


def test_log_lines_tell_what_happened_without_secrets(browser: Browser, person, caplog) -> None:
    user = person()
    with caplog.at_level(logging.INFO, logger="tracker.accounts"):
        sign_in(browser, password=WRONG)
        sign_in(browser, email="x\r\nINFO sign_in=done", password=WRONG)
        sign_in(browser)

    lines = [record.getMessage() for record in caplog.records]
    assert [line.split()[0] for line in lines] == [
        "sign_in=refused", "sign_in=refused", "sign_in=done",
    ]  # fmt: skip
    text = "\n".join(lines)
    assert len(text.splitlines()) == 3
    for secret in (WRONG, PASSWORD, user.email, user.name):
        assert secret not in text


def test_a_right_password_leaves_no_try_behind(browser: Browser, person) -> None:
    person()

    sign_in(browser, password=WRONG)
    sign_in(browser)

    assert db.session.query(SignInTry).count() == 1


def test_signing_in_again_ends_the_session_before(browser: Browser, person) -> None:
    person()
    sign_in(browser)
    token = browser.get("/konto").soup.select_one("[name=csrf_token]")["value"]

    browser.post("/anmelden", email="maria@kreis.example", password=PASSWORD, csrf_token=token)

    first, second = db.session.query(UserSession).order_by(UserSession.id).all()
    assert first.ended_at is not None
    assert second.ended_at is None


def test_signing_out_takes_row_and_cookie(browser: Browser, person) -> None:
    person()
    sign_in(browser)
    cookie = browser.client.get_cookie("session").value

    out = browser.submit("/konto")

    assert (out.status, out.location) == (303, "/")
    assert out.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.client.get_cookie("session") is None
    thief = Browser(browser.app)
    thief.client.set_cookie("session", cookie)
    refused = thief.get("/konto")
    assert refused.status == 401
    assert "Ihre Anmeldung wurde beendet." in refused.main


def test_signing_out_twice_is_no_mistake(browser: Browser, person) -> None:
    page = browser.post("/abmelden")

    assert (page.status, page.location) == (303, "/")


def test_sign_in_is_offered_in_english(browser: Browser, person) -> None:
    page = browser.get("/konto?sprache=en")

    assert page.status == 401
    assert page.soup.html["lang"] == "en"
    page = browser.get(page.soup.select_one("main a[href*=zurueck]")["href"])
    assert "sprache=en" in page.form("email")["action"]


def test_there_are_no_accounts_from_the_start(app) -> None:
    assert db.session.query(User).count() == 0
