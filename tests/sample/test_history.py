"""The sample plan: complete, consistent, deterministic, and ending in the sample states."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tracker.sample import plan_file, source

Fact = dict[str, Any]
PLAN: Fact = plan_file()
STANDS = "2026-09-30"
BERLIN = ZoneInfo("Europe/Berlin")
RECOMMENDATIONS: list[Fact] = PLAN["recommendations"]
WITHDRAWN = {one["fact"] for one in PLAN["withdrawals"]}
GIVEN = {one["code"]: one for one in source.plan()["recommendations"]}
EACH = pytest.mark.parametrize("one", RECOMMENDATIONS, ids=lambda one: one["code"])


def facts(of: object = PLAN) -> Iterator[Fact]:
    """Every dated fact, wherever it stands in the file."""
    if isinstance(of, dict):
        if "uid" in of:
            yield of
        for value in of.values():
            yield from facts(value)
    elif isinstance(of, list):
        for value in of:
            yield from facts(value)


def counting(rows: list[Fact], day: str = STANDS) -> list[Fact]:
    return [row for row in rows if row["effective_on"] <= day and row["uid"] not in WITHDRAWN]


def in_force(rows: list[Fact], day: str = STANDS) -> Fact:
    return counting(rows, day)[-1]


def end_of(quarter: str | None) -> str | None:
    if quarter is None:
        return None
    year, number = quarter.split("-Q")
    return f"{year}-" + {"1": "03-31", "2": "06-30", "3": "09-30", "4": "12-31"}[number]


def involved(one: Fact, day: str, *kinds: str) -> list[tuple[str, str]]:
    parts = {}
    for row in counting(one["involvements"], day):
        parts[row["organisation"], row["kind"]] = row["is_involved"]
    return [part for part, holds in parts.items() if holds and (not kinds or part[1] in kinds)]


def notes(kind: str = "note") -> list[tuple[Fact, Fact]]:
    return [(one, note) for one in RECOMMENDATIONS for note in one["notes"] if note["kind"] == kind]


def published_on(note: Fact) -> str | None:
    if note["kind"] == "confirmation":
        return str(note["effective_on"])
    found = [row["effective_on"] for row in note["reviews"] if row["outcome"] == "published"]
    return found[0] if found else None


def berlin_day(moment: str) -> str:
    return str(datetime.fromisoformat(moment).astimezone(BERLIN).date())


def test_every_call_gives_the_same_bytes_and_its_own_copy():
    changed = plan_file()
    changed["recommendations"][0]["wordings"][0]["title"]["de"] = "anders"
    changed["terms"].clear()

    assert json.dumps(plan_file(), ensure_ascii=False) == json.dumps(PLAN, ensure_ascii=False)


def test_it_holds_what_was_promised():
    milestones = [row for one in RECOMMENDATIONS for row in one["milestones"]]
    indicators = [row for one in RECOMMENDATIONS for row in one["indicators"]]

    assert PLAN["plan"]["slug"] == "integration"
    assert PLAN["plan"]["is_sample"] is True
    assert (len(RECOMMENDATIONS), len(milestones), len(indicators)) == (31, 122, 17)
    assert [len(PLAN[part]) for part in ("organisations", "municipalities", "action_fields")] == [
        109,
        16,
        5,
    ]
    assert (len(PLAN["committees"]), len(PLAN["council_papers"])) == (5, 3)


def test_every_text_is_german_and_english():
    def texts(of: object) -> Iterator[Fact]:
        if isinstance(of, dict):
            if "de" in of:
                yield of
            for value in of.values():
                yield from texts(value)
        elif isinstance(of, list):
            for value in of:
                yield from texts(value)

    found = list(texts(PLAN))

    assert len(found) > 700
    assert all(list(text) == ["de", "en"] and all(text.values()) for text in found)


def test_no_two_facts_share_a_uid_and_every_reference_resolves():
    uids = [fact["uid"] for fact in facts()]
    organisations = {one["slug"] for one in PLAN["organisations"]}
    codes = {one["code"] for one in RECOMMENDATIONS}
    papers = {code for paper in PLAN["council_papers"] for code in paper["recommendations"]}
    replacements = {row["replacement"] for one in RECOMMENDATIONS for row in one["statuses"]}
    named = {fact["recorded_for"] for fact in facts()} | {
        fact["organisation"] for fact in facts() if "organisation" in fact
    }

    assert len(uids) == len(set(uids))
    assert set(uids) >= WITHDRAWN
    assert named - {None} <= organisations
    assert papers | (replacements - {None}) <= codes
    assert len(organisations) == 109


def test_facts_are_recorded_on_or_after_their_day_and_none_after_november():
    for fact in facts():
        assert fact["effective_on"] <= berlin_day(fact["recorded_at"]), fact
    moments = [fact["recorded_at"] for fact in facts()]

    assert min(fact["effective_on"] for fact in facts()) == "2016-06-30"
    assert max([*moments, *(one["recorded_at"] for one in PLAN["withdrawals"])]) < "2026-11-16"


def test_after_the_last_day_there_are_only_a_few_reports():
    late = [fact for fact in facts() if fact["recorded_at"] > "2026-09-30T22"]
    reports = [note for one in RECOMMENDATIONS for note in one["notes"]]
    allowed = {fact["uid"] for fact in facts(reports)}

    assert {fact["uid"] for fact in late} <= allowed
    assert 5 <= len(late) <= 20


def test_lists_of_facts_are_in_the_order_of_the_plan_file():
    def lists(of: object) -> Iterator[list[Fact]]:
        for value in of.values() if isinstance(of, dict) else of:
            if isinstance(value, list) and value and isinstance(value[0], dict):
                if "uid" in value[0]:
                    yield value
                yield from lists(value)
            elif isinstance(value, dict):
                yield from lists(value)

    for rows in lists(PLAN):
        order = [(row["effective_on"], row["recorded_at"]) for row in rows]
        assert order == sorted(order)


@EACH
def test_a_recommendation_ends_in_its_sample_state(one):
    given = GIVEN[one["code"]]
    parts = involved(one, STANDS)

    assert in_force(one["statuses"])["status"] == given["status"]
    assert sorted(who for who, kind in parts if kind == "lead") == sorted(given["leads"])
    assert sorted(who for who, kind in parts if kind == "contributing") == sorted(
        given["contributing"]
    )
    assert in_force(one["wordings"])["title"] == given["title"]


@EACH
def test_every_milestone_ends_in_its_sample_state(one):
    for given, milestone in zip(GIVEN[one["code"]]["milestones"], one["milestones"], strict=True):
        states, deadline = counting(milestone["states"]), in_force(milestone["deadlines"])
        done = [row for row in states[-1:] if row["state"] == "done"]

        assert (states[-1]["state"] if states else "planned") == given["state"]
        assert (deadline["due_on"], deadline["precision"]) == (end_of(given["due"]), "quarter")
        assert (done[0]["effective_on"] if done else None) == end_of(given["done"])
        assert all(row["precision"] == "quarter" for row in done)


@EACH
def test_a_milestone_exists_from_its_first_deadline_and_not_before_its_recommendation(one):
    since = one["statuses"][0]["effective_on"]

    assert one["wordings"][0]["effective_on"] == since
    assert min(row["effective_on"] for row in one["involvements"]) >= since
    for milestone in one["milestones"]:
        first = milestone["deadlines"][0]
        assert since <= first["effective_on"] < first["due_on"]
        assert all(row["effective_on"] >= first["effective_on"] for row in milestone["states"])


@EACH
def test_status_steps_fit_the_milestones(one):
    steps = counting(one["statuses"])
    begun = [row["effective_on"] for row in steps if row["status"] == "in_progress"]
    done = [
        row["effective_on"]
        for milestone in one["milestones"]
        for row in counting(milestone["states"])
        if row["state"] == "done"
    ]

    assert steps[0]["status"] == "not_started"
    assert all(
        earlier["status"] != later["status"] or later["review_on"] != earlier["review_on"]
        for earlier, later in pairwise(steps)
    )
    if done and one["code"] != "E-07":
        assert begun[0] <= min(done)


def test_the_special_cases_are_there():
    last = {one["code"]: in_force(one["statuses"]) for one in RECOMMENDATIONS}

    assert last["V-06"]["replacement"] == "V-03"
    assert last["V-06"]["reason"].startswith("Bestehende Förderdatenbanken")
    assert last["O-05"]["review_on"] == "2027-03-31"
    assert "Wiederbesetzung" in last["O-05"]["reason"]
    assert last["O-06"]["status"] == "not_started"
    assert last["E-07"]["status"] == "in_preparation"


def test_a_reason_stands_wherever_one_is_required():
    for one in RECOMMENDATIONS:
        for row in one["statuses"]:
            assert row["reason"] or row["status"] not in {"on_hold", "dropped"}
            assert bool(row["review_on"]) == (row["status"] == "on_hold")
        for milestone in one["milestones"]:
            assert all(row["reason"] for row in milestone["deadlines"][1:])
            assert all(row["reason"] for row in milestone["states"] if row["state"] == "dropped")
        for note in one["notes"]:
            assert all(r["reason"] for r in note["reviews"] if r["outcome"] == "returned")
    assert all(one["reason"] for one in PLAN["withdrawals"])


def test_a_good_part_of_the_milestones_was_moved():
    kept = [
        counting(milestone["deadlines"])
        for one in RECOMMENDATIONS
        for milestone in one["milestones"]
    ]
    moves = [len(rows) - 1 for rows in kept]
    reasons = [row["reason"] for rows in kept for row in rows[1:]]

    assert 0.35 <= sum(number > 0 for number in moves) / 122 <= 0.45
    assert max(moves) == 3
    assert len(set(reasons)) == len(reasons)
    assert all(a["due_on"] != b["due_on"] for rows in kept for a, b in pairwise(rows))
    assert any(rows[-1]["due_on"] < rows[0]["due_on"] for rows in kept)


def test_a_milestone_is_moved_only_while_it_is_open():
    for one in RECOMMENDATIONS:
        for milestone in one["milestones"]:
            ended = [
                row["effective_on"]
                for row in counting(milestone["states"])
                if row["state"] in {"done", "dropped"}
            ]
            moved = [row["effective_on"] for row in milestone["deadlines"][1:]]
            assert not ended or not moved or max(moved) < ended[-1]


def test_done_milestones_are_recorded_soon_and_a_few_long_afterwards():
    delays = [
        (date.fromisoformat(row["recorded_at"][:10]) - date.fromisoformat(row["effective_on"])).days
        for one in RECOMMENDATIONS
        for milestone in one["milestones"]
        for row in milestone["states"]
        if row["state"] == "done"
    ]

    assert sum(delay <= 40 for delay in delays) > 75
    assert 4 <= sum(delay > 90 for delay in delays) <= 10


def test_the_lead_was_handed_over_in_some_recommendations():
    handed_over = [
        one["code"]
        for one in RECOMMENDATIONS
        if set(involved(one, "2018-12-31", "lead")) - set(involved(one, STANDS, "lead"))
        or set(involved(one, "2016-12-31", "lead")) - set(involved(one, STANDS, "lead"))
    ]

    assert len(handed_over) >= 3


def test_some_organisations_and_recommendations_had_other_names():
    renamed = [one for one in PLAN["organisations"] if len(one["names"]) > 1]
    reworded = [
        one
        for one in RECOMMENDATIONS
        if one["wordings"][0]["title"] != in_force(one["wordings"])["title"]
    ]
    plain = [one for one in RECOMMENDATIONS if in_force(one["wordings"])["plain_language"]]

    assert "Stabsstelle Migration" in renamed[0]["names"][0]["name"]["de"]
    assert (len(renamed) >= 3, len(reworded), len(plain)) == (True, 3, 6)


def test_an_organisation_has_no_part_before_its_name():
    since = {one["slug"]: one["names"][0]["effective_on"] for one in PLAN["organisations"]}

    for one in RECOMMENDATIONS:
        for row in one["involvements"]:
            assert since[row["organisation"]] <= row["effective_on"]


def test_there_are_enough_reports_from_enough_organisations():
    texts = [note["text"] for _one, note in notes()]
    confirmed = len(notes("confirmation"))
    reporting = {
        note["organisation"]
        for one in RECOMMENDATIONS
        for note in one["notes"]
        if published_on(note)
    }

    assert len(texts) + confirmed >= 520
    assert len(set(texts)) == len(texts) >= 400
    assert all(60 <= len(text) <= 420 for text in texts)
    assert 0.2 <= confirmed / (len(texts) + confirmed) <= 0.3
    assert len(reporting) >= 65
    assert 109 - len(reporting) >= 25
    assert {one["slug"] for one in PLAN["organisations"] if one["slug"].startswith("g-")} <= (
        reporting
    )


def test_reports_come_in_every_year_and_from_involved_organisations():
    years = Counter(note["effective_on"][:4] for one in RECOMMENDATIONS for note in one["notes"])

    assert set(years) == {str(year) for year in range(2016, 2027)}
    assert min(years.values()) >= 25
    for one in RECOMMENDATIONS:
        for note in one["notes"]:
            who = {part for part, _kind in involved(one, note["effective_on"])}
            assert note["organisation"] in who, (one["code"], note)


def test_every_recommendation_but_the_youngest_was_reported_on():
    assert [one["code"] for one in RECOMMENDATIONS if not one["notes"]] == ["O-06"]


def test_notes_name_no_person_and_no_address():
    pattern = re.compile(r"@|\bHerrn?\b|\bFrau [A-ZÄÖÜ]|\bDr\.|https?:|\d{5}")

    for _one, note in notes():
        assert not pattern.search(note["text"]), note["text"]


def test_reviews_come_within_two_weeks_and_few_notes_are_returned():
    reviews = [(note, review) for _one, note in notes() for review in note["reviews"]]
    outcomes = Counter(review["outcome"] for _note, review in reviews)
    waiting = [note for _one, note in notes() if not note["reviews"]]

    for note, review in reviews:
        recorded_on = date.fromisoformat(note["recorded_at"][:10])
        assert 1 <= (date.fromisoformat(review["effective_on"]) - recorded_on).days <= 14
        assert review["text"] != note["text"]
    assert 0.01 <= outcomes["returned"] / len(reviews) <= 0.05
    assert sum(bool(review["text"]) for _note, review in reviews) >= 5
    assert 2 <= len(waiting) <= 5
    assert all(note["effective_on"] > STANDS for note in waiting)
    assert all(not note["reviews"] and not note["text"] for _one, note in notes("confirmation"))


def test_a_correction_names_an_earlier_note_of_the_same_organisation():
    earlier = {note["uid"]: note for _one, note in notes()}
    corrections = notes("correction")

    assert len(corrections) == 2
    for _one, note in corrections:
        corrected = earlier[note["corrects"]]
        assert corrected["organisation"] == note["organisation"]
        assert corrected["recorded_at"] < note["recorded_at"]


def test_organisations_write_themselves_or_the_plan_office_for_them():
    roles = Counter(note["recorded_role"] for _one, note in notes())

    assert all(note["recorded_for"] == note["organisation"] for _one, note in notes())
    assert set(roles) == {"stakeholder", "staff"}
    assert roles["stakeholder"] > roles["staff"] > 20


def test_freshness_on_the_last_day_is_mixed():
    def freshness(one: Fact) -> str:
        if in_force(one["statuses"])["status"] in {"completed", "dropped"}:
            return "exempt"
        who = {part for part, _kind in involved(one, STANDS)}
        days = [
            note["effective_on"]
            for note in one["notes"]
            if note["uid"] not in WITHDRAWN
            and note["organisation"] in who
            and (published_on(note) or "9999") <= STANDS
        ]
        if not days:
            return "never"
        age = (date.fromisoformat(STANDS) - date.fromisoformat(max(days))).days
        return "current" if age <= 180 else "due" if age <= 365 else "stale"

    found = Counter(freshness(one) for one in RECOMMENDATIONS)

    assert found["current"] > 31 / 2
    assert min(found["due"], found["stale"]) >= 3
    assert (found["never"], found["exempt"]) == (1, 3)


def test_some_obstacles_are_still_open():
    obstacles = [row for one in RECOMMENDATIONS for row in one["obstacles"]]
    open_ones = [row for row in obstacles if not row["ends"]]

    assert 8 <= len(obstacles) <= 12
    assert 3 <= len(open_ones) <= 5
    assert {row["addressee"] for row in obstacles} == {
        "money",
        "staff",
        "law",
        "partner",
        "council",
    }
    assert all(
        row["effective_on"] < row["ends"][0]["effective_on"] for row in obstacles if row["ends"]
    )


def test_wrong_facts_were_withdrawn_days_later():
    recorded = {fact["uid"]: fact["recorded_at"] for fact in facts()}

    assert 2 <= len(PLAN["withdrawals"]) <= 4
    for one in PLAN["withdrawals"]:
        assert recorded[one["fact"]] < one["recorded_at"]


def test_indicators_have_one_value_a_year_from_the_baseline_on():
    for one in RECOMMENDATIONS:
        for indicator in one["indicators"]:
            years = [row["year"] for row in indicator["values"]]
            assert years == list(range(indicator["baseline_year"], years[-1] + 1))
            assert indicator["values"][0]["value"] == indicator["baseline"]
            assert all(row["source"]["de"] for row in indicator["values"])


def test_the_council_sits_four_times_a_year():
    sittings = {one["slug"]: one["sittings"] for one in PLAN["committees"]}
    years = Counter(row["held_on"][:4] for row in sittings["kreistag"])

    assert years == {str(year): 4 for year in range(2016, 2027)}
    assert all(sittings.values())
    for rows in sittings.values():
        days = [date.fromisoformat(row["held_on"]) for row in rows]
        assert days == sorted(set(days))
        assert all(day.weekday() in {2, 3} for day in days)
    for paper in PLAN["council_papers"]:
        held = [row["held_on"] for row in sittings[paper["committee"]]]
        assert paper["published_on"] in held
