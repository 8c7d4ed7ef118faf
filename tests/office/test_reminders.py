"""Reminders to those who owe a report: shown first, once a week, in everybody's language."""

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page
from tracker.accounts.models import Affiliation, AuditEntry, Role, User
from tracker.db import db
from tracker.mail.models import OutgoingMail
from tracker.plan.models import Plan
from tracker.stakeholders.models import Organisation

Clubs = list[Organisation]
PATH = "/redaktion/integration/erinnern"


@pytest.fixture
def silent(of: Plan) -> list[Organisation]:
    """Return two organisations that lead recommendations nobody ever reported on."""
    found = []
    for name, code in (("Volkshochschule", "A-01"), ("Jobcenter", "B-01")):
        club = make.organisation(of, name=name)
        make.recommendation(of=of, code=code, owner=club)
        found.append(club)
    return found


def to_english(user: User) -> None:
    user.language = "en"
    db.session.commit()


def press(staff: Browser, page: Page | str) -> Page:
    shown = page if isinstance(page, Page) else staff.get(page)
    hidden = shown.form("organisations").select("[name=organisations]")[0]
    return staff.submit(shown, organisations=hidden["value"])


def mails() -> list[OutgoingMail]:
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.recipient)))


def test_what_would_be_sent_is_shown_before_anything_is(staff: Browser, silent: Clubs) -> None:
    to_english(make.user(Role.STAKEHOLDER, at=silent[0], name="Vera"))
    make.user(Role.STAKEHOLDER, at=silent[0], is_active=False)

    page = staff.get(PATH)

    rows = {row[0]: row[1:] for row in page.table("Wer erinnert wird")}
    assert rows["Volkshochschule"] == ["A-01", "1"]
    assert rows["Jobcenter"] == ["B-01", "keine: niemand mit einem Konto, den Mails erreichen"]
    assert "Hello Vera," in page.main
    assert "1 Mail senden" in page.main
    assert mails() == []


def test_everybody_is_reminded_once_in_their_language_and_it_is_audited(
    staff: Browser, silent: Clubs
) -> None:
    make.user(Role.STAKEHOLDER, at=silent[0], email="a@vhs.example")
    to_english(make.user(Role.STAKEHOLDER, at=silent[1], email="b@jobs.example"))

    answer = press(staff, PATH)

    assert "2 Erinnerungen liegen im Postausgang." in staff.follow(answer).main
    german, english = mails()
    assert german.subject == "Ihr Sachstand zum Integrationsplan wird gebraucht"
    assert "- A-01 " in german.body
    assert "B-01" not in german.body
    assert "/aufgaben" in german.body
    assert english.subject == "Your progress note on the integration plan is needed"
    assert "/aufgaben?sprache=en" in english.body
    entries = db.session.query(AuditEntry).filter_by(action="reminder:send").all()
    assert {(one.subject, one.after) for one in entries} == {
        (f"integration/{silent[0].slug}", "1 (A-01)"),
        (f"integration/{silent[1].slug}", "1 (B-01)"),
    }


def test_who_acts_for_two_organisations_gets_one_mail(staff: Browser, silent: Clubs) -> None:
    user = make.user(Role.STAKEHOLDER, at=silent[0])
    db.session.add(Affiliation(user_id=user.id, organisation_id=silent[1].id))
    db.session.commit()

    press(staff, PATH)

    (mail,) = mails()
    assert "Volkshochschule" in mail.body
    assert "Jobcenter" in mail.body


def test_an_organisation_is_reminded_once_a_week_however_often_it_is_sent(
    staff: Browser, silent: Clubs
) -> None:
    make.user(Role.STAKEHOLDER, at=silent[0])
    shown = staff.get(PATH)
    press(staff, shown)

    again = press(staff, shown)

    assert "schon" in staff.follow(again).main
    assert "in den letzten sieben Tagen schon erinnert" in staff.get(PATH).main
    assert len(mails()) == 1


def test_only_what_was_ticked_is_reminded_of(staff: Browser, silent: Clubs) -> None:
    for club in silent:
        make.user(Role.STAKEHOLDER, at=club)

    page = staff.get(f"{PATH}?liste=nie-gemeldet&eintrag=B-01")

    assert [row[0] for row in page.table("Wer erinnert wird")] == ["Jobcenter"]
    press(staff, page)
    assert "B-01" in mails()[0].body
    nothing = staff.get(f"{PATH}?liste=nie-gemeldet")
    assert "Wählen Sie zuerst Einträge" in staff.follow(nothing).main
    everything = staff.get(f"{PATH}?liste=nie-gemeldet&alle=1")
    assert len(everything.table("Wer erinnert wird")) == 2
    assert f'formaction="{PATH}"' in staff.get("/redaktion/integration/nie-gemeldet").html
    assert len(mails()) == 1
