"""Each sentence of a report leads to what it tells of, and each „all“ to all of it."""

import io
from datetime import UTC, date, datetime
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from tests import make
from tests.reports.documents import document
from tests.reports.test_content import AS_OF, COVER, KNOWN
from tests.reports.test_wording import words_of
from tracker.db import db
from tracker.milestones.rules import State
from tracker.notes.rules import Addressee
from tracker.plan import queries as plans
from tracker.plan.models import Plan
from tracker.plan.rules import Status
from tracker.reports import document as blocks
from tracker.reports.document import Bullets, Document, Facts, Figure, Heading, Link, Paragraph
from tracker.reports.output import render
from tracker.reports.output.links import places
from tracker.reports.output.sheets import merged
from tracker.reports.queries import of_plan
from tracker.reports.queries.inputs import inputs
from tracker.reports.rules import Format
from tracker.reports.wording import totals
from tracker.stakeholders.rules import Part

BETWEEN = date(2026, 4, 10)
TREND = "fields.trend.figure"

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def plan() -> Plan:
    """A plan in which something of each part of a sheet moved."""
    plan = make.plan()
    work, language = (make.action_field(plan, slug=slug) for slug in ("arbeit", "sprache"))
    row = make.recommendation(Status.IN_PROGRESS, of=plan, field=work, code="A-01")
    make.wording(row, date(2026, 1, 1), field=work)
    make.status_from(row, Status.ON_HOLD, BETWEEN, reason="Pause.", review_on=AS_OF)
    make.involvement(row, make.organisation(plan, name="Amt"), Part.FUNDING, since=BETWEEN)
    moving = make.milestone(of=row, due=date(2026, 9, 1))
    make.deadline_from(moving, date(2026, 12, 1), BETWEEN)
    make.state_from(make.milestone(of=row, due=date(2026, 9, 1)), State.DONE, BETWEEN)
    make.obstacle(of=row, addressee=Addressee.COUNCIL, text="Es fehlt Geld.", since=BETWEEN)
    gone = make.obstacle(of=row, text="Es fehlte ein Raum.", since=date(2026, 1, 2))
    make.obstacle_end(gone, BETWEEN)
    make.wording(row, BETWEEN, field=language, title="Neuer Titel")
    make.recommendation(Status.IN_PROGRESS, of=plan, field=work, code="A-02", since=BETWEEN)
    for code, on in (("A-03", BETWEEN), ("A-04", date(2025, 5, 1))):
        old = make.recommendation(
            Status.IN_PROGRESS, of=plan, field=work, code=code, since=date(2024, 1, 1)
        )
        make.note(of=old, on=on)
    return plan


def section(found: Document, anchor: str) -> list[blocks.Block]:
    """Return what stands below a heading, up to the next of its level or above."""
    held = list(found.all_blocks)
    begin = next(
        place for place, one in enumerate(held) if isinstance(one, Heading) and one.anchor == anchor
    )
    level = held[begin].level  # type: ignore[union-attr]  # a heading, as just found
    rest = held[begin + 1 :]
    ends = [
        place for place, one in enumerate(rest) if isinstance(one, Heading) and one.level <= level
    ]
    return rest[: ends[0]] if ends else rest


def led(found: Document, anchor: str) -> list[tuple[str, str, str]]:
    """Return sentences, words and places of the links of the lists below a heading."""
    return [
        (block.items[link.row], link.words, link.to)
        for block in section(found, anchor)
        if isinstance(block, Bullets)
        for link in block.links
    ]


