"""What pages call a version, and the lists that their numbers open."""

import subprocess
from datetime import date

import pytest

from tests import make
from tests.pages import Browser, Page, words
from tests.reports.conftest import REPORTS, freeze
from tracker import clock
from tracker.db import db
from tracker.plan import queries as plans
from tracker.plan.models import Plan
from tracker.reports import building
from tracker.reports.content import fingerprint, read
from tracker.reports.models import Report, ReportVersion
from tracker.reports.output import pdf, typesetting
from tracker.reports.output.typesetting import TypesettingError

HERE = f"{REPORTS}/2026-06-30"
TITLE = "Sachstandsbericht zum Masterplan Integration"
SECRET = "Was Erika Mustermann sagt"


@pytest.fixture
def report(plan: Plan) -> Report:
    return make.report(plan)


def publish(of: Report, number: int = 1) -> ReportVersion:
    return make.report_version(of, number=number, is_published=True)


def in_english(plan: Plan, as_of: date = date(2026, 6, 30)) -> Report:
    report = make.report(plan, slug=f"{as_of}-en", as_of=as_of)
    report.language, report.title = "en", "Progress report"
    db.session.commit()
    return report


def test_a_version_keeps_the_title_it_was_frozen_with(plan: Plan, report) -> None:
    freeze(plan, report)
    report.title = "Anders"
    freeze(plan, report, "other", "Der Titel ist ein anderer.")

    rows = db.session.query(ReportVersion).order_by(ReportVersion.number)
    assert [one.title for one in rows] == [TITLE, "Anders"]


def test_what_is_typed_into_a_draft_is_on_no_page_about_a_version(report, staff, app) -> None:
    publish(report)
    publish(report, 2)
    staff.submit(f"{HERE}/bearbeiten", title=SECRET)
    staff.submit(f"{HERE}/1/schwaerzen", reason="Ein Name.", sure="y")
    reader = Browser(app)

    for path in (REPORTS, HERE, f"{HERE}/1", f"{HERE}/2"):
        assert SECRET not in reader.get(path).text
    for path in (f"{HERE}/2/veroeffentlichen", f"{HERE}/2/schwaerzen"):
        page = staff.get(path)
        assert SECRET not in page.text
        assert TITLE in page.main


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Bericht zum Stichtag 30.06.2026"), ("en", "Report for the as-of date 30 June 2026")],
)
def test_a_redaction_takes_the_title_away(report, staff, app, language: str, words: str) -> None:
    publish(report)

    staff.submit(f"{HERE}/1/schwaerzen", reason="Ein Name.", sure="y")

    assert db.session.query(ReportVersion).one().title == ""
    for path in (REPORTS, HERE, f"{HERE}/1"):
        page = Browser(app).get(f"{path}?sprache={language}")
        assert TITLE not in page.text
        assert words in page.text
    page = staff.get(f"{HERE}/1/veroeffentlichen?sprache={language}")
    assert words in page.soup.select_one("h1").text


def test_the_number_of_versions_opens_a_list_of_as_many(report, app) -> None:
    for number in (1, 2, 3):
        publish(report, number)
    make.report_version(report, number=4)
    reader = Browser(app)
    page = reader.get(REPORTS)
    link = page.soup.select_one("[data-label=Versionen] a")

    there = reader.get(link["href"].partition("#")[0])

    assert link.find(string=True) == "3"
    assert len(there.soup.select(f"#{link['href'].partition('#')[2]} > ul > li")) == 3


def test_the_list_of_versions_is_there_when_all_of_them_are_taken_away(report, staff, app) -> None:
    publish(report)
    staff.submit(f"{HERE}/1/schwaerzen", reason="Ein Name.", sure="y")

    page = Browser(app).get(HERE)

    assert [one.text for one in page.soup.select("#alle-versionen > ul > li strong")] == [
        "Version 1"
    ]


def test_a_report_says_its_language_only_beside_one_in_another(plan: Plan, report, app) -> None:
    publish(report)
    publish(in_english(plan, date(2026, 3, 31)))
    reader = Browser(app)
    assert reader.get(HERE).soup.select_one("h1").text == f"{TITLE}, Stichtag 30.06.2026"
    assert "auf Deutsch" not in reader.get(REPORTS).text

    publish(in_english(plan))
    plan.revision += 1  # as a publication does
    db.session.commit()

    heading = reader.get(HERE).soup.select_one("h1").text
    assert heading == f"{TITLE}, Stichtag 30.06.2026, auf Deutsch"
    assert "auf Englisch" in reader.get(f"{HERE}-en").soup.select_one("h1").text


def answers(page: Page) -> dict[str, tuple[str, str]]:
    """Return what stands below „Ihre Angaben“ and the address that changes it, by question."""
    found = {}
    for row in page.soup.select(".answers > div"):
        text, change = row.select("dd")
        link = change.select_one("a")
        found[row.dt.text] = words(text.text), link["href"] if link else ""
        assert link is None or words(link.text) == f"Ändern: {row.dt.text}"
    return found


