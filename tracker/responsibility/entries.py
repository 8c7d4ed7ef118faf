"""Names of organisations in words, for the page that withdraws one."""

from datetime import date

from sqlalchemy import select

from tracker import clock
from tracker.db import db
from tracker.history.entries import Entry, PlanLike, after
from tracker.history.queries import with_it
from tracker.i18n import _, _n, say
from tracker.responsibility.queries.organisations import names
from tracker.stakeholders.models import Organisation, OrganisationName
from tracker.stakeholders.queries import organisation_name
from tracker.stakeholders.rules import Part


def name(plan: PlanLike, uid: str) -> Entry:
    """Return a name in words; NoResultFound if it belongs to another plan."""
    fact, of = db.session.execute(
        select(OrganisationName, Organisation)
        .join(Organisation, Organisation.id == OrganisationName.organisation_id)
        .where(OrganisationName.uid == uid, Organisation.plan_id == plan.id)
    ).one()
    facts = names(of.id, date.max)
    refusal = _(
        "Das ist der einzige Name der Organisation. Tragen Sie zuerst den richtigen Namen ein."
    )
    return Entry(
        uid=uid,
        subject=f"{plan.slug}/{of.slug}",
        code="",
        kind=_("Name der Organisation"),
        about=organisation_name(of.id, clock.today()),
        says=_words(fact),
        effective_on=fact.effective_on,
        recorded_at=fact.recorded_at,
        role=fact.recorded_role,
        organisation=organisation_name(fact.recorded_for_id, clock.today()),
        reason=fact.reason,
        then=after(facts, uid, _words, refusal),
        refusal=refusal if [row.uid for row in facts] == [uid] else "",
        of_organisation=of.slug,
        with_it=_with_it(fact),
    )


def _with_it(fact: OrganisationName) -> str:
    """Return which parts go back once a merging is undone; "" where none was recorded with it."""
    moved = sorted(set(with_it(fact.uid).values()))
    if not moved:
        return ""
    names = []
    for one in moved:
        code, _space, part = one.rpartition(" ")
        names.append(f"{code} ({Part(part).label})")
    return _n(
        "%(num)s Beteiligung geht zurück an „%(name)s“: %(parts)s. Wer seit dem Zusammenlegen auch "
        "für die andere Organisation handelt, handelt weiter für sie.",
        "%(num)s Beteiligungen gehen zurück an „%(name)s“: %(parts)s. Wer seit dem Zusammenlegen "
        "auch für die andere Organisation handelt, handelt weiter für sie.",
        len(names),
        name=say(fact.name),
        parts=", ".join(names),
    )


def _words(fact: OrganisationName) -> str:
    if fact.has_ended:
        return _("„%(name)s“ besteht nicht mehr", name=say(fact.name))
    return say(fact.name)
