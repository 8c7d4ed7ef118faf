"""The shape of a plan file: its lists, what each entry holds, and where the database keeps it.

Reading, writing, comparing and storing all follow this one description. What a value may look
like says schema.json; a test holds the two together.
"""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Final

from tracker.council.models import Committee, CouncilPaper, Decision, Sitting
from tracker.db import Base
from tracker.history.stichtag import RecordedRole, Withdrawal
from tracker.i18n import Precision
from tracker.milestones.models import Milestone, MilestoneDeadline, MilestoneState
from tracker.milestones.rules import State
from tracker.notes.models import Note, NoteReview, Obstacle, ObstacleEnd
from tracker.notes.rules import Addressee, Kind, Outcome
from tracker.places.models import Municipality
from tracker.plan.models import (
    ActionField,
    ActionFieldWording,
    Plan,
    PlanThresholds,
    Predecessor,
    Recommendation,
    RecommendationStatus,
    RecommendationWording,
    Term,
)
from tracker.plan.rules import Descent, Evidence, Status, Vocabulary
from tracker.planfile.section import REQUIRED, As, Default, Field, Section
from tracker.programmes.models import Indicator, IndicatorValue
from tracker.programmes.rules import IndicatorKind
from tracker.stakeholders.models import Involvement, Organisation, OrganisationName
from tracker.stakeholders.rules import Part

FORMAT: Final = "masterplan-tracker/plan"
VERSION: Final = 1


def _text(key: str, default: Default = REQUIRED) -> Field:
    return Field(key, default=default)


def _texts(key: str, default: Default = REQUIRED) -> Field:
    return Field(key, As.TEXTS, default)


def _day(key: str, default: Default = REQUIRED) -> Field:
    return Field(key, As.DAY, default)


def _word(
    key: str, words: type[StrEnum], default: Default = REQUIRED, *, column: str = ""
) -> Field:
    return Field(key, As.WORD, default, column, words=words)


def _ref(key: str, to: str, default: Default = REQUIRED) -> Field:
    return Field(key, As.REFERENCE, default, f"{key}_id", to)


def _amount(key: str, default: Default = REQUIRED) -> Field:
    return Field(key, As.AMOUNT, default)


RECORDED = (
    Field("recorded_at", As.MOMENT),
    _ref("recorded_for", "organisations", None),
    _word("recorded_role", RecordedRole, RecordedRole.IMPORT),
    _text("reason", ""),
)
FACT = (_text("uid"), _day("effective_on"), *RECORDED)


def _facts(
    key: str,
    model: type[Base],
    parent: str,
    *fields: Field,
    subject: tuple[str, ...] = (),
    children: tuple[Section, ...] = (),
) -> Section:
    return Section(
        key,
        model,
        parent,
        identity=("uid",),
        order=("effective_on", "recorded_at", *subject),
        fields=(*FACT, *fields),
        children=children,
        is_recorded=True,
        is_fact=True,
        subject=subject,
    )


def _rows(
    key: str,
    model: type[Base],
    parent: str,
    *fields: Field,
    identity: str,
    children: tuple[Section, ...] = (),
) -> Section:
    return Section(key, model, parent, (identity,), (identity,), fields, children)


def _terms(vocabulary: Vocabulary, *more: Field) -> Section:
    return Section(
        vocabulary,
        Term,
        "plan_id",
        identity=("code",),
        order=("position",),
        fields=(_text("code"), _texts("label"), *more, Field("position", As.POSITION)),
        constants=(("vocabulary", vocabulary),),
    )


