import copy
import json
from datetime import date

import pytest
from sqlalchemy import event, func, select

from tests import make
from tests.planfile import plans
from tracker.accounts.models import AuditEntry, Role
from tracker.council.models import PaperRecommendation
from tracker.db import db
from tracker.errors import StaleError
from tracker.history.stichtag import Withdrawal
from tracker.milestones.models import Milestone, MilestoneDeadline
from tracker.notes.models import Note
from tracker.plan.models import Installation, Plan, RecommendationStatus
from tracker.planfile import actions, document
from tracker.planfile.shape import PLAN, sections
from tracker.planfile.words import WORDS, PlanFileError
from tracker.sample import plan_file

REC = "recommendations[0]"


def rows() -> dict[str, int]:
    """Count the rows of every table a plan file fills."""
    models = {section.model for section in (PLAN, *sections())} | {AuditEntry, PaperRecommendation}
    return {
        model.__tablename__: db.session.scalar(select(func.count()).select_from(model))
        for model in models
    }


def revisions() -> tuple[int, int]:
    own = db.session.scalar(select(Plan.revision).where(Plan.slug == "integration"))
    shared = db.session.scalar(select(Installation.revision))
    db.session.remove()
    return own or 0, shared or 0


def four_chapters() -> plans.Document:
    chapters = ["I", "II", "III", "IV"]
    return plans.plan(
        "fortschreibung",
        action_fields=[plans.action_field(code, place) for place, code in enumerate(chapters)],
        recommendations=[
            plans.recommendation(f"{code}.{number}", wordings=[plans.wording(action_field=code)])
            for code in chapters
            for number in range(1, 4)
        ],
    )


def without_english() -> plans.Document:
    def german(value):
        if isinstance(value, dict):
            return {key: german(item) for key, item in value.items() if key != "en"}
        return [german(item) for item in value] if isinstance(value, list) else value

    document = german(plans.full())
    document["plan"]["languages"] = ["de"]
    return document


def many() -> plans.Document:
    return plans.plan(
        recommendations=[plans.recommendation(f"A-{number:03}") for number in range(300)]
    )


def empty() -> plans.Document:
    return plans.plan(organisations=[], action_fields=[], recommendations=[])


@pytest.mark.parametrize("made", [plans.full, four_chapters, without_english, many, empty])
def test_what_comes_in_goes_out_the_same(bring, written, normal, made):
    document = made()

    bring(document)

    assert written(document["plan"]["slug"]) == normal(document)


def test_the_sample_plan_comes_in_and_goes_out_the_same(bring, written, normal, clock):
    clock.at(date(2026, 11, 22))
    sample = plan_file()

    bring(sample)

    assert written() == normal(sample)


def test_the_same_file_again_changes_nothing(bring):
    document = plans.full()
    assert not bring(document).is_empty
    before, revision = rows(), revisions()

    assert bring(document).is_empty

    assert rows() == before
    assert revisions() == revision


def test_the_exported_file_changes_nothing(bring, written):
    bring(plans.full())
    before = rows()

    assert bring(json.loads(written())).is_empty

    assert rows() == before


def test_imported_facts_name_no_person(bring):
    bring(plans.full())

    assert set(db.session.scalars(select(Note.recorded_by_id))) == {None}


def test_what_people_record_goes_out_without_their_names(bring, written):
    bring(plans.plan())
    plan = db.session.scalars(select(Plan)).one()
    editor = make.user(Role.STAFF)
    fact = db.session.scalars(select(RecommendationStatus)).one()
    fact.recorded_by_id = editor.id
    make.save(fact)

    text = written(plan.slug)

    assert editor.name not in text
    assert editor.email not in text
    assert bring(json.loads(text)).is_empty
    assert db.session.scalars(select(RecommendationStatus)).one().recorded_by_id == editor.id


def test_an_import_leaves_one_audit_entry(bring):
    bring(plans.plan())

    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.subject, entry.role) == ("plan:import", "integration", "import")
    assert entry.user_id is None
    assert "recommendations: 1" in entry.after


def test_a_change_of_a_plain_row_stands_in_the_audit(bring):
    document = plans.plan()
    bring(document)

    bring(plans.put(document, "organisations[0].category", "association"))

    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert entry.before == "plan/integration/organisations/jobcenter category: office"
    assert entry.after == "plan/integration/organisations/jobcenter category: association"


def test_a_new_plan_changes_the_list_of_plans(bring):
    _own, shared = revisions()

    bring(plans.plan())

    assert revisions() == (2, shared + 1)


def test_only_another_title_changes_the_list_of_plans(bring):
    document = plans.plan()
    bring(document)
    own, shared = revisions()

    bring(plans.put(document, "plan.description.de", "Neu."))
    assert revisions() == (own + 1, shared)

    bring(plans.put(document, "plan.title.de", "Masterplan 2030"))
    assert revisions() == (own + 2, shared + 1)


