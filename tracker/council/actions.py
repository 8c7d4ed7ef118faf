"""Keeping committees, sittings and council papers. One function is one whole change, or none."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import delete, select

from tracker.council import queries, rules
from tracker.council.models import Committee, CouncilPaper, PaperRecommendation, Sitting
from tracker.db import Texts, db, transaction
from tracker.errors import RuleError, StaleError
from tracker.history import plain
from tracker.history.recording import Recorder
from tracker.i18n import _, day_text
from tracker.plan import revisions
from tracker.plan.queries import PlanRow, lock_plan


@dataclass(frozen=True)
class CommitteeText:
    """What can be said of a committee."""

    name: Texts
    decides: bool


@dataclass(frozen=True)
class SittingText:
    """What can be said of a sitting."""

    held_on: date
    title: Texts | None


@dataclass(frozen=True)
class PaperText:
    """What can be said of a council paper, beside its committee and recommendations."""

    number: str
    title: Texts
    published_on: date
    role: Texts
    result: Texts
    web: str | None


def add_committee(of: PlanRow, text: CommitteeText, *, by: Recorder) -> str:
    """Add a committee to a plan and return its slug."""
    with transaction():
        lock_plan(of.id)
        slug = plain.address_of(next(iter(text.name.values())), queries.committee_slugs(of.id))
        row = Committee(plan_id=of.id, slug=slug, name=text.name, decides=text.decides)
        subject = rules.committee_subject(of.slug, slug)
        plain.add(row, "committee", subject, by=by, says=str(text.name))
        revisions.bump(of.id)
    return slug


def change_committee(
    of: PlanRow, slug: str, version: int, text: CommitteeText, *, by: Recorder
) -> None:
    """Change a committee; StaleError if someone else has since the form was made."""
    with transaction():
        lock_plan(of.id)
        row = plain.fresh(queries.one_committee(of.id, slug))
        subject = rules.committee_subject(of.slug, slug)
        plain.change(row, version, asdict(text), "committee", subject, by=by)
        revisions.bump(of.id)


def delete_committee(of: PlanRow, slug: str, version: int, *, by: Recorder) -> None:
    """Delete a committee with its sittings, restorable.

    Raises:
        RuleError: papers or decisions rest on it.
        StaleError: someone else has changed or deleted it since the page was made.
    """
    with transaction():
        lock_plan(of.id)
        row = plain.fresh(queries.one_committee(of.id, slug))
        rules.check_committee_free(queries.papers_of(row.id), queries.decisions_of(row.id))
        subject = rules.committee_subject(of.slug, slug)
        plain.delete(row, version, "committee", subject, by=by, says=str(row.name))
        revisions.bump(of.id)


def add_sitting(of: PlanRow, committee: str, text: SittingText, *, by: Recorder) -> None:
    """Add a sitting of a committee.

    Raises:
        RuleError: there is one on that day, or one that was deleted.
        StaleError: the committee was deleted.
    """
    with transaction():
        lock_plan(of.id)
        above = _committee(of, committee)
        _refuse_taken_day(above, text.held_on)
        row = Sitting(committee_id=above.id, held_on=text.held_on, title=text.title)
        subject = rules.sitting_subject(of.slug, committee, text.held_on)
        plain.add(row, "sitting", subject, by=by, says=str(text.title or ""))
        revisions.bump(of.id)


def change_sitting(
    of: PlanRow, committee: str, day: date, version: int, text: SittingText, *, by: Recorder
) -> None:
    """Change day or title of a sitting.

    Raises:
        RuleError: there is another one on the new day.
        StaleError: someone else has changed or deleted it since the form was made.
    """
    with transaction():
        lock_plan(of.id)
        above = _committee(of, committee)
        row = plain.fresh(queries.one_sitting(above.id, day))
        plain.refuse_stale(row, version)
        if text.held_on != day:
            _refuse_taken_day(above, text.held_on)
        subject = rules.sitting_subject(of.slug, committee, text.held_on)
        plain.change(row, version, asdict(text), "sitting", subject, by=by)
        revisions.bump(of.id)


def delete_sitting(of: PlanRow, committee: str, day: date, version: int, *, by: Recorder) -> None:
    """Delete a sitting, restorable; StaleError as for a change."""
    with transaction():
        lock_plan(of.id)
        row = plain.fresh(queries.one_sitting(_committee(of, committee).id, day))
        subject = rules.sitting_subject(of.slug, committee, day)
        plain.delete(row, version, "sitting", subject, by=by, says=str(row.title or ""))
        revisions.bump(of.id)


def add_paper(
    of: PlanRow, text: PaperText, committee: str, codes: Sequence[str], *, by: Recorder
) -> None:
    """Add a council paper that deals with recommendations.

    Raises:
        RuleError: its number is taken, or the plan has no such recommendation.
        StaleError: the committee was deleted.
    """
    with transaction():
        lock_plan(of.id)
        _refuse_taken_number(of, text.number)
        row = CouncilPaper(plan_id=of.id, committee_id=_committee(of, committee).id, **asdict(text))
        subject = rules.paper_subject(of.slug, text.number)
        plain.add(row, "paper", subject, by=by, says=", ".join(codes))
        _link(of, row, codes)
        revisions.bump(of.id)


def change_paper(
    of: PlanRow,
    number: str,
    version: int,
    text: PaperText,
    committee: str,
    codes: Sequence[str],
    *,
    by: Recorder,
) -> None:
    """Change a council paper.

    Raises:
        RuleError: the new number is taken, or the plan has no such recommendation.
        StaleError: someone else has changed or deleted it since the form was made.
    """
    with transaction():
        lock_plan(of.id)
        row = plain.fresh(queries.one_paper(of.id, number))
        plain.refuse_stale(row, version)
        if text.number != number:
            _refuse_taken_number(of, text.number)
        values = asdict(text) | {"committee_id": _committee(of, committee).id}
        subject = rules.paper_subject(of.slug, text.number)
        plain.change(row, version, values, "paper", subject, by=by)
        _link(of, row, codes)
        revisions.bump(of.id)


def delete_paper(of: PlanRow, number: str, version: int, *, by: Recorder) -> None:
    """Delete a council paper, restorable; StaleError as for a change."""
    with transaction():
        lock_plan(of.id)
        row = plain.fresh(queries.one_paper(of.id, number))
        subject = rules.paper_subject(of.slug, number)
        plain.delete(row, version, "paper", subject, by=by, says=str(row.title))
        revisions.bump(of.id)


def _committee(of: PlanRow, slug: str) -> Committee:
    row = plain.fresh(queries.one_committee(of.id, slug))
    if row.deleted_at is not None:
        raise StaleError
    return row


def _refuse_taken_day(of: Committee, day: date) -> None:
    row = db.session.scalars(queries.one_sitting(of.id, day)).one_or_none()
    if row is None:
        return
    if row.deleted_at is None:
        text = _("Wählen Sie einen anderen Tag: Am %(day)s ist schon eine Sitzung eingetragen.",
                 day=day_text(day))  # fmt: skip
    else:
        text = _("Die Sitzung am %(day)s wurde gelöscht. Stellen Sie sie unter „Gelöschtes“ "
                 "wieder her.", day=day_text(day))  # fmt: skip
    raise RuleError(text)


def _refuse_taken_number(of: PlanRow, number: str) -> None:
    row = db.session.scalars(queries.one_paper(of.id, number)).one_or_none()
    if row is None:
        return
    if row.deleted_at is None:
        text = _("Geben Sie eine andere Nummer an: Die Drucksache %(number)s gibt es schon.",
                 number=number)  # fmt: skip
    else:
        text = _("Die Drucksache %(number)s wurde gelöscht. Stellen Sie sie unter „Gelöschtes“ "
                 "wieder her.", number=number)  # fmt: skip
    raise RuleError(text)


def _link(of: PlanRow, row: CouncilPaper, codes: Sequence[str]) -> None:
    known = queries.recommendation_ids(of.id, codes)
    missing = [code for code in codes if code not in known]
    if missing:
        raise RuleError(
            _("Berichtigen Sie die Empfehlungen: %(codes)s gibt es in diesem Plan nicht.",
              codes=", ".join(missing))
        )  # fmt: skip
    held = PaperRecommendation.paper_id == row.id
    wanted = set(known.values())
    there = set(db.session.scalars(select(PaperRecommendation.recommendation_id).where(held)))
    gone = PaperRecommendation.recommendation_id.in_(there - wanted)
    db.session.execute(delete(PaperRecommendation).where(held, gone))
    db.session.add_all(
        PaperRecommendation(paper_id=row.id, recommendation_id=key) for key in wanted - there
    )
