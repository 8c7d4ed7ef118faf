"""English pages are English: the catalogue keeps every value, and German stands in lang="de"."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from flask import Flask
from markupsafe import Markup

from tests import make
from tests.conftest import Clock
from tests.pages import Browser, words
from tracker.accounts.models import Role
from tracker.dashboards.listing import Lateness, Numerable
from tracker.i18n import (
    FOLDER,
    Precision,
    _,
    _c,
    day_text,
    moment_text,
    number_text,
    period_text,
    speaking,
)
from tracker.milestones.rules import State
from tracker.notes.rules import Addressee, Kind, Outcome
from tracker.office.rules.lists import Worklist
from tracker.plan.rules import Status
from tracker.planfile import actions, document
from tracker.sample import plan_file
from tracker.stakeholders.rules import Part
from tracker.standing.rules import Freshness, Schedule

VALUE = re.compile(r"%\((\w+)\)s")
UNKIND = re.compile(
    r"\b(bitte|ungültig\w*|dieses feld|fehler aufgetreten|(?<!-)ups"
    r"|please|invalid|oops|sorry|forbidden)\b",
    re.IGNORECASE,
)
# Words that no English sentence has, or letters that no English word has.
GERMAN = re.compile(
    r"\b(?:das|dem|der|eine[mnrs]?|für|ist|keine?|mit|nicht|noch|nach|oder|seit|sind|und|vo[mn]|wird"
    r"|wurden?|zu[mr]|Ihre?|Sie|Uhr|Stand|Tage?|Seite|Termin|Empfehlung(?:en)?|Plans)\b(?!-)"
    r"|„|\w*[äöüßÄÖÜ]\w*"
)
ENDING = "(?:al|e[dmnrs]?|ern?|i?ng|ly|n|s|se[ns]?)?"
GLOSSARY = FOLDER.parents[1] / "docs" / "words.md"
SHOWN = ("alt", "aria-label", "content", "data-label", "placeholder", "title")
DAY = date(2026, 9, 30)


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (FOLDER / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


def pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Return each German text with its English one, singular and plural on their own."""
    for message in catalogue:
        if message.id:
            yield from zip(_forms(message.id), _forms(message.string), strict=True)


def _forms(text: str | tuple[str, ...] | list[str]) -> Iterable[str]:
    return [text] if isinstance(text, str) else text


def test_each_translation_prints_the_same_values(english: Catalog) -> None:
    lost = [
        (german, text)
        for german, text in pairs(english)
        if set(VALUE.findall(german)) != set(VALUE.findall(text))
    ]

    assert lost == []


def test_nothing_is_a_guess(english: Catalog) -> None:
    assert [message.id for message in english if message.fuzzy] == []


def test_messages_say_what_to_do_and_beg_for_nothing(english: Catalog) -> None:
    """U3."""
    assert [text for pair in pairs(english) for text in pair if UNKIND.search(text)] == []


def test_each_ending_is_kept(english: Catalog) -> None:
    """A sentence stays one, a question stays one."""
    changed = [
        (german, text)
        for german, text in pairs(english)
        if any(german.endswith(end) != text.endswith(end) for end in ".?:")
    ]

    assert changed == []


@pytest.mark.parametrize(
    "axis",
    [Status, Schedule, Freshness, State, Addressee, Part, Kind, Outcome, Numerable, Lateness],
)
def test_words_that_stand_within_lists_and_sentences_begin_small(axis: type[StrEnum]) -> None:
    """„2 aktuell · 3 Meldung fällig“ is "2 current · 3 report due"."""
    with speaking("en"):
        labels = [str(member.label) for member in axis]  # type: ignore[attr-defined]

    assert [label for label in labels if not label[0].islower()] == []


def test_a_text_that_is_two_in_english_is_told_apart_by_its_context() -> None:
    assert (_("Ziel"), _c("Aufzählung", "Ziel")) == ("Ziel", "Ziel")
    with speaking("en"):
        assert (_("Ziel"), _c("Aufzählung", "Ziel")) == ("Goal", "goal")
        assert str(Worklist.DUE.label) == "Report due"


