"""Adding and changing recommendations. One function is one whole change, or none."""

from datetime import date
from typing import Any

from tracker import clock
from tracker.db import db, transaction
from tracker.errors import RuleError
from tracker.history import actions as history
from tracker.history import plain
from tracker.history.recording import Recorder, audit
from tracker.history.rules import check_day
from tracker.i18n import _, day_text, say
from tracker.plan import papers, queries, revisions, rules
from tracker.plan.models import Recommendation, RecommendationStatus, RecommendationWording
from tracker.plan.queries import PlanRow, RecommendationRow, choices
from tracker.plan.rules import TEXTS, Classification, Draft, Evidence, Proof, Status, Wording
from tracker.stakeholders.models import Involvement
from tracker.stakeholders.rules import Part


def add(of: PlanRow, draft: Draft, sent: history.Sent, *, by: Recorder) -> str:
    """Add a recommendation with its wording, first status and lead; return its code.

    Raises:
        RuleError: the day lies ahead or before the plan, the code is taken or reads differently,
            or there is no such field or organisation.
        StaleError: the same form was sent before, and its status has been withdrawn since.
    """
    check_day(sent.effective_on, clock.today(), None)
    rules.check_begin(sent.effective_on, of.first_on)
    uid = sent.uid(f"{of.slug}/recommendation", by, draft)
    with transaction():
        queries.lock_plan(of.id)
        if history.is_done(RecommendationStatus, uid):
            return choices.code_of(uid) or ""
        fields = queries.action_fields(of.id, clock.today())
        field_id = _field_id(of.id, draft.wording.action_field)
        code = draft.code or choices.next_codes(of.id, fields)[draft.wording.action_field]
        rules.check_code(code, choices.codes(of.id))
        placed = draft.classification
        row = Recommendation(
            plan_id=of.id,
            code=code,
            horizon=placed.horizon,
            priority=placed.priority,
            funding=",".join(placed.funding),
        )
        db.session.add(row)
        history.flush()
        says = RecommendationWording(recommendation_id=row.id, **_columns(draft.wording, field_id))
        same = RecommendationWording.recommendation_id == row.id
        history.add(says, sent, sent.uid(f"{of.slug}/{code}/wording", by), of=same, by=by)
        first = RecommendationStatus(recommendation_id=row.id, status=draft.status)
        subject = RecommendationStatus.recommendation_id == row.id
        history.add(first, sent, uid, of=subject, by=by)
        if draft.lead:
            _lead(of, row, draft.lead, sent, by)
        after = f"{say(draft.wording.title)} {draft.status.value} {sent.effective_on.isoformat()}"
        audit("recommendation:create", f"{of.slug}/{code}", by=by, after=after)
        revisions.bump(of.id)
    return code


def _lead(of: PlanRow, row: Recommendation, slug: str, sent: history.Sent, by: Recorder) -> None:
    known = choices.organisations(of.id, clock.today())
    if slug not in known:
        raise RuleError(_("Wählen Sie eine Organisation dieses Plans."), "lead")
    new = Involvement(
        recommendation_id=row.id, organisation_id=known[slug][0], part=Part.LEAD, is_involved=True
    )
    same = (Involvement.recommendation_id == row.id) & (
        Involvement.organisation_id == new.organisation_id
    )
    history.add(new, sent, sent.uid(f"{of.slug}/{row.code}/lead", by), of=same, by=by)


def classify(of: RecommendationRow, to: Classification, seen: int, *, by: Recorder) -> None:
    """Change horizon, priority and funding of a recommendation.

    Args:
        seen: the version of the row when the form was made.

    Raises:
        StaleError: somebody else has changed it since.
    """
    values = {**to._asdict(), "funding": ",".join(to.funding)}
    with transaction():
        queries.lock_plan(of.plan.id)
        row = choices.fresh(of.id)
        plain.change(row, seen, values, "recommendation", f"{of.subject}/classification", by=by)
        revisions.bump(of.plan.id)


