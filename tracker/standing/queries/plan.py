"""Loading what the computation needs: few statements, the same number for every plan size."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.plan.queries import PlanRow
from tracker.standing.counted import is_by_involved, is_published, wording
from tracker.standing.facts import Moment, RecommendationFacts, ReportFact, order
from tracker.standing.queries.declared import add_declared, worded, worded_of_field
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
from tracker.standing.queries.reports import (
    all_reports,
    newest_reports,
    newest_reports_of_both,
    reports_since,
)
from tracker.standing.rules import Standing, Thresholds, exists, standing

Rows = dict[int, RecommendationFacts]  # by id, in the order of the codes


@dataclass(frozen=True)
class PlanFacts:
    """The facts of (some of) a plan's recommendations, and what names them at the moment."""

    at: Moment
    thresholds: Thresholds
    fields: tuple[FieldFact, ...]  # in force by position; retired ones only while they hold any
    recommendations: tuple[RecommendationFacts, ...]  # by code
    organisations: Mapping[str, NameFact]  # in force, by slug
    withdrawn: Mapping[str, datetime]  # when facts of the plan were withdrawn, by uid
    ids: tuple[int, ...] = ()  # of the recommendations, in their order
    reports_by: date | None = None  # another day whose reports are there, too


def plan_facts(
    plan: PlanRow, at: Moment, gone: Withdrawn | None = None, *, earlier: date | None = None
) -> PlanFacts:
    """Return all recommendations of a plan with their facts; empty for an empty plan.

    Args:
        gone: the plan's withdrawals, where they are loaded already.
        earlier: another day whose newest reports are needed, too.
    """
    gone = withdrawn(plan.id) if gone is None else gone
    rows = worded(plan.id, gone)
    if earlier is None:
        return _with_facts(plan, at, rows, gone)
    found = recommendation_facts(plan, at, rows, gone)
    _add_reports_of_both(rows, earlier, at, gone)
    return replace(found, reports_by=earlier)


def plan_facts_since(plan: PlanRow, earlier: date, at: Moment, gone: Withdrawn) -> PlanFacts:
    """Return the same, with every report that counts on the earlier day or at the moment."""
    rows = worded(plan.id, gone)
    found = recommendation_facts(plan, at, rows, gone)
    for key, reports in reports_since(found.ids, earlier, at, gone).items():
        rows[key].reports.extend(reports)
    return replace(found, reports_by=earlier)


def standings(facts: PlanFacts, at: Moment) -> list[Standing]:
    """Return the standing of each recommendation that exists at a moment, by code."""
    return [standing(row, at, facts.thresholds) for row in facts.recommendations if exists(row, at)]


def field_of_plan_facts(plan: PlanRow, at: Moment, slug: str) -> PlanFacts:
    """Return the recommendations that belong to a field at the moment, with their facts."""
    gone = withdrawn(plan.id)
    rows = {
        key: row
        for key, row in worded_of_field(plan.id, slug, gone).items()
        if wording(row.wordings, at).action_field == slug
    }
    return _with_facts(plan, at, rows, gone)


def recommendation_facts(plan: PlanRow, at: Moment, rows: Rows, gone: Withdrawn) -> PlanFacts:
    """Return recommendations whose wordings and notes are loaded, with all their facts.

    Args:
        gone: the plan's withdrawals.
    """
    names = organisation_names(plan.id, at, gone)
    add_declared(rows, gone, {fact.organisation_id: slug for slug, fact in names.items()})
    held = {wording(row.wordings, at).action_field for row in rows.values() if exists(row, at)}
    return PlanFacts(
        at=at,
        thresholds=thresholds(plan, at, gone),
        fields=fields_in_force(field_facts(plan.id, gone), at, held),
        recommendations=tuple(rows.values()),
        organisations=names,
        withdrawn=gone,
        ids=tuple(rows),
    )


def with_reports_by(facts: PlanFacts, at: Moment) -> dict[str, RecommendationFacts]:
    """Return the same recommendations with their reports by an earlier moment, by code."""
    if facts.reports_by == at.as_of:
        return {row.code: row for row in facts.recommendations}
    pairs = zip(facts.ids, facts.recommendations, strict=True)
    rows = {key: replace(row, reports=[]) for key, row in pairs}
    _add_reports(rows, at, facts.withdrawn)
    return {row.code: row for row in rows.values()}


def _with_facts(plan: PlanRow, at: Moment, rows: Rows, gone: Withdrawn) -> PlanFacts:
    found = recommendation_facts(plan, at, rows, gone)
    _add_reports(rows, at, gone)
    return found


def _add_reports(rows: Rows, at: Moment, gone: Withdrawn) -> None:
    newest = newest_reports(list(rows), at, gone)
    for key, reports in newest.items():
        rows[key].reports.extend(reports)
    doubtful = [
        key
        for key, reports in newest.items()
        if not all(_counts(report, rows[key], at) for report in reports)
    ]
    if doubtful:
        for key, reports in all_reports(doubtful, at, gone).items():
            rows[key].reports[:] = reports


def _add_reports_of_both(rows: Rows, earlier: date, at: Moment, gone: Withdrawn) -> None:
    for key, reports in newest_reports_of_both(list(rows), earlier, at, gone).items():
        rows[key].reports.extend(reports)
    moments = (at, Moment(earlier, at.known_at))
    doubtful = [
        key for key, row in rows.items() if any(_is_doubtful(row, moment) for moment in moments)
    ]
    if doubtful:
        for key, reports in reports_since(doubtful, earlier, at, gone).items():
            rows[key].reports[:] = reports


def _is_doubtful(row: RecommendationFacts, at: Moment) -> bool:
    """Return whether the newest report may not count, so that an older one has to be found."""
    published = [report for report in row.reports if is_published(report, at)]
    return bool(published) and not _counts(max(published, key=order), row, at)


def _counts(report: ReportFact, row: RecommendationFacts, at: Moment) -> bool:
    return is_published(report, at) and is_by_involved(report, row.involvements, at)
