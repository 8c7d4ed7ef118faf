"""One sheet per recommendation: all that a report says about it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tracker.reports.content.figures import exact
from tracker.reports.content.given import Given, PublishedNote
from tracker.reports.content.milestones import Titles, milestone
from tracker.reports.content.names import by_name
from tracker.reports.content.outlook import in_order, obstacle
from tracker.stakeholders.rules import Part
from tracker.standing.facts import MilestoneFacts, Moment, counting, in_force
from tracker.standing.rules import Standing

NOTES = 3  # of different organisations, the newest; all but one still fresh enough to count


def sheets(
    given: Given, rows: Iterable[Standing], titles: Titles, plain: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the sheets in the order of fields and codes."""
    fields = {field.slug: place for place, field in enumerate(given.facts.fields)}
    ordered = sorted(rows, key=lambda row: (fields.get(row.action_field, len(fields)), row.code))
    milestones = {row.code: row.milestones for row in given.facts.recommendations}
    goals, notes, decisions = (
        _by_code(rows) for rows in (given.goals, given.notes, given.decisions)
    )
    papers: dict[str, list[str]] = defaultdict(list)
    for paper in plain["papers"]:
        if paper["published_on"] <= given.at.as_of.isoformat():
            for code in paper["codes"]:
                papers[code].append(paper["number"])
    return [
        {
            **_standing(row),
            "goal": _goal(goals[row.code], given.at),
            **plain["recommendations"][row.code],
            "milestones": [
                {
                    **milestone(row.code, one, titles),
                    "deadlines": _deadlines(milestones[row.code], one.number, given.at),
                }
                for one in titles.in_order(row)
            ],
            "owners": {part.value: _owners(row, part, given) for part in Part},
            "notes": [_note(one) for one in _newest(notes[row.code], given)],
            "obstacles": [obstacle(one) for one in in_order(given.obstacles, row.code)],
            "decisions": [
                {
                    "on": one.effective_on,
                    "committee": one.committee,
                    "text": {one.language: one.text},
                }
                for one in counting(decisions[row.code], given.at)[::-1]
            ],
            "papers": papers[row.code],
        }
        for row in ordered
    ]


def _standing(row: Standing) -> dict[str, Any]:
    fact = row.status_fact
    return {
        "code": row.code,
        "field": row.action_field,
        "title": row.title,
        "since": row.since,
        "status": row.status,
        "status_since": fact.effective_on,
        "reason": fact.reason,
        "review_on": fact.review_on,
        "replacement": fact.replacement,
        "evidence": fact.evidence,
        "evidence_text": fact.evidence_text,
        "schedule": row.schedule,
        "freshness": row.freshness,
        "reported_on": row.reported_on,
        "progress": exact(row.progress),
        "done": row.done,
        "valid": row.valid,
        "overdue": row.overdue,
        "moves": row.moves,
        "moved_days": row.moved_days,
    }


def _by_code(rows: Iterable[Any]) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.code].append(row)
    return found


def _goal(goals: list[Any], at: Moment) -> Mapping[str, str]:
    """Return the goal in force; before the first one, that one, as titles do."""
    held = in_force(goals, at) or next(iter(counting(goals, Moment(date.max, at.known_at))), None)
    goal: Mapping[str, str] = held.goal if held else {}
    return goal


def _deadlines(facts: Iterable[MilestoneFacts], number: int, at: Moment) -> list[dict[str, Any]]:
    """Return every deadline of a milestone that was ever agreed, the first one first."""
    return [
        {
            "due": {"on": one.due_on, "precision": one.precision},
            "since": one.effective_on,
            "reason": one.reason,
        }
        for of in facts
        if of.number == number
        for one in counting(of.deadlines, at)
    ]


def _owners(row: Standing, part: Part, given: Given) -> list[str]:
    slugs = [fact.organisation for fact in row.involvements if fact.part is part]
    return by_name(slugs, given.names)


def _newest(notes: Sequence[PublishedNote], given: Given) -> list[PublishedNote]:
    """Return the newest note, and up to two more that are not out of date."""
    since = given.at.as_of - timedelta(days=given.facts.thresholds.due_days)
    return [*notes[:1], *(one for one in notes[1:NOTES] if one.effective_on >= since)]


def _note(one: PublishedNote) -> dict[str, Any]:
    return {
        "organisation": one.organisation,
        "kind": one.kind,
        "on": one.effective_on,
        "text": {one.language: one.text},
    }
