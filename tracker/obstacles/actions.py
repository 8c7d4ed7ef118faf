"""Recording what stands in the way, and that it no longer does. One function, one change."""

from datetime import date

from tracker import clock
from tracker.db import Texts, transaction
from tracker.errors import RuleError
from tracker.history import actions as history
from tracker.history.recording import Recorder, audit
from tracker.history.rules import check_day
from tracker.i18n import _, day_text
from tracker.notes.models import Obstacle, ObstacleEnd
from tracker.notes.rules import Addressee
from tracker.obstacles import queries, rules
from tracker.obstacles.queries import ObstacleRow
from tracker.plan import revisions
from tracker.plan.queries import RecommendationRow, lock_plan


def record(
    of: RecommendationRow,
    text: Texts,
    addressee: Addressee,
    sent: history.Sent,
    *,
    due_on: date | None,
    by: Recorder,
) -> str:
    """Record what stands in the way of a recommendation, public at once; return the fact's uid.

    Args:
        addressee: who or what could remove it.
        due_on: by when it is to be out of the way.

    Raises:
        RuleError: the day lies ahead or before the recommendation, it is to be solved before it
            began, or the same stands there already.
        StaleError: the same form was sent before, and its obstacle has been withdrawn since.
    """
    check_day(sent.effective_on, clock.today(), of.begins_on)
    rules.check_due(sent.effective_on, due_on)
    uid = sent.uid(f"{of.subject}/obstacle", by, text, addressee, due_on)
    with transaction():
        lock_plan(of.plan.id)
        if history.is_done(Obstacle, uid):
            return uid
        if text in queries.open_texts(of.id, clock.today()):
            raise RuleError(_("Ändern Sie den Text: Dieses Hemmnis steht schon da."))
        new = Obstacle(recommendation_id=of.id, addressee=addressee, text=text, due_on=due_on)
        history.add(new, sent, uid, of=Obstacle.recommendation_id == of.id, by=by)
        after = f"{addressee.value} {sent.effective_on.isoformat()}"
        audit("obstacle:create", f"{of.subject}/{uid}", by=by, after=after)
        revisions.bump(of.plan.id)
    return uid


def solve(
    of: RecommendationRow, row: ObstacleRow, text: Texts, sent: history.Sent, *, by: Recorder
) -> str:
    """Record that an obstacle is out of the way from some day on; return the fact's uid.

    Raises:
        RuleError: the day lies ahead or before the obstacle, or it is solved or withdrawn.
        StaleError: another end is in force than the form was made for.
    """
    today = clock.today()
    check_day(sent.effective_on, today, None)
    rules.check_end(sent.effective_on, row.effective_on)
    uid = sent.uid(f"{of.subject}/{row.uid}/end", by, text)
    with transaction():
        lock_plan(of.plan.id)
        if history.is_done(ObstacleEnd, uid):
            return uid
        held = queries.end(row.id, today)
        history.refuse_stale(held, sent.in_force)
        if held is not None:
            raise RuleError(
                _("Dieses Hemmnis ist bereits gelöst (am %(day)s).",
                  day=day_text(held.effective_on))
            )  # fmt: skip
        if queries.obstacle(of.plan.slug, row.uid).is_withdrawn:
            raise RuleError(_("Dieses Hemmnis ist inzwischen zurückgenommen worden."))
        new = ObstacleEnd(obstacle_id=row.id, text=text)
        history.add(new, sent, uid, of=ObstacleEnd.obstacle_id == row.id, by=by)
        after = sent.effective_on.isoformat()
        audit("obstacle:end", f"{of.subject}/{row.uid}", by=by, after=after)
        revisions.bump(of.plan.id)
    return uid
