"""What people declared about recommendations and their milestones, in one statement."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    Text,
    bindparam,
    cast,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from tracker.db import db
from tracker.i18n import Precision
from tracker.milestones.models import Milestone, MilestoneDeadline, MilestoneState
from tracker.milestones.rules import State
from tracker.plan.models import (
    ActionField,
    Recommendation,
    RecommendationStatus,
    RecommendationWording,
)
from tracker.plan.rules import Evidence, Status
from tracker.stakeholders.models import Involvement
from tracker.stakeholders.rules import Part
from tracker.standing.facts import (
    DeadlineFact,
    InvolvementFact,
    MilestoneFacts,
    RecommendationFacts,
    StateFact,
    StatusFact,
    WordingFact,
)
from tracker.standing.queries.names import Withdrawn, dated

STATUSES = {member.value: member for member in Status}  # a look-up is five times as fast as a call
STATES = {member.value: member for member in State}
PRECISIONS = {member.value: member for member in Precision}
EVIDENCE = {member.value: member for member in Evidence}
PARTS = {member.value: member for member in Part}


def worded(plan_id: int, gone: Withdrawn) -> dict[int, RecommendationFacts]:
    """Return a plan's recommendations with all their wordings, by id, in order of code."""
    return _with_wordings(db.session.execute(_worded(), {"plan_id": plan_id}), gone)


def worded_of_field(plan_id: int, slug: str, gone: Withdrawn) -> dict[int, RecommendationFacts]:
    """Return, in the same way, those that some wording of theirs puts into a field."""
    values = {"plan_id": plan_id, "slug": slug}
    return _with_wordings(db.session.execute(_worded_of_field(), values), gone)


def _with_wordings(found: Iterable[Any], gone: Withdrawn) -> dict[int, RecommendationFacts]:
    rows: dict[int, RecommendationFacts] = {}
    for *fact, slug, title, key, code in found:
        if key not in rows:
            rows[key] = RecommendationFacts(code)
        rows[key].wordings.append(WordingFact._make((*fact, gone.get(fact[0]), slug, title)))
    return rows


def add_declared(
    rows: Mapping[int, RecommendationFacts], gone: Withdrawn, slugs: Mapping[int, str]
) -> None:
    """Add what is declared: statuses, involvements, states and deadlines of milestones.

    Args:
        slugs: those of the plan's organisations, by id.
    """
    milestones: dict[tuple[int, int], MilestoneFacts] = {}
    for row in db.session.execute(_declared(), {"ids": list(rows)}).all():
        (
            uid,
            since,
            at,
            number,
            kind,
            of,
            place,
            title,
            value,
            day,
            extra,
            why,
            role,
            of_whom,
            position,
            evidence,
        ) = row
        by = slugs[of_whom] if of_whom else None
        fact = (uid, since, at, number, gone.get(uid))
        if kind == "status":
            proof = EVIDENCE[evidence] if evidence else None
            rows[of].statuses.append(
                StatusFact(*fact, STATUSES[value], why, day, extra, role, by, proof, title or "")
            )
            continue
        if kind == "part":
            involvement = InvolvementFact(
                *fact, slugs[of_whom], PARTS[value], bool(place), why, role
            )
            rows[of].involvements.append(involvement)
            continue
        milestone = milestones.get((of, place))
        if milestone is None:
            milestone = milestones[of, place] = MilestoneFacts(
                place, json.loads(title), position=position
            )
            rows[of].milestones.append(milestone)
        if kind == "state":
            milestone.states.append(
                StateFact(*fact, STATES[value], PRECISIONS[extra], why, role, by)
            )
        else:
            milestone.deadlines.append(DeadlineFact(*fact, day, PRECISIONS[extra], why, role, by))


# A statement is built once: building one costs more than sending it.


@cache
def _worded() -> Select[Any]:
    return (
        select(
            *dated(RecommendationWording),
            ActionField.slug,
            RecommendationWording.title,
            Recommendation.id,
            Recommendation.code,
        )
        .join(Recommendation, Recommendation.id == RecommendationWording.recommendation_id)
        .join(ActionField, ActionField.id == RecommendationWording.action_field_id)
        .where(Recommendation.plan_id == bindparam("plan_id"))
        .order_by(Recommendation.code)
    )


@cache
def _worded_of_field() -> Select[Any]:
    of_field = (
        select(RecommendationWording.recommendation_id)
        .join(ActionField, ActionField.id == RecommendationWording.action_field_id)
        .where(ActionField.plan_id == bindparam("plan_id"), ActionField.slug == bindparam("slug"))
    )
    return _worded().where(Recommendation.id.in_(of_field))


@cache
def _declared() -> CompoundSelect[Any]:
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    replaced = aliased(Recommendation)
    no_text, no_day = cast(null(), String), cast(null(), Date)
    statuses = (
        select(
            *dated(RecommendationStatus),
            literal("status").label("kind"),
            RecommendationStatus.recommendation_id.label("recommendation_id"),
            literal(0).label("milestone"),
            RecommendationStatus.evidence_text.label("title"),
            type_coerce(RecommendationStatus.status, String).label("value"),
            RecommendationStatus.review_on.label("day"),
            replaced.code.label("extra"),
            RecommendationStatus.reason,
            type_coerce(RecommendationStatus.recorded_role, String).label("role"),
            RecommendationStatus.recorded_for_id.label("by"),
            literal(0).label("position"),
            type_coerce(RecommendationStatus.evidence, String).label("evidence"),
        )
        .outerjoin(replaced, replaced.id == RecommendationStatus.replacement_id)
        .where(RecommendationStatus.recommendation_id.in_(ids))
    )
    involvements = select(
        *dated(Involvement),
        literal("part"),
        Involvement.recommendation_id,
        cast(Involvement.is_involved, Integer),
        no_text,
        type_coerce(Involvement.part, String),
        no_day,
        no_text,
        Involvement.reason,
        type_coerce(Involvement.recorded_role, String),
        Involvement.organisation_id,
        literal(0),
        no_text,
    ).where(Involvement.recommendation_id.in_(ids))
    return union_all(
        statuses,
        involvements,
        _of_milestones(MilestoneState, "state", MilestoneState.state, no_day, ids),
        _of_milestones(MilestoneDeadline, "due", no_text, MilestoneDeadline.due_on, ids),
    )


def _of_milestones(
    model: Any,  # MilestoneState or MilestoneDeadline
    kind: str,
    value: Any,  # a column or a typed null
    day: Any,  # a column or a typed null
    ids: Any,  # a parameter for many
) -> Select[Any]:
    return (
        select(
            *dated(model),
            literal(kind),
            Milestone.recommendation_id,
            Milestone.number,
            type_coerce(Milestone.title, Text),
            type_coerce(value, String),
            day,
            type_coerce(model.precision, String),
            model.reason,
            type_coerce(model.recorded_role, String),
            model.recorded_for_id,
            Milestone.position,
            cast(null(), String),
        )
        .join(Milestone, Milestone.id == model.milestone_id)
        .where(Milestone.recommendation_id.in_(ids))
    )
