"""Writing, confirming and correcting notes, by real requests."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests import make
from tests.pages import Browser, Page
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.notes.models import Note, NoteReview
from tracker.notes.rules import Kind, Outcome
from tracker.plan.models import Plan, Recommendation
from tracker.stakeholders.models import Organisation
from tracker.stakeholders.rules import Part

TODAY = date(2026, 7, 1)


@pytest.fixture
def of() -> Recommendation:
    return make.recommendation(code="A-01", has_owner=False)


@pytest.fixture
def club(of: Recommendation) -> Organisation:
    row = make.organisation(plan(of), name="Sportverein", slug="sportverein")
    make.involvement(of, row, Part.CONTRIBUTING)
    return row


@pytest.fixture
def author(browser: Browser, club: Organisation) -> Browser:
    return browser.sign_in(make.user(Role.STAKEHOLDER, at=club))


def plan(of: Recommendation) -> Plan:
    return db.session.get_one(Plan, of.plan_id)


def address(of: Recommendation, form: str) -> str:
    return f"/{plan(of).slug}/empfehlungen/{of.code}/{form}"


def notes() -> list[Note]:
    return list(db.session.scalars(select(Note).order_by(Note.recorded_at, Note.id)))


def number_of_reviews() -> int:
    return db.session.scalar(select(func.count()).select_from(NoteReview)) or 0


def test_an_organisation_writes_and_the_note_waits_for_review(
    author: Browser, of: Recommendation, club: Organisation
) -> None:
    before = plan(of).revision

    answer = author.submit(address(of, "sachstand"), text="Der Kurs läuft.\r\n\r\nEs sind acht.")

    (note,) = notes()
    assert (note.text, note.kind, note.effective_on) == (
        "Der Kurs läuft.\n\nEs sind acht.",
        Kind.NOTE,
        TODAY,
    )
    assert (note.organisation_id, note.recorded_for_id) == (club.id, club.id)
    assert note.recorded_role.value == "stakeholder"
    assert number_of_reviews() == 0
    assert plan(of).revision == before
    page = author.follow(answer)
    assert "wird vor der Veröffentlichung geprüft" in page.alert
    assert "in Prüfung" in page.main
    assert "Der Kurs läuft." in page.main
    assert "Der Kurs läuft." not in author.get(f"/{plan(of).slug}/empfehlungen/A-01").text


def test_where_there_is_one_organisation_nothing_is_asked(
    author: Browser, of: Recommendation
) -> None:
    page = author.get(address(of, "sachstand"))

    assert not page.soup.select("[name=organisation]")
    assert "Organisation: Sportverein" in page.main


def test_who_acts_for_several_chooses_among_those_that_are_involved(
    browser: Browser, of: Recommendation, club: Organisation
) -> None:
    choir = make.organisation(plan(of), name="Chor", slug="chor")
    make.involvement(of, choir)
    outside = make.organisation(plan(of), name="Außen", slug="aussen")
    browser.sign_in(make.user(Role.STAKEHOLDER, at=[club, choir, outside]))

    page = browser.get(address(of, "sachstand"))

    values = [tag["value"] for tag in page.form("text").select("option")]
    assert values == ["", "chor", "sportverein"]
    assert "Wählen Sie bei „Organisation“" in browser.submit(page, text="Neu.").alert
    browser.submit(page, text="Neu.", organisation="chor")
    assert [note.organisation_id for note in notes()] == [choir.id]


def test_staff_write_for_an_organisation_and_it_is_public_at_once(
    browser: Browser, of: Recommendation, club: Organisation
) -> None:
    before = plan(of).revision
    someone = make.user(Role.STAFF)
    browser.sign_in(someone)
    form = browser.get(address(of, "sachstand"))
    assert "sofort öffentlich" in form.main

    answer = browser.submit(form, text="Der Verein meldet: Es läuft.")

    (note,) = notes()
    assert (note.organisation_id, note.recorded_for_id) == (club.id, club.id)
    assert note.recorded_role.value == "staff"
    review = db.session.scalars(select(NoteReview)).one()
    assert (review.outcome, review.recorded_by_id) == (Outcome.PUBLISHED, someone.id)
    assert plan(of).revision == before + 1
    page = browser.follow(answer)
    assert note.uid in page.link("Rückgängig machen")
    assert "Der Verein meldet: Es läuft." in page.main


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Füllen Sie „Sachstand“ aus."),
        ({"text": "x" * 5001}, "höchstens 5.000 Zeichen. Es sind 5.001."),
        ({"text": "Neu.", "effective_on": "02.07.2026"}, "nicht nach heute"),
        ({"text": "Neu.", "effective_on": "31.12.2025"}, "ab dem 01.01.2026"),
        ({"text": "Neu.", "effective_on": "neulich"}, "Stand vom"),
        ({"text": "Ne\0u."}, "Steuerzeichen"),
    ],
)
def test_a_wrong_note_is_explained_and_the_text_stays(
    author: Browser, of: Recommendation, fields: dict[str, str], sentence: str
) -> None:
    page = author.submit(address(of, "sachstand"), **fields)

    assert page.status == 422
    assert sentence in page.alert
    assert notes() == []
    typed = page.form("text").select_one("textarea").text.removeprefix("\r\n").strip()
    assert typed == fields["text"].replace("\0", "")


def test_five_thousand_characters_with_line_breaks_fit(author: Browser, of: Recommendation) -> None:
    text = "x" * 2499 + "\r\n" + "y" * 2500

    assert author.submit(address(of, "sachstand"), text=text).status == 302


def test_the_same_note_sent_twice_is_one_note_with_the_same_answer(
    author: Browser, of: Recommendation
) -> None:
    form = author.get(address(of, "sachstand"))

    first = author.submit(form, text="Der Kurs läuft.")
    second = author.submit(form, text="Der Kurs läuft.")

    assert (first.status, first.location) == (second.status, second.location)
    assert len(notes()) == 1


def test_two_people_with_the_same_key_write_two_notes(
    author: Browser, of: Recommendation, club: Organisation
) -> None:
    key = _key(author.get(address(of, "sachstand")))
    author.submit(address(of, "sachstand"), text="Der Kurs läuft.", form_key=key)
    other = Browser(author.app).sign_in(make.user(Role.STAKEHOLDER, at=club))

    other.submit(address(of, "sachstand"), text="Der Chor singt.", form_key=key)

    assert [note.text for note in notes()] == ["Der Kurs läuft.", "Der Chor singt."]
    assert key not in {note.uid for note in notes()}


def _key(page: Page) -> str:
    return str(page.form("form_key").select_one("[name=form_key]")["value"])


def test_organisations_without_a_part_may_not_write(browser: Browser, of: Recommendation) -> None:
    outside = make.organisation(plan(of))
    browser.sign_in(make.user(Role.STAKEHOLDER, at=outside))

    assert browser.get(address(of, "sachstand")).status == 404
    assert browser.get(address(of, "bestaetigung")).status == 404


def test_an_organisation_that_left_may_not_write(
    author: Browser, of: Recommendation, club: Organisation
) -> None:
    form = author.get(address(of, "sachstand"))
    make.involvement(of, club, Part.CONTRIBUTING, since=date(2026, 6, 30), is_involved=False)

    assert author.submit(form, text="Der Kurs läuft.").status == 404
    assert notes() == []


def test_where_nobody_is_involved_the_page_says_so(browser: Browser, of: Recommendation) -> None:
    browser.sign_in(make.user(Role.STAFF))

    for form in ("sachstand", "bestaetigung"):
        page = browser.get(address(of, form))
        assert "keine Organisation beteiligt" in page.main


def test_a_confirmation_is_public_at_once(
    author: Browser, of: Recommendation, club: Organisation
) -> None:
    make.note("Zwei Kurse laufen.", of=of, at=club)
    before = plan(of).revision
    form = author.get(address(of, "bestaetigung"))
    assert "Zwei Kurse laufen." in form.main
    assert len(notes()) == 1

    answer = author.submit(form, form_key=_key(form))

    note = notes()[-1]
    assert (note.kind, note.text, note.effective_on, note.recorded_for_id) == (
        Kind.CONFIRMATION,
        "",
        TODAY,
        club.id,
    )
    assert plan(of).revision == before + 1
    assert "ist bestätigt und veröffentlicht" in author.follow(answer).alert
    assert db.session.scalars(
        select(AuditEntry.action).where(AuditEntry.action == "note:confirm")
    ).all() == ["note:confirm"]


def test_a_confirmation_sent_twice_is_one(author: Browser, of: Recommendation) -> None:
    form = author.get(address(of, "bestaetigung"))

    author.submit(form, form_key=_key(form))
    author.submit(form, form_key=_key(form))

    assert len(notes()) == 1


def correction(of: Recommendation, note: Note) -> str:
    return f"/{plan(of).slug}/sachstand/{note.uid}/berichtigung"


def test_a_correction_goes_through_review_and_makes_nothing_fresher(
    author: Browser, of: Recommendation, club: Organisation
) -> None:
    old = make.note("Acht Kurse laufen.", of=of, at=club)
    before = plan(of).revision
    form = author.get(correction(of, old))
    assert form.form("text").select_one("textarea").text.strip() == "Acht Kurse laufen."

    answer = author.submit(form, text="Neun Kurse laufen.")

    new = notes()[-1]
    assert (new.kind, new.corrects_uid, new.effective_on) == (
        Kind.CORRECTION,
        old.uid,
        old.effective_on,
    )
    assert db.session.get_one(Note, old.id).text == "Acht Kurse laufen."
    assert plan(of).revision == before
    assert "in Prüfung" in author.follow(answer).main


def test_staff_correct_and_it_is_public_at_once(
    browser: Browser, of: Recommendation, club: Organisation
) -> None:
    old = make.note("Acht Kurse laufen.", of=of, at=club)
    browser.sign_in(make.user(Role.STAFF))

    page = browser.follow(browser.submit(correction(of, old), text="Neun Kurse laufen."))

    assert "Die Berichtigung ist veröffentlicht." in page.alert
    assert "Neun Kurse laufen." in page.main
    assert "Acht Kurse laufen." in page.main


def test_an_unchanged_correction_is_none(
    author: Browser, of: Recommendation, club: Organisation
) -> None:
    old = make.note("Acht Kurse laufen.", of=of, at=club)

    assert "So steht er schon da" in author.submit(correction(of, old), text=old.text).alert
    assert len(notes()) == 1


def test_only_what_is_published_can_be_corrected(
    author: Browser, of: Recommendation, club: Organisation
) -> None:
    waiting = make.note("Acht Kurse laufen.", of=of, at=club, is_published=False)
    confirmation = make.note(of=of, at=club, kind=Kind.CONFIRMATION)

    for note in (waiting, confirmation):
        page = author.submit(correction(of, note), text="Neun Kurse laufen.")
        assert "nur ein veröffentlichter Sachstand" in page.alert


def test_two_corrections_at_once_the_second_sees_the_first(
    author: Browser, of: Recommendation, club: Organisation
) -> None:
    old = make.note("Acht Kurse laufen.", of=of, at=club)
    mine = author.get(correction(of, old))
    author.submit(correction(of, old), text="Neun Kurse laufen.")

    page = author.submit(mine, text="Zehn Kurse laufen.")

    assert page.status == 409
    assert "Neun Kurse laufen." in page.alert
    assert "Sportverein" in page.alert
    assert page.form("text").select_one("textarea").text.strip() == "Zehn Kurse laufen."
    assert len(notes()) == 2
    assert author.submit(page, text="Zehn Kurse laufen.").status == 302


def test_a_foreign_note_is_as_missing_as_one_that_is_not_there(
    author: Browser, of: Recommendation
) -> None:
    other = make.organisation(plan(of))
    make.involvement(of, other)
    foreign = make.note("Geheim.", of=of, at=other, is_published=False)
    missing = "00000000-0000-4000-8000-000000000000"

    for answer in (
        author.get(correction(of, foreign)),
        author.get(f"/{plan(of).slug}/sachstand/{missing}/berichtigung"),
        author.get(f"/{make.plan().slug}/sachstand/{foreign.uid}/berichtigung"),
        author.get(address(of, f"sachstand?vorlage={foreign.uid}")),
    ):
        assert answer.status == 404
        assert "Geheim." not in answer.text


def test_another_text_in_the_same_form_is_another_note(author: Browser, of: Recommendation) -> None:
    """Somebody goes back, changes the text and sends again: it does not vanish."""
    form = author.get(address(of, "sachstand"))
    author.submit(form, text="Der Kurs läuft.")

    author.submit(form, text="Der Kurs läuft gut.")

    assert [note.text for note in notes()] == ["Der Kurs läuft.", "Der Kurs läuft gut."]


@pytest.mark.parametrize("name", ["sachstand", "bestaetigung"])
def test_a_form_sent_again_after_its_note_was_undone_says_so(
    browser: Browser, of: Recommendation, club: Organisation, name: str
) -> None:
    browser.sign_in(make.user(Role.STAFF))
    form = browser.get(address(of, name))
    fields = {"text": "Der Kurs läuft."} if name == "sachstand" else {"form_key": _key(form)}
    undo = browser.follow(browser.submit(form, **fields)).link("Rückgängig machen")
    browser.submit(undo, reason="Verklickt.")

    answer = browser.submit(form, **fields)

    assert answer.status == 409
    assert "ist zurückgenommen worden" in answer.alert
    assert browser.submit(answer, form_key=_key(answer)).status == 302
    assert len(notes()) == 2
