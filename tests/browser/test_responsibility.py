"""The pages about who is responsible, wide and narrow, in German and in English."""

import pytest
from sqlalchemy import select

from tests import make
from tests.browser.conftest import NARROW, WIDE
from tracker.accounts.models import Role
from tracker.db import db
from tracker.notes.models import Obstacle
from tracker.plan.models import Recommendation
from tracker.stakeholders.models import Involvement, Organisation
from tracker.stakeholders.rules import Part

ORGANISATION = "/integration/beteiligte/jobcenter"
RECOMMENDATION = "/integration/empfehlungen/A-01"


@pytest.fixture
def pages(app) -> dict[str, str]:
    """Return what to look at: one address for each form, and the pages that lead there."""
    of = db.session.scalars(select(Recommendation).where(Recommendation.code == "A-01")).one()
    sides = db.session.scalars(select(Organisation).order_by(Organisation.slug).limit(2)).all()
    asked = make.handover(of, *sides, part=Part.FUNDING)
    fact = db.session.scalars(
        select(Involvement).where(Involvement.recommendation_id == of.id)
    ).first()
    obstacle = db.session.scalars(select(Obstacle)).first()
    assert fact
    assert obstacle
    return {
        "recommendation": RECOMMENDATION,
        "involvements": f"{RECOMMENDATION}/beteiligung",
        "end": f"{RECOMMENDATION}/beteiligung/{fact.uid}/ende",
        "ask": f"{RECOMMENDATION}/abgabe",
        "answer": f"/integration/abgaben/{asked.uid}",
        "organisation": ORGANISATION,
        "organisations": "/integration/beteiligte",
        "add": "/integration/beteiligte/neu",
        "change": f"{ORGANISATION}/bearbeiten",
        "rename": f"{ORGANISATION}/umbenennen",
        "close": f"{ORGANISATION}/ende",
        "merge": f"{ORGANISATION}/zusammenlegen",
        "obstacle": f"{RECOMMENDATION}/hemmnis",
        "solve": f"/integration/hemmnis/{obstacle.uid}/loesen",
    }


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_each_page_is_in_order(visit, pages: dict[str, str], viewport, language: str) -> None:
    visitor = visit(viewport=viewport).sign_in(make.user(Role.STAFF))

    for address in pages.values():
        visitor.open(f"{address}?sprache={language}")
        visitor.look()
        assert visitor.overflow() == []


def test_without_javascript_a_part_is_handed_over(visit, pages: dict[str, str]) -> None:
    staff = visit(java_script_enabled=False).sign_in(make.user(Role.STAFF))

    page = staff.open(pages["involvements"])
    page.get_by_label("Organisation", exact=True).select_option(index=1)
    page.get_by_label("fördernd").check()
    page.get_by_role("button", name="Speichern", exact=True).click()
    assert "Die Beteiligung ist gespeichert." in page.get_by_role("alert").inner_text()
    page = staff.open(pages["ask"])
    page.get_by_role("main").get_by_role("link", name=": federführend").first.click()
    page.get_by_label("Wer übernehmen soll").select_option(index=9)
    page.get_by_label("Begründung").fill("Passt dort besser.")
    page.get_by_role("button", name="Anfrage stellen").click()
    page.get_by_label("Annehmen").check()
    page.get_by_role("button", name="Antwort speichern").click()

    assert "Die Zuständigkeit ist übergegangen" in page.get_by_role("alert").inner_text()
