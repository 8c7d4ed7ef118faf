"""Who has and had which part in a recommendation, from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select

from tracker.db import Texts, db
from tracker.history.queries import counting, is_withdrawn
from tracker.i18n import say
from tracker.lists import folded
from tracker.stakeholders.models import Involvement
from tracker.stakeholders.queries import organisations
from tracker.stakeholders.rules import Part


@dataclass(frozen=True)
class Span:
    """A part of an organisation, from a day on, while it lasts or until it ended."""

    uid: str  # of the fact it begins with
    organisation_id: int
    slug: str
    name: Texts
    part: Part
    since: date
    last_on: date | None = None  # the last day; None while it lasts
    reason: str = ""  # why it ended, or else why it began


@dataclass(frozen=True)
class Held:
    """The part that one organisation has, or had, in a recommendation."""

    facts: list[Involvement]  # those that count by a day, in their order

    @property
    def in_force(self) -> Involvement | None:
        """The newest fact."""
        return self.facts[-1] if self.facts else None

    def on(self, day: date) -> Involvement | None:
        """Return the fact that holds on a day; None before the first one."""
        earlier = [fact for fact in self.facts if fact.effective_on <= day]
        return earlier[-1] if earlier else None


def same(recommendation_id: int, organisation_id: int, part: Part) -> ColumnElement[bool]:
    """Return the condition for facts of one organisation's one part in a recommendation."""
    return (
        (Involvement.recommendation_id == recommendation_id)
        & (Involvement.organisation_id == organisation_id)
        & (Involvement.part == part)
    )


def held(recommendation_id: int, organisation_id: int, part: Part, as_of: date) -> Held:
    """Return what counts on a day of one organisation's part in a recommendation."""
    return Held(counting(Involvement, same(recommendation_id, organisation_id, part), as_of))


def involvement(recommendation_id: int, uid: str) -> Involvement:
    """Return one fact of a recommendation, withdrawn or not; NoResultFound if it has none such."""
    return db.session.scalars(
        select(Involvement).where(
            Involvement.recommendation_id == recommendation_id, Involvement.uid == uid
        )
    ).one()


def newest(recommendation_id: int) -> str:
    """Return the uid of the fact recorded last in a recommendation; empty without any."""
    found = db.session.scalar(
        select(Involvement.uid)
        .where(Involvement.recommendation_id == recommendation_id)
        .order_by(Involvement.id.desc())
        .limit(1)
    )
    return found or ""


def is_newer(fact: Involvement, seen: str) -> bool:
    """Return whether a fact was recorded later than another one of its recommendation.

    Args:
        seen: uid of the other one; whoever names none has seen nothing.
    """
    other = db.session.scalar(
        select(Involvement.id).where(
            Involvement.uid == seen, Involvement.recommendation_id == fact.recommendation_id
        )
    )
    return other is None or fact.id > other


def spans(recommendation_id: int, as_of: date) -> list[Span]:
    """Return every part that was begun in a recommendation by a day.

    Those that last come first, by part and name, then the ended ones, newest first.
    """
    facts = db.session.scalars(
        select(Involvement)
        .where(
            Involvement.recommendation_id == recommendation_id,
            Involvement.effective_on <= as_of,
            ~is_withdrawn(Involvement),
        )
        .order_by(Involvement.effective_on, Involvement.recorded_at, Involvement.number)
    ).all()
    names = organisations({fact.organisation_id for fact in facts}, as_of)
    groups: dict[tuple[int, Part], list[Involvement]] = {}
    for fact in facts:
        groups.setdefault((fact.organisation_id, fact.part), []).append(fact)
    found = [
        span
        for (organisation_id, _part), together in groups.items()
        for span in _spans(together, names[organisation_id].slug, names[organisation_id].name)
    ]
    found.sort(key=lambda span: (folded(say(span.name)), span.since))
    found.sort(key=lambda span: list(Part).index(span.part))
    found.sort(key=lambda span: span.last_on or date.max, reverse=True)
    return found


def _spans(facts: Iterable[Involvement], slug: str, name: Texts) -> list[Span]:
    found: list[Span] = []
    is_open = False
    for fact in facts:
        if fact.is_involved and not is_open:
            found.append(
                Span(
                    uid=fact.uid,
                    organisation_id=fact.organisation_id,
                    slug=slug,
                    name=name,
                    part=fact.part,
                    since=fact.effective_on,
                    reason=fact.reason,
                )
            )
        elif is_open and not fact.is_involved:
            last_on = fact.effective_on - timedelta(days=1)
            found[-1] = replace(found[-1], last_on=last_on, reason=fact.reason)
        is_open = fact.is_involved
    return found
