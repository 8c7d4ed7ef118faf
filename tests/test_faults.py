"""What people see when something breaks."""

import logging

import pytest
from sqlalchemy.exc import OperationalError

from tests import make
from tests.pages import Browser
from tracker.accounts import queries as accounts
from tracker.plan import queries as plans


def away(*_args, **_kwargs):
    raise OperationalError("SELECT 1", {}, Exception("the disk is gone"))


@pytest.fixture
def quiet_app(another_app):
    """Answer errors with pages, as in production."""
    return another_app(PROPAGATE_EXCEPTIONS=False)


def test_a_database_that_is_away_is_told_on_a_plain_page(app, quiet_app, monkeypatch):
    reader = Browser(quiet_app).sign_in(make.user())
    monkeypatch.setattr(plans, "plan", away)
    monkeypatch.setattr(accounts, "session", away)

    page = reader.get("/p/")

    assert page.status == 503
    assert "the disk is gone" not in page.body


def test_readiness_tells_of_it_and_liveness_does_not(app, quiet_app, monkeypatch):
    monkeypatch.setattr(plans, "revision", away)
    visitor = Browser(quiet_app)

    assert visitor.get("/readyz").status == 503
    assert visitor.get("/healthz").status == 200


def test_a_bug_is_logged_once_with_the_id_on_the_page(app, quiet_app, monkeypatch, caplog):
    def broken(_slug):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(plans, "plan", broken)

    with caplog.at_level(logging.ERROR):
        page = Browser(quiet_app).get("/p/")

    assert page.status == 500
    assert "secret detail" not in page.body
    (record,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert page.headers["X-Request-ID"] in record.getMessage()
    assert page.headers["X-Request-ID"] in page.main


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80"])
@pytest.mark.parametrize("path", ["/", "/hilfe", "/p/", "/nichts"])
def test_a_foreign_host_is_refused_on_a_plain_page(app, quiet_app, host, path):
    answer = quiet_app.test_client().get(path, headers={"Host": host})

    assert answer.status_code == 400
    assert "gehört nicht hierher" in answer.text
    assert "Content-Security-Policy" in answer.headers
    assert host not in answer.text


def test_a_foreign_host_cannot_send_a_form(app, quiet_app):
    answer = quiet_app.test_client().post("/anmelden", headers={"Host": "evil.example"})

    assert answer.status_code == 400
