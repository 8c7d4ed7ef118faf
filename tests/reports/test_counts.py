"""Each number of a report leads to what it counts, and that list has exactly that length."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import takewhile

import pytest
from bs4 import BeautifulSoup, Tag

from tests import make
from tests.dashboards.conftest import _sample
from tests.pages import words
from tests.reports.conftest import REPORTS, freeze
from tracker.db import db
from tracker.history.recording import Recorder
from tracker.history.stichtag import RecordedRole
from tracker.i18n import speaking
from tracker.plan import queries as plans
from tracker.plan.models import Plan
from tracker.plan.queries import PlanRow
from tracker.reports import document as blocks
from tracker.reports.actions import files, publishing
from tracker.reports.building import Built, build
from tracker.reports.content import read
from tracker.reports.document import Bullets, Document, Facts, Paragraph, Table
from tracker.reports.inputs import Cover, dump
from tracker.reports.output import links, render
from tracker.reports.output.languages import spoken
from tracker.reports.queries import reports as queries
from tracker.reports.queries.inputs import inputs
from tracker.reports.rules import Format
from tracker.reports.wording import counted
from tracker.standing.summary import percentage

__all__ = ["_sample"]
pytestmark = pytest.mark.usefixtures("_sample")

DAYS = (
    (date(2017, 3, 31), None),
    (date(2019, 12, 31), date(2019, 9, 30)),
    (date(2022, 6, 30), date(2021, 6, 30)),
    (date(2026, 9, 30), date(2026, 6, 30)),
    (date(2026, 11, 22), date(2020, 12, 31)),
)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CODE = re.compile(r"\b[A-Z]-\d+(?:\.\d+)?\b")
SEVERAL = re.compile(r"\((\d+) Hemmnisse\)")
DAY = re.compile(r"\d{2}\.\d{2}\.\d{4}")
LATER = re.compile(r", bis zu \d+ Tage? später")  # of deadlines that were moved so often
NUMBER = re.compile(r"\d+")
TOTAL = re.compile(r"zahl-(planned|done)-\d{4}-\d{2}-\d{2}")
# Amounts and days count no list. In the annex a list stands beside its „Anzahl“, a formula
# beside its „Ergebnis“: check_lists() and check_formulas() compare.
NO_COUNTS = ("Indikatoren:",)
NO_COUNT_COLUMNS = ("Tage überfällig", "Anzahl", "Anzahl bis dahin", "Ergebnis")
TOTALS = (counted.PLANNED, counted.DONE)
AGE = "mehr als 365 Tage alt"  # of a note, in a sentence that counts others


def built(of: PlanRow, as_of: date, since: date | None, language: str = "de") -> Built:
    held = dump(inputs(of, Cover("Bericht", language), {}, "Zur Kenntnis genommen."))
    return build(of, as_of, since, NOW, language, held)


def length(page: Tag, name: str) -> int:
    """Return how many recommendations, milestones or obstacles are listed at a place."""
    target = page.find(id=name)
    assert target is not None, name
    if target.name == "div":
        return len(target.select("tbody tr"))
    if target.name == "h2":
        return sum(len(one.select("a")) for one in section(target) if one.name == "ul")
    if target.name == "h5":
        return len(target.find_next("ul").select("li"))
    assert target.name in {"td", "dd"}, target
    text = " ".join(words(one.get_text()) for one in [*lists_above(target), target])
    return len(CODE.findall(text)) + sum(int(one) - 1 for one in SEVERAL.findall(text))


def lists_above(target: Tag) -> list[Tag]:
    """Return the lists that a running total counts as well: those of its kind in the rows above."""
    row = target.find_parent("tr")
    if not TOTAL.match(target["id"]):
        return []
    kind = target["id"].split("-")[1]
    cells = [one.find_all(["th", "td"])[-1] for one in row.find_previous_siblings("tr")]
    return [one for one in cells if one["id"].split("-")[1] == kind]


def section(heading: Tag) -> list[Tag]:
    """Return what stands below a heading of the first level."""
    return list(takewhile(lambda tag: tag.name != "h2", heading.find_next_siblings()))


def is_formula(page: Tag, name: str) -> bool:
    return name.endswith(("implementation", "mean_progress"))


def counts(page: Tag) -> Iterator[tuple[Tag, int, str]]:
    """Yield each link that is a count, with its number and where it leads."""
    for link in page.select("a[href^='#']"):
        text = DAY.sub("", words(said(link)))
        name = link["href"][1:]
        if CODE.search(text) or link.find_parent("nav"):
            continue
        text = LATER.sub("", text)
        number = NUMBER.search(text)
        if number and not is_formula(page, name):
            assert len(NUMBER.findall(text.replace(AGE, ""))) == 1 or " von " in text, text
            yield link, int(NUMBER.findall(text.replace(AGE, ""))[-1]), name


def said(tag: Tag) -> str:
    """Return the text that everybody sees."""
    return "".join(
        one for one in tag.find_all(string=True) if not one.find_parent(class_="kern-sr-only")
    )


def check_counts(page: Tag) -> int:
    """Compare each count with the list it leads to; return how many there are."""
    found = list(counts(page))
    for link, number, name in found:
        assert length(page, name) == number, f"{link} leads to {page.find(id=name)}"
    return len(found)


def check_formulas(page: Tag) -> int:
    """Follow each quote to its formula, and that to both lists; return how many there are."""
    links = [one for one in page.select("a[href^='#']") if is_formula(page, one["href"][1:])]
    for link in links:
        formula = page.find(id=link["href"][1:])
        assert formula is not None, link
        lists = {}
        for part in formula.select("a"):
            number = int(NUMBER.search(part.text)[0])
            assert length(page, part["href"][1:]) == number
            lists[number] = part
        text = DAY.sub("", said(link))
        shown = formula.find_next_sibling("td").text.strip()
        assert shown == "–" or shown in text, (text, shown)
        told = {int(one) for one in NUMBER.findall(text.replace(shown, ""))}
        assert told - {0} <= set(lists) | {length(page, valid_of(link["href"][1:]))}, (text, lists)
    return len(links)


def valid_of(name: str) -> str:
    """Return the place of the recommendations that are not dropped beside a formula's."""
    return re.sub("(implementation|mean_progress)$", "valid", name)


