"""Bringing a plan file into the database: all of it or nothing."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, cast

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from tracker.council.models import Committee, CouncilPaper, PaperRecommendation, Sitting
from tracker.db import Base, transaction
from tracker.errors import StaleError
from tracker.history.recording import Recorder, audit
from tracker.history.stichtag import RecordedRole
from tracker.i18n import _
from tracker.places.models import Municipality
from tracker.plan import revisions
from tracker.plan.models import Plan
from tracker.plan.queries import lock_plan
from tracker.planfile import queries
from tracker.planfile.difference import Difference, difference
from tracker.planfile.entries import Entry, Value, moment_text
from tracker.planfile.section import As, Field, Section
from tracker.planfile.shape import PLAN, sections
from tracker.planfile.words import PlanFileError, Problem

BY: Final = Recorder(user_id=None, role=RecordedRole.IMPORT)
DEADLOCK: Final = "40P01"  # PostgreSQL's: two transactions wait for each other
Ids = dict[str, dict[str, int]]


def rehearse(plan: Entry) -> Difference:
    """Return what importing a checked plan would do, and do nothing.

    Raises:
        PlanFileError: the file contradicts what is recorded, or lacks some of it.
    """
    slug = plan.text("slug")
    stored = queries.stored(slug)
    found = difference(plan, stored)
    _refuse_foreign(found)
    _refuse_late(found)
    return found


def import_plan(plan: Entry) -> Difference:
    """Bring a checked plan into the database and return what was done; empty if nothing was.

    Raises:
        PlanFileError: the file contradicts what is recorded, or lacks some of it.
        StaleError: someone has changed the plan in this moment.
    """
    try:
        with transaction() as session:
            _lock(session, plan.text("slug"))
            found = rehearse(plan)
            if not found.is_empty:
                _write(session, found)
    except IntegrityError as error:
        raise StaleError from error
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) == DEADLOCK:
            raise StaleError from error
        raise
    return found


def _lock(session: Session, slug: str) -> None:
    """Keep others from changing the plan."""
    plan_id = session.scalar(select(Plan.id).where(Plan.slug == slug))
    if plan_id is not None:
        lock_plan(plan_id)


def _refuse_foreign(found: Difference) -> None:
    facts = {entry.text("uid"): entry for entry in found.added if entry.section.is_fact}
    taken = queries.taken(facts) if facts and queries.others(found.plan.text("slug")) else ()
    text = _("Diese uid gehört schon einem Eintrag eines anderen Plans.")
    problems = [Problem(entry.at("uid"), text) for uid, entry in facts.items() if uid in taken]
    if problems:
        raise PlanFileError(problems)


def _refuse_late(found: Difference) -> None:
    """Refuse what would have been known already when a report was frozen that does not tell it."""
    until = queries.quoted_until(found.plan.text("slug"))
    if until is None:
        return
    text = _("Um %(moment)s ist ein Bericht eingefroren worden, der diesen Eintrag nicht kennt. "
             "Geben Sie einen späteren Zeitpunkt an, zu dem er erfasst wurde.",
             moment=moment_text(until))  # fmt: skip
    problems = [
        Problem(entry.at("recorded_at"), text)
        for entry in found.added
        if "recorded_at" in entry.values and entry.moment("recorded_at") <= until
    ]
    if problems:
        raise PlanFileError(problems)


def _write(session: Session, found: Difference) -> None:
    plan = found.plan
    if found.is_new:
        session.execute(insert(Plan), [_row(plan, {})])
        plan.id = session.scalars(select(Plan.id).where(Plan.slug == plan.text("slug"))).one()
        lock_plan(plan.id)
    _forget(session, cast("int", plan.id))
    _vacate(session, found)
    by_section: dict[str, list[Entry]] = {}
    for entry in found.added:
        by_section.setdefault(entry.section.path, []).append(entry)
    ids: Ids = {}
    for section in sorted(sections(), key=lambda one: one.is_recorded):
        _insert(session, section, by_section.get(section.path, []), ids)
        if section in PLAN.children:
            ids[section.path] = {
                str(entry.values[section.identity[0]]): cast("int", entry.id)
                for entry in plan.of(section.path)
            }
    for new, _old in found.changed:
        row = {**_row(new, ids), "id": new.id}
        session.execute(update(new.section.model), [row])
    _link(session, found, ids["recommendations"])
    _remove(session, found.removed)
    before, after = _audited(found)
    audit("plan:import", plan.text("slug"), by=BY, before=before, after=after)
    if found.retitles:
        revisions.bump_installation()
    revisions.bump(cast("int", plan.id))


def _forget(session: Session, plan_id: int) -> None:
    """Remove for good what was deleted: a file says what there is, and its keys must be free."""
    papers = select(CouncilPaper.id).where(
        CouncilPaper.plan_id == plan_id, CouncilPaper.deleted_at.is_not(None)
    )
    committees = select(Committee.id).where(Committee.plan_id == plan_id)
    gone = committees.where(Committee.deleted_at.is_not(None))
    of_gone = Sitting.committee_id.in_(gone)
    deleted = Sitting.committee_id.in_(committees) & Sitting.deleted_at.is_not(None)
    town = (Municipality.plan_id == plan_id) & Municipality.deleted_at.is_not(None)
    for model, which in (
        (PaperRecommendation, PaperRecommendation.paper_id.in_(papers)),
        (CouncilPaper, CouncilPaper.id.in_(papers)),
        (Sitting, of_gone | deleted),
        (Committee, Committee.id.in_(gone)),
        (Municipality, town),
    ):
        unread = {"synchronize_session": False}
        session.execute(delete(model).where(which), execution_options=unread)


def _vacate(session: Session, found: Difference) -> None:
    """Free the addresses that fields of action give up: another one may take them."""
    for new, old in found.changed:
        if new.section.path == "action_fields" and new.values["slug"] != old.values["slug"]:
            session.execute(update(new.section.model), [{"id": new.id, "slug": f"-{new.id}"}])


def _audited(found: Difference) -> tuple[str, str]:
    """Return what the audit entry says: each change of a plain row, and how much came and went."""
    before, after = [_counts(found.removed)], [_counts(found.added)]
    for new, old in found.changed:
        name = "/".join(str(part) for part in new.key)
        for described in new.section.fields:
            was, now = old.values[described.key], new.values[described.key]
            if was != now:
                before.append(f"{name} {described.key}: {was}")
                after.append(f"{name} {described.key}: {now}")
    return "\n".join(filter(None, before)), "\n".join(filter(None, after))


def _counts(entries: Iterable[Entry]) -> str:
    counts = Counter(entry.section.path for entry in entries)
    return ", ".join(f"{path}: {number}" for path, number in counts.items())


def _remove(session: Session, entries: Iterable[Entry]) -> None:
    for entry in reversed(list(entries)):
        model = entry.section.model
        if entry.section.path == "council_papers":
            links = PaperRecommendation.paper_id == entry.id
            session.execute(delete(PaperRecommendation).where(links))
        session.execute(delete(model).where(model.id == entry.id))


def _insert(session: Session, section: Section, entries: list[Entry], ids: Ids) -> None:
    if not entries:
        return
    rows = [_row(entry, ids) for entry in entries]
    model: type[Base] = section.model
    if section.is_recorded and not section.children:
        session.execute(insert(model), rows)
        return
    made = session.scalars(insert(model).returning(model.id, sort_by_parameter_order=True), rows)
    for entry, number in zip(entries, made, strict=True):
        entry.id = number


def _row(entry: Entry, ids: Ids) -> dict[str, object]:
    section = entry.section
    row: dict[str, object] = dict(section.constants)
    for field in section.fields:
        if field.kind is As.REFERENCE:
            name = entry.values[field.key]
            row[field.name] = None if name is None else ids[field.to][str(name)]
        elif field.kind is As.RANK:
            row[field.name] = entry.values[field.key] or entry.values["number"]
        elif field.kind is not As.LINKS:
            row[field.name] = _column_value(field, entry.values[field.key])
    if entry.above is not None:
        row[section.parent] = entry.above.id
    if section.is_fact:
        row["number"] = entry.number
    return row


def _column_value(field: Field, value: Value) -> object:
    if value is None:
        return None
    if field.kind is As.WORD and field.words is not None:
        return field.words(str(value))
    make = _FROM_NORMAL.get(field.kind)
    return make(value) if make else value


_FROM_NORMAL: dict[As, Callable[[Any], object]] = {
    As.DAY: date.fromisoformat,
    As.MOMENT: datetime.fromisoformat,
    As.AMOUNT: lambda value: Decimal(format(value, "f")),
    As.COORDINATE: float,
    As.CODES: ",".join,
}


def _link(session: Session, found: Difference, ids: dict[str, int]) -> None:
    changed = [new for new, _old in found.changed]
    papers = [entry for entry in (*found.added, *changed) if entry.section.path == "council_papers"]
    if not papers:
        return
    of_papers = PaperRecommendation.paper_id.in_([paper.id for paper in papers])
    session.execute(delete(PaperRecommendation).where(of_papers))
    rows = [
        {"paper_id": paper.id, "recommendation_id": ids[code]}
        for paper in papers
        for code in cast("tuple[str, ...]", paper.values["recommendations"])
    ]
    if rows:
        session.execute(insert(PaperRecommendation), rows)
