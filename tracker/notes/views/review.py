"""Pages on which the plan office reviews what organisations wrote."""

import hashlib

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.forms import given
from tracker.history.answers import Conflict, flash_saved, recorder
from tracker.i18n import _, _n
from tracker.lists import page_number, pages_of, within
from tracker.notes import actions
from tracker.notes.forms import ReviewForm, SeenForm
from tracker.notes.queries import notes as queries
from tracker.notes.queries.notes import PAGE
from tracker.notes.queries.rows import NoteRow
from tracker.notes.rules import Decision, Fate, word_difference
from tracker.notes.views.blueprint import bp
from tracker.plan.queries import recommendation_row
from tracker.stakeholders.queries import organisation_name, organisations
from tracker.web import here


@bp.route("/redaktion/pruefen", methods=["GET", "POST"])
def reviews() -> ResponseReturnValue:
    """Show what waits; sent, it tells the authors of some that their notes are seen."""
    someone = require(Permission.NOTE_REVIEW)
    form = SeenForm()
    chosen = queries.by_uids(form.auswahl.data)
    if form.submitted() and form.check(is_empty=not chosen):
        flash(_told(actions.see(chosen, by=recorder(someone))))
        return redirect(here(), 303)
    number = queries.number_in_review()
    pages = pages_of(number, PAGE)
    page = within(page_number(request.args.get("seite", "1")), pages)
    notes = queries.in_review(page)
    if request.args.get("alle") == "1" and not form.auswahl.data:
        form.auswahl.data = [note.uid for note in notes]
    return render_template(
        "notes/reviews.html",
        notes=notes,
        form=form,
        names=organisations({note.organisation_id for note in notes}, clock.today()),
        number=number,
        page=page,
        pages=pages,
    ), 422 if form.errors else 200


@bp.route("/redaktion/<uuid:uid>", methods=["GET", "POST"])
def review(uid: object) -> ResponseReturnValue:
    someone = require(Permission.NOTE_REVIEW)
    note = queries.note(str(uid))
    of = recommendation_row(note.plan, note.code, clock.today())

    form = ReviewForm(in_force=note.decision.uid if note.decision else "", text=note.published_text)
    other, answer, edits = None, 200, []
    if form.submitted():
        decision, text = given(form.decision.data), form.text.data or ""
        try:
            if _is_to_be_shown(form, note):
                edits = word_difference(note.text, text)
                form.shown.data = _digest(text)
            else:
                done = actions.review(
                    note,
                    of.plan.id,
                    decision,
                    text,
                    form.sent(clock.today(), form.reason.data),
                    by=recorder(someone),
                )
                flash_saved(_said(decision), note.plan, done)
                return redirect(url_for("notes.reviews"))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            note = queries.note(note.uid)
            other, answer = _other(note), 409
            form.renew(note.decision)
    return render_template(
        "notes/review.html",
        plan=of.plan,
        of=of,
        note=note,
        name=organisation_name(note.organisation_id, clock.today()),
        corrected=queries.note(note.corrects_uid) if note.corrects_uid else None,
        form=form,
        edits=edits,
        other=other,
        is_open=note.waits or answer == 409,
        seen=SeenForm.empty(auswahl=[note.uid]),
    ), answer


def _told(number: int) -> str:
    if not number:
        return _("Das war schon gesagt.")
    return _n(
        "Die Organisation liest jetzt: gesehen, die Entscheidung folgt.",
        "Die Organisationen lesen jetzt bei %(num)s Sachständen: gesehen, die Entscheidung folgt.",
        number,
    )


def _is_to_be_shown(form: ReviewForm, note: NoteRow) -> bool:
    """Return whether the text was edited in a way whose difference nobody has seen yet."""
    text = form.text.data or ""
    is_edit = form.decision.data is Decision.EDIT and text.strip() and text != note.text
    return bool(is_edit) and form.shown.data != _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _said(decision: Decision) -> str:
    return {
        Decision.PUBLISH: _("Der Sachstand ist veröffentlicht."),
        Decision.EDIT: _("Der Sachstand ist mit Ihrer Änderung veröffentlicht."),
        Decision.RETURN: _("Der Sachstand ist zurückgegeben. Die Organisation liest Ihren Grund."),
    }[decision]


def _other(note: NoteRow) -> Conflict:
    if note.decision is None:
        return Conflict()
    says = str(note.fate.label)
    if note.fate is Fate.EDITED:
        says = _("%(fate)s: „%(published)s“", fate=says, published=note.published_text)
    decision = note.decision
    return Conflict(says, str(decision.role.label), decision.recorded_at, None, decision.reason)
