"""Plans of three sizes from one generator: the same rows for the same day, on both databases."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import Engine

from tests.bench import texts
from tests.bench.bulk import Filler
from tracker import clock
from tracker.accounts.models import Role, User, UserSession
from tracker.accounts.rules import token_hash
from tracker.council.models import Committee, CouncilPaper, PaperRecommendation, Sitting
from tracker.history.stichtag import RecordedRole, Withdrawal
from tracker.i18n import Precision
from tracker.milestones.models import Milestone, MilestoneDeadline, MilestoneState
from tracker.milestones.rules import State
from tracker.notes.models import Note, NoteReview, Obstacle, ObstacleEnd
from tracker.notes.rules import Addressee, Kind, Outcome
from tracker.places.models import Municipality
from tracker.plan.models import (
    ActionField,
    ActionFieldWording,
    Plan,
    Recommendation,
    RecommendationStatus,
    RecommendationWording,
    Term,
)
from tracker.plan.rules import Status, Vocabulary
from tracker.programmes.models import Indicator, IndicatorValue
from tracker.programmes.rules import IndicatorKind
from tracker.stakeholders.models import Involvement, Organisation, OrganisationName
from tracker.stakeholders.rules import Part

FIELDS = ("arbeit", "bildung", "ehrenamt", "netzwerke", "verwaltung")
ORGANISATIONS = 80
YEARS = 9  # how far back the facts go
PUBLISHED, RETURNED = 0.8, 0.9  # shares of the notes up to which they are so
CONFIRMED = 0.2  # share of the reports that only confirm
WAYS = (  # the statuses of a recommendation over the years, as often as they stand here
    (Status.NOT_STARTED, Status.IN_PREPARATION),
    (Status.NOT_STARTED, Status.IN_PREPARATION, Status.IN_PROGRESS),
    (Status.IN_PREPARATION, Status.IN_PROGRESS),
    (Status.IN_PREPARATION, Status.IN_PROGRESS),
    (Status.NOT_STARTED, Status.IN_PROGRESS, Status.COMPLETED),
    (Status.IN_PREPARATION, Status.IN_PROGRESS, Status.ONGOING),
    (Status.IN_PREPARATION, Status.ON_HOLD),
    (Status.NOT_STARTED, Status.DROPPED),
)
TERMS = {
    Vocabulary.CATEGORY: ("kommune", "verein", "traeger", "kammer"),
    Vocabulary.FUNDING: ("kreis", "land", "bund"),
    Vocabulary.HORIZON: ("kurz", "mittel", "lang"),
    Vocabulary.PRIORITY: ("hoch", "normal"),
}


@dataclass(frozen=True)
class Size:
    """How much there is in a database."""

    name: str
    plans: int
    recommendations: int  # in a plan
    milestones: int  # of a recommendation
    notes: int  # for each milestone

    @property
    def plan(self) -> str:
        """The slug of the plan that is measured: neither the first nor the last."""
        return f"plan-{self.plans // 2 + 1}"

    @property
    def codes(self) -> list[str]:
        """The codes of a plan's recommendations."""
        per_field = self.recommendations // len(FIELDS)
        return [f"{letter}-{n:02}" for letter in "ABCDE" for n in range(1, per_field + 1)]


SIZES = {
    size.name: size
    for size in (Size("S", 1, 30, 4, 10), Size("M", 1, 150, 5, 40), Size("L", 20, 150, 5, 40))
}


@dataclass(frozen=True)
class Writer:
    """A person of the plan office who is signed in, by the token of their session."""

    user_id: int
    token: str


def fill(engine: Engine, size: Size, writers: int = 8) -> list[Writer]:
    """Fill a migrated, empty database; return the people who can write."""
    to = Filler(engine)
    people = [_writer(to, number) for number in range(1, writers + 1)]
    for number in range(1, size.plans + 1):
        _Plan(to, size, number, people[0].user_id).fill()
    to.close()
    return people


def _writer(to: Filler, number: int) -> Writer:
    now, token = clock.now(), f"token-of-writer-{number}"
    user_id = to.add(
        User, uid=str(uuid.UUID(int=number)), email=f"buero{number}@example.org", password_hash="",
        name=f"Büro {number}", role=Role.STAFF, created_at=now,
    )  # fmt: skip
    to.add(
        UserSession, token_hash=token_hash(token), user_id=user_id, created_at=now, seen_at=now
    )  # fmt: skip
    return Writer(user_id, token)


