"""Reading without an account: every theme, a phone, no JavaScript, paper, the keyboard."""

import itertools
from datetime import UTC, datetime

import pytest

from tests.browser.conftest import NARROW, WIDE

PAGES = (
    "/integration/",
    "/integration/felder/bildung",
    "/integration/empfehlungen?feld=bildung&status=in_progress",
    "/integration/empfehlungen?q=nichts-davon",
    "/integration/empfehlungen/A-01",
    "/integration/empfehlungen/A-01?stichtag=2019-12-31",
    "/integration/termine?lage=ueberfaellig",
    "/integration/beteiligte?q=schule",
    "/integration/beteiligte/jobcenter",
    "/integration/methode",
    "/anmelden",
    "/barrierefreiheit",
    "/hilfe",
    "/integration/?stichtag=1999-01-01",
)
THEMES = ("standard", "gelb-schwarz", "gelb-blau", "schwarz-weiss")
SMALLEST = 24  # pixels. Source: WCAG 2.2, 2.5.8
DRAWN = ".chart__plot .main-svg"
CUT = "all => all.filter((one) => one.getBoundingClientRect().right > innerWidth + 1).length"


@pytest.fixture(autouse=True)
def _autumn(clock):
    clock.at(datetime(2026, 11, 22, 12, tzinfo=UTC))


def choose(visitor, contrast, size="normal"):
    visitor.open(f"/darstellung?kontrast={contrast}&groesse={size}&zurueck=/hilfe")


def in_language(path, language):
    if language == "de":
        return path
    return f"{path}{'&' if '?' in path else '?'}sprache={language}"


# Words are the same in each theme: the other language is looked at in one.
@pytest.mark.parametrize(
    ("contrast", "language"), [*itertools.product(THEMES, ["de"]), ("standard", "en")]
)
def test_every_page_is_in_order_in_every_theme_and_language(visitor, contrast, language):
    choose(visitor, contrast)

    for path in PAGES:
        page = visitor.open(in_language(path, language))
        assert page.locator(f"html.theme-{contrast}[lang={language}]").count() == 1
        visitor.look()


@pytest.mark.parametrize("size", ["normal", "sehr-gross"])
def test_no_page_is_wider_than_a_phone(visit, size):
    visitor = visit(viewport=NARROW)
    choose(visitor, "standard", size)

    for path in PAGES:
        visitor.open(path)
        assert visitor.overflow() == [], path


def test_contrast_text_size_and_language_are_links_that_keep_the_page(visit):
    visitor = visit(java_script_enabled=False)
    page = visitor.open("/integration/empfehlungen/A-01?stichtag=2019-12-31")

    page.get_by_role("link", name="Gelb-Schwarz").click()
    page.get_by_role("link", name="Schrift sehr groß").click()
    page.get_by_role("navigation", name="Dienste").get_by_role("link", name="English").click()

    assert page.locator("html.theme-gelb-schwarz.size-sehr-gross[lang=en]").count() == 1
    assert "/integration/empfehlungen/A-01?" in page.url
    assert "stichtag=2019-12-31" in page.url


def test_charts_are_drawn_once_they_come_near_and_violate_nothing(visitor):
    page = visitor.open("/integration/felder/bildung")
    assert page.locator(DRAWN).count() == 0

    for figure in page.locator(".chart").all():
        figure.scroll_into_view_if_needed()
        figure.locator(".main-svg").first.wait_for()
    visitor.look()

    names = page.locator(".chart__plot").evaluate_all("all => all.map((one) => one.ariaLabel)")
    assert len(names) == len(set(names)) == page.locator(".chart").count()


def test_a_chart_takes_its_colours_from_the_theme(visitor):
    choose(visitor, "gelb-blau")
    page = visitor.open("/integration/felder/bildung")
    page.locator(".chart").first.scroll_into_view_if_needed()
    page.locator(DRAWN).first.wait_for()

    ground = page.locator(".main-svg").first.evaluate("one => one.style.background")
    text = page.locator(".xtick text").first.evaluate("one => getComputedStyle(one).fill")

    assert ground == "rgb(0, 0, 179)"
    assert text == "rgb(255, 255, 0)"


