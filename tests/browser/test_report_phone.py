"""A published report on a politician's phone: what matters first, what is long folded."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from tracker.accounts.models import User
from tracker.db import db
from tracker.history.recording import Recorder
from tracker.history.stichtag import RecordedRole
from tracker.plan.queries import plan as plan_of
from tracker.reports.actions import drafts, files, publishing
from tracker.reports.actions.drafts import Cover, Days
from tracker.reports.queries import reports as queries

PHONE, SMALL = {"width": 390, "height": 844}, {"width": 320, "height": 640}
HERE = "/integration/berichte/2026-06-30"
SHEET = "#empfehlung-a-01"


@pytest.fixture
def published(app: Flask, monkeypatch: pytest.MonkeyPatch, visit: Callable) -> str:
    """Publish a report of the sample plan and return its address."""
    monkeypatch.setattr(files, "render", lambda *_parts: b"file")
    staff = db.session.scalars(select(User).where(User.email.startswith("geschaefts"))).one()
    by = Recorder(staff.id, RecordedRole.STAFF, None)
    of = plan_of("integration")
    with app.test_request_context():
        days = Days(date(2026, 6, 30), date(2026, 3, 31))
        slug = drafts.begin(of, days, Cover("Sachstandsbericht", "", None), "de", "1", by=by)
    page = visit().sign_in(staff).open(f"{HERE}/pruefen")
    page.get_by_role("button", name="Version 1 einfrieren").click()
    files.make_files()
    publishing.publish(of, queries.report(of.id, slug), 1, by=by)
    return HERE


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_link_into_a_folded_sheet_opens_it(
    published: str, visit: Callable, has_scripts: bool
) -> None:
    reader = visit(viewport=PHONE, java_script_enabled=has_scripts)
    page = reader.open(published)
    sheet = page.locator(SHEET)
    expect(sheet).to_be_hidden()
    assert page.locator("main").bounding_box()["height"] < 40_000

    page.goto(f"{reader.live}{published}{SHEET}")
    expect(sheet).to_be_visible()
    expect(sheet.locator("xpath=..").locator("summary")).to_be_in_viewport()

    page.get_by_role("link", name="Inhalt", exact=True).click()
    expect(page.get_by_role("navigation", name="Inhalt")).to_be_visible()
    page.get_by_role("navigation", name="Inhalt").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Das Wichtigste")).to_be_in_viewport()


def test_what_matters_stands_on_the_first_screen(published: str, visit: Callable) -> None:
    reader = visit(viewport=PHONE)
    page = reader.open(published)

    expect(page.get_by_role("heading", name="Das Wichtigste auf einer Seite")).to_be_in_viewport()
    head = page.get_by_role("columnheader", name="am 30.06.2026").first
    box = head.bounding_box()
    assert box["x"] + box["width"] <= PHONE["width"]
    assert reader.overflow() == []
    reader.look()


@pytest.mark.parametrize("window", [PHONE, SMALL])
def test_what_is_wider_than_the_window_says_so(
    published: str, visit: Callable, window: dict[str, int]
) -> None:
    page = visit(viewport=window).open(published)

    boxes = page.locator("main .scrolls").evaluate_all(
        """(all) => all.filter((one) => one.checkVisibility()).map((one) => [
             one.scrollWidth > one.clientWidth,
             getComputedStyle(one, "::before").display !== "none",
           ])"""
    )
    assert any(is_wide for is_wide, _says in boxes)
    assert all(is_wide == says for is_wide, says in boxes), boxes


def test_paper_shows_what_is_folded(published: str, visit: Callable) -> None:
    page = visit().open(published)
    page.emulate_media(media="print")

    expect(page.locator(SHEET)).to_be_visible()
    expect(page.locator("#deckblatt")).to_be_visible()


def test_paper_lists_no_downloads_but_the_hash_of_the_content(
    published: str, visit: Callable
) -> None:
    page = visit().open(published)
    files, proof = page.locator("#dateien"), page.locator(".report-proof")
    expect(files).to_be_visible()
    expect(proof).to_be_hidden()

    page.emulate_media(media="print")

    expect(files).to_be_hidden()
    expect(proof).to_contain_text("SHA-256 des Inhalts")