def test_facts_with_new_uids_are_added_with_the_next_numbers(bring, written, normal):
    document = plans.full()
    bring(document)
    milestone = document["recommendations"][0]["milestones"][0]
    milestone["deadlines"].append(plans.deadline("2016-06-01", "2017-09-30", "Später."))
    milestone["deadlines"].append(plans.deadline("2019-01-02", "2019-12-31", "Noch später."))
    document["recommendations"][0]["notes"].append(plans.note("2019-02-01"))
    document["recommendations"].append(plans.recommendation("B-02"))
    document["organisations"].append(plans.organisation("vhs"))

    found = bring(document)

    assert [entry.section.path for entry in found.added] == [
        "organisations",
        "organisations.names",
        "recommendations.milestones.deadlines",
        "recommendations.milestones.deadlines",
        "recommendations.notes",
        "recommendations",
        "recommendations.wordings",
        "recommendations.statuses",
    ]
    numbers = (
        select(MilestoneDeadline.number)
        .join(MilestoneDeadline.milestone)
        .where(Milestone.number == 1)
        .order_by(MilestoneDeadline.due_on)
    )
    assert db.session.scalars(numbers).all() == [1, 3, 2, 4]
    assert written() == normal(document)


def test_what_is_no_fact_follows_the_file(bring, written, normal):
    document = plans.full()
    bring(document)
    before = rows()
    document["plan"] |= {"languages": ["de"], "is_sample": False, "disclaimer": None}
    document["terms"]["priorities"].reverse()
    document["terms"]["funding_types"].append(plans.term("eu"))
    del document["terms"]["organisation_categories"][0]["label"]["en"]
    document["organisations"][1] |= {"municipality": None, "contact_role": plans.texts("Amt")}
    del document["municipalities"][0]
    document["action_fields"][0]["slug"] = "arbeit"
    document["recommendations"][0] |= {"funding": ["eu"], "priority": "normal"}
    document["recommendations"][0]["milestones"][0]["title"] = plans.texts("Anders")
    document["recommendations"][0]["indicators"][0]["target"] = 99
    del document["committees"][0]["sittings"][1]
    document["council_papers"][1]["recommendations"] = ["B-01"]
    del document["council_papers"][0]

    found = bring(document)

    assert written() == normal(document)
    assert {entry.section.path for entry in found.removed} == {
        "municipalities",
        "committees.sittings",
        "council_papers",
    }
    changes = {name: number - before[name] for name, number in rows().items()}
    assert {name: change for name, change in changes.items() if change} == {
        "term": 1,
        "municipality": -1,
        "sitting": -1,
        "council_paper": -1,
        "paper_recommendation": -1,
        "audit_entry": 1,
    }


def test_fields_can_swap_their_addresses(bring, written, normal):
    document = plans.full()
    bring(document)
    first, second = document["action_fields"]
    first["slug"], second["slug"] = "neu", first["slug"]
    document["action_fields"].append(plans.action_field("C", slug="feld-b"))

    bring(document)

    assert written() == normal(document)


FACTS = {
    "thresholds[0]": ("due_days", 99),
    "organisations[0].names[0]": ("name", plans.texts("Anders")),
    "action_fields[1].wordings[0]": ("position", 7),
    f"{REC}.wordings[0]": ("plain_language", plans.texts("Einfach gesagt.")),
    f"{REC}.statuses[0]": ("status", "in_progress"),
    f"{REC}.involvements[0]": ("kind", "lead"),
    f"{REC}.milestones[0].states[0]": ("recorded_at", "2016-06-02T00:00:00Z"),
    f"{REC}.milestones[0].deadlines[1]": ("reason", "Aus anderem Grund."),
    f"{REC}.indicators[0].values[0]": ("value", 22.126),
    f"{REC}.notes[2]": ("recorded_for", "ihk"),
    f"{REC}.notes[0].reviews[0]": ("text", None),
    f"{REC}.obstacles[1]": ("addressee", "law"),
    f"{REC}.obstacles[0]": ("due_on", "2018-12-31"),
    f"{REC}.obstacles[0].ends[0]": ("effective_on", "2017-12-31"),
    f"{REC}.decisions[1]": ("committee", "kreistag"),
    "withdrawals[0]": ("reason", "Doch nicht."),
}


@pytest.mark.parametrize("place", FACTS)
def test_a_file_that_contradicts_a_recorded_fact_is_refused(bring, written, place):
    document = plans.full()
    bring(document)
    before = written()
    key, value = FACTS[place]

    with pytest.raises(PlanFileError) as error:
        bring(plans.put(document, f"{place}.{key}", value))

    assert [problem.place for problem in error.value.problems] == [place]
    assert key in str(error.value)
    assert written() == before


@pytest.mark.parametrize("place", FACTS)
def test_a_file_that_lacks_a_recorded_fact_is_refused(bring, written, place):
    document = plans.full()
    document["organisations"][0]["names"].append(document["organisations"][0]["names"].pop(0))
    bring(document)
    before = written()
    lost = json.loads(before)
    if place.endswith((".wordings[0]", ".names[0]")):
        listed = place.removesuffix("[0]")
        again = plans.fact("2015-01-01", **_own(plans.take(lost, place)))
        uid = _uid_at(json.loads(before), place)
        plans.put(lost, listed, [again, *_list_at(lost, listed)])
    else:
        taken = plans.take(lost, place)
        uid = taken.get("uid") or taken["fact"]

    with pytest.raises(PlanFileError) as error:
        bring(lost)

    assert uid in str(error.value)
    assert "fehlt in der Datei" in str(error.value)
    assert written() == before


