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
from tracker.stakeholders.models import Organisation
from tracker.standing.queries.accounts import is_reachable

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
    dropped: tuple[tuple[str, Texts], ...] = ()  # slug and title of editions that go on without it


@dataclass(frozen=True)
class Around:
    """What stands around a recommendation."""

    terms: Terms
    relatives: Relatives
    reachable: frozenset[str]  # slugs of organisations; empty where not asked for


def around(
    plan_id: int,
    slug: str,
    recommendation_id: int,
    code: str,
    as_of: date,
    *,
    with_reachable: bool = False,
) -> Around:
    """Return a plan's vocabularies, and a recommendation's relatives, in one statement.

    Later relatives and later editions as far as they are there on the day.

    Args:
        with_reachable: whether to ask, too, which organisations somebody can be reached for today.
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
    newer: dict[str, Texts] = {}
    reachable = set()
    rows = db.session.execute(_statement(with_reachable), values).all()
    for row in sorted(rows, key=lambda row: (row.position, row.place, row.code)):
        title = row.title and json.loads(row.title)
        if row.kind == "term":
            hint = row.hint and json.loads(row.hint)
            terms[Vocabulary(row.place)][row.code] = TermRow(row.code, title, hint)
        elif row.kind == "reachable":
            reachable.add(row.place)
        elif row.kind == "newer":
            newer[row.place] = title
        else:
            found[row.kind].append(Relative(row.place, row.code, Descent(row.descent), title))
    carried = {one.plan for one in found["later"]}
    dropped = tuple(item for item in newer.items() if item[0] not in carried)
    relatives = Relatives(tuple(found["earlier"]), tuple(found["later"]), dropped)
    return Around(terms, relatives, frozenset(reachable))


# A statement is built once: building one costs more than sending it.


@cache
def _statement(with_reachable: bool) -> CompoundSelect[*tuple[Any, ...]]:  # noqa: FBT001  # a key of the cache
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
    followed = select(
        literal("newer"),
        newer.slug,
        literal(""),
        nothing,
        type_coerce(newer.title, Text),
        nothing,
        literal(0),
    ).where(
        newer.predecessor_slug == bindparam("slug"),
        select(Predecessor.id)
        .join(Recommendation, Recommendation.id == Predecessor.recommendation_id)
        .where(
            Recommendation.plan_id == newer.id,
            Predecessor.plan_slug == bindparam("slug"),
            begun,
        )
        .correlate(newer)
        .exists(),
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
    if not with_reachable:
        return union_all(terms, earlier, later, followed)
    reachable = select(
        literal("reachable"),
        Organisation.slug,
        literal(""),
        cast(null(), String),
        nothing,
        nothing,
        literal(0),
    ).where(Organisation.plan_id == bindparam("plan_id"), is_reachable())
    return union_all(terms, earlier, later, followed, reachable)