class _Plan:
    """One plan while it is made."""

    def __init__(self, to: Filler, size: Size, number: int, staff: int) -> None:
        self.to = to
        self.size = size
        self.number = number
        self.staff = staff
        self.random = Random(number)
        self.today = clock.today()
        self.start = date(self.today.year - YEARS, 1, 15)

    def fill(self) -> None:
        self.plan = self.to.add(
            Plan, slug=f"plan-{self.number}", title=texts.both(f"Masterplan {self.number}"),
            description=texts.both(texts.note(self.random)), publisher=texts.both("Musterkreis"),
            languages="de,en",
        )  # fmt: skip
        for vocabulary, codes in TERMS.items():
            for place, code in enumerate(codes, start=1):
                self.to.add(
                    Term, plan_id=self.plan, vocabulary=vocabulary, code=code, position=place,
                    label=texts.both(code.capitalize()),
                )  # fmt: skip
        self.organisations = self._organisations()
        fields = [self._field(place, slug) for place, slug in enumerate(FIELDS)]
        per_field = self.size.recommendations // len(FIELDS)
        made = [
            self._recommendation(code, fields[place // per_field])
            for place, code in enumerate(self.size.codes)
        ]
        self._council(made)

    def _organisations(self) -> list[int]:
        towns = [
            self.to.add(
                Municipality, plan_id=self.plan, ags=f"0644{place:04}", name=name, latitude=50.4,
                longitude=8.9, kind=texts.both("Stadt"),
            )
            for place, name in enumerate(texts.TOWNS)
        ]  # fmt: skip
        made = []
        for place in range(ORGANISATIONS):
            town = place % len(towns)
            key = self.to.add(
                Organisation, plan_id=self.plan, slug=f"organisation-{place:02}",
                category=TERMS[Vocabulary.CATEGORY][place % 4], municipality_id=towns[town],
                contact_role=texts.both("Geschäftsführung"),
            )  # fmt: skip
            who = texts.WHO[place % len(texts.WHO)].split(" ", 1)[1]
            name = f"{who} {texts.TOWNS[town]} {place // len(texts.WHO) + 1}"
            self._fact(
                OrganisationName, self.start, 1, organisation_id=key, name=texts.both(name)
            )  # fmt: skip
            made.append(key)
        return made

    def _field(self, place: int, slug: str) -> int:
        key = self.to.add(ActionField, plan_id=self.plan, code="ABCDE"[place], slug=slug)
        self._fact(
            ActionFieldWording, self.start, 1, action_field_id=key, position=place + 1,
            title=texts.both(slug.capitalize()), description=texts.both(texts.note(self.random)),
        )  # fmt: skip
        return key

    def _recommendation(self, code: str, field: int) -> int:
        random = self.random
        key = self.to.add(
            Recommendation, plan_id=self.plan, code=code, horizon="kurz", priority="hoch",
            funding="kreis,land",
        )  # fmt: skip
        long = f"{texts.note(random)} {texts.note(random)}\n\n{texts.note(random)}"
        self._fact(
            RecommendationWording, self.start, 1, recommendation_id=key, action_field_id=field,
            title=texts.both(texts.title(random)), goal=texts.both(texts.note(random)),
            description=texts.both(long), plain_language=texts.both(texts.note(random)),
        )  # fmt: skip
        day = self.start
        for number, status in enumerate(random.choice(WAYS), start=1):
            reason = "Die Mittel sind gesperrt." if status.needs_reason else ""
            review_on = self.today + timedelta(days=90) if status is Status.ON_HOLD else None
            self._fact(
                RecommendationStatus, day, number, recommendation_id=key, status=status,
                review_on=review_on, reason=reason,
            )  # fmt: skip
            day = self._after(day, 300, 900)
        owners = random.sample(self.organisations, 6)
        for place, owner in enumerate(owners):
            self._fact(
                Involvement, self.start, 1, recommendation_id=key, organisation_id=owner,
                part=Part.LEAD if place < 2 else Part.CONTRIBUTING, is_involved=True,
            )  # fmt: skip
        for number in range(1, self.size.milestones + 1):
            self._milestone(key, number)
            self._notes(key, owners, (number - 1) * self.size.notes)
        self._obstacles(key, owners[0])
        self._indicators(key)
        return key

    def _milestone(self, of: int, number: int) -> None:
        random = self.random
        key = self.to.add(
            Milestone, recommendation_id=of, number=number, position=number, version=1,
            title=texts.both(texts.title(random)),
        )  # fmt: skip
        due = self.start + timedelta(days=random.randrange(500, 365 * YEARS + 500))
        self._fact(
            MilestoneDeadline, self.start, 1, milestone_id=key, due_on=due,
            precision=random.choice((Precision.DAY, Precision.MONTH, Precision.QUARTER)),
        )  # fmt: skip
        if random.random() < 0.5:
            self._fact(
                MilestoneDeadline, self._after(self.start, 300, 900), 2, milestone_id=key,
                due_on=due + timedelta(days=random.randrange(60, 400)), precision=Precision.DAY,
                reason="Die Ausschreibung dauert länger als geplant.",
            )  # fmt: skip
        states = [State.PLANNED, State.IN_PROGRESS]
        if random.random() < 0.6:
            states.append(State.DONE if random.random() < 0.9 else State.DROPPED)
        day = self.start
        for place, state in enumerate(states, start=1):
            self._fact(
                MilestoneState, day, place, milestone_id=key, state=state,
                reason="Nicht mehr nötig." if state is State.DROPPED else "",
            )  # fmt: skip
            day = self._after(day, 300, 1200)

    def _notes(self, of: int, owners: list[int], before: int) -> None:
        random = self.random
        length = (self.today - self.start).days
        for number in range(1, self.size.notes + 1):
            day = self.start + timedelta(days=int(random.random() * length))
            is_confirmed = random.random() < CONFIRMED
            key = self._fact(
                Note, day, before + number, recommendation_id=of,
                organisation_id=owners[int(random.random() * len(owners))],
                kind=Kind.CONFIRMATION if is_confirmed else Kind.NOTE,
                text="" if is_confirmed else texts.note(random), role=RecordedRole.STAKEHOLDER,
            )  # fmt: skip
            decided = random.random()
            if is_confirmed or decided >= RETURNED:
                continue
            outcome = Outcome.PUBLISHED if decided < PUBLISHED else Outcome.RETURNED
            reason = "" if outcome is Outcome.PUBLISHED else "Bitte nennen Sie das Datum."
            self._fact(NoteReview, day, 1, note_id=key, outcome=outcome, reason=reason)

    def _obstacles(self, of: int, owner: int) -> None:
        if self.random.random() < 0.3:
            day = self._after(self.start, 400, 1500)
            key = self._fact(
                Obstacle, day, 1, recommendation_id=of, organisation_id=owner,
                addressee=self.random.choice(list(Addressee)),
                text=texts.both(texts.note(self.random)),
            )  # fmt: skip
            if self.random.random() < 0.5:
                ended = self._after(day, 30, 600)
                self._fact(
                    ObstacleEnd, ended, 1, obstacle_id=key, text=texts.both("Die Zusage liegt vor.")
                )

    def _indicators(self, of: int) -> None:
        for number in (1, 2):
            key = self.to.add(
                Indicator, recommendation_id=of, number=number, name=texts.both("Teilnehmende"),
                unit=texts.both("Personen"), kind=IndicatorKind.OUTPUT,
                baseline_year=self.start.year, baseline=10, target_year=self.today.year, target=200,
            )  # fmt: skip
            for place in range(1, YEARS + 1):
                year = self.start.year + place - 1
                self._fact(
                    IndicatorValue, min(date(year, 12, 31), self.today), place, indicator_id=key,
                    year=year, value=self.random.randrange(10, 300), source=texts.both("Statistik"),
                )  # fmt: skip

    def _council(self, recommendations: list[int]) -> None:
        council = self.to.add(
            Committee, plan_id=self.plan, slug="kreistag", name=texts.both("Kreistag"), decides=True
        )
        for year in range(self.start.year, self.today.year + 1):
            for month in (3, 6, 9, 12):
                self.to.add(Sitting, committee_id=council, held_on=date(year, month, 10))
        for number in range(1, 21):
            paper = self.to.add(
                CouncilPaper, plan_id=self.plan, number=f"{number}/{self.start.year}",
                title=texts.both(texts.title(self.random)), committee_id=council,
                published_on=self._after(self.start, 10, 3000), role=texts.both("Beschluss"),
                result=texts.both("angenommen"),
            )  # fmt: skip
            for of in self.random.sample(recommendations, 3):
                self.to.add(PaperRecommendation, paper_id=paper, recommendation_id=of)

    def _after(self, day: date, least: int, most: int) -> date:
        return min(self.today, day + timedelta(days=self.random.randrange(least, most)))

    def _fact(
        self,
        model: Any,
        day: date,
        number: int,
        role: RecordedRole = RecordedRole.STAFF,
        **values: Any,
    ) -> int:
        """Add a dated fact; one in three hundred is withdrawn later, if it is not a first one."""
        uid = str(uuid.UUID(int=self.random.getrandbits(128)))
        recorded_at = datetime.combine(day, time(0, number % 60), tzinfo=UTC)
        if number > 1 and self.random.random() < 0.003:
            self.to.add(
                Withdrawal, plan_id=self.plan, fact_uid=uid, recorded_at=recorded_at,
                recorded_role=RecordedRole.STAFF, reason="Ein Versehen.",
            )  # fmt: skip
        return self.to.add(
            model, uid=uid, effective_on=day, number=number, recorded_at=recorded_at,
            recorded_role=role, recorded_by_id=self.staff, **values,
        )  # fmt: skip
