"""Generated plans: facts of recommendations as nobody would think of them, and moments to ask for.

Days, moments and organisations are few, so that facts meet on the same day, are withdrawn before
they hold, and reports come from organisations that are not involved.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from tracker.i18n import Precision
from tracker.milestones.rules import State
from tracker.notes.rules import Addressee, Kind, Outcome
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part
from tracker.standing.facts import (
    DeadlineFact,
    InvolvementFact,
    MilestoneFacts,
    Moment,
    RecommendationFacts,
    ReportFact,
    ReviewFact,
    StateFact,
    StatusFact,
    WordingFact,
)
from tracker.standing.rules import Thresholds
from tracker.standing.sides import EndFact, ObstacleFact, Side, WordingTexts

FIRST_DAY = date(2020, 1, 1)
FIRST_MOMENT = datetime(2020, 1, 1, tzinfo=UTC)
STEP = 23  # days: a few of them pass each threshold
T = TypeVar("T")

days = st.integers(0, 60).map(lambda steps: FIRST_DAY + timedelta(days=STEP * steps))
moments = st.integers(0, 60).map(lambda steps: FIRST_MOMENT + timedelta(days=STEP * steps, hours=9))
organisations = st.sampled_from(["amt", "verein", "vhs"])
askings = st.builds(Moment, days, moments)
thresholds = st.one_of(
    st.just(Thresholds()),
    st.builds(
        Thresholds,
        attention_days=st.integers(0, 200),
        upcoming_days=st.integers(0, 200),
        current_days=st.integers(0, 200),
        due_days=st.integers(200, 400),
    ),
)


def _dated(row: type[T], /, **values: st.SearchStrategy) -> st.SearchStrategy[T]:
    return st.builds(
        row,
        uid=st.just("uid"),
        effective_on=days,
        recorded_at=moments,
        number=st.integers(1, 5),
        withdrawn_at=st.one_of(st.none(), st.none(), moments),
        **values,
    )


statuses = _dated(StatusFact, status=st.sampled_from(Status))
states = _dated(StateFact, state=st.sampled_from(State), precision=st.sampled_from(Precision))
deadlines = _dated(DeadlineFact, due_on=days, precision=st.sampled_from(Precision))
involvements = _dated(
    InvolvementFact,
    organisation=organisations,
    part=st.sampled_from(Part),
    is_involved=st.booleans(),
)
reviews = _dated(ReviewFact, outcome=st.sampled_from(Outcome))
reports = _dated(
    ReportFact,
    organisation=organisations,
    kind=st.sampled_from(Kind),
    reviews=st.lists(reviews, max_size=2).map(tuple),
)
wordings = _dated(
    WordingFact,
    action_field=st.sampled_from(["bildung", "sprache"]),
    title=st.sampled_from([{"de": "Kurse"}, {"de": "Treffen", "en": "Meetings"}]),
)


def _first(fact: T) -> T:
    """Let a fact hold, and be known, from the very beginning on."""
    return fact._replace(  # type: ignore[attr-defined]
        effective_on=FIRST_DAY, recorded_at=FIRST_MOMENT, number=0, withdrawn_at=None
    )


def milestones(number: int) -> st.SearchStrategy[MilestoneFacts]:
    return st.builds(
        MilestoneFacts,
        number=st.just(number),
        title=st.just({"de": f"Schritt {number}"}),
        states=st.lists(states, max_size=3),
        deadlines=st.lists(deadlines, max_size=3),
    )


@st.composite
def recommendations(draw: st.DrawFn, code: str = "A-01") -> RecommendationFacts:
    """Draw a recommendation that exists from the first day on."""
    many = draw(st.integers(0, 3))
    return RecommendationFacts(
        code,
        [_first(draw(wordings)), *draw(st.lists(wordings, max_size=2))],
        [_first(draw(statuses)), *draw(st.lists(statuses, max_size=3))],
        [draw(milestones(number)) for number in range(1, many + 1)],
        draw(st.lists(involvements, max_size=4)),
        draw(st.lists(reports, max_size=4)),
    )


@st.composite
def plans(draw: st.DrawFn) -> list[RecommendationFacts]:
    """Draw a plan of up to seven recommendations, or of none."""
    many = draw(st.integers(0, 7))
    return [draw(recommendations(f"A-{number:02}")) for number in range(1, many + 1)]


texts = st.builds(
    WordingTexts,
    goal=st.sampled_from([{"de": "Ziel"}, {"de": "Anderes Ziel"}]),
    description=st.just({"de": "Worum es geht"}),
    plain_language=st.sampled_from([None, {"de": "Einfach"}]),
)
ends = _dated(EndFact, text=st.just({"de": "Gelöst"}))
obstacles = _dated(
    ObstacleFact,
    code=st.sampled_from(["A-01", "A-02", "Z-99"]),
    addressee=st.sampled_from(Addressee),
    text=st.just({"de": "Es fehlt Geld"}),
    ends=st.lists(ends, max_size=2).map(tuple),
)


@st.composite
def worlds(draw: st.DrawFn) -> Callable[[Moment], Side]:
    """Draw all that is ever known of a plan: of each moment it gives the side."""
    rows = [
        replace(
            row,
            wordings=[
                fact._replace(uid=f"{row.code}-{place}") for place, fact in enumerate(row.wordings)
            ],
        )
        for row in draw(plans())
    ]
    known = [
        fact._replace(uid=f"obstacle-{place}")
        for place, fact in enumerate(draw(st.lists(obstacles, max_size=3)))
    ]
    worded = {fact.uid: draw(texts) for row in rows for fact in row.wordings}
    days = draw(thresholds)

    def side(at: Moment) -> Side:
        return Side(
            at, days, {row.code: row for row in rows}, tuple(known), worded, ("sprache", "bildung")
        )

    return side
