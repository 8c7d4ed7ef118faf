"""A frozen report says the same for ever: computed again from the facts, byte for byte."""

import hashlib
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from tests import make
from tests.conftest import Clock
from tests.reports.test_content import AS_OF, COVER, KNOWN, SINCE
from tests.reports.test_wording import busy
from tracker.council.models import Committee, CouncilPaper, Decision
from tracker.dashboards.movements import Names
from tracker.dashboards.movements import words as told
from tracker.db import db
from tracker.history.stichtag import Dated, RecordedRole, Withdrawal
from tracker.i18n import say
from tracker.milestones.models import Milestone, MilestoneDeadline, MilestoneState
from tracker.milestones.rules import State
from tracker.notes.models import Note, NoteReview, Obstacle, ObstacleEnd
from tracker.notes.rules import Addressee
from tracker.plan import queries as plans
from tracker.plan.models import (
    ActionField,
    ActionFieldWording,
    Plan,
    PlanThresholds,
    Recommendation,
    RecommendationStatus,
    RecommendationWording,
    Term,
)
from tracker.plan.rules import Status
from tracker.planfile import actions
from tracker.planfile.document import check
from tracker.programmes.models import Indicator, IndicatorValue
from tracker.reports.content import canonical
from tracker.reports.inputs import Cover, dump, load
from tracker.reports.queries import of_plan
from tracker.reports.queries.facts import given as given_of
from tracker.reports.queries.inputs import inputs
from tracker.reports.wording import document, moved
from tracker.sample.history import plan_file
from tracker.stakeholders.models import Involvement, Organisation, OrganisationName
from tracker.stakeholders.rules import Part

if TYPE_CHECKING:
    from collections.abc import Callable

NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)
# Begin the SHA-256 of what the sample's report says, by the shape of its content.
SAMPLE = {1: "9633f8868194dcba", 2: "5200f02aba55ea57"}
FACTS = 100
DATED: tuple[type[Dated], ...] = (
    ActionFieldWording, Decision, IndicatorValue, Involvement, MilestoneDeadline, MilestoneState,
    Note, NoteReview, Obstacle, ObstacleEnd, OrganisationName, PlanThresholds,
    RecommendationStatus, RecommendationWording,
)  # fmt: skip

__all__ = ["busy"]
pytestmark = pytest.mark.usefixtures("app")


def computed(plan: Plan, given: str) -> str:
    """Return the content of a plan's report from inputs as they are kept."""
    return canonical(of_plan(plans.plan(plan.slug), AS_OF, SINCE, KNOWN, load(given)))


def kept(plan: Plan) -> str:
    texts = {"assessment": "Es geht voran."}
    return dump(inputs(plans.plan(plan.slug), COVER, texts, "Zur Kenntnis genommen."))


def later_fact(plan: Plan, chance: random.Random, number: int) -> None:
    """Add one more fact of any kind, about half of them back-dated."""
    day = SINCE + timedelta(days=chance.randrange(-80, 120))
    rows = list(db.session.scalars(select(Recommendation).order_by(Recommendation.code)))
    row = chance.choice(rows)
    milestone = chance.choice(list(db.session.scalars(select(Milestone).order_by(Milestone.id))))
    owner = chance.choice(
        list(db.session.scalars(select(Organisation).order_by(Organisation.slug)))
    )
    field = chance.choice(list(db.session.scalars(select(ActionField).order_by(ActionField.code))))
    obstacle = chance.choice(list(db.session.scalars(select(Obstacle).order_by(Obstacle.id))))
    indicator = db.session.scalars(select(Indicator)).first()
    assert indicator
    makers: list[Callable[[], object]] = [
        lambda: make.status_from(row, chance.choice(list(Status)), day, review_on=AS_OF),
        lambda: make.state_from(milestone, chance.choice(list(State)), day),
        lambda: make.deadline_from(milestone, day + timedelta(days=60), day, reason="Später."),
        lambda: make.involvement(row, owner, Part.FUNDING, since=day),
        lambda: make.wording(row, day, field=field, title=f"Titel {number}"),
        lambda: make.name_from(owner, day, name=f"Name {number}"),
        lambda: make.action_field_wording(field, day, title=f"Feld {number}", position=number),
        lambda: make.thresholds(plan, day, attention_days=number, due_days=200 + number),
        lambda: make.review(make.note(of=row, at=owner, on=day, is_published=False), on=day),
        lambda: make.obstacle(of=row, addressee=Addressee.COUNCIL, since=day),
        lambda: make.obstacle_end(obstacle, day),
        lambda: make.decision(row, on=day, text=f"Beschluss {number}."),
        lambda: make.value_from(indicator, day, year=2024, value=Decimal(number)),
        lambda: make.milestone(of=row, since=day, due=day + timedelta(days=30)),
        lambda: make.recommendation(of=plan, since=day, code=f"Z-{number:03}"),
    ]
    chance.choice(makers)()


