import json
from datetime import date

import pytest

from tests.planfile import plans
from tracker.errors import RuleError, StichtagError


def uids(document: plans.Document) -> set[str]:
    found: set[str] = set()
    for place in plans.places(document):
        if place.endswith(".uid"):
            here = document
            for part in plans.parts(place):
                here = here[part]
            found.add(here)
    return found


def effective(document: plans.Document, day: str) -> set[str]:
    """Return the uids of facts effective by a day."""
    text = json.dumps(document)
    found: set[str] = set()

    def look(pairs: dict) -> dict:
        if "uid" in pairs and pairs["effective_on"] <= day:
            found.add(pairs["uid"])
        return pairs

    json.loads(text, object_hook=look)
    return found


@pytest.mark.parametrize("day", ["2016-01-01", "2017-03-31", "2018-03-01", "2021-01-01"])
def test_an_export_holds_the_facts_effective_by_its_stichtag(bring, written, day):
    document = plans.full()
    bring(document)

    found = json.loads(written(stichtag=date.fromisoformat(day)))

    assert uids(found) == effective(document, day)


def test_an_export_of_today_is_the_whole_plan(bring, written, clock):
    bring(plans.full())

    assert written(stichtag=date(2026, 7, 1)) == written()


def test_an_export_as_of_a_day_can_be_imported_elsewhere(bring, written, normal):
    bring(plans.full())
    cut = json.loads(written(stichtag=date(2017, 3, 31)))
    cut["plan"]["slug"] = "damals"
    text = json.dumps(cut)
    for number, uid in enumerate(sorted(uids(cut))):
        text = text.replace(uid, f"00000000-0000-4000-8000-{number:012}")
    cut = json.loads(text)

    bring(cut)

    assert written("damals") == normal(cut)


def test_what_is_withdrawn_later_is_withdrawn_in_an_export(bring, written):
    document = plans.full()
    bring(document)

    before = json.loads(written(stichtag=date(2018, 2, 28)))
    after = json.loads(written(stichtag=date(2018, 3, 1)))

    assert before["withdrawals"] == []
    assert after["withdrawals"] == document["withdrawals"]


def test_papers_stand_in_an_export_from_their_day_on(bring, written):
    bring(plans.full())

    found = json.loads(written(stichtag=date(2016, 6, 1)))

    assert [paper["number"] for paper in found["council_papers"]] == ["XI/2016-12"]
    assert len(found["committees"][0]["sittings"]) == 2


def test_what_begins_later_is_not_in_an_export(bring, written):
    later = plans.recommendation("A-02", wordings=[plans.wording("2020-01-01")], statuses=[])
    document = plans.plan(recommendations=[plans.recommendation(), later])
    name = plans.fact("2020-01-01", name=plans.texts("Neu"))
    document["organisations"].append(plans.organisation("neu", names=[name]))
    milestone = {"number": 1, "title": plans.texts("Kurs"),
                 "deadlines": [plans.deadline("2020-01-01", "2021-01-01")]}  # fmt: skip
    document["recommendations"][0]["milestones"].append(milestone)
    bring(document)

    found = json.loads(written(stichtag=date(2019, 12, 31)))

    assert [one["code"] for one in found["recommendations"]] == ["A-01"]
    assert [one["slug"] for one in found["organisations"]] == ["jobcenter"]
    assert found["recommendations"][0]["milestones"] == []


def test_what_a_fact_refers_to_stays_with_its_first_name(bring, written):
    dropped = plans.status("2019-01-01", "dropped", replacement="A-02", reason="Geht auf.")
    later = plans.recommendation("A-02", wordings=[plans.wording("2020-01-01")], statuses=[])
    document = plans.plan(recommendations=[plans.recommendation(statuses=[dropped]), later])
    bring(document)

    found = json.loads(written(stichtag=date(2019, 12, 31)))

    assert [one["code"] for one in found["recommendations"]] == ["A-01", "A-02"]
    assert found["recommendations"][1]["wordings"] == later["wordings"]


def test_a_note_that_is_corrected_stays_with_its_correction(bring, written):
    told = plans.note("2019-03-01")
    corrected = plans.note("2019-02-01", kind="correction", corrects=told["uid"])
    bring(plans.plan(recommendations=[plans.recommendation(notes=[corrected, told])]))

    found = json.loads(written(stichtag=date(2019, 2, 1)))

    assert len(found["recommendations"][0]["notes"]) == 2


def test_a_stichtag_before_the_plan_is_told_with_the_first_day(bring, written):
    bring(plans.full())

    with pytest.raises(StichtagError, match=r"Der früheste Stichtag ist der 01\.01\.2016") as error:
        written(stichtag=date(2015, 12, 31))
    assert error.value.nearest == "2016-01-01"


def test_a_stichtag_that_lies_ahead_is_told_with_today(bring, written):
    bring(plans.full())

    with pytest.raises(StichtagError, match=r"heute, der 01\.07\.2026") as error:
        written(stichtag=date(2026, 7, 2))
    assert error.value.nearest == "2026-07-01"


def test_a_plan_nobody_has_is_told(app, written):
    with pytest.raises(RuleError, match="Einen Plan „unbekannt“ gibt es nicht"):
        written("unbekannt")
