"""What somebody reads who confirms that nothing has changed, and confirming twice on a day."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page, filled
from tracker.accounts.models import Role
from tracker.db import db
from tracker.notes.models import Note
from tracker.notes.rules import Kind, Outcome
from tracker.plan.models import Plan, Recommendation
from tracker.stakeholders.models import Organisation

ONE = "/p/empfehlungen/A-01/bestaetigung"
SEVERAL = "/aufgaben/bestaetigung?auswahl=p/A-01/sportverein&auswahl=p/A-01/chor"


@pytest.fixture
def club() -> Organisation:
    return make.organisation(make.plan("p"), name="Sportverein", slug="sportverein")


@pytest.fixture
def of(club: Organisation) -> Recommendation:
    return make.recommendation(of=db.session.get_one(Plan, club.plan_id), owner=club, code="A-01")


@pytest.fixture
def choir(club: Organisation, of: Recommendation) -> Organisation:
    found = make.organisation(db.session.get_one(Plan, club.plan_id), name="Chor", slug="chor")
    make.involvement(of, found)
    return found


def confirmations() -> list[Note]:
    return list(db.session.scalars(select(Note).where(Note.kind == Kind.CONFIRMATION)))


def send(visitor: Browser, address: str) -> Page:
    """Open a page that confirms and send its form; return the page after it."""
    page = visitor.get(address)
    sent = filled(page.form("form_key"))
    return visitor.follow(visitor.submit(page, **{key: sent.getlist(key) for key in sent}))


def test_the_last_text_is_the_recommendations_with_who_wrote_it_and_then_ones_own(
    browser: Browser, of: Recommendation, club: Organisation, choir: Organisation
) -> None:
    make.note("Acht Kurse.", of=of, at=club, on=date(2026, 2, 1))
    make.note("Der Chor singt.", of=of, at=choir, on=date(2026, 5, 9))
    make.note("Noch geheim.", of=of, at=choir, on=date(2026, 6, 9), is_published=False)
    browser.sign_in(make.user(Role.STAKEHOLDER, at=club))

    for address in (ONE, SEVERAL):
        text = browser.get(address).main

        latest = text.index("Zuletzt veröffentlichter Text, Chor, Stand vom 09.05.2026:")
        own = text.index("Davor der letzte Text von Sportverein, Stand vom 01.02.2026:")
        assert latest < text.index("Der Chor singt.") < own < text.index("Acht Kurse.")
        assert "Noch geheim." not in text


def test_each_row_shows_the_text_of_its_own_organisation(
    browser: Browser, of: Recommendation, club: Organisation, choir: Organisation
) -> None:
    make.note("Acht Kurse.", of=of, at=club, on=date(2026, 2, 1))
    browser.sign_in(make.user(Role.STAKEHOLDER, at=[club, choir]))

    rows = {
        row.select("span")[1].text: row.text for row in browser.get(SEVERAL).soup.select(".entry")
    }

    assert "Zuletzt veröffentlichter Text, Sportverein, Stand vom 01.02.2026:" in rows["Chor"]
    assert "Von Chor ist hier noch kein Text veröffentlicht." in rows["Chor"]
    assert "Von Chor" not in rows["Sportverein"]
    assert "Davor" not in rows["Sportverein"]


@pytest.mark.parametrize("address", [ONE, SEVERAL])
def test_confirmed_again_on_the_same_day_from_a_new_form_nothing_is_recorded(
    browser: Browser, of: Recommendation, club: Organisation, address: str
) -> None:
    make.note("Acht Kurse.", of=of, at=club, on=date(2026, 2, 1))
    browser.sign_in(make.user(Role.STAKEHOLDER, at=club))
    send(browser, address)
    revision = db.session.get_one(Plan, club.plan_id).revision

    page = send(browser, address)

    assert "heute schon bestätigt" in page.alert
    assert len(confirmations()) == 1
    assert db.session.get_one(Plan, club.plan_id).revision == revision
    if address == SEVERAL:
        assert confirmations()[0].uid in page.link("Rückgängig machen")


def test_what_a_colleague_confirmed_today_is_not_ones_own_to_undo(
    browser: Browser, of: Recommendation, club: Organisation
) -> None:
    make.note("Acht Kurse.", of=of, at=club, on=date(2026, 2, 1))
    make.note(of=of, at=club, kind=Kind.CONFIRMATION, on=date(2026, 7, 1), is_published=False)
    browser.sign_in(make.user(Role.STAKEHOLDER, at=club))

    page = send(browser, SEVERAL)

    assert "heute schon bestätigt" in page.alert
    assert "Rückgängig" not in page.alert


def test_after_a_publication_or_an_undo_a_second_one_on_the_day_counts(
    browser: Browser, of: Recommendation, club: Organisation, choir: Organisation, clock
) -> None:
    plan = db.session.get_one(Plan, club.plan_id)
    note = make.note("Der Chor singt.", of=of, at=choir, is_published=False)
    browser.sign_in(make.user(Role.STAKEHOLDER, at=club))
    send(browser, ONE)
    clock.at(clock.now + timedelta(minutes=10))
    make.review(note, Outcome.PUBLISHED, recorded_at=clock.now - timedelta(minutes=5))

    send(browser, ONE)
    assert len(confirmations()) == 2

    for one in confirmations():
        make.withdrawal(one, plan)
    send(browser, ONE)
    assert len(confirmations()) == 3
