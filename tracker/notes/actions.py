"""Writing, confirming, correcting and reviewing notes. One function is one whole change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement

from tracker import clock
from tracker.db import db, transaction
from tracker.errors import RuleError
from tracker.history import actions as history
from tracker.history import entries
from tracker.history.entries import PlanLike
from tracker.history.recording import Recorder, audit
from tracker.history.rules import check_day
from tracker.i18n import _
from tracker.notes import rules
from tracker.notes.models import Note, NoteReview, NoteSeen
from tracker.notes.queries import notes as queries
from tracker.notes.queries.rows import NoteRow
from tracker.notes.rules import Decision, Fate, Kind, Outcome
from tracker.plan import revisions
from tracker.plan.queries import RecommendationRow, lock_plan
from tracker.stakeholders.queries import involved


def write(
    of: RecommendationRow,
    organisation_id: int,
    text: str,
    sent: history.Sent,
    *,
    language: str,
    is_published: bool,
    by: Recorder,
) -> str:
    """Record what an organisation reports about a recommendation; return the note's uid.

    Args:
        language: of the text.
        is_published: at once, by the same person; else it waits for review.

    Raises:
        RuleError: the day lies ahead or before the recommendation, or the organisation has no
            part in it today.
        StaleError: the same form was sent before, and its note has been withdrawn since.
    """
    check_day(sent.effective_on, clock.today(), of.begins_on)
    uid = sent.uid(f"{of.subject}/note", by, organisation_id, text)
    with transaction():
        lock_plan(of.plan.id)
        if history.is_done(Note, uid):
            return uid
        _check_involved(of, organisation_id)
        new = Note(
            recommendation_id=of.id,
            organisation_id=organisation_id,
            kind=Kind.NOTE,
            language=language,
            text=text,
        )
        history.add(new, sent, uid, of=_same(of.id, organisation_id), by=by)
        audit("note:create", f"{of.subject}/{uid}", by=by, after=sent.effective_on.isoformat())
        if is_published:
            _publish(new, sent, f"{of.subject}/{uid}", by)
            revisions.bump(of.plan.id)
    return uid


@dataclass(frozen=True)
class Confirmed:
    """That an organisation's last report still holds."""

    uid: str  # of the confirmation
    is_new: bool = True  # else it had been given on the same day, in another form
    is_own: bool = True  # given by the same person


def confirm(
    of: RecommendationRow, organisation_id: int, sent: history.Sent, *, by: Recorder
) -> Confirmed:
    """Record that an organisation's last report still holds, public at once.

    Where it has said so on this day, and nobody has published anything since, nothing is recorded.

    Raises:
        RuleError: the organisation has no part in the recommendation today.
        StaleError: the same form was sent before, and its confirmation withdrawn since.
    """
    check_day(sent.effective_on, clock.today(), of.begins_on)
    uid = sent.uid(f"{of.subject}/confirmation", by, organisation_id)
    with transaction():
        lock_plan(of.plan.id)
        if history.is_done(Note, uid):
            return Confirmed(uid)
        _check_involved(of, organisation_id)
        held = queries.confirmation(of.id, organisation_id, sent.effective_on)
        if held is not None:
            return Confirmed(held.uid, is_new=False)
        new = Note(recommendation_id=of.id, organisation_id=organisation_id, kind=Kind.CONFIRMATION)
        history.add(new, sent, uid, of=_same(of.id, organisation_id), by=by)
        audit("note:confirm", f"{of.subject}/{uid}", by=by, after=sent.effective_on.isoformat())
        revisions.bump(of.plan.id)
    return Confirmed(uid)


@dataclass(frozen=True)
class Unchanged:
    """That nothing has changed since an organisation last looked at a recommendation."""

    recommendation_id: int
    plan_id: int
    subject: str  # what audit entries call the recommendation
    organisation_id: int
    seen: str  # uid of the newest note when it looked; empty if there was none


def confirm_several(
    chosen: Iterable[Unchanged], sent: history.Sent, *, by: Recorder
) -> dict[Unchanged, Confirmed]:
    """Record, all or none, that last reports still hold; return the confirmations.

    Those that the organisation has given on this day stand, unless somebody has published since.
    Left out are those about which somebody has reported since, and those in which the
    organisation no longer has a part.
    """
    done: dict[Unchanged, Confirmed] = {}
    new: set[int] = set()  # plans with new ones
    with transaction():
        order = sorted(chosen, key=lambda one: (one.recommendation_id, one.organisation_id))
        lock_plan(*(one.plan_id for one in order))
        newest = queries.newest({one.recommendation_id for one in order})
        for one in order:
            of, at = one.recommendation_id, one.organisation_id
            uid = sent.uid(f"{one.subject}/confirmation", by, at)
            if queries.is_there(uid):
                done[one] = Confirmed(uid)
                continue
            if at not in involved(of, clock.today()):
                continue
            held = queries.confirmation(of, at, sent.effective_on)
            if held is not None:
                is_own = held.recorded_by_id == by.user_id
                done[one] = Confirmed(held.uid, is_new=False, is_own=is_own)
                continue
            if newest.get(of, "") != one.seen:
                continue
            note = Note(recommendation_id=of, organisation_id=at, kind=Kind.CONFIRMATION)
            own = Recorder(by.user_id, by.role, at)
            history.add(note, sent, uid, of=_same(of, at), by=own)
            day = sent.effective_on.isoformat()
            audit("note:confirm", f"{one.subject}/{uid}", by=own, after=day)
            done[one] = Confirmed(uid)
            new.add(one.plan_id)
        for plan_id in sorted(new):
            revisions.bump(plan_id)
    return done


