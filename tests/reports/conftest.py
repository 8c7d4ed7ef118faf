"""What the tests of reports share."""

from datetime import date

import pytest

from tests import make
from tests.pages import Browser
from tracker import clock
from tracker.accounts.models import Role
from tracker.history.recording import Recorder
from tracker.history.stichtag import RecordedRole
from tracker.notes.rules import Addressee
from tracker.plan import queries as plans
from tracker.plan.models import Plan
from tracker.plan.rules import Status
from tracker.reports import building
from tracker.reports.actions import freezing
from tracker.reports.actions.freezing import Checked
from tracker.reports.content import fingerprint, read
from tracker.reports.models import Report
from tracker.reports.queries import reports as queries

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


PLAN_OFFICE = Recorder(None, RecordedRole.STAFF)


def freeze(
    plan: Plan, report: Report, key: str = "key", change: str = "", by: Recorder = PLAN_OFFICE
) -> int:
    """Freeze a report as it is; return the number of the version."""
    of = plans.plan(plan.slug)
    number = queries.version_count(report.id) + 1
    built = building.draft(of, report, clock.now(), number, change)
    checked = Checked(report.version, fingerprint(read(built.content)))
    return freezing.freeze(of, report.slug, checked, change, key, by=by)


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))