def glossary() -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Return, of each row of docs/words.md, the German words, the English ones, the banned ones."""
    table = [line for line in GLOSSARY.read_text().splitlines() if line.startswith("|")]
    for line in table[2:]:
        german, english, _code, never = (cell.split(",") for cell in line.strip("|").split("|"))
        yield _words(german), _words(english), _words(never)


def _words(cell: list[str]) -> list[str]:
    return [word.strip() for word in cell if word.strip()]


def says(text: str, wanted: list[str]) -> bool:
    """Whether a text has one of the words, inflected or not."""
    return any(re.search(rf"\b{word}{ENDING}\b", text, re.IGNORECASE) for word in wanted)


@pytest.mark.parametrize("row", list(glossary()), ids=lambda row: row[0][0])
def test_there_is_one_word_for_one_thing(
    english: Catalog, row: tuple[list[str], list[str], list[str]]
) -> None:
    """U31."""
    german, translated, never = row
    found = list(pairs(english))

    assert [pair for pair in found if says(pair[0], german) and not says(pair[1], translated)] == []
    assert [pair for pair in found if says(" ".join(pair), never)] == []
    assert any(says(pair[0], german) for pair in found), "nothing says this word any more"


@pytest.fixture
def reader(app: Flask, clock: Clock) -> Browser:
    """A visitor of the sample plan."""
    clock.at(datetime(2026, 11, 22, 12, tzinfo=UTC))
    actions.import_plan(document.check(plan_file()))
    return Browser(app)


def german_left(visitor: Browser, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Return what looks German on English pages, by the names of places passed over."""
    names = {one["name"] for one in plan_file()["municipalities"]} | {"Gießen", "Musterstraße"}
    known = re.compile("|".join(sorted(names)))
    for path in paths:
        page = visitor.get(f"{path}{'&' if '?' in path else '?'}sprache=en")
        assert not page.location, path
        for text in readable(page.soup):
            if GERMAN.search(known.sub("", text)):
                yield path, text


def test_no_german_is_left_on_public_english_pages(reader: Browser) -> None:
    """U30: what has no English version stands in an element that says so."""
    assert list(german_left(reader, PUBLIC)) == []


def test_no_german_is_left_on_english_pages_of_the_plan_office(reader: Browser) -> None:
    """U30: also what stands in a form is marked with its language."""
    staff = make.user(Role.STAFF, name="A. Muster")
    reader.sign_in(staff)
    links = [
        reader.get(path).soup.select_one(f'main a[href*="{part}"]')
        for path, part in (("/redaktion/pruefen", "/redaktion/"), (INTERNAL[-1], "/berichtigung"))
    ]

    assert list(german_left(reader, [*INTERNAL, *(link["href"] for link in links)])) == []


PUBLIC = (
    "/integration/",
    "/integration/?stichtag=2020-05-01",
    "/integration/?stichtag=2026-09-30",
    "/integration/felder/bildung-sprache",
    "/integration/empfehlungen?status=in_progress&terminlage=delayed",
    "/integration/empfehlungen?q=nichts",
    "/integration/empfehlungen?status=unbekannt",
    "/integration/empfehlungen/B-06",
    "/integration/empfehlungen/E-02?stichtag=2025-01-01",
    "/integration/empfehlungen/O-02",
    "/integration/termine",
    "/integration/beteiligte",
    "/integration/beteiligte/jobcenter",
    "/integration/methode",
    "/impressum",
    "/datenschutz",
    "/barrierefreiheit",
    "/leichte-sprache",
    "/hilfe",
    "/anmelden",
    "/konto",
    "/nirgends/",
    "/integration/?stichtag=2099-01-01",
    "/integration/?stichtag=morgen",
)
INTERNAL = (
    "/konto",
    "/konto/passwort",
    "/redaktion/integration",
    "/redaktion/integration/ueberfaellig",
    "/integration/bearbeiten",
    "/integration/empfehlungen/B-06/status",
    "/integration/empfehlungen/B-06/sachstand",
    "/integration/empfehlungen/B-06/bestaetigung",
    "/integration/empfehlungen/B-06/meilensteine/1/zustand",
    "/integration/empfehlungen/B-06/meilensteine/2/termin",
    "/integration/empfehlungen/B-06",
)


