"""Every count leads to exactly the list it counts, on any day."""

import itertools
import re
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from werkzeug.datastructures import MultiDict

from tests.pages import words
from tracker import clock
from tracker.dashboards import listing, moved
from tracker.dashboards.views.changes import SENTENCES as PAGE
from tracker.plan import queries as plans
from tracker.stakeholders.rules import Part
from tracker.standing.facts import Moment
from tracker.standing.queries.plan import plan_facts, standings
from tracker.standing.summary import by_organisation

pytestmark = pytest.mark.usefixtures("_sample")

DAYS = ("2017-03-31", "2019-12-31", "2022-06-30", "2026-09-30", "2026-11-22")
TOTAL = re.compile(r"(\d+) (Empfehlung|Meilenstein|Veränderung)(en|e)?\b")
COUNTS = ".tally__number, .count__number, td.table__numeric"
SENTENCES = ".chart__sentence, .status__detail, td[data-label=Fortschritt]"
MEASURES = ("um Tage", "Tage überfällig")  # columns that hold no counts
MEASURED = re.compile(r"\d+\.\d+\.\d+|\d+ Tage? ")  # a day, or how long something took
MOVES = "verschiebungen"
OTHERS = (
    "empfehlungen", "empfehlungen?seite=2", "empfehlungen/B-06", "beteiligte", "beteiligte/vhs",
    "methode",
)  # fmt: skip
SEVERAL = 20  # every so many-th address is opened, too


class Lists:
    """The lists of the sample plan on a day, as its pages make them."""

    def __init__(self, day: str) -> None:
        self.day = day
        plan = plans.plan("integration")
        at = Moment(date.fromisoformat(day), clock.now())
        self.facts = plan_facts(plan, at)
        self.rows = standings(self.facts, at)
        self.parts = by_organisation(self.rows)
        self.moves: dict[str, dict[str, int]] = {}  # of each recommendation's page

    def moves_of(self, client, page: str, anchor: str) -> int:
        """Return how many moves a page of a recommendation lists at an anchor."""
        if page not in self.moves:
            soup = BeautifulSoup(client.get(page).data, "html.parser")
            lists = soup.select(f"ol[id^={MOVES}]")
            self.moves[page] = {found["id"]: len(found.select("li")) for found in lists}
        return self.moves[page][anchor]

    def length(self, address: str) -> int:
        """Return how long the list at an address is."""
        parts = urlsplit(address)
        args = MultiDict(parse_qsl(parts.query))
        if self.day != DAYS[-1]:
            assert args.get("stichtag") == self.day, address
        if parts.fragment:
            return len(self.parts[parts.path.rpartition("/")[2]][Part(parts.fragment)])
        wanted = listing.parse(
            args,
            fields=[field.slug for field in self.facts.fields],
            organisations=self.facts.organisations,
            municipalities=(),
            codes=[row.code for row in self.facts.recommendations],
        )
        if parts.path.endswith("/termine"):
            return len(listing.milestones(self.rows, wanted))
        return len(listing.recommendations(self.rows, self.facts, wanted, {}))


def counts(page):
    """Yield (number, address) of each link that names a number and leads to a list."""
    for link in page.select("main a[href]:not(nav a)"):
        number = re.search(r"\d+", words(link.get_text(" ")))
        parts = urlsplit(link["href"])
        is_part = "/beteiligte/" in parts.path and parts.fragment in set(Part)
        is_moves = parts.fragment.startswith(MOVES)
        if number and (parts.path.endswith(("/empfehlungen", "/termine")) or is_part or is_moves):
            yield int(number[0]), link["href"]


def without_link(page):
    """Return the counts of a page, above 0, that lead nowhere."""
    for table in page.select("main table"):
        names = [words(head.text) for head in table.select("thead th")]
        for row in table.select("tbody tr"):
            for name, cell in zip(names, row.find_all(["th", "td"], recursive=False), strict=True):
                if name in MEASURES:
                    cell.decompose()
    found = [
        str(tag)
        for tag in page.select("main")[0].select(COUNTS)
        if words(tag.text).isdecimal() and int(tag.text) and not (tag.a or tag.find_parent("a"))
        and tag.name != "a"
    ]  # fmt: skip
    for sentence in page.select(SENTENCES):
        for link in sentence.select("a"):
            link.decompose()
        plain = MEASURED.sub("", words(sentence.text))
        found += [str(sentence) for number in re.findall(r"\d+", plain) if int(number)]
    return found


