"""Both editions know of each other, on their pages and in their files."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser
from tracker.accounts.models import Role
from tracker.db import db
from tracker.plan.models import Plan, Predecessor, Recommendation
from tracker.plan.rules import Descent
from tracker.planfile.actions import import_plan
from tracker.planfile.document import parse
from tracker.planfile.export import export


@pytest.fixture
def both(app) -> Plan:
    """The editions of 2020 and 2026; A-01 and A-02 were merged into B-01."""
    old = make.plan("integration", title="Masterplan 2020")
    field = make.action_field(old, since=date(2020, 1, 1))
    for code in ("A-01", "A-02", "A-03"):
        make.recommendation(field=field, code=code, since=date(2020, 1, 1))
    new = make.plan("integration-2026", title="Masterplan 2026")
    new.predecessor_slug = "integration"
    merged = make.recommendation(of=new, code="B-01")
    for code in ("A-01", "A-02"):
        make.predecessor(merged, plan_slug="integration", code=code, descent=Descent.MERGED)
    return new


def test_the_old_page_says_where_it_goes_and_the_new_one_where_it_comes_from(both, browser) -> None:
    old = browser.get("/integration/empfehlungen/A-01")
    new = browser.get("/integration-2026/empfehlungen/B-01")

    assert "Wird fortgeführt als B-01, Masterplan 2026 (zusammengeführt)" in old.main
    assert old.link("B-01, Masterplan 2026") == "/integration-2026/empfehlungen/B-01"
    assert "Geht zurück auf A-01, Masterplan 2020 (zusammengeführt)" in new.main
    assert new.link("A-02, Masterplan 2020") == "/integration/empfehlungen/A-02"
    dropped = browser.get("/integration/empfehlungen/A-03")
    assert "Wird fortgeführt als" not in dropped.main
    assert "Nicht weitergeführt in Masterplan 2026" in dropped.main
    assert dropped.link("Masterplan 2026") == "/integration-2026/"
    assert "Nicht weitergeführt in" not in old.main


def test_before_the_new_edition_began_the_old_page_knew_nothing_of_it(both, browser) -> None:
    for code in ("A-01", "A-03"):
        page = browser.get(f"/integration/empfehlungen/{code}?stichtag=2025-12-31")

        for told in ("Wird fortgeführt als", "Nicht weitergeführt", "Ausgabe ist fortgeschrieben"):
            assert told not in page.main


def test_in_the_old_edition_only_the_plan_office_goes_on_writing(both, browser) -> None:
    old = db.session.scalars(select(Plan).where(Plan.slug == "integration")).one()
    club = make.organisation(old)
    of = db.session.scalars(select(Recommendation).where(Recommendation.code == "A-03")).one()
    make.involvement(of, club)
    make.note(of=of, at=club)
    offers = ("Sachstand schreiben", "Unverändert bestätigen", "Zuständigkeit abgeben")

    for role, is_offered in ((Role.STAKEHOLDER, False), (Role.STAFF, True)):
        someone = browser.sign_in(make.user(role, at=club if role is Role.STAKEHOLDER else []))
        page = someone.get("/integration/empfehlungen/A-03")
        assert page.link("zur Ausgabe Masterplan 2026") == "/integration-2026/"
        assert [offer in page.main for offer in offers[:2]] == [is_offered] * 2
        assert is_offered or offers[2] not in page.main
    desk = browser.get("/redaktion/integration")
    assert "Diese Ausgabe ist fortgeschrieben: zur Ausgabe Masterplan 2026" in desk.main
    assert "fortgeschrieben" not in browser.get("/redaktion/integration-2026").main


def test_an_edition_that_is_not_here_is_named_without_a_link(app, browser) -> None:
    plan = make.plan("integration-2026")
    make.predecessor(make.recommendation(of=plan, code="B-01"), plan_slug="anderswo", code="X-01")
    page = browser.get("/integration-2026/empfehlungen/B-01")

    assert "Geht zurück auf X-01, anderswo (übernommen)" in page.main
    assert not [link for link in page.soup.select("a") if "anderswo" in link["href"]]


def test_the_list_of_plans_begins_with_the_newest_edition(both, browser) -> None:
    titles = [tag.text for tag in browser.get("/").soup.select("main h2")]

    assert titles == ["Masterplan 2026", "Masterplan 2020"]


def test_the_file_of_an_edition_names_where_it_comes_from_byte_for_byte(both) -> None:
    file = export("integration-2026")
    document = json.loads(file)
    assert document["plan"]["predecessor"] == "integration"
    assert document["recommendations"][0]["predecessors"] == [
        {"plan": "integration", "code": "A-01", "descent": "merged"},
        {"plan": "integration", "code": "A-02", "descent": "merged"},
    ]

    assert import_plan(parse(file.encode())).added == []
    assert import_plan(parse(file.encode())).is_empty
    assert export("integration-2026") == file


def test_a_file_without_predecessors_does_not_speak_of_them(both) -> None:
    assert "predecessor" not in export("integration")


def test_predecessors_follow_the_file(both) -> None:
    document = json.loads(export("integration-2026"))
    del document["plan"]["predecessor"]
    document["recommendations"][0]["predecessors"].pop()
    text = json.dumps(document)

    import_plan(parse(text.encode()))

    db.session.expire_all()
    assert [row.code for row in db.session.scalars(select(Predecessor))] == ["A-01"]
    assert '"predecessor"' not in export("integration-2026")


def test_a_file_brings_back_what_was_deleted_on_the_screen(both, browser) -> None:
    council = make.committee(both, slug="kreistag")
    make.sitting(council, on=date(2026, 5, 4))
    make.paper(of=council, number="2026/041")
    file = export("integration-2026")
    staff = browser.sign_in(make.user(Role.STAFF))
    for path in ("drucksachen/2026/041", "gremien/kreistag"):
        page = staff.get(f"/integration-2026/bearbeiten/{path}/loeschen")
        version = page.form("version").select_one("[name=version]")["value"]
        assert staff.submit(page, version=version).status == 302

    import_plan(parse(file.encode()))

    assert export("integration-2026") == file
    assert (
        "nichts gelöscht"
        in Browser(staff.app)
        .sign_in(make.user(Role.STAFF))
        .get("/integration-2026/bearbeiten/geloescht")
        .main
    )


def test_a_plan_leads_to_the_editions_next_to_it(app) -> None:
    first = make.plan("eins", title="Plan 2016")
    second = make.plan("zwei", title="Plan 2026")
    second.predecessor_slug = first.slug
    make.plan("drei", title="Plan 2036").predecessor_slug = second.slug
    db.session.commit()
    reader = Browser(app)

    page = reader.get("/zwei/")

    assert page.link("Plan 2016") == "/eins/"
    assert page.link("zur Ausgabe Plan 2036") == "/drei/"
    assert "Fortschreibung von: Plan 2016" in page.main
    assert "Diese Ausgabe ist fortgeschrieben: zur Ausgabe Plan 2036" in page.main
    assert "Fortschreibung von" not in reader.get("/eins/").main
