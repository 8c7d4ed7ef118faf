"""Adding, changing, renaming, ending and merging organisations, by real requests."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests import make
from tests.pages import Browser, Page
from tracker.accounts.models import Affiliation, AuditEntry, Role
from tracker.db import db
from tracker.history.stichtag import Withdrawal
from tracker.plan.models import Plan, Recommendation
from tracker.stakeholders.models import Involvement, Organisation, OrganisationName
from tracker.stakeholders.rules import Part

LIST = "/integration/beteiligte"
PAGE = f"{LIST}/jobcenter"


@pytest.fixture
def plan() -> Plan:
    return make.plan("integration")


@pytest.fixture
def at(plan: Plan) -> Organisation:
    return make.organisation(plan, slug="jobcenter", name="Jobcenter")


@pytest.fixture
def other(plan: Plan) -> Organisation:
    return make.organisation(plan, slug="vhs", name="VHS")


@pytest.fixture
def of(at: Organisation) -> Recommendation:
    return make.recommendation(owner=at, code="A-01")


@pytest.fixture
def staff(browser: Browser, at: Organisation) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


def names(of: Organisation) -> list[OrganisationName]:
    rows = select(OrganisationName).where(OrganisationName.organisation_id == of.id)
    return list(db.session.scalars(rows.order_by(OrganisationName.id)))


def revision() -> int:
    return db.session.scalars(select(Plan.revision).where(Plan.slug == "integration")).one()


# Adding


def add(browser: Browser, **fields: str) -> Page:
    known = {"name_de": "Ländlicher Verein e. V.", "category": "association"}
    return browser.submit(f"{LIST}/neu", **(known | fields))


def test_an_added_organisation_has_an_address_made_of_its_name(staff: Browser, plan: Plan) -> None:
    town = make.municipality(plan, name="Eschwege")
    before = revision()

    answer = add(staff, municipality=town.ags, contact_role_de="Ehrenamtsbüro")

    assert str(answer.location).endswith("/beteiligte/laendlicher-verein-e-v")
    page = staff.follow(answer)
    assert page.alert == "Die Organisation ist angelegt."
    assert "Ländlicher Verein e. V." in page.main
    assert "Eschwege" in page.main
    assert "Ehrenamtsbüro" in page.main
    assert revision() == before + 1


def test_an_address_is_never_given_away_again(staff: Browser, other: Organisation) -> None:
    make.name_from(other, date(2026, 3, 1), name="VHS", has_ended=True)

    answer = add(staff, name_de="VHS")

    assert str(answer.location).endswith("/beteiligte/vhs-2")


def test_no_organisation_takes_the_address_of_the_form(staff: Browser) -> None:
    assert str(add(staff, name_de="Neu").location).endswith("/beteiligte/neu-2")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name_de": ""}, "Füllen Sie „Name der Organisation (Deutsch)“ aus"),
        ({"name_de": "JOBCENTER"}, "„JOBCENTER“ gibt es in diesem Plan schon"),
        ({"category": ""}, "eine der Möglichkeiten"),
        ({"name_de": "x" * 201}, "höchstens 200 Zeichen"),
    ],
)
def test_what_is_wrong_with_a_new_one_is_said_and_what_was_typed_stays(
    staff: Browser, fields: dict[str, str], sentence: str
) -> None:
    page = add(staff, **({"contact_role_de": "Ehrenamtsbüro"} | fields))

    assert page.status == 422
    assert sentence in page.alert
    form = page.form("name_de")
    assert form.select_one("[name=contact_role_de]")["value"] == "Ehrenamtsbüro"
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 1


def test_a_new_one_sent_twice_is_there_once(staff: Browser) -> None:
    mine = staff.get(f"{LIST}/neu")
    sent = {"name_de": "AWO", "category": "association"}

    first, second = staff.submit(mine, **sent), staff.submit(mine, **sent)

    assert first.location == second.location
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 2


def test_the_form_asks_for_no_persons_name(staff: Browser) -> None:
    assert "kein Name einer Person" in staff.get(f"{LIST}/neu").main


# Changing what has no history


def test_plain_columns_are_overwritten_and_audited(
    staff: Browser, at: Organisation, plan: Plan
) -> None:
    town = make.municipality(plan, name="Eschwege")

    answer = staff.submit(
        f"{PAGE}/bearbeiten",
        category="municipality",
        municipality=town.ags,
        contact_role_de="Leitung",
        contact_role_en="",
    )

    page = staff.follow(answer)
    assert page.alert == "Die Angaben sind gespeichert."
    assert "Kommune" in page.main
    row = db.session.get_one(Organisation, at.id)
    assert (row.category, row.municipality_id, row.version) == ("municipality", town.id, 2)
    assert row.contact_role == {"de": "Leitung"}
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "organisation:update")
    ).one()
    assert entry.subject == "integration/jobcenter"
    assert "municipality" in entry.after


def test_two_people_change_the_same_the_second_sees_the_first(
    staff: Browser, at: Organisation
) -> None:
    mine = staff.get(f"{PAGE}/bearbeiten")
    staff.submit(f"{PAGE}/bearbeiten", category="municipality")

    page = staff.submit(mine, contact_role_de="Leitung")

    assert page.status == 409
    assert "Kategorie: Kommune · Ort: – · Ansprechstelle: Geschäftsführung" in page.alert
    form = page.form("category")
    assert form.select_one("[name=contact_role_de]")["value"] == "Leitung"
    assert db.session.get_one(Organisation, at.id).category == "municipality"
    assert staff.submit(page, contact_role_de="Leitung").status == 302


def test_a_change_that_names_no_version_is_a_conflict(staff: Browser, at: Organisation) -> None:
    page = staff.get(f"{PAGE}/bearbeiten")
    token = page.form("category").select_one("[name=csrf_token]")["value"]

    answer = staff.post(f"{PAGE}/bearbeiten", csrf_token=token, category="municipality")

    assert answer.status == 409


# Renaming


def rename(browser: Browser, page: str | Page = f"{PAGE}/umbenennen", **fields: str) -> Page:
    known = {"name_de": "Jobcenter Werra-Meißner", "name_en": "Job centre"}
    return browser.submit(page, **(known | fields))


def test_a_new_name_is_a_fact_the_old_one_stays_readable_and_so_does_the_address(
    staff: Browser, at: Organisation, of: Recommendation
) -> None:
    answer = rename(staff, effective_on="01.06.2026", reason="Neue Satzung.")

    assert str(answer.location).endswith(PAGE)
    page = staff.follow(answer)
    assert page.alert.startswith("Der neue Name ist gespeichert.")
    assert page.soup.h1.text == "Jobcenter Werra-Meißner"
    assert "Frühere Namen Jobcenter (seit 01.01.2026)" in page.main
    said = "Umbenannt von „Jobcenter“ in „Jobcenter Werra-Meißner“. Begründung: Neue Satzung."
    assert said in page.main
    assert "eingetragen durch: die Geschäftsstelle" in page.main
    past = Browser(staff.app).get(f"{PAGE}?stichtag=2026-05-31")
    assert past.soup.h1.text == "Jobcenter"


def test_a_new_name_can_be_undone(staff: Browser, at: Organisation) -> None:
    page = staff.follow(rename(staff))

    undo = staff.get(page.link("Rückgängig machen"))
    assert "Danach gilt wieder: Jobcenter (seit 01.01.2026)." in undo.main
    back = staff.submit(undo, reason="Ein Irrtum.")

    assert f"{PAGE}#verlauf" in str(back.location)
    page = staff.get(PAGE)
    assert page.soup.h1.text == "Jobcenter"
    assert "Zurückgenommen: Ein Irrtum." in page.main


def test_the_only_name_cannot_be_withdrawn(staff: Browser, at: Organisation) -> None:
    page = staff.get(f"/integration/eintrag/{names(at)[0].uid}/zuruecknehmen")

    assert "Das ist der einzige Name der Organisation." in page.main
    assert page.link("Zurück zur Organisation").endswith(PAGE)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name_de": ""}, "Füllen Sie"),
        ({"name_de": "VHS"}, "„VHS“ gibt es in diesem Plan schon"),
        ({"name_de": "Jobcenter", "name_en": "Jobcenter (English)"}, "So heißt die Organisation"),
        ({"effective_on": "02.07.2026"}, "nicht nach heute"),
        ({"effective_on": "nie"}, "einen Tag an, zum Beispiel"),
    ],
)
def test_what_is_wrong_with_a_new_name_is_said(
    staff: Browser, at: Organisation, other: Organisation, fields: dict[str, str], sentence: str
) -> None:
    page = rename(staff, **({"reason": "Neue Satzung."} | fields))

    assert page.status == 422
    assert sentence in page.alert
    assert "Neue Satzung." in page.main
    assert len(names(at)) == 1


def test_two_people_rename_the_same_the_second_sees_the_first(
    staff: Browser, at: Organisation
) -> None:
    mine = staff.get(f"{PAGE}/umbenennen")
    rename(staff, name_de="Arbeitsamt", reason="Von der Kollegin.")

    page = rename(staff, mine, name_de="Agentur")

    assert page.status == 409
    assert "Arbeitsamt (ab 01.07.2026)" in page.alert
    assert "Von der Kollegin." in page.alert
    assert page.form("name_de").select_one("[name=name_de]")["value"] == "Agentur"
    assert len(names(at)) == 2
    assert rename(staff, page, name_de="Agentur").status == 302


# Ending


def test_an_end_has_a_day_a_reason_and_a_successor(
    staff: Browser, at: Organisation, other: Organisation, of: Recommendation
) -> None:
    form = staff.get(f"{PAGE}/ende")
    assert "Diese 1 Beteiligung bleibt, bis Sie sie beenden." in form.main

    answer = staff.submit(form, effective_on="01.06.2026", successor="vhs", reason="Aufgelöst.")

    page = staff.follow(answer)
    assert "Diese Organisation besteht seit dem 01.06.2026 nicht mehr." in page.main
    assert page.link("VHS").endswith("/beteiligte/vhs")
    assert "„Jobcenter“ besteht nicht mehr. Nachfolge: „VHS“. Begründung: Aufgelöst." in page.main
    assert "Hervorgegangen aus Jobcenter (bis 01.06.2026)" in staff.get(f"{LIST}/vhs").main
    assert page.alert.startswith("Gespeichert: Die Organisation besteht nicht mehr.")
    assert page.link("Rückgängig machen")


def test_what_has_ended_is_not_ended_or_renamed_again(staff: Browser, at: Organisation) -> None:
    make.name_from(at, date(2026, 6, 1), name="Jobcenter", has_ended=True)

    assert "besteht seit dem 01.06.2026 nicht mehr" in rename(staff).alert
    assert "besteht seit dem 01.06.2026 nicht mehr" in staff.submit(f"{PAGE}/ende", reason="").alert
    assert len(names(at)) == 2


def test_an_end_after_today_is_refused(staff: Browser, at: Organisation) -> None:
    page = staff.submit(f"{PAGE}/ende", effective_on="02.07.2026", reason="Aufgelöst.")

    assert "nicht nach heute" in page.alert
    assert "Aufgelöst." in page.main
    assert len(names(at)) == 1


def test_two_people_end_the_same_the_second_sees_the_first(
    staff: Browser, at: Organisation
) -> None:
    mine = staff.get(f"{PAGE}/ende")
    staff.submit(f"{PAGE}/ende", reason="Von der Kollegin.")

    page = staff.submit(mine, reason="Von mir.")

    assert page.status == 409
    assert "„Jobcenter“ besteht nicht mehr (ab 01.07.2026)" in page.alert
    assert len(names(at)) == 2


# Merging


def merge(browser: Browser, page: str | Page = f"{PAGE}/zusammenlegen", **fields: str) -> Page:
    return browser.submit(page, **({"successor": "vhs"} | fields))


def test_the_page_says_what_will_happen(
    staff: Browser, at: Organisation, other: Organisation, of: Recommendation
) -> None:
    make.user(Role.STAKEHOLDER, at=at)

    page = staff.get(f"{PAGE}/zusammenlegen")

    assert "„Jobcenter“ besteht ab dem Tag, den Sie angeben, nicht mehr." in page.main
    assert "A-01 Sprachkurse ausbauen (federführend)" in page.main
    assert "1 Person handelt für sie." in page.main
    assert "können Sie es rückgängig machen" in page.main
    assert len(names(at)) == 1


def test_merging_moves_every_part_that_the_other_has_not(
    staff: Browser, at: Organisation, other: Organisation, of: Recommendation
) -> None:
    make.involvement(of, at, Part.FUNDING)
    make.involvement(of, other, Part.FUNDING)
    before = revision()

    answer = merge(staff, reason="Fusion.")

    assert str(answer.location).endswith("/beteiligte/vhs")
    assert revision() == before + 1
    rows = db.session.scalars(select(Involvement).order_by(Involvement.id)).all()[3:]
    assert {(row.organisation_id, row.part, row.is_involved) for row in rows} == {
        (at.id, Part.LEAD, False),
        (other.id, Part.LEAD, True),
        (at.id, Part.FUNDING, False),
    }
    assert {(row.effective_on, row.reason) for row in rows} == {(date(2026, 7, 1), "Fusion.")}
    last = names(at)[-1]
    assert (last.has_ended, last.successor_id) == (True, other.id)
    page = Browser(staff.app).get("/integration/beteiligte/vhs")
    assert "Hervorgegangen aus Jobcenter" in page.main
    assert "Federführend bei A-01. Übernommen von „Jobcenter“. Begründung: Fusion." in page.main
    assert "Tritt an die Stelle von „Jobcenter“." in page.main


def test_undoing_it_gives_every_part_back(
    staff: Browser, at: Organisation, other: Organisation, of: Recommendation
) -> None:
    make.involvement(of, at, Part.FUNDING)
    make.involvement(of, other, Part.FUNDING)
    saved = staff.follow(merge(staff, reason="Fusion."))

    undo = staff.get(saved.link("Rückgängig machen"))

    assert "Danach gilt wieder: Jobcenter" in undo.main
    says = "2 Beteiligungen gehen zurück an „Jobcenter“: A-01 (fördernd), A-01 (federführend)."
    assert says in undo.main
    assert staff.submit(undo, reason="Doch nicht.").status == 302
    assert len(db.session.scalars(select(Withdrawal)).all()) == 4, "the end and three parts"
    public = Browser(staff.app)
    mine, theirs = (public.get(f"{LIST}/{slug}") for slug in ("jobcenter", "vhs"))
    assert [tag["id"] for tag in mine.soup.select("#lead, #funding")] == ["lead", "funding"]
    assert [tag["id"] for tag in theirs.soup.select("#lead, #funding")] == ["funding"]
    assert "Diese Organisation besteht seit" not in mine.main
    assert "Hervorgegangen aus" not in theirs.main


@pytest.mark.parametrize("with_people", [True, False])
def test_whoever_acts_for_it_acts_for_the_other_if_so_ticked(
    staff: Browser, at: Organisation, other: Organisation, with_people: bool
) -> None:
    both = make.user(Role.STAKEHOLDER, at=[at, other])
    one = make.user(Role.STAKEHOLDER, at=at)

    merge(staff, with_people="y" if with_people else "False")

    rows = select(Affiliation.user_id).where(Affiliation.organisation_id == other.id)
    acting = {both.id, one.id} if with_people else {both.id}
    assert set(db.session.scalars(rows)) == acting


def test_it_is_not_merged_into_itself_or_what_has_ended(
    staff: Browser, at: Organisation, other: Organisation
) -> None:
    mine = staff.get(f"{PAGE}/zusammenlegen")
    make.name_from(other, date(2026, 6, 1), name="VHS", has_ended=True)

    page = merge(staff, mine)

    assert page.status == 422
    offered = [tag["value"] for tag in page.form("successor").select("option")]
    assert offered == [""]
    assert len(names(at)) == 1


def test_merging_holds_from_a_day_on_that_all_of_it_reaches_back_to(
    staff: Browser, at: Organisation, other: Organisation, of: Recommendation
) -> None:
    make.involvement(of, other, Part.CONTRIBUTING)
    make.involvement(of, at, Part.CONTRIBUTING, since=date(2026, 3, 1))
    for day, says in (("2.7.2026", "nicht nach heute"), ("28.2.2026", "ab dem 01.03.2026")):
        assert says in merge(staff, effective_on=day).alert
    assert len(names(at)) == 1

    merge(staff, effective_on="1.4.2026")

    assert names(at)[-1].effective_on == date(2026, 4, 1)
    public = Browser(staff.app)
    assert "Federführend bei A-01." in public.get("/integration/beteiligte/vhs").main
    before = public.get("/integration/beteiligte/vhs?stichtag=2026-03-31").main
    assert "Federführend bei A-01." not in before


def test_two_people_merge_the_same_the_second_sees_the_first(
    staff: Browser, at: Organisation, other: Organisation, of: Recommendation, plan: Plan
) -> None:
    make.organisation(plan, slug="awo", name="AWO")
    mine = staff.get(f"{PAGE}/zusammenlegen")
    merge(staff)

    page = merge(staff, mine, successor="awo")

    assert page.status == 409
    assert "„Jobcenter“ besteht nicht mehr (ab 01.07.2026)" in page.alert
    assert len(names(at)) == 2


def test_merging_sent_twice_happens_once(
    staff: Browser, at: Organisation, other: Organisation, of: Recommendation
) -> None:
    mine = staff.get(f"{PAGE}/zusammenlegen")

    assert merge(staff, mine).location == merge(staff, mine).location
    assert len(names(at)) == 2


# Who sees what


def test_staff_finds_every_organisation_with_its_forms(staff: Browser, plan: Plan) -> None:
    for number in range(26):
        make.organisation(plan, slug=f"verein-{number}", name=f"Verein {number:02}")
    gone = make.organisation(plan, slug="alt", name="Alt")
    make.name_from(gone, date(2026, 6, 1), name="Alt", has_ended=True)

    page = staff.get(staff.get("/integration/bearbeiten").link("Organisationen"))
    assert "28 Organisationen" in page.main
    assert page.link("Umbenennen : Verein 00") == "/integration/beteiligte/verein-0/umbenennen"
    last = staff.get(f"{page.path}?seite=2")
    assert [row[0] for row in last.table()][1:] == ["Verein 25", "Alt besteht nicht mehr"]


def test_only_staff_is_shown_the_way_there(staff: Browser, at: Organisation) -> None:
    partner = Browser(staff.app).sign_in(make.user(Role.STAKEHOLDER, at=at))

    assert staff.get(PAGE).link("Umbenennen").endswith(f"{PAGE}/umbenennen")
    assert staff.get(LIST).link("Organisation anlegen").endswith(f"{LIST}/neu")
    for one in (partner, Browser(staff.app)):
        assert "Umbenennen" not in one.get(PAGE).main
        assert "Organisation anlegen" not in one.get(LIST).main
