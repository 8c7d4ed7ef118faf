"""Words in another language than the report's are marked as such, in each form that can."""

import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import docx
import pikepdf
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn
from sqlalchemy import select

from tests import make
from tests.reports import reading
from tests.reports.documents import document
from tests.reports.test_content import AS_OF, COVER, KNOWN, SINCE
from tracker.db import db
from tracker.plan import queries as plans
from tracker.plan.models import ActionFieldWording, Plan, RecommendationWording
from tracker.plan.rules import Status
from tracker.reports.document import (
    CAPTION,
    Bullets,
    Column,
    Document,
    Facts,
    Foreign,
    Heading,
    Notice,
    Paragraph,
    Table,
    dump,
    load,
)
from tracker.reports.output import pdf, render
from tracker.reports.queries import of_plan
from tracker.reports.queries.inputs import inputs
from tracker.reports.rules import Format
from tracker.reports.wording import document as worded
from tracker.reports.wording import foreign
from tracker.reports.wording.texts import paragraphs, shortened

AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
REASON = "Die Stelle war nicht besetzt."
NOTE = "Erste Zeile.\n\nZweiter Absatz."
TEXTS = {"assessment": "Es geht voran.\n\nUnd weiter."}


@pytest.fixture
def plan(app) -> Plan:
    plan = make.plan()
    row = make.recommendation(Status.IN_PREPARATION, of=plan, code="A-01")
    make.status_from(row, Status.ON_HOLD, AS_OF, reason=REASON, review_on=AS_OF)
    make.note(NOTE, of=row)
    other = make.recommendation(of=plan, code="A-02")
    row = db.session.scalars(select(RecommendationWording).filter_by(recommendation_id=other.id))
    fact = row.one()
    fact.title = {"de": "Nur auf Deutsch"}
    make.save(fact)
    return plan


def words_of(plan: Plan, language: str) -> Document:
    row = plans.plan(plan.slug)
    given = inputs(row, replace(COVER, change="Neu gezählt."), TEXTS, "Zur Kenntnis genommen.")
    return worded(of_plan(row, AS_OF, SINCE, KNOWN, given), language)


def marked(found: Document) -> set[str]:
    """What is marked as German, as it stands in the blocks."""
    told = set()
    for block in (found.cover, *found.all_blocks, *found.data):
        for one in getattr(block, "foreign", ()):
            assert one.language == "de"
            match block:
                case Facts():
                    text = block.rows[one.row][1]
                case Bullets():
                    text = block.items[one.row]
                case Table() if one.row == CAPTION:
                    text = block.caption
                case Table():
                    text = str(block.rows[one.row][one.column])
                case _:
                    text = block.text
            assert one.words in text
            told.add(one.words or text)
    return told


def test_a_text_that_the_reader_gets_in_another_language_is_marked(plan: Plan) -> None:
    found = words_of(plan, "en")

    assert marked(found) >= {
        REASON, "Erste Zeile.", "Zweiter Absatz.", "Nur auf Deutsch", "Es geht voran.",
        "Und weiter.", "Zur Kenntnis genommen.", "Neu gezählt.",
    }  # fmt: skip
    assert found.title_language == "de"
    assert load(dump(found)) == found


def test_nothing_is_marked_in_the_language_of_the_report(plan: Plan) -> None:
    found = words_of(plan, "de")

    assert marked(found) == set()
    assert "foreign" not in dump(found)
    assert "title_language" not in dump(found)
    assert "foot_foreign" not in dump(found)


@pytest.fixture
def named(plan: Plan) -> Document:
    """An English report of a field that has no English name."""
    fact = db.session.scalars(select(ActionFieldWording).limit(1)).one()
    fact.title = {"de": "Sprache und mehr"}
    make.save(fact)
    return words_of(plan, "en")


def test_captions_and_the_foot_are_marked_in_html(named: Document) -> None:
    page = BeautifulSoup(render(Format.HTML, named, "{}", AT), "html.parser")
    captions = [one.find(lang="de") for one in page.find_all("caption")]

    assert [one.text for one in captions if one] == ["Sprache und mehr"]
    assert page.footer.find(lang="de").text == COVER.title


def test_captions_and_the_foot_are_marked_in_word(named: Document) -> None:
    paper = docx.Document(io.BytesIO(render(Format.DOCX, named, "{}", AT)))
    captions = [one for one in paper.paragraphs if one.style.name == "Caption"]

    assert [text for one in captions for text in german(one)] == ["Sprache und mehr"]
    assert german(paper.sections[0].footer.paragraphs[0]) == [COVER.title]


