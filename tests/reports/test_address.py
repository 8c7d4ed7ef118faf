"""Another Stichtag for a report in the making: its address, its resolution, and open forms."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests import make
from tests.accounts.conftest import PASSWORD
from tests.pages import Browser, Page, filled
from tests.reports.conftest import REPORTS, freeze
from tracker.accounts import passwords
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.drafts.models import Draft
from tracker.plan.models import Plan
from tracker.reports.models import Report
from tracker.reports.queries import reports as queries
from tracker.reports.rules import Format, file_name

OLD, NEW = f"{REPORTS}/2026-06-30", f"{REPORTS}/2026-03-31"
EDIT, MOVED = f"{OLD}/bearbeiten", f"{NEW}/bearbeiten"
SUGGESTED = "Der Kreistag nimmt den Sachstandsbericht zum Stichtag %s zur Kenntnis."


@pytest.fixture
def report(plan: Plan) -> Report:
    return make.report(plan, since=None, resolution=SUGGESTED % "30.06.2026")


def move(staff: Browser, to: str = "31.03.2026", path: str = EDIT, **fields: str) -> Page:
    return staff.submit(path, as_of=to, **fields)


def now(report: Report) -> Report:
    return db.session.scalars(select(Report).where(Report.uid == report.uid)).one()


def delete(staff: Browser, path: str = NEW) -> None:
    page = staff.get(f"{path}/loeschen")
    assert send(staff, page).location == REPORTS


def send(staff: Browser, form: Page, to: str = "", **fields: str) -> Page:
    """Send a form that was opened earlier, as a browser does that is led on with it."""
    data = dict(filled(form.form("version", *fields)).items()) | fields
    page = staff.send(to or form.path, **data)
    return staff.send(str(page.location), **data) if page.status == 307 else page


def keep(staff: Browser, form: Page, place: str = EDIT, **fields: str) -> int:
    """Keep what is typed as a draft, as the script of the page does; return the status."""
    data = dict(filled(form.form("version")).items()) | fields
    said = staff.send("/entwuerfe/speichern", headers={"Accept": "application/json"},
                      **data | {"entwurf_ort": place})  # fmt: skip
    return said.status


def text(page: Page, name: str) -> str:
    return page.soup.select_one(f"[name={name}]").text.strip()


def test_a_report_has_the_address_of_its_new_day(report, staff) -> None:
    page = move(staff)

    assert page.location == MOVED
    assert "gespeichert" in staff.follow(page).text
    assert (now(report).slug, now(report).as_of) == ("2026-03-31", date(2026, 3, 31))
    name = file_name("integration", now(report).slug, 1, Format.PDF)
    assert name == "integration-2026-03-31-v1.pdf"
    assert staff.get(EDIT).status == 404


def test_a_report_begun_for_the_old_day_gets_its_plain_address(report, staff) -> None:
    move(staff)

    assert staff.submit(f"{REPORTS}/neu", as_of="30.06.2026").location == EDIT


def test_a_report_takes_the_address_of_no_other_report_of_its_new_day(plan, report, staff) -> None:
    make.report(plan, slug="2026-03-31", as_of=date(2026, 3, 31), since=None)

    assert move(staff).location == f"{NEW}-2/bearbeiten"


def test_a_report_takes_no_address_that_a_deleted_one_needs_back(plan, report, staff) -> None:
    make.report(plan, slug="2026-03-31", as_of=date(2026, 3, 31), since=None)
    delete(staff)

    assert move(staff).location == f"{NEW}-2/bearbeiten"


def test_a_second_report_for_a_day_keeps_its_address_when_the_day_stays(plan, staff) -> None:
    make.report(plan, slug="2026-06-30-2", since=None)

    page = staff.submit(f"{OLD}-2/bearbeiten", title="Neu")

    assert page.location == f"{OLD}-2/bearbeiten"


def test_a_report_that_has_the_address_of_its_new_day_keeps_it(plan, staff) -> None:
    make.report(plan, slug="2026-06-30", as_of=date(2026, 3, 31), since=None)

    assert move(staff, "30.06.2026").location == EDIT


def test_a_frozen_report_keeps_address_and_resolution(report, staff) -> None:
    form = staff.get(EDIT)
    make.report_version(report)

    page = staff.submit(form, as_of="31.03.2026", title="Neu")

    assert page.location == EDIT
    assert (now(report).title, now(report).slug) == ("Neu", "2026-06-30")
    assert now(report).resolution == SUGGESTED % "30.06.2026"


@pytest.mark.parametrize(("day", "is_told"), [("30.06.2026", False), ("31.03.2026", True)])
def test_who_moves_a_report_that_is_frozen_by_now_is_told_that_its_day_stays(
    plan, report, staff, day: str, *, is_told: bool
) -> None:
    mine = staff.get(EDIT)
    freeze(plan, report)

    page = send(staff, mine, as_of=day, text_outlook="Von mir.")

    assert page.status == 409
    assert ("Stichtag und Vergleich bleiben" in page.html) == is_told
    assert text(page, "text_outlook") == "Von mir."


def test_a_suggested_resolution_names_the_new_day(report, staff) -> None:
    move(staff)

    assert now(report).resolution == SUGGESTED % "31.03.2026"


def test_a_suggested_resolution_names_the_new_day_in_the_language_of_the_report(
    plan, staff
) -> None:
    page = staff.submit(f"{REPORTS}/neu", as_of="30.06.2026", since="", language="en")
    before = db.session.scalars(select(Report.resolution)).one()

    move(staff, path=str(page.location))

    after = db.session.scalars(select(Report.resolution)).one()
    assert "30 June 2026" in before
    assert after == before.replace("30 June 2026", "31 March 2026")


@pytest.mark.parametrize("written", ["Der Kreistag stimmt zu.", SUGGESTED % "01.05.2026"])
def test_a_resolution_that_somebody_has_written_stays_word_for_word(
    report, staff, written: str
) -> None:
    staff.submit(EDIT, resolution=written)

    move(staff)

    assert now(report).resolution == written


def test_a_resolution_that_is_written_along_with_the_new_day_stays(report, staff) -> None:
    move(staff, resolution="Der Kreistag stimmt zu.")

    assert now(report).resolution == "Der Kreistag stimmt zu."


def test_who_came_from_checking_goes_back_to_checking_at_the_new_address(report, staff) -> None:
    page = move(staff, path=f"{EDIT}?zurueck={OLD}/pruefen")

    assert page.location == f"{NEW}/pruefen"
    assert staff.follow(page).status == 200


def test_the_change_is_recorded_with_both_addresses(report, staff) -> None:
    move(staff)

    of = AuditEntry.action == "report:update"
    entry = db.session.scalars(select(AuditEntry).where(of)).one()
    assert entry.subject == "integration/report/2026-03-31"
    assert "slug: 2026-06-30" in entry.before
    assert "slug: 2026-03-31" in entry.after


def test_an_open_form_of_the_old_address_is_led_on_with_its_text(report, staff) -> None:
    mine = staff.get(EDIT)
    move(staff)

    page = send(staff, mine, text_outlook="Von mir.")

    assert (page.path, page.status) == (MOVED, 409)
    assert "Stichtag Beschlussvorschlag" in page.alert  # left alone: they are what is saved
    assert filled(page.form("as_of"))["as_of"] == "31.03.2026"
    assert text(page, "text_outlook") == "Von mir."
    assert queries.texts(report.id) == {}
    assert staff.submit(page, title="Mein Titel").location == MOVED
    assert db.session.scalars(select(Report.resolution)).one() == SUGGESTED % "31.03.2026"
    assert queries.texts(report.id) == {"outlook": "Von mir."}


def test_an_open_form_overwrites_no_other_report_at_the_old_address(report, staff) -> None:
    mine = staff.get(EDIT)
    move(staff)
    staff.submit(f"{REPORTS}/neu", as_of="30.06.2026")

    page = send(staff, mine, title="Mein Titel")

    assert (page.path, page.status) == (MOVED, 409)
    titles = set(db.session.scalars(select(Report.title)))
    assert titles == {"Sachstandsbericht zum Masterplan Integration"}


@pytest.mark.parametrize("page", ["loeschen", "pruefen"])
def test_an_open_question_is_about_no_other_report_at_the_old_address(report, staff, page) -> None:
    question = staff.get(f"{OLD}/{page}")
    move(staff)
    staff.submit(f"{REPORTS}/neu", as_of="30.06.2026", since="")

    answer = send(staff, question)

    assert (answer.path, answer.status) == (f"{NEW}/{page}", 409)
    assert len(queries.deleted(report.plan_id)) == 0
    assert queries.all_versions() == []


def test_a_form_about_a_deleted_report_changes_no_other_at_the_old_address(report, staff) -> None:
    mine, question = staff.get(EDIT), staff.get(f"{OLD}/loeschen")
    move(staff)
    delete(staff)
    staff.submit(f"{REPORTS}/neu", as_of="30.06.2026", since="")

    sent, asked = send(staff, mine, title="Mein Titel"), send(staff, question)

    assert (sent.status, asked.status) == (409, 409)
    assert sent.soup.select_one("[name=title]")["value"] == "Mein Titel"
    other = queries.report(report.plan_id, "2026-06-30")
    assert other.title == "Sachstandsbericht zum Masterplan Integration"


@pytest.mark.parametrize("is_taken", [False, True])
def test_a_draft_of_the_old_address_opens_at_the_new_one(app, report, staff, is_taken) -> None:
    other = Browser(app).sign_in(make.user(Role.STAFF))
    keep(other, other.get(EDIT), text_outlook="Noch nicht gespeichert.")
    move(staff)
    if is_taken:
        staff.submit(f"{REPORTS}/neu", as_of="30.06.2026")

    page = other.get(EDIT)

    assert page.location == (EDIT if is_taken else MOVED)
    assert text(other.get(MOVED), "text_outlook") == "Noch nicht gespeichert."
    assert other.submit(MOVED, title="Neu").status == 409
    assert other.get(EDIT).status == (200 if is_taken else 404)


def test_the_draft_of_a_form_that_is_led_on_goes_along_and_ends_with_it(app, report, staff) -> None:
    other = Browser(app).sign_in(make.user(Role.STAFF))
    keep(other, other.get(EDIT), text_outlook="Von mir.")
    mine = other.get(EDIT)
    move(staff)

    page = send(other, mine)
    other.submit(page, as_of="31.03.2026")

    assert queries.texts(report.id) == {"outlook": "Von mir."}
    assert db.session.scalars(select(Draft)).all() == []


def test_a_draft_that_goes_along_leaves_one_of_the_new_address_restorable(
    app, report, staff
) -> None:
    other, later = Browser(app).sign_in(make.user(Role.STAFF)), "Von später. " * 9 + "Ende."
    keep(other, other.get(EDIT), text_outlook="Von früher.")
    move(staff)
    keep(other, other.get(MOVED), MOVED, text_outlook=later)
    window = other.get(MOVED)

    page = other.follow(other.get(EDIT))

    assert text(page, "text_outlook") == "Von früher."
    assert later in other.get("/entwuerfe").main
    assert keep(other, window, MOVED) == 409


def test_a_draft_about_another_report_stays_where_it_is(report, staff) -> None:
    mine = staff.get(EDIT)
    move(staff)
    staff.submit(f"{REPORTS}/neu", as_of="30.06.2026")
    keep(staff, staff.get(EDIT), text_outlook="Zum neuen Bericht.")

    send(staff, mine, text_outlook="Zum alten Bericht.")

    assert text(staff.get(EDIT), "text_outlook") == "Zum neuen Bericht."


def test_who_begins_a_report_gets_that_one_whatever_draft_was_at_its_address(
    app, report, staff
) -> None:
    other = Browser(app).sign_in(make.user(Role.STAFF))
    keep(other, other.get(EDIT), text_outlook="Von mir.")
    move(staff)

    begun = other.submit(f"{REPORTS}/neu", as_of="30.06.2026", title="Ein neuer")
    page = other.follow(other.follow(begun))

    assert (page.path, page.status) == (EDIT, 200)
    assert filled(page.form("title"))["title"] == "Ein neuer"
    assert text(page, "text_outlook") == ""
    assert text(other.get(MOVED), "text_outlook") == "Von mir."


def test_a_form_sent_after_the_session_has_ended_comes_back_at_the_new_address(
    app, report, staff, clock
) -> None:
    someone = make.user(Role.STAFF, password_hash=passwords.hash_password(PASSWORD))
    other = Browser(app).sign_in(someone)
    mine = dict(filled(other.get(EDIT).form("version")).items())
    move(staff)
    clock.at(clock.now + timedelta(hours=4))

    late = other._open(EDIT, method="POST", data={**mine, "text_outlook": "Von mir."})
    back = other.submit(late, email=someone.email, password=PASSWORD)

    assert (back.status, back.location) == (303, MOVED)
    assert text(other.follow(back), "text_outlook") == "Von mir."


def test_a_form_with_a_token_out_of_date_comes_back_as_the_one_of_the_new_address(
    report, staff
) -> None:
    mine = dict(filled(staff.get(EDIT).form("version")).items())
    move(staff)

    page = staff._open(
        EDIT, method="POST", data={**mine, "text_outlook": "Von mir.", "csrf_token": "alt"}
    )

    assert page.status == 400
    assert text(page, "text_outlook") == "Von mir."


def test_what_was_written_about_a_field_that_the_new_day_has_not_is_shown(
    plan, report, staff
) -> None:
    make.action_field(plan, slug="ehrenamt", title="Ehrenamt", since=date(2026, 5, 1))
    mine = staff.get(EDIT)
    move(staff)

    page = send(staff, mine, text_field_ehrenamt="Drei neue Gruppen.")

    assert page.status == 409
    assert "Zu „Ehrenamt“ Drei neue Gruppen." in page.alert
    assert "hat sonst niemand geändert" not in page.alert