def test_a_change_leads_to_the_part_of_the_sheet_that_tells_it(plan: Plan) -> None:
    report = words_of(plan)
    found = led(report, "veraenderungen")

    begins = [(" ".join(text.split()[:2]), words, to) for text, words, to in found]
    assert begins == [
        ("A-02 „Sprachkurse", "A-02", "empfehlung-a-02"),
        ("Zu A-03", "A-03", "empfehlung-a-03-sachstand"),
        ("Zu A-04", "A-04", "empfehlung-a-04-aktualitaet"),
        ("A-01 „Neuer", "A-01", "empfehlung-a-01-umsetzungsstand"),
        ("Neues Hemmnis", "A-01", "empfehlung-a-01-hemmnisse"),
        ("Hemmnis bei", "A-01", "empfehlung-a-01"),  # it is gone
        ("Förderung bei", "A-01", "empfehlung-a-01-foerdernd"),
        ("A-01 heißt", "A-01", "empfehlung-a-01"),
        ("A-01 „Neuer", "A-01", "empfehlung-a-01"),  # in another field
        ("Meilenstein A-01.1", "A-01.1", "empfehlung-a-01-termine"),
        ("Meilenstein A-01.2", "A-01.2", "milestones/A-01"),
    ]
    assert {to for *_told, to in found} <= places(report).known


def test_a_change_is_told_with_its_day_and_what_belongs_to_its_last_step() -> None:
    row = make.recommendation(Status.NOT_STARTED, code="A-01")
    make.status_from(row, Status.IN_PREPARATION, date(2026, 4, 1), reason="Erst das.")
    make.status_from(row, Status.IN_PROGRESS, date(2026, 5, 1))
    step = make.milestone(of=row, due=date(2026, 9, 1))
    make.deadline_from(step, date(2026, 10, 1), date(2026, 4, 2), reason="Leitung krank.")
    make.deadline_from(step, date(2026, 12, 1), date(2026, 5, 2), reason="Raum fehlt.")
    found = led(words_of(db.session.get_one(Plan, row.plan_id)), "veraenderungen")

    assert [
        text.partition(". ")[2] if "begonnen" in text else text.partition("jetzt ")[2]
        for text, _words, _to in found
    ] == [
        "Am 01.05.2026. In mehreren Schritten; der Tag gehört zum letzten.",
        (
            "01.12.2026. Am 02.05.2026. Begründung: Raum fehlt. "
            "In mehreren Schritten; Tag und Begründung gehören zum letzten."
        ),
    ]


def test_what_moved_most_leads_there_too(plan: Plan) -> None:
    found = led(words_of(plan), "am-meisten-bewegt")

    assert [(words, to) for _text, words, to in found] == [
        ("A-01", "empfehlung-a-01-umsetzungsstand"),
        ("A-02", "empfehlung-a-02"),
        ("A-01", "empfehlung-a-01-hemmnisse"),
        ("A-01.1", "empfehlung-a-01-termine"),
    ]


def test_the_essentials_lead_to_all_changes_and_the_section_says_how_many(plan: Plan) -> None:
    report = words_of(plan)
    told = section(report, "am-meisten-bewegt")[-1]
    all_of_them = section(report, "veraenderungen")

    assert told == Paragraph(
        "Alle 11 Veränderungen stehen im Abschnitt „Was sich bewegt hat“.",
        (Link("veraenderungen", "Alle 11 Veränderungen"),),
    )
    assert "Dazwischen gibt es 11 Veränderungen." in str(all_of_them[0])
    assert len(led(report, "veraenderungen")) == 11


def test_what_the_council_is_needed_for_leads_to_the_obstacle(plan: Plan) -> None:
    report = words_of(plan)

    assert led(report, "gebraucht") == [
        ("A-01 Neuer Titel: Es fehlt Geld.", "A-01", "empfehlung-a-01-hemmnisse")
    ]


def test_more_needs_than_fit_lead_to_all_of_them(plan: Plan) -> None:
    for code in ("B-01", "B-02", "B-03", "B-04"):
        row = make.recommendation(of=plan, code=code)
        make.obstacle(of=row, addressee=Addressee.COUNCIL, text="Es fehlt eine Zusage.")
    report = words_of(plan)
    told = next(one for one in section(report, "gebraucht") if isinstance(one, Paragraph))
    table = next(one for one in report.tables if one.key == "outlook.decisions")

    assert told.text.startswith("Alle 5 Hemmnisse, die an den Kreistag gerichtet sind, stehen im")
    assert told.links == (Link("outlook.decisions", "Alle 5 Hemmnisse"),)
    assert len(table.rows) == 5


