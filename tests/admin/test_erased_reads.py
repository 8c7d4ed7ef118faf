"""What an erased person recorded: the same to everybody, but that the plan office reads it."""

from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask

from tests import make
from tests.conftest import Clock
from tests.pages import Browser
from tests.reports.conftest import freeze
from tracker import clock as moments
from tracker.accounts.actions import By
from tracker.accounts.models import Role, User
from tracker.admin import actions
from tracker.history.recording import Recorder
from tracker.history.stichtag import RecordedRole
from tracker.milestones.rules import State
from tracker.notes.models import Note
from tracker.notes.rules import Outcome
from tracker.plan.models import Plan, Recommendation
from tracker.plan.rules import Status
from tracker.reports.actions import files
from tracker.reports.actions.verifying import Outcome as Verdict
from tracker.reports.actions.verifying import verify
from tracker.stakeholders.models import Handover, Organisation

SECRET = "a key for tests that is long enough"
GONE = "(Person entfernt)"
HERE = "/integration/empfehlungen/A-01"
OLD = "2026-05-31"
OLD_DAY = date(2026, 5, 2)


@dataclass
class Record:
    """A plan in which one person of the plan office and one of an organisation did everything."""

    plan: Plan
    of: Recommendation
    own: Organisation
    office: User
    author: User
    waiting: Note
    decided: Note
    handover: Handover
    withdrawn: str  # uid

    def erase(self, *people: User) -> None:
        for one in people or (self.office, self.author):
            actions.erase(one.id, None, secret=SECRET, by=By())


@pytest.fixture
def record(app: Flask, clock: Clock) -> Record:
    clock.at(date(2026, 7, 1))
    plan = make.plan("integration")
    own, other = make.organisation(plan), make.organisation(plan)
    office = make.user(Role.STAFF, name="Olga Kanarienvogel", email="olga@kreis.example")
    author = make.user(Role.STAKEHOLDER, at=own, name="Anton Kanarienvogel")
    of = make.recommendation(Status.IN_PREPARATION, of=plan, owner=own, code="A-01")
    make.status_from(of, Status.IN_PROGRESS, date(2026, 4, 1), by=office)
    milestone = make.milestone(of=of)
    make.state_from(milestone, State.IN_PROGRESS, date(2026, 4, 2))
    gone = make.deadline_from(milestone, date(2027, 3, 31), date(2026, 5, 1), by=office)
    make.withdrawal(gone, plan, by=office)
    decided = make.note("Zwei Kurse.", of=of, at=own, by=author, is_published=False)
    make.review(decided, by=office)
    waiting = make.note("Noch einer.", of=of, at=own, by=author, is_published=False)
    back = make.note("Name?", of=of, at=own, by=author, is_published=False)
    make.review(back, Outcome.RETURNED, by=office, reason="Ohne Namen bitte.")
    handover = make.handover(of, own, other)
    handover.asked_by_id = author.id
    facts = make.thresholds(plan, date(2026, 2, 1)), make.name_from(own, OLD_DAY, name="Neu")
    for fact in facts:
        fact.recorded_by_id, fact.recorded_role = office.id, RecordedRole.STAFF
    make.save(handover, *facts)
    committee = make.committee(plan, slug="ausschuss")
    desk = Browser(app).sign_in(office)
    desk.submit("/integration/bearbeiten/gremien/ausschuss/loeschen", version=committee.version)
    return Record(plan, of, own, office, author, waiting, decided, handover, gone.uid)


@pytest.fixture
def staff(app: Flask) -> Browser:
    return Browser(app).sign_in(make.user(Role.STAFF))


