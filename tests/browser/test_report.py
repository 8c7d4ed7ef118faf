"""A report from its beginning to the reader's phone, in a real browser."""

import re
from collections.abc import Callable

from playwright.sync_api import expect
from sqlalchemy import select

from tracker.accounts.models import User
from tracker.db import db
from tracker.reports.actions import files

REPORTS = "/integration/berichte"
PHONE = {"width": 390, "height": 844}
STAFF = "geschaeftsstelle@kreis.example"


def test_staff_write_freeze_and_publish_and_a_politician_reads_on_a_phone(
    visitor, visit: Callable
) -> None:
    staff = db.session.scalars(select(User).where(User.email == STAFF)).one()
    page = visitor.sign_in(staff).open(REPORTS)
    page.get_by_role("link", name="Bericht beginnen").click()
    page.get_by_label("Stichtag", exact=True).fill("30.6.2026")
    page.get_by_label("Vergleich mit").select_option("ein anderer Tag")
    page.get_by_label("Anderer Stichtag").fill("31.3.2026")
    visitor.look()
    page.get_by_role("button", name="Bericht beginnen").click()

    page.wait_for_load_state("networkidle")  # the module that keeps drafts is there
    page.get_by_label("Bewertung").fill("Die Sprachkurse tragen den Plan.")
    expect(page.locator("[data-draft-status]")).to_contain_text("Gespeichert um")
    visitor.look()
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("gespeichert")
    page.get_by_role("link", name="Vorschau ansehen").click()
    expect(page.get_by_role("main")).to_contain_text("Vorschau, nicht eingefroren")
    page.get_by_role("link", name="Angaben prüfen und einfrieren").click()
    expect(page.get_by_role("main")).to_contain_text("Die Sprachkurse tragen den Plan.")
    visitor.look()
    page.get_by_role("button", name="Version 1 einfrieren").click()

    status = page.get_by_role("status")
    expect(status).to_have_text("0 von 6 Dateien sind fertig.")
    visitor.look()
    page.reload()
    expect(status).to_have_text("0 von 6 Dateien sind fertig.")
    files.make_files()  # as the worker does
    expect(status).to_have_text("6 von 6 Dateien sind fertig.")
    page.get_by_role("button", name="Version 1 veröffentlichen").click()
    expect(page.get_by_role("alert")).to_contain_text("Version 1 ist veröffentlicht.")

    politician = visit(viewport=PHONE)
    page = politician.open("/integration/")
    page.get_by_role("link", name="Berichte an den Kreistag").click()
    page.get_by_role("link", name=re.compile("^Sachstandsbericht")).click()
    expect(page.get_by_role("main")).to_contain_text("Die Sprachkurse tragen den Plan.")
    assert politician.overflow() == []
    politician.look()
    link = page.get_by_role("link", name="PDF (barrierefrei)")
    address = politician.live + link.get_attribute("href")
    answer = politician.context.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
    assert re.search(r"-v1\.pdf", answer.headers["content-disposition"])

    html = politician.live + page.get_by_role("link", name="HTML").get_attribute("href")
    page.goto(html)
    assert page.evaluate("() => window.origin") == "null"  # sealed: it runs nothing of its own
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sachstandsbericht")
