"""Freezing, making the files, publishing and taking away, by real requests and the real job."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests import make
from tests.conftest import Clock
from tests.pages import Browser, Page, words
from tests.reports.conftest import REPORTS
from tracker.accounts.models import AuditEntry, Role, User
from tracker.council.models import Committee
from tracker.db import db
from tracker.milestones.models import Milestone
from tracker.milestones.rules import State
from tracker.notes.models import Note
from tracker.plan.models import Plan, Recommendation
from tracker.plan.rules import Status
from tracker.reports.actions import files as making
from tracker.reports.models import Report, ReportFile, ReportVersion
from tracker.reports.rules import Format

HERE = f"{REPORTS}/2026-06-30"
PUBLISH = f"{HERE}/1/veroeffentlichen"


@pytest.fixture
def report(plan: Plan) -> Report:
    report = make.report(plan)
    make.report_text(report, text="Es geht voran.")
    return report


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make files in no time: how each format is set has tests of its own."""

    def fast(wanted: Format, _document: object, content: str, at: object) -> bytes:
        return f"{wanted} {at} {content}".encode()

    monkeypatch.setattr(making, "render", fast)


def freeze(staff: Browser, **fields: str) -> Page:
    page = staff.get(f"{HERE}/pruefen")
    version = page.form("version").select_one("[name=version]")["value"]
    return staff.submit(page, version=version, **fields)


def versions() -> list[ReportVersion]:
    return list(db.session.scalars(select(ReportVersion).order_by(ReportVersion.number)))


def publish(staff: Browser, number: int = 1) -> Page:
    return staff.send(f"{HERE}/{number}/veroeffentlichen")


def file_of(ending: str = ".pdf", number: int = 1) -> str:
    return f"{HERE}/{number}/integration-2026-06-30-v{number}{ending}"


