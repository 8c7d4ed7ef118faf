"""Drafts: what is typed is kept for its author alone, and never lost."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests import make
from tests.pages import WRITE, Browser, Page, filled
from tracker.accounts.models import AuditEntry, Role, User, UserSession
from tracker.db import db
from tracker.drafts import actions, queries
from tracker.drafts.models import Draft
from tracker.drafts.rules import LONGEST, MOST
from tracker.notes.models import Note
from tracker.plan.models import Plan

PLACE = "/p/empfehlungen/A-01/sachstand"
TEXT = "Grüße – „Straße“ & <b>mehr</b> 🦊\nZweite Zeile\n\n  eingerückt"
JSON = {"Accept": "application/json"}


@pytest.fixture
def author(browser: Browser) -> Browser:
    plan = make.plan("p")
    club = make.organisation(plan)
    make.recommendation(of=plan, owner=club, code="A-01")
    make.recommendation(of=plan, owner=club, code="A-02")
    return browser.sign_in(make.user(Role.STAKEHOLDER, at=club))


def typed(page: Page, text: str = TEXT, **more: str) -> dict[str, str]:
    """Return what the form would send with a text in it."""
    return {**filled(page.form("text")).to_dict(), "text": text, **more}


def by_script(visitor: Browser, data: dict[str, str]) -> Page:
    return visitor._open("/entwuerfe/speichern", method="POST", data=data, headers=JSON)


def by_button(visitor: Browser, data: dict[str, str]) -> Page:
    return visitor._open("/entwuerfe/speichern", method="POST", data=data)


def shown(page: Page) -> str:
    return filled(page.form("text"))["text"]


def drafts() -> list[Draft]:
    return list(db.session.scalars(select(Draft).order_by(Draft.id)))


def test_what_is_typed_is_kept_and_comes_back(author: Browser) -> None:
    page = author.get(PLACE)

    answer = by_script(author, typed(page))

    assert answer.status == 200
    assert answer.response.json["said"] == "Gespeichert um 12:00"
    assert answer.response.json["version"] == 1
    page = author.get(PLACE)
    assert shown(page) == TEXT
    assert "Entwurf vom 01.07.2026, 12:00 Uhr. Er ist noch nicht abgesendet." in page.main
    assert filled(page.form("text"))["entwurf"] == "1"


def test_without_a_script_there_is_a_button(author: Browser) -> None:
    page = author.get(PLACE)
    button = page.soup.select_one("button[formaction]")
    assert button["formaction"] == "/entwuerfe/speichern"

    answer = by_button(author, typed(page))

    assert (answer.status, answer.location) == (303, PLACE)
    page = author.follow(answer)
    assert "Der Entwurf ist gespeichert, um 12:00 Uhr." in page.alert
    assert shown(page) == TEXT


def test_everything_that_was_chosen_comes_back(author: Browser) -> None:
    by_script(author, typed(author.get(PLACE), effective_on="gestern oder so"))

    assert filled(author.get(PLACE).form("text"))["effective_on"] == "gestern oder so"


def test_a_draft_leaves_no_audit_entry_and_no_revision(author: Browser) -> None:
    before = db.session.scalar(select(Plan.revision))

    answer = by_script(author, typed(author.get(PLACE)))

    written = [one for one in answer.statements if WRITE.match(one)]
    assert len(written) == 1
    assert "INTO draft" in written[0]
    assert db.session.scalar(select(Plan.revision)) == before
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_sending_the_form_removes_its_draft(author: Browser) -> None:
    by_script(author, typed(author.get(PLACE)))

    author.submit(author.get(PLACE), text=TEXT)

    assert drafts() == []
    assert db.session.scalars(select(Note.text)).all() == [TEXT]
    assert shown(author.get(PLACE)) == ""


def test_a_form_with_an_error_keeps_its_draft(author: Browser) -> None:
    by_script(author, typed(author.get(PLACE)))

    page = author.submit(author.get(PLACE), text=TEXT, effective_on="übermorgen")

    assert page.status == 422
    assert filled(page.form("text"))["entwurf"] == "1"
    assert len(drafts()) == 1


def test_another_form_keeps_its_own_draft(author: Browser) -> None:
    other = PLACE.replace("A-01", "A-02")
    by_script(author, typed(author.get(other), "Für A-02."))
    author.submit(PLACE, text="Für A-01.")

    assert shown(author.get(other)) == "Für A-02."


@pytest.mark.parametrize("send", [by_script, by_button])
def test_in_two_windows_nothing_is_overwritten(author: Browser, send) -> None:
    one, two = author.get(PLACE), author.get(PLACE)
    by_script(author, typed(one, "Erstes Fenster."))

    answer = send(author, typed(two, "Zweites Fenster."))

    assert answer.status == 409
    assert shown(author.get(PLACE)) == "Erstes Fenster."
    if send is by_script:
        assert "In einem anderen Fenster" in answer.response.json["said"]
        return
    assert "Erstes Fenster." in answer.alert
    assert shown(answer) == "Zweites Fenster."
    again = by_button(author, filled(answer.form("text")).to_dict())
    assert again.status == 303
    assert shown(author.get(PLACE)) == "Zweites Fenster."


def test_without_the_version_the_second_window_would_overwrite(
    author: Browser, monkeypatch
) -> None:
    """The guard is what the test above rests on."""
    one, two = author.get(PLACE), author.get(PLACE)
    by_script(author, typed(one, "Erstes Fenster."))
    row = drafts()[0]

    by_script(author, typed(two, "Zweites Fenster.", entwurf=str(row.version)))

    assert shown(author.get(PLACE)) == "Zweites Fenster."


def test_a_window_that_was_left_open_after_sending_makes_no_new_draft(author: Browser) -> None:
    page = author.get(PLACE)
    by_script(author, typed(page))
    author.submit(author.get(PLACE), text=TEXT)

    late = by_script(author, typed(page, entwurf="1"))

    assert late.status == 409
    assert drafts() == []


def test_what_another_window_saved_while_this_one_was_sent_can_be_restored(
    author: Browser,
) -> None:
    by_script(author, typed(author.get(PLACE), "Eins."))
    here, there = author.get(PLACE), author.get(PLACE)
    by_script(author, typed(there, "Zwei."))

    author.submit(here, text="Eins.")

    assert shown(author.get(PLACE)) == ""
    page = author.get("/entwuerfe")
    assert "Zwei." in page.main
    assert page.soup.select("h2")[0].text == "Verworfen"


def test_a_draft_is_discarded_and_restored(author: Browser) -> None:
    by_script(author, typed(author.get(PLACE)))

    page = author.get(PLACE)
    gone = author.follow(author.submit(page, button="Entwurf verwerfen", entwurf_ort=PLACE))

    assert "30 Tage lang" in gone.alert
    assert shown(author.get(PLACE)) == ""
    assert "Sie haben keine Entwürfe." in gone.main
    key = gone.form("entwurf_ort").select_one("[name=entwurf_ort]")["value"]

    back = author.submit(gone, entwurf_ort=key)

    assert (back.status, back.location) == (303, PLACE)
    assert shown(author.get(PLACE)) == TEXT


def test_restored_beside_a_newer_one_both_are_kept(author: Browser) -> None:
    by_script(author, typed(author.get(PLACE), "Alt."))
    author.submit(author.get(PLACE), button="Entwurf verwerfen", entwurf_ort=PLACE)
    by_script(author, typed(author.get(PLACE), "Neu."))
    old = next(row.place for row in drafts() if row.discarded_at)

    actions.restore(drafts()[0].user_id, old)

    assert shown(author.get(PLACE)) == "Alt."
    assert "Neu." in author.get("/entwuerfe").main


def test_after_thirty_days_what_was_discarded_is_gone(author: Browser, clock) -> None:
    by_script(author, typed(author.get(PLACE)))
    by_script(author, typed(author.get(PLACE.replace("1/", "2/")), "Bleibt."))
    author.submit(author.get(PLACE), button="Entwurf verwerfen", entwurf_ort=PLACE)

    clock.at(clock.now + timedelta(days=30))
    actions.prune()
    assert len(drafts()) == 2
    clock.at(clock.now + timedelta(seconds=1))
    actions.prune()

    assert [row.discarded_at for row in drafts()] == [None]


@pytest.mark.parametrize("role", list(Role))
def test_nobody_else_reads_it(app, author: Browser, role: Role) -> None:
    by_script(author, typed(author.get(PLACE), "Nur für mich."))
    row = drafts()[0]
    other = Browser(app).sign_in(make.user(role))

    for path in ("/entwuerfe", "/aufgaben", PLACE, "/redaktion"):
        assert "Nur für mich." not in other.get(path).text
    for action in ("verwerfen", "wiederherstellen"):
        answer = other.send(f"/entwuerfe/{action}", entwurf_ort=row.place)
        assert answer.status == 404
    assert queries.draft(row.user_id, PLACE) is not None


def test_typing_extends_the_session(author: Browser, clock) -> None:
    page = author.get(PLACE)
    data = typed(page)
    for minute in (170, 340, 510):
        with clock.during(clock.now + timedelta(minutes=minute)):
            answer = by_script(author, data)
            assert answer.status == 200
            assert answer.response.json["seconds"] == 3 * 3600
            data["entwurf"] = str(answer.response.json["version"])

    assert db.session.scalars(select(UserSession)).one().seen_at == clock.now + timedelta(
        minutes=510
    )


def test_when_the_session_has_ended_the_draft_says_so_and_is_not_saved(
    author: Browser, clock
) -> None:
    data = typed(author.get(PLACE))
    clock.at(clock.now + timedelta(hours=4))

    assert by_script(author, data).status == 401
    assert drafts() == []


@pytest.mark.parametrize(
    "place",
    ["", "/", "/p/", "/gibt/es/nicht", "//anders.example/", "https://anders.example/", "/konto",
     PLACE + "?x=1", PLACE + "#x"],
)  # fmt: skip
def test_only_forms_of_ours_have_drafts(author: Browser, place: str) -> None:
    answer = by_script(author, typed(author.get(PLACE), entwurf_ort=place))

    assert answer.status == 422
    assert drafts() == []


def test_there_is_an_end_to_length_and_number(author: Browser) -> None:
    page = author.get(PLACE)
    assert by_script(author, typed(page, "x" * LONGEST)).status == 422
    someone = db.session.scalars(select(User)).one()
    for number in range(MOST):
        make.draft(someone, place=f"/p/empfehlungen/B-{number}/sachstand")

    answer = by_script(author, typed(page))

    assert answer.status == 422
    assert "verwerfen Sie erst" in answer.response.json["said"]
    assert author.get("/entwuerfe").status == 200


def test_neither_token_nor_control_characters_are_kept(author: Browser) -> None:
    by_script(author, typed(author.get(PLACE), "Vor\0wärts", new_password="geheim"))

    fields = drafts()[0].fields
    assert "csrf" not in fields
    assert "geheim" not in fields
    assert shown(author.get(PLACE)) == "Vorwärts"


def test_the_draft_of_a_correction_is_kept_too(author: Browser) -> None:
    note = make.note("Alt.", of=db.session.scalars(select(make.Recommendation)).first())
    place = f"/p/sachstand/{note.uid}/berichtigung"
    by_script(author, typed(author.get(place), "Neu."))

    assert shown(author.get(place)) == "Neu."


def test_the_draft_of_a_review_is_kept_too(author: Browser, app) -> None:
    of = db.session.scalars(select(make.Recommendation)).first()
    note = make.note("Alt.", of=of, is_published=False)
    staff = Browser(app).sign_in(make.user(Role.STAFF))
    place = f"/redaktion/{note.uid}"
    by_script(staff, typed(staff.get(place), "Neu.", decision="edit"))

    page = staff.get(place)
    assert shown(page) == "Neu."
    assert filled(page.form("text"))["decision"] == "edit"


def test_in_english_the_way_back_is_english(author: Browser) -> None:
    page = author.get(f"{PLACE}?sprache=en")
    answer = author._open("/entwuerfe/speichern?sprache=en", method="POST", data=typed(page))

    assert answer.location == f"{PLACE}?sprache=en"
    assert "Draft" in author.follow(answer).main


@pytest.mark.parametrize(
    ("told", "kept"), [("/p/berichte", "%2Fp%2Fberichte"), ("https://elsewhere.example/", "")]
)
def test_where_a_form_leads_is_kept_with_its_draft(author: Browser, told: str, kept: str) -> None:
    page = author.get(f"{PLACE}?zurueck={told}")
    answer = by_button(author, {**typed(page), "entwurf_zurueck": told})

    assert filled(page.form("text")).get("entwurf_zurueck", "") == (told if kept else "")
    assert answer.location == (f"{PLACE}?zurueck={kept}" if kept else PLACE)
    assert shown(author.follow(answer)) == TEXT


def test_the_form_says_until_when_one_stays_signed_in(author: Browser, clock) -> None:
    assert "Sie bleiben bis 01.07.2026, 15:00 Uhr angemeldet." in author.get(PLACE).main

    clock.at(clock.now + timedelta(minutes=30))
    answer = author.send("/anmeldung/verlaengern")

    assert answer.response.json == {"seconds": 3 * 3600, "until": "01.07.2026, 15:30 Uhr"}


def test_a_session_that_nothing_extends_says_its_end(author: Browser, clock) -> None:
    start = clock.now
    for hours in range(1, 12):
        clock.at(start + timedelta(hours=hours) - timedelta(minutes=5))
        author.get("/konto")
    clock.at(start + timedelta(hours=11, minutes=40))

    answer = author.send("/anmeldung/verlaengern")

    assert answer.response.json["seconds"] == 20 * 60
