"""Notes, their reviews and obstacles in words, for the page that withdraws one."""

from datetime import date
from typing import Any

from sqlalchemy import select

from tracker import clock
from tracker.db import db
from tracker.history.entries import Entry, PlanLike, after
from tracker.history.stichtag import Dated
from tracker.i18n import _, say
from tracker.notes.models import Note, NoteReview, Obstacle, ObstacleEnd
from tracker.notes.queries import notes as queries
from tracker.notes.rules import Fate, Kind, Outcome
from tracker.plan.entries import about
from tracker.plan.models import Recommendation
from tracker.stakeholders.queries import organisation_name


def note(plan: PlanLike, uid: str) -> Entry:
    """Return a note in words; NoResultFound if it belongs to another plan."""
    fact, of = _found(Note, Note.recommendation_id, plan, uid)
    row = queries.note(uid)
    dropped = _("Danach wird der Sachstand nicht mehr geprüft und nie veröffentlicht.")
    then = {
        Fate.IN_REVIEW: dropped,
        Fate.SEEN: dropped,
        Fate.RETURNED: _("Der Sachstand ist zurückgegeben und war nicht öffentlich."),
    }
    public = _("Danach zählt die Meldung nicht mehr; die Aktualität richtet sich nach der davor.")
    return _entry(
        plan,
        of,
        fact,
        kind=str(row.kind.label),
        says=str(row.kind.label) if row.kind is Kind.CONFIRMATION else row.published_text,
        then=then.get(row.fate, public),
        is_public=row.is_published,
    )


def review(plan: PlanLike, uid: str) -> Entry:
    """Return a decision about a note in words; NoResultFound if it belongs to another plan."""
    fact, of, reviewed = db.session.execute(
        select(NoteReview, Recommendation, Note)
        .join(NoteReview.note)
        .join(Note.recommendation)
        .where(NoteReview.uid == uid, Recommendation.plan_id == plan.id)
    ).one()
    facts = queries.reviews(reviewed.id, date.max)
    nothing = _("Danach ist der Sachstand wieder in Prüfung und steht nicht öffentlich.")
    return _entry(
        plan,
        of,
        fact,
        kind=_("Entscheidung über einen Sachstand"),
        says=f"{fact.outcome.label}: {reviewed.text if fact.text is None else fact.text}",
        then=after(facts, uid, lambda row: str(row.outcome.label), nothing),
        is_public=fact.outcome is Outcome.PUBLISHED or len(facts) > 1,
    )


def obstacle(plan: PlanLike, uid: str) -> Entry:
    """Return an obstacle in words; NoResultFound if it belongs to another plan."""
    fact, of = _found(Obstacle, Obstacle.recommendation_id, plan, uid)
    return _entry(
        plan,
        of,
        fact,
        kind=_("Hemmnis"),
        says=f"{fact.addressee.label}: {say(fact.text)}",
        then=_("Danach gilt: Dieses Hemmnis hat es nicht gegeben."),
    )


def obstacle_end(plan: PlanLike, uid: str) -> Entry:
    """Return the end of an obstacle in words; NoResultFound if it belongs to another plan."""
    fact, of = db.session.execute(
        select(ObstacleEnd, Recommendation)
        .join(Obstacle, Obstacle.id == ObstacleEnd.obstacle_id)
        .join(Recommendation, Recommendation.id == Obstacle.recommendation_id)
        .where(ObstacleEnd.uid == uid, Recommendation.plan_id == plan.id)
    ).one()
    return _entry(
        plan,
        of,
        fact,
        kind=_("Ende eines Hemmnisses"),
        says=say(fact.text),
        then=_("Danach besteht das Hemmnis weiter."),
    )


def _found(model: Any, recommendation_id: Any, plan: PlanLike, uid: str) -> Any:
    """Return a fact of a kind that hangs on a recommendation, and the recommendation."""
    return db.session.execute(
        select(model, Recommendation)
        .join(Recommendation, Recommendation.id == recommendation_id)
        .where(model.uid == uid, Recommendation.plan_id == plan.id)
    ).one()


def _entry(
    plan: PlanLike,
    of: Recommendation,
    fact: Dated,
    *,
    kind: str,
    says: str,
    then: str,
    is_public: bool = True,
) -> Entry:
    return Entry(
        uid=fact.uid,
        subject=f"{plan.slug}/{of.code}",
        code=of.code,
        kind=kind,
        about=about(of),
        says=says,
        effective_on=fact.effective_on,
        recorded_at=fact.recorded_at,
        role=fact.recorded_role,
        organisation=organisation_name(fact.recorded_for_id, clock.today()),
        reason=fact.reason,
        then=then,
        is_public=is_public,
    )
