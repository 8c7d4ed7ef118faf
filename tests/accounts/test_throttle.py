"""Guessing passwords is slow; nobody is locked out for good."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from tests.accounts.conftest import PASSWORD, sign_in
from tests.conftest import NOW
from tests.pages import Browser, filled
from tracker.accounts.models import SignInTry
from tracker.accounts.rules import network
from tracker.db import db

WRONG = "ein ganz anderer satz"


def at(app, address: str) -> Browser:
    browser = Browser(app)
    browser.client.environ_base["REMOTE_ADDR"] = address
    return browser


def test_after_ten_wrong_passwords_no_other_is_looked_at(app, person, hashed) -> None:
    person()
    pages = [sign_in(at(app, f"192.0.2.{n}"), password=WRONG) for n in range(15)]

    assert [page.status for page in pages] == [401] * 10 + [429] * 5
    assert len(hashed) == 10
    assert pages[-1].headers["Retry-After"] == "300"
    assert "Warten Sie 5 Minuten" in pages[-1].alert


def test_one_address_cannot_try_many_accounts(app, person, hashed) -> None:
    pages = [sign_in(Browser(app), email=f"{n}@kreis.example", password=WRONG) for n in range(12)]

    assert [page.status for page in pages] == [401] * 10 + [429] * 2
    assert len(hashed) == 10


def test_others_sign_in_meanwhile(app, person) -> None:
    person()
    person("kim@kreis.example")
    for number in range(12):
        sign_in(at(app, f"192.0.2.{number}"), password=WRONG)

    assert sign_in(at(app, "192.0.2.200"), "kim@kreis.example").status == 303


def test_the_right_password_works_after_five_minutes(app, person, clock) -> None:
    person()
    for number in range(12):
        sign_in(at(app, f"192.0.2.{number}"), password=WRONG)
    assert sign_in(at(app, "192.0.2.99")).status == 429

    clock.at(NOW + timedelta(minutes=5, seconds=1))

    assert sign_in(at(app, "192.0.2.99")).status == 303


def test_tries_that_were_turned_away_prolong_nothing(app, person, clock) -> None:
    person()
    for number in range(10):
        sign_in(at(app, f"192.0.2.{number}"), password=WRONG)
    clock.at(NOW + timedelta(minutes=4))
    for number in range(10):
        assert sign_in(at(app, f"192.0.2.{100 + number}"), password=WRONG).status == 429
    clock.at(NOW + timedelta(minutes=5, seconds=1))

    assert sign_in(at(app, "192.0.2.99")).status == 303


def test_a_made_up_forwarding_header_makes_no_other_client(app, person, hashed) -> None:
    pages = []
    for number in range(12):
        browser = Browser(app)
        browser.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{number}"
        pages.append(sign_in(browser, email=f"{number}@kreis.example", password=WRONG))

    assert pages[-1].status == 429
    assert len(hashed) == 10


def test_a_whole_ipv6_network_is_one_client() -> None:
    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9")
    assert network("2001:db8:1:2::1") != network("2001:db8:1:3::1")
    assert network("192.0.2.1") != network("192.0.2.2")


def test_neither_address_nor_account_can_be_read_from_the_table(browser, person) -> None:
    person()
    sign_in(browser, password=WRONG)

    (row,) = db.session.query(SignInTry).all()
    assert "maria" not in row.account
    assert "127.0.0.1" not in row.address
    assert len(row.account) == len(row.address) == 64


def test_the_old_password_at_a_change_is_throttled_too(browser, person, hashed) -> None:
    browser.sign_in(person())
    new = "regen tisch lampe zwiebel"

    pages = [
        browser.submit(
            "/konto/passwort", current_password=WRONG, new_password=new, repeated_password=new
        )
        for _ in range(11)
    ]

    assert [page.status for page in pages] == [422] * 10 + [429]
    assert len(hashed) == 10
    assert browser.get("/konto").status == 200
    assert PASSWORD not in pages[-1].html


def test_many_at_once_do_not_get_more_tries(app, person, hashed) -> None:
    person()
    visitors = [at(app, f"192.0.2.{number}") for number in range(40)]
    forms = [(one, filled(one.get("/anmelden").form("email"))) for one in visitors]

    def send(pair) -> int:
        visitor, data = pair
        data["email"], data["password"] = "maria@kreis.example", WRONG
        return visitor.client.post("/anmelden", data=data).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = Counter(pool.map(send, forms))

    assert set(answers) == {401, 429}
    assert answers[401] == len(hashed) <= 10
