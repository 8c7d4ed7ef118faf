"""Committees, sittings and council papers, by real requests."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page
from tracker.accounts.models import AuditEntry, Role
from tracker.council import queries
from tracker.council.models import Committee, CouncilPaper, Sitting
from tracker.db import db
from tracker.history import plain
from tracker.plan.models import Plan
from tracker.planfile.export import export

SITTINGS = "/integration/bearbeiten/gremien"
PAPERS = "/integration/bearbeiten/drucksachen"


@pytest.fixture
def plan(app) -> Plan:
    return make.plan("integration")


@pytest.fixture
def council(plan: Plan) -> Committee:
    return make.committee(plan, slug="kreistag")


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


def confirmed(staff: Browser, path: str | Page) -> Page:
    """Send the form of a page as it stands."""
    page = staff.get(path) if isinstance(path, str) else path
    version = page.form("version").select_one("[name=version]")["value"]
    return staff.submit(page, version=version)


def revision() -> int:
    return db.session.scalars(select(Plan.revision)).one()


def audited() -> list[tuple[str, str]]:
    rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(row.action, row.subject) for row in rows]


def paper_fields(**other: str) -> dict[str, str]:
    return {
        "number": "2026/041",
        "title_de": "Bericht",
        "published_on": "2.3.2026",
        "committee": "kreistag",
        "role_de": "Kenntnisnahme",
        "result_de": "zur Kenntnis genommen",
        **other,
    }


# Committees


def test_a_committee_is_added_with_a_name_in_each_language(plan, staff) -> None:
    before = revision()
    page = staff.submit(
        f"{SITTINGS}/neu",
        name_de="Kreisausschuss für Jugend",
        name_en="Youth committee",
        decides="y",
    )

    assert page.location == SITTINGS
    row = db.session.scalars(select(Committee)).one()
    assert (row.slug, row.decides) == ("kreisausschuss-fuer-jugend", True)
    assert row.name == {"de": "Kreisausschuss für Jugend", "en": "Youth committee"}
    assert revision() == before + 1
    assert audited() == [("committee:create", "integration/committee/kreisausschuss-fuer-jugend")]
    assert "Kreisausschuss für Jugend" in staff.follow(page).main


def test_two_committees_of_one_name_have_two_addresses(plan, staff) -> None:
    for _time in range(2):
        staff.submit(f"{SITTINGS}/neu", name_de="Beirat")

    assert queries.committee_slugs(plan.id) == {"beirat", "beirat-2"}


def test_a_committee_without_a_name_is_refused_and_what_was_typed_is_kept(plan, staff) -> None:
    page = staff.submit(f"{SITTINGS}/neu", name_en="Advisory board")

    assert page.status == 422
    assert "Füllen Sie „Name (Deutsch)“ aus." in page.alert
    assert 'value="Advisory board"' in page.html


def test_a_committee_is_renamed_and_keeps_its_address(council, staff) -> None:
    page = staff.submit(f"{SITTINGS}/kreistag/bearbeiten", name_de="Kreistag des Kreises")

    assert page.status == 302
    row = queries.committee(council.plan_id, "kreistag")
    assert (row.name["de"], row.version) == ("Kreistag des Kreises", 2)


def test_a_committee_with_papers_stays_and_the_page_says_what_to_do(council, staff) -> None:
    make.paper(of=council, number="2026/001")
    page = staff.get(f"{SITTINGS}/kreistag/loeschen")

    assert "gehört noch die Drucksache 2026/001" in page.main
    assert not page.soup.select('main form input[name="version"]')
    sent = staff.send(f"{SITTINGS}/kreistag/loeschen", version="1")
    assert sent.status == 422
    assert queries.committee(council.plan_id, "kreistag").deleted_at is None


def test_a_committee_goes_with_its_sittings_after_a_last_question(council, staff) -> None:
    make.sitting(council, on=date(2026, 5, 4))
    asked = staff.get(f"{SITTINGS}/kreistag/loeschen")
    assert "Mit ihm verschwindet 1 Sitzung." in asked.main

    page = staff.follow(confirmed(staff, asked))

    assert "In diesem Plan steht noch kein Gremium." in page.main
    assert "Kreistag" not in export("integration")
    assert "04.05.2026" not in Browser(staff.app).get("/integration/").main


# Sittings


def test_a_sitting_may_lie_in_the_future_and_is_marked_so(council, staff) -> None:
    page = staff.submit(f"{SITTINGS}/kreistag/sitzungen/neu", held_on="30.09.2027")

    assert page.status == 302
    assert "30.09.2027 geplant" in staff.follow(page).main


def test_what_moved_since_the_last_sitting_rests_on_the_sittings(council, staff) -> None:
    make.recommendation(of=db.session.get_one(Plan, council.plan_id))
    staff.submit(f"{SITTINGS}/kreistag/sitzungen/neu", held_on="4.5.2026")
    assert "04.05.2026" in Browser(staff.app).get("/integration/").main

    confirmed(staff, f"{SITTINGS}/kreistag/sitzungen/2026-05-04/loeschen")

    assert "04.05.2026" not in Browser(staff.app).get("/integration/").main


def test_a_sitting_moves_to_another_day(council, staff) -> None:
    make.sitting(council, on=date(2026, 5, 4))
    staff.submit(
        f"{SITTINGS}/kreistag/sitzungen/2026-05-04/bearbeiten",
        held_on="5.5.2026",
        title_de="Klausur",
    )

    row = db.session.scalars(select(Sitting)).one()
    assert (row.held_on, row.title, row.version) == (date(2026, 5, 5), {"de": "Klausur"}, 2)


def test_two_sittings_of_a_committee_on_one_day_are_refused(council, staff) -> None:
    make.sitting(council, on=date(2026, 5, 4))
    page = staff.submit(f"{SITTINGS}/kreistag/sitzungen/neu", held_on="4.5.2026")

    assert page.status == 422
    assert "Am 04.05.2026 ist schon eine Sitzung eingetragen." in page.alert


def test_a_sitting_that_was_deleted_is_restored_rather_than_added_again(council, staff) -> None:
    make.sitting(council, on=date(2026, 5, 4))
    confirmed(staff, f"{SITTINGS}/kreistag/sitzungen/2026-05-04/loeschen")
    page = staff.submit(f"{SITTINGS}/kreistag/sitzungen/neu", held_on="4.5.2026")

    assert "Stellen Sie sie unter „Gelöschtes“ wieder her." in page.alert


@pytest.mark.parametrize("day", ["heute", "2026-13-01", "1999-01-01"])
def test_a_day_without_a_sitting_is_not_found(council, staff, day: str) -> None:
    assert staff.get(f"{SITTINGS}/kreistag/sitzungen/{day}/bearbeiten").status == 404


# Council papers


def test_a_paper_stands_on_the_pages_of_the_recommendations_it_deals_with(
    plan, council, staff
) -> None:
    make.recommendation(of=plan, code="A-01")
    make.recommendation(of=plan, code="B-03")
    page = staff.submit(
        f"{PAPERS}/neu",
        **paper_fields(codes="A-01, B-03 ", web="https://kreis.example/2026-041"),
    )

    assert page.status == 302
    assert "2026/041" in staff.follow(page).main
    reader = Browser(staff.app)
    for code in ("A-01", "B-03"):
        shown = reader.get(f"/integration/empfehlungen/{code}")
        assert shown.link("2026/041") == "https://kreis.example/2026-041"


def test_a_paper_about_an_unknown_recommendation_is_refused(plan, council, staff) -> None:
    make.recommendation(of=plan, code="A-01")
    page = staff.submit(f"{PAPERS}/neu", **paper_fields(codes="A-01; A-99"))

    assert page.status == 422
    assert "A-99 gibt es in diesem Plan nicht." in page.alert
    assert "A-01; A-99" in page.html
    assert db.session.scalars(select(CouncilPaper)).all() == []


@pytest.mark.parametrize(
    "web", ["http://kreis.example", "javascript:alert(1)", "https://", "https://a b"]
)
def test_the_address_of_a_paper_begins_with_https(plan, council, staff, web: str) -> None:
    page = staff.submit(f"{PAPERS}/neu", **paper_fields(web=web))

    assert page.status == 422
    assert "die mit https:// beginnt" in page.alert


def test_a_paper_changes_and_deals_with_others_afterwards(plan, council, staff) -> None:
    first, second = (make.recommendation(of=plan, code=code) for code in ("A-01", "B-03"))
    make.paper(first, of=council, number="2026/001")
    page = staff.submit(f"{PAPERS}/2026/001/bearbeiten", number="2026/002", codes="B-03")

    assert page.status == 302
    row = queries.paper(plan.id, "2026/002")
    assert queries.codes(row.id) == ["B-03"]
    assert second.code in staff.follow(page).main


def test_a_number_is_given_once(plan, council, staff) -> None:
    make.paper(of=council, number="2026/041")
    page = staff.submit(f"{PAPERS}/neu", **paper_fields())

    assert page.status == 422
    assert "Die Drucksache 2026/041 gibt es schon." in page.alert


def test_a_deleted_paper_is_nowhere_and_its_number_leads_to_where_it_is(
    plan, council, staff
) -> None:
    make.paper(make.recommendation(of=plan, code="A-01"), of=council, number="2026/041")
    asked = staff.get(f"{PAPERS}/2026/041/loeschen")
    assert "auf der Seite der Empfehlung A-01" in asked.main

    confirmed(staff, asked)

    assert "2026/041" not in Browser(staff.app).get("/integration/empfehlungen/A-01").main
    assert "2026/041" not in export("integration")
    assert staff.get(f"{PAPERS}/2026/041/bearbeiten").status == 404
    again = staff.submit(f"{PAPERS}/neu", **paper_fields())
    assert "Stellen Sie sie unter „Gelöschtes“ wieder her." in again.alert


# Lost updates


CHANGES = [
    ("gremien/kreistag/bearbeiten", {"name_de": "Mein Name"}, {"name_de": "Ihr Name"}),
    (
        "gremien/kreistag/sitzungen/2026-05-04/bearbeiten",
        {"title_de": "Mein Titel"},
        {"title_de": "Ihr Titel"},
    ),
    ("drucksachen/2026/041/bearbeiten", {"title_de": "Mein Titel"}, {"title_de": "Ihr Titel"}),
]


def overtaken(staff: Browser, council: Committee, path: str, mine, theirs):
    make.sitting(council, on=date(2026, 5, 4))
    make.paper(of=council, number="2026/041")
    path = f"/integration/bearbeiten/{path}"
    opened = staff.get(path)
    assert staff.submit(path, **theirs).status == 302
    return staff.submit(opened, **mine)


@pytest.mark.parametrize(("path", "mine", "theirs"), CHANGES)
def test_whoever_was_slower_sees_both_texts_and_overwrites_nothing(
    council, staff, path: str, mine, theirs
) -> None:
    page = overtaken(staff, council, path, mine, theirs)

    assert page.status == 409
    assert next(iter(theirs.values())) in page.alert
    assert "Geschäftsstelle, 01.07.2026" in page.alert
    assert f'value="{next(iter(mine.values()))}"' in page.html
    assert confirmed(staff, page).status == 302  # knowing both, it is saved


@pytest.mark.parametrize(("path", "mine", "theirs"), CHANGES)
def test_without_the_guard_an_update_would_be_lost(
    council, staff, monkeypatch, path: str, mine, theirs
) -> None:
    monkeypatch.setattr(plain, "refuse_stale", lambda *_any: None)

    assert overtaken(staff, council, path, mine, theirs).status == 302


@pytest.mark.parametrize(("path", "mine", "_theirs"), CHANGES)
def test_what_was_typed_about_something_deleted_meanwhile_is_not_lost(
    council, staff, path: str, mine, _theirs
) -> None:
    make.sitting(council, on=date(2026, 5, 4))
    make.paper(of=council, number="2026/041")
    path = f"/integration/bearbeiten/{path}"
    opened = staff.get(path)
    confirmed(staff, f"{PAPERS}/2026/041/loeschen")
    if not path.startswith(PAPERS):
        confirmed(staff, f"{SITTINGS}/kreistag/sitzungen/2026-05-04/loeschen")
        confirmed(staff, f"{SITTINGS}/kreistag/loeschen")

    page = staff.submit(opened, **mine)

    assert page.status == 409
    assert f'value="{next(iter(mine.values()))}"' in page.html