def test_where_the_drawing_cannot_come_the_table_stands_open(visitor):
    visitor.page.route("**/plotly-basic*", lambda route: route.abort())
    page = visitor.open("/integration/felder/bildung")

    page.locator(".chart").first.scroll_into_view_if_needed()

    page.locator(".chart").first.get_by_role("table").wait_for()
    assert page.locator(".chart__plot--failed").first.is_hidden()


def test_without_javascript_every_chart_is_a_drawing_and_its_table(visit):
    page = visit(java_script_enabled=False).open("/integration/felder/bildung")

    assert page.locator(".chart__plot:visible").count() == 0
    assert page.locator(".chart__drawing:visible svg").count() == page.locator(".chart").count()
    tables = page.locator(".chart table")
    assert tables.count() == page.locator(".chart").count()
    assert all(table.is_visible() for table in tables.all())


def test_on_paper_stand_tables_the_address_and_the_day_and_nothing_to_click(visit):
    visitor = visit(viewport={"width": 673, "height": 900})  # A4 without its margins
    page = visitor.open("/integration/felder/bildung?stichtag=2019-12-31")
    assert page.locator(".chart__drawing:visible").count() == 0
    page.emulate_media(media="print")

    drawings = page.locator(".chart__drawing:visible svg")
    assert drawings.count() == page.locator(".chart").count()
    assert drawings.evaluate_all(CUT) == 0
    assert page.locator("nav:visible, form:visible, footer:visible").count() == 0
    assert page.locator(".chart__plot:visible").count() == 0
    assert all(table.is_visible() for table in page.locator(".chart table").all())
    assert "31.12.2019" in page.locator(".address").inner_text()
    assert (
        "/integration/felder/bildung?stichtag=2019-12-31" in page.locator(".address").inner_text()
    )
    assert page.locator("table").evaluate_all(CUT) == 0


@pytest.mark.parametrize("contrast", ["standard", "gelb-schwarz", "gelb-blau", "schwarz-weiss"])
def test_a_drawing_reads_on_its_own_ground_in_each_contrast_and_keeps_its_letters(visit, contrast):
    visitor = visit(viewport=NARROW, java_script_enabled=False)
    choose(visitor, contrast)
    page = visitor.open("/integration/felder/bildung")
    drawing = page.locator("#zeitplan .chart__drawing")

    assert drawing.locator("svg > rect").first.get_attribute("fill") == "#ffffff"
    letters = drawing.locator("svg text").first
    assert letters.evaluate("one => one.getBoundingClientRect().height") >= 12
    assert drawing.evaluate("one => one.scrollWidth > one.clientWidth")
    assert drawing.get_attribute("tabindex") == "0"
    assert visitor.overflow() == []


def test_what_is_folded_is_open_on_paper(visit):
    page = visit(viewport={"width": 673, "height": 900}).open(
        "/integration/veraenderungen?von=2016-12-31&bis=2019-12-31"
    )
    folded = page.locator("details.moved-group li")
    assert folded.count() > 30
    assert not folded.first.is_visible()
    page.emulate_media(media="print")

    assert all(one.is_visible() for one in folded.all()[:40])


def test_the_keyboard_reaches_the_text_first_and_sees_where_it_is(visitor):
    page = visitor.open("/integration/")

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Zum Inhalt springen")
    assert skip.evaluate("one => one === document.activeElement")
    assert skip.evaluate("one => one.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    inside = page.evaluate("() => document.querySelector('main').contains(document.activeElement)")
    width = page.evaluate("() => parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    assert inside
    assert width >= 2


def test_what_is_clicked_is_at_least_24_pixels_high(visit):
    visitor = visit(viewport=WIDE)
    for path in ("/integration/", "/integration/empfehlungen", "/anmelden"):
        page = visitor.open(path)
        targets = page.locator("nav a, button, select, input:not([type=hidden]), .tally a, .chip")
        heights = targets.evaluate_all(
            "all => all.filter((one) => one.checkVisibility())"
            ".map((one) => one.getBoundingClientRect().height)"
        )
        assert min(heights) >= SMALLEST, path