def audited() -> list[str]:
    return [row.action for row in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_freezing_keeps_what_the_report_says(report, staff) -> None:
    page = freeze(staff)

    assert page.location == PUBLISH
    (version,) = versions()
    assert version.content_hash == hashlib.sha256(version.content.encode()).hexdigest()
    content = json.loads(version.content)
    assert content["texts"]["assessment"] == "Es geht voran."
    assert (version.as_of, version.since) == (report.as_of, report.since)
    assert content["known_at"] == version.known_at.isoformat()
    assert "0 von 6 Dateien sind fertig." in staff.follow(page).main
    assert audited()[-1] == "report:freeze"


def test_a_form_sent_twice_freezes_once(report, staff) -> None:
    page = staff.get(f"{HERE}/pruefen")

    first, second = staff.submit(page, version="1"), staff.submit(page, version="1")

    assert first.location == second.location == PUBLISH
    assert len(versions()) == 1


def test_who_checked_an_older_text_is_told_and_nothing_is_frozen(report, staff) -> None:
    page = staff.get(f"{HERE}/pruefen")
    staff.submit(f"{HERE}/bearbeiten", text_outlook="Danach geschrieben.")

    late = staff.submit(page, version="1")

    assert late.status == 409
    assert "Danach geschrieben." in late.main
    assert "Prüfen Sie ihn noch einmal" in late.alert
    assert "im Formular" not in late.alert
    assert versions() == []
    version = late.form("version").select_one("[name=version]")["value"]
    assert staff.submit(late, version=version).location == PUBLISH


def test_who_freezes_what_another_has_just_frozen_is_told_that_version(
    report, staff, clock
) -> None:
    one, two = staff.get(f"{HERE}/pruefen"), staff.get(f"{HERE}/pruefen")
    clock.now += timedelta(minutes=1)
    staff.submit(one, version="1")

    late = staff.submit(two, version="1")

    assert late.status == 409
    assert "Version 1 ist inzwischen eingefroren" in late.alert
    assert "Das war am 01.07.2026, 12:01 Uhr." in late.alert
    assert "gearbeitet" not in late.alert
    assert late.link("Zu Version 1") == PUBLISH
    assert len(versions()) == 1


def test_who_freezes_what_was_changed_after_a_freezing_is_told_of_the_change(
    report, staff, clock
) -> None:
    freeze(staff)
    page = staff.get(f"{HERE}/pruefen")
    clock.now += timedelta(minutes=1)
    staff.submit(f"{HERE}/bearbeiten", text_outlook="Danach geschrieben.")

    late = staff.submit(page, version="2", change="Berichtigt.")

    assert "Inzwischen hat jemand anderes an diesem Bericht gearbeitet" in late.alert
    assert len(versions()) == 1


def drop(staff: Browser, clock: Clock, day: str = "20.06.2026") -> None:
    """Record a minute later what the report tells, as somebody else would."""
    clock.now += timedelta(minutes=1)
    staff.submit(
        "/integration/empfehlungen/A-02/status",
        status="dropped",
        reason="Entfällt.",
        effective_on=day,
    )


def test_what_was_recorded_since_somebody_checked_is_not_frozen_unseen(
    report, staff, clock
) -> None:
    page = staff.get(f"{HERE}/pruefen")
    drop(staff, clock)

    late = staff.submit(page, version="1")

    assert late.status == 409
    assert "Seit Ihrer Prüfung ist etwas eingetragen oder geändert worden" in late.alert
    assert "Empfehlungen „entfallen“: 0 → 1" in late.alert
    assert "Etwas anderes steht jetzt bei: A-02." in late.alert
    assert "A-01" not in late.alert
    assert versions() == []
    assert staff.submit(late, version="1").location == PUBLISH
    content = json.loads(versions()[0].content)
    assert content["figures"]["statuses"]["dropped"] == 1


def test_who_has_to_check_again_has_typed_nothing_in_vain(report, staff, quick, clock) -> None:
    freeze(staff)
    page = staff.get(f"{HERE}/pruefen")
    drop(staff, clock)

    late = staff.submit(page, version="2", change="Die Einschätzung ist berichtigt.")

    assert late.status == 409
    assert "Die Einschätzung ist berichtigt." in late.html
    assert staff.submit(late, version="2").location == f"{HERE}/2/veroeffentlichen"
    assert versions()[1].change == "Die Einschätzung ist berichtigt."


def test_a_form_that_was_refused_is_still_one_for_what_was_checked(report, staff, clock) -> None:
    freeze(staff)
    page = staff.get(f"{HERE}/pruefen")
    drop(staff, clock)

    refused = staff.submit(page, version="2")
    assert "Geben Sie an, was diese Version ändert." in refused.alert
    late = staff.submit(refused, version="2", change="Berichtigt.")

    assert late.status == 409
    assert len(versions()) == 1


def test_what_is_missing_is_told_once_below_the_heading_with_the_way_to_its_field(
    report, staff
) -> None:
    freeze(staff)

    refused = freeze(staff)

    assert refused.status == 422
    (summary,) = refused.soup.select("[data-module=error-summary]")
    assert summary.find_previous_sibling() == refused.soup.h1
    (link,) = summary.select("a")
    assert words(link.text) == "Geben Sie an, was diese Version ändert."
    field = refused.soup.select_one(link["href"])
    assert field["name"] == "change"
    assert field.find_previous("section")["aria-labelledby"] == "einfrieren"


def test_a_plain_row_of_the_report_is_checked_too(report, plan, staff) -> None:
    page = staff.get(f"{HERE}/pruefen")
    make.sitting(
        db.session.scalars(select(Committee).where(Committee.slug == "kreistag")).one(),
        on=date(2026, 11, 30),
    )

    late = staff.submit(page, version="1")

    assert late.status == 409
    assert "Noch ist nichts eingefroren." in late.alert
    assert "Diese Zahlen sind jetzt andere" not in late.alert
    assert staff.submit(late, version="1").location == PUBLISH


def test_what_the_report_does_not_tell_stops_no_freezing(report, staff, clock) -> None:
    page = staff.get(f"{HERE}/pruefen")
    drop(staff, clock, "01.07.2026")  # after the Stichtag

    assert staff.submit(page, version="1").location == PUBLISH


def test_a_form_that_says_nothing_rightly_of_the_check_freezes_nothing(report, staff) -> None:
    page = staff.get(f"{HERE}/pruefen")

    late = staff.submit(page, version="1", content="0" * 64, known_at="gestern")

    assert late.status == 409
    assert versions() == []


def test_the_worker_makes_all_files_and_they_are_served_as_they_are(report, staff, app) -> None:
    """The real formats, once."""
    freeze(staff)
    result = app.test_cli_runner().invoke(args=["jobs", "run", "--once"])
    assert result.exit_code == 0, result.output

    assert "6 von 6 Dateien sind fertig." in staff.get(PUBLISH).main
    assert publish(staff).location == f"{HERE}/1"
    reader = Browser(app)
    for row in db.session.scalars(select(ReportFile)):
        ending = "-kurzfassung.pdf" if row.format is Format.SUMMARY else f".{row.format.ending}"
        page = reader.get(file_of(ending))
        assert (page.status, page.response.content_type) == (200, row.format.media_type)
        assert hashlib.sha256(page.content).hexdigest() == row.sha256
        assert page.response.headers["ETag"] == f'"{row.sha256}"'
        assert page.response.headers["X-Content-Type-Options"] == "nosniff"
        again = reader.get(page.path, headers={"If-None-Match": f'"{row.sha256}"'})
        assert (again.status, again.content) == (304, b"")
        where = page.response.headers["Content-Disposition"].partition(";")[0]
        assert where == ("inline" if row.format.ending in {"pdf", "html"} else "attachment")
        if row.format is Format.HTML:
            policy = page.response.headers["Content-Security-Policy"]
            assert policy.startswith("sandbox; default-src 'none'")


def test_nobody_reads_a_version_before_it_is_published(report, staff, quick, app) -> None:
    freeze(staff)
    making.make_files()
    reader = Browser(app)
    stakeholder = Browser(app).sign_in(make.user(Role.STAKEHOLDER))

    for path in (HERE, f"{HERE}/1", file_of()):
        assert reader.get(path).status == 404
        assert stakeholder.get(path).status == 404
    mine = staff.get(file_of())
    assert (mine.status, mine.response.headers["Cache-Control"]) == (200, "no-store")
    assert "noch kein Bericht veröffentlicht" in reader.get(REPORTS).main

    publish(staff)

    assert "Sachstandsbericht" in reader.get(REPORTS).main
    page = reader.get(HERE)
    assert "Es geht voran." in page.main
    assert page.soup.select_one("article.report")["lang"] == "de"
    assert "no-store" not in reader.get(file_of()).response.headers["Cache-Control"]


def test_nothing_is_published_before_all_files_are_there(report, staff) -> None:
    freeze(staff)

    page = publish(staff)

    assert page.status == 422
    assert "Noch sind nicht alle Dateien fertig." in page.alert
    assert versions()[0].published_at is None


def test_a_correction_is_a_version_that_says_what_it_changes(report, staff, quick, app) -> None:
    freeze(staff)
    making.make_files()
    publish(staff)
    assert "Geben Sie an, was diese Version ändert." in freeze(staff).alert

    staff.submit(f"{HERE}/bearbeiten", text_assessment="Es geht langsam voran.")
    freeze(staff, change="Die Einschätzung ist berichtigt.")
    making.make_files()
    publish(staff, 2)

    reader = Browser(app)
    old, new = reader.get(f"{HERE}/1"), reader.get(HERE)
    assert "Es geht voran." in old.main
    assert "Es gibt eine neuere Version dieses Berichts." in old.main
    assert "Es geht langsam voran." in new.main
    for page in (old, new):
        assert "Sie ändert: Die Einschätzung ist berichtigt." in page.main
    assert reader.get(file_of(number=2)).status == 200
    assert reader.get(file_of()).status == 200


def test_a_correction_tells_which_figures_are_others(report, staff, quick, app) -> None:
    freeze(staff)
    making.make_files()
    publish(staff)
    page = staff.get(f"{HERE}/pruefen")
    assert "Die Zahlen sind dieselben wie in Version 1." in page.main
    assert "(freiwillig)" not in page.main
    row = db.session.scalars(select(Recommendation).where(Recommendation.code == "A-02")).one()
    make.status_from(row, Status.COMPLETED, date(2026, 6, 1))  # told after version 1

    assert "Empfehlungen „abgeschlossen“: 0 → 1" in staff.get(f"{HERE}/pruefen").main
    freeze(staff, change="Ausblick berichtigt.")
    making.make_files()
    publish(staff, 2)

    for page in (staff.get(f"{HERE}/2/veroeffentlichen"), Browser(app).get(HERE)):
        assert "Ausblick berichtigt." in page.main
        assert "Andere Zahlen als in Version 1:" in page.main
        assert "Umsetzungsquote: 0 von 2 → 1 von 2" in page.main
        assert "Anderes als in Version 1 steht bei: A-02." in page.main


@pytest.mark.parametrize("fields", [{}, {"is_final": "y"}])
def test_publishing_what_is_called_provisional_warns(report, staff, quick, fields) -> None:
    staff.submit(f"{HERE}/bearbeiten", title="Bericht", **fields)
    freeze(staff)
    making.make_files()

    page = staff.get(PUBLISH)

    assert ("steht „Vorläufige Fassung“" in page.main) is not bool(fields)
    assert publish(staff).location == f"{HERE}/1"


def corrected(staff: Browser) -> None:
    """Publish a version, and another one that says something else of A-02."""
    freeze(staff)
    making.make_files()
    publish(staff)
    row = db.session.scalars(select(Recommendation).where(Recommendation.code == "A-02")).one()
    make.status_from(row, Status.COMPLETED, date(2026, 6, 1))
    freeze(staff, change="A-02 ist abgeschlossen.")
    making.make_files()
    publish(staff, 2)


def test_a_correction_says_how_it_differs_when_the_earlier_version_is_gone(
    report, staff, quick, app
) -> None:
    corrected(staff)
    told = Browser(app).get(HERE).soup.select_one("[aria-labelledby=versionen] li").text

    staff.submit(f"{HERE}/1/schwaerzen", reason="Ein Name.", sure="y")

    page = Browser(app).get(HERE)
    assert page.soup.select_one("[aria-labelledby=versionen] li").text == told
    assert "Umsetzungsquote: 0 von 2 → 1 von 2" in page.main
    english = Browser(app).get(f"{HERE}?sprache=en").main
    assert "Implementation rate: 0 of 2 → 1 of 2" in english
    staff.submit(f"{HERE}/2/schwaerzen", reason="Noch ein Name.", sure="y")
    assert [one.compared for one in versions()] == ["", ""]


def test_milestones_done_are_told_with_the_day_since_which_they_count(report, staff, quick) -> None:
    freeze(staff)
    row = db.session.scalars(select(Recommendation).where(Recommendation.code == "A-01")).one()
    milestone = db.session.scalars(select(Milestone).where(Milestone.recommendation == row)).one()
    make.state_from(milestone, State.DONE, date(2026, 6, 1))

    page = staff.get(f"{HERE}/pruefen")

    assert "Seit dem 31.03.2026 erledigte Meilensteine: 0 → 1" in page.main


def test_a_correction_tells_how_many_entries_came_after_the_version_before(
    report, staff, quick, app, clock
) -> None:
    freeze(staff)
    making.make_files()
    publish(staff)
    assert "Seit Version 1 ist kein Eintrag hinzugekommen." in staff.get(f"{HERE}/pruefen").main
    assert "Unterschied zu Version 1" in staff.get(f"{HERE}/vorschau").main
    row = db.session.scalars(select(Recommendation).where(Recommendation.code == "A-02")).one()
    clock.at(clock.now + timedelta(minutes=5))
    for day in (date(2026, 6, 1), date(2026, 7, 1), date(2026, 7, 1)):
        make.status_from(row, Status.COMPLETED, day, recorded_at=clock.now)
    told = "Seit Version 1 sind 3 Einträge hinzugekommen, davon 1 für einen Tag bis zum Stichtag."

    for page in ("pruefen", "vorschau"):
        assert told in staff.get(f"{HERE}/{page}").main
    freeze(staff, change="A-02 ist abgeschlossen.")
    making.make_files()
    publish(staff, 2)
    clock.at(clock.now + timedelta(minutes=5))
    make.status_from(row, Status.DROPPED, date(2026, 6, 2), recorded_at=clock.now)

    for page in (staff.get(f"{HERE}/2/veroeffentlichen"), Browser(app).get(HERE)):
        assert told in page.main
    assert "Seit Version 2 ist 1 Eintrag hinzugekommen" in staff.get(f"{HERE}/vorschau").main
    english = Browser(app).get(f"{HERE}?sprache=en").main
    assert "3 entries have been added since version 1, 1 of them for a day up to the" in english


def test_what_a_version_says_is_taken_away_and_its_hashes_stay(report, staff, quick, app) -> None:
    freeze(staff)
    making.make_files()
    publish(staff)
    reader = Browser(app)
    reader.get(f"{HERE}/1")  # kept by the cache
    path = f"{HERE}/1/schwaerzen"
    assert staff.submit(path, reason="", sure="y").status == 422
    assert "Bestätigen Sie" in staff.submit(path, reason="Ein Name.").alert
    assert versions()[0].redacted_at is None
    hashes = [row.sha256 for row in db.session.scalars(select(ReportFile))]

    staff.submit(path, reason="Ein Name stand darin.", sure="y")

    (version,) = versions()
    assert (version.inputs, version.content, version.document) == ("", "", "")
    assert all(row.data is None for row in db.session.scalars(select(ReportFile)))
    for address in (HERE, f"{HERE}/1", file_of()):
        page = reader.get(address)
        assert page.status == 410
        assert "Ein Name stand darin." in page.main
        assert version.content_hash in page.main
        assert all(one in page.main for one in hashes)
        assert "Es geht voran." not in page.text
    making.make_files()
    assert all(row.data is None for row in db.session.scalars(select(ReportFile)))
    assert audited()[-1] == "report:redact"


def test_a_redaction_while_a_file_is_made_leaves_no_file(report, staff, quick, monkeypatch) -> None:
    freeze(staff)
    fast = making.render
    asked: list[Format] = []

    def meanwhile(wanted: Format, *rest: object) -> bytes:
        if not asked:
            staff.submit(f"{HERE}/1/schwaerzen", reason="Ein Name.", sure="y")
        asked.append(wanted)
        return fast(wanted, *rest)

    monkeypatch.setattr(making, "render", meanwhile)
    making.make_files()

    assert len(asked) == 1
    assert all(row.data is None for row in db.session.scalars(select(ReportFile)))


def test_no_person_is_in_a_version(report, staff, quick) -> None:
    author = make.user(Role.STAKEHOLDER, name="Kanarienvogel", email="kanarienvogel@post.example")
    for note in db.session.scalars(select(Note)):
        note.recorded_by_id = author.id
    for user in db.session.scalars(select(User).where(User.id != author.id)):
        user.name = "Kanarienvogel Stab"
    db.session.commit()

    freeze(staff)

    (version,) = versions()
    for text in (version.inputs, version.content, version.document):
        assert "kanarienvogel" not in text.lower()
