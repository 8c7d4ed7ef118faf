import contextlib
import itertools
import json
from datetime import date

import pytest

from tests.planfile import plans
from tracker.i18n import Precision
from tracker.planfile import checks, document
from tracker.planfile.structure import SCHEMA
from tracker.planfile.words import MOST_PROBLEMS, PlanFileError

REC = "recommendations[0]"
MOVE = f"{REC}.milestones[0].deadlines[1]"
NOBODY = "6f0c2f5e-3c1b-4d7e-9a55-0c8f4e1b2a99"
HANDBOOK = SCHEMA.parents[2] / "docs" / "plan-file.md"


def test_the_example_of_the_handbook_is_right(app):
    example = HANDBOOK.read_text(encoding="utf-8").split("```json")[1].split("```")[0]

    assert document.parse(example.encode()).text("slug") == "integration"


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        ("format", "x", 'Erwartet wird "masterplan-tracker/plan".'),
        ("version", 2, "Erwartet wird 1."),
        ("plan", [], "Erwartet wird ein Objekt"),
        ("plan.slug", "Integration Plan", "Kleinbuchstaben"),
        ("plan.slug", "integration\n", "Kleinbuchstaben"),
        ("plan.slug", "hilfe", "braucht das Programm selbst"),
        ("plan.slug", "x" * 61, "erlaubt sind 60"),
        ("plan.title", {}, "ein Text je Sprache"),
        ("plan.title", {"deutsch": "x"}, "Kürzel einer Sprache"),
        ("plan.title", {"en": "Plan"}, "in der ersten Sprache des Plans („de“)"),
        ("plan.title.de", " ", "darf nicht leer sein"),
        ("plan.languages", [], "mindestens ein Eintrag"),
        ("plan.languages", ["de", "de"], "zweimal"),
        ("plan.is_sample", 1, "true oder false"),
        ("terms.priorities[1].code", "high", "steht schon bei terms.priorities[0]"),
        ("thresholds[0].due_days", -1, "Anzahl von Tagen"),
        ("thresholds[0].due_days", 80, "mindestens so viel wie current_days"),
        ("municipalities[0].latitude", 91, "Koordinate"),
        ("municipalities[0].ags", "Eschwege", "Gemeindeschlüssel"),
        ("organisations[0].category", "ofice", "Ist „office“ gemeint?"),
        ("organisations[1].slug", "ihk", "steht schon bei organisations[0]"),
        ("organisations[1].municipality", "00000000", "steht nicht unter municipalities"),
        ("organisations[0].names", [], "mindestens ein Eintrag"),
        ("organisations[0].names[1].successor", "ihk", "nicht selbst ersetzen"),
        ("organisations[0].names[0].recorded_for", "nobody", "steht nicht unter organisations"),
        ("action_fields[1].slug", "feld-a", "steht schon bei action_fields[0]"),
        ("committees[0].sittings[1].held_on", "2016-03-11", "steht schon bei"),
        (f"{REC}.code", "A 01", "Buchstaben"),
        (f"{REC}.time_horizon", "long", "steht nicht unter terms.time_horizons"),
        (f"{REC}.funding[1]", "eu", "steht nicht unter terms.funding_types"),
        (f"{REC}.wordings[0].action_field", "C", "steht nicht unter action_fields"),
        (f"{REC}.wordings[0].effective_on", "2016-02-30", "ein Tag wie"),
        (f"{REC}.wordings[0].effective_on", "1.2.2016", "ein Tag wie"),
        (f"{REC}.wordings[0].effective_on", "2016-01-02", "spätestens der Tag der Erfassung"),
        (f"{REC}.wordings[0].recorded_at", "2016-01-01 08:15", "ein Zeitpunkt in UTC"),
        (f"{REC}.wordings[0].recorded_at", "2026-07-01T10:00:01Z", "in der Zukunft"),
        (f"{REC}.wordings[0].uid", "1", "UUID"),
        (f"{REC}.wordings[0].recorded_role", "mayor", "eines von: stakeholder, staff"),
        (f"{REC}.wordings[0].reason", "x" * 4001, "erlaubt sind 4000"),
        (f"{REC}.wordings[0].title.de", "Herr\x00Schmidt", "Steuerzeichen"),
        (f"{REC}.wordings[0].title.de", "Zeile\x0b", "Steuerzeichen"),
        (f"{REC}.wordings[0].title.de", "\ud800", "Steuerzeichen"),
        (f"{REC}.wordings[0].goal.de", "x" * 10_000_000, "erlaubt sind 20000"),
        (f"{REC}.statuses[1].status", "late", "eines von: not_started"),
        (f"{REC}.statuses[1].reason", " ", "Begründung"),
        (f"{REC}.statuses[1].review_on", None, "wieder geprüft"),
        (f"{REC}.statuses[3].reason", "", "Begründung"),
        (f"{REC}.statuses[3].replacement", "A-01", "nicht selbst ersetzen"),
        (f"{REC}.statuses[3].replacement", "Z-01", "steht nicht unter recommendations"),
        (f"{REC}.involvements[0].organisation", "ikh", "Ist „ihk“ gemeint?"),
        (f"{REC}.milestones[0].number", 0, "ganze Zahl ab 1"),
        (f"{REC}.milestones[1].number", 1, "steht schon bei"),
        (f"{REC}.milestones[0].states[0]", plans.fact("2016-06-01", state="dropped"), "Begründung"),
        (f"{REC}.milestones[0].states[0].precision", "month", "einen Tag"),
        (f"{MOVE}.due_on", "2018-06-30", "der letzte Tag des Zeitraums (Jahr)"),
        (f"{MOVE}.due_on", "2016-12-31", "anderen Termin"),
        (f"{MOVE}.due_on", "", "ein Tag wie"),
        (f"{MOVE}.reason", "", "warum der Termin verschoben wird"),
        (f"{REC}.indicators[0].values[0].value", "22", "eine Zahl"),
        (f"{REC}.indicators[0].values[0].value", 1e16, "eine Zahl"),
        (f"{REC}.indicators[0].values[0].value", 0.1234567, "sechs Stellen nach dem Komma"),
        (f"{REC}.indicators[0].values[0].year", 17, "ein Jahr"),
        (f"{REC}.notes[0].text", "", "darf nicht leer sein"),
        (f"{REC}.notes[0].text", "x" * 10_000_000, "erlaubt sind 20000"),
        (f"{REC}.notes[0].organisation", "feuerwehr", "steht nicht unter organisations"),
        (f"{REC}.notes[1].corrects", NOBODY, "steht nicht unter notes"),
        (f"{REC}.notes[1].corrects", None, "Genau eine Berichtigung"),
        (f"{REC}.obstacles[0].addressee", "weather", "eines von: money"),
        ("council_papers[0].web", "javascript:alert(1)", "https://"),
        ("council_papers[0].recommendations[0]", "A-99", "steht nicht unter recommendations"),
        ("council_papers[0].recommendations", ["A-01", "A-01"], "zweimal"),
        ("council_papers[0].committee", "rat", "steht nicht unter committees"),
        ("withdrawals[0].fact", NOBODY, "kein Eintrag mit dieser uid"),
        ("withdrawals[0].recorded_at", "2018-02-01T00:00:00Z", "vor dem Eintrag"),
        ("withdrawals[0].recorded_at", "2027-01-01T00:00:00Z", "in der Zukunft"),
    ],
)
def test_a_wrong_value_is_told_with_its_place(refused, place, value, sentence):
    found = refused(plans.put(plans.full(), place, value))

    there = {at: text for at, text in found.items() if at.startswith(place)}
    assert sentence in " ".join(there.values()), found


