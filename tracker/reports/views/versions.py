"""A frozen version for those who publish it: its files, its publication, its redaction."""

from typing import NamedTuple

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.history.answers import recorder
from tracker.i18n import _, time_text
from tracker.plan.queries import PlanRow
from tracker.plan.queries import plan as plan_of
from tracker.reports.actions import files as making
from tracker.reports.actions import publishing as actions
from tracker.reports.forms import PublishForm, RedactForm
from tracker.reports.models import Report, ReportFile, ReportVersion
from tracker.reports.queries import reports as queries
from tracker.reports.rules import MOST_ATTEMPTS, file_name
from tracker.reports.views.blueprint import above, bp
from tracker.reports.views.corrections import corrections


class Found(NamedTuple):
    """A version and what it belongs to."""

    plan: PlanRow
    report: Report
    version: ReportVersion
    versions: list[ReportVersion]


def found(plan: str, slug: str, number: int) -> Found:
    """Return a version at an address; 404 if there is none."""
    of = plan_of(plan)
    row = queries.report(of.id, slug)
    versions = queries.versions(row.id)
    version = next((one for one in versions if one.number == number), None)
    return Found(of, row, version or abort(404), versions)


@bp.route("/<plan>/berichte/<slug>/<int:version>/veroeffentlichen", methods=["GET", "POST"])
def publish(plan: str, slug: str, version: int) -> ResponseReturnValue:
    someone = require(Permission.REPORT_PUBLISH)
    held = found(plan, slug, version)
    form = PublishForm()
    if form.submitted():
        try:
            actions.publish(held.plan, held.report, version, by=recorder(someone))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            return redirect(url_for("reports.publish", plan=plan, slug=slug, version=version))
        else:
            flash(_("Version %(number)s ist veröffentlicht.", number=version))
            return redirect(url_for("reports.version", plan=plan, slug=slug, version=version))
    files = queries.files(held.version.id)
    left = [one for one in files if one.made_at is None]
    hopeless = [one for one in left if one.failure is not None and one.failure.is_final]
    failed = [one for one in left if one.attempts >= MOST_ATTEMPTS and one not in hopeless]
    return render_template(
        "reports/publish.html",
        plan=held.plan,
        above=above(held.plan),
        report=held.report,
        version=held.version,
        correction=corrections(held.plan.id, held.versions).get(version),
        is_final=queries.is_final(held.version.id),
        files=files,
        made=len(files) - len(left),
        waits=len(left) > len(hopeless) + len(failed) and not held.version.redacted_at,
        failed=failed,
        hopeless=hopeless,
        retries=_retries(left),
        form=form,
        file_name=file_name,
    )


def _retries(files: list[ReportFile]) -> dict[int, str]:
    """Return until when each file is tried again at the latest, should its worker have died."""
    now = clock.now()
    return {
        one.id: time_text(one.claimed_until)
        for one in files
        if one.claimed_until and one.claimed_until > now and one.attempts + 1 < MOST_ATTEMPTS
    }


@bp.post("/<plan>/berichte/<slug>/<int:version>/dateien/herstellen")
def make_again(plan: str, slug: str, version: int) -> ResponseReturnValue:
    require(Permission.REPORT_PUBLISH)
    held = found(plan, slug, version)
    making.try_again(held.version)
    return redirect(url_for("reports.publish", plan=plan, slug=slug, version=version), 303)


@bp.route("/<plan>/berichte/<slug>/<int:version>/schwaerzen", methods=["GET", "POST"])
def redact(plan: str, slug: str, version: int) -> ResponseReturnValue:
    someone = require(Permission.REPORT_REDACT)
    held = found(plan, slug, version)
    form = RedactForm()
    if held.version.redacted_at is None and form.submitted():
        try:
            reason = form.reason.data or ""
            actions.redact(held.plan, held.report, version, reason, by=recorder(someone))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            return redirect(url_for("reports.publish", plan=plan, slug=slug, version=version))
        else:
            flash(_("Der Inhalt von Version %(number)s ist entfernt.", number=version))
            return redirect(url_for("reports.publish", plan=plan, slug=slug, version=version))
    return render_template(
        "reports/redact.html",
        plan=held.plan,
        above=above(held.plan),
        report=held.report,
        version=held.version,
        form=form,
    )
