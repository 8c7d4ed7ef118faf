"""What the web layer answers before any view is asked."""

import pytest
from flask import Flask

from tests.accounts.test_sign_in import BAD_TARGETS, GOOD_TARGETS
from tests.pages import Browser
from tracker.web import local_path


@pytest.mark.parametrize("path", ["/%00/", "/x%00y", "/integration/empfehlungen/A%00"])
def test_an_address_with_a_nul_is_not_found(browser: Browser, path: str) -> None:
    assert browser.get(path).status == 404


@pytest.mark.parametrize("target", BAD_TARGETS)
def test_what_may_lead_elsewhere_is_no_local_path(target: str) -> None:
    assert local_path(target) is None


@pytest.mark.parametrize("target", GOOD_TARGETS)
def test_a_path_of_ours_stays_as_it_is(target: str) -> None:
    assert local_path(target) == target


def test_an_address_keeps_the_way_of_its_own_page(app: Flask) -> None:
    build = app.jinja_env.globals["url_for"]

    def addresses(path: str) -> str:
        with app.test_request_context(path):
            return build("dashboards.recommendation", plan="p", code="A-01")

    assert addresses("/p/") == "/p/empfehlungen/A-01"
    assert addresses("/p/?sprache=en") == "/p/empfehlungen/A-01?sprache=en"
    assert addresses("/p/?stichtag=2026-09-30") == "/p/empfehlungen/A-01?stichtag=2026-09-30"
    assert addresses("/p/") == "/p/empfehlungen/A-01"