def test_only_a_correction_corrects(refused):
    document = plans.put(plans.full(), f"{REC}.notes[1].kind", "note")

    assert "Genau eine Berichtigung" in refused(document)[f"{REC}.notes[1].corrects"]


def test_a_value_that_is_missing_is_told(refused):
    document = plans.full()
    plans.take(document, f"{REC}.milestones[1].title")

    assert refused(document) == {f"{REC}.milestones[1].title": "Diese Angabe fehlt."}


def test_a_value_nobody_knows_is_told_with_what_may_be_meant(refused):
    document = plans.put(plans.full(), f"{REC}.milestones[1].titel", "x")

    assert refused(document) == {
        f"{REC}.milestones[1].titel": "Diese Angabe kennt das Format nicht. Ist „title“ gemeint?"
    }


def test_a_person_cannot_stand_in_the_file(refused):
    document = plans.put(plans.full(), f"{REC}.notes[0].recorded_by", "Erika Mustermann")

    assert list(refused(document)) == [f"{REC}.notes[0].recorded_by"]


def test_a_uid_stands_only_once(refused):
    document = plans.full()
    twice = document["organisations"][0]["names"][0]["uid"]
    plans.put(document, f"{REC}.notes[0].reviews[0].uid", twice)

    assert refused(document) == {
        f"{REC}.notes[0].reviews[0].uid": f"„{twice}“ steht schon bei organisations[0].names[0]."
    }


