"""Counts of what moved, the lists behind them, and pages of which nobody sees the end."""

import json
import re
from datetime import date, timedelta

import pytest

from tests import make
from tests.pages import words
from tracker.dashboards import moved
from tracker.standing.change import Kind

SPAN = "von=2026-03-01&bis=2026-06-30"
HERE = f"/p/veraenderungen?{SPAN}"
NEW = 60


@pytest.fixture
def plan(app):
    """A plan in which many recommendations begin between the two days."""
    of = make.plan(slug="p")
    work = make.action_field(of, code="A", slug="arbeit", title="Arbeit")
    school = make.action_field(of, code="B", slug="bildung", title="Bildung")
    make.recommendation(field=work, code="A-00")
    for number in range(1, NEW + 1):
        make.recommendation(field=work, code=f"A-{number:02}", since=date(2026, 4, 1))
    for number in range(1, 4):
        make.recommendation(field=school, code=f"B-{number:02}", since=date(2026, 4, 1))
    return of


def counts(page):
    """Return each count of the table, with the address it leads to; 0 leads nowhere."""
    found = []
    for cell in page.soup.select("section[aria-labelledby=ueberblick] td"):
        number = int(words(cell.text))
        assert (number > 0) == bool(cell.a)
        if number:
            found.append((number, cell.a["href"]))
    return found


def told(page):
    return page.soup.select("main section[aria-labelledby^=feld-] li")


def total(page):
    found = re.search(r"\d+", words(page.soup.select_one("main [role=status]").text))
    return int(found[0])


@pytest.mark.usefixtures("plan")
def test_each_count_opens_a_list_as_long_as_it_says(browser):
    page = browser.get(HERE)
    found = counts(page)

    assert ["Neu im Plan", str(NEW), "3", str(NEW + 3)] in page.table("Veränderungen nach Art")
    assert len(found) > 4
    for number, address in found:
        shown, lines = browser.get(address), 0
        assert total(shown) == number, address
        for place in range(1, -(-number // 50) + 1):
            lines += len(told(browser.get(f"{address}&seite={place}")))
        assert lines == number, address


@pytest.mark.usefixtures("plan")
def test_many_changes_are_folded_by_kind_and_all_there(browser):
    page = browser.get(HERE)
    groups = page.soup.select("details.moved-group")

    assert total(page) == len(told(page)) > moved.MANY
    for group in groups:
        assert "open" not in group.attrs
        label, _, number = words(group.summary.text).rpartition(": ")
        assert len(group.select("li")) == int(number)
        assert label in {str(kind.label) for kind in Kind}
    assert len(page.soup.select("main details.moved-group li")) == total(page)


def test_few_changes_stand_open_and_very_few_without_a_table(browser):
    of = make.plan(slug="p")
    make.recommendation(of=of, code="A-00")
    for day in range(1, moved.FEW + 2):
        make.recommendation(of=of, code=f"A-{day:02}", since=date(2026, 2, day))

    few = browser.get(f"/p/veraenderungen?von=2026-01-31&bis=2026-02-{moved.FEW:02}")
    more = browser.get(f"/p/veraenderungen?von=2026-01-31&bis=2026-02-{moved.FEW + 1:02}")

    assert total(few) == moved.FEW
    assert moved.FEW < total(more) <= moved.MANY
    assert not few.soup.select("details.moved-group, #ueberblick")
    assert more.soup.select("#ueberblick")
    assert not more.soup.select("details.moved-group")


@pytest.mark.usefixtures("plan")
def test_a_list_can_be_left_for_all_and_taken_along_as_a_file(browser):
    page = browser.get(f"{HERE}&feld=bildung&art=new")

    assert page.soup.h1.text == "Neu im Plan, Bildung"
    assert len(browser.get(page.link("Diese Liste als CSV")).body.splitlines()) == 4
    rows = json.loads(browser.get(page.link("Diese Liste als JSON")).body)["changes"]
    assert {(row["kind"], row["action_field"]) for row in rows} == {("new", "bildung")}
    assert total(browser.get(page.link("Alle Veränderungen ansehen"))) == total(browser.get(HERE))
    without_field = page.soup.select("ul.filter__chips a.chip")[0]["href"]
    assert total(browser.get(without_field)) == NEW + 3


@pytest.mark.usefixtures("plan")
def test_the_files_of_everything_hold_everything(browser):
    page = browser.get(HERE)

    lines = browser.get(page.link("Diese Liste als CSV")).body.splitlines()
    rows = json.loads(browser.get(page.link("Diese Liste als JSON")).body)["changes"]
    assert len(lines) - 1 == len(rows) == total(page)


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("query", ["art=anders", "feld=nirgends"])
def test_what_does_not_exist_cannot_be_chosen(browser, query):
    for path in (HERE, HERE.replace("?", ".csv?"), HERE.replace("?", ".json?")):
        assert browser.get(f"{path}&{query}").status == 400


@pytest.mark.usefixtures("plan")
def test_a_kind_that_did_not_occur_is_an_empty_list(browser):
    page = browser.get(f"{HERE}&art=dropped")

    assert total(page) == 0
    assert "Zwischen diesen Tagen hat sich davon nichts bewegt." in page.main


def test_further_pages_of_entries_leave_out_what_moved(browser):
    of = make.recommendation(code="A-01", of=make.plan(slug="p"))
    step = make.milestone(of=of, due=date(2026, 12, 31))
    for number in range(60):
        make.deadline_from(
            step, date(2027, 1, 1) + timedelta(days=number), date(2026, 3, 2) + timedelta(number)
        )

    page = browser.get(f"{HERE}&seite=2")

    assert page.soup.title.text.startswith("Was hat sich bewegt?, Seite 2 von 3")
    assert not told(page)
    assert len(page.soup.select(".entry")) == 25
    assert told(browser.get(page.link("Zu den Veränderungen und den neuesten Einträgen")))


@pytest.mark.usefixtures("plan")
def test_what_is_chosen_is_read_in_english_too(browser):
    page = browser.get(f"{HERE}&art=new&sprache=en")

    assert page.soup.h1.text == "New in the plan"
    assert "sprache=en" in page.link("See all changes")
