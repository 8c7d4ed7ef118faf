"""Plan documents for tests: whole ones, small ones, and ways to change them."""

import itertools
import re
import uuid
from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]

_counter = itertools.count(1)


def uid() -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"fact {next(_counter)}"))


def texts(german: str) -> dict[str, str]:
    return {"de": german, "en": f"{german} (English)"}


def fact(day: str, **values: object) -> Document:
    """Make a fact that holds from a day on and was recorded that morning."""
    return {
        "uid": uid(),
        "effective_on": day,
        "recorded_at": f"{day}T08:15:00Z",
        "recorded_for": None,
        "recorded_role": "staff",
        "reason": "",
        **values,
    }


def term(code: str) -> Document:
    return {"code": code, "label": texts(f"Wort {code}")}


def organisation(slug: str, **values: object) -> Document:
    name = fact("2016-01-01", name=texts(f"Amt {slug}"), successor=None, has_ended=False)
    return {
        "slug": slug,
        "category": "office",
        "municipality": None,
        "contact_role": None,
        "names": [name],
        **values,
    }


def action_field(code: str, position: int = 0, **values: object) -> Document:
    wording = fact(
        "2016-01-01",
        title=texts(f"Feld {code}"),
        description=texts("Worum es geht."),
        position=position,
        is_retired=False,
        successor=None,
    )
    return {"code": code, "slug": f"feld-{code.lower()}", "wordings": [wording], **values}


def wording(day: str = "2016-01-01", action_field: str = "A", **values: object) -> Document:
    return fact(
        day,
        action_field=action_field,
        title=texts("Sprachkurse ausbauen"),
        goal=texts("Alle finden einen Kurs."),
        description=texts("Der Kreis stimmt die Angebote ab."),
        plain_language=None,
        **values,
    )


def status(day: str, word: str = "in_progress", **values: object) -> Document:
    return fact(day, **{"status": word, "review_on": None, "replacement": None, **values})


def recommendation(code: str = "A-01", **values: object) -> Document:
    return {
        "code": code,
        "time_horizon": "short",
        "priority": "high",
        "funding": [],
        "wordings": [wording(action_field=code[0])],
        "statuses": [status("2016-01-01", "not_started")],
        "involvements": [],
        "milestones": [],
        "indicators": [],
        "notes": [],
        "obstacles": [],
        **values,
    }


def deadline(
    day: str, due_on: str, reason: str = "", precision: str = "day", **values: object
) -> Document:
    return fact(day, **{"due_on": due_on, "precision": precision, "reason": reason, **values})


def note(day: str, by: str = "jobcenter", text: str = "Es geht voran.", **values: Any) -> Document:
    made = fact(day, organisation=by, kind="note", language="de", text=text, corrects=None)
    return {**made, "recorded_role": "stakeholder", "recorded_for": by, "reviews": [], **values}


def plan(slug: str = "integration", **values: Any) -> Document:
    """Make the smallest plan: one field, one organisation, one recommendation."""
    return {
        "format": "masterplan-tracker/plan",
        "version": 1,
        "plan": {
            "slug": slug,
            "title": texts("Masterplan Integration"),
            "description": texts("Was der Kreis tut."),
            "publisher": texts("Musterkreis"),
            "languages": ["de", "en"],
            "is_sample": False,
            "disclaimer": None,
        },
        "terms": {
            "organisation_categories": [term("office"), term("association")],
            "funding_types": [term("county"), term("state")],
            "time_horizons": [{**term("short"), "hint": texts("bis zwei Jahre")}],
            "priorities": [term("high"), term("normal")],
        },
        "thresholds": [],
        "municipalities": [],
        "organisations": [organisation("jobcenter")],
        "action_fields": [action_field("A")],
        "committees": [],
        "recommendations": [recommendation()],
        "council_papers": [],
        "withdrawals": [],
        **values,
    }