def test_every_answer_is_checked_and_leads_to_its_field(report, staff) -> None:
    staff.submit(
        f"{HERE}/bearbeiten",
        committee="kreistag",
        sitting_on="28.09.2026",
        text_outlook="Es geht weiter.",
    )

    page = staff.get(f"{HERE}/pruefen")

    assert {name: text for name, (text, _change) in answers(page).items()} == {
        "Sprache": "Deutsch",
        "Stichtag": "30.06.2026",
        "Vergleich mit dem Stichtag": "31.03.2026",
        "Titel": TITLE,
        "Gremium": "Kreistag",
        "Tag der Sitzung": "28.09.2026",
        "Nummer der Drucksache": "nicht angegeben",
        "Fassung": "Vorläufige Fassung",
        "Bewertung": "nicht angegeben",
        "Zu „Sprache“": "nicht angegeben",
        "Ausblick": "Es geht weiter.",
        "Beschlussvorschlag": report.resolution,
    }
    changes = {name: change for name, (_text, change) in answers(page).items()}
    assert changes.pop("Sprache") == ""
    for change in changes.values():
        path, _hash, field = change.partition("#")
        assert staff.get(path).form("title").select_one(f"#{field}")["name"] == field


def test_who_changes_an_answer_comes_back_to_check(report, staff) -> None:
    page = staff.get(f"{HERE}/pruefen")
    _text, change = answers(page)["Titel"]
    form = staff.get(change.partition("#")[0])
    assert form.link("Abbrechen").partition("?")[0] == page.path

    assert staff.submit(form, title="").status == 422
    sent = staff.submit(form, title="Anders")

    assert sent.location == page.path
    assert answers(staff.follow(sent))["Titel"][0] == "Anders"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "/\\example.org"])
def test_saving_a_report_leads_to_no_other_server(report, staff, elsewhere: str) -> None:
    form = staff.get(f"{HERE}/bearbeiten?zurueck={elsewhere}")

    assert staff.submit(form, title="Anders").location == f"{HERE}/bearbeiten"


def test_days_that_can_no_longer_change_are_shown_without_a_way(report, staff) -> None:
    publish(report)

    found = answers(staff.get(f"{HERE}/pruefen"))

    assert found["Stichtag"] == ("30.06.2026", "")
    assert found["Vergleich mit dem Stichtag"] == ("31.03.2026", "")
    assert found["Titel"][1]


WIDE = "W" * 24 + " "


def too_long(staff: Browser) -> None:
    """Write texts that no page holds: very wide letters, a long title, many lines."""
    staff.submit(
        f"{HERE}/bearbeiten",
        title=(WIDE * 8)[:200],
        text_assessment=(WIDE * 30)[:700],
        resolution=(WIDE * 30)[:600],
    )


def test_what_fits_no_summary_is_told_before_it_is_frozen(report, staff) -> None:
    before = staff.get(f"{HERE}/pruefen")
    assert "lässt sich der Bericht nicht einfrieren" not in before.main
    too_long(staff)

    page = staff.get(f"{HERE}/pruefen")

    assert "Kürzen Sie Bewertung, Beschlussvorschlag oder Titel." in page.alert
    for name, field in (
        ("Titel ändern", "title"),
        ("Bewertung ändern", "text_assessment"),
        ("Beschlussvorschlag ändern", "resolution"),
    ):
        assert page.link(name).endswith(f"#{field}")
    assert not page.soup.select("[name=content]")

    fields = {one["name"]: one["value"] for one in before.form("content").select("input[value]")}
    content = fingerprint(read(drafted(report)))
    late = staff.send(page.path, **fields | {"version": str(report.version), "content": content})
    assert late.status == 422
    assert answers(late)["Beschlussvorschlag"][0].startswith("WWW")
    assert "Kürzen Sie Bewertung" in late.alert
    assert db.session.query(ReportVersion).count() == 0


def drafted(report: Report) -> str:
    of = plans.plan("integration")
    return building.draft(of, report, clock.now(), 1, "").content


@pytest.mark.parametrize("error", [TypesettingError("no ink"), OSError("no space")])
def test_a_summary_that_nobody_can_set_now_keeps_nobody_from_freezing(
    report, staff, monkeypatch, error: Exception
) -> None:
    def broken(*_args: object, **_options: object) -> bytes:
        raise error

    monkeypatch.setattr(pdf, "typeset", broken)

    sent = staff.submit(staff.get(f"{HERE}/pruefen"), version="1")

    assert sent.location == f"{HERE}/1/veroeffentlichen"


def test_nobody_waits_long_for_a_summary(report, staff, monkeypatch) -> None:
    waited: list[float] = []

    def slow(*_args: object, timeout: float, **_options: object) -> None:
        waited.append(timeout)
        raise subprocess.TimeoutExpired("typst", timeout)

    monkeypatch.setattr(typesetting.subprocess, "run", slow)

    assert "Version 1 einfrieren" in staff.get(f"{HERE}/pruefen").main
    assert waited == [pdf.PROMPT]


def test_paper_holds_the_hash_of_the_content_and_the_screen_the_files(report, app) -> None:
    version = publish(report)

    page = Browser(app).get(HERE)

    assert page.soup.select_one(".report-proof .hash").text == version.content_hash
    assert page.soup.select_one(".report-files #dateien")