def test_many_new_recommendations_are_listed(plan: Plan) -> None:
    codes = tuple(f"B-{number:02}" for number in range(1, 8))
    field = make.action_field(plan, slug="neu")
    for code in codes:
        make.recommendation(of=plan, field=field, code=code, since=BETWEEN)
    report = words_of(plan)
    most = led(report, "am-meisten-bewegt")
    table = next(one for one in report.tables if one.key == "counts.new")

    assert led(report, "veraenderungen-neu") == [
        (f"7 Empfehlungen sind neu im Plan. {', '.join(codes)}", code, f"empfehlung-{code.lower()}")
        for code in codes
    ]
    told = "8 Empfehlungen sind neu im Plan."
    assert (told, told, table.marks[0].anchor) in most
    assert table.rows == (("neu im Plan", 8, f"A-02, {', '.join(codes)}"),)


def test_what_a_completed_recommendation_left_open_is_listed() -> None:
    row = make.recommendation(Status.COMPLETED, code="A-01")
    make.milestone(State.DONE, of=row)
    make.milestone(of=row)
    report = words_of(db.session.get_one(Plan, row.plan_id))
    sheet = next(one for one in section(report, "empfehlung-a-01") if isinstance(one, Facts))
    words, anchor = "teilweise: 1 Meilenstein offen", "zahl-empfehlung-a-01-open"

    assert ("Offene Meilensteine", "A-01.2") in sheet.rows
    assert anchor in {one.anchor for one in sheet.marks}
    assert Link(anchor, words, row=sheet.rows.index(("Offene Meilensteine", "A-01.2")) - 1) in (
        sheet.links
    )
    table = next(one for one in report.tables if one.key.startswith("recommendations/"))
    assert Link(anchor, words, row=0, column=2) in table.links


def test_a_running_total_counts_the_rows_above_and_each_milestone_stands_once(plan: Plan) -> None:
    row = make.recommendation(of=plan, code="B-01")
    for month in (1, 2, 2, 2, 3, 3, 5, 8):
        make.milestone(of=row, due=date(2026, month, 15))
    make.milestone(of=row, due=date(2027, 2, 15))
    table = next(one for one in words_of(plan).tables if one.key == "counts.trend")

    assert table.caption.endswith(". Jede Zeile zählt die Zeilen derselben Zählung darüber mit.")
    assert [one.name for one in table.columns] == ["Zählung", "bis", "Anzahl bis dahin", "neu dazu"]
    assert [cells[1:] for cells in table.rows if cells[0] == "zuerst vereinbart"] == [
        ("2026-03-31 quarter", 6, ", ".join(f"B-01.{number}" for number in range(1, 7))),
        ("2026-06-30 quarter", 7, "B-01.7"),
        ("2026-09-30 quarter", 10, "A-01.1, A-01.2, B-01.8"),
        ("2026-12-31 quarter", 10, "–"),
        ("2027-03-31 quarter", 11, "B-01.9"),
    ]


def test_a_stichtag_within_a_quarter_has_a_row_of_its_own(plan: Plan) -> None:
    given = inputs(plans.plan(plan.slug), COVER, {}, "")
    content = of_plan(plans.plan(plan.slug), date(2026, 5, 15), None, KNOWN, given)

    assert [row for row in totals.table(content).rows if row[0] == "erledigt"] == [
        ("erledigt", "2026-05-15 day", 1, "A-01.2"),
        ("erledigt", "2026-06-30 quarter", 1, "–"),
    ]


