"""Keeping municipalities, by real requests."""

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page
from tracker.accounts.models import Role
from tracker.db import db
from tracker.history import plain
from tracker.places.models import Municipality
from tracker.plan.models import Plan
from tracker.planfile.export import export

TOWNS = "/integration/bearbeiten/gemeinden"


@pytest.fixture
def town(app) -> Municipality:
    return make.municipality(make.plan("integration"), name="Eschwege")


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


def confirmed(staff: Browser, path: str | Page) -> Page:
    """Send the form of a page as it stands."""
    page = staff.get(path) if isinstance(path, str) else path
    version = page.form("version").select_one("[name=version]")["value"]
    return staff.submit(page, version=version)


def test_a_municipality_is_added_with_what_is_known_of_it(staff) -> None:
    make.plan("integration")
    page = staff.submit(
        f"{TOWNS}/neu",
        ags="06636003",
        name="Eschwege",
        kind_de="Kreisstadt",
        population="19.500",
        population_on="31.12.2025",
        latitude="51,19",
        longitude="10.05",
    )

    assert page.status == 302
    row = db.session.scalars(select(Municipality)).one()
    assert (row.ags, row.name, row.population) == ("06636003", "Eschwege", 19_500)
    assert (row.latitude, row.longitude) == (51.19, 10.05)
    assert "Eschwege" in staff.follow(page).main
    assert '"06636003"' in export("integration")


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("ags", "6636", "mit 5 bis 12 Ziffern"),
        ("population", "viele", "als ganze Zahl"),
        ("latitude", "91", "zwischen −90 und 90"),
        ("longitude", "Ost", "zwischen −180 und 180"),
    ],
)
def test_what_is_misspelt_is_told_and_kept(staff, field: str, value: str, says: str) -> None:
    make.plan("integration")
    typed = {"ags": "06636003", "name": "Eschwege", "kind_de": "Stadt"}
    page = staff.submit(f"{TOWNS}/neu", **{**typed, field: value})

    assert page.status == 422
    assert says in page.alert
    assert f'value="{value}"' in page.html


def test_a_key_belongs_to_one_municipality(town, staff) -> None:
    page = staff.submit(f"{TOWNS}/neu", ags=town.ags, name="Witzenhausen", kind_de="Stadt")

    assert page.status == 422
    assert f"{town.ags} gehört schon zu Eschwege." in page.alert


def test_a_municipality_with_organisations_stays_and_they_are_named(town, staff) -> None:
    plan = db.session.get_one(Plan, town.plan_id)
    make.organisation(plan, at=town, name="Sportverein")
    page = staff.get(f"{TOWNS}/{town.ags}/loeschen")

    assert "In dieser Gemeinde liegt noch Sportverein." in page.main
    assert staff.send(f"{TOWNS}/{town.ags}/loeschen", version="1").status == 422
    assert town.deleted_at is None


def test_a_deleted_municipality_is_in_no_list_and_no_file(town, staff) -> None:
    page = staff.follow(confirmed(staff, f"{TOWNS}/{town.ags}/loeschen"))

    assert "In diesem Plan steht noch keine Gemeinde." in page.main
    assert "Eschwege" not in export("integration")
    again = staff.submit(f"{TOWNS}/neu", ags=town.ags, name="Eschwege", kind_de="Stadt")
    assert "unter „Gelöschtes“ wieder her." in again.alert


def overtaken(staff: Browser, town: Municipality):
    path = f"{TOWNS}/{town.ags}/bearbeiten"
    opened = staff.get(path)
    assert staff.submit(path, name="Eschwege an der Werra").status == 302
    return staff.submit(opened, name="Kreisstadt Eschwege")


def test_whoever_was_slower_sees_both_names_and_overwrites_nothing(town, staff) -> None:
    page = overtaken(staff, town)

    assert page.status == 409
    assert "Eschwege an der Werra" in page.alert
    assert 'value="Kreisstadt Eschwege"' in page.html
    assert confirmed(staff, page).status == 302


def test_without_the_guard_an_update_would_be_lost(town, staff, monkeypatch) -> None:
    monkeypatch.setattr(plain, "refuse_stale", lambda *_any: None)

    assert overtaken(staff, town).status == 302
