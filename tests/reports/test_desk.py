"""Writing a report: beginning, editing, deleting and restoring it, by real requests."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page, filled, words
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
    assert chosen.text == "30.03.2026 (Sitzung: Kreistag)"
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


def days_offered(page: Page) -> list[str]:
    return [option.text for option in page.soup.select("select[name=since] option")]


def test_a_first_report_is_compared_with_the_last_sitting_of_the_council(plan, staff) -> None:
    other = make.committee(plan, slug="ausschuss", name="Ausschuss")
    make.sitting(other, on=date(2026, 5, 20))

    page = staff.get(f"{REPORTS}/neu")

    chosen = page.soup.select_one("select[name=since] option[selected]")
    assert chosen.text == "30.03.2026 (Sitzung: Kreistag)"


def test_a_report_goes_on_from_the_last_one_that_was_published(plan, staff) -> None:
    make.report_version(make.report(plan, as_of=date(2026, 5, 31)), is_published=True)

    page = staff.get(f"{REPORTS}/neu")

    chosen = page.soup.select_one("select[name=since] option[selected]")
    assert chosen.text == "31.05.2026 (Stichtag des letzten Berichts)"


def test_days_to_compare_with_stand_in_order_and_say_what_they_are(plan, staff) -> None:
    other = make.committee(plan, slug="ausschuss", name="Ausschuss")
    for day in (date(2026, 2, 3), date(2026, 3, 30), date(2026, 6, 9)):
        make.sitting(other, on=day)
    make.report_version(make.report(plan, as_of=date(2026, 5, 31)), is_published=True)

    page = staff.get(f"{REPORTS}/neu")

    assert days_offered(page) == [
        "09.06.2026 (Sitzung: Ausschuss)",
        "31.05.2026 (Stichtag des letzten Berichts)",
        "30.03.2026 (Sitzung: Ausschuss; Sitzung: Kreistag)",
        "03.02.2026 (Sitzung: Ausschuss)",
        "ein anderer Tag",
        "keinem Stichtag: Der Bericht steht für sich",
    ]


@pytest.mark.parametrize("preset", ["2026-03-30", "other", ""])
def test_a_day_that_was_typed_counts_before_one_of_the_list(plan, staff, preset) -> None:
    staff.submit(f"{REPORTS}/neu", since=preset, since_other="15.4.2026")

    assert begun().since == date(2026, 4, 15)


def test_a_suggested_title_stands_in_the_language_of_the_report(plan, staff) -> None:
    staff.submit(f"{REPORTS}/neu", language="en")
    staff.submit(f"{REPORTS}/neu", language="en", title="Mein Titel")

    first, second = db.session.scalars(select(Report).order_by(Report.id))
    assert (first.title, second.title) == (
        "Progress report on the integration master plan",
        "Mein Titel",
    )


def test_a_form_sent_twice_begins_one_report(plan, staff) -> None:
    page = staff.get(f"{REPORTS}/neu")

    first, second = staff.submit(page, title="Bericht"), staff.submit(page, title="Bericht")

    assert first.location == second.location
    assert begun().slug == "2026-07-01"


def test_a_second_report_for_a_day_has_an_address_of_its_own(report, staff) -> None:
    page = staff.submit(f"{REPORTS}/neu", as_of="30.06.2026")

    assert page.location == f"{REPORTS}/2026-06-30-2/bearbeiten"
    second, first = staff.follow(page), staff.get(EDIT)
    assert "schon einen anderen Bericht" in second.main
    assert second.soup.select_one(f".notice a[href='{EDIT}']")
    assert first.soup.select_one(f".notice a[href='{page.location}']")


def test_a_report_in_another_language_is_no_other_report_for_the_day(plan, report, staff) -> None:

    page = staff.follow(staff.submit(f"{REPORTS}/neu", as_of="30.06.2026", language="en"))

    assert "schon einen anderen Bericht" not in page.main


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"as_of": "2.7.2026"}, "as_of", "heute oder einen früheren Tag"),
        ({"as_of": "31.12.2025"}, "as_of", "ab dem 01.01.2026"),
        ({"since": "other", "since_other": "1.7.2026"}, "since_other", "vor dem Stichtag"),
        ({"since_other": "1.7.2026"}, "since_other", "vor dem Stichtag"),
        ({"as_of": "30.3.2026"}, "since", "vor dem Stichtag"),
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


def differences(page: Page) -> dict[str, tuple[str, ...]]:
    """Return by field what a person typed and what is saved, as the page tells it."""
    heads = page.soup.select("[role=alert] h3")
    told = [head.find_next_sibling("dl").select("dd") for head in heads]
    return {
        head.text: tuple(words(one.text) for one in pair)
        for head, pair in zip(heads, told, strict=True)
    }


def taken(page: Page) -> list[str]:
    """The fields of which the page tells that they show by now what somebody else has saved."""
    return [words(one.text) for one in page.soup.select("[role=alert] li")]


def again(staff: Browser, page: Page) -> Page:
    """Send the form once more, as it stands there."""
    return staff.submit(page, title=filled(page.form("title"))["title"])


def test_who_is_second_is_asked_about_what_both_changed_and_keeps_the_rest(report, staff) -> None:
    mine = staff.get(EDIT)
    staff.submit(
        EDIT, committee="kreistag", sitting_on="28.9.2026", paper_number="2026/041", is_final="y",
        text_assessment="Zuerst gespeichert.", text_outlook="Von der anderen.",
    )  # fmt: skip

    page = staff.submit(mine, title="Mein Titel", text_outlook="Von mir.")

    assert page.status == 409
    assert differences(page) == {"Ausblick": ("Von mir.", "Von der anderen.")}
    assert taken(page) == [
        "Gremium", "Tag der Sitzung", "Nummer der Drucksache",
        "Endfassung: Auf dem Deckblatt steht nicht mehr „Vorläufige Fassung“", "Bewertung",
    ]  # fmt: skip
    assert again(staff, page).location == EDIT
    row = begun()
    assert (row.title, row.sitting_on, row.paper_number, row.is_final) == (
        "Mein Titel", date(2026, 9, 28), "2026/041", True,
    )  # fmt: skip
    assert row.committee_id is not None
    assert queries.texts(row.id) == {"assessment": "Zuerst gespeichert.", "outlook": "Von mir."}


def test_who_alone_has_changed_something_is_not_told_that_all_is_the_same(report, staff) -> None:
    mine = staff.get(EDIT)
    staff.submit(EDIT, title="Sachstandsbericht zum Masterplan Integration")  # as it was

    page = staff.submit(mine, text_outlook="Von mir.")

    assert page.status == 409
    assert "Was Sie geändert haben, hat sonst niemand geändert." in page.alert
    assert "dasselbe" not in page.alert


def test_two_people_at_different_fields_lose_nothing(report, staff) -> None:
    mine = staff.get(EDIT)
    staff.submit(EDIT, text_field_sprache="Die Kurse sind voll.")

    page = staff.submit(mine, paper_number="2026/041")

    assert page.status == 409
    assert taken(page) == ["Zu „Sprache“"]
    assert "Was Sie geändert haben, hat sonst niemand geändert." in page.alert
    assert differences(page) == {}
    again(staff, page)
    assert begun().paper_number == "2026/041"
    assert queries.texts(report.id) == {"field/sprache": "Die Kurse sind voll."}


def test_a_third_change_in_between_is_told_as_well(report, staff) -> None:
    mine = staff.get(EDIT)
    staff.submit(EDIT, text_outlook="Zuerst.")
    page = staff.submit(mine, text_outlook="Von mir.")
    staff.submit(EDIT, text_outlook="Zuletzt.", text_assessment="Neu.")

    page = again(staff, page)

    assert differences(page) == {"Ausblick": ("Von mir.", "Zuletzt.")}
    assert taken(page) == ["Bewertung"]


def test_a_text_that_somebody_else_took_away_is_gone_for_who_left_it_alone(report, staff) -> None:
    staff.submit(EDIT, text_outlook="Zu viel versprochen.")
    mine = staff.get(EDIT)
    staff.submit(EDIT, text_outlook="")

    page = staff.submit(mine, text_assessment="Es geht voran.")

    assert taken(page) == ["Ausblick"]
    again(staff, page)
    assert queries.texts(report.id) == {"assessment": "Es geht voran."}


@pytest.mark.parametrize("loaded", ["", "nichts", "[1]", None])
def test_a_form_that_does_not_say_what_it_held_is_compared_in_every_field(
    report, staff, loaded: str | None
) -> None:
    mine = staff.get(EDIT)
    staff.submit(EDIT, committee="kreistag", text_assessment="Zuerst gespeichert.")
    data = {**filled(mine.form("title")).to_dict(), "text_outlook": "Von mir.", "loaded": loaded}
    sent = {name: value for name, value in data.items() if value is not None}

    page = staff._open(EDIT, method="POST", data=sent)

    assert differences(page) == {
        "Gremium": ("noch offen", "Kreistag"),
        "Bewertung": ("leer", "Zuerst gespeichert."),
        "Ausblick": ("Von mir.", "leer"),
    }


def test_who_typed_the_same_as_somebody_else_is_told_so(report, staff) -> None:
    mine = staff.get(EDIT)
    staff.submit(EDIT, text_outlook="Dasselbe.")

    page = staff.submit(mine, text_outlook="Dasselbe.")

    assert page.status == 409
    assert "sagt in jedem Feld dasselbe" in page.alert


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


def test_what_is_too_long_for_the_summary_is_told_before_freezing(report, staff) -> None:
    path = f"{REPORTS}/2026-06-30/pruefen"
    form = staff.get(EDIT)
    hint = form.soup.select_one("#text_assessment-hint").text
    assert "Auf die Kurzfassung passen 700 Zeichen in 7 Zeilen." in hint
    staff.submit(form, text_assessment="x" * 700)
    assert "zu lang für die Kurzfassung" not in staff.get(path).main

    staff.submit(EDIT, text_assessment="Wort " * 141)
    assert "Die Bewertung ist zu lang für die Kurzfassung" in staff.get(path).main
    staff.submit(EDIT, text_assessment="", resolution="Zeile\n" * 8)
    assert "Der Beschlussvorschlag ist zu lang" in staff.get(path).main


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
