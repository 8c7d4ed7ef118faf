"""Recording what a committee or the steering group decided about a recommendation."""

from tracker import clock
from tracker.council.models import Decision
from tracker.db import transaction
from tracker.errors import RuleError
from tracker.history import actions as history
from tracker.history.recording import Recorder, audit
from tracker.history.rules import check_day
from tracker.i18n import _
from tracker.office.queries import sittings as queries
from tracker.plan import revisions
from tracker.plan.queries import RecommendationRow, lock_plan


def decide(
    of: RecommendationRow,
    text: str,
    sent: history.Sent,
    *,
    committee: str = "",
    language: str,
    by: Recorder,
) -> str:
    """Record a decision about a recommendation, public at once; return the fact's uid.

    Args:
        committee: slug of the one that decided; empty for the steering group.
        language: of the text.

    Raises:
        RuleError: there is no text, or the day lies ahead or before the recommendation.
        StaleError: the same form was sent before, and its decision withdrawn since.
    """
    check_day(sent.effective_on, clock.today(), of.begins_on)
    if not text.strip():
        raise RuleError(_("Geben Sie an, was beschlossen wurde."))
    uid = sent.uid(f"{of.subject}/decision", by, committee, text)
    with transaction():
        lock_plan(of.plan.id)
        if history.is_done(Decision, uid):
            return uid
        new = Decision(
            recommendation_id=of.id,
            committee_id=queries.committee_id(of.plan.id, committee),
            language=language,
            text=text,
        )
        history.add(new, sent, uid, of=Decision.recommendation_id == of.id, by=by)
        audit("decision:create", f"{of.subject}/{uid}", by=by, after=sent.effective_on.isoformat())
        revisions.bump(of.plan.id)
    return uid
