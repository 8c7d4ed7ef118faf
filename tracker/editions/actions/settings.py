"""What is said of a plan as a whole, and its thresholds."""

from dataclasses import dataclass

from sqlalchemy import select

from tracker import clock
from tracker.db import Texts, transaction
from tracker.editions.queries.fields import thresholds
from tracker.editions.rules import master as rules
from tracker.editions.rules.master import Days
from tracker.errors import RuleError
from tracker.history import actions as history
from tracker.history import plain
from tracker.history.recording import Recorder, audit
from tracker.history.rules import check_day
from tracker.i18n import _
from tracker.plan import revisions
from tracker.plan.models import Plan, PlanThresholds
from tracker.plan.queries import PlanRow, lock_plan


@dataclass(frozen=True)
class PlanText:
    """What can be said of a plan."""

    title: Texts
    description: Texts
    publisher: Texts
    languages: tuple[str, ...]
    disclaimer: Texts | None


def version(of: PlanRow) -> Plan:
    """Return a plan's row as it is now."""
    return plain.fresh(select(Plan).where(Plan.id == of.id))


def change_plan(of: PlanRow, seen: int, text: PlanText, *, by: Recorder) -> None:
    """Change what is said of a plan.

    Raises:
        RuleError: a plan cannot have these languages.
        StaleError: someone else has changed it since the form was made.
    """
    rules.check_languages(text.languages, of.languages[0])
    with transaction():
        lock_plan(of.id)
        row = version(of)
        values = {
            "title": text.title,
            "description": text.description,
            "publisher": text.publisher,
            "languages": ",".join(text.languages),
            "disclaimer": text.disclaimer,
        }
        plain.change(row, seen, values, "plan", of.slug, by=by)
        revisions.bump_installation()
        revisions.bump(of.id)


def change_thresholds(of: PlanRow, days: Days, sent: history.Sent, *, by: Recorder) -> str:
    """Record the thresholds of a plan from some day on; return the fact's uid.

    Raises:
        RuleError: the day lies ahead, the numbers do not follow each other, or they hold already.
        StaleError: other thresholds are in force than the form was made for.
    """
    check_day(sent.effective_on, clock.today(), None)
    rules.check_days(days)
    uid = sent.uid(f"{of.slug}/thresholds", by, days)
    with transaction():
        lock_plan(of.id)
        if history.is_done(PlanThresholds, uid):
            return uid
        held = thresholds(of.id, clock.today())
        history.refuse_stale(held, sent.in_force)
        new = PlanThresholds(
            plan_id=of.id,
            attention_days=days.attention,
            upcoming_days=days.upcoming,
            current_days=days.current,
            due_days=days.due,
        )
        if held and days_of(held) == days:
            raise RuleError(_("Ändern Sie mindestens eine Zahl: So gelten die Werte schon."))
        history.add(new, sent, uid, of=PlanThresholds.plan_id == of.id, by=by)
        before = str(days_of(held)) if held else ""
        after = f"{days} {sent.effective_on.isoformat()}"
        audit("thresholds:update", of.slug, by=by, before=before, after=after)
        revisions.bump(of.id)
    return uid


def days_of(fact: PlanThresholds) -> Days:
    """Return the numbers of days of a fact."""
    return Days(fact.attention_days, fact.upcoming_days, fact.current_days, fact.due_days)
