"""Decisions in words, for the page that withdraws one."""

from sqlalchemy import select

from tracker import clock
from tracker.council.models import Committee, Decision
from tracker.db import db
from tracker.history.entries import Entry, PlanLike
from tracker.i18n import _, say
from tracker.plan.entries import about
from tracker.plan.models import Recommendation
from tracker.stakeholders.queries import organisation_name


def decision(plan: PlanLike, uid: str) -> Entry:
    """Return a decision in words; NoResultFound if it belongs to another plan."""
    fact, of, committee = db.session.execute(
        select(Decision, Recommendation, Committee.name)
        .join(Recommendation, Recommendation.id == Decision.recommendation_id)
        .outerjoin(Committee, Committee.id == Decision.committee_id)
        .where(Decision.uid == uid, Recommendation.plan_id == plan.id)
    ).one()
    return Entry(
        uid=uid,
        subject=f"{plan.slug}/{of.code}",
        code=of.code,
        kind=_("Beschluss"),
        about=about(of),
        says=f"{say(committee)}: {fact.text}" if committee else fact.text,
        effective_on=fact.effective_on,
        recorded_at=fact.recorded_at,
        role=fact.recorded_role,
        organisation=organisation_name(fact.recorded_for_id, clock.today()),
        reason=fact.reason,
        then=_("Danach gilt: Diesen Beschluss hat es nicht gegeben."),
    )
