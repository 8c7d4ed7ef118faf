"""Changing what a recommendation says, by real requests."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import make
from tests.pages import Browser, Page, words
from tracker.accounts.models import AuditEntry, Role
from tracker.db import db
from tracker.plan.models import ActionField, Plan, Recommendation, RecommendationWording

TODAY = date(2026, 7, 1)


@pytest.fixture
def of() -> Recommendation:
    return make.recommendation(code="A-01")


@pytest.fixture
def staff(browser: Browser) -> Browser:
    return browser.sign_in(make.user(Role.STAFF))


def plan(of: Recommendation) -> Plan:
    return db.session.get_one(Plan, of.plan_id)


def home(of: Recommendation) -> str:
    return f"/{plan(of).slug}/empfehlungen/{of.code}"


def address(of: Recommendation) -> str:
    return f"{home(of)}/wortlaut"


def facts(of: Recommendation) -> list[RecommendationWording]:
    same = RecommendationWording.recommendation_id == of.id
    return list(
        db.session.scalars(
            select(RecommendationWording).where(same).order_by(RecommendationWording.number)
        )
    )


def held_field(of: Recommendation) -> ActionField:
    return db.session.get_one(ActionField, facts(of)[0].action_field_id)


def versions(page: Page) -> list[str]:
    return [words(item.get_text(" ")) for item in page.soup.select("#wortlaut-verlauf li.entry")]


def test_the_form_shows_every_text_in_every_language_of_the_plan(
    staff: Browser, of: Recommendation
) -> None:
    form = staff.get(address(of)).form("title_de", "title_en", "action_field")

    assert form.select_one("[name=title_de]")["value"] == "Sprachkurse ausbauen"
    assert form.select_one("[name=title_en]")["value"] == "Sprachkurse ausbauen (English)"
    assert form.select_one("[name=title_en]")["lang"] == "en"
    assert form.select_one("[name=plain_language_de]").text.strip() == "Es gibt mehr Kurse."
    assert form.select_one("[name=effective_on]")["value"] == "01.07.2026"


def test_a_plan_in_one_language_asks_for_each_text_once(staff: Browser) -> None:
    of = make.recommendation(of=make.plan(languages="de"))

    page = staff.get(address(of))

    assert "Titel" in page.main
    assert not page.soup.select("[name$=_en]")


def test_saving_adds_a_wording_and_the_old_one_stays(staff: Browser, of: Recommendation) -> None:
    before = plan(of).revision

    answer = staff.submit(
        address(of), title_de="Sprachkurse verdoppeln", reason="Beschluss der Steuerungsgruppe."
    )

    old, new = facts(of)
    assert old.title["de"] == "Sprachkurse ausbauen"
    assert (new.title["de"], new.goal, new.effective_on) == (
        "Sprachkurse verdoppeln",
        old.goal,
        TODAY,
    )
    assert (new.recorded_role.value, new.reason) == ("staff", "Beschluss der Steuerungsgruppe.")
    assert plan(of).revision == before + 1
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "wording:update")
    ).one()
    assert (entry.before, entry.after) == (
        "Sprachkurse ausbauen",
        "Sprachkurse verdoppeln 2026-07-01",
    )
    page = staff.follow(answer)
    assert page.alert.startswith("Der Wortlaut ist gespeichert.")
    assert page.link("Rückgängig machen").endswith(f"/eintrag/{new.uid}/zuruecknehmen")


def test_the_old_wording_is_the_one_of_an_earlier_day(
    staff: Browser, browser: Browser, of: Recommendation
) -> None:
    staff.submit(address(of), title_de="Sprachkurse verdoppeln")

    assert "Sprachkurse verdoppeln" in browser.get(home(of)).soup.h1.text
    assert "Sprachkurse ausbauen" in browser.get(f"{home(of)}?stichtag=2026-06-30").soup.h1.text


def test_the_history_of_the_wording_shows_the_difference_in_words(
    staff: Browser, of: Recommendation
) -> None:
    staff.submit(address(of), goal_de="Alle finden einen guten Kurs.", reason="Klarer.")

    page = staff.get(home(of))

    newest, oldest = versions(page)
    assert newest.startswith("01.07.2026 eingetragen durch: die Geschäftsstelle")
    assert "Wortlaut geändert: Ziel. Begründung: Klarer." in newest
    assert "eingefügt: guten Ende der Einfügung." in newest
    assert "Als „Sprachkurse ausbauen“ in den Plan aufgenommen." in oldest
    assert page.soup.select_one("#wortlaut-verlauf ins")
    assert not page.soup.select("#wortlaut-verlauf del")


def test_one_wording_has_no_history(staff: Browser, of: Recommendation) -> None:
    assert not staff.get(home(of)).soup.select("#wortlaut-verlauf")


def test_a_withdrawn_wording_stays_struck_out_and_the_one_before_holds_again(
    staff: Browser, of: Recommendation
) -> None:
    undo = staff.follow(staff.submit(address(of), title_de="Kurse streichen")).link(
        "Rückgängig machen"
    )

    staff.submit(undo, reason="Verklickt.")

    page = staff.get(home(of))
    assert "Sprachkurse ausbauen" in page.soup.h1.text
    assert "zurückgenommen" in versions(page)[0]
    assert page.soup.select("#wortlaut-verlauf .entry--withdrawn")


def test_a_new_field_moves_the_recommendation_from_that_day_on(
    staff: Browser, of: Recommendation
) -> None:
    other = make.action_field(plan(of), title="Arbeit und Beruf")

    staff.submit(address(of), action_field=other.slug)

    assert facts(of)[-1].action_field_id == other.id
    page = staff.get(home(of))
    assert page.link("Arbeit und Beruf").endswith(other.slug)
    assert "In das Handlungsfeld „Arbeit und Beruf“ verschoben." in versions(page)[0]


def test_a_retired_field_is_offered_only_to_what_is_in_it(
    staff: Browser, of: Recommendation
) -> None:
    retired = make.action_field(plan(of))
    make.action_field_wording(retired, date(2026, 2, 1), is_retired=True)
    make.action_field_wording(held_field(of), date(2026, 2, 1), is_retired=True)

    options = staff.get(address(of)).soup.select("[name=action_field] option")

    assert [option["value"] for option in options] == [held_field(of).slug]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reason": "Nur so."}, "Ändern Sie mindestens einen Text oder das Handlungsfeld"),
        ({"title_de": ""}, "Füllen Sie „Titel (Deutsch)“ aus."),
        ({"goal_de": " "}, "Füllen Sie „Ziel (Deutsch)“ aus."),
        ({"title_de": "x" * 301}, "höchstens 300 Zeichen"),
        ({"description_en": "x" * 5001}, "höchstens 5.000 Zeichen"),
        ({"title_de": "Neu", "effective_on": "02.07.2026"}, "nicht nach heute"),
        ({"title_de": "Neu", "effective_on": "31.12.2025"}, "ab dem 01.01.2026"),
        ({"title_de": "Neu", "effective_on": "bald"}, "Geben Sie bei „Gilt ab“ einen Tag an"),
        ({"title_de": "Neu", "reason": "x" * 2001}, "höchstens 2.000 Zeichen"),
    ],
)
def test_what_is_wrong_is_said_above_and_everything_typed_stays(
    staff: Browser, of: Recommendation, fields: dict[str, str], sentence: str
) -> None:
    page = staff.submit(address(of), **fields)

    assert page.status == 422
    assert sentence in page.alert
    assert len(facts(of)) == 1
    form = page.form("title_de")
    for name, value in fields.items():
        tag = form.select_one(f"[name={name}]")
        assert (tag.get("value") if tag.name == "input" else tag.text.strip()) == value.strip()


def test_other_languages_may_be_left_out(staff: Browser, of: Recommendation) -> None:
    staff.submit(address(of), title_en="", plain_language_de="", plain_language_en="")

    assert facts(of)[-1].title == {"de": "Sprachkurse ausbauen"}
    assert facts(of)[-1].plain_language is None


def test_a_field_of_another_plan_is_refused(staff: Browser, of: Recommendation) -> None:
    foreign = make.action_field()
    page = staff.get(address(of))
    hidden = {tag["name"]: tag["value"] for tag in page.form().select("input[type=hidden]")}

    answer = staff.post(
        address(of),
        **hidden,
        title_de="Neu",
        goal_de="Ziel",
        description_de="Was",
        effective_on="01.07.2026",
        action_field=foreign.slug,
    )

    assert answer.status == 422
    assert "Wählen Sie bei „Handlungsfeld“" in answer.alert
    assert len(facts(of)) == 1


def test_two_people_on_the_same_wording_the_second_sees_the_first(
    staff: Browser, of: Recommendation
) -> None:
    mine = staff.get(address(of))
    staff.submit(address(of), title_de="Sprachkurse verdoppeln", reason="Der Bedarf wächst.")

    page = staff.submit(mine, title_de="Sprachkurse verlegen", goal_de="Kurse sind nah.")

    assert page.status == 409
    assert "Titel (Deutsch): Sprachkurse verdoppeln" in page.alert
    assert "Ziel (Deutsch): Alle finden einen Kurs." in page.alert
    assert "Der Bedarf wächst." in page.alert
    form = page.form("title_de")
    assert form.select_one("[name=title_de]")["value"] == "Sprachkurse verlegen"
    assert len(facts(of)) == 2
    assert staff.submit(page, reason="Bleibt dabei.").status == 302
    assert facts(of)[-1].title["de"] == "Sprachkurse verlegen"


def test_the_same_form_sent_twice_makes_one_wording(staff: Browser, of: Recommendation) -> None:
    mine = staff.get(address(of))

    first, second = (staff.submit(mine, title_de="Neu") for _time in range(2))

    assert (first.status, second.status) == (302, 302)
    assert len(facts(of)) == 2


def test_organisations_do_not_change_the_wording(browser: Browser, of: Recommendation) -> None:
    at = make.organisation(plan(of))
    make.involvement(of, at)
    browser.sign_in(make.user(Role.STAKEHOLDER, at=at))

    assert browser.get(address(of)).status == 403
    assert "Wortlaut ändern" not in browser.get(home(of)).main


# Plain language that is older than what it explains


def test_staff_is_told_that_the_plain_text_is_older_than_the_wording(
    staff: Browser, of: Recommendation
) -> None:
    assert "älter als" not in staff.get(home(of)).main

    staff.submit(address(of), goal_de="Alle finden einen guten Kurs.")

    page = staff.get(home(of))
    assert "Der Text in einfacher Sprache ist älter als der Wortlaut." in page.main
    assert page.link("Text anpassen") == address(of)


def test_the_public_reads_that_the_text_above_counts(
    app, staff: Browser, of: Recommendation
) -> None:
    staff.submit(address(of), goal_de="Alle finden einen guten Kurs.")

    page = Browser(app).get(home(of))

    assert "Dieser Text ist älter als der Text darüber." in page.main
    assert "Text anpassen" not in page.main
    assert "älter als" not in Browser(app).get(f"{home(of)}?stichtag=2026-06-30").main


def test_a_plain_text_that_changes_with_the_wording_is_not_older(
    staff: Browser, of: Recommendation
) -> None:
    staff.submit(address(of), goal_de="Alle finden einen guten Kurs.",
                 plain_language_de="Es gibt gute Kurse.")  # fmt: skip

    assert "älter als" not in staff.get(home(of)).main
    assert "älter" not in staff.get(f"{home(of)}?sprache=en").main
