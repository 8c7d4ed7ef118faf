"""A report in words: complete, in order, by the numbers of its content, in either language."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from tests import make
from tests.reports.test_content import AS_OF, COVER, KNOWN, SINCE
from tracker.db import db
from tracker.i18n import speaking
from tracker.milestones.rules import State
from tracker.notes.rules import Addressee
from tracker.plan import queries as plans
from tracker.plan.models import Plan, Recommendation, RecommendationStatus
from tracker.plan.rules import Evidence, Status
from tracker.reports.content import canonical
from tracker.reports.document import (
    Document,
    Facts,
    Figure,
    Heading,
    Kind,
    Notice,
    Paragraph,
    Table,
    dump,
    load,
)
from tracker.reports.output import render
from tracker.reports.queries import of_plan
from tracker.reports.queries.inputs import inputs
from tracker.reports.rules import Format
from tracker.reports.wording import document, moved
from tracker.standing.facts import Moment
from tracker.standing.queries.plan import plan_facts, standings
from tracker.standing.summary import summary

TEXTS = {"assessment": "Es geht voran.", "outlook": "Im Herbst.", "field/arbeit": "Zur Arbeit."}

pytestmark = pytest.mark.usefixtures("app")


def words_of(plan: Plan, since: date | None = SINCE, language: str = "de") -> Document:
    row = plans.plan(plan.slug)
    given = inputs(row, COVER, TEXTS, "Der Kreistag nimmt zur Kenntnis.")
    return document(of_plan(row, AS_OF, since, KNOWN, given), language)


def text_of(found: Document) -> str:
    """Return all words of a document as one text."""
    return re.sub(r"\\n", " ", dump(found))


@pytest.fixture
def busy(request: pytest.FixtureRequest) -> Plan:
    """A plan in which something of each kind happened between the two days."""
    plan = make.plan(is_sample=True)
    work = make.action_field(plan, slug="arbeit", title="Arbeit")
    school, office = make.organisation(plan, name="Schule"), make.organisation(plan, name="Amt")
    council = make.committee(plan, name="Kreistag")
    make.sitting(council, on=date(2026, 9, 15))
    rows = [
        make.recommendation(Status.IN_PREPARATION, field=work, owner=school, code=f"A-{number:02}")
        for number in range(1, 7)
    ]
    april = date(2026, 4, 10)
    for row, status in zip(rows, Status, strict=False):
        make.status_from(row, status, april, reason="So beschlossen.", review_on=AS_OF)
    late = make.milestone(State.IN_PROGRESS, of=rows[2], due=date(2026, 5, 31))
    make.deadline_from(late, date(2026, 6, 15), april, reason="Die Stelle war nicht besetzt.")
    make.state_from(make.milestone(of=rows[2]), State.DONE, april)
    make.milestone(of=rows[2], due=date(2026, 8, 1))
    make.note("Erste Zeile.\nZweite Zeile.", of=rows[2])
    make.obstacle(of=rows[2], addressee=Addressee.COUNCIL, text="Ein Beschluss fehlt.", since=april)
    make.involvement(rows[2], office, since=april)
    make.wording(rows[3], april, field=work, title="Neuer Titel")
    make.paper(rows[2], of=council, number="2026/07")
    make.decision(rows[2], on=april)
    make.indicator(of=rows[2])
    make.recommendation(Status.DROPPED, field=work, code="A-99", since=april)
    return plan


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_document_is_in_order(busy: Plan, language: str) -> None:
    found = words_of(busy, language=language)
    headings = [block for block in found.all_blocks if isinstance(block, Heading)]
    tables = {table.key: table for table in found.tables}
    figures = [block for block in found.all_blocks if isinstance(block, Figure)]

    assert load(dump(found)) == found
    assert headings[0].level == 1
    assert all(new.level <= old.level + 1 for old, new in pairwise(headings))
    assert len({heading.anchor for heading in headings}) == len(headings)
    assert len(tables) == len(found.tables)
    assert figures
    for figure in figures:
        assert tables[figure.table].rows
        assert figure.alt.endswith(".")
        assert len(figure.alt) <= 100
    for table in (*found.tables, *found.data):
        assert {len(row) for row in table.rows} == {len(table.columns)}
        for row in table.rows:
            for cell, column in zip(row, table.columns, strict=True):
                assert cell is None or isinstance(cell, int) == (
                    column.kind in {Kind.NUMBER, Kind.YEAR}
                )
                assert cell != ""


def test_all_sections_are_there_in_their_order(busy: Plan) -> None:
    found = words_of(busy)

    assert [
        block.text for block in found.all_blocks if isinstance(block, Heading) and block.level == 1
    ] == [
        "Das Wichtigste auf einer Seite",
        "Überblick je Handlungsfeld",
        "Was sich bewegt hat",
        "Die Empfehlungen im Einzelnen",
        "Zurückgestellt und entfallen",
        "Ausblick und Entscheidungsbedarf",
        "Anhang",
    ]
    for told in (
        *TEXTS.values(), "Die Stelle war nicht besetzt.", "Ein Beschluss fehlt.",
        "Drucksache 2026/07",
        "Erste Zeile. Zweite Zeile.", "Der Kreistag nimmt zur Kenntnis.", "A-01 „Sprachkurse",
        "Wird am 30.06.2026 wieder geprüft.", "15.09.2026: Kreistag", "Plätze in Sprachkursen",
    ):  # fmt: skip
        assert told in text_of(found), told


def test_the_numbers_are_those_of_the_standings(busy: Plan) -> None:
    row = plans.plan(busy.slug)
    at = Moment(AS_OF, KNOWN)
    figures = summary(standings(plan_facts(row, at), at))
    found = words_of(busy)
    tables: dict[str, Table] = {table.key: table for table in found.tables}

    assert [cells[1] for cells in tables["essentials.status"].rows] == [
        *figures.statuses.values(),
        figures.total,
    ]
    assert tables["fields.quotes"].rows[-1][1:] == (
        figures.total, figures.valid, figures.ended, str(figures.implementation.value),
        figures.numerable, str(figures.mean_progress.value), figures.overdue,
    )  # fmt: skip
    assert list(tables["fields.schedule"].rows[0][1:]) == list(figures.schedules.values())
    assert len(tables["outlook.overdue"].rows) == figures.overdue


def test_few_recommendations_show_counts_only() -> None:
    plan = make.plan()
    make.recommendation(Status.COMPLETED, of=plan)
    found = words_of(plan)
    quotes = next(table for table in found.tables if table.key == "fields.quotes")

    assert [quotes.rows[0][column] for column in (3, 4, 6)] == [1, None, None]
    assert "100 %" not in text_of(found)
    assert "weniger als fünf" in text_of(found)


def test_a_single_recommendation_that_is_carried_out_or_delayed_is_told_as_one() -> None:
    plan = make.plan()
    make.recommendation(Status.COMPLETED, of=plan)
    make.milestone(of=make.recommendation(of=plan, since=date(2024, 1, 1)), due=date(2025, 1, 1),
                   since=date(2024, 1, 1))  # fmt: skip
    german, english = text_of(words_of(plan)), text_of(words_of(plan, language="en"))

    assert "1 von 2 nicht entfallenen Empfehlungen ist umgesetzt" in german
    assert "1 von 2 Empfehlungen ist umgesetzt, 1 in Umsetzung." in german
    assert "1 von 2 Empfehlungen ist verzögert" in german
    assert "1 of 2 recommendations not dropped is carried out" in english
    assert "1 of 2 recommendations is implemented, 1 in progress." in english


def test_a_sample_says_so_on_each_page(busy: Plan) -> None:
    notice = "Beispieldaten, nicht der amtliche Masterplan"
    found = words_of(busy)

    assert found.foot.startswith(notice)
    assert Notice(notice) in found.essentials
    assert "Beispieldaten" not in text_of(words_of(make.plan()))


def test_an_empty_plan_and_a_first_report_say_so() -> None:
    empty = words_of(make.plan(with_terms=False), since=None)

    for told in (
        "Zum Stichtag gibt es keine Empfehlungen.", "vergleicht mit keinem früheren",
        "Kein Meilenstein ist überfällig.", "Zum Stichtag ist keine Empfehlung entfallen.",
        "sind keine Indikatoren eingetragen",
    ):  # fmt: skip
        assert told in text_of(empty), told
    assert "Berichtszeitraum" not in text_of(empty)


def test_a_resolution_alone_does_not_hide_that_no_obstacle_waits_for_the_council() -> None:
    essentials = words_of(make.plan()).essentials

    assert essentials[-2:] == (
        Paragraph("Kein offenes Hemmnis ist an den Kreistag gerichtet."),
        Facts((("Beschlussvorschlag", "Der Kreistag nimmt zur Kenntnis."),)),
    )


def test_nothing_moved_says_so() -> None:
    plan = make.plan()
    make.recommendation(of=plan)
    make.action_field(plan)

    assert "Seit dem 31.03.2026 hat sich nichts bewegt." in text_of(words_of(plan))


def test_a_plan_without_english_is_told_in_its_own_words() -> None:
    plan = make.plan(languages="de")
    plan.title = {"de": "Masterplan"}
    make.save(plan)
    make.milestone(of=make.recommendation(of=plan))

    assert ("Plan", "Masterplan") in words_of(plan, language="en").cover.rows


def test_the_essentials_fit_one_page_whatever_is_written(busy: Plan) -> None:
    rows = db.session.scalars(select(Recommendation).order_by(Recommendation.code)).all()
    for row in rows:
        make.obstacle(of=row, addressee=Addressee.COUNCIL, text="Zusage fehlt. " * 99, since=AS_OF)
    plan = plans.plan(busy.slug)
    long = {"assessment": "Ein Satz ist ein Satz.\n" * 30 + "Der letzte."}
    given = inputs(plan, COVER, long, "Der Kreistag nimmt zur Kenntnis. " * 40)
    content = of_plan(plan, AS_OF, SINCE, KNOWN, given)
    found = document(content, "de")

    assert render(Format.SUMMARY, found, canonical(content), KNOWN)  # it refuses a second page
    assert "Der letzte." not in str(found.essentials)
    assert "Der letzte." in str(found.blocks)
    assert ("Der Kreistag nimmt zur Kenntnis. " * 40).strip() in str(found.blocks)


def test_only_words_that_moved_are_told_as_what_moved_most() -> None:
    plan = make.plan()
    row = make.recommendation(of=plan, code="A-01")
    field = make.action_field(plan)
    make.wording(row, SINCE, field=field)
    make.wording(row, AS_OF, field=field, title="Neuer Titel")

    assert "A-01 heißt jetzt „Neuer Titel“" in str(words_of(plan).essentials)


def test_a_completed_recommendation_tells_its_evidence() -> None:
    row = make.recommendation(Status.COMPLETED)
    fact = db.session.scalars(select(RecommendationStatus)).one()
    fact.evidence, fact.evidence_text = Evidence.PAPER, "2026/12"
    make.save(fact)
    plan = db.session.get_one(Plan, row.plan_id)

    assert "abgeschlossen, seit dem 01.01.2026. Nachweis: Drucksache 2026/12" in text_of(
        words_of(plan)
    )


def test_a_completed_recommendation_tells_what_it_left_open() -> None:
    row = make.recommendation(Status.COMPLETED, code="A-01")
    make.milestone(of=row)
    plan = db.session.get_one(Plan, row.plan_id)

    told = text_of(words_of(plan))

    assert told.count("abgeschlossen (teilweise: 1 Meilenstein offen)") == 3, "list, sheet, data"


def test_what_is_done_before_the_start_is_said_not_to_count_yet() -> None:
    row = make.recommendation(Status.NOT_STARTED, code="A-01")
    make.milestone(State.DONE, of=row)
    make.milestone(of=row)
    found = words_of(db.session.get_one(Plan, row.plan_id))

    assert (
        "1 von 2 Meilensteinen; zählt als 0, bis die Umsetzung beginnt. Erledigt: A-01.1."
    ) in text_of(found)


def test_names_of_people_are_nowhere(busy: Plan) -> None:
    somebody = make.user(name="Erika Mustermann")
    row = make.recommendation(of=busy, code="A-50")
    make.status_from(
        row, Status.ON_HOLD, AS_OF, reason="Pause.", review_on=KNOWN.date(), by=somebody
    )
    make.note(of=row, by=somebody)

    assert "Mustermann" not in text_of(words_of(busy))


def test_english_has_no_german_left(busy: Plan) -> None:
    found = words_of(busy, language="en")
    with speaking("en"):
        told = text_of(found)
    typed = (*TEXTS.values(), "So beschlossen.", "Die Stelle war nicht besetzt.", "Erste Zeile.",
             "Zweite Zeile.", "Die Mittel sind bewilligt.", "Der Kreistag nimmt zur Kenntnis.",
             "Ein Wort.")  # fmt: skip
    for text in typed:
        told = told.replace(text, "")
    told = re.sub(r"[^\"“]*\(English\)|\"anchor\": \"[^\"]*\"", "", told)

    assert re.findall(r"\w*[äöüß]\w*|\b(?:und|der|die|das|ist|nicht|seit)\b", told) == []


def test_the_essentials_tell_of_each_kind_and_how_much_is_left(busy: Plan) -> None:
    field = make.action_field(busy, slug="moves", title="Termine")
    moving = make.recommendation(field=field, code="B-01")
    for days in (1, 30, 60, 2):
        step = make.milestone(of=moving, due=date(2027, 1, 1))
        make.deadline_from(step, date(2027, 1, 1) + timedelta(days=days), AS_OF, recorded_at=KNOWN)
    row = plans.plan(busy.slug)
    content = of_plan(row, AS_OF, SINCE, KNOWN, inputs(row, COVER, {}, ""))

    four, left = moved.weightiest(content, 4, 180)
    found, none = moved.weightiest(content, 99, 180)
    every = [one.text for one in found]

    assert (len(four), left, four) == (4, len(content["changes"]) - 4, found[:4])
    assert none == sum(1 for one in content["changes"] if one["kind"] in moved.MINOR)
    moves = [one for one in every if "Termin verschoben" in one]
    assert ["jetzt 02.03.2027" in moves[0], "jetzt 31.01.2027" in moves[1]] == [True, True]
    assert sum("B-01" in one for one in every[: every.index(moves[1]) + 1]) == 2
    assert "Nachgemeldet am" in moves[0]
    assert max(map(len, every)) <= 180 + 2


def test_all_moves_that_are_counted_are_listed(busy: Plan) -> None:
    row = db.session.scalars(select(Recommendation).where(Recommendation.code == "A-02")).one()
    done = make.milestone(State.DONE, of=row, due=date(2026, 5, 1))
    make.deadline_from(done, date(2026, 6, 1), SINCE)
    dropped = make.milestone(State.DROPPED, of=row, due=date(2026, 5, 1))
    make.deadline_from(dropped, date(2026, 6, 3), SINCE)

    found = text_of(words_of(busy))

    assert "von „01.05.2026“ auf „01.06.2026“" in found
    assert "auf „03.06.2026“" not in found
