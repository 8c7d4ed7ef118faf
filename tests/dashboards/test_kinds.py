"""Every kind of change: told in German and in English, with the way to its fact, in every form."""

import json
import re
from datetime import date

import pytest

from tests import make
from tests.pages import words
from tracker.milestones.rules import State
from tracker.plan import queries as plans
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part
from tracker.standing.change import Kind
from tracker.standing.changes import changes
from tracker.standing.difference import apply, aspects, compose, difference
from tracker.standing.facts import Moment
from tracker.standing.queries.names import withdrawn
from tracker.standing.queries.plan import plan_facts_since
from tracker.standing.queries.sides import sides
from tracker.standing.sides import Side

START, SINCE, MAY, UNTIL = (
    date(2024, 1, 1), date(2026, 3, 1), date(2026, 5, 4), date(2026, 6, 30),
)  # fmt: skip
HERE = f"/p/veraenderungen?von={SINCE}&bis={UNTIL}"
STATUSES = {
    Kind.BEGUN: (Status.NOT_STARTED, Status.IN_PROGRESS),
    Kind.PREPARED: (Status.NOT_STARTED, Status.IN_PREPARATION),
    Kind.COMPLETED: (Status.IN_PROGRESS, Status.COMPLETED),
    Kind.ONGOING: (Status.IN_PROGRESS, Status.ONGOING),
    Kind.ON_HOLD: (Status.IN_PROGRESS, Status.ON_HOLD),
    Kind.DROPPED: (Status.IN_PROGRESS, Status.DROPPED),
    Kind.STATUS: (Status.ON_HOLD, Status.IN_PROGRESS),
}
TOLD = {  # words of each sentence, in German and in English
    Kind.BEGUN: ("hat begonnen", "has begun"),
    Kind.PREPARED: ("Vorbereitung", "Preparation"),
    Kind.COMPLETED: ("ist abgeschlossen", "is completed"),
    Kind.ONGOING: ("Daueraufgabe", "ongoing"),
    Kind.ON_HOLD: ("ist zurückgestellt", "is on hold"),
    Kind.DROPPED: ("ist entfallen", "is dropped"),
    Kind.STATUS: ("Der Umsetzungsstand", "The implementation status"),
    Kind.MOVED: ("Termin verschoben: bisher 31.12.2026, jetzt 31.03.2027", "deadline moved"),
    Kind.OVERDUE: ("ist jetzt überfällig", "is now overdue"),
    Kind.SILENT: ("keine Meldung", "Nothing has been reported"),
    Kind.REPORTED: ("wieder eine Meldung", "again, the first since"),
    Kind.OBSTACLE: ("Neues Hemmnis", "New obstacle"),
    Kind.SOLVED: ("gelöst", "resolved"),
    Kind.OWNERS: ("Mitwirkung", "Contribution"),
    Kind.MILESTONE_DONE: ("ist erledigt", "is done"),
    Kind.MILESTONE_DROPPED: ("ist entfallen", "is dropped"),
    Kind.MILESTONE: ("ist jetzt „in Arbeit“", "is now “in progress”"),
    Kind.WORDING: ("heißt jetzt", "is now called"),
    Kind.FIELD: ("gehört jetzt zum Handlungsfeld", "now belongs to the field of action"),
    Kind.NEW: ("neu im Plan", "new in the plan"),
}
GERMAN = re.compile(r"\b(der|die|das|ist|jetzt|vorher|bisher|und|seit|keine|durch|zu[mr]?)\b|ß|ü")