TERMS = (
    _terms(Vocabulary.CATEGORY),
    _terms(Vocabulary.FUNDING),
    _terms(Vocabulary.HORIZON, _texts("hint", None)),
    _terms(Vocabulary.PRIORITY),
)
_REC = "recommendation_id"
MILESTONES = _rows(
    "milestones", Milestone, _REC, _text("number"), _texts("title"),
    Field("position", As.RANK, None, is_sparing=True),
    identity="number",
    children=(
        _facts("states", MilestoneState, "milestone_id",
               _word("state", State), _word("precision", Precision, Precision.DAY)),
        _facts("deadlines", MilestoneDeadline, "milestone_id",
               _day("due_on"), _word("precision", Precision, Precision.DAY)),
    ),
)  # fmt: skip
INDICATORS = _rows(
    "indicators", Indicator, _REC,
    _text("number"), _texts("name"), _texts("unit"), _word("kind", IndicatorKind),
    _text("baseline_year", None), _amount("baseline", None),
    _text("target_year", None), _amount("target", None),
    identity="number",
    children=(
        _facts("values", IndicatorValue, "indicator_id",
               _text("year"), _amount("value"), _texts("source")),
    ),
)  # fmt: skip
NOTES = _facts(
    "notes", Note, _REC,
    _ref("organisation", "organisations"), _word("kind", Kind), _text("language", "de"),
    _text("text", ""), Field("corrects", As.PLAIN, None, "corrects_uid"),
    children=(
        _facts("reviews", NoteReview, "note_id", _word("outcome", Outcome), _text("text", None)),
    ),
)  # fmt: skip
OBSTACLES = _facts(
    "obstacles", Obstacle, _REC,
    _word("addressee", Addressee), _texts("text"), _ref("organisation", "organisations", None),
    Field("due_on", As.DAY, None, is_sparing=True),
    children=(_facts("ends", ObstacleEnd, "obstacle_id", _texts("text")),),
)  # fmt: skip
DECISIONS = replace(
    _facts(
        "decisions", Decision, _REC,
        _ref("committee", "committees", None), _text("language", "de"), _text("text"),
    ),
    is_optional=True,
)  # fmt: skip
PREDECESSORS = Section(
    "predecessors", Predecessor, _REC,
    identity=("plan", "code"), order=("plan", "code"),
    fields=(Field("plan", column="plan_slug"), _text("code"), _word("descent", Descent)),
    is_optional=True,
)  # fmt: skip
RECOMMENDATIONS = _rows(
    "recommendations", Recommendation, "plan_id",
    _text("code"), Field("time_horizon", column="horizon"), _text("priority"),
    Field("funding", As.CODES, ()),
    identity="code",
    children=(
        _facts("wordings", RecommendationWording, _REC,
               _ref("action_field", "action_fields"), _texts("title"), _texts("goal"),
               _texts("description"), _texts("plain_language", None)),
        _facts("statuses", RecommendationStatus, _REC,
               _word("status", Status), _day("review_on", None),
               _ref("replacement", "recommendations", None),
               Field("evidence", As.WORD, None, words=Evidence, is_sparing=True),
               Field("evidence_text", default=None, is_sparing=True)),
        _facts("involvements", Involvement, _REC,
               _ref("organisation", "organisations"), _word("kind", Part, column="part"),
               _text("is_involved", default=True), subject=("organisation", "kind")),
        MILESTONES, INDICATORS, NOTES, OBSTACLES, DECISIONS, PREDECESSORS,
    ),
)  # fmt: skip
LISTS = (
    _facts("thresholds", PlanThresholds, "plan_id",
           _text("attention_days"), _text("upcoming_days"), _text("current_days"),
           _text("due_days")),
    _rows("municipalities", Municipality, "plan_id",
          _text("ags"), _text("name"), _texts("kind"),
          Field("latitude", As.COORDINATE, None), Field("longitude", As.COORDINATE, None),
          _text("population", None), _day("population_on", None), _text("seat", None),
          identity="ags"),
    _rows("organisations", Organisation, "plan_id",
          _text("slug"), _text("category"), _ref("municipality", "municipalities", None),
          _texts("contact_role", None),
          identity="slug",
          children=(_facts("names", OrganisationName, "organisation_id", _texts("name"),
                           _ref("successor", "organisations", None),
                           _text("has_ended", default=False)),)),
    _rows("action_fields", ActionField, "plan_id", _text("code"), _text("slug"),
          identity="code",
          children=(_facts("wordings", ActionFieldWording, "action_field_id",
                           _texts("title"), _texts("description"), _text("position"),
                           _text("is_retired", default=False),
                           _ref("successor", "action_fields", None)),)),
    _rows("committees", Committee, "plan_id",
          _text("slug"), _texts("name"), _text("decides", default=False),
          identity="slug",
          children=(_rows("sittings", Sitting, "committee_id",
                          _day("held_on"), _texts("title", None), identity="held_on"),)),
    RECOMMENDATIONS,
    _rows("council_papers", CouncilPaper, "plan_id",
          _text("number"), _texts("title"), _day("published_on"), _ref("committee", "committees"),
          _texts("role"), _texts("result"), _text("web", None),
          Field("recommendations", As.LINKS, ()),
          identity="number"),
    Section("withdrawals", Withdrawal, "plan_id",
            identity=("fact",), order=("recorded_at", "fact"),
            fields=(Field("fact", column="fact_uid"), *RECORDED), is_recorded=True),
)  # fmt: skip


def _placed(section: Section, above: str) -> Section:
    path = f"{above}.{section.key}" if above else section.key
    children = tuple(_placed(child, path) for child in section.children)
    return replace(section, path=path, children=children)


PLAN: Final = Section(
    "plan",
    Plan,
    parent="",
    identity=("slug",),
    order=(),
    fields=(
        _text("slug"),
        _texts("title"),
        _texts("description"),
        _texts("publisher"),
        Field("languages", As.CODES),
        _text("is_sample", default=False),
        _texts("disclaimer", None),
        Field("predecessor", default=None, column="predecessor_slug", is_sparing=True),
    ),
    children=(
        *(_placed(section, "terms") for section in TERMS),
        *(_placed(section, "") for section in LISTS),
    ),
    path="plan",
)


def sections(below: Section = PLAN) -> Iterator[Section]:
    """Yield every list of the file, owners before what they own."""
    for child in below.children:
        yield child
        yield from sections(child)


FACTS: Final = tuple(section for section in sections() if section.is_fact)
