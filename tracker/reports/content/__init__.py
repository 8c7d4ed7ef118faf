"""What a report says, as data: without words of the program, the same on every database.

Days are ISO, quotes exact fractions, values the members of enums, texts {"de": …, "en": …}. Every
number comes from tracker.standing. docs/report.md describes each member; Content and members have
their types, as they are read.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, NotRequired, TypedDict

from tracker.db import Texts
from tracker.reports.content.annex import indicators, organisations
from tracker.reports.content.figures import course, exact, figures
from tracker.reports.content.given import Given
from tracker.reports.content.members.figures import Before, Field, Figures, Thresholds, Trend
from tracker.reports.content.members.milestones import Change, Milestones
from tracker.reports.content.members.plain import (
    Committee,
    Cover,
    Indicator,
    Organisation,
    Paper,
    Plan,
    Sitting,
    Term,
)
from tracker.reports.content.members.sheets import DecisionNeeded, Sheet
from tracker.reports.content.milestones import Titles, coming, done, overdue
from tracker.reports.content.moved import moved
from tracker.reports.content.outlook import (
    decisions_needed,
    half_a_year_after,
    open_obstacles,
    sittings,
)
from tracker.reports.content.sheets import sheets
from tracker.reports.inputs import Inputs
from tracker.reports.rules import field_place
from tracker.standing.queries.names import FieldFact
from tracker.standing.queries.plan import standings
from tracker.standing.rules import Standing
from tracker.standing.summary import by_field, summary
from tracker.standing.trend import trend


class Content(TypedDict):
    """All that a report says about a plan on its Stichtag."""

    shape: NotRequired[int]  # missing in the first one
    as_of: str
    since: str | None
    known_at: str
    until: str
    plan: Plan
    cover: Cover
    texts: dict[str, str]  # by place
    resolution: str
    thresholds: Thresholds
    figures: Figures
    before: Figures | None  # None without a day of comparison
    fields: list[Field]
    field_names: dict[str, Texts]  # by slug
    milestones: Milestones
    trend: Trend
    changes: list[Change]
    recommendations: list[Sheet]
    recommendations_before: NotRequired[list[Before] | None]  # missing in the first shape
    obstacles: dict[str, int]  # by addressee
    decisions_needed: list[DecisionNeeded]
    sittings: list[Sitting]
    committees: dict[str, Committee]  # by slug
    papers: list[Paper]
    terms: dict[str, list[Term]]  # by vocabulary
    organisations: list[Organisation]
    indicators: list[Indicator]


def content(given: Given, inputs: Inputs) -> Content:
    """Return all that a report says about a plan on its Stichtag; see docs/report.md."""
    facts = given.facts
    rows = sorted(standings(facts, given.at), key=lambda row: row.code)  # not as a database sorts
    before = standings(given.before, given.before.at) if given.before else None
    titles = Titles(inputs.rows["milestones"])
    until = half_a_year_after(given.at.as_of)
    since = given.before.at.as_of if given.before else None
    limits = facts.thresholds
    found: dict[str, object] = {
        "as_of": given.at.as_of,
        "since": since,
        "known_at": given.at.known_at.isoformat(),
        "until": until,
        "plan": inputs.rows["plan"],
        "cover": asdict(inputs.cover),
        "texts": inputs.texts,
        "resolution": inputs.resolution,
        "thresholds": {
            "attention_days": limits.attention_days,
            "upcoming_days": limits.upcoming_days,
            "current_days": limits.current_days,
            "due_days": limits.due_days,
        },
        "figures": figures(summary(rows)),
        "before": None if before is None else figures(summary(before)),
        "fields": _fields(given.facts.fields, rows, before, inputs),
        "field_names": _field_names(given),
        "milestones": {
            "done": done(rows, titles, since),
            "overdue": overdue(rows, titles),
            "coming": coming(rows, titles, given.at.as_of, until),
        },
        "trend": course(trend(rows, given.at.as_of)),
        "changes": moved(given.changes, titles),
        "recommendations": sheets(given, rows, titles, inputs.rows),
        "obstacles": open_obstacles(given.obstacles, rows),
        "decisions_needed": decisions_needed(given.obstacles, rows),
        "sittings": sittings(inputs.rows, given.at.as_of, until),
        "committees": inputs.rows["committees"],
        "papers": _papers(inputs.rows, given.at.as_of),
        "terms": inputs.rows["terms"],
        "organisations": organisations(given, rows, inputs.rows),
        "indicators": indicators(given, rows, inputs.rows),
    }
    if inputs.shape > 1:
        found |= {"shape": inputs.shape, "recommendations_before": _before(given, before)}
    return read(canonical(found))


def canonical(found: Mapping[str, object]) -> str:
    """Return content as canonical JSON: the same content is the same text, byte for byte.

    All on one line: with line ends the encoder takes ten times as long.
    """
    return json.dumps(found, default=_plain, ensure_ascii=False, sort_keys=True) + "\n"


def fingerprint(found: Content) -> str:
    """Return a hash of all that a reader may have checked; the same where it says the same.

    Left out are the moment of the making, which is always another one, and what the version says
    of itself, which is typed while it is checked.
    """
    cover = {**found["cover"], "change": ""}
    checked = canonical({**found, "cover": cover, "known_at": ""})
    return hashlib.sha256(checked.encode()).hexdigest()


def read(text: str) -> Content:
    """Return the content of a canonical JSON."""
    found: Content = json.loads(text)
    return found


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    raise TypeError(f"content holds no {type(value)}")


def _fields(
    fields: Sequence[FieldFact],
    rows: Sequence[Standing],
    before: Sequence[Standing] | None,
    inputs: Inputs,
) -> list[Field]:
    slugs = [field.slug for field in fields]
    now = by_field(rows, slugs)
    then = None if before is None else by_field(before, slugs)
    return [
        {
            "slug": field.slug,
            "code": field.code,
            "title": field.title,
            "text": inputs.texts.get(field_place(field.slug), ""),
            "figures": figures(now[field.slug]),
            "before": None if then is None else figures(then[field.slug]),
        }
        for field in fields
    ]


def _before(given: Given, rows: Sequence[Standing] | None) -> list[Before] | None:
    """Return what the figures of the day of comparison count; None where there is no such day."""
    if given.before is None or rows is None:
        return None
    fields = {field.slug: place for place, field in enumerate(given.before.fields)}
    ordered = sorted(rows, key=lambda row: (fields.get(row.action_field, len(fields)), row.code))
    return [
        {"code": row.code, "status": row.status, "progress": exact(row.progress)} for row in ordered
    ]


def _field_names(given: Given) -> dict[str, Texts]:
    """Return what the fields are called, by slug; also one that holds nothing any more."""
    fields = [*(given.before.fields if given.before else ()), *given.facts.fields]
    return {field.slug: field.title for field in fields}


def _papers(rows: Mapping[str, Any], as_of: date) -> list[Paper]:
    return [paper for paper in rows["papers"] if paper["published_on"] <= as_of.isoformat()]