def check_all_linked(page: Tag) -> None:
    """Find each number of the tables, of the lead and of the essentials that leads nowhere."""
    for table in page.select("table"):
        if any(one in table.caption.text for one in NO_COUNTS):
            continue
        heads = [words(one.text) for one in table.select("thead th")]
        for cell in table.select("tbody .table__numeric"):
            column = heads[len(cell.find_previous_siblings(["td", "th"]))]
            if column not in NO_COUNT_COLUMNS and words(cell.text) not in {"0", "–"}:
                assert cell.a, f"{table.caption.text}: {cell}"
                assert cell.a.select_one(".kern-sr-only").text.strip(), "says what it counts"
    begin = page.find(id="das-wichtigste")
    lead, facts = begin.find_next("p"), begin.find_next("dl", class_="facts")
    for tag in (lead, *facts.select("dd")):
        plain = BeautifulSoup(str(tag), "html.parser")
        for link in plain.select("a"):
            link.decompose()
        left = NUMBER.findall(DAY.sub("", plain.text.replace("weniger als fünf", "")))
        assert set(left) <= {"0"}, tag


def check_lists(page: Tag) -> None:
    """Compare each number that stands beside its list with it."""
    for row in page.select("td[id^='zahl-']"):
        number = row.find_previous_sibling("td")
        if number and "table__numeric" in number.get("class", ()):
            assert int(number.text) == length(page, row["id"]), row
    for fact in page.select("dd[id^='zahl-empfehlung-']"):
        text = words(fact.get_text())
        late = re.search(r"(\d+) Meilensteine? überfällig \(([^)]*)\)", text)
        done = re.search(r"(\d+) von (\d+) Meilenstein", text)
        listed = CODE.findall(late[2] if late else text)
        if late or done:
            assert int((late or done)[1]) == len(listed), fact


def check_told(page: Tag) -> None:
    """Follow each change and each need to its fact; the changes are as many as they say."""
    moved = page.find(id="veraenderungen")
    told = [line for one in section(moved) if one.name == "ul" for line in one.select("li")]
    number = re.search(r"Dazwischen gibt es (\d+) ", moved.find_next("p").text)
    assert length(page, "veraenderungen") == (int(number[1]) if number else 0)
    for name in ("am-meisten-bewegt", "gebraucht"):
        heading = page.find(id=name)
        lines = heading.find_next_sibling() if heading else None
        told += lines.select("li") if lines and lines.name == "ul" else []
    for line in told:
        codes = dict.fromkeys(CODE.findall(line.text))
        assert line.a, f"leads nowhere: {line}"
        for link in line.select("a"):
            assert link.text in codes or link["href"] == "#zahl-new", line
            if link.text in codes:
                assert is_in_sheet(page, link.text, link["href"][1:]), link


def is_in_sheet(page: Tag, code: str, name: str) -> bool:
    """Tell whether a place is in the sheet of a recommendation, and names its milestone."""
    sheet, _dot, number = code.partition(".")
    target = page.find(id=name)
    whole = target.find_next_sibling("ul") if target.name == "h5" else target
    if number and code not in whole.text:
        return False
    return name.startswith(f"empfehlung-{sheet.lower()}") or target.caption.text.endswith(sheet)