def test_each_count_of_each_page_leads_to_a_list_of_that_length(app, browser):
    """Five Stichtage, in one test because the plan is imported once for it."""
    client = app.test_client()
    for day in DAYS:
        lists = Lists(day)
        fields = [f"felder/{field.slug}" for field in lists.facts.fields]
        found = {}
        for path in ("", *fields, *OTHERS):
            address = f"/integration/{path}{'&' if '?' in path else '?'}stichtag={day}"
            page = BeautifulSoup(client.get(address).data, "html.parser")
            here = list(counts(page))
            assert not without_link(page), address
            assert len(here) > 10 or path in OTHERS, address
            for number, target in here:
                where, _mark, anchor = target.partition("#")
                if anchor.startswith(MOVES):
                    length = lists.moves_of(client, where or address, anchor)
                else:
                    length = lists.length(target)
                    found[target] = number
                assert length == number, f"{address}: {number} leads to {target}"
        for target in [one for one in found if "#" not in one][::SEVERAL]:
            listed = browser.get(target)
            total = TOTAL.search(words(listed.soup.select_one("main [role=status]").text))
            assert int(total[1]) == found[target], target


def test_each_count_of_what_moved_leads_to_a_list_of_that_length(app, browser):
    """Since the plan began, and since the Stichtag before."""
    client, opened = app.test_client(), 0
    for since, day in [*(("2016-12-31", day) for day in DAYS), *itertools.pairwise(DAYS)]:
        address = f"/integration/veraenderungen?von={since}&bis={day}"
        page = BeautifulSoup(client.get(address).data, "html.parser")
        assert not without_link(page), address
        rows = client.get(address.replace("?", ".json?")).get_json()["changes"]
        links = page.select("section[aria-labelledby=ueberblick] td a")
        assert len(links) > 4 or len(rows) <= moved.FEW, address
        for link in links:
            number, args = int(words(link.text)), dict(parse_qsl(urlsplit(link["href"]).query))
            assert (args["von"], args["bis"]) == (since, day)
            counted = [
                row
                for row in rows
                if args.get("feld", row["action_field"]) == row["action_field"]
                and args.get("art", row["kind"]) == row["kind"]
            ]
            assert len(counted) == number, f"{address}: {number} leads to {link['href']}"
        for link in links[::SEVERAL]:
            listed = browser.get(link["href"])
            total = TOTAL.search(words(listed.soup.select_one("main [role=status]").text))
            assert total[1] == words(link.text), link["href"]
            told = listed.soup.select("main section[aria-labelledby^=feld-] li")
            is_of_all = "feld=" not in link["href"] and "art=" not in link["href"]
            assert len(told) == (int(total[1]) if is_of_all else min(int(total[1]), PAGE))
            opened += 1
    assert opened > 20


def test_the_changes_are_as_many_as_the_page_says(browser):
    for day in DAYS:
        page = browser.get(f"/integration/veraenderungen?von=2016-12-31&bis={day}").soup
        total = TOTAL.search(words(page.select_one("main [role=status]").text))
        told = page.select("main section:not([aria-labelledby=eintraege]) li")

        assert sum(len(li.select("a")) for li in told) == int(total[1]) > 0


def test_the_matrix_adds_up_to_the_plan(browser):
    rows = browser.get("/integration/").table("je Handlungsfeld")

    assert sum(int(row[-1]) for row in rows) == 31
    assert all(sum(map(int, row[1:-1])) == int(row[-1]) for row in rows)


def test_the_sample_shows_today_like_any_plan_and_links_to_its_promised_day(browser):
    page = browser.get("/integration/")

    assert "22.11.2026 (heute)" in page.text
    assert "stichtag=2026-09-30" in page.link("Stand vom 30.09.2026 ansehen")


def test_each_page_says_that_the_data_are_a_sample(browser):
    paths = (
        "", "felder/arbeit", "empfehlungen", "empfehlungen/B-06", "beteiligte", "beteiligte/vhs",
        "termine", "methode", "veraenderungen",
    )  # fmt: skip
    for path in paths:
        for query in ("", "?stichtag=2019-12-31", "?sprache=en"):
            page = browser.get(f"/integration/{path}{query}")
            assert page.status == 200, page.path
            assert ("Beispieldaten" in page.text) or ("Sample data" in page.text), page.path


def test_an_export_says_that_the_data_are_a_sample(browser):
    lines = browser.get("/integration/empfehlungen.csv").body.splitlines()

    assert len(lines) == 32
    assert all("Beispieldaten, nicht der amtliche Masterplan" in line for line in lines[1:])
