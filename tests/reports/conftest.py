"""What the tests of reports share."""

from datetime import date

import pytest

from tests import make
from tests.pages import Browser
from tracker.accounts.models import Role
from tracker.notes.rules import Addressee
from tracker.plan.models import Plan
from tracker.plan.rules import Status

REPORTS = "/integration/berichte"


@pytest.fixture
def plan(app) -> Plan:
    """A small plan with something of everything that a report tells of."""
    plan = make.plan("integration")
    field = make.action_field(plan, slug="sprache", title="Sprache")
    of = make.recommendation(of=plan, field=field, code="A-01")
    make.milestone(of=of)
    make.note("Zwei Kurse haben begonnen.", of=of)
    make.obstacle(of=of, addressee=Addressee.COUNCIL, text="Die Stelle ist nicht bewilligt.")
    make.recommendation(Status.ON_HOLD, of=plan, field=field, code="A-02", title="Ehrenamt")
    make.paper(of)
    council = make.committee(plan, slug="kreistag")
    make.sitting(council, on=date(2026, 3, 30))
    make.sitting(council, on=date(2026, 9, 28))
    return plan


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))
