"""Where a recommendation comes from in an earlier edition, and where it goes in a later one."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
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
from sqlalchemy.orm import aliased

from tracker.dashboards.queries.plan import TermRow
from tracker.db import Texts, db
from tracker.plan.models import (
    Plan,
    Predecessor,
    Recommendation,
    RecommendationStatus,
    Term,
)
from tracker.plan.rules import Descent, Vocabulary

Terms = dict[Vocabulary, dict[str, TermRow]]


@dataclass(frozen=True)
class Relative:
    """A recommendation of another edition."""

    plan: str  # slug
    code: str
    descent: Descent
    title: Texts | None  # of its plan; None where this installation does not hold it


@dataclass(frozen=True)
class Relatives:
    """The recommendations of other editions that one goes back to, and is continued as."""

    earlier: tuple[Relative, ...] = ()
    later: tuple[Relative, ...] = ()


def terms_and_relatives(
    plan_id: int, slug: str, recommendation_id: int, code: str, as_of: date
) -> tuple[Terms, Relatives]:
    """Return a plan's vocabularies, and a recommendation's relatives, in one statement.

    Later relatives as far as they are there on the day.
    """
    values = {
        "plan_id": plan_id,
        "slug": slug,
        "recommendation_id": recommendation_id,
        "code": code,
        "as_of": as_of,
    }
    terms: Terms = {vocabulary: {} for vocabulary in Vocabulary}
    found: dict[str, list[Relative]] = {"earlier": [], "later": []}
    rows = db.session.execute(_statement(), values).all()
    for row in sorted(rows, key=lambda row: (row.position, row.place, row.code)):
        title = row.title and json.loads(row.title)
        if row.kind == "term":
            hint = row.hint and json.loads(row.hint)
            terms[Vocabulary(row.place)][row.code] = TermRow(row.code, title, hint)
        else:
            found[row.kind].append(Relative(row.place, row.code, Descent(row.descent), title))
    return terms, Relatives(tuple(found["earlier"]), tuple(found["later"]))


# A statement is built once: building one costs more than sending it.


@cache
def _statement() -> CompoundSelect[*tuple[Any, ...]]:
    older, newer = aliased(Plan), aliased(Plan)
    nothing = cast(null(), Text)
    descent = type_coerce(Predecessor.descent, String)
    terms = select(
        literal("term").label("kind"),
        type_coerce(Term.vocabulary, String).label("place"),
        Term.code.label("code"),
        cast(null(), String).label("descent"),
        type_coerce(Term.label, Text).label("title"),
        type_coerce(Term.hint, Text).label("hint"),
        Term.position.label("position"),
    ).where(Term.plan_id == bindparam("plan_id"))
    earlier = (
        select(
            literal("earlier"),
            Predecessor.plan_slug,
            Predecessor.code,
            descent,
            type_coerce(older.title, Text),
            nothing,
            literal(0),
        )
        .outerjoin(older, older.slug == Predecessor.plan_slug)
        .where(Predecessor.recommendation_id == bindparam("recommendation_id"))
    )
    begun = (
        select(RecommendationStatus.id)
        .where(
            RecommendationStatus.recommendation_id == Recommendation.id,
            RecommendationStatus.effective_on <= bindparam("as_of"),
        )
        .exists()
    )
    later = (
        select(
            literal("later"),
            newer.slug,
            Recommendation.code,
            descent,
            type_coerce(newer.title, Text),
            nothing,
            literal(0),
        )
        .select_from(Predecessor)
        .join(Recommendation, Recommendation.id == Predecessor.recommendation_id)
        .join(newer, newer.id == Recommendation.plan_id)
        .where(
            Predecessor.plan_slug == bindparam("slug"), Predecessor.code == bindparam("code"), begun
        )
    )
    return union_all(terms, earlier, later)
