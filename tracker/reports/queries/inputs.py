"""The plain rows that a report names, as plain JSON: what a version keeps with it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from tracker.council.models import Committee, CouncilPaper, PaperRecommendation, Sitting
from tracker.db import db
from tracker.lists import folded
from tracker.milestones.models import Milestone
from tracker.plan.models import Recommendation, Term
from tracker.plan.queries import PlanRow
from tracker.plan.rules import Vocabulary
from tracker.programmes.models import Indicator
from tracker.reports.content.members import plain
from tracker.reports.content.names import german
from tracker.reports.inputs import SHAPE, Cover, Inputs
from tracker.stakeholders.models import Organisation

Rows = dict[str, Any]


def inputs(plan: PlanRow, cover: Cover, texts: Mapping[str, str], resolution: str) -> Inputs:
    """Return what a report of a plan says beside the facts, as it stands now.

    Args:
        texts: what the plan office wrote, by place; see rules.py. Empty ones are left out.
    """
    written = {place: text for place, text in sorted(texts.items()) if text.strip()}
    return Inputs(cover, written, resolution, plain_rows(plan), SHAPE)


def plain_rows(plan: PlanRow) -> Rows:
    """Return the plain rows of a plan, in an order of their own; docs/report.md names them."""
    return {
        "plan": _plan(plan),
        "terms": _terms(plan.id),
        "committees": _committees(plan.id),
        "sittings": _sittings(plan.id),
        "papers": _papers(plan.id),
        "organisations": _organisations(plan.id),
        "recommendations": _recommendations(plan.id),
        "milestones": _milestones(plan.id),
        "indicators": _indicators(plan.id),
    }


def _plan(plan: PlanRow) -> plain.Plan:
    return {
        "slug": plan.slug,
        "title": plan.title,
        "publisher": plan.publisher,
        "languages": list(plan.languages),
        "is_sample": plan.is_sample,
        "disclaimer": plan.disclaimer,
    }


def _terms(plan_id: int) -> dict[str, list[plain.Term]]:
    found: dict[str, list[plain.Term]] = {vocabulary.value: [] for vocabulary in Vocabulary}
    rows = db.session.execute(
        select(Term.vocabulary, Term.code, Term.label, Term.hint)
        .where(Term.plan_id == plan_id)
        .order_by(Term.position, Term.code)
    )
    for vocabulary, code, label, hint in rows:
        found[vocabulary.value].append({"code": code, "label": label, "hint": hint})
    return found


def _committees(plan_id: int) -> dict[str, plain.Committee]:
    """Return all committees by slug; deleted ones, too: an old decision names its own."""
    rows = db.session.execute(
        select(Committee.slug, Committee.name, Committee.decides).where(
            Committee.plan_id == plan_id
        )
    )
    return {slug: {"name": name, "decides": decides} for slug, name, decides in rows}


def _sittings(plan_id: int) -> list[plain.Sitting]:
    rows = db.session.execute(
        select(Committee.slug, Committee.name, Sitting.held_on, Sitting.title)
        .join(Committee, Committee.id == Sitting.committee_id)
        .where(
            Committee.plan_id == plan_id,
            Committee.deleted_at.is_(None),
            Sitting.deleted_at.is_(None),
        )
    ).all()
    ordered = sorted(rows, key=lambda row: (row.held_on, folded(german(row.name)), row.slug))
    return [
        {"committee": row.slug, "held_on": row.held_on.isoformat(), "title": row.title}
        for row in ordered
    ]


def _papers(plan_id: int) -> list[plain.Paper]:
    """Return the council papers, the newest first."""
    of: dict[str, list[str]] = defaultdict(list)
    for number, code in db.session.execute(
        select(CouncilPaper.number, Recommendation.code)
        .join(PaperRecommendation, PaperRecommendation.paper_id == CouncilPaper.id)
        .join(Recommendation, Recommendation.id == PaperRecommendation.recommendation_id)
        .where(CouncilPaper.plan_id == plan_id)
    ):
        of[number].append(code)
    rows = db.session.execute(
        select(CouncilPaper, Committee.slug)
        .join(Committee, Committee.id == CouncilPaper.committee_id)
        .where(CouncilPaper.plan_id == plan_id, CouncilPaper.deleted_at.is_(None))
    )
    found: list[plain.Paper] = [
        {
            "number": paper.number,
            "title": paper.title,
            "published_on": paper.published_on.isoformat(),
            "committee": committee,
            "role": paper.role,
            "result": paper.result,
            "web": paper.web,
            "codes": sorted(of[paper.number]),
        }
        for paper, committee in rows
    ]
    found.sort(key=lambda paper: paper["number"])
    return sorted(found, key=lambda paper: paper["published_on"], reverse=True)


def _organisations(plan_id: int) -> Rows:
    rows = db.session.execute(
        select(Organisation.slug, Organisation.category).where(Organisation.plan_id == plan_id)
    )
    return {slug: {"category": category} for slug, category in rows}


def _recommendations(plan_id: int) -> Rows:
    rows = db.session.execute(
        select(
            Recommendation.code,
            Recommendation.horizon,
            Recommendation.priority,
            Recommendation.funding,
        ).where(Recommendation.plan_id == plan_id)
    )
    return {
        code: {
            "horizon": horizon,
            "priority": priority,
            "funding": [one for one in funding.split(",") if one],
        }
        for code, horizon, priority, funding in rows
    }


def _milestones(plan_id: int) -> Rows:
    rows = db.session.execute(
        select(Recommendation.code, Milestone.number, Milestone.title, Milestone.position)
        .join(Recommendation, Recommendation.id == Milestone.recommendation_id)
        .where(Recommendation.plan_id == plan_id)
    )
    return {
        f"{code}.{number}": {"title": title, "position": position}
        for code, number, title, position in rows
    }


def _indicators(plan_id: int) -> list[plain.IndicatorRow]:
    rows = db.session.execute(
        select(Indicator, Recommendation.code)
        .join(Recommendation, Recommendation.id == Indicator.recommendation_id)
        .where(Recommendation.plan_id == plan_id)
    ).all()
    return [
        {
            "code": code,
            "number": one.number,
            "name": one.name,
            "unit": one.unit,
            "kind": one.kind.value,
            "baseline_year": one.baseline_year,
            "baseline": _amount(one.baseline),
            "target_year": one.target_year,
            "target": _amount(one.target),
        }
        for one, code in sorted(rows, key=lambda row: (row.code, row[0].number))
    ]


def _amount(value: Any) -> str | None:  # a Decimal or None
    return None if value is None else f"{value.normalize():f}"
