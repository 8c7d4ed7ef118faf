"""What people record on the pages makes a plan that can be written and read again."""

import json

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser
from tests.planfile import plans
from tracker.accounts.models import Role
from tracker.db import db
from tracker.milestones.models import MilestoneDeadline
from tracker.notes.models import Note
from tracker.stakeholders.models import Organisation

PAGE = "/integration/empfehlungen/A-01"


@pytest.fixture
def _recorded(bring, browser: Browser, clock) -> None:
    """A stakeholder and staff use every form that records something."""
    bring(_plan())
    office = db.session.scalars(select(Organisation)).one()
    staff = browser.sign_in(make.user(Role.STAFF))
    author = Browser(browser.app).sign_in(make.user(Role.STAKEHOLDER, at=office))
    db.session.remove()
    done = [
        staff.submit(f"{PAGE}/status", status="on_hold", review_on="2027-01-31", reason="Ruht."),
        staff.submit(f"{PAGE}/meilensteine/1/zustand", state="done", day="Q2 2026"),
        staff.submit(f"{PAGE}/meilensteine/1/termin", due="Q4 2027", reason="Später."),
        author.submit(f"{PAGE}/sachstand", text="Es läuft.\r\n\r\nEs sind „acht“ Kurse."),
    ]
    note = db.session.scalars(select(Note)).one()
    shown = staff.submit(f"/redaktion/{note.uid}", decision="edit", text="Es läuft.")
    done += [
        staff.submit(shown, decision="edit"),
        author.submit(f"/integration/sachstand/{note.uid}/berichtigung", text="Es läuft nicht."),
    ]
    newest = select(MilestoneDeadline.uid).order_by(MilestoneDeadline.number.desc())
    moved = db.session.scalars(newest).first()
    undo = f"/integration/eintrag/{moved}/zuruecknehmen"
    done.append(staff.submit(undo, reason="Vertippt."))
    done.append(staff.submit(f"{PAGE}/meilensteine/1/termin", due="31.12.2028", reason="Später."))
    db.session.remove()
    assert {answer.status for answer in done} == {302}, [answer.text for answer in done]


def _plan() -> plans.Document:
    milestone = {"number": 1, "title": plans.texts("Kurs"),
                 "deadlines": [plans.deadline("2016-01-01", "2026-12-31")]}  # fmt: skip
    part = plans.fact("2016-01-01", organisation="jobcenter", kind="lead", is_involved=True)
    of = plans.recommendation(milestones=[milestone], involvements=[part])
    return plans.plan(recommendations=[of])


@pytest.mark.usefixtures("_recorded")
def test_what_people_recorded_is_a_right_plan_file(written, normal):
    text = written()

    assert normal(json.loads(text)) == text
    assert len(json.loads(text)["recommendations"][0]["notes"]) == 2


@pytest.mark.usefixtures("_recorded")
def test_what_people_recorded_changes_nothing_when_it_comes_back(bring, written):
    assert bring(json.loads(written())).is_empty


@pytest.mark.usefixtures("_recorded")
def test_a_file_from_before_lacks_what_people_recorded(bring, written):
    before = json.loads(written())
    before["recommendations"][0]["notes"].pop()
    changed = written()

    with pytest.raises(ValueError, match="ist im Plan erfasst und fehlt in der Datei"):
        bring(before)
    assert written() == changed
