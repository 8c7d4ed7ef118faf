"""Loading what the computation needs: few statements, the same number for every plan size."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.plan.models import Recommendation
from tracker.plan.queries import PlanRow
from tracker.standing.facts import Moment, RecommendationFacts, ReportFact, WordingFact, in_force
from tracker.standing.queries.declared import add_declared, add_involvements, wordings
from tracker.standing.queries.names import (
    FieldFact,
    NameFact,
    Withdrawn,
    field_facts,
    fields_in_force,
    organisation_names,
    thresholds,
    withdrawn,
)
from tracker.standing.queries.reports import all_reports, newest_reports
from tracker.standing.rules import Thresholds, is_by_involved, is_published


@dataclass(frozen=True)
class PlanFacts:
    """The facts of (some of) a plan's recommendations, and what names them at the moment."""

    at: Moment
    thresholds: Thresholds
    fields: tuple[FieldFact, ...]  # in force, retired ones left out, by position
    recommendations: tuple[RecommendationFacts, ...]  # by code
    organisations: Mapping[str, NameFact]  # in force, by slug


def plan_facts(plan: PlanRow, at: Moment) -> PlanFacts:
    """Return all recommendations of a plan with their facts; empty for an empty plan."""
    gone = withdrawn(plan.id)
    fields = field_facts(plan.id, gone)
    texts, codes = wordings(Recommendation.plan_id == plan.id, gone)
    return _collected(plan, at, gone, fields, texts, codes)


def field_of_plan_facts(plan: PlanRow, at: Moment, slug: str) -> PlanFacts:
    """Return the recommendations that belong to a field at the moment, with their facts."""
    gone = withdrawn(plan.id)
    fields = field_facts(plan.id, gone)
    texts, codes = wordings(Recommendation.plan_id == plan.id, gone)
    chosen = {}
    for recommendation_id, code in codes.items():
        wording = in_force(texts[recommendation_id], at)
        if wording is not None and wording.action_field == slug:
            chosen[recommendation_id] = code
    return _collected(plan, at, gone, fields, texts, chosen)


def recommendation_facts(
    plan: PlanRow, at: Moment, code: str, reports: list[ReportFact], gone: Withdrawn
) -> PlanFacts:
    """Return one recommendation with its facts; none if the plan has no such code.

    Args:
        reports: its notes, which its page has loaded with their texts.
        gone: the plan's withdrawals.
    """
    fields = field_facts(plan.id, gone)
    of_code = (Recommendation.plan_id == plan.id) & (Recommendation.code == code)
    texts, codes = wordings(of_code, gone)
    found = _facts(plan, at, gone, fields, texts, codes)
    for row in found.recommendations:
        row.reports.extend(reports)
    return found


def _collected(  # all that is loaded so far
    plan: PlanRow,
    at: Moment,
    gone: Withdrawn,
    fields: list[FieldFact],
    texts: Mapping[int, list[WordingFact]],
    codes: Mapping[int, str],
) -> PlanFacts:
    found = _facts(plan, at, gone, fields, texts, codes)
    ids = sorted(codes, key=lambda key: codes[key])
    newest = newest_reports(ids, at, gone)
    doubtful = []
    for key, row in zip(ids, found.recommendations, strict=True):
        reports = newest.get(key, [])
        row.reports.extend(reports)
        if any(not _counts(report, row, at) for report in reports):
            doubtful.append(key)
    if doubtful:
        everything = all_reports(doubtful, at, gone)
        for key, row in zip(ids, found.recommendations, strict=True):
            if key in everything:
                row.reports[:] = everything[key]
    return found


def _counts(report: ReportFact, row: RecommendationFacts, at: Moment) -> bool:
    return is_published(report, at) and is_by_involved(report, row.involvements, at)


def _facts(  # all that is loaded so far
    plan: PlanRow,
    at: Moment,
    gone: Withdrawn,
    fields: list[FieldFact],
    texts: Mapping[int, list[WordingFact]],
    codes: Mapping[int, str],
) -> PlanFacts:
    ids = sorted(codes, key=lambda key: codes[key])
    rows = {key: RecommendationFacts(codes[key], texts[key]) for key in ids}
    add_declared(rows, gone)
    add_involvements(rows, gone)
    return PlanFacts(
        at=at,
        thresholds=thresholds(plan, at, gone),
        fields=fields_in_force(fields, at),
        recommendations=tuple(rows.values()),
        organisations=organisation_names(plan.id, at, gone),
    )
