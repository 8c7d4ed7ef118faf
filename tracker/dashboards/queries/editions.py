"""Where a recommendation comes from in an earlier edition, and where it goes in a later one."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    SQLColumnExpression,
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
from tracker.history.queries import by_removed
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
    removed: frozenset[str]  # uids of facts, recorded by people who are erased


def around(
    plan_id: int,
    slug: str,
    recommendation_id: int,
    code: str,
    as_of: date,
    *,
    with_reachable: bool = False,
    told: Collection[str] = (),
) -> Around:
    """Return a plan's vocabularies, and a recommendation's relatives, in one statement.

    Later relatives and later editions as far as they are there on the day.

    Args:
        with_reachable: whether to ask, too, which organisations somebody can be reached for today.
        told: facts (uids) of which to ask, too, which were recorded by people who are erased.
    """
    values = {
        "plan_id": plan_id,
        "slug": slug,
        "recommendation_id": recommendation_id,
        "code": code,
        "as_of": as_of,
    } | ({"uids": list(told)} if told else {})
    terms: Terms = {vocabulary: {} for vocabulary in Vocabulary}
    found: dict[str, list[Relative]] = {"earlier": [], "later": []}
    newer: dict[str, Texts] = {}
    reachable, removed = set(), set()
    rows = db.session.execute(_statement(with_reachable, bool(told)), values).all()
    for row in sorted(rows, key=lambda row: (row.position, row.place, row.code)):
        title = row.title and json.loads(row.title)
        if row.kind == "term":
            hint = row.hint and json.loads(row.hint)
            terms[Vocabulary(row.place)][row.code] = TermRow(row.code, title, hint)
        elif row.kind == "reachable":
            reachable.add(row.place)
        elif row.kind == "removed":
            removed.add(row.place)
        elif row.kind == "newer":
            newer[row.place] = title
        else:
            found[row.kind].append(Relative(row.place, row.code, Descent(row.descent), title))
    carried = {one.plan for one in found["later"]}
    dropped = tuple(item for item in newer.items() if item[0] not in carried)
    relatives = Relatives(tuple(found["earlier"]), tuple(found["later"]), dropped)
    return Around(terms, relatives, frozenset(reachable), frozenset(removed))


# A statement is built once: building one costs more than sending it.


@cache
def _statement(  # both are keys of the cache
    with_reachable: bool,  # noqa: FBT001  # as above
    with_removed: bool,  # noqa: FBT001  # as above
) -> CompoundSelect[*tuple[Any, ...]]:
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
    parts = [terms, earlier, later, followed]
    if with_reachable:
        reachable = _named("reachable", Organisation.slug)
        parts.append(reachable.where(Organisation.plan_id == bindparam("plan_id"), is_reachable()))
    if with_removed:
        parts.append(_named("removed", by_removed().subquery().c.uid))
    return union_all(*parts)


def _named(kind: str, place: SQLColumnExpression[str]) -> Select[*tuple[Any, ...]]:
    nothing = cast(null(), Text)
    return select(
        literal(kind), place, literal(""), cast(null(), String), nothing, nothing, literal(0)
    )
