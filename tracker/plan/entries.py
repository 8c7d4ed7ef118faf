"""Statuses and wordings in words, for the page that withdraws one."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker import clock
from tracker.db import db
from tracker.history.entries import Entry, PlanLike, after
from tracker.history.queries import counting
from tracker.i18n import _, say
from tracker.plan.models import Recommendation, RecommendationStatus, RecommendationWording
from tracker.plan.queries import statuses, titles
from tracker.stakeholders.models import Involvement
from tracker.stakeholders.queries import organisation_name


def status(plan: PlanLike, uid: str) -> Entry:
    """Return a status in words; NoResultFound if it belongs to another plan."""
    fact = db.session.scalars(
        select(RecommendationStatus)
        .join(RecommendationStatus.recommendation)
        .where(RecommendationStatus.uid == uid, Recommendation.plan_id == plan.id)
        .options(joinedload(RecommendationStatus.recommendation))
    ).one()
    of = fact.recommendation
    facts = statuses(of.id, date.max)
    refusal = _(
        "Das ist der einzige Umsetzungsstand der Empfehlung. Ohne ihn wäre sie nicht Teil des "
        "Plans. Tragen Sie zuerst den richtigen Umsetzungsstand ein."
    )
    return Entry(
        uid=uid,
        subject=f"{plan.slug}/{of.code}",
        code=of.code,
        kind=_("Umsetzungsstand"),
        about=about(of),
        says=str(fact.status.label),
        effective_on=fact.effective_on,
        recorded_at=fact.recorded_at,
        role=fact.recorded_role,
        organisation=organisation_name(fact.recorded_for_id, clock.today()),
        reason=fact.reason,
        then=after(facts, uid, lambda row: str(row.status.label), refusal),
        refusal=refusal if [row.uid for row in facts] == [uid] else "",
    )


def wording(plan: PlanLike, uid: str) -> Entry:
    """Return a wording in words; NoResultFound if it belongs to another plan."""
    fact, of = db.session.execute(
        select(RecommendationWording, Recommendation)
        .join(Recommendation, Recommendation.id == RecommendationWording.recommendation_id)
        .where(RecommendationWording.uid == uid, Recommendation.plan_id == plan.id)
    ).one()
    same = RecommendationWording.recommendation_id == of.id
    facts = counting(RecommendationWording, same, date.max)
    refusal = _(
        "Das ist der einzige Wortlaut der Empfehlung. Tragen Sie zuerst den richtigen Wortlaut ein."
    )
    return Entry(
        uid=uid,
        subject=f"{plan.slug}/{of.code}",
        code=of.code,
        kind=_("Wortlaut"),
        about=about(of),
        says=say(fact.title),
        effective_on=fact.effective_on,
        recorded_at=fact.recorded_at,
        role=fact.recorded_role,
        organisation=organisation_name(fact.recorded_for_id, clock.today()),
        reason=fact.reason,
        then=after(facts, uid, lambda row: say(row.title), refusal),
        refusal=refusal if [row.uid for row in facts] == [uid] else "",
    )


def involvement(plan: PlanLike, uid: str) -> Entry:
    """Return an organisation's part in words; NoResultFound if it belongs to another plan."""
    fact, of = db.session.execute(
        select(Involvement, Recommendation)
        .join(Recommendation, Recommendation.id == Involvement.recommendation_id)
        .where(Involvement.uid == uid, Recommendation.plan_id == plan.id)
    ).one()
    same = (
        (Involvement.recommendation_id == of.id)
        & (Involvement.organisation_id == fact.organisation_id)
        & (Involvement.part == fact.part)
    )
    name = organisation_name(fact.organisation_id, clock.today())
    nothing = _("Danach gilt: %(name)s war so nie beteiligt.", name=name)
    return Entry(
        uid=uid,
        subject=f"{plan.slug}/{of.code}",
        code=of.code,
        kind=_("Beteiligung"),
        about=about(of),
        says=f"{name}: {_part(fact)}",
        effective_on=fact.effective_on,
        recorded_at=fact.recorded_at,
        role=fact.recorded_role,
        organisation=organisation_name(fact.recorded_for_id, clock.today()),
        reason=fact.reason,
        then=after(counting(Involvement, same, date.max), uid, _part, nothing),
    )


def _part(fact: Involvement) -> str:
    if fact.is_involved:
        return str(fact.part.label)
    return _("nicht mehr %(part)s", part=fact.part.label)


def about(of: Recommendation) -> str:
    """Return a recommendation's code and title of today."""
    found = titles(Recommendation.id == of.id, clock.today())
    return " ".join([of.code, *(say(title) for title in found.values())])
