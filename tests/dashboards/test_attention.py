"""What braucht Aufmerksamkeit: each number with words in the form that fits it."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests import make
from tests.pages import Browser, Page, words
from tracker.milestones.rules import State
from tracker.plan.rules import Status

BEGIN = date(2024, 1, 1)
LATE, SOON = date(2026, 1, 31), date(2026, 7, 15)  # the clock of a test stands at 1 July 2026


def counts(page: Page) -> list[str]:
    return [words(tag.get_text(" ")) for tag in page.soup.select(".count")]


def plan(number: int) -> None:
    """Make a plan with so many recommendations that are late, upcoming, stale, never reported."""
    field = make.action_field(make.plan(slug="p"), slug="arbeit", since=BEGIN)
    for _number in range(number):
        row = make.recommendation(field=field, since=BEGIN)
        make.milestone(State.PLANNED, of=row, due=LATE, since=BEGIN)
        make.milestone(State.PLANNED, of=row, due=SOON, since=BEGIN)
        make.note(of=row, on=date(2025, 1, 31))
        make.recommendation(field=field, since=BEGIN)


ONE = (
    "1 überfälliger Meilenstein",
    "1 Meilenstein bald fällig und noch nicht begonnen",
    "1 verzögerte Empfehlung",
    "1 Empfehlung: veraltet",
    "1 Empfehlung: nie gemeldet",
)
TWO = (
    "2 überfällige Meilensteine",
    "2 Meilensteine bald fällig und noch nicht begonnen",
    "2 verzögerte Empfehlungen",
    "2 Empfehlungen: veraltet",
    "2 Empfehlungen: nie gemeldet",
)
ONE_ENGLISH = (
    "1 overdue milestone",
    "1 milestone due soon and not started",
    "1 delayed recommendation",
    "1 recommendation: outdated",
    "1 recommendation: never reported",
)
TWO_ENGLISH = (
    "2 overdue milestones",
    "2 milestones due soon and not started",
    "2 delayed recommendations",
    "2 recommendations: outdated",
    "2 recommendations: never reported",
)


@pytest.mark.parametrize("path", ["/p/", "/p/felder/arbeit"])
@pytest.mark.parametrize(
    ("number", "german", "english"), [(1, ONE, ONE_ENGLISH), (2, TWO, TWO_ENGLISH)]
)
def test_what_needs_attention_is_told_in_the_form_that_fits_its_number(
    browser: Browser, path: str, number: int, german: Sequence[str], english: Sequence[str]
) -> None:
    plan(number)

    assert sorted(counts(browser.get(path))) == sorted(german)
    assert sorted(counts(browser.get(f"{path}?sprache=en"))) == sorted(english)


def test_a_link_of_one_says_one_to_those_who_hear_it(browser: Browser) -> None:
    row = make.recommendation(Status.IN_PROGRESS, of=make.plan(slug="p"), code="A-01")
    make.milestone(State.DONE, of=row)

    german, english = browser.get("/p/"), browser.get("/p/?sprache=en")

    told = {tag["aria-label"] for tag in german.soup.select("a.counted[aria-label]")}
    assert {"1 Empfehlung", "1 Meilenstein"} <= told
    said = {tag["aria-label"] for tag in english.soup.select("a.counted[aria-label]")}
    assert {"1 recommendation", "1 milestone"} <= said
    progress = browser.get("/p/empfehlungen").soup.select("td[data-label=Fortschritt] a")
    assert [tag["aria-label"] for tag in progress] == [
        "1 erledigter Meilenstein von A-01",
        "1 Meilenstein von A-01",
    ]
