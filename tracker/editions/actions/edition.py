"""Starting a new edition from an old one: all of it in one transaction, the old one untouched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select

from tracker import clock
from tracker.accounts.models import Affiliation
from tracker.council.models import Committee, Sitting
from tracker.db import Base, db, transaction
from tracker.editions.queries import edition as queries
from tracker.editions.queries import fields as fields_of
from tracker.editions.queries.edition import OldEdition
from tracker.editions.rules.edition import (
    Choice,
    Edition,
    Line,
    check_begin,
    check_lines,
    needs_wording,
)
from tracker.errors import RuleError
from tracker.history.actions import flush
from tracker.history.recording import Recorder, audit, stamp
from tracker.history.stichtag import Dated
from tracker.i18n import Precision, _
from tracker.milestones.models import Milestone, MilestoneDeadline, MilestoneState
from tracker.places.models import Municipality
from tracker.plan import revisions
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
from tracker.plan.queries import PlanRow, lock_plan
from tracker.plan.rules import Descent
from tracker.stakeholders.models import Involvement, Organisation, OrganisationName
from tracker.standing.facts import Moment

Row = TypeVar("Row", bound=Base)
DESCENTS = {
    Choice.CARRIED: Descent.CARRIED,
    Choice.CHANGED: Descent.CHANGED,
    Choice.MERGED: Descent.MERGED,
}


@dataclass(frozen=True)
class _Start:
    """What every row of the new edition is made with."""

    plan_id: int
    begins_on: date
    by: Recorder

    def fact(self, fact: Dated) -> None:
        """Add the first fact of its subject, in force from the first day on."""
        fact.effective_on = self.begins_on
        fact.number = 1
        stamp(fact, self.by)
        db.session.add(fact)


def start(of: PlanRow, wanted: Edition, reserved: frozenset[str], *, by: Recorder) -> None:
    """Start a new edition of a plan.

    Args:
        reserved: addresses that no plan can have.

    Raises:
        RuleError: the address is taken, the day is not possible, or the choices contradict
            each other or name recommendations that the plan does not have.
    """
    today = clock.today()
    check_begin(wanted.begins_on, today, of.first_on)
    check_lines(wanted.lines)
    with transaction():
        lock_plan(of.id)
        check_slug(wanted.slug, reserved)
        old = queries.edition(of, Moment(today, clock.now()))
        if {line.code for line in wanted.lines} != set(old.recommendations):
            raise RuleError(
                _("Im Plan sind inzwischen Empfehlungen dazugekommen oder entfallen. Prüfen Sie "
                  "die Liste.")
            )  # fmt: skip
        begin = _Start(_plan(of, wanted).id, wanted.begins_on, by)
        _thresholds(of, begin)
        organisations = _organisations(old, begin)
        fields = _fields(old, begin)
        _committees(of, begin)
        for code, lines in wanted.by_code.items():
            _recommendation(old, wanted, code, lines, begin, fields, organisations)
        flush()
        audit("plan:create", wanted.slug, by=by, before=of.slug, after=_told(wanted.lines))
        revisions.bump_installation()
        revisions.bump(of.id)


def check_slug(slug: str, reserved: frozenset[str]) -> None:
    """Raise RuleError if the address of a plan is taken, by another plan or the program."""
    if slug in reserved | queries.slugs():
        raise RuleError(
            _("Wählen Sie eine andere Adresse: „%(slug)s“ ist schon vergeben.", slug=slug),
            field="slug",
        )


def _told(lines: Sequence[Line]) -> str:
    return ", ".join(f"{line.code} {line.choice} {line.new_code}" for line in lines)


def _plan(of: PlanRow, wanted: Edition) -> Plan:
    row = Plan(
        slug=wanted.slug,
        title=wanted.title,
        description=of.description,
        publisher=of.publisher,
        languages=",".join(of.languages),
        is_sample=of.is_sample,
        disclaimer=of.disclaimer,
        predecessor_slug=of.slug,
    )
    db.session.add(row)
    flush()
    lock_plan(row.id)
    _copies(Term, Term.plan_id == of.id, plan_id=row.id)
    return row


def _copies(model: type[Row], of: Any, **other: object) -> dict[int, Row]:
    """Copy rows with other values for some columns; return the new ones by the old ids."""
    made: dict[int, Row] = {}
    fixed = {"id", "version", "deleted_at"}
    names = [column.key for column in model.__mapper__.column_attrs if column.key not in fixed]
    for row in db.session.scalars(select(model).where(of).order_by(model.id)).all():
        made[row.id] = model(**{name: getattr(row, name) for name in names} | other)
        db.session.add(made[row.id])
    flush()
    return made


def _thresholds(of: PlanRow, begin: _Start) -> None:
    held = fields_of.thresholds(of.id, clock.today())
    if held:
        begin.fact(
            PlanThresholds(
                plan_id=begin.plan_id,
                attention_days=held.attention_days,
                upcoming_days=held.upcoming_days,
                current_days=held.current_days,
                due_days=held.due_days,
            )
        )


def _organisations(old: OldEdition, begin: _Start) -> dict[str, int]:
    """Copy the organisations that have not ended, and who acts for them; return ids by slug."""
    known = (Municipality.plan_id == old.plan.id) & Municipality.deleted_at.is_(None)
    towns = _copies(Municipality, known, plan_id=begin.plan_id)
    names = {
        fact.organisation_id: fact
        for fact in old.facts.organisations.values()
        if not fact.has_ended
    }
    made = _copies(Organisation, Organisation.id.in_(list(names)), plan_id=begin.plan_id)
    for key, row in made.items():
        town = towns.get(row.municipality_id or 0)
        row.municipality_id = town.id if town else None
        begin.fact(OrganisationName(organisation_id=row.id, name=names[key].name, has_ended=False))
    acting = Affiliation.organisation_id.in_(list(made))
    for one in db.session.scalars(select(Affiliation).where(acting)).all():
        new = made[one.organisation_id].id
        db.session.add(Affiliation(user_id=one.user_id, organisation_id=new))
    return {row.slug: row.id for row in made.values()}


def _fields(old: OldEdition, begin: _Start) -> dict[int, int]:
    """Copy the fields in use; return the new ids by the old ones."""
    held = {
        field.id: field.held
        for field in fields_of.fields(old.plan.id, clock.today())
        if field.codes or not field.held.is_retired
    }
    made = _copies(ActionField, ActionField.id.in_(list(held)), plan_id=begin.plan_id)
    for key, row in made.items():
        fact = held[key]
        begin.fact(
            ActionFieldWording(
                action_field_id=row.id,
                title=fact.title,
                description=fact.description,
                position=fact.position,
                is_retired=False,
            )
        )
    return {key: row.id for key, row in made.items()}


def _committees(of: PlanRow, begin: _Start) -> None:
    """Copy the committees, and their sittings from the first day on."""
    known = (Committee.plan_id == of.id) & Committee.deleted_at.is_(None)
    for key, row in _copies(Committee, known, plan_id=begin.plan_id).items():
        held = (Sitting.committee_id == key) & Sitting.deleted_at.is_(None)
        _copies(Sitting, held & (Sitting.held_on >= begin.begins_on), committee_id=row.id)


def _recommendation(
    old: OldEdition,
    wanted: Edition,
    code: str,
    lines: Sequence[Line],
    begin: _Start,
    fields: Mapping[int, int],
    organisations: Mapping[str, int],
) -> None:
    first = old.recommendations[lines[0].code]
    funding = [
        one for line in lines for one in old.recommendations[line.code].row.funding.split(",")
    ]
    row = Recommendation(
        plan_id=begin.plan_id,
        code=code,
        horizon=first.row.horizon,
        priority=first.row.priority,
        funding=",".join(dict.fromkeys(filter(None, funding))),
    )
    db.session.add(row)
    flush()
    text = wanted.wordings[code] if needs_wording(lines) else first.wording
    plain = first.wording.plain_language if not needs_wording(lines) else None
    begin.fact(
        RecommendationWording(
            recommendation_id=row.id,
            action_field_id=fields[first.wording.action_field_id],
            title=text.title,
            goal=text.goal,
            description=text.description,
            plain_language=plain,
        )
    )
    begin.fact(RecommendationStatus(recommendation_id=row.id, status=lines[0].status))
    parts = {
        (fact.organisation, fact.part): None
        for line in lines
        for fact in old.recommendations[line.code].standing.involvements
        if fact.organisation in organisations
    }
    for slug, part in parts:
        begin.fact(
            Involvement(
                recommendation_id=row.id,
                organisation_id=organisations[slug],
                part=part,
                is_involved=True,
            )
        )
    _milestones(old, lines, row, begin)
    for line in lines:
        db.session.add(
            Predecessor(
                recommendation_id=row.id,
                plan_slug=old.plan.slug,
                code=line.code,
                descent=DESCENTS[line.choice],
            )
        )


def _milestones(old: OldEdition, lines: Sequence[Line], row: Recommendation, begin: _Start) -> None:
    """Carry over what is still open: the deadline in force becomes the first agreed one."""
    kept = [
        one
        for line in lines
        if line.has_milestones
        for one in old.recommendations[line.code].standing.milestones
        if one.is_open
    ]
    for number, one in enumerate(kept, start=1):
        new = Milestone(recommendation_id=row.id, number=number, position=number, title=one.title)
        db.session.add(new)
        flush()
        begin.fact(MilestoneState(milestone_id=new.id, state=one.state, precision=Precision.DAY))
        if one.due:
            begin.fact(
                MilestoneDeadline(
                    milestone_id=new.id, due_on=one.due.on, precision=one.due.precision
                )
            )