def full(slug: str = "integration") -> Document:
    """Make a plan that uses every list and every value of the format, in canonical order."""
    moved = deadline("2017-05-02", "2018-12-31", "Die Stelle ist noch unbesetzt.", "year")
    wrong = status("2018-03-01", "completed")
    told = note("2017-02-01", reviews=[fact("2017-02-03", outcome="published", text="Gekürzt.")])
    corrected = note("2017-03-01", kind="correction", corrects=told["uid"])
    confirmed = note("2018-01-15", kind="confirmation", text="")
    first = recommendation(
        "A-01",
        funding=["state", "county"],
        wordings=[wording(), wording("2019-06-01", "B", reason="Neu zugeordnet.")],
        statuses=[
            status("2016-01-01", "not_started"),
            status("2017-01-01", "on_hold", review_on="2018-01-01", reason="Kein Personal."),
            wrong,
            status("2019-01-01", "dropped", replacement="B-01", reason="Aufgegangen in B-01."),
        ],
        involvements=[
            fact("2016-01-01", organisation="ihk", kind="contributing", is_involved=True),
            fact("2016-01-01", organisation="jobcenter", kind="funding", is_involved=True),
            fact("2016-01-01", organisation="jobcenter", kind="lead", is_involved=True),
            fact("2018-06-30", organisation="ihk", kind="contributing", is_involved=False),
        ],
        milestones=[
            {
                "number": 1,
                "title": texts("Bogen abgestimmt"),
                "states": [
                    fact("2016-06-01", state="in_progress", precision="day"),
                    fact("2017-03-31", recorded_at="2017-04-04T09:00:00.250000Z", state="done",
                         precision="quarter"),
                ],
                "deadlines": [
                    deadline("2016-01-01", "2016-12-31", precision="quarter"),
                    moved,
                ],
            },
            {"number": 2, "title": texts("Bogen gedruckt"), "states": [],
             "deadlines": [deadline("2016-01-01", "2017-06-30", precision="month")]},
        ],
        indicators=[
            {
                "number": 1,
                "name": texts("Menschen im Kurs"),
                "unit": texts("Personen"),
                "kind": "output",
                "baseline_year": 2016,
                "baseline": 20,
                "target_year": 2027,
                "target": 80.5,
                "values": [
                    fact("2017-01-31", year=2016, value=22.125, source=texts("Erhebung")),
                    fact("2018-01-31", year=2017, value=-3, source=texts("Erhebung")),
                ],
            }
        ],
        notes=[told, corrected, confirmed],
        obstacles=[
            fact("2017-01-01", addressee="money", text=texts("Es fehlt Geld."),
                 organisation="jobcenter", due_on="2017-12-31",
                 ends=[fact("2018-01-01", text=texts("Bewilligt."))]),
            fact("2018-01-01", addressee="council", text=texts("Beschluss offen."),
                 organisation=None, ends=[]),
        ],
        decisions=[
            fact("2018-06-01", committee="kreistag", language="de", text="Die Mittel sind da."),
            fact("2018-07-01", committee=None, language="de", text="Wir fangen an."),
        ],
    )  # fmt: skip
    document = plan(
        slug,
        thresholds=[
            fact("2016-01-01", attention_days=60, upcoming_days=14, current_days=90, due_days=180)
        ],
        municipalities=[
            {"ags": "06636003", "name": "Eschwege", "kind": texts("Kreisstadt"),
             "latitude": 51.1878, "longitude": 10, "population": 19606,
             "population_on": "2023-12-31", "seat": None},
            {"ags": "06636016", "name": "Witzenhausen", "kind": texts("Stadt"), "latitude": None,
             "longitude": None, "population": None, "population_on": None, "seat": "Kernstadt"},
        ],
        organisations=[
            organisation("ihk", category="association", names=[
                fact("2016-01-01", name=texts("Kammer"), successor=None, has_ended=False),
                fact("2020-01-01", name=texts("Kammer"), successor="jobcenter", has_ended=True),
            ]),
            organisation("jobcenter", municipality="06636003", contact_role=texts("Leitung")),
        ],
        action_fields=[
            action_field("A", wordings=[
                *action_field("A")["wordings"],
                fact("2021-01-01", title=texts("Arbeit"), description=texts(""), position=3,
                     is_retired=True, successor="B"),
            ]),
            action_field("B", 1),
        ],
        committees=[
            {"slug": "kreistag", "name": texts("Kreistag"), "decides": True, "sittings": [
                {"held_on": "2016-03-11", "title": None},
                {"held_on": "2016-06-17", "title": texts("Sondersitzung")},
            ]},
        ],
        recommendations=[first, recommendation("B-01")],
        council_papers=[
            {"number": "XI/2016-12", "title": texts("Masterplan"), "published_on": "2016-03-01",
             "committee": "kreistag", "role": texts("Beschluss"), "result": texts("angenommen"),
             "web": "https://kreis.example/vorlage?id=12", "recommendations": ["A-01", "B-01"]},
            {"number": "XI/2018-40", "title": texts("Bericht"), "published_on": "2018-03-01",
             "committee": "kreistag", "role": texts("Kenntnisnahme"), "result": texts(""),
             "web": None, "recommendations": []},
        ],
        withdrawals=[
            {"fact": wrong["uid"], "recorded_at": "2018-03-05T10:00:00Z",
             "recorded_for": "jobcenter", "recorded_role": "staff", "reason": "Verwechslung."},
        ],
    )  # fmt: skip
    document["plan"]["disclaimer"] = texts("Ein Muster")
    document["plan"]["is_sample"] = True
    return document


def put(document: Document, place: str, value: object) -> Document:
    """Set a value at a place such as recommendations[0].code; the same document comes back."""
    *path, last = parts(place)
    here: Any = document
    for part in path:
        here = here[part]
    here[last] = value
    return document


def take(document: Document, place: str) -> Any:
    """Remove and return what is at a place."""
    *path, last = parts(place)
    here: Any = document
    for part in path:
        here = here[part]
    return here.pop(last)


def parts(place: str) -> list[str | int]:
    found = re.findall(r"[^.\[\]]+", place)
    return [int(part) if part.isdigit() else part for part in found]


def places(value: object, above: str = "") -> Iterator[str]:
    """Yield the place of every value of a document, lists and objects included."""
    if isinstance(value, dict):
        for key, item in value.items():
            here = f"{above}.{key}" if above else key
            yield here
            yield from places(item, here)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield f"{above}[{index}]"
            yield from places(item, f"{above}[{index}]")