def change_status(
    of: RecommendationRow,
    status: Status,
    sent: history.Sent,
    *,
    review_on: date | None = None,
    replacement: str = "",
    proof: Proof | None = None,
    by: Recorder,
) -> str:
    """Record the status of a recommendation from some day on; return the fact's uid.

    Args:
        review_on: when a status on hold is looked at again; else it is not kept.
        replacement: code of the recommendation that takes the place of a dropped one.
        proof: what shows that it is completed; needed then, else it is not kept.

    Raises:
        RuleError: the day lies ahead or before the recommendation, something needed is missing,
            the plan knows no such council paper, or the status holds on that day already.
        StaleError: another status is in force than the form was made for.
    """
    today = clock.today()
    check_day(sent.effective_on, today, of.begins_on)
    rules.check_status(status, sent.effective_on, sent.reason, review_on)
    if status is Status.COMPLETED:
        rules.check_proof(proof)
        if proof is not None and proof.kind is Evidence.PAPER:
            rules.check_paper(proof.text, papers.numbers(of.plan.id))
    else:
        proof = None
    uid = status_uid(of, status, sent, review_on, replacement, proof, by=by)
    with transaction():
        queries.lock_plan(of.plan.id)
        if history.is_done(RecommendationStatus, uid):
            return uid
        known = queries.statuses(of.id, today)
        history.refuse_stale(known[-1] if known else None, sent.in_force)
        new = RecommendationStatus(
            recommendation_id=of.id,
            status=status,
            review_on=review_on if status is Status.ON_HOLD else None,
            replacement_id=_replacement(of, replacement) if status is Status.DROPPED else None,
            evidence=proof and proof.kind,
            evidence_text=(proof and proof.text) or None,
        )
        _refuse_same(known, new, sent.effective_on)
        subject = RecommendationStatus.recommendation_id == of.id
        history.add(new, sent, uid, of=subject, by=by)
        before = known[-1].status.value if known else ""
        after = f"{status.value} {sent.effective_on.isoformat()}"
        audit("status:update", of.subject, by=by, before=before, after=after)
        revisions.bump(of.plan.id)
    return uid


def status_uid(
    of: RecommendationRow, status: Status, sent: history.Sent, *content: object, by: Recorder
) -> str:
    """Return the uid of the status that a form makes."""
    return sent.uid(f"{of.subject}/status", by, status, *content)


def change_wording(
    of: RecommendationRow, wording: Wording, sent: history.Sent, *, by: Recorder
) -> str:
    """Record what a recommendation says from some day on; return the fact's uid.

    The wording before it stays readable.

    Raises:
        RuleError: the day lies ahead or before the recommendation, there is no such field, or
            the wording holds on that day already.
        StaleError: another wording is in force than the form was made for.
    """
    today = clock.today()
    check_day(sent.effective_on, today, of.begins_on)
    uid = sent.uid(f"{of.subject}/wording", by, wording)
    with transaction():
        queries.lock_plan(of.plan.id)
        if history.is_done(RecommendationWording, uid):
            return uid
        known = queries.wordings(of.id, today)
        history.refuse_stale(known[-1] if known else None, sent.in_force)
        new = RecommendationWording(
            recommendation_id=of.id,
            **_columns(wording, _field_id(of.plan.id, wording.action_field)),
        )
        _refuse_same_wording(known, new, sent.effective_on)
        subject = RecommendationWording.recommendation_id == of.id
        history.add(new, sent, uid, of=subject, by=by)
        before = say(known[-1].title) if known else ""
        after = f"{say(wording.title)} {sent.effective_on.isoformat()}"
        audit("wording:update", of.subject, by=by, before=before, after=after)
        revisions.bump(of.plan.id)
    return uid


def _columns(wording: Wording, field_id: int) -> dict[str, Any]:
    texts = wording._asdict()
    texts.pop("action_field")
    return {**texts, "action_field_id": field_id}


def _field_id(plan_id: int, slug: str) -> int:
    for field in queries.action_fields(plan_id, clock.today()):
        if field.slug == slug:
            return field.id
    raise RuleError(_("Wählen Sie ein Handlungsfeld dieses Plans."), "action_field")


def _refuse_same_wording(
    known: list[RecommendationWording], new: RecommendationWording, day: date
) -> None:
    earlier = [fact for fact in known if fact.effective_on <= day]
    if earlier and all(
        getattr(earlier[-1], name) == getattr(new, name) for name in (*TEXTS, "action_field_id")
    ):
        raise RuleError(
            _("Ändern Sie mindestens einen Text oder das Handlungsfeld: So gilt der Wortlaut "
              "schon seit dem %(day)s.", day=day_text(earlier[-1].effective_on))
        )  # fmt: skip


def _replacement(of: RecommendationRow, code: str) -> int | None:
    if not code:
        return None
    if code == of.code:
        raise RuleError(
            _("Wählen Sie eine andere Empfehlung, die an die Stelle tritt."), "replacement"
        )
    return queries.recommendation(of.plan.id, code).id


def _refuse_same(known: list[RecommendationStatus], new: RecommendationStatus, day: date) -> None:
    earlier = [fact for fact in known if fact.effective_on <= day]
    if not earlier:
        return
    held = earlier[-1]
    said = ("status", "review_on", "replacement_id", "evidence", "evidence_text")
    if all(getattr(held, name) == getattr(new, name) for name in said):
        raise RuleError(
            _("Wählen Sie einen anderen Umsetzungsstand: „%(status)s“ gilt bereits seit dem "
              "%(day)s.", status=new.status.label, day=day_text(held.effective_on)),
            "status",
        )  # fmt: skip
