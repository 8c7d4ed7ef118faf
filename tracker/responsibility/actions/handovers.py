"""Asking an organisation to take over a part, and answering. One function is one whole change."""

from datetime import date

from tracker import clock
from tracker.db import db, transaction
from tracker.errors import RuleError, StaleError
from tracker.history import actions as history
from tracker.history.recording import Recorder, audit
from tracker.i18n import _, day_text, say
from tracker.plan import revisions
from tracker.plan.queries import RecommendationRow, lock_plan
from tracker.responsibility import rules
from tracker.responsibility.actions import involvements
from tracker.responsibility.queries import handovers as queries
from tracker.responsibility.queries.handovers import HandoverRow
from tracker.responsibility.queries.involvements import held
from tracker.responsibility.queries.organisations import Named, all_named
from tracker.stakeholders.models import Handover
from tracker.stakeholders.queries import organisation_name
from tracker.stakeholders.rules import HandoverOutcome, Part


def ask(
    of: RecommendationRow, giver: Named, part: Part, taker: str, sent: history.Sent, *, by: Recorder
) -> str:
    """Ask an organisation to take over a part from some day on; return the request's uid.

    Nothing public changes before it is accepted.

    Args:
        giver: who has the part.
        taker: slug of the organisation that is asked.

    Raises:
        RuleError: the day is past, a reason is missing, the part is no longer held, the other
            organisation has it or has ended, or somebody was asked already.
    """
    today = clock.today()
    rules.check_request(sent.effective_on, today, sent.reason)
    uid = sent.uid(f"{of.subject}/handover", by, giver.slug, part, taker)
    with transaction() as session:
        lock_plan(of.plan.id)
        if queries.stored(uid) is not None:
            return uid
        to = all_named(of.plan.id, today).get(taker)
        if to is None or to.id == giver.id:
            raise RuleError(_("Wählen Sie eine andere Organisation aus der Liste."), "taker")
        _check_held(of.id, giver.id, say(giver.name), part)
        _check_taker(of.id, to, part)
        other = queries.waiting(of.id, giver.id, part)
        if other is not None:
            name = organisation_name(other.to_organisation_id, today)
            raise RuleError(
                _("Warten Sie die Antwort ab: „%(name)s“ ist schon gefragt. Oder ziehen Sie diese "
                  "Anfrage zuerst zurück.", name=name)
            )  # fmt: skip
        session.add(
            Handover(
                uid=uid,
                recommendation_id=of.id,
                part=part,
                from_organisation_id=giver.id,
                to_organisation_id=to.id,
                effective_on=sent.effective_on,
                reason=sent.reason,
                asked_at=clock.now(),
                asked_by_id=by.user_id,
                asked_role=by.role,
            )
        )
        history.flush()
        after = f"{part.value} {giver.slug} {taker} {sent.effective_on.isoformat()}"
        audit("handover:ask", f"{of.subject}/{uid}", by=by, after=after)
    return uid


def answer(
    of: RecommendationRow,
    row: HandoverRow,
    outcome: HandoverOutcome,
    text: str,
    *,
    by: Recorder,
) -> None:
    """Answer a request, or recall it. Accepted, one part ends and the other begins, today.

    Raises:
        RuleError: it can only be accepted from a later day on, or no longer, or a word is missing.
        StaleError: it has been answered since.
    """
    today = clock.today()
    rules.check_answer(outcome, text, row.effective_on, today)
    with transaction():
        lock_plan(of.plan.id)
        stored = queries.stored(row.uid)
        if stored is None:
            raise StaleError
        if is_answered(stored, outcome, text, by):
            return
        if outcome is HandoverOutcome.ACCEPTED:
            _carry_out(of, row, today, by)
        stored.answered_at = clock.now()
        stored.answered_by_id = by.user_id
        stored.outcome = outcome
        stored.answer = text
        db.session.flush()
        audit(f"handover:{outcome.value}", f"{of.subject}/{row.uid}", by=by, after=text)
        if outcome is HandoverOutcome.ACCEPTED:
            revisions.bump(of.plan.id)


def is_answered(stored: Handover, outcome: HandoverOutcome, text: str, by: Recorder) -> bool:
    """Return whether the same person has given the same answer: the form was sent twice.

    Raises:
        StaleError: somebody was faster.
    """
    if stored.answered_at is None:
        return False
    if (stored.answered_by_id, stored.outcome, stored.answer) != (by.user_id, outcome, text):
        raise StaleError
    return True


def _carry_out(of: RecommendationRow, row: HandoverRow, today: date, by: Recorder) -> None:
    """Add what follows from a yes: the giver's part ends, the taker's begins."""
    _check_held(of.id, row.giver.id, say(row.giver.name), row.part)
    _check_taker(of.id, all_named(of.plan.id, today)[row.taker.slug], row.part)
    sent = history.Sent(row.uid, "", today, row.reason)
    for organisation_id, is_involved in ((row.giver.id, False), (row.taker.id, True)):
        uid = sent.uid(f"{of.subject}/handover", by, organisation_id, is_involved)
        involvements.add(
            (of.id, of.subject),
            organisation_id,
            row.part,
            sent,
            uid,
            is_involved=is_involved,
            by=by,
        )


def _check_held(recommendation_id: int, organisation_id: int, name: str, part: Part) -> None:
    fact = held(recommendation_id, organisation_id, part, clock.today()).in_force
    if fact is None or not fact.is_involved:
        raise RuleError(
            _("„%(name)s“ ist nicht mehr %(part)s. Es gibt nichts mehr zu übergeben.",
              name=name, part=part.label)
        )  # fmt: skip


def _check_taker(recommendation_id: int, taker: Named, part: Part) -> None:
    if taker.has_ended:
        raise RuleError(
            _("Wählen Sie eine andere Organisation: „%(name)s“ besteht seit dem %(day)s nicht "
              "mehr.", name=say(taker.name), day=day_text(taker.since)),
            "taker",
        )  # fmt: skip
    fact = held(recommendation_id, taker.id, part, clock.today()).in_force
    if fact is not None and fact.is_involved:
        raise RuleError(
            _("„%(name)s“ ist bereits %(part)s. Die Geschäftsstelle kann die andere Beteiligung "
              "beenden.", name=say(taker.name), part=part.label),
            "taker",
        )  # fmt: skip
