"""States and deadlines in words, for the page that withdraws one."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker import clock
from tracker.db import db
from tracker.history.entries import Entry, PlanLike, after
from tracker.i18n import _, period_text, say
from tracker.milestones.models import Milestone, MilestoneDeadline, MilestoneState
from tracker.milestones.queries import deadlines, states
from tracker.plan.models import Recommendation
from tracker.stakeholders.queries import organisation_name


def state(plan: PlanLike, uid: str) -> Entry:
    """Return a state in words; NoResultFound if it belongs to another plan."""
    fact = db.session.scalars(
        select(MilestoneState)
        .join(MilestoneState.milestone)
        .join(Milestone.recommendation)
        .where(MilestoneState.uid == uid, Recommendation.plan_id == plan.id)
        .options(joinedload(MilestoneState.milestone).joinedload(Milestone.recommendation))
    ).one()
    if deadlines(fact.milestone_id, date.max):
        nothing = _("Danach ist kein Zustand mehr eingetragen; der Meilenstein gilt als geplant.")
    else:
        nothing = _("Danach ist der Meilenstein nicht mehr Teil des Plans.")
    return _entry(
        plan,
        fact,
        kind=_("Zustand des Meilensteins"),
        says=state_text(fact),
        then=after(states(fact.milestone_id, date.max), uid, state_text, nothing),
    )


def deadline(plan: PlanLike, uid: str) -> Entry:
    """Return a deadline in words; NoResultFound if it belongs to another plan."""
    fact = db.session.scalars(
        select(MilestoneDeadline)
        .join(MilestoneDeadline.milestone)
        .join(Milestone.recommendation)
        .where(MilestoneDeadline.uid == uid, Recommendation.plan_id == plan.id)
        .options(joinedload(MilestoneDeadline.milestone).joinedload(Milestone.recommendation))
    ).one()
    if states(fact.milestone_id, date.max):
        nothing = _("Danach hat der Meilenstein keinen Termin.")
    else:
        nothing = _("Danach ist der Meilenstein nicht mehr Teil des Plans.")
    return _entry(
        plan,
        fact,
        kind=_("Termin des Meilensteins"),
        says=deadline_text(fact),
        then=after(deadlines(fact.milestone_id, date.max), uid, deadline_text, nothing),
    )


def state_text(fact: MilestoneState) -> str:
    """Return a state in words."""
    return str(fact.state.label)


def deadline_text(fact: MilestoneDeadline) -> str:
    """Return a deadline in words."""
    return period_text(fact.due_on, fact.precision)


def _entry(
    plan: PlanLike, fact: MilestoneState | MilestoneDeadline, *, kind: str, says: str, then: str
) -> Entry:
    milestone = fact.milestone
    of = milestone.recommendation
    return Entry(
        uid=fact.uid,
        subject=f"{plan.slug}/{of.code}.{milestone.number}",
        code=of.code,
        kind=kind,
        about=f"{of.code}.{milestone.number} {say(milestone.title)}",
        says=says,
        effective_on=fact.effective_on,
        recorded_at=fact.recorded_at,
        role=fact.recorded_role,
        organisation=organisation_name(fact.recorded_for_id, clock.today()),
        reason=fact.reason,
        then=then,
    )