def later_withdrawal(plan: Plan, chance: random.Random, number: int) -> None:
    """Withdraw some fact after the freezing."""
    gone = set(db.session.scalars(select(Withdrawal.fact_uid)))
    standing = [
        uid for model in DATED for uid in db.session.scalars(select(model.uid).order_by(model.id))
    ]
    fact = chance.choice([uid for uid in standing if uid not in gone])
    moment = KNOWN + timedelta(minutes=number + 1)
    make.save(
        Withdrawal(
            plan_id=plan.id, fact_uid=fact, recorded_at=moment, recorded_role=RecordedRole.STAFF
        )
    )


def test_later_facts_change_nothing(busy: Plan) -> None:
    """Any 100 facts and withdrawals, each known only after the freezing."""
    chance = random.Random(20260930)
    given = kept(busy)
    before = computed(busy, given)

    known = {model: set(db.session.scalars(select(model.id))) for model in DATED}

    for number in range(FACTS):
        change = later_withdrawal if chance.random() < 0.2 else later_fact
        change(busy, chance, number)
    for model, ids in known.items():  # whatever was made was typed in after the freezing
        for fact in db.session.scalars(select(model).where(model.id.not_in(ids))):
            fact.recorded_at = KNOWN + timedelta(minutes=fact.id)
    db.session.commit()

    assert computed(busy, given) == before
    assert document(of_plan(plans.plan(busy.slug), AS_OF, SINCE, KNOWN, load(given)), "de")
    now = canonical(
        of_plan(plans.plan(busy.slug), AS_OF, SINCE, KNOWN + timedelta(days=1), load(kept(busy)))
    )
    assert now != before


def test_plain_rows_that_are_overwritten_change_nothing(busy: Plan) -> None:
    given = kept(busy)
    before = computed(busy, given)
    new = {"de": "Anders", "en": "Different"}

    for model, column in (
        (Plan, "title"), (Committee, "name"), (CouncilPaper, "title"), (Milestone, "title"),
        (Indicator, "name"), (Term, "label"),
    ):  # fmt: skip
        for row in db.session.scalars(select(model)):
            setattr(row, column, new)
    for milestone in db.session.scalars(select(Milestone)):
        milestone.position = 9 - milestone.number
    for recommendation in db.session.scalars(select(Recommendation)):
        recommendation.funding, recommendation.horizon = "state", "long"
    for paper in db.session.scalars(select(CouncilPaper)):
        paper.deleted_at = datetime(2026, 7, 2, tzinfo=UTC)
    db.session.commit()

    assert computed(busy, given) == before
    assert kept(busy) != given


def test_the_same_facts_in_another_order_of_arrival_say_the_same() -> None:
    """Rows come as the database likes; what is printed is sorted in Python, by the German name."""
    plan = make.plan()
    field = make.action_field(plan, slug="arbeit")
    names = ["Öffentliche Bücherei", "Volkshochschule", "Amt für Soziales", "öffnung e. V."]
    owners = [
        make.organisation(plan, name=name, slug=f"o-{9 - place}")
        for place, name in enumerate(names)
    ]
    row = make.recommendation(field=field, owner=owners[0], code="A-01")
    for owner in owners[1:]:
        make.involvement(row, owner)

    content = of_plan(plans.plan(plan.slug), AS_OF, None, KNOWN, load(kept(plan)))

    assert [one["name"]["de"] for one in content["organisations"]] == [
        "Amt für Soziales",
        "Öffentliche Bücherei",
        "öffnung e. V.",
        "Volkshochschule",
    ]


def test_a_change_is_told_in_the_same_words_as_on_the_pages(clock: Clock) -> None:
    """What content keeps of a change is enough for each sentence that the pages say of it."""
    clock.at(NEW_YEAR)
    actions.import_plan(check(plan_file()))
    row = plans.plan("integration")
    for first, last in ((2016, 2019), (2019, 2022), (2022, 2025)):
        found = given_of(row, date(last, 12, 31), date(first, 12, 31), NEW_YEAR)
        content = of_plan(
            row, found.at.as_of, date(first, 12, 31), NEW_YEAR, inputs(row, COVER, {}, "")
        )
        names = Names({slug: say(name) for slug, name in found.names.items()}, {})

        assert found.changes
        for change, kept in zip(found.changes, content["changes"], strict=True):
            assert told(moved.change(kept), names) == told(change, names)


def test_the_sample_has_the_same_content_on_either_database(clock: Clock) -> None:
    """Whoever changes the sample writes the new hashes here; a new member is of a new shape."""
    clock.at(NEW_YEAR)
    actions.import_plan(check(plan_file()))
    row = plans.plan("integration")
    given = inputs(row, Cover("Bericht"), {}, "")

    for shape, begin in SAMPLE.items():
        held = replace(given, shape=shape)
        found = of_plan(row, date(2026, 9, 30), date(2026, 6, 30), NEW_YEAR, held)
        assert hashlib.sha256(canonical(found).encode()).hexdigest()[:16] == begin, shape