def check_codes(page: Tag) -> None:
    """Each code in a list leads to the sheet of its recommendation."""
    for cell in page.select("td[id^='zahl-']"):
        codes = [one.text for one in cell.select("a") if CODE.fullmatch(one.text)]
        assert codes == CODE.findall(cell.get_text()), cell
    for code, href in {(link.text, link["href"]) for link in page.select("a[href^='#']")}:
        if CODE.fullmatch(code):
            assert is_in_sheet(page, code, href[1:]), code


def check_page(page: Tag) -> None:
    names = [tag["id"] for tag in page.find_all(id=True)]
    assert len(names) == len(set(names))
    assert {one["href"][1:] for one in page.select("a[href^='#']")} <= set(names)
    assert check_counts(page) > 60
    assert check_formulas(page) >= 2
    check_all_linked(page)
    check_lists(page)
    check_told(page)
    check_codes(page)


def test_each_count_of_a_published_report_leads_to_a_list_of_that_length(browser, monkeypatch):
    """Five Stichtage, in one test because the plan is imported once for it."""
    monkeypatch.setattr(files, "render", lambda *_args: b"quick")
    of = plans.plan("integration")
    plan = db.session.get_one(Plan, of.id)
    by = Recorder(None, RecordedRole.STAFF)
    for as_of, since in DAYS:
        row = make.report(plan, slug=f"{as_of}", as_of=as_of, since=since)
        freeze(plan, row)
        files.make_files()
        publishing.publish(of, queries.report(of.id, row.slug), 1, by=by)

        check_page(browser.get(f"{REPORTS}/{as_of}").soup.select_one("article.report"))


def test_each_count_of_the_file_leads_to_a_list_of_that_length():
    of = plans.plan("integration")
    for as_of, since in DAYS:
        report = built(of, as_of, since)
        data = render(Format.HTML, report.document, report.content, NOW)

        check_page(BeautifulSoup(data, "html.parser").body)


def test_a_count_without_a_link_is_found():
    """What the tests above hold is not empty."""
    report = built(plans.plan("integration"), *DAYS[3])
    page = BeautifulSoup(render(Format.HTML, report.document, "{}", NOW), "html.parser").body
    cell = next(one for one in page.select("td.table__numeric") if one.a)
    cell.a.unwrap()
    with pytest.raises(AssertionError):
        check_all_linked(page)

    page.select_one("#veraenderungen ~ ul li a").unwrap()
    with pytest.raises(AssertionError):
        check_told(page)

    row = page.select_one("td[id='zahl-total']")
    row.a.decompose()
    with pytest.raises(AssertionError):
        check_counts(page)


def test_each_list_is_as_long_as_the_number_that_the_standings_gave():
    of = plans.plan("integration")
    for as_of, since in DAYS:
        content = read(built(of, as_of, since).content)
        found = [
            *counted.parts_before(content).values(),
            *counted.statuses_before(content),
            *counted.obstacles(content),
            counted.done(content),
            *(one for what in TOTALS for _on, one in counted.totals(content, what)),
        ]
        for field in counted.fields(content):
            found += counted.parts(content, field).values()
            found.append(counted.overdue(content, field))
            for axis in (counted.STATUS, counted.SCHEDULE, counted.FRESHNESS):
                found += counted.by_value(content, axis, field)
            mean = counted.figures(content, field)["mean_progress"]
            values = counted.progress(content, field)
            total = sum(Fraction(value) * len(codes) for value, codes in values)
            assert total == Fraction(mean["value"] or 0) * mean["whole"]
        for row in content["recommendations"]:
            for number, names in counted.steps(row).values():
                assert number == len(names)
            assert len(counted.left_open(row)) == row["valid"] - row["done"]

        assert len({one.anchor for one in found}) == len(found) > 100
        for one in found:
            assert one.number == len(one.codes), one


def check_words(document: Document) -> None:
    """Each link of a document has its words in its text, and leads somewhere in it."""
    known = links.places(document)
    with speaking(document.language):
        for block in document.all_blocks:
            if not isinstance(block, Paragraph | Bullets | Facts | Table):
                continue
            texts = [cell for row in spoken(block, known) for cell in row]
            led = [piece.to for pieces in texts for piece in pieces if piece.to]
            assert not {one.to for one in block.links} - set(led), block
            assert all(one.to in known.known for one in block.links)


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_link_is_found_in_its_text_in_either_language(language):
    report = built(plans.plan("integration"), *DAYS[3], language).document

    check_words(report)
    assert blocks.load(blocks.dump(report)) == report


def test_a_formula_says_what_its_quote_says():
    report = built(plans.plan("integration"), *DAYS[3]).document
    tables = {table.key: table for table in report.tables}
    with speaking("de"):
        told = {
            (row[0], row[1]): percentage(Fraction(row[3])) for row in tables["counts.quotes"].rows
        }

    assert tables["fields.quotes"].rows[-1][4] == tables["counts.quotes"].rows[10][3]
    assert told["alle Handlungsfelder", "Umsetzungsquote"] == "20 %"
    assert len(told) == 14
