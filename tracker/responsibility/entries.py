"""Names of organisations in words, for the page that withdraws one."""

from datetime import date

from sqlalchemy import select

from tracker import clock
from tracker.db import db
from tracker.history.entries import Entry, PlanLike, after
from tracker.i18n import _, say
from tracker.responsibility.queries.organisations import names
from tracker.stakeholders.models import Organisation, OrganisationName
from tracker.stakeholders.queries import organisation_name


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
    )


def _words(fact: OrganisationName) -> str:
    if fact.has_ended:
        return _("„%(name)s“ besteht nicht mehr", name=say(fact.name))
    return say(fact.name)