def test_all_wrong_places_are_told_at_once(refused):
    document = plans.full()
    plans.put(document, "plan.slug", "A B")
    plans.put(document, f"{REC}.milestones[0].title", "x")
    plans.put(document, f"{REC}.milestones[1].deadlines[0].due_on", "morgen")
    plans.take(document, f"{REC}.priority")

    assert set(refused(document)) == {
        "plan.slug",
        f"{REC}.priority",
        f"{REC}.milestones[0].title",
        f"{REC}.milestones[1].deadlines[0].due_on",
    }


def test_no_more_than_fifty_places_are_printed(app):
    document_ = plans.plan(recommendations=[plans.recommendation() for _ in range(80)])

    with pytest.raises(PlanFileError) as error:
        document.check(document_)

    lines = str(error.value).splitlines()
    assert len(lines) == MOST_PROBLEMS + 1
    assert lines[-1] == "… und 29 weitere Stellen."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "kein lesbares JSON: Zeile 1, Spalte 1"),
        (b'{"format": ', "kein lesbares JSON"),
        (b'{"plan": 1, "plan": 2}', "„plan“ steht zweimal"),
        (b"\xff\xfe{}", "nicht in UTF-8"),
        (b"[" * 200_000, "kein lesbares JSON"),
        (b'{"version": NaN}', "kein lesbares JSON"),
        (b'{"version": ' + b"9" * 5000 + b"}", "kein lesbares JSON"),
        (b"[]", "Erwartet wird ein Objekt"),
        (b"null", "Erwartet wird ein Objekt"),
    ],
)
def test_what_is_no_plan_at_all_is_told(app, content, sentence):
    with pytest.raises(PlanFileError, match=sentence):
        document.parse(content)


def test_a_file_that_begins_with_a_mark_of_its_encoding_is_read(app):
    content = b"\xef\xbb\xbf" + json.dumps(plans.plan()).encode()

    assert document.parse(content).text("slug") == "integration"


JUNK = [None, True, -1, 1.5, "", "\x00", "Ä b", [], [[]], {}, {"de": 1}, "9" * 400]


def test_whatever_stands_in_a_place_is_taken_or_told(app):
    text = json.dumps(plans.full())
    for value, place in zip(itertools.cycle(JUNK), list(plans.places(json.loads(text)))):
        changed = plans.put(json.loads(text), place, value)
        with contextlib.suppress(PlanFileError):
            document.parse(json.dumps(changed).encode())


def test_a_deadline_is_judged_by_what_was_known_when_it_was_recorded(app):
    first = plans.deadline("2016-01-01", "2016-12-31")
    wrong = plans.deadline("2016-05-01", "2017-12-31", "Vertan.")
    again = plans.deadline("2016-05-02", "2016-12-31", "Bleibt.")
    document_ = plans.plan(
        recommendations=[
            plans.recommendation(
                milestones=[
                    {"number": 1, "title": plans.texts("Kurs"),
                     "deadlines": [first, wrong, again]},
                ]
            )
        ],
        withdrawals=[
            {"fact": wrong["uid"], "recorded_at": "2016-05-03T00:00:00Z", "reason": "Vertan."}
        ],
    )  # fmt: skip

    assert document.check(document_)

    document_["withdrawals"][0]["recorded_at"] = "2016-05-01T12:00:00Z"
    with pytest.raises(PlanFileError, match=r"deadlines\[2\].due_on"):
        document.check(document_)


def test_a_fact_reported_late_is_judged_by_its_day(app):
    late = plans.deadline("2016-01-01", "2016-12-31", recorded_at="2018-01-01T00:00:00Z")
    known = plans.deadline("2017-01-01", "2017-12-31")
    milestone = {"number": 1, "title": plans.texts("Kurs"), "deadlines": [known, late]}

    assert document.check(
        plans.plan(recommendations=[plans.recommendation(milestones=[milestone])])
    )


@pytest.mark.parametrize(
    ("day", "precision", "is_last"),
    [
        ("2026-09-30", Precision.QUARTER, True),
        ("2026-10-31", Precision.QUARTER, False),
        ("2024-02-29", Precision.MONTH, True),
        ("2024-02-28", Precision.MONTH, False),
        ("2026-12-31", Precision.YEAR, True),
        ("2026-06-30", Precision.YEAR, False),
        ("2026-06-17", Precision.DAY, True),
    ],
)
def test_a_period_ends_on_its_last_day(day, precision, is_last):
    assert checks.is_last_day(date.fromisoformat(day), precision) is is_last
