"""Adding, changing and ordering milestones. One function is one whole change, or none."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from tracker import clock
from tracker.db import Texts, db, transaction
from tracker.errors import RuleError, StaleError
from tracker.history import actions as history
from tracker.history import plain
from tracker.history.recording import Recorder, audit, keep_together
from tracker.history.rules import check_day
from tracker.i18n import Precision, _, day_text, say
from tracker.milestones import queries, rules
from tracker.milestones.models import Milestone, MilestoneDeadline, MilestoneState
from tracker.milestones.queries import MilestoneRow, OpenRow
from tracker.milestones.rules import Ended, Ending, State
from tracker.periods import Period
from tracker.plan import actions as plans
from tracker.plan import revisions
from tracker.plan.models import RecommendationStatus
from tracker.plan.queries import RecommendationRow, lock_plan
from tracker.plan.rules import Proof, Status


def add(
    of: RecommendationRow,
    title: Texts,
    due: Period,
    state: State,
    sent: history.Sent,
    *,
    by: Recorder,
) -> str:
    """Add a milestone with its first deadline; return the deadline's uid.

    It gets the next number, which none of the recommendation ever had, and the last place.

    Args:
        state: a fact of its own unless it is planned, as every milestone is at first.

    Raises:
        RuleError: the day from which on it holds lies ahead or before the recommendation.
        StaleError: the same form was sent before, and its deadline has been withdrawn since.
    """
    check_day(sent.effective_on, clock.today(), of.begins_on)
    uid = sent.uid(f"{of.subject}/milestone", by, title, due.last_day, due.precision, state)
    with transaction():
        lock_plan(of.plan.id)
        if history.is_done(MilestoneDeadline, uid):
            return uid
        number = queries.next_number(of.id)
        row = Milestone(recommendation_id=of.id, number=number, title=title)
        db.session.add(row)
        history.flush()
        subject = f"{of.subject}.{number}"
        new = MilestoneDeadline(milestone_id=row.id, due_on=due.last_day, precision=due.precision)
        history.add(new, sent, uid, of=MilestoneDeadline.milestone_id == row.id, by=by)
        if state is not State.PLANNED:
            first = MilestoneState(milestone_id=row.id, state=state)
            other = sent.uid(f"{subject}/state", by, state)
            history.add(first, sent, other, of=MilestoneState.milestone_id == row.id, by=by)
        after = f"{say(title)} {due.last_day.isoformat()} {state.value}"
        audit("milestone:create", subject, by=by, after=after)
        revisions.bump(of.plan.id)
    return uid


def reorder(
    of: RecommendationRow, order: Sequence[int], seen: Mapping[int, int], *, by: Recorder
) -> None:
    """Put the milestones of a recommendation into another order.

    Args:
        order: their numbers as they are to stand.
        seen: the version of each, by number, when the form was made.

    Raises:
        RuleError: it is the order in which they stand already.
        StaleError: somebody else has added a milestone or changed the order since.
    """
    with transaction():
        lock_plan(of.plan.id)
        rows = {row.number: row for row in queries.milestones(of.id, clock.today())}
        for row in rows.values():
            plain.refuse_stale(row, seen.get(row.number, 0))
        if list(order) == list(rows):
            raise RuleError(_("Ändern Sie die Reihenfolge, oder brechen Sie ab."))
        for place, number in zip(sorted(rows), order, strict=True):
            if rows[number].position != place:
                rows[number].position = place
                rows[number].version += 1
        history.flush()
        before, after = _numbers(rows), _numbers(order)
        audit("milestone:reorder", f"{of.subject}.*", by=by, before=before, after=after)
        revisions.bump(of.plan.id)


def _numbers(order: Iterable[int]) -> str:
    return ", ".join(str(number) for number in order)


def change_state(
    of: MilestoneRow,
    state: State,
    sent: history.Sent,
    *,
    precision: Precision = Precision.DAY,
    by: Recorder,
) -> str:
    """Record the state of a milestone from some day on; return the fact's uid.

    Args:
        precision: how exactly the day of something done is known.

    Raises:
        RuleError: the day lies ahead or before the recommendation, a reason is missing, or the
            state holds on that day already.
        StaleError: another state is in force than the form was made for.
    """
    today = clock.today()
    check_day(sent.effective_on, today, of.of.begins_on)
    rules.check_state(state, precision, sent.reason)
    uid = sent.uid(f"{of.subject}/state", by, state, precision)
    with transaction():
        lock_plan(of.of.plan.id)
        if history.is_done(MilestoneState, uid):
            return uid
        known = queries.states(of.id, today)
        history.refuse_stale(known[-1] if known else None, sent.in_force)
        earlier = [row for row in known if row.effective_on <= sent.effective_on]
        if earlier and earlier[-1].state is state:
            raise RuleError(
                _("Wählen Sie einen anderen Zustand: „%(state)s“ gilt bereits seit dem %(day)s.",
                  state=state.label, day=day_text(earlier[-1].effective_on)),
                "state",
            )  # fmt: skip
        new = MilestoneState(milestone_id=of.id, state=state, precision=precision)
        history.add(new, sent, uid, of=MilestoneState.milestone_id == of.id, by=by)
        before = known[-1].state.value if known else ""
        after = f"{state.value} {sent.effective_on.isoformat()}"
        audit("milestone:change-state", of.subject, by=by, before=before, after=after)
        revisions.bump(of.of.plan.id)
    return uid


def move_deadline(of: MilestoneRow, due: Period, sent: history.Sent, *, by: Recorder) -> str:
    """Record the deadline of a milestone, the first one or a move; return the fact's uid.

    Raises:
        RuleError: the day from which on it holds lies ahead, before the recommendation or before
            the first agreed deadline; a reason is missing; or it is no move at all.
        StaleError: another deadline is in force than the form was made for.
    """
    today = clock.today()
    check_day(sent.effective_on, today, of.of.begins_on)
    uid = sent.uid(f"{of.subject}/deadline", by, due.last_day, due.precision)
    with transaction():
        lock_plan(of.of.plan.id)
        if history.is_done(MilestoneDeadline, uid):
            return uid
        known = queries.deadlines(of.id, today)
        history.refuse_stale(known[-1] if known else None, sent.in_force)
        _check_move(known, due, sent)
        new = MilestoneDeadline(milestone_id=of.id, due_on=due.last_day, precision=due.precision)
        history.add(new, sent, uid, of=MilestoneDeadline.milestone_id == of.id, by=by)
        before = known[-1].due_on.isoformat() if known else ""
        after = f"{due.last_day.isoformat()} {due.precision.value}"
        audit("milestone:move-deadline", of.subject, by=by, before=before, after=after)
        revisions.bump(of.of.plan.id)
    return uid


def _check_move(known: list[MilestoneDeadline], due: Period, sent: history.Sent) -> None:
    if not known:
        return
    earlier = [row.due_on for row in known if row.effective_on <= sent.effective_on]
    later = [row.due_on for row in known if row.effective_on > sent.effective_on]
    if not earlier:
        raise RuleError(
            _("Geben Sie einen Tag ab dem %(day)s an: Seitdem gilt der zuerst vereinbarte Termin, "
              "der erhalten bleibt.", day=day_text(known[0].effective_on)),
            "effective_on",
        )  # fmt: skip
    rules.check_move(earlier[-1], due.last_day, sent.reason, later=later[0] if later else None)


def complete(
    of: RecommendationRow,
    sent: history.Sent,
    proof: Proof | None,
    endings: Sequence[Ended],
    *,
    asked: Collection[int],
    by: Recorder,
) -> str:
    """Declare a recommendation completed and end its open milestones; return the status's uid.

    Args:
        proof: what shows that it is completed.
        endings: what becomes of each open milestone; one that stays open needs a reason.
        asked: the numbers of those that were open when the form was made.

    Raises:
        RuleError: as for a status and for the states of milestones; names the form's field.
        StaleError: another status is in force than the form was made for, or other milestones
            are open.
    """
    uid = plans.status_uid(of, Status.COMPLETED, sent, None, "", proof, by=by)
    with transaction():
        lock_plan(of.plan.id)
        if history.is_done(RecommendationStatus, uid):
            return uid
        there = {row.number: row for row in queries.open_milestones(of.id, clock.today())}
        if set(there) != set(asked):
            raise StaleError
        rules.check_open(endings, sent.reason)
        for one in endings:
            ended = _end(of, there[one.number], one, sent, by)
            if ended:
                keep_together(uid, ended, by=by, about=f"{of.code}.{one.number}")
        return plans.change_status(of, Status.COMPLETED, sent, proof=proof, by=by)


def _end(
    of: RecommendationRow, row: OpenRow, ended: Ended, sent: history.Sent, by: Recorder
) -> str:
    """End one milestone; return the uid of its new state, empty where it stays open.

    What a rule says no to is about the field of this milestone.
    """
    at = MilestoneRow(row.id, of, row.number, row.title)
    try:
        if ended.ending is Ending.DONE:
            done = rules.done_on(ended)
            day = rules.held_from(done.last_day, done.precision, clock.today())
            told = history.Sent(sent.key, ended.in_force, day, ended.reason)
            return change_state(at, State.DONE, told, precision=done.precision, by=by)
        if ended.ending is Ending.DROPPED:
            told = history.Sent(sent.key, ended.in_force, sent.effective_on, ended.reason)
            return change_state(at, State.DROPPED, told, by=by)
        if row.state != ended.in_force:
            raise StaleError
    except RuleError as error:
        raise rules.of_milestone(error, row.number) from error
    return ""
