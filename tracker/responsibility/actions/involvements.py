"""Beginning and ending the part of an organisation in a recommendation."""

from tracker import clock
from tracker.db import transaction
from tracker.errors import RuleError, StaleError
from tracker.history import actions as history
from tracker.history.recording import Recorder, audit
from tracker.history.rules import check_day
from tracker.i18n import _, day_text, say
from tracker.plan import revisions
from tracker.plan.queries import RecommendationRow, lock_plan
from tracker.responsibility import rules
from tracker.responsibility.queries import involvements as queries
from tracker.responsibility.queries.involvements import Held
from tracker.responsibility.queries.organisations import Named, all_named
from tracker.stakeholders.models import Involvement
from tracker.stakeholders.rules import Part


def begin(of: RecommendationRow, slug: str, part: Part, sent: history.Sent, *, by: Recorder) -> str:
    """Record that an organisation has a part in a recommendation from some day on; return the uid.

    Args:
        slug: of the organisation.
        sent: in_force names the newest fact of the recommendation that the form knew of.

    Raises:
        RuleError: the day lies ahead or before the recommendation, the organisation has the part
            on that day, or it has ended.
        StaleError: somebody has recorded something about the same part since the form was made.
    """
    today = clock.today()
    check_day(sent.effective_on, today, of.begins_on)
    uid = sent.uid(f"{of.subject}/involvement", by, slug, part)
    with transaction():
        lock_plan(of.plan.id)
        if history.is_done(Involvement, uid):
            return uid
        at = all_named(of.plan.id, today).get(slug)
        if at is None:
            raise RuleError(_("Wählen Sie eine Organisation aus der Liste."))
        known = queries.held(of.id, at.id, part, today)
        if known.in_force is not None and queries.is_newer(known.in_force, sent.in_force):
            raise StaleError
        _check_begin(known, at, part, sent)
        add((of.id, of.subject), at.id, part, sent, uid, is_involved=True, by=by)
        revisions.bump(of.plan.id)
    return uid


def end(of: RecommendationRow, begun: Involvement, sent: history.Sent, *, by: Recorder) -> str:
    """Record that an organisation has a part no longer; return the fact's uid.

    Args:
        begun: a fact of the part that ends.

    Raises:
        RuleError: the day lies ahead, or not after the part began, or the part has ended.
        StaleError: another fact of the part is in force than the form was made for.
    """
    today = clock.today()
    check_day(sent.effective_on, today, of.begins_on)
    organisation_id, part = begun.organisation_id, begun.part
    uid = sent.uid(f"{of.subject}/involvement/end", by, organisation_id, part)
    with transaction():
        lock_plan(of.plan.id)
        if history.is_done(Involvement, uid):
            return uid
        held = queries.held(of.id, organisation_id, part, today).in_force
        history.refuse_stale(held, sent.in_force)
        if held is None:
            raise StaleError
        rules.check_end(sent.effective_on, held.effective_on, is_involved=held.is_involved)
        add((of.id, of.subject), organisation_id, part, sent, uid, is_involved=False, by=by)
        revisions.bump(of.plan.id)
    return uid


def add(
    of: tuple[int, str],
    organisation_id: int,
    part: Part,
    sent: history.Sent,
    uid: str,
    *,
    is_involved: bool,
    by: Recorder,
) -> None:
    """Add one fact with its audit entry to the running transaction.

    Args:
        of: the recommendation's id, and what audit entries call it.
    """
    recommendation_id, subject = of
    new = Involvement(
        recommendation_id=recommendation_id,
        organisation_id=organisation_id,
        part=part,
        is_involved=is_involved,
    )
    history.add(new, sent, uid, of=queries.same(recommendation_id, organisation_id, part), by=by)
    action = "involvement:create" if is_involved else "involvement:end"
    after = f"{part.value} {sent.effective_on.isoformat()} {uid}"
    audit(action, subject, by=by, after=after)


def _check_begin(known: Held, at: Named, part: Part, sent: history.Sent) -> None:
    if at.has_ended and sent.effective_on >= at.since:
        raise RuleError(
            _("Wählen Sie eine andere Organisation: „%(name)s“ besteht seit dem %(day)s nicht "
              "mehr.", name=say(at.name), day=day_text(at.since))
        )  # fmt: skip
    then = known.on(sent.effective_on)
    if then is not None and then.is_involved:
        raise RuleError(
            _("Wählen Sie etwas anderes: „%(name)s“ ist bereits seit dem %(day)s %(part)s.",
              name=say(at.name), day=day_text(then.effective_on), part=part.label)
        )  # fmt: skip
