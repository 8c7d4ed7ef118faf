"""Adding, renaming, ending and merging organisations. One function is one whole change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker import clock
from tracker.accounts.models import Affiliation
from tracker.db import Texts, db, transaction
from tracker.errors import RuleError
from tracker.history import actions as history
from tracker.history import plain
from tracker.history.recording import Recorder, audit, keep_together
from tracker.history.rules import check_day
from tracker.i18n import _, say
from tracker.plan import revisions
from tracker.plan.queries import PlanRow, lock_plan
from tracker.responsibility import rules
from tracker.responsibility.actions import involvements
from tracker.responsibility.queries import organisations as queries
from tracker.responsibility.queries.involvements import held
from tracker.responsibility.queries.organisations import PartHeld
from tracker.stakeholders.models import Organisation, OrganisationName

TAKEN = frozenset({"neu"})  # no organisation's address: the form that adds one has it


@dataclass(frozen=True)
class Columns:
    """What is kept of an organisation beside its name."""

    category: str  # code of a term
    municipality_id: int | None
    contact_role: Texts | None


def add(plan: PlanRow, name: Texts, columns: Columns, sent: history.Sent, *, by: Recorder) -> str:
    """Add an organisation to a plan; return its slug, which it keeps whatever it is called.

    Raises:
        RuleError: an organisation of the plan is called so.
    """
    today = clock.today()
    uid = sent.uid(f"{plan.slug}/organisation", by, name)
    with transaction() as session:
        lock_plan(plan.id)
        if history.is_done(OrganisationName, uid):
            return queries.slug_of_name(uid)
        _check_name(plan, name, today)
        words = next(iter(name.values()))
        slug = plain.address_of(words, queries.slugs(plan.id) | TAKEN)
        row = Organisation(
            plan_id=plan.id,
            slug=slug,
            category=columns.category,
            municipality_id=columns.municipality_id,
            contact_role=columns.contact_role,
        )
        session.add(row)
        history.flush()
        fact = OrganisationName(organisation_id=row.id, name=name)
        of = OrganisationName.organisation_id == row.id
        history.add(fact, sent, uid, of=of, by=by)
        audit("organisation:create", f"{plan.slug}/{slug}", by=by, after=words)
        revisions.bump(plan.id)
    return slug


def change(plan: PlanRow, slug: str, columns: Columns, version: int, *, by: Recorder) -> None:
    """Overwrite what is kept of an organisation beside its name.

    Raises:
        StaleError: somebody has changed it since the form was made.
    """
    with transaction():
        lock_plan(plan.id)
        row = queries.organisation(plan.id, slug)
        subject = f"{plan.slug}/{slug}"
        plain.change(row, version, vars(columns), "organisation", subject, by=by)
        revisions.bump(plan.id)


def rename(
    plan: PlanRow, of: Organisation, name: Texts, sent: history.Sent, *, by: Recorder
) -> str:
    """Record that an organisation is called otherwise from some day on; return the fact's uid.

    Raises:
        RuleError: the day lies ahead, the name is the same or another organisation's, or the
            organisation has ended.
        StaleError: another name is in force than the form was made for.
    """
    today = clock.today()
    check_day(sent.effective_on, today, None)
    uid = sent.uid(f"{plan.slug}/{of.slug}/name", by, name)
    with transaction():
        lock_plan(plan.id)
        if history.is_done(OrganisationName, uid):
            return uid
        known = queries.names(of.id, today)
        history.refuse_stale(known[-1] if known else None, sent.in_force)
        rules.check_rename(name, [fact.name for fact in known[-1:]])
        _check_living(known[-1])
        _check_name(plan, name, today, but=of.id)
        new = OrganisationName(organisation_id=of.id, name=name)
        _add(plan, of, new, sent, uid, by=by)
        revisions.bump(plan.id)
    return uid


def end(
    plan: PlanRow, of: Organisation, successor: str, sent: history.Sent, *, by: Recorder
) -> str:
    """Record that an organisation exists no longer from some day on; return the fact's uid.

    Its parts stay until they are ended: the plan office is told who has no living owner.

    Args:
        successor: slug of the organisation that follows it; empty for none.

    Raises:
        RuleError: the day lies ahead or before its name, the successor has ended, or the
            organisation has.
        StaleError: another name is in force than the form was made for.
    """
    today = clock.today()
    check_day(sent.effective_on, today, None)
    uid = sent.uid(f"{plan.slug}/{of.slug}/end", by, successor)
    with transaction():
        lock_plan(plan.id)
        if history.is_done(OrganisationName, uid):
            return uid
        known = queries.names(of.id, today)
        history.refuse_stale(known[-1] if known else None, sent.in_force)
        _check_living(known[-1])
        rules.check_since(sent.effective_on, known[-1].effective_on)
        new = OrganisationName(
            organisation_id=of.id,
            name=known[-1].name,
            has_ended=True,
            successor_id=_successor(plan, of, successor, today),
        )
        _add(plan, of, new, sent, uid, by=by)
        revisions.bump(plan.id)
    return uid


def merge(
    plan: PlanRow,
    of: Organisation,
    into: str,
    sent: history.Sent,
    *,
    with_people: bool,
    by: Recorder,
) -> str:
    """End an organisation on a day with a successor that takes over all of its parts.

    Returns the uid of its end; whoever withdraws that withdraws what became of the parts with it.

    Args:
        into: slug of the successor.
        with_people: whoever acts for the organisation acts for the successor, too.

    Raises:
        RuleError: the day lies ahead, or before one of the two or one of the parts began, or
            one of the two has ended.
        StaleError: another name is in force than the form was made for.
    """
    today = clock.today()
    check_day(sent.effective_on, today, None)
    uid = sent.uid(f"{plan.slug}/{of.slug}/merge", by, into)
    with transaction():
        lock_plan(plan.id)
        if history.is_done(OrganisationName, uid):
            return uid
        known = queries.names(of.id, today)
        history.refuse_stale(known[-1] if known else None, sent.in_force)
        _check_living(known[-1])
        successor_id = _successor(plan, of, into, today)
        if successor_id is None:
            raise RuleError(_("Wählen Sie die Organisation, in der sie aufgeht."), "successor")
        for since in (known[-1], queries.names(successor_id, today)[0]):
            rules.check_since(sent.effective_on, since.effective_on)
        for part in queries.parts_held(of.id, today):
            for moved in _move(plan, part, of.id, successor_id, sent, by):
                keep_together(uid, moved, by=by, about=f"{part.code} {part.part.value}")
        if with_people:
            _let_act(plan, of, into, successor_id, by)
        new = OrganisationName(
            organisation_id=of.id,
            name=known[-1].name,
            has_ended=True,
            successor_id=successor_id,
        )
        _add(plan, of, new, sent, uid, by=by)
        revisions.bump(plan.id)
    return uid


def _move(
    plan: PlanRow, part: PartHeld, giver: int, taker: int, sent: history.Sent, by: Recorder
) -> Iterator[str]:
    """End a part of one organisation; begin it for the other one, unless it has it already.

    Yields the uid of each fact it has added.
    """
    of = (part.recommendation_id, f"{plan.slug}/{part.code}")
    fact = held(part.recommendation_id, taker, part.part, clock.today()).in_force
    for since in (held(part.recommendation_id, giver, part.part, clock.today()).in_force, fact):
        if since is not None:
            rules.check_since(sent.effective_on, since.effective_on)
    sides = [(giver, False)]
    if fact is None or not fact.is_involved:
        sides.append((taker, True))
    for organisation_id, is_involved in sides:
        uid = sent.uid(f"{of[1]}/merge", by, organisation_id, part.part, is_involved)
        involvements.add(of, organisation_id, part.part, sent, uid, is_involved=is_involved, by=by)
        yield uid


def _let_act(plan: PlanRow, of: Organisation, into: str, taker: int, by: Recorder) -> None:
    there = set(queries.people(taker))
    people = [user_id for user_id in queries.people(of.id) if user_id not in there]
    for user_id in people:
        db.session.add(Affiliation(user_id=user_id, organisation_id=taker))
    history.flush()
    if people:
        after = f"+{len(people)} ({of.slug})"
        audit("organisation:people", f"{plan.slug}/{into}", by=by, after=after)


def _add(
    plan: PlanRow,
    of: Organisation,
    new: OrganisationName,
    sent: history.Sent,
    uid: str,
    *,
    by: Recorder,
) -> None:
    history.add(new, sent, uid, of=OrganisationName.organisation_id == of.id, by=by)
    kind = "organisation:end" if new.has_ended else "organisation:rename"
    after = f"{say(new.name)} {sent.effective_on.isoformat()}"
    audit(kind, f"{plan.slug}/{of.slug}", by=by, after=after)


def _successor(plan: PlanRow, of: Organisation, slug: str, today: date) -> int | None:
    if not slug:
        return None
    found = queries.all_named(plan.id, today).get(slug)
    if found is None or found.id == of.id or found.has_ended:
        raise RuleError(_("Wählen Sie eine andere Organisation aus der Liste."), "successor")
    return found.id


def _check_living(held: OrganisationName) -> None:
    rules.check_living(held.effective_on, has_ended=held.has_ended)


def _check_name(plan: PlanRow, name: Texts, today: date, but: int = 0) -> None:
    """Raise RuleError if another living organisation of the plan is called so."""
    others = [
        one
        for one in queries.all_named(plan.id, today).values()
        if one.id != but and not one.has_ended
    ]
    rules.check_new_name(name, [one.name for one in others])