def told(record: Record) -> dict[str, str]:
    """Return the pages on which the plan office reads who did something, and what is read."""
    role, own = f"Geschäftsstelle {GONE}", f"Neu {GONE}"
    by_office = f"eingetragen durch: die Geschäftsstelle {GONE}"
    return {
        HERE: by_office,
        f"{HERE}?stichtag={OLD}": by_office,
        f"/integration/veraenderungen?von=2026-03-01&bis={OLD}": by_office,
        f"/integration/beteiligte/{record.own.slug}?stichtag={OLD}": by_office,
        "/integration/bearbeiten/schwellenwerte": role,
        "/integration/bearbeiten/geloescht": role,
        f"/integration/eintrag/{record.withdrawn}/zuruecknehmen": f"zurückgenommen ({role}",
        "/redaktion/pruefen": own,
        f"/redaktion/{record.waiting.uid}": own,
        f"/redaktion/{record.decided.uid}": f"Entschieden: {role}",
        f"/integration/abgaben/{record.handover.uid}": own,
    }


def test_the_plan_office_reads_it_wherever_it_reads_who_did_something(record, staff) -> None:
    for path in told(record):
        page = staff.get(path)
        assert page.status == 200, path
        assert "entfernt)" not in page.text, path

    record.erase()

    for path, words in told(record).items():
        assert words in staff.get(path).text, path
    assert "the plan office (person removed)" in staff.get(f"{HERE}?sprache=en").text


def test_who_is_not_erased_reads_as_before(record, staff) -> None:
    record.erase(record.author)

    assert GONE not in staff.get(HERE).text
    assert "eingetragen durch: die Geschäftsstelle" in staff.get(HERE).text


@pytest.mark.parametrize("who", ["public", "own"])
def test_nobody_else_is_told(app, record, who) -> None:
    visitor = Browser(app)
    if who == "own":
        visitor.sign_in(make.user(Role.STAKEHOLDER, at=record.own))
    record.erase()

    for path in (HERE, f"{HERE}?stichtag={OLD}", "/integration/veraenderungen", "/integration/"):
        page = visitor.get(path)
        assert "entfernt)" not in page.text, path
        assert "Kanarienvogel" not in page.text, path


def test_a_note_stays_under_the_name_of_the_organisation(app, record) -> None:
    record.erase()

    page = Browser(app).get(HERE)
    assert "Zwei Kurse." in page.main
    assert "Neu" in page.soup.select_one("#sachstaende, .entries").text


PUBLIC = (
    "/integration/", "/integration/empfehlungen", "/integration/empfehlungen.csv", HERE,
    "/integration/empfehlungen.xlsx", f"{HERE}?stichtag={OLD}", "/integration/beteiligte",
    "/integration/veraenderungen?von=2026-03-01&bis=2026-06-30", "/integration/termine",
    "/integration/veraenderungen.csv?von=2026-03-01&bis=2026-06-30",
    "/integration/veraenderungen.json?von=2026-03-01&bis=2026-06-30",
    "/integration/berichte/2026-06-30/1",
    "/integration/berichte/2026-06-30/1/integration-2026-06-30-v1.json",
    "/integration/berichte/2026-06-30/1/integration-2026-06-30-v1.pdf",
)  # fmt: skip


def test_not_one_byte_of_what_is_public_changes(app, record, staff) -> None:
    report = make.report(record.plan, since=date(2026, 3, 31))
    by = Recorder(record.office.id, RecordedRole.STAFF)
    freeze(record.plan, report, by=by)
    files.make_files()
    staff.send("/integration/berichte/2026-06-30/1/veroeffentlichen")

    def read() -> dict[str, bytes]:
        app.extensions["page_cache"].pages.clear()  # else it would be the page of before
        pages = {path: Browser(app).get(path) for path in PUBLIC}
        assert {path: page.status for path, page in pages.items()} == dict.fromkeys(PUBLIC, 200)
        exported = app.test_cli_runner().invoke(args=["plan", "export", "integration"])
        return {path: page.content for path, page in pages.items()} | {
            "export": exported.output.encode()
        }

    before = read()

    record.erase()

    assert read() == before
    assert [one.outcome for one in verify(has_files=True)] == [Verdict.SAME]
    assert b"Kanarienvogel" not in b"".join(before.values())
    assert "Kanarienvogel" not in staff.get("/integration/berichte/2026-06-30/1").text
    assert moments.today() == date(2026, 7, 1)