@pytest.fixture
def plan(app):
    """A plan in which between the two days something of every kind happens, once."""
    of = make.plan(slug="p")
    fields = [
        make.action_field(of, slug=f"f{at}", title=f"Feld {at}", since=START) for at in (1, 2)
    ]
    vhs, drk = (make.organisation(of, slug=slug, name=slug, since=START) for slug in ("vhs", "drk"))

    def row(kind, status=Status.IN_PROGRESS, since=START):
        code = f"K-{list(Kind).index(kind):02}"
        return make.recommendation(
            status, of=of, field=fields[0], owner=vhs, code=code, title="T", since=since
        )

    def step(kind, state=State.PLANNED, due=date(2026, 12, 31)):
        return make.milestone(state, of=row(kind), due=due, title="T", since=START)

    for kind, (old, new) in STATUSES.items():
        make.status_from(row(kind, old), new, MAY)
    make.deadline_from(step(Kind.MOVED), date(2027, 3, 31), MAY, reason="R")
    step(Kind.OVERDUE, due=MAY)
    make.note(of=row(Kind.SILENT), at=vhs, on=date(2025, 4, 20))
    again = row(Kind.REPORTED)
    make.note(of=again, at=vhs, on=date(2024, 6, 1))
    make.note(of=again, at=vhs, on=MAY)
    make.obstacle(of=row(Kind.OBSTACLE), text="T", since=MAY)
    make.obstacle_end(make.obstacle(of=row(Kind.SOLVED), text="T", since=START), MAY, text="T")
    make.involvement(row(Kind.OWNERS), drk, Part.CONTRIBUTING, since=MAY)
    make.state_from(step(Kind.MILESTONE_DONE), State.DONE, MAY)
    make.state_from(step(Kind.MILESTONE_DROPPED), State.DROPPED, MAY)
    make.state_from(step(Kind.MILESTONE), State.IN_PROGRESS, MAY)
    make.wording(row(Kind.WORDING), MAY, field=fields[0], title="T2")
    make.wording(row(Kind.FIELD), MAY, field=fields[1], title="T")
    row(Kind.NEW, since=MAY)
    return of


def told(browser, kind, query=""):
    page = browser.get(f"{HERE}&art={kind.value}{query}")
    (line,) = page.soup.select("main section[aria-labelledby^=feld-] li")
    return line


@pytest.mark.usefixtures("plan")
def test_each_kind_is_a_sentence_in_both_languages_that_leads_to_its_fact(browser):
    for kind in Kind:
        german, english = told(browser, kind), told(browser, kind, "&sprache=en")

        assert TOLD[kind][0] in words(german.text), kind
        assert TOLD[kind][1] in words(english.text), kind
        plain = re.sub(r"“[^”]*”", "", words(english.a.text))
        assert not GERMAN.search(plain), plain
        for line in (german, english):
            path, _, anchor = line.a["href"].partition("#")
            assert f"/empfehlungen/K-{list(Kind).index(kind):02}" in path
            assert browser.get(path).soup.find(id=anchor), (kind, anchor)


@pytest.mark.usefixtures("plan")
def test_each_kind_is_a_row_of_the_table_and_of_each_file(browser):
    page = browser.get(HERE)
    rows = json.loads(browser.get(page.link("Diese Liste als JSON")).body)["changes"]
    lines = browser.get(page.link("Diese Liste als CSV")).body.splitlines()

    assert sorted(row["kind"] for row in rows) == sorted(kind.value for kind in Kind)
    assert {line.split(";")[3] for line in lines[1:]} == {kind.value for kind in Kind}
    table = page.table("Veränderungen nach Art")
    assert [row[0] for row in table[:-1]] == [str(kind.label) for kind in Kind]
    assert [row[-1] for row in table] == ["1"] * len(Kind) + [str(len(Kind))]


def side(plan, day: date) -> Side:
    row = plans.plan(plan.slug)
    at = Moment(day, make.clock.now())
    facts = plan_facts_since(row, SINCE, at, withdrawn(plan.id))
    return sides(row, facts, SINCE)[1]


def test_the_algebra_holds_where_everything_happens(plan):
    days = (START, SINCE, MAY, UNTIL)
    at = {day: aspects(side(plan, day)) for day in days}

    for first in days:
        assert not difference(at[first], at[first])
        for second in days:
            step = difference(at[first], at[second])
            assert apply(at[first], step) == at[second]
            for third in days:
                whole = difference(at[first], at[third])
                assert compose(step, difference(at[second], at[third])) == whole
    row = plans.plan(plan.slug)
    both = sides(
        row,
        plan_facts_since(row, SINCE, Moment(UNTIL, make.clock.now()), withdrawn(plan.id)),
        SINCE,
    )
    assert {change.kind for change in changes(*both)} == set(Kind)
