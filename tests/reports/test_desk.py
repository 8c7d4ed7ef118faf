"""Writing a report: beginning, editing, deleting and restoring it, by real requests."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser
from tests.reports.conftest import REPORTS
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.plan.models import Plan
from tracker.reports.models import Report
from tracker.reports.queries import reports as queries

EDIT = f"{REPORTS}/2026-06-30/bearbeiten"


@pytest.fixture
def report(plan: Plan) -> Report:
    return make.report(plan)


def begun() -> Report:
    return db.session.scalars(select(Report)).one()


def test_a_report_begins_with_what_is_likely(plan, staff) -> None:
    page = staff.get(f"{REPORTS}/neu")

    chosen = page.soup.select_one("select[name=since] option[selected]")
    assert chosen.text == "Sitzung vom 30.03.2026, Kreistag"
    assert page.soup.select_one("input[name=sitting_on]")["value"] == "28.09.2026"
    assert page.soup.select_one("input[name=as_of]")["value"] == "01.07.2026"

    page = staff.submit(page, as_of="30.6.2026", title="Sachstandsbericht")

    row = begun()
    assert page.location == EDIT
    assert (row.slug, row.as_of, row.since) == ("2026-06-30", date(2026, 6, 30), date(2026, 3, 30))
    assert row.resolution == (
        "Der Kreistag nimmt den Sachstandsbericht zum Stichtag 30.06.2026 zur Kenntnis."
    )
    assert "in Arbeit" in staff.get(REPORTS).main


def test_a_first_report_is_compared_with_the_last_sitting_of_the_council(plan, staff) -> None:
    other = make.committee(plan, slug="ausschuss", name="Ausschuss")
    make.sitting(other, on=date(2026, 5, 20))

    page = staff.get(f"{REPORTS}/neu")

    chosen = page.soup.select_one("select[name=since] option[selected]")
    assert chosen.text == "Sitzung vom 30.03.2026, Kreistag"
    assert "Sitzung vom 20.05.2026, Ausschuss" in page.main


def test_a_report_goes_on_from_the_last_one_that_was_published(plan, staff) -> None:
    make.report_version(make.report(plan, as_of=date(2026, 5, 31)), is_published=True)

    page = staff.get(f"{REPORTS}/neu")

    chosen = page.soup.select_one("select[name=since] option[selected]")
    assert chosen.text == "Stichtag des letzten Berichts, 31.05.2026"


def test_a_form_sent_twice_begins_one_report(plan, staff) -> None:
    page = staff.get(f"{REPORTS}/neu")

    first, second = staff.submit(page, title="Bericht"), staff.submit(page, title="Bericht")

    assert first.location == second.location
    assert begun().slug == "2026-07-01"


def test_a_second_report_for_a_day_has_an_address_of_its_own(report, staff) -> None:
    page = staff.submit(f"{REPORTS}/neu", as_of="30.06.2026")

    assert page.location == f"{REPORTS}/2026-06-30-2/bearbeiten"


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"as_of": "2.7.2026"}, "as_of", "heute oder einen früheren Tag"),
        ({"as_of": "31.12.2025"}, "as_of", "ab dem 01.01.2026"),
        ({"since": "other", "since_other": "1.7.2026"}, "", "vor dem Stichtag"),
        ({"since": "other"}, "since_other", "mit dem verglichen wird"),
        ({"title": ""}, "title", "Füllen Sie „Titel“ aus."),
    ],
)
def test_what_cannot_be_a_report_is_told_at_its_field(plan, staff, fields, field, says) -> None:
    page = staff.submit(f"{REPORTS}/neu", **fields)

    assert page.status == 422
    assert says in page.alert
    assert not field or page.soup.select_one(f"#{field}-error")


def test_cover_and_texts_are_written(report, staff) -> None:
    page = staff.submit(
        EDIT,
        title="Bericht",
        committee="kreistag",
        paper_number="2026/041",
        is_final="y",
        text_assessment="Es geht voran.",
        text_field_sprache="Die Kurse sind voll.",
    )

    assert page.location == EDIT
    row = begun()
    assert (row.title, row.paper_number, row.is_final, row.version) == (
        "Bericht", "2026/041", True, 2,
    )  # fmt: skip
    assert queries.texts(row.id) == {
        "assessment": "Es geht voran.",
        "field/sprache": "Die Kurse sind voll.",
    }
    staff.submit(EDIT, text_assessment="")
    assert queries.texts(row.id) == {"field/sprache": "Die Kurse sind voll."}
    assert "Die Kurse" not in str([one.after for one in db.session.scalars(select(AuditEntry))])


def test_who_is_second_sees_both_texts(report, staff) -> None:
    mine = staff.get(EDIT)
    staff.submit(staff.get(EDIT), text_outlook="Zuerst gespeichert.")

    page = staff.submit(mine, text_outlook="Danach gespeichert.")

    assert page.status == 409
    assert "Zuerst gespeichert." in page.alert
    assert page.soup.select_one("[name=text_outlook]").text.strip() == "Danach gespeichert."
    assert queries.texts(report.id) == {"outlook": "Zuerst gespeichert."}
    assert staff.submit(page, title="Bericht").status == 302
    assert queries.texts(report.id) == {"outlook": "Danach gespeichert."}


def test_what_is_typed_is_kept_as_a_draft(report, staff) -> None:
    form = staff.get(EDIT).form("entwurf")

    assert form["data-module"] == "draft"


def test_a_report_is_deleted_and_restored(report, staff) -> None:
    page = staff.get(f"{EDIT.removesuffix('bearbeiten')}loeschen")
    version = page.form("version").select_one("[name=version]")["value"]
    gone = staff.submit(page, version=version)

    assert gone.location == REPORTS
    assert staff.get(EDIT).status == 404
    trash = staff.get("/integration/bearbeiten/geloescht")
    assert "Bericht: Sachstandsbericht zum Masterplan Integration (30.06.2026)" in trash.main
    staff.submit(trash, subject="integration/report/2026-06-30")
    assert staff.get(EDIT).status == 200


def test_a_report_of_which_something_is_frozen_stays(report, staff) -> None:
    make.report_version(report)
    path = f"{REPORTS}/2026-06-30/loeschen"

    assert "bleibt" in staff.get(path).main
    assert staff.send(path, version="1").status == 422
    assert begun().deleted_at is None


def test_the_days_of_a_report_stay_once_something_is_frozen(report, staff) -> None:
    make.report_version(report)
    page = staff.get(EDIT)

    assert not page.soup.select("[name=as_of], [name=since]")
    staff.submit(page, title="Neu")
    assert (begun().title, begun().as_of) == ("Neu", date(2026, 6, 30))


def test_the_preview_says_that_it_is_one(report, staff) -> None:
    make.report_text(report, text="Es geht voran.")

    page = staff.get(f"{REPORTS}/2026-06-30/vorschau")

    assert "Vorschau, nicht eingefroren" in page.main
    assert "Es geht voran." in page.main


def test_answers_are_checked_before_freezing(report, staff) -> None:
    make.report_text(report, text="Es geht voran.")

    page = staff.get(f"{REPORTS}/2026-06-30/pruefen")

    assert "Es geht voran." in page.main
    assert "Diese Texte fehlen" in page.main
    assert "Zu „Sprache“" in page.main
    assert "Das lässt sich nicht zurücknehmen" in page.main


def test_what_is_typed_and_not_saved_is_pointed_out_before_freezing(report, staff) -> None:
    path = f"{REPORTS}/2026-06-30/pruefen"
    assert "noch nicht gespeichert" not in staff.get(path).main

    staff.send("/entwuerfe/speichern", entwurf="0", entwurf_ort=EDIT, text_outlook="Später.")

    assert "noch nicht gespeichert" in staff.get(path).main


def test_readers_see_no_report_in_the_making(report, app) -> None:
    page = Browser(app).get(REPORTS)

    assert "noch kein Bericht veröffentlicht" in page.main
    assert "Bericht beginnen" not in page.main
    stakeholder = Browser(app).sign_in(make.user(Role.STAKEHOLDER))
    assert "Bericht beginnen" not in stakeholder.get(REPORTS).main
