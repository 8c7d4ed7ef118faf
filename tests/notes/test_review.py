"""The review of notes, and what their authors see of it, by real requests."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, filled
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.notes.models import Note, NoteReview, NoteSeen
from tracker.notes.rules import Outcome
from tracker.plan.models import Plan, Recommendation
from tracker.stakeholders.models import Organisation


@pytest.fixture
def of() -> Recommendation:
    return make.recommendation(code="A-01", has_owner=False)


@pytest.fixture
def club(of: Recommendation) -> Organisation:
    row = make.organisation(plan(of), name="Sportverein", slug="sportverein")
    make.involvement(of, row)
    return row


@pytest.fixture
def note(of: Recommendation, club: Organisation) -> Note:
    return make.note("Frau Muster leitet acht Kurse.", of=of, at=club, is_published=False)


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


@pytest.fixture
def author(staff: Browser, club: Organisation) -> Browser:
    return Browser(staff.app).sign_in(make.user(Role.STAKEHOLDER, at=club))


def plan(of: Recommendation) -> Plan:
    return db.session.get_one(Plan, of.plan_id)


def reviews() -> list[NoteReview]:
    return list(db.session.scalars(select(NoteReview).order_by(NoteReview.number)))


def public(browser: Browser, of: Recommendation) -> str:
    return Browser(browser.app).get(f"/{plan(of).slug}/empfehlungen/A-01").main


def test_the_list_has_the_oldest_first_and_counts(
    staff: Browser, of: Recommendation, club: Organisation
) -> None:
    for day in (3, 1, 2):
        make.note(f"Der {day}. Text.", of=of, at=club, is_published=False,
                  recorded_at=datetime(2026, 6, day, tzinfo=UTC))  # fmt: skip
    make.note("Schon veröffentlicht.", of=of, at=club)

    page = staff.get("/redaktion/pruefen")

    assert "3 Sachstände warten" in page.main
    texts = [tag.text for tag in page.soup.select(".entry__text")]
    assert texts == ["Der 1. Text.", "Der 2. Text.", "Der 3. Text."]


def test_an_empty_list_says_so(staff: Browser) -> None:
    assert "Es wartet kein Sachstand auf Prüfung." in staff.get("/redaktion/pruefen").main


def test_a_long_list_has_pages(staff: Browser, of: Recommendation, club: Organisation) -> None:
    for _time in range(21):
        make.note("Text.", of=of, at=club, is_published=False)

    assert len(staff.get("/redaktion/pruefen").soup.select(".entry")) == 20
    assert len(staff.get("/redaktion/pruefen?seite=2").soup.select(".entry")) == 1
    assert len(staff.get("/redaktion/pruefen?seite=99").soup.select(".entry")) == 20


def test_publishing_makes_a_note_public_and_its_author_sees_it(
    staff: Browser, author: Browser, of: Recommendation, note: Note
) -> None:
    before = plan(of).revision
    assert "Frau Muster" not in public(staff, of)

    answer = staff.submit(f"/redaktion/{note.uid}", decision="publish")

    assert staff.follow(answer).alert.startswith("Der Sachstand ist veröffentlicht.")
    assert plan(of).revision == before + 1
    assert "Frau Muster leitet acht Kurse." in public(staff, of)
    assert "veröffentlicht" in author.get("/aufgaben").main


def test_an_edited_text_is_shown_as_a_difference_before_it_is_saved(
    staff: Browser, author: Browser, of: Recommendation, note: Note
) -> None:
    shown = staff.submit(
        f"/redaktion/{note.uid}", decision="edit", text="Der Verein leitet acht Kurse."
    )

    assert shown.status == 200
    assert reviews() == []
    assert "Noch ist nichts gespeichert." in shown.main
    assert [tag.text for tag in shown.soup.select("del")] == [
        "gestrichen: Frau Muster  Ende der Streichung."
    ]
    assert "eingefügt: Der Verein" in shown.soup.select_one("ins").text

    staff.submit(shown, decision="edit")

    (review,) = reviews()
    assert (review.outcome, review.text) == (Outcome.PUBLISHED, "Der Verein leitet acht Kurse.")
    assert "Der Verein leitet acht Kurse." in public(staff, of)
    assert "Frau Muster" not in public(staff, of)
    mine = author.get("/aufgaben")
    assert "mit Änderungen veröffentlicht" in mine.main
    assert mine.soup.select("del")
    assert mine.soup.select("ins")


def test_another_edit_after_the_difference_is_shown_again(staff: Browser, note: Note) -> None:
    shown = staff.submit(f"/redaktion/{note.uid}", decision="edit", text="Der Verein leitet acht.")

    again = staff.submit(shown, text="Der Verein leitet neun.")

    assert "Noch ist nichts gespeichert." in again.main
    assert reviews() == []


def test_a_returned_note_stays_out_and_its_author_reads_why_and_writes_anew(
    staff: Browser, author: Browser, of: Recommendation, note: Note
) -> None:
    before = plan(of).revision

    staff.submit(f"/redaktion/{note.uid}", decision="return", reason="Ohne Namen, bitte.")

    assert plan(of).revision == before
    assert "Frau Muster" not in public(staff, of)
    mine = author.get("/aufgaben")
    assert "zurückgegeben" in mine.main
    assert "Ohne Namen, bitte." in mine.main
    form = author.get(mine.link("Überarbeiten: A-01")).form("text")
    assert form.select_one("textarea").text.strip() == "Frau Muster leitet acht Kurse."


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"decision": "return"}, "was an dem Sachstand zu ändern ist"),
        ({"decision": "publish", "text": "Anders."}, "Sie haben den Text geändert"),
        ({"decision": "edit"}, "Ändern Sie den Text"),
        ({"decision": "edit", "text": ""}, "Geben Sie den Text an"),
        ({"decision": "edit", "text": "x" * 5001}, "höchstens 5.000 Zeichen"),
    ],
)
def test_a_wrong_decision_is_explained_and_saves_nothing(
    staff: Browser, note: Note, fields: dict[str, str], sentence: str
) -> None:
    page = staff.submit(f"/redaktion/{note.uid}", **fields)

    assert page.status == 422
    assert sentence in page.alert
    assert reviews() == []
    assert page.form("decision").select_one("[checked]")["value"] == fields["decision"]


def test_no_decision_is_chosen_beforehand_and_none_is_taken_for_granted(
    staff: Browser, note: Note
) -> None:
    page = staff.get(f"/redaktion/{note.uid}")
    assert not page.form("decision").select("[name=decision][checked]")

    page = staff.submit(page, text="Der Verein leitet acht Kurse.", reason="Ohne Namen.")

    assert page.status == 422
    assert "Wählen Sie eine Entscheidung." in page.alert
    form = page.form("decision")
    assert form.select_one("[name=text]").text.strip() == "Der Verein leitet acht Kurse."
    assert form.select_one("[name=reason]").text.strip() == "Ohne Namen."
    assert reviews() == []


def test_two_reviewers_the_second_sees_what_the_first_decided(staff: Browser, note: Note) -> None:
    mine = staff.get(f"/redaktion/{note.uid}")
    staff.submit(f"/redaktion/{note.uid}", decision="publish")

    page = staff.submit(mine, decision="return", reason="Ohne Namen, bitte.")

    assert page.status == 409
    assert "veröffentlicht" in page.alert
    assert "Geschäftsstelle" in page.alert
    assert page.form("reason").select("textarea")[-1].text.strip() == "Ohne Namen, bitte."
    assert len(reviews()) == 1
    assert staff.submit(page, reason="Ohne Namen, bitte.").status == 302
    assert reviews()[-1].outcome is Outcome.RETURNED


def test_a_decided_note_shows_the_decision_and_the_way_to_take_it_back(
    staff: Browser, note: Note
) -> None:
    review = make.review(note)

    page = staff.get(f"/redaktion/{note.uid}")

    assert not page.soup.select("[name=decision]")
    assert review.uid in page.link("Entscheidung zurücknehmen")


def test_a_correction_shows_what_it_changes(
    staff: Browser, of: Recommendation, club: Organisation
) -> None:
    old = make.note("Acht Kurse laufen.", of=of, at=club)
    new = make.note("Neun Kurse laufen.", of=of, at=club, corrects=old, is_published=False)

    page = staff.get(f"/redaktion/{new.uid}")

    assert "Berichtigt den Sachstand vom 01.06.2026." in page.main
    assert "Acht" in page.soup.select_one("del").text
    assert "Neun" in page.soup.select_one("ins").text


def test_nobody_else_reviews(author: Browser, note: Note) -> None:
    missing = "00000000-0000-4000-8000-000000000000"

    assert author.get("/redaktion/pruefen").status == 403
    assert author.get(f"/redaktion/{note.uid}").status == 403
    assert author.get(f"/redaktion/{missing}").status == 403


def test_a_note_that_is_not_there_is_not_found(staff: Browser) -> None:
    assert staff.get("/redaktion/00000000-0000-4000-8000-000000000000").status == 404


def test_the_work_of_others_stays_with_them(author: Browser, of: Recommendation) -> None:
    other = make.organisation(plan(of))
    make.note("Nicht für alle.", of=of, at=other, is_published=False)

    assert "Nicht für alle." not in author.get("/aufgaben").main


def seen() -> list[str]:
    """Return the uids of notes that were seen."""
    rows = select(Note.uid).join(NoteSeen, NoteSeen.note_id == Note.id).order_by(Note.number)
    return list(db.session.scalars(rows))


def test_that_a_note_is_seen_is_told_to_its_author_and_to_nobody_else(
    staff: Browser, author: Browser, of: Recommendation, note: Note
) -> None:
    before = plan(of).revision
    page = staff.get(f"/redaktion/{note.uid}")

    answer = staff.submit(page, auswahl=note.uid)
    again = staff.submit(page, auswahl=note.uid)

    assert (answer.status, answer.location) == (303, "/redaktion/pruefen")
    assert staff.follow(again).alert.endswith("Das war schon gesagt.")
    for path in ("/aufgaben", "/aufgaben/meldungen"):
        told = author.get(path).main
        assert "Gesehen am 01.07.2026, die Entscheidung folgt." in told
        assert "in Prüfung" in told
    assert seen() == [note.uid]
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "note:see"))
    assert [entry.subject for entry in entries] == [f"{plan(of).slug}/A-01/{note.uid}"]
    assert plan(of).revision == before
    assert "Frau Muster" not in public(staff, of)

    page = staff.get(f"/redaktion/{note.uid}")
    assert "gesehen am 01.07.2026, noch nicht entschieden" in page.main
    assert not page.soup.select("[name=auswahl]")
    staff.submit(page, decision="publish")
    assert "die Entscheidung folgt" not in author.get("/aufgaben").main


def test_several_are_seen_at_once_and_all_can_be_chosen_by_a_link(
    staff: Browser, of: Recommendation, club: Organisation
) -> None:
    notes = [make.note(f"{n}.", of=of, at=club, is_published=False) for n in range(3)]
    page = staff.get("/redaktion/pruefen")
    assert not filled(page.form("auswahl")).getlist("auswahl")

    page = staff.get(page.link("Alle auf dieser Seite auswählen"))
    ticked = filled(page.form("auswahl")).getlist("auswahl")
    assert sorted(ticked) == sorted(note.uid for note in notes)
    assert seen() == []
    page = staff.follow(staff.submit(page, auswahl=ticked[:2]))

    assert "bei 2 Sachständen: gesehen, die Entscheidung folgt" in page.alert
    assert sorted(seen()) == sorted(ticked[:2])
    assert page.main.count("gesehen am 01.07.2026") == 2
    assert "3 Sachstände warten" in page.main
    assert [tag["value"] for tag in page.soup.select("[name=auswahl]")] == ticked[2:]


def test_what_was_decided_or_withdrawn_meanwhile_is_not_seen(
    staff: Browser, of: Recommendation, club: Organisation, note: Note
) -> None:
    gone = make.note("Weg.", of=of, at=club, is_published=False)
    page = staff.get("/redaktion/pruefen")
    make.withdrawal(gone, plan(of))
    make.review(note)

    staff.submit(page, auswahl=[note.uid, gone.uid])

    assert seen() == []
    assert "Wählen Sie Sachstände aus" in staff.send("/redaktion/pruefen").alert


def test_a_seen_note_that_is_withdrawn_reads_so(
    staff: Browser, author: Browser, of: Recommendation, note: Note
) -> None:
    make.note_seen(note)
    make.withdrawal(note, plan(of))

    assert "zurückgenommen" in author.get("/aufgaben").main
    assert "die Entscheidung folgt" not in author.get("/aufgaben").main
    assert staff.get(f"/redaktion/{note.uid}").status == 200
