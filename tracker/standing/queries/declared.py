"""What people declared about recommendations and their milestones, in one statement."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    String,
    Text,
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
from tracker.plan.rules import Status
from tracker.stakeholders.models import Involvement, Organisation
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


def wordings(
    of: ColumnElement[bool], gone: Withdrawn
) -> tuple[dict[int, list[WordingFact]], dict[int, str]]:
    """Return all wordings, and the codes, by id of the recommendation, in order of code."""
    rows = (
        select(
            *dated(RecommendationWording),
            ActionField.slug,
            RecommendationWording.title,
            Recommendation.id,
            Recommendation.code,
        )
        .join(Recommendation, Recommendation.id == RecommendationWording.recommendation_id)
        .join(ActionField, ActionField.id == RecommendationWording.action_field_id)
        .where(of)
        .order_by(Recommendation.code)
    )
    facts: dict[int, list[WordingFact]] = defaultdict(list)
    codes = {}
    for row in db.session.execute(rows):
        facts[row.id].append(WordingFact(*row[:4], gone.get(row[0]), row[4], row[5]))
        codes[row.id] = row.code
    return facts, codes


def add_declared(rows: Mapping[int, RecommendationFacts], gone: Withdrawn) -> None:
    """Add what is declared: statuses of recommendations, states and deadlines of milestones."""
    milestones: dict[tuple[int, int], MilestoneFacts] = {}
    for row in db.session.execute(_declared(list(rows))):
        uid, effective_on, recorded_at, number, kind, of, place, title, value, day, extra, why = row
        dated = (uid, effective_on, recorded_at, number, gone.get(uid))
        if kind == "status":
            rows[of].statuses.append(StatusFact(*dated, Status(value), why, day, extra))
            continue
        milestone = milestones.get((of, place))
        if milestone is None:
            milestone = milestones[of, place] = MilestoneFacts(place, json.loads(title))
            rows[of].milestones.append(milestone)
        if kind == "state":
            milestone.states.append(StateFact(*dated, State(value), Precision(extra), why))
        else:
            milestone.deadlines.append(DeadlineFact(*dated, day, Precision(extra), why))


def add_involvements(rows: Mapping[int, RecommendationFacts], gone: Withdrawn) -> None:
    """Add which organisations have a part in the recommendations."""
    found = (
        select(
            *dated(Involvement),
            Organisation.slug,
            Involvement.part,
            Involvement.is_involved,
            Involvement.reason,
            Involvement.recommendation_id,
        )
        .join(Organisation, Organisation.id == Involvement.organisation_id)
        .where(Involvement.recommendation_id.in_(list(rows)))
    )
    for row in db.session.execute(found):
        fact = InvolvementFact(*row[:4], gone.get(row[0]), *row[4:8])
        rows[row[8]].involvements.append(fact)


def _declared(ids: Sequence[int]) -> CompoundSelect[Any]:
    replaced = aliased(Recommendation)
    no_text, no_day = cast(null(), String), cast(null(), Date)
    statuses = (
        select(
            *dated(RecommendationStatus),
            literal("status").label("kind"),
            RecommendationStatus.recommendation_id.label("recommendation_id"),
            literal(0).label("milestone"),
            no_text.label("title"),
            type_coerce(RecommendationStatus.status, String).label("value"),
            RecommendationStatus.review_on.label("day"),
            replaced.code.label("extra"),
            RecommendationStatus.reason,
        )
        .outerjoin(replaced, replaced.id == RecommendationStatus.replacement_id)
        .where(RecommendationStatus.recommendation_id.in_(ids))
    )
    return union_all(
        statuses,
        _of_milestones(MilestoneState, "state", MilestoneState.state, no_day, ids),
        _of_milestones(MilestoneDeadline, "due", no_text, MilestoneDeadline.due_on, ids),
    )


def _of_milestones(
    model: Any,  # MilestoneState or MilestoneDeadline
    kind: str,
    value: Any,  # a column or a typed null
    day: Any,  # a column or a typed null
    ids: Sequence[int],
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
        )
        .join(Milestone, Milestone.id == model.milestone_id)
        .where(Milestone.recommendation_id.in_(ids))
    )
