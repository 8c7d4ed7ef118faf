"""Facts of one recommendation, short to write down: no database, few arguments.

A fact holds from 1 January 2020 on and was recorded on its own day, one of the future today.
What a recommendation is not given, it has not; only its wording, its status (in progress) and its
lead come by themselves.
"""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

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
from tracker.standing.rules import MilestoneStanding, Standing, Thresholds, standing
from tracker.standing.sides import EndFact, ObstacleFact, Side, WordingTexts

START = date(2020, 1, 1)
AS_OF = date(2026, 7, 1)
KNOWN_AT = datetime(2026, 7, 1, 10, tzinfo=UTC)
AT = Moment(AS_OF, KNOWN_AT)
HALF = Fraction(1, 2)

_numbers = itertools.count(1)

Dated = tuple[str, date, datetime, int, datetime | None]
Part_ = MilestoneFacts | StatusFact | InvolvementFact | ReportFact | WordingFact


def days_ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def days_ahead(days: int) -> date:
    return AS_OF + timedelta(days=days)


def _dated(on: date, recorded_at: datetime | None, withdrawn_at: datetime | None) -> Dated:
    number = next(_numbers)
    moment = recorded_at or min(datetime.combine(on, time(8), tzinfo=UTC), KNOWN_AT)
    return f"uid-{number}", on, moment, number, withdrawn_at


def status(
    value: Status,
    on: date = START,
    *,
    recorded_at: datetime | None = None,
    withdrawn_at: datetime | None = None,
) -> StatusFact:
    return StatusFact(*_dated(on, recorded_at, withdrawn_at), value)


def state(
    value: State,
    on: date = START,
    *,
    precision: Precision = Precision.DAY,
    recorded_at: datetime | None = None,
    withdrawn_at: datetime | None = None,
) -> StateFact:
    return StateFact(*_dated(on, recorded_at, withdrawn_at), value, precision)


def deadline(
    due_on: date,
    on: date = START,
    *,
    precision: Precision = Precision.DAY,
    recorded_at: datetime | None = None,
    withdrawn_at: datetime | None = None,
) -> DeadlineFact:
    return DeadlineFact(*_dated(on, recorded_at, withdrawn_at), due_on, precision)


def part(
    organisation: str = "verein",
    on: date = START,
    *,
    kind: Part = Part.LEAD,
    is_involved: bool = True,
    recorded_at: datetime | None = None,
) -> InvolvementFact:
    return InvolvementFact(*_dated(on, recorded_at, None), organisation, kind, is_involved)


def review(on: date, outcome: Outcome = Outcome.PUBLISHED) -> ReviewFact:
    return ReviewFact(*_dated(on, None, None), outcome)


def note(
    on: date,
    *reviews: ReviewFact,
    by: str = "verein",
    withdrawn_at: datetime | None = None,
) -> ReportFact:
    """Make a note; without reviews nobody has published it."""
    return ReportFact(*_dated(on, None, withdrawn_at), by, Kind.NOTE, reviews)


def published(on: date, *, by: str = "verein") -> ReportFact:
    return note(on, review(on), by=by)


def confirmation(on: date, *, by: str = "verein") -> ReportFact:
    return ReportFact(*_dated(on, None, None), by, Kind.CONFIRMATION)


def wording(field: str, on: date = START, *, title: str = "Sprachkurse ausbauen") -> WordingFact:
    return WordingFact(*_dated(on, None, None), field, {"de": title})


def obstacle(on: date, *, ended: date | None = None, code: str = "A-01") -> ObstacleFact:
    ends = (EndFact(*_dated(ended, None, None), {"de": "Gelöst"}),) if ended else ()
    return ObstacleFact(
        *_dated(on, None, None), code, Addressee.MONEY, {"de": "Es fehlt Geld"}, None, ends
    )


def milestone(*facts: StateFact | DeadlineFact, number: int = 1) -> MilestoneFacts:
    return MilestoneFacts(
        number,
        {"de": f"Schritt {number}"},
        [fact for fact in facts if isinstance(fact, StateFact)],
        [fact for fact in facts if isinstance(fact, DeadlineFact)],
    )


def milestones(**counts: int) -> tuple[MilestoneFacts, ...]:
    """Make so many milestones of each state, numbered from 1: done=3, planned=1."""
    states = [State(name) for name, number in counts.items() for _ in range(number)]
    return tuple(
        milestone(state(value), number=number) for number, value in enumerate(states, start=1)
    )


def recommendation(*facts: Part_, code: str = "A-01") -> RecommendationFacts:
    def of(kind: type) -> list:
        return [fact for fact in facts if isinstance(fact, kind)]

    return RecommendationFacts(
        code,
        of(WordingFact) or [wording("sprache")],
        of(StatusFact) or [status(Status.IN_PROGRESS)],
        of(MilestoneFacts),
        of(InvolvementFact) or [part()],
        of(ReportFact),
    )


def stands(
    *facts: Part_, as_of: date = AS_OF, days: Thresholds | None = None, code: str = "A-01"
) -> Standing:
    """Return how a recommendation with these facts stands."""
    at = Moment(as_of, KNOWN_AT)
    return standing(recommendation(*facts, code=code), at, days or Thresholds())


def one(*facts: StateFact | DeadlineFact, as_of: date = AS_OF) -> MilestoneStanding:
    """Return how a milestone with these facts stands."""
    (found,) = stands(milestone(*facts), as_of=as_of).milestones
    return found


def side(
    *rows: RecommendationFacts,
    as_of: date = AS_OF,
    obstacles: tuple[ObstacleFact, ...] = (),
    texts: dict[str, WordingTexts] | None = None,
) -> Side:
    """Return a plan of these recommendations on a day."""
    return Side(
        Moment(as_of, KNOWN_AT),
        Thresholds(),
        {row.code: row for row in rows},
        obstacles,
        texts or {},
        ("sprache", "bildung"),
    )
