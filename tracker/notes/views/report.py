"""Pages on which organisations report, or staff for them: write, confirm, correct."""

from dataclasses import dataclass

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require, signed_in
from tracker.accounts.permissions import Permission, Person, may, may_on_own
from tracker.errors import RuleError, StaleError
from tracker.forms import Form, given
from tracker.history.answers import Conflict, flash_saved, recorder
from tracker.i18n import _, language
from tracker.notes import actions
from tracker.notes.forms import ConfirmForm, CorrectionForm, NoteForm
from tracker.notes.queries import notes as queries
from tracker.notes.rules import Fate
from tracker.notes.views.blueprint import bp
from tracker.plan.queries import RecommendationRow, recommendation_row
from tracker.plan.queries import plan as plan_row
from tracker.stakeholders.queries import (
    OrganisationRow,
    had_part,
    involved,
    organisation_name,
    organisations,
)
from tracker.web import request_id


@dataclass(frozen=True)
class Reporter:
    """Who reports about a recommendation, and for which organisations they may."""

    person: Person
    of: RecommendationRow
    organisations: list[OrganisationRow]
    reviews_itself: bool  # staff: what they write is public at once

    def chosen(self, slug: str | None) -> OrganisationRow:
        """Return the organisation that was chosen, or the only one."""
        if len(self.organisations) == 1:
            return self.organisations[0]
        return next(row for row in self.organisations if row.slug == slug)


@bp.route("/<plan>/empfehlungen/<code>/sachstand", methods=["GET", "POST"])
def write(plan: str, code: str) -> ResponseReturnValue:
    reporter = _reporter(plan, code, NoteForm)
    of = reporter.of

    form = NoteForm(text=_returned_text(reporter))
    form.offer(reporter.organisations)
    other, answer = None, 200
    if reporter.organisations and form.submitted():
        at = reporter.chosen(_organisation(form))
        try:
            uid = actions.write(
                of,
                at.id,
                form.text.data or "",
                form.sent(given(form.effective_on.data)),
                language=language() if language() in of.plan.languages else of.plan.languages[0],
                is_published=reporter.reviews_itself,
                by=recorder(reporter.person, at.id),
            )
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            other, answer = Conflict(), 409
            form.renew(None)
        else:
            return _written(reporter, uid)
    return render_template(
        "notes/write.html", plan=of.plan, of=of, form=form, reporter=reporter, other=other
    ), answer


@bp.route("/<plan>/empfehlungen/<code>/bestaetigung", methods=["GET", "POST"])
def confirm(plan: str, code: str) -> ResponseReturnValue:
    reporter = _reporter(plan, code, ConfirmForm)
    of = reporter.of

    form = ConfirmForm()
    form.offer(reporter.organisations)
    other, answer = None, 200
    if reporter.organisations and form.submitted():
        at = reporter.chosen(_organisation(form))
        try:
            sent = form.sent(clock.today())
            confirmed = actions.confirm(of, at.id, sent, by=recorder(reporter.person, at.id))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            other, answer = Conflict(), 409
            form.renew(None)
        else:
            saved = _("„Unverändert“ ist bestätigt und veröffentlicht.")
            if not confirmed.is_new:
                saved = _("Das ist heute schon bestätigt. Es ist nichts Neues gespeichert.")
            if reporter.reviews_itself:
                flash_saved(saved, plan, confirmed.uid)
            else:
                flash(saved)
            return redirect(_back(plan, code))
    last = queries.last_published([of.id], [row.id for row in reporter.organisations])
    return render_template(
        "notes/confirm.html",
        plan=of.plan,
        of=of,
        form=form,
        reporter=reporter,
        last=last,
        names=organisations({row.organisation_id for row in last.latest.values()}, clock.today()),
        other=other,
    ), answer


@bp.route("/<plan>/sachstand/<uuid:uid>/berichtigung", methods=["GET", "POST"])
def correct(plan: str, uid: object) -> ResponseReturnValue:
    someone = signed_in()
    note = queries.note(str(uid))
    require(Permission.NOTE_CORRECT, frozenset({note.organisation_id}))
    if note.plan != plan:
        abort(404)
    of = plan_row(plan)
    reviews_itself = may(someone, Permission.NOTE_REVIEW)

    today = clock.today()
    held = queries.correction(note.uid, today)
    form = CorrectionForm(in_force=held.uid if held else "", text=note.published_text)
    other, answer = None, 200
    if form.submitted():
        try:
            new = actions.correct(
                note,
                of.id,
                form.text.data or "",
                form.sent(note.effective_on),
                is_published=reviews_itself,
                by=recorder(someone, note.organisation_id),
            )
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            held = queries.correction(note.uid, today)
            other, answer = _other(held.uid if held else ""), 409
            form.renew(held)
        else:
            if reviews_itself:
                flash_saved(_("Die Berichtigung ist veröffentlicht."), plan, new)
                return redirect(_back(plan, note.code))
            flash(_("Die Berichtigung ist gespeichert und wird vor der Veröffentlichung geprüft."))
            return redirect(url_for("notes.mine"))
    return render_template(
        "notes/correct.html",
        plan=of,
        note=note,
        name=organisation_name(note.organisation_id, today),
        held=held,
        form=form,
        other=other,
        reviews_itself=reviews_itself,
    ), answer


def _reporter(plan: str, code: str, kind: type[Form]) -> Reporter:
    """Return who reports and for whom; 401, 403 or 404 where they may not.

    Whose organisation had a part in the recommendation before reads that it has none any more.

    Args:
        kind: the form that is filled in; by it an error page names what was typed.
    """
    kind()
    today = clock.today()
    of = recommendation_row(plan, code, today)
    owners = involved(of.id, today)
    someone = signed_in()
    if (
        may_on_own(someone, Permission.NOTE_CREATE)
        and not may(someone, Permission.NOTE_CREATE, owners)
        and had_part(of.id, someone.organisations, today)
    ):
        page = render_template("notes/ended.html", of=of, request_id=request_id())
        abort(make_response(page, 404))
    someone = require(Permission.NOTE_CREATE, owners)
    is_staff = may(someone, Permission.NOTE_REVIEW)
    own = owners if is_staff else owners & someone.organisations
    return Reporter(someone, of, list(organisations(own, today).values()), is_staff)


def _written(reporter: Reporter, uid: str) -> ResponseReturnValue:
    of = reporter.of
    if reporter.reviews_itself:
        flash_saved(_("Der Sachstand ist veröffentlicht."), of.plan.slug, uid)
        return redirect(_back(of.plan.slug, of.code))
    flash(_("Der Sachstand ist gespeichert und wird vor der Veröffentlichung geprüft."))
    return redirect(url_for("notes.mine"))


def _returned_text(reporter: Reporter) -> str:
    """Return the text of a returned note of one's own that the link names, to begin with."""
    uid = request.args.get("vorlage", "")
    if not uid:
        return ""
    note = queries.note(uid)
    own = {row.id for row in reporter.organisations}
    if note.organisation_id not in own or note.recommendation_id != reporter.of.id:
        abort(404)
    return note.text if note.fate is Fate.RETURNED else ""


def _organisation(form: NoteForm | ConfirmForm) -> str | None:
    return None if "organisation" not in form else form.organisation.data


def _other(uid: str) -> Conflict:
    if not uid:
        return Conflict()
    note = queries.note(uid)
    return Conflict(
        note.text,
        organisation_name(note.organisation_id, clock.today()),
        note.recorded_at,
    )


def _back(plan: str, code: str) -> str:
    return url_for("dashboards.recommendation", plan=plan, code=code)