def test_captions_and_the_foot_are_handed_to_typst_in_pieces(named: Document, monkeypatch) -> None:
    """Where a language begins in a PDF, typst decides: it marks what tags have in common."""
    given: list[Any] = []
    monkeypatch.setattr(pdf, "typeset", lambda _template, **options: given.append(options))
    render(Format.PDF, named, "{}", AT)
    data = json.loads(given[0]["sys_inputs"]["data"])
    captions = [one["caption"] for one in data["blocks"] if "caption" in one]
    parted = [one for one in captions if isinstance(one, list)]

    assert [one["text"] for one in (*parted[0], *data["foot"]) if one["language"] == "de"] == [
        "Sprache und mehr",
        COVER.title,
    ]
    assert len(captions) > len(parted) == 1


def german(paragraph: Any) -> list[str]:
    """What of a paragraph of Word is marked as German."""
    return [
        run.text for run in paragraph.runs if run._element.xpath("w:rPr/w:lang[@w:val='de-DE']")
    ]


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_sign_of_the_marks_is_left(plan: Plan, language: str) -> None:
    assert not re.search("[\ufdd0-\ufdd2]", dump(words_of(plan, language)))


def test_an_empty_line_begins_a_paragraph_and_keeps_the_language(plan: Plan) -> None:
    found = [one for one in words_of(plan, "en").all_blocks if isinstance(one, Paragraph)]
    texts = [one.text for one in found]

    assert "Zweiter Absatz." in texts
    assert texts[texts.index("Zweiter Absatz.") - 1].endswith("Erste Zeile.")
    assert not any("\n\n" in text for text in texts)
    assert [one.text for one in paragraphs("a\n \n\nb\nc")] == ["a", "b\nc"]


def test_what_is_cut_stays_marked_and_what_follows_does_not() -> None:
    text = f"Grund: {foreign.BEGIN}de{foreign.BETWEEN}eins zwei drei{foreign.END}"

    assert shortened(text, 20) == (f"Grund: {foreign.BEGIN}de{foreign.BETWEEN}eins{foreign.END} …")


def set_in_german(words: str) -> Document:
    """An English document with such words in each of its places."""
    one = (Foreign("de", words),)
    text = f"He said: {words}!"
    return document(
        0,
        "en",
        title="Bericht",
        title_language="de",
        cover=Facts((("Name", text),), foreign=one),
        essentials=(Notice(text, foreign=one), Heading(1, text, "a", foreign=one)),
        blocks=(
            Paragraph(text, foreign=one),
            Bullets(("none", text), foreign=(Foreign("de", words, row=1),)),
            Facts((("Name", text),), foreign=one),
            Table(
                "t", "Table", (Column("A"), Column("B")), (("a", text), (words, "b")),
                foreign=(Foreign("de", words, 0, 1), Foreign("de", "", 1, 0)),
            ),
        ),
    )  # fmt: skip


def test_html_marks_them(app) -> None:
    page = BeautifulSoup(render(Format.HTML, set_in_german("Guten Tag"), "{}", AT), "html.parser")
    found = page.body.find_all(lang="de")

    assert [one.get_text() for one in found] == ["Bericht", *["Guten Tag"] * 8]
    assert page.html["lang"] == "en"


def test_word_marks_them(app) -> None:
    paper = docx.Document(io.BytesIO(render(Format.DOCX, set_in_german("Guten Tag"), "{}", AT)))
    found = [
        run.findtext(qn("w:t"))
        for run in paper.element.body.iter(qn("w:r"))
        if (mark := run.find(f"{qn('w:rPr')}/{qn('w:lang')}")) is not None
        and mark.get(qn("w:val")) == "de-DE"
    ]

    assert found == ["Bericht", *["Guten Tag"] * 9]  # one of them among the contents


def test_a_pdf_marks_them(app) -> None:
    data = render(Format.PDF, set_in_german("Guten Tag"), "{}", AT)
    with pikepdf.open(io.BytesIO(data)) as file:
        tags = [
            tag
            for tag in reading.tags(file.Root.StructTreeRoot)
            if str(tag.get("/Lang", "")) == "de-DE"
        ]
        marks = [
            operands[1]
            for page in file.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and str(dict(operands[1]).get("/Lang", "")) == "de-DE"
        ]

        assert str(file.Root.Lang) == "en-GB"

    assert len(tags) + len(marks) == 9


def test_documents_from_before_there_were_marks_are_read() -> None:
    old = (
        '{"blocks": [{"block": "paragraph", "text": "a"}], "cover": {"rows": [["a", "b"]]}, '
        '"essentials": [{"block": "table", "caption": "", "columns": [{"kind": "text", "name": '
        '"a"}], "key": "k", "rows": [["a"]]}], "foot": "", "language": "de", "subtitle": "", '
        '"title": ""}\n'
    )

    assert dump(load(old)) == old
    assert load(old).cover.shown == [("a", "b")]
