"""The written material of the sample plan: shapes and loading of the JSON files beside this one.

plan.json holds the plan as it stands on 30.09.2026, history.json the dated facts that lead there,
notes/ the reports of the organisations, one file a field of action.
"""

import json
from functools import cache
from importlib.resources import files
from typing import NotRequired, TypedDict, cast

Texts = dict[str, str]


class Milestone(TypedDict):
    """A milestone as it stands at the end; due and done are quarters such as 2017-Q2."""

    title: Texts
    due: str
    state: str
    done: str | None


class Indicator(TypedDict):
    """An indicator with one value a year, from the baseline year on."""

    name: Texts
    unit: Texts
    kind: str
    baseline_year: int
    baseline: int
    target_year: int
    target: int
    source: Texts
    values: list[int]


class Recommendation(TypedDict):
    """A recommendation as it stands at the end."""

    code: str
    action_field: str
    title: Texts
    goal: Texts
    description: Texts
    time_horizon: str
    priority: str
    funding: list[str]
    leads: list[str]
    contributing: list[str]
    status: str
    milestones: list[Milestone]
    indicator: Indicator | None


class Organisation(TypedDict):
    """An organisation under its present name."""

    slug: str
    category: str
    municipality: str | None
    name: Texts
    contact_role: Texts


class ActionField(TypedDict):
    """A field of action under its present title."""

    code: str
    slug: str
    title: Texts
    description: Texts
    position: int


class Committee(TypedDict):
    """A committee; its sittings are computed."""

    slug: str
    name: Texts
    decides: bool


class Plan(TypedDict):
    """The whole of plan.json."""

    plan: dict[str, object]
    terms: dict[str, object]
    municipalities: list[dict[str, object]]
    organisations: list[Organisation]
    action_fields: list[ActionField]
    committees: list[Committee]
    recommendations: list[Recommendation]
    council_papers: list[dict[str, object]]


class StatusStep(TypedDict):
    """From a day on, the recommendation has this status."""

    on: str
    status: str
    reason: str
    review_on: str | None
    replacement: str | None


# "from" is a word of Python, so the class syntax cannot name this key.
Involvement = TypedDict(
    "Involvement", {"organisation": str, "kind": str, "from": str, "until": str | None}
)
PlainLanguage = TypedDict("PlainLanguage", {"from": str, "text": Texts})


class Move(TypedDict):
    """A deadline moved on a day, to the end of a quarter."""

    on: str
    due: str
    reason: str


class Deadlines(TypedDict):
    """How a milestone came to its deadline, where it was moved or agreed on a known day."""

    agreed_on: str | None
    first_due: str
    moves: list[Move]


class EarlierWording(TypedDict):
    """How a recommendation read until a day."""

    until: str
    reason: str
    title: Texts
    goal: Texts
    description: Texts


class Obstacle(TypedDict):
    """What stood in the way, and until when."""

    on: str
    addressee: str
    organisation: str | None
    text: Texts
    ended_on: str | None
    end_text: Texts | None


class Course(TypedDict):
    """The course of one recommendation: what plan.json does not say about the years before."""

    since: str
    statuses: list[StatusStep]
    involvements: list[Involvement]
    handover_reason: str
    milestones: dict[str, Deadlines]
    earlier_wording: EarlierWording | None
    plain_language: PlainLanguage | None
    obstacles: list[Obstacle]


class EarlierName(TypedDict):
    """How an organisation was called until a day."""

    until: str
    name: Texts
    reason: str


class OrganisationCourse(TypedDict):
    """When an organisation was founded or renamed, if that was after the plan began."""

    founded_on: NotRequired[str]
    earlier_name: NotRequired[EarlierName]


class FieldCourse(TypedDict):
    """How a field of action was called until a day."""

    until: str
    title: Texts


class Reopening(TypedDict):
    """A milestone that was called done too early."""

    milestone: str
    done: str
    recorded_on: str
    reopened_on: str
    reason: str


class Dropping(TypedDict):
    """The day from which on a milestone is dropped, and why."""

    on: str
    reason: str


class Mistake(TypedDict):
    """A wrong fact of a recommendation or milestone, and its withdrawal."""

    subject: str
    kind: str
    on: str
    value: str
    reason: str
    recorded_on: str
    withdrawn_on: str
    recorded_for: str | None
    withdrawn_because: str


class Confirmation(TypedDict):
    """A confirmation „unverändert“ on a day that is not computed."""

    subject: str
    on: str
    by: str


class History(TypedDict):
    """The whole of history.json."""

    begins_on: str
    organisations: dict[str, OrganisationCourse]
    action_fields: dict[str, FieldCourse]
    recommendations: dict[str, Course]
    reopened: list[Reopening]
    reported_late: dict[str, int]
    late_reason: str
    mistakes: list[Mistake]
    last_confirmations: list[Confirmation]
    dropped: dict[str, Dropping]


class Report(TypedDict):
    """A note: the day, the organisation, the text and what the plan office did with it.

    A correction names the day of the note of the same organisation that it corrects.
    """

    on: str
    by: str
    text: str
    corrects: NotRequired[str]
    edited: NotRequired[str]
    returned: NotRequired[str]
    in_review: NotRequired[bool]


@cache
def plan() -> Plan:
    """Return the plan as it stands on 30.09.2026. Not to be changed by the caller."""
    return cast("Plan", _read("plan.json"))


@cache
def history() -> History:
    """Return the dated facts that lead to the plan. Not to be changed by the caller."""
    return cast("History", _read("history.json"))


@cache
def reports(code: str) -> list[Report]:
    """Return the notes about a recommendation, the oldest first; none is an empty list."""
    found = cast("dict[str, list[Report]]", _read(f"notes/{code[0]}.json"))
    return found.get(code, [])


def _read(name: str) -> object:
    return json.loads((files("tracker.sample") / name).read_text(encoding="utf-8"))