def _own(fact: plans.Document) -> plans.Document:
    common = {"uid", "effective_on", "recorded_at"}
    return {key: value for key, value in fact.items() if key not in common}


def _list_at(document: plans.Document, place: str) -> list:
    here = document
    for part in plans.parts(place):
        here = here[part]
    return here


def _uid_at(document: plans.Document, place: str) -> str:
    here = document
    for part in plans.parts(place):
        here = here[part]
    return here["uid"]


def test_what_lacks_is_told_in_words(bring):
    document = plans.full()
    bring(document)
    lost = plans.take(document, f"{REC}.milestones[0].deadlines[0]")

    with pytest.raises(PlanFileError) as error:
        bring(document)

    assert str(error.value) == (
        "Empfehlung A-01, Meilenstein 1, Termin vom 2016-01-01: "
        f"Dieser Eintrag (uid {lost['uid']}) ist im Plan erfasst und fehlt in der Datei."
    )


def test_a_fact_does_not_move_to_another_subject(bring):
    document = plans.full()
    bring(document)
    milestones = document["recommendations"][0]["milestones"]
    moved = milestones[1]["deadlines"].pop()
    milestones[0]["deadlines"].insert(0, moved)
    milestones[0]["deadlines"][1]["reason"] = "Neu."

    with pytest.raises(PlanFileError, match="etwas anderes erfasst: Empfehlung A-01, Meilenst"):
        bring(document)


def test_a_new_fact_cannot_slip_before_a_recorded_one_of_the_same_moment(bring):
    document = plans.plan()
    bring(document)
    statuses = document["recommendations"][0]["statuses"]
    statuses.insert(0, plans.status("2016-01-01", "ongoing"))

    with pytest.raises(PlanFileError, match="steht vor einem schon erfassten"):
        bring(document)

    statuses.reverse()
    assert len(bring(document).added) == 1


def test_a_uid_of_another_plan_is_refused(bring):
    document = plans.full()
    bring(document)
    another = plans.plan("fortschreibung")
    taken = document["recommendations"][0]["notes"][0]["reviews"][0]["uid"]
    plans.put(another, f"{REC}.statuses[0].uid", taken)

    with pytest.raises(PlanFileError) as error:
        bring(another)

    assert [problem.place for problem in error.value.problems] == [f"{REC}.statuses[0].uid"]
    assert db.session.scalars(select(Plan.slug)).all() == ["integration"]


def test_two_plans_live_side_by_side(bring, written, normal):
    first, second = plans.full(), plans.full("fortschreibung")
    bring(first)

    bring(second)

    assert written() == normal(first)
    assert written("fortschreibung") == normal(second)


def test_a_withdrawal_can_come_later(bring, written, normal):
    document = plans.full()
    withdrawal = document["withdrawals"].pop()
    bring(document)
    document["withdrawals"].append(withdrawal)

    assert [entry.section.path for entry in bring(document).added] == ["withdrawals"]
    assert db.session.scalars(select(Withdrawal.fact_uid)).all() == [withdrawal["fact"]]
    assert written() == normal(document)


def test_all_of_a_file_comes_in_or_nothing(bring, monkeypatch):
    monkeypatch.setattr(actions, "audit", _fails)
    before = rows()

    with pytest.raises(ZeroDivisionError):
        bring(plans.full())

    assert rows() == before
    assert revisions() == (0, 1)


def _fails(*_values: object, **_named: object) -> None:
    raise ZeroDivisionError


def test_a_change_in_the_same_moment_is_told(app, monkeypatch):
    plan = document.check(plans.plan())
    again = document.check(copy.deepcopy(plans.plan()))
    actions.import_plan(plan)
    monkeypatch.setattr("tracker.planfile.queries.stored", lambda _slug: None)
    monkeypatch.setattr("tracker.planfile.queries.others", lambda _slug: False)

    with pytest.raises(StaleError):
        actions.import_plan(again)


def test_a_rehearsal_changes_nothing(app):
    before = rows()

    found = actions.rehearse(document.check(plans.full()))
    db.session.remove()

    assert found.is_new
    assert rows() == before


def test_a_plan_is_read_with_one_statement_a_list(bring, written):
    bring(plans.full())
    bring(plans.plan("viel", recommendations=[_busy(number) for number in range(40)]))

    few, many = _statements(written, "integration"), _statements(written, "viel")

    assert few == many <= len(list(sections())) + 2


def _busy(number: int) -> plans.Document:
    return plans.recommendation(f"A-{number:02}", notes=[plans.note("2017-01-01")])


def _statements(written, slug: str) -> int:
    seen: list[str] = []

    def count(_connection, _cursor, statement: str, *_more: object) -> None:
        if statement.startswith("SELECT"):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        written(slug)
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    return len(seen)


def test_every_list_has_a_word():
    assert set(WORDS) == {section.path for section in (PLAN, *sections())}
