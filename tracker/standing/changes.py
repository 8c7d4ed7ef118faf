"""What moved between two moments of a plan, each change with the fact that made it. Pure.

Net: standing against standing. What went there and back is no change; a change made in several
steps is one, of the last fact. Both days are measured by the thresholds of the later one: a new
measure moves nothing. Pages and reports put the same list into words.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple, TypeVar

from tracker.milestones.rules import State
from tracker.stakeholders.rules import Part
from tracker.standing.change import (
    Change,
    Hindrance,
    Kind,
    Owners,
    Value,
    Wording,
    state_kind,
    status_kind,
)
from tracker.standing.counted import is_by_involved, is_published
from tracker.standing.facts import (
    DeadlineFact,
    Fact,
    RecommendationFacts,
    WordingFact,
    counting,
    order,
)
from tracker.standing.rules import Day, MilestoneStanding, Standing
from tracker.standing.sides import Side, is_silent, with_part

__all__ = ["Change", "Hindrance", "Kind", "Owners", "Wording", "changes"]
F = TypeVar("F", bound=Fact)
A_DAY = timedelta(days=1)


class Step(NamedTuple):
    """The last of the facts that made a change, and how many they were."""

    fact: Fact
    number: int = 1


def changes(before: Side, after: Side) -> list[Change]:
    """Return what moved, in the order of fields, codes, milestones and kinds; often nothing.

    Raises:
        ValueError: before is the later day, or the two know different facts.
    """
    if before.at.as_of > after.at.as_of or before.at.known_at != after.at.known_at:
        raise ValueError("compare an earlier day with a later one, by what is known at one moment")
    fields = {slug: place for place, slug in enumerate(after.fields)}
    kinds = {kind: place for place, kind in enumerate(Kind)}
    found = [change for code in after.standings for change in _Comparison(before, after, code).all]
    found.sort(
        key=lambda change: (
            fields.get(change.action_field, len(fields)),
            change.code,
            change.milestone,
            kinds[change.kind],
            change.effective_on,
            change.uid,
        )
    )
    return found


@dataclass(frozen=True)
class _Comparison:
    """One recommendation on two days."""

    before: Side
    after: Side
    code: str

    @property
    def all(self) -> Iterator[Change]:
        old, new = self.before.standings.get(self.code), self.after.standings[self.code]
        if old is None:
            yield from self._arrival(new)
        else:
            yield from self._status(old, new)
            yield from self._reports(old, new)
            yield from self._owners()
            yield from self._wording()
        yield from self._obstacles()
        held = {milestone.number: milestone for milestone in old.milestones} if old else {}
        for milestone in new.milestones:
            yield from self._milestone(held.get(milestone.number), milestone, is_new=old is None)

    @property
    def _facts(self) -> RecommendationFacts:
        return self.after.recommendations[self.code]

    def _arrival(self, new: Standing) -> Iterator[Change]:
        """Tell with which status a recommendation came, and what has become of it since."""
        facts = self._facts.statuses
        first = self._until(facts, new.since)[-1]
        yield self._change(Kind.NEW, None, first.status, Step(first))
        if new.status is not first.status:
            step = self._last(facts, lambda fact: fact and fact.status, new.since)
            kind = status_kind(first.status, new.status)
            yield self._change(kind, first.status, new.status, step)

    def _status(self, old: Standing, new: Standing) -> Iterator[Change]:
        if old.status is not new.status:
            step = self._last(self._facts.statuses, lambda fact: fact and fact.status)
            yield self._change(status_kind(old.status, new.status), old.status, new.status, step)

    def _reports(self, old: Standing, new: Standing) -> Iterator[Change]:
        if is_silent(new) and not is_silent(old):
            days = timedelta(days=self.after.thresholds.due_days + 1)
            since = new.reported_on + days if new.reported_on else new.status_fact.effective_on
            yield self._timed(Kind.SILENT, new.reported_on, None, max(since, self._next_day))
        if is_silent(old) and not is_silent(new) and new.reported_on != old.reported_on:
            since = old.reported_on or date.min
            reports = [report for report in self._facts.reports if report.effective_on > since]
            published = [report for report in reports if is_published(report, self.after.at)]
            own = (
                report
                for report in published
                if is_by_involved(report, self._facts.involvements, self.after.at)
            )
            if first := min(own, key=order, default=None):
                yield self._change(Kind.REPORTED, old.reported_on, first.effective_on, Step(first))

    def _owners(self) -> Iterator[Change]:
        for part in Part:
            old, new = (
                with_part(side.standings[self.code], part) for side in (self.before, self.after)
            )
            steps = [
                self._last(
                    [
                        fact
                        for fact in self._facts.involvements
                        if fact.part is part and fact.organisation == slug
                    ],
                    lambda fact: fact is not None and fact.is_involved,
                )
                for slug in sorted({*old} ^ {*new})
            ]
            if steps:
                last = max(steps, key=lambda step: order(step.fact))
                step = Step(last.fact, sum(one.number for one in steps))
                yield self._change(Kind.OWNERS, Owners(part, old), Owners(part, new), step)

    def _wording(self) -> Iterator[Change]:
        facts = self._facts.wordings
        old, new = (side.wording(self.code) for side in (self.before, self.after))
        if (words := self.before.words(old)) != self.after.words(new):
            step = self._last(facts, lambda fact: self.after.words(fact or old))
            yield self._change(Kind.WORDING, words, self.after.words(new), step)
        if old.action_field != new.action_field:
            step = self._last(facts, lambda fact: (fact or old).action_field)
            yield self._change(Kind.FIELD, old.action_field, new.action_field, step)

    def _obstacles(self) -> Iterator[Change]:
        for fact in self.after.obstacles:
            if fact.code != self.code:
                continue
            was_open, is_open = (fact.is_open(side.at) for side in (self.before, self.after))
            if is_open and not was_open:
                hindrance = Hindrance(fact.uid, fact.addressee, fact.text, fact.due_on, None)
                yield self._change(Kind.OBSTACLE, None, hindrance, Step(fact))
            elif was_open and (end := fact.end(self.after.at)):
                hindrance = Hindrance(fact.uid, fact.addressee, fact.text, fact.due_on, end.text)
                yield self._change(Kind.SOLVED, None, hindrance, Step(end))

    def _milestone(
        self, old: MilestoneStanding | None, new: MilestoneStanding, *, is_new: bool
    ) -> Iterator[Change]:
        facts = next(m for m in self._facts.milestones if m.number == new.number)
        known: list[Fact] = [*facts.states, *facts.deadlines]
        born = counting(known, self.after.at)[0]
        since = max(born.effective_on, self.after.standings[self.code].since)
        early = [] if old else self._until(facts.deadlines, since)
        first = early[-1] if early else None
        if old is None and not is_new:
            yield self._change(Kind.NEW, None, _day(first), Step(first or born), of=new)
        was_due = old.due if old else _day(first)
        if new.due != was_due:
            step = self._last(facts.deadlines, _day, None if old else since)
            yield self._change(Kind.MOVED, was_due, new.due, step, of=new)
        was = old.state if old else State.PLANNED
        made = self._made(facts.states, lambda fact: fact.state if fact else State.PLANNED)
        is_told = not is_new or (new.state is State.DONE and bool(made))
        if was is not new.state and is_told:
            kind, step = state_kind(new.state), Step(made[-1], len(made))
            yield self._change(kind, old and old.state, new.state, step, of=new)
        if new.is_overdue and new.due and not (old and old.is_overdue):
            since = max(new.due.on + A_DAY, self._next_day)
            yield self._timed(Kind.OVERDUE, None, new.due, since, of=new)

    def _until(self, facts: Iterable[F], since: date) -> list[F]:
        """Return the facts up to the day on which something came: it came with the last of them."""
        return [fact for fact in counting(facts, self.after.at) if fact.effective_on <= since]

    @property
    def _next_day(self) -> date:
        """The first day that can have moved anything."""
        return self.before.at.as_of + A_DAY

    def _last(
        self, facts: Iterable[F], value: Callable[[F | None], object], after: date | None = None
    ) -> Step:
        """Return the last fact that changed a value, and how many did.

        Args:
            after: those count that hold from a later day; by default from after the earlier day.
        """
        made = self._made(facts, value, after)
        return Step(made[-1], len(made))

    def _made(
        self, facts: Iterable[F], value: Callable[[F | None], object], after: date | None = None
    ) -> list[F]:
        """Return the facts that changed a value, as _last() takes them, in their order."""
        begin = self.before.at.as_of if after is None else after
        return [
            new
            for old, new in pairwise([None, *counting(facts, self.after.at)])
            if new is not None and new.effective_on > begin and value(old) != value(new)
        ]

    def _change(
        self,
        kind: Kind,
        before: Value,
        after: Value,
        step: Step,
        of: MilestoneStanding | None = None,
    ) -> Change:
        fact = step.fact
        reason = str(getattr(fact, "reason", ""))
        if isinstance(fact, WordingFact) and fact.uid in self.after.texts:
            reason = self.after.texts[fact.uid].reason
        found = self._timed(kind, before, after, fact.effective_on, of)
        return replace(
            found, uid=fact.uid, reason=reason, recorded_at=fact.recorded_at, steps=step.number
        )

    def _timed(
        self,
        kind: Kind,
        before: Value,
        after: Value,
        on: date,
        of: MilestoneStanding | None = None,
    ) -> Change:
        row = self.after.standings[self.code]
        return Change(
            kind=kind,
            code=self.code,
            action_field=row.action_field,
            milestone=of.number if of else 0,
            title=of.title if of else row.title,
            before=before,
            after=after,
            effective_on=on,
        )


def _day(fact: DeadlineFact | None) -> Day | None:
    return fact and Day(fact.due_on, fact.precision)
