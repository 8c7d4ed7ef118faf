"""The page of a report is valid, stands alone, and is read by everyone."""

from datetime import UTC, datetime
from itertools import pairwise

import html5lib
import pytest
from bs4 import BeautifulSoup

from tests.reports.documents import document
from tracker.reports.output import render
from tracker.reports.rules import Format

AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def data(app):
    return render(Format.HTML, document(31), "{}", AT)


@pytest.fixture
def page(data):
    return BeautifulSoup(data, "html.parser")


def test_the_page_is_valid_html_in_its_language(data, page):
    html5lib.HTMLParser(strict=True).parse(data.decode())

    assert page.html["lang"] == "de"
    assert page.title.text == "Sachstandsbericht zum Masterplan Integration"
    identifiers = [tag["id"] for tag in page.find_all(id=True)]
    assert len(set(identifiers)) == len(identifiers)


def test_the_page_loads_nothing(page):
    assert page.find_all(["script", "link", "img", "iframe"]) == []
    assert page.find_all(src=True) == []
    assert "url(" not in page.style.text
    assert page.find_all(style=True) == []


def test_headings_go_down_one_level_at_a_time(page):
    levels = [int(tag.name[1]) for tag in page.find_all(["h1", "h2", "h3", "h4", "h5"])]

    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_the_contents_lead_to_every_heading_of_two_levels(page):
    links = [link["href"].removeprefix("#") for link in page.nav.find_all("a")]

    assert [page.find(id=one).text for one in links] == [
        tag.text for tag in page.main.find_all(["h2", "h3"])
    ]


def test_tables_have_a_caption_and_say_what_their_heads_are_for(page):
    for table in page.find_all("table"):
        assert table.caption.text.strip()
        assert {head["scope"] for head in table.thead.find_all("th")} == {"col"}
        assert {row.find(["th", "td"])["scope"] for row in table.tbody.find_all("tr")} <= {"row"}


def test_a_figure_is_said_in_words_and_leads_to_its_table(page):
    for figure in page.find_all("figure"):
        assert figure.find(role="img")["aria-label"]
        assert figure.svg is not None
        assert page.find(id=figure.a["href"].removeprefix("#")).table is not None