def readable(page: BeautifulSoup) -> Iterator[str]:
    """Return what an English page says in English: texts, named attributes, figures."""
    assert page.html is not None
    assert page.html["lang"] == "en"
    for string in page.html.find_all(string=True):
        script = string.parent if string.parent and string.parent.name == "script" else None
        if script is not None and script.get("type") == "application/json":
            yield from _strings(json.loads(string))
        elif (
            script is None
            and not isinstance(string, PreformattedString)
            and is_english(string.parent)
        ):
            yield words(string)
    for tag in page.html.find_all(is_english):
        yield from (str(tag[name]) for name in SHOWN if tag.get(name))
        if tag.name == "input" and tag.get("type") in {"search", "text"}:
            yield str(tag.get("value", ""))


def is_english(tag: Tag) -> bool:
    """Whether the innermost language around a tag is English."""
    return next(str(one["lang"]) for one in [tag, *tag.parents] if one.get("lang")) == "en"


def _strings(figure: object) -> Iterator[str]:
    """Return every text in a figure, however deep."""
    if isinstance(figure, str):
        yield figure
    elif isinstance(figure, (dict, list)):
        for part in figure.values() if isinstance(figure, dict) else figure:
            yield from _strings(part)


def test_reasons_stand_in_german_on_english_pages(reader: Browser) -> None:
    page = reader.get("/integration/empfehlungen/B-06?sprache=en")
    reasons = page.soup.select('.entry__text span[lang="de"]')

    assert any("fehlen noch Ehrenamtliche" in one.text for one in reasons)
    german = reader.get("/integration/empfehlungen/B-06")
    assert not german.soup.select('main [lang="de"] [lang="de"], main span[lang="de"]')


@pytest.mark.parametrize("path", ["/impressum", "/hilfe"])
def test_a_foot_page_without_an_english_text_is_marked_as_german(
    app: Flask, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    written = replace(app.config["SETTINGS"], imprint_de="Der Kreis.", help_de="Der Kreis.")
    monkeypatch.setitem(app.config, "SETTINGS", written)

    found = Browser(app).get(f"{path}?sprache=en").soup.find("p", string="Der Kreis.")

    assert found["lang"] == "de"


@pytest.mark.parametrize("path", ["/integration/empfehlungen?status=delayed", "/integration/"])
def test_the_switch_keeps_filter_and_stichtag(reader: Browser, path: str) -> None:
    here = f"{path}{'&' if '?' in path else '?'}stichtag=2026-05-01"
    there = reader.get(here).link("English")
    back = reader.get(there).link("Deutsch")

    assert query(there) == query(here) | {"sprache": "en"}
    assert query(back) == query(here)
    assert urlsplit(there).path == urlsplit(back).path == urlsplit(here).path


def query(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def test_a_link_in_a_sentence_stays_one_and_what_stands_beside_it_brings_no_markup() -> None:
    link = Markup('<a href="/x">3</a>')
    plain = _("%(name)s – Kurzfassung", name="<b>")

    assert _("%(name)s, Stand %(day)s", name=link, day="<b>") == (
        '<a href="/x">3</a>, Stand &lt;b&gt;'
    )
    assert plain.startswith("<b>")  # a text, which a page escapes
    assert not isinstance(plain, Markup)


def test_days_and_numbers_are_english(app: Flask) -> None:
    with app.test_request_context("/?sprache=en"):
        said = [period_text(DAY, precision) for precision in Precision]
        assert said == ["30 September 2026", "September 2026", "Q3 2026", "2026"]
        assert day_text(date(2026, 3, 5)) == "5 March 2026"
        assert moment_text(datetime(2026, 9, 30, 12, 3, tzinfo=UTC)) == "30 September 2026, 14:03"
        assert (number_text(1234.5), number_text(22460)) == ("1,234.5", "22,460")
