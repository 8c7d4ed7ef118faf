"""How many entries came between two freezings: public ones of every kind, and for ever as many."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests import make
from tests.reports.test_content import AS_OF, KNOWN
from tests.reports.test_recompute import DATED, later_fact
from tests.reports.test_wording import busy
from tracker.db import db
from tracker.history.stichtag import Dated, RecordedRole, Withdrawal
from tracker.i18n import speaking
from tracker.notes.models import Note, NoteReview
from tracker.notes.rules import Kind, Outcome
from tracker.plan.models import Plan, Recommendation
from tracker.reports.queries.recorded import Recorded, Span, recorded
from tracker.reports.wording.corrected import _entries

__all__ = ["busy"]
pytestmark = pytest.mark.usefixtures("app")

EARLIER, LATER = KNOWN - timedelta(days=2), KNOWN
BETWEEN = KNOWN - timedelta(days=1)
SPAN = Span(EARLIER, LATER, AS_OF)


def count(plan: Plan, span: Span = SPAN) -> tuple[int, int]:
    (found,) = recorded(plan.id, [span])
    return found.entries, found.by_stichtag


def every_fact() -> dict[type[Dated], list[Dated]]:
    return {model: list(db.session.scalars(select(model).order_by(model.id))) for model in DATED}


def tell(fact: Dated, at: datetime, on: date = AS_OF) -> None:
    """Let a fact be recorded at a moment, for a day."""
    fact.recorded_at, fact.effective_on = at, on
    make.save(fact)


def withdraw(fact: Dated, plan: Plan, at: datetime) -> None:
    make.save(
        Withdrawal(
            plan_id=plan.id, fact_uid=fact.uid, recorded_at=at, recorded_role=RecordedRole.STAFF
        )
    )


@pytest.fixture
def told(busy: Plan) -> Plan:
    """A plan with facts of every kind, all of them recorded before the earlier moment."""
    of = db.session.scalars(select(Recommendation).order_by(Recommendation.code)).first()
    chance = random.Random(4)
    for number in range(100):
        later_fact(busy, chance, number)
    make.note(of=of, kind=Kind.CONFIRMATION)
    for model, rows in every_fact().items():
        assert rows, model
        for fact in rows:
            tell(fact, EARLIER)
    return busy


def test_every_kind_of_fact_is_among_them() -> None:
    def kinds(of: type) -> set[type]:
        found = {sub for sub in of.__subclasses__() if not sub.__dict__.get("__abstract__")}
        return found.union(*(kinds(sub) for sub in of.__subclasses__()))

    assert kinds(Dated) == set(DATED)


def test_a_fact_of_each_kind_is_one_entry(told: Plan) -> None:
    assert count(told) == (0, 0)  # one at the earlier moment belongs to the earlier version

    for number, (model, rows) in enumerate(every_fact().items(), start=1):
        shown = rows
        if model is Note:
            shown = [note for note in rows if note.kind is Kind.CONFIRMATION]
        if model is NoteReview:
            shown = [review for review in rows if review.outcome is Outcome.PUBLISHED]
        tell(shown[0], LATER)  # one at the later moment belongs to it
        assert count(told) == (number, number), model


def test_the_day_an_entry_holds_from_tells_them_apart(told: Plan) -> None:
    first, second, third = every_fact()[DATED[4]][:3]
    tell(first, BETWEEN, AS_OF)
    tell(second, BETWEEN, AS_OF + timedelta(days=1))
    tell(third, LATER + timedelta(seconds=1), AS_OF)

    assert count(told) == (2, 1)


def test_a_note_counts_once_it_is_published(told: Plan) -> None:
    of = db.session.scalars(select(Recommendation)).first()
    note = make.note(of=of, is_published=False)
    tell(note, BETWEEN)
    assert count(told) == (0, 0)
    withdraw(note, told, BETWEEN)
    assert count(told) == (0, 0)  # nobody outside has seen it come or go

    other = make.note(of=of, is_published=False)
    tell(other, EARLIER)
    tell(make.review(other, Outcome.RETURNED, reason="Bitte kürzer."), BETWEEN)
    assert count(told) == (0, 0)
    published = make.review(other)
    tell(published, BETWEEN, AS_OF + timedelta(days=1))
    assert count(told) == (1, 0)  # up to the Stichtag it was not public


def test_a_withdrawal_is_an_entry_for_the_day_of_what_it_withdraws(told: Plan) -> None:
    fact = every_fact()[DATED[4]][0]
    tell(fact, EARLIER, AS_OF + timedelta(days=5))
    withdraw(fact, told, BETWEEN)
    assert count(told) == (1, 0)

    review = every_fact()[NoteReview][0]
    note = db.session.get(Note, review.note_id)
    assert note
    assert review.outcome is Outcome.PUBLISHED
    withdraw(note, told, BETWEEN)
    assert count(told) == (2, 1)


def test_facts_of_another_plan_do_not_count(told: Plan) -> None:
    other = make.plan("anderer")
    fact = make.decision(make.recommendation(of=other))
    tell(fact, BETWEEN)
    withdraw(fact, other, BETWEEN)

    assert count(told) == (0, 0)
    assert count(other) == (2, 2)


def test_nothing_recorded_later_changes_a_number(told: Plan) -> None:
    """Frozen is frozen: later facts and withdrawals, back-dated or not, belong to later spans."""
    chance = random.Random(7)
    facts = [fact for rows in every_fact().values() for fact in rows]
    for fact in chance.sample(facts, 20):
        tell(fact, BETWEEN)
    before = count(told)
    assert before[0] > 10

    for number in range(30):
        later_fact(told, chance, number)
    for rows in every_fact().values():
        for fact in rows:
            if fact.recorded_at not in {EARLIER, BETWEEN}:
                tell(fact, LATER + timedelta(hours=1), AS_OF - timedelta(days=chance.randrange(50)))
    for fact in chance.sample(facts, 20):
        withdraw(fact, told, LATER + timedelta(hours=2))

    assert count(told) == before


def test_several_spans_are_counted_together(told: Plan) -> None:
    first, second = every_fact()[DATED[4]][:2]
    tell(first, BETWEEN)
    tell(second, LATER + timedelta(days=1))
    spans = [SPAN, Span(LATER, LATER + timedelta(days=2), AS_OF), Span(EARLIER, BETWEEN, AS_OF)]

    assert recorded(told.id, spans) == [Recorded(1, 1)] * 3
    assert recorded(told.id, []) == []


@pytest.mark.parametrize(
    ("counts", "german", "english"),
    [
        ((0, 0), "ist kein Eintrag hinzugekommen.", "No entry has been added since version 1."),
        (
            (1, 1),
            "ist 1 Eintrag hinzugekommen, für einen Tag bis zum Stichtag.",
            "1 entry has been added since version 1, for a day up to the as-of date.",
        ),
        (
            (1, 0),
            "ist 1 Eintrag hinzugekommen, für einen Tag nach dem Stichtag.",
            "1 entry has been added since version 1, for a day after the as-of date.",
        ),
        (
            (12, 12),
            "sind 12 Einträge hinzugekommen, alle für Tage bis zum Stichtag.",
            "12 entries have been added since version 1, all for days up to the as-of date.",
        ),
        (
            (12, 0),
            "sind 12 Einträge hinzugekommen, alle für Tage nach dem Stichtag.",
            "12 entries have been added since version 1, all for days after the as-of date.",
        ),
        (
            (12, 1),
            "sind 12 Einträge hinzugekommen, davon 1 für einen Tag bis zum Stichtag.",
            "12 entries have been added since version 1, 1 of them for a day up to the as-of date.",
        ),
        (
            (12, 3),
            "sind 12 Einträge hinzugekommen, davon 3 für Tage bis zum Stichtag.",
            "12 entries have been added since version 1, 3 of them for days up to the as-of date.",
        ),
    ],
)
def test_the_sentence_fits_its_numbers(counts, german, english) -> None:
    assert _entries(1, Recorded(*counts)) == f"Seit Version 1 {german}"
    with speaking("en"):
        assert _entries(1, Recorded(*counts)) == english


def test_both_moments_are_exact(told: Plan) -> None:
    fact = every_fact()[DATED[4]][0]
    for moment, number in (
        (EARLIER, 0),
        (EARLIER + timedelta(microseconds=1), 1),
        (LATER, 1),
        (LATER + timedelta(microseconds=1), 0),
    ):
        tell(fact, moment.astimezone(UTC))
        assert count(told)[0] == number
