"""What committees have to do with a recommendation: papers about it, decisions; one statement."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CompoundSelect,
    DateTime,
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

from tracker.council.models import Committee, CouncilPaper, Decision, PaperRecommendation
from tracker.db import Texts, UtcDateTime, db
from tracker.plan.models import Recommendation
from tracker.stakeholders.models import Organisation
from tracker.standing.queries.names import Withdrawn, dated


@dataclass(frozen=True)
class PaperRow:
    """A council paper that deals with a recommendation."""

    number: str
    title: Texts
    published_on: date
    committee: Texts
    role: Texts
    result: Texts
    web: str | None


class DecisionFact(NamedTuple):
    """On effective_on a committee, or the steering group, decided this."""

    uid: str
    effective_on: date
    recorded_at: datetime
    number: int
    withdrawn_at: datetime | None
    text: str
    language: str
    committee: Texts | None  # None: the steering group
    reason: str
    role: str
    recorded_for: str | None  # slug


@dataclass(frozen=True)
class Council:
    """Papers about a recommendation, newest first, and decisions, in any order."""

    papers: list[PaperRow]
    decisions: list[DecisionFact]


def council(plan_id: int, code: str, as_of: date, gone: Withdrawn) -> Council:
    """Return the papers published by a day, and every decision, withdrawn ones included."""
    values = {"plan_id": plan_id, "code": code, "as_of": as_of}
    papers, decisions = [], []
    for row in db.session.execute(_council(), values):
        name = None if row.committee is None else json.loads(row.committee)
        if row.kind == "paper":
            title, role, result = (json.loads(text) for text in (row.text, row.role, row.reason))
            papers.append(PaperRow(row.uid, title, row.day, name or {}, role, result, row.word))
            continue
        fact = (row.uid, row.day, row.at, row.number, gone.get(row.uid), row.text)
        more = (row.language, name, row.reason, row.role, row.word)
        decisions.append(DecisionFact._make((*fact, *more)))
    papers.sort(key=lambda paper: paper.number)
    papers.sort(key=lambda paper: paper.published_on, reverse=True)
    return Council(papers, decisions)


def decisions(plan_id: int, gone: Withdrawn) -> dict[str, list[DecisionFact]]:
    """Return every decision about a plan's recommendations, by code; withdrawn ones included."""
    found: dict[str, list[DecisionFact]] = defaultdict(list)
    for row in db.session.execute(_decisions(), {"plan_id": plan_id}):
        fact = (*row[:4], gone.get(row.uid), row.text, row.language)
        more = (row.committee, row.reason, row.recorded_role, row.slug)
        found[row.code].append(DecisionFact._make((*fact, *more)))
    return found


# A statement is built once: building one costs more than sending it.


@cache
def _decisions() -> Select[Any]:
    return (
        select(
            *dated(Decision),
            Decision.text,
            Decision.language,
            Committee.name.label("committee"),
            Decision.reason,
            Decision.recorded_role,
            Organisation.slug,
            Recommendation.code,
        )
        .join(Recommendation, Recommendation.id == Decision.recommendation_id)
        .outerjoin(Committee, Committee.id == Decision.committee_id)
        .outerjoin(Organisation, Organisation.id == Decision.recorded_for_id)
        .where(Recommendation.plan_id == bindparam("plan_id"))
    )


@cache
def _council() -> CompoundSelect[Any]:
    of = (Recommendation.plan_id == bindparam("plan_id")) & (
        Recommendation.code == bindparam("code")
    )
    papers = (
        select(
            literal("paper", String).label("kind"),
            CouncilPaper.number.label("uid"),
            CouncilPaper.published_on.label("day"),
            type_coerce(cast(null(), DateTime(timezone=True)), UtcDateTime).label("at"),
            cast(null(), Integer).label("number"),
            type_coerce(CouncilPaper.title, Text).label("text"),
            literal("", String).label("language"),
            type_coerce(Committee.name, Text).label("committee"),
            type_coerce(CouncilPaper.result, Text).label("reason"),
            type_coerce(CouncilPaper.role, Text).label("role"),
            CouncilPaper.web.label("word"),
        )
        .join(PaperRecommendation, PaperRecommendation.paper_id == CouncilPaper.id)
        .join(Recommendation, Recommendation.id == PaperRecommendation.recommendation_id)
        .join(Committee, Committee.id == CouncilPaper.committee_id)
        .where(
            of,
            CouncilPaper.published_on <= bindparam("as_of"),
            CouncilPaper.deleted_at.is_(None),
        )
    )
    decisions = (
        select(
            literal("decision", String),
            Decision.uid,
            Decision.effective_on,
            type_coerce(Decision.recorded_at, UtcDateTime),
            Decision.number,
            type_coerce(Decision.text, Text),
            Decision.language,
            type_coerce(Committee.name, Text),
            type_coerce(Decision.reason, Text),
            type_coerce(type_coerce(Decision.recorded_role, String), Text),
            Organisation.slug,
        )
        .select_from(Decision)
        .join(Recommendation, Recommendation.id == Decision.recommendation_id)
        .outerjoin(Committee, Committee.id == Decision.committee_id)
        .outerjoin(Organisation, Organisation.id == Decision.recorded_for_id)
        .where(of)
    )
    return union_all(papers, decisions)