def take_back(confirmations: Iterable[NoteRow], *, by: Recorder) -> None:
    """Withdraw confirmations, all or none; those withdrawn meanwhile stay so."""
    given = list(confirmations)
    with transaction():
        plans = {plan.slug: plan for plan in _plans(given)}
        lock_plan(*(plan.id for plan in plans.values()))
        for note in given:
            if queries.note(note.uid).is_withdrawn:
                continue
            own = Recorder(by.user_id, by.role, note.organisation_id)
            history.withdraw(plans[note.plan], note.uid, _("Versehentlich bestätigt."), by=own)


def correct(
    note: NoteRow,
    plan_id: int,
    text: str,
    sent: history.Sent,
    *,
    is_published: bool,
    by: Recorder,
) -> str:
    """Record the correction of a published note, for the same day; return the new note's uid.

    The old note stays. What is corrected is of the same day, so nothing becomes fresher.

    Raises:
        RuleError: the note is not published, or the text is the same.
        StaleError: another correction has been written than the form was made for.
    """
    uid = sent.uid(f"{note.subject}/correction", by, text)
    with transaction():
        lock_plan(plan_id)
        if history.is_done(Note, uid):
            return uid
        history.refuse_stale(queries.correction(note.uid, date.max), sent.in_force)
        note = queries.note(note.uid)
        rules.check_correction(note.kind, note.published_text, text, is_public=note.is_published)
        new = Note(
            recommendation_id=note.recommendation_id,
            organisation_id=note.organisation_id,
            kind=Kind.CORRECTION,
            language=note.language,
            text=text,
            corrects_uid=note.uid,
        )
        same = _same(note.recommendation_id, note.organisation_id)
        history.add(new, sent, uid, of=same, by=by)
        audit("note:correct", note.subject, by=by, after=uid)
        if is_published:
            _publish(new, sent, f"{note.subject}/{uid}", by)
            revisions.bump(plan_id)
    return uid


def review(
    note: NoteRow,
    plan_id: int,
    decision: Decision,
    text: str,
    sent: history.Sent,
    *,
    by: Recorder,
) -> str:
    """Record what the plan office decides about a note; return the review's uid.

    Args:
        text: as it is to be published; as written unless the decision is to edit it.

    Raises:
        RuleError: a reason or a change is missing, or the note was withdrawn.
        StaleError: another decision is in force than the form was made for.
    """
    rules.check_decision(decision, note.text, text, sent.reason)
    uid = sent.uid(f"{note.subject}/review", by, decision, text)
    with transaction():
        lock_plan(plan_id)
        if history.is_done(NoteReview, uid):
            return uid
        known = queries.reviews(note.id, clock.today())
        history.refuse_stale(known[-1] if known else None, sent.in_force)
        if queries.note(note.uid).is_withdrawn:
            raise RuleError(_("Der Sachstand ist inzwischen zurückgenommen worden."))
        new = NoteReview(
            note_id=note.id,
            outcome=decision.outcome,
            text=text if decision is Decision.EDIT else None,
        )
        history.add(new, sent, uid, of=NoteReview.note_id == note.id, by=by)
        before = known[-1].outcome.value if known else ""
        audit("note:review", note.subject, by=by, before=before, after=decision.value)
        was_public = bool(known) and known[-1].outcome is Outcome.PUBLISHED
        if was_public or decision.outcome is Outcome.PUBLISHED:
            revisions.bump(plan_id)
    return uid


def see(notes: Iterable[NoteRow], *, by: Recorder) -> int:
    """Tell the authors of notes that the plan office has read them; return how many new ones.

    Those seen, decided or withdrawn before stay as they are. It is no fact, and not public.
    """
    chosen = {note.id: note for note in notes}
    with transaction():
        lock_plan(*(plan.id for plan in _plans(chosen.values())))
        asked = queries.by_uids({note.uid for note in chosen.values()})
        new = [note for note in asked if note.fate is Fate.IN_REVIEW]
        for note in new:
            db.session.add(NoteSeen(note_id=note.id, seen_at=clock.now(), seen_by_id=by.user_id))
            audit("note:see", note.subject, by=by)
    return len(new)


def _plans(notes: Iterable[NoteRow]) -> list[PlanLike]:
    """Return the plans that notes belong to, each once."""
    return [entries.plans().find(slug) for slug in sorted({note.plan for note in notes})]


def _publish(note: Note, sent: history.Sent, subject: str, by: Recorder) -> None:
    """Publish what staff wrote themselves, from today on."""
    at_once = history.Sent(sent.key, "", clock.today())
    new = NoteReview(note_id=note.id, outcome=Outcome.PUBLISHED)
    own = Recorder(by.user_id, by.role)
    uid = at_once.uid(f"{subject}/review", own)
    history.add(new, at_once, uid, of=NoteReview.note_id == note.id, by=own)
    audit("note:review", subject, by=own, after=Decision.PUBLISH.value)


def _check_involved(of: RecommendationRow, organisation_id: int) -> None:
    if organisation_id not in involved(of.id, clock.today()):
        raise RuleError(_("Wählen Sie eine Organisation, die an der Empfehlung beteiligt ist."))


def _same(recommendation_id: int, organisation_id: int) -> ColumnElement[bool]:
    """Return the condition for notes of the same organisation about the same recommendation."""
    return (Note.recommendation_id == recommendation_id) & (Note.organisation_id == organisation_id)