def test_where_the_course_is_at_the_stichtag_leads_to_both_lists(plan: Plan) -> None:
    make.milestone(State.DONE, of=make.recommendation(of=plan), due=date(2026, 4, 1))
    report = words_of(plan)
    told = next(one for one in report.blocks if isinstance(one, Paragraph) and len(one.links) == 2)
    figure = next(one for one in report.blocks if isinstance(one, Figure) and one.key == TREND)
    table = next(one for one in report.tables if one.key == "counts.trend")
    listed = {mark.anchor: table.rows[mark.row][:3] for mark in table.marks}

    assert figure.alt == "Am 30.06.2026 sollte 1 Meilenstein erledigt sein; erledigt sind 2."
    assert told.text == (
        "Nach den zuerst vereinbarten Terminen sollte am 30.06.2026 1 Meilenstein erledigt sein; "
        "erledigt sind 2."
    )
    assert [(link.words, listed[link.to]) for link in told.links] == [
        ("1 Meilenstein", ("zuerst vereinbart", "2026-06-30 quarter", 1)),
        ("erledigt sind 2", ("erledigt", "2026-06-30 quarter", 2)),
    ]


def test_the_course_calls_no_milestone_planned_that_was_agreed(plan: Plan) -> None:
    report = words_of(plan)
    drawn = next(one for one in report.blocks if isinstance(one, Figure) and one.key == TREND)
    table = next(one for one in report.tables if one.key == drawn.table)
    told = [drawn.title, drawn.alt, table.caption, *(one.name for one in table.columns)]

    assert "zuerst vereinbart bis dahin" in told
    assert not [one for one in told if "geplant" in one]


def test_a_stored_document_without_these_links_is_read_as_before() -> None:
    stored = blocks.dump(document(5))

    assert "links" not in stored
    assert blocks.dump(blocks.load(stored)) == stored


def test_in_word_a_sentence_leads_to_its_fact_and_a_number_to_its_list(plan: Plan) -> None:
    report = words_of(plan)
    data = render(Format.DOCX, report, "{}", datetime(2026, 7, 1, tzinfo=UTC))
    body = docx.Document(io.BytesIO(data)).element.body
    marks = {mark.get(qn("w:name")): mark for mark in body.iter(qn("w:bookmarkStart"))}
    leads = [
        (
            text_in(link),
            text_in(link.getparent()),
            text_in(marks[link.get(qn("w:anchor"))].getparent()),
        )
        for link in body.iter(qn("w:hyperlink"))
    ]

    new = "A-02 „Sprachkurse ausbauen“ ist neu im Plan, Umsetzungsstand: „in Umsetzung“."
    assert ("A-02", new, "A-02 Sprachkurse ausbauen") in leads
    assert ("2", "2", "A-01.1, A-01.2") in leads  # milestones planned
    assert ("Alle 11 Veränderungen", "Was sich bewegt hat") in {(one[0], one[2]) for one in leads}
    numbers = [mark.get(qn("w:id")) for mark in marks.values()]
    assert len(numbers) == len(set(numbers))


def test_links_of_word_are_seen_but_quiet(plan: Plan) -> None:
    data = render(
        Format.DOCX, words_of(plan, language="en"), "{}", datetime(2026, 7, 1, tzinfo=UTC)
    )
    paper = docx.Document(io.BytesIO(data))
    style = paper.styles["Hyperlink"]
    looks: dict[bool, list[str | None]] = {True: [], False: []}
    for link in paper.element.body.iter(qn("w:hyperlink")):
        is_contents = link.get(qn("w:anchor")).startswith("_Toc")
        looks[is_contents] += [run.style for run in link.iter(qn("w:r"))]

    assert (style.type, style.font.underline) == (WD_STYLE_TYPE.CHARACTER, True)
    assert style.font.color.rgb is None
    assert len(looks[False]) > 50
    assert set(looks[False]) == {style.style_id}
    assert set(looks[True]) == {None}
    for look in paper.element.body.iter(qn("w:rPr")):
        assert look.find(qn("w:rStyle")) in (None, look[0])  # as the schema has it


def text_in(tag: Any) -> str:
    return "".join(one.text for one in tag.iter(qn("w:t"))).replace("\u200b", "")


def test_excel_names_the_field_of_each_recommendation(plan: Plan) -> None:
    table = next(one for one in merged(words_of(plan)) if one.key == "recommendations/")

    assert [one.name for one in table.columns][:2] == ["Handlungsfeld", "Kürzel"]
    assert table.rows[0][:2] == ("Sprache und Bildung", "A-02")
