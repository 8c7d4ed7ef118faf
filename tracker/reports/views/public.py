"""Pages on which reports are read, by everybody, and their files."""

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.http import quote_etag

from tracker.accounts.guard import person, public
from tracker.accounts.permissions import Permission, may
from tracker.cache import cached
from tracker.plan.queries import plan as plan_of
from tracker.reports import document
from tracker.reports.queries import reports as queries
from tracker.reports.queries.published import published, tells_language
from tracker.reports.rules import Format, file_name, format_of
from tracker.reports.views.blueprint import above, bp
from tracker.reports.views.corrections import corrections
from tracker.reports.views.shown import shown
from tracker.reports.views.versions import Found, found

INLINE = {Format.PDF, Format.SUMMARY, Format.HTML}  # what browsers show
# A file of ours runs nothing and asks nobody, wherever it is opened.
HTML_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def is_editor() -> bool:
    """Return whether whoever asks writes reports."""
    someone = person()
    return someone is not None and may(someone, Permission.REPORT_WRITE)


@bp.get("/<plan>/berichte", endpoint="list_")
@public
@cached
def reports(plan: str) -> ResponseReturnValue:
    of = plan_of(plan)
    return render_template(
        "reports/list.html",
        plan=of,
        above=above(of)[:1],
        rows=published(of.id),
        in_making=queries.in_making(of.id) if is_editor() else [],
    )


@bp.get("/<plan>/berichte/<slug>")
@public
@cached
def report(plan: str, slug: str) -> ResponseReturnValue:
    of = plan_of(plan)
    row = queries.report(of.id, slug)
    versions = queries.versions(row.id)
    there = [one for one in versions if one.published_at]
    if not there:
        abort(404)
    whole = [one for one in there if one.redacted_at is None] or there
    return _page(Found(of, row, whole[-1], versions))


@bp.get("/<plan>/berichte/<slug>/<int:version>")
@public
@cached
def version(plan: str, slug: str, version: int) -> ResponseReturnValue:
    held = found(plan, slug, version)
    if held.version.published_at is None:
        if not is_editor():
            abort(404)
        return redirect(url_for("reports.publish", plan=plan, slug=slug, version=version))
    return _page(held)


@bp.get("/<plan>/berichte/<slug>/<int:version>/<file>")
@public
def file(plan: str, slug: str, version: int, file: str) -> ResponseReturnValue:
    held = found(plan, slug, version)
    wanted = format_of(file, plan, slug, version)
    is_public = held.version.published_at is not None
    if wanted is None or not (is_public or is_editor()):
        abort(404)
    if held.version.redacted_at is not None:
        return _page(held)
    row = queries.file(held.version.id, wanted)
    if row.made_at is None:
        abort(404)
    response = Response(content_type=wanted.media_type)
    response.headers["ETag"] = quote_etag(row.sha256)
    response.headers["Cache-Control"] = "public, no-cache" if is_public else "no-store"
    where = "inline" if wanted in INLINE else "attachment"
    response.headers["Content-Disposition"] = f'{where}; filename="{file}"'
    if wanted is Format.HTML:
        response.headers["Content-Security-Policy"] = HTML_POLICY
    if "If-None-Match" in request.headers and request.if_none_match.contains(row.sha256):
        response.status_code = 304
        return response
    response.data = queries.data(row.id) or b""
    return response


def _page(held: Found) -> ResponseReturnValue:
    """Return the page of a published version, or the notice that stands for it: 410."""
    there = [one for one in held.versions if one.published_at]
    whole = [one for one in there if one.redacted_at is None]
    context = {
        "plan": held.plan,
        "above": above(held.plan),
        "report": held.report,
        "version": held.version,
        "versions": there,
        "tells_language": tells_language(held.plan.id, held.version),
        "newest": whole[-1] if whole else held.version,
        "files": queries.files(held.version.id),
        "file_name": file_name,
    }
    if held.version.redacted_at is not None:
        return render_template("reports/gone.html", **context), 410
    text = queries.document(held.version.id)
    return render_template(
        "reports/version.html",
        **context,
        corrections=corrections(held.plan.id, there),
        shown=shown(document.load(text)),
    )
