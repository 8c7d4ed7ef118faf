"""What the tests of the plan office's desk share."""

import pytest

from tests import make
from tests.pages import Browser
from tracker.accounts.models import Role
from tracker.plan.models import Plan


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


@pytest.fixture
def of(staff: Browser) -> Plan:
    return make.plan("integration")
