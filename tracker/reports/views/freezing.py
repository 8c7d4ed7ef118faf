"""A report before it is frozen: how it would look, and the answers to check."""

from dataclasses import replace
from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission, Person
from tracker.drafts import queries as drafts
from tracker.history import pages
from tracker.history.answers import recorder
from tracker.history.pages import Attempt, Crumb
from tracker.history.stichtag import new_uid
from tracker.i18n import _
from tracker.plan.queries import PlanRow
from tracker.plan.queries import plan as plan_of
from tracker.reports import building, rules
from tracker.reports.actions import freezing as actions
from tracker.reports.content import fingerprint, read
from tracker.reports.forms import AboutForm, FreezeForm
from tracker.reports.models import Report, ReportVersion
from tracker.reports.output import is_summary_too_long
from tracker.reports.queries import reports as queries
from tracker.reports.views.addresses import led_on
from tracker.reports.views.answers import answers
from tracker.reports.views.blueprint import above, bp
from tracker.reports.views.corrections import correction
from tracker.reports.views.drafts import saved_form
from tracker.reports.views.shown import shown
from tracker.reports.wording.corrected import differing
from tracker.reports.wording.essentials import is_cut, is_resolution_cut


@bp.get("/<plan>/berichte/<slug>/vorschau")
def preview(plan: str, slug: str) -> ResponseReturnValue:
    require(Permission.REPORT_WRITE)
    of = plan_of(plan)
    row = queries.report(of.id, slug)
    versions = queries.versions(row.id)
    built = building.draft(of, row, clock.now(), len(versions) + 1, "")
    return render_template(
        "reports/preview.html",
        plan=of,
        above=_above(of, slug),
        report=row,
        correction=correction(of.id, versions, built.content),
        shown=shown(built.document),
    )


class Sending:
    """Somebody freezes a report by the form of the page on which they have checked it."""

    def __init__(self, of: PlanRow, slug: str, form: FreezeForm, someone: Person) -> None:
        self.of, self.slug, self.form, self.someone = of, slug, form, someone
        self.change = str(form.change.data or "") if "change" in form else ""
        self.number = 0  # of the version that was frozen
        self.is_other = False  # the report says something else than what was checked

    def freeze(self) -> None:
        """Freeze it; StaleError if that is not what was checked."""
        checked = actions.Checked(self.form.seen, str(self.form.content.data or ""))
        key, by = self.form.form_key.data or "", recorder(self.someone)
        try:
            self.number = actions.freeze(self.of, self.slug, checked, self.change, key, by=by)
        except actions.OtherContentError:
            self.is_other = True
            raise


@bp.route("/<plan>/berichte/<slug>/pruefen", methods=["GET", "POST"])
def check(plan: str, slug: str) -> ResponseReturnValue:
    someone = require(Permission.REPORT_WRITE)
    of = plan_of(plan)
    row = queries.sought(of.id, slug, AboutForm().about)
    if row.slug != slug:
        return led_on(of, slug, row, "reports.check")
    versions = queries.versions(row.id)
    form = FreezeForm(version=str(row.version), uid=row.uid)
    if not versions:
        del form.change
    sending = Sending(of, slug, form, someone)
    tried = pages.attempt(
        form,
        sending.freeze,
        lambda: (queries.report(of.id, slug), rules.subject(of.slug, slug), row.title),
    )
    if tried.is_saved:
        flash(_("Der Bericht ist eingefroren. Seine Dateien entstehen gerade."))
        to = url_for("reports.publish", plan=plan, slug=slug, version=sending.number)
        return redirect(to)
    if tried.other:
        row = queries.report(of.id, slug)
        versions = queries.versions(row.id)
        form.form_key.data = new_uid()
    return _check_page(sending, row, versions, tried)


def _check_page(
    sending: Sending, row: Report, versions: list[ReportVersion], tried: Attempt
) -> ResponseReturnValue:
    of, form, now = sending.of, sending.form, clock.now()
    drafted = partial(building.draft, of, row, number=len(versions) + 1, change=sending.change)
    built = drafted(now)
    moved = None
    if sending.is_other and form.checked_at:
        before = drafted(form.checked_at)  # what was known then, as far as it is facts
        moved = differing(read(before.content), read(built.content))
    if tried.other or not form.content.data:  # else it stays one for what was checked before
        form.show(fingerprint(read(built.content)), now)
    written = saved_form(of, row)
    return render_template(
        "reports/check.html",
        plan=of,
        above=_above(of, sending.slug),
        report=row,
        form=form,
        other=None if sending.is_other else tried.other,
        frozen=_frozen_since(tried, versions),
        is_other=sending.is_other,
        moved=moved,
        versions=versions,
        correction=correction(of.id, versions, built.content),
        is_too_long=is_summary_too_long(built.document, now),
        is_cut=is_cut(read(built.content)),
        is_resolution_cut=is_resolution_cut(read(built.content)),
        has_draft=_has_draft(sending.someone, of.slug, sending.slug),
        shown=shown(replace(built.document, blocks=())),
        answers=answers(written, row, of.slug, are_days_fixed=bool(versions)),
        missing=[one.label.text for one in written.editorial() if not one.data],
    ), tried.status


def _frozen_since(tried: Attempt, versions: list[ReportVersion]) -> ReportVersion | None:
    """Return the version that somebody has frozen meanwhile, if that came last."""
    if tried.other is None or not versions:
        return None
    last, changed = versions[-1], tried.other.recorded_at
    return last if changed is None or changed < last.known_at else None


def _has_draft(someone: Person, plan: str, slug: str) -> bool:
    """Return whether somebody has typed into the report what is not saved yet."""
    place = url_for("reports.edit", plan=plan, slug=slug).partition("?")[0]
    return drafts.draft(someone.user_id, place) is not None


def _above(of: PlanRow, slug: str) -> list[Crumb]:
    edit = url_for("reports.edit", plan=of.slug, slug=slug)
    return [*above(of), (_("Bericht bearbeiten"), edit)]
