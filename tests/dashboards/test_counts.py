"""Every count leads to exactly the list it counts, on any day."""

import re

import pytest

from tests.pages import words

pytestmark = pytest.mark.usefixtures("_sample")

DAYS = ("2017-03-31", "2019-12-31", "2026-11-22")
FILTERS = re.compile(r"[?&](status|terminlage|aktualitaet|lage|zustand|fortschritt)=")
TOTAL = re.compile(r"(\d+) (Empfehlung|Meilenstein)(en|e)?\b")


def counts(page):
    """Yield (number, address) of each link that names a number and leads to a filtered list."""
    for link in page.soup.select("main a[href]"):
        number = re.search(r"\d+", words(link.get_text(" ")))
        if number and FILTERS.search(link["href"]):
            yield int(number[0]), link["href"]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("path", ["/integration/", "/integration/felder/ehrenamt"])
def test_each_count_leads_to_a_list_of_that_length(browser, day, path):
    page = browser.get(f"{path}?stichtag={day}")
    found = list(counts(page))

    assert len(found) > 10
    for number, address in dict.fromkeys(found):
        listed = browser.get(address)
        total = TOTAL.search(words(listed.soup.select_one("main [role=status]").text))
        assert total, address
        assert int(total[1]) == number, f"{path}: {number} leads to {total[0]} at {address}"


def test_the_matrix_adds_up_to_the_plan(browser):
    rows = browser.get("/integration/").table("je Handlungsfeld")

    assert sum(int(row[-1]) for row in rows) == 31
    assert all(sum(map(int, row[1:-1])) == int(row[-1]) for row in rows)


def test_the_sample_shows_today_like_any_plan_and_links_to_its_promised_day(browser):
    page = browser.get("/integration/")

    assert "22.11.2026 (heute)" in page.text
    assert "stichtag=2026-09-30" in page.link("Stand vom 30.09.2026 ansehen")


@pytest.mark.parametrize(
    "path",
    [
        "/integration/",
        "/integration/felder/arbeit",
        "/integration/empfehlungen",
        "/integration/empfehlungen/B-06",
        "/integration/beteiligte",
        "/integration/beteiligte/vhs",
        "/integration/termine",
        "/integration/methode",
    ],
)
def test_each_page_says_that_the_data_are_a_sample(browser, path):
    for address in (path, f"{path}?stichtag=2019-12-31", f"{path}?sprache=en"):
        page = browser.get(address)
        assert page.status == 200
        assert ("Beispieldaten" in page.text) or ("Sample data" in page.text)


def test_an_export_says_that_the_data_are_a_sample(browser):
    lines = browser.get("/integration/empfehlungen.csv").body.splitlines()

    assert len(lines) == 32
    assert all("Beispieldaten, nicht der amtliche Masterplan" in line for line in lines[1:])
