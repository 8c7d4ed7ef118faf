"""What a sitting records, by the actions of the parts that keep it."""

from dataclasses import dataclass, replace
from datetime import date

from tracker import clock
from tracker.db import transaction
from tracker.errors import RuleError
from tracker.history.actions import Sent
from tracker.history.recording import Recorder, keep_together
from tracker.i18n import _
from tracker.milestones import actions as milestones
from tracker.milestones.queries import milestone
from tracker.notes import actions as notes
from tracker.office import minutes
from tracker.office.actions.decisions import decide
from tracker.office.rules import Step
from tracker.periods import Period
from tracker.plan import actions as plans
from tracker.plan.queries import recommendation_row
from tracker.plan.rules import Status


@dataclass(frozen=True)
class Line:
    """One line of a sitting's minutes, about one recommendation."""

    step: Step
    plan: str  # slug
    code: str
    status: Status | None = None
    review_on: date | None = None
    milestone: int = 0
    deadline_in_force: str = ""  # uid
    due: Period | None = None
    organisation_id: int | None = None  # for which a note is written
    text: str = ""  # of a note or decision
    committee: str = ""  # slug, or a name that is none
    language: str = "de"


def record(line: Line, sitting: str, source: str, sent: Sent, *, by: Recorder) -> str:
    """Record a line, with the sitting named in its reason; return the fact's uid.

    Args:
        sitting: what audit entries call it: it keeps its lines, whatever its committee is called.
        source: the sentence that names it.

    Raises:
        RuleError: something is missing, or may not be so.
        StaleError: another fact is in force than the form was made for.
    """
    with transaction():
        uid = _record(line, source, sent, by)
        keep_together(sitting, uid, by=by)
    return uid


def _record(line: Line, source: str, sent: Sent, by: Recorder) -> str:
    reasoned = replace(sent, reason=minutes.with_source(sent.reason, source))
    plain = replace(sent, reason=source)
    of = recommendation_row(line.plan, line.code, clock.today())
    if line.step is Step.STATUS and line.status:
        if line.status.needs_reason and not sent.reason.strip():
            raise RuleError(
                _("Geben Sie eine Begründung an: Für „%(status)s“ ist sie nötig.",
                  status=line.status.label)
            )  # fmt: skip
        return plans.change_status(of, line.status, reasoned, review_on=line.review_on, by=by)
    if line.step is Step.DEADLINE and line.due:
        if not sent.reason.strip():
            raise RuleError(_("Geben Sie an, warum der Termin verschoben wird."))
        at = milestone(line.plan, line.code, line.milestone, clock.today())
        moved = replace(reasoned, in_force=line.deadline_in_force)
        return milestones.move_deadline(at, line.due, moved, by=by)
    if line.step is Step.NOTE and line.organisation_id:
        told = Recorder(by.user_id, by.role, line.organisation_id)
        return notes.write(
            of,
            line.organisation_id,
            line.text,
            plain,
            language=line.language,
            is_published=True,
            by=told,
        )
    return decide(of, line.text, plain, committee=line.committee, language=line.language, by=by)
