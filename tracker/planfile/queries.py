"""Reading a whole plan from the database, as the entries of its file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, func, inspect, select, union_all

from tracker.council.models import CouncilPaper, PaperRecommendation
from tracker.db import Texts, db
from tracker.plan.models import Plan, Recommendation
from tracker.planfile.entries import Entry, Value, key_of, moment_text, normal_amount, normal_texts
from tracker.planfile.section import As, Section
from tracker.planfile.shape import FACTS, PLAN, sections

BATCH = 500
Quoted = Callable[[str], datetime | None]
_quoted: list[Quoted] = []


@dataclass(frozen=True)
class Listed:
    """One plan of the installation and how much it holds."""

    slug: str
    title: Texts
    recommendations: int


def register(quoted: Quoted) -> None:
    """Make known until when what is known of a plan is quoted: by its slug; None if it is not."""
    _quoted[:] = [quoted]


def quoted_until(slug: str) -> datetime | None:
    """Return the moment until which what is known of a plan may not become more; None for none."""
    return next((found for quoted in _quoted if (found := quoted(slug))), None)


def is_ready() -> bool:
    """Return whether the migrations have made the tables."""
    return inspect(db.session.connection()).has_table(Plan.__tablename__)


def listed() -> list[Listed]:
    """Return all plans by slug; empty before the first import."""
    rows = db.session.execute(
        select(Plan.slug, Plan.title, func.count(Recommendation.id))
        .join(Recommendation, Recommendation.plan_id == Plan.id, isouter=True)
        .group_by(Plan.id, Plan.slug, Plan.title)
        .order_by(Plan.slug)
    )
    return [Listed(slug, title, number) for slug, title, number in rows]


def stored(slug: str) -> Entry | None:
    """Return a plan with everything in it, facts by their running number; None without one.

    One statement a list of the file, however much it holds.
    """
    row = db.session.scalars(select(Plan).where(Plan.slug == slug)).one_or_none()
    if row is None:
        return None
    languages = tuple(row.languages.split(","))
    names: dict[str, dict[int, str]] = {}  # by list: what references call an entry
    values = {
        field.key: _value(field.kind, getattr(row, field.name), languages) for field in PLAN.fields
    }
    plan = Entry(PLAN, values, key_of(PLAN, values, None), "", id=row.id)
    owners: dict[str, dict[int, Entry]] = {"": {row.id: plan}}
    in_order = sorted(sections(), key=lambda section: section.is_recorded)  # references come later
    for section in in_order:
        above = section.path.rpartition(".")[0]
        above = above if above in owners else ""
        owners[section.path] = _load(section, owners[above], languages, names, row.id)
        names[section.path] = {
            number: str(entry.values[section.identity[0]])
            for number, entry in owners[section.path].items()
        }
    _link(owners["council_papers"], names["recommendations"], row.id)
    return plan


def _load(
    section: Section,
    owners: dict[int, Entry],
    languages: tuple[str, ...],
    names: dict[str, dict[int, str]],
    plan_id: int,
) -> dict[int, Entry]:
    for owner in owners.values():
        owner.below[section.path] = []
    model: Any = section.model
    kept = [field for field in section.fields if field.kind is not As.LINKS]
    number = [model.number] if section.is_fact else []
    statement = (
        select(
            model.id,
            getattr(model, section.parent),
            *(getattr(model, field.name) for field in kept),
            *number,
        )
        .where(getattr(model, section.parent).in_(_scope(section, plan_id)))
        .where(*(getattr(model, column) == value for column, value in section.constants))
        .where(*_not_deleted(model))
        .order_by(*number, *(getattr(model, _column(section, name)) for name in section.identity))
    )
    found: dict[int, Entry] = {}
    for row in db.session.execute(statement):
        values: dict[str, Value] = {}
        for field, raw in zip(kept, row[2:], strict=False):
            if field.kind is As.REFERENCE:
                values[field.key] = None if raw is None else names[field.to][raw]
            elif field.kind is As.RANK and raw == values["number"]:
                values[field.key] = None
            else:
                values[field.key] = _value(field.kind, raw, languages)
        above = owners[row[1]]
        entry = Entry(section, values, key_of(section, values, above), "", above, id=row[0])
        if section.is_fact:
            entry.number = row[-1]
        above.below[section.path].append(entry)
        found[row[0]] = entry
    return found


def _column(section: Section, key: str) -> str:
    return next(field.name for field in section.fields if field.key == key)


def _scope(section: Section, plan_id: int) -> Select[tuple[int]] | list[int]:
    """Return the ids of all entries of a plan that may own entries of a list."""
    owner = section.path.rpartition(".")[0]
    above = next((one for one in sections() if one.path == owner), None)
    if above is None:
        return [plan_id]
    model: Any = above.model
    of = getattr(model, above.parent).in_(_scope(above, plan_id))
    return select(model.id).where(of, *_not_deleted(model))


def _not_deleted(model: Any) -> list[ColumnElement[bool]]:
    """Return the condition that a row was not deleted, for tables where that can be."""
    return [model.deleted_at.is_(None)] if hasattr(model, "deleted_at") else []


def _link(papers: dict[int, Entry], codes: dict[int, str], plan_id: int) -> None:
    links: dict[int, list[str]] = {paper_id: [] for paper_id in papers}
    rows = db.session.execute(
        select(PaperRecommendation.paper_id, PaperRecommendation.recommendation_id)
        .join(PaperRecommendation.paper)
        .where(CouncilPaper.plan_id == plan_id, CouncilPaper.deleted_at.is_(None))
    )
    for paper_id, recommendation_id in rows:
        links[paper_id].append(codes[recommendation_id])
    for paper_id, paper in papers.items():
        paper.values["recommendations"] = tuple(sorted(links[paper_id]))


def _value(kind: As, raw: Any, languages: tuple[str, ...]) -> Value:
    if raw is None:
        return None
    match kind:
        case As.TEXTS:
            value: Value = normal_texts(raw, languages)
        case As.DAY:
            value = raw.isoformat()
        case As.MOMENT:
            value = moment_text(raw)
        case As.AMOUNT | As.COORDINATE:
            value = normal_amount(raw)
        case As.WORD:
            value = str(raw)
        case As.CODES:
            value = tuple(raw.split(",")) if raw else ()
        case _:
            value = raw
    return value


def taken(uids: Iterable[str]) -> set[str]:
    """Return those of some uids that facts of any plan of the installation have already."""
    chosen = sorted(uids)
    found: set[str] = set()
    for start in range(0, len(chosen), BATCH):
        some = chosen[start : start + BATCH]
        found.update(
            db.session.scalars(
                union_all(
                    *(select(_uid(section)).where(_uid(section).in_(some)) for section in FACTS)
                )
            )
        )
    return found


def _uid(section: Section) -> ColumnElement[str]:
    model: Any = section.model
    return cast("ColumnElement[str]", model.uid)


def others(slug: str) -> bool:
    """Return whether the installation has another plan than the one of a slug."""
    return db.session.scalar(select(Plan.id).where(Plan.slug != slug).limit(1)) is not None
