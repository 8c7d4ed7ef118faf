"""Reports in the making: begun, changed, deleted. One function is one whole change, or none."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker import clock
from tracker.council.models import Committee
from tracker.db import db, transaction
from tracker.errors import RuleError
from tracker.history import plain
from tracker.history.recording import Recorder, audit
from tracker.i18n import _, speaking
from tracker.plan.queries import PlanRow, lock_plan
from tracker.reports import rules
from tracker.reports.models import Report, ReportText
from tracker.reports.queries import reports as queries
from tracker.reports.wording import suggested_resolution, suggested_title, suggested_titles

BEGUN = uuid.UUID("0a5d9c1e-6f5f-4d0a-9c86-2f0e1f6f7a11")


@dataclass(frozen=True)
class Days:
    """What a report is about: one day, and the one it is compared with."""

    as_of: date
    since: date | None


@dataclass(frozen=True)
class Cover:
    """What can be said of a report beside its days and texts."""

    title: str
    committee: str  # slug; empty for none
    sitting_on: date | None
    paper_number: str = ""
    is_final: bool = False
    resolution: str = ""


def begin(of: PlanRow, days: Days, cover: Cover, language: str, key: str, *, by: Recorder) -> str:
    """Begin a report and return its slug. Sent twice, it is one.

    A title that was only suggested stands in the language of the report.

    Args:
        key: the form's own.

    Raises:
        RuleError: there can be no report for these days.
    """
    today = clock.today()
    rules.check_days(days.as_of, days.since, of.first_on or today, today)
    with speaking(language):
        resolution = cover.resolution or suggested_resolution(days.as_of.isoformat())
        title = suggested_title() if cover.title in suggested_titles() else cover.title
    uid = str(uuid.uuid5(BEGUN, f"{by.user_id}/{of.slug}/{key}"))
    with transaction():
        lock_plan(of.id)
        held = queries.by_uid(uid)
        if held is not None:
            return held.slug
        slug = plain.address_of(days.as_of.isoformat(), queries.slugs(of.id))
        row = Report(
            uid=uid,
            plan_id=of.id,
            slug=slug,
            title=title,
            language=language,
            as_of=days.as_of,
            since=days.since,
            committee_id=_committee_id(of, cover.committee),
            sitting_on=cover.sitting_on,
            paper_number=cover.paper_number,
            is_final=cover.is_final,
            resolution=resolution,
            created_at=clock.now(),
            created_by_id=by.user_id,
        )
        plain.add(row, "report", rules.subject(of.slug, slug), by=by, says=title)
    return slug


def change(
    of: PlanRow,
    uid: str,
    version: int,
    days: Days | None,
    cover: Cover,
    texts: Mapping[str, str],
    *,
    by: Recorder,
) -> str:
    """Change a report in the making and return its slug; what is frozen stays as it is.

    With its Stichtag goes its address, and a resolution that was only suggested.

    Args:
        uid: of the report: an address may be another report's by now.
        days: None once a version is frozen: a report is about the same days for ever.
        texts: editorial texts by place; empty ones are removed.

    Raises:
        RuleError: there can be no report for these days.
        StaleError: someone else has changed or deleted it since the form was made.
    """
    today = clock.today()
    if days is not None:
        rules.check_days(days.as_of, days.since, of.first_on or today, today)
    with transaction():
        lock_plan(of.id)
        row = plain.fresh(queries.about(of.id, uid))
        plain.refuse_stale(row, version)
        values: dict[str, object] = {
            "title": cover.title,
            "committee_id": _committee_id(of, cover.committee),
            "sitting_on": cover.sitting_on,
            "paper_number": cover.paper_number,
            "is_final": cover.is_final,
            "resolution": cover.resolution,
        }
        if days is not None and not queries.version_count(row.id):
            values |= {
                "as_of": days.as_of,
                "since": days.since,
                "slug": _slug(row, days.as_of),
                "resolution": _resolution(row, days.as_of, cover.resolution),
            }
        slug = str(values.get("slug", row.slug))
        subject = rules.subject(of.slug, slug)
        _write(row.id, texts, subject, by)
        plain.change(row, version, values, "report", subject, by=by)
    return slug


def delete(of: PlanRow, uid: str, version: int, *, by: Recorder) -> None:
    """Delete a report of which nothing is frozen, restorable for 30 days.

    Args:
        uid: of the report.

    Raises:
        RuleError: a version of it is frozen.
        StaleError: someone else has changed or deleted it since the page was made.
    """
    with transaction():
        lock_plan(of.id)
        row = plain.fresh(queries.about(of.id, uid))
        if queries.version_count(row.id):
            raise RuleError(_("Ein Bericht, von dem eine Version eingefroren ist, bleibt."))
        subject = rules.subject(of.slug, row.slug)
        plain.delete(row, version, "report", subject, by=by, says=row.title)


def _slug(row: Report, as_of: date) -> str:
    """Return the slug of a report once it is about a day; for its own day it keeps what it has."""
    if as_of == row.as_of:
        return row.slug
    return plain.address_of(as_of.isoformat(), queries.slugs(row.plan_id) - {row.slug})


def _resolution(row: Report, as_of: date, typed: str) -> str:
    """Return the resolution of a report once it is about a day.

    One that was only suggested names that day; what somebody has written stays word for word.
    """
    with speaking(row.language):
        before = suggested_resolution(row.as_of.isoformat())
        suggested = suggested_resolution(as_of.isoformat())
    return suggested if row.resolution == typed == before else typed


def _committee_id(of: PlanRow, slug: str) -> int | None:
    if not slug:
        return None
    chosen = (Committee.plan_id == of.id) & (Committee.slug == slug)
    found = db.session.scalars(select(Committee.id).where(chosen)).one_or_none()
    if found is None:
        raise RuleError(_("Wählen Sie ein Gremium aus der Liste."), field="committee")
    return found


def _write(report_id: int, texts: Mapping[str, str], subject: str, by: Recorder) -> None:
    """Write the texts whose places are named; others stay as they are."""
    held = {
        row.place: row
        for row in db.session.scalars(
            select(ReportText)
            .where(ReportText.report_id == report_id)
            .execution_options(populate_existing=True)
        )
    }
    for place, text in texts.items():
        row = held.get(place)
        before = row.text if row else ""
        if before == text:
            continue
        if row is None:
            db.session.add(ReportText(report_id=report_id, place=place, text=text))
        elif text:
            row.text = text
        else:
            db.session.delete(row)
        # What was written before is gone: it may have been what must not stay.
        audit("report:write", f"{subject}/{place}", by=by)
