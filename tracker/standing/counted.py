"""Which wording, involvements and reports of a recommendation count at a moment. Pure."""

from datetime import date
from typing import TypeVar

from tracker.notes.rules import Kind, Outcome
from tracker.stakeholders.rules import Part
from tracker.standing.facts import (
    InvolvementFact,
    Moment,
    RecommendationFacts,
    ReportFact,
    StatusFact,
    WordingFact,
    counting,
    in_force,
)

PART_ORDER = {part: place for place, part in enumerate(Part)}
F = TypeVar("F", StatusFact, InvolvementFact)


def wording(facts: list[WordingFact], at: Moment) -> WordingFact:
    """Return the wording in force; before the first one, that one, of those that are known.

    Where none counts, it is the one that was recorded first: no later fact changes that.
    """
    held = in_force(facts, at)
    if held is not None:
        return held
    known = counting(facts, Moment(date.max, at.known_at))
    if known:
        return min(known, key=lambda fact: fact.effective_on)
    return min(facts, key=lambda fact: (fact.recorded_at, fact.number))


def involved(facts: list[InvolvementFact], at: Moment) -> tuple[InvolvementFact, ...]:
    """Return the involvements in force, in the order of the parts, then by organisation."""
    newest = {(fact.part, fact.organisation): fact for fact in counting(facts, at)}
    chosen = [as_known(fact) for fact in newest.values() if fact.is_involved]
    chosen.sort(key=lambda fact: (PART_ORDER[fact.part], fact.organisation))
    return tuple(chosen)


def is_published(report: ReportFact, at: Moment) -> bool:
    """Return whether a note counts and was published by then; a confirmation always is."""
    if not counting((report,), at):
        return False
    if report.kind is Kind.CONFIRMATION:
        return True
    decided = in_force(report.reviews, at)
    return decided is not None and decided.outcome is Outcome.PUBLISHED


def is_by_involved(report: ReportFact, facts: list[InvolvementFact], at: Moment) -> bool:
    """Return whether the organisation was involved on the day its report is of."""
    own = [fact for fact in facts if fact.organisation == report.organisation]
    return bool(involved(own, Moment(report.effective_on, at.known_at)))


def last_report(facts: RecommendationFacts, at: Moment) -> date | None:
    """Return the day of the newest published report of an organisation involved; None if never."""
    newest_first = sorted(facts.reports, key=lambda report: report.effective_on, reverse=True)
    published = (report for report in newest_first if is_published(report, at))
    own = (one for one in published if is_by_involved(one, facts.involvements, at))
    return next((report.effective_on for report in own), None)


def as_known(fact: F) -> F:
    """Return a fact that counts without its withdrawal, which was not known at the moment."""
    return fact if fact.withdrawn_at is None else fact._replace(withdrawn_at=None)
