"""Wordings of fields of action and thresholds in words, for the page that withdraws one."""

from datetime import date

from sqlalchemy import select

from tracker import clock
from tracker.db import db
from tracker.editions.queries import fields as queries
from tracker.editions.rules import master as rules
from tracker.editions.rules.master import Days
from tracker.errors import RuleError
from tracker.history.entries import Entry, PlanLike, after
from tracker.history.queries import counting
from tracker.i18n import _, say
from tracker.plan.models import ActionField, ActionFieldWording, PlanThresholds


def wording(plan: PlanLike, uid: str) -> Entry:
    """Return what a field was called, in words; NoResultFound if it belongs to another plan."""
    fact, of = db.session.execute(
        select(ActionFieldWording, ActionField)
        .join(ActionField, ActionField.id == ActionFieldWording.action_field_id)
        .where(ActionFieldWording.uid == uid, ActionField.plan_id == plan.id)
    ).one()
    facts = queries.wordings(of.id, date.max)
    only = _(
        "Das ist der einzige Wortlaut des Handlungsfelds. Tragen Sie zuerst den richtigen ein."
    )
    rest = [row for row in facts if row.uid != uid]
    return Entry(
        uid=uid,
        subject=f"{plan.slug}/field/{of.slug}",
        code="",
        kind=_("Handlungsfeld"),
        about=f"{of.code} {say(facts[-1].title if facts else fact.title)}",
        says=wording_in_words(fact),
        effective_on=fact.effective_on,
        recorded_at=fact.recorded_at,
        role=fact.recorded_role,
        organisation="",
        reason=fact.reason,
        then=after(facts, uid, lambda row: say(row.title), only),
        refusal=_refusal(plan, of, rest) if rest else only,
        page=("editions.change_field", {"field": of.slug}),
    )


def thresholds(plan: PlanLike, uid: str) -> Entry:
    """Return thresholds in words; NoResultFound if they belong to another plan."""
    of = PlanThresholds.plan_id == plan.id
    fact = db.session.scalars(select(PlanThresholds).where(PlanThresholds.uid == uid, of)).one()
    nothing = _("Danach gelten die Schwellenwerte, die ohne eine Angabe gelten.")
    return Entry(
        uid=uid,
        subject=plan.slug,
        code="",
        kind=_("Schwellenwerte"),
        about=_("der ganze Plan"),
        says=thresholds_in_words(fact),
        effective_on=fact.effective_on,
        recorded_at=fact.recorded_at,
        role=fact.recorded_role,
        organisation="",
        reason=fact.reason,
        then=after(counting(PlanThresholds, of, date.max), uid, thresholds_in_words, nothing),
        page=("editions.thresholds", {}),
    )


def wording_in_words(fact: ActionFieldWording) -> str:
    """Return what a field is called and says, in all languages, and its place or that it ended."""
    values = {
        "title": " / ".join(filter(None, fact.title.values())),
        "says": " / ".join(filter(None, fact.description.values())),
    }
    if fact.is_retired:
        return _("„%(title)s“ (nicht weitergeführt). %(says)s", **values)
    return _("„%(title)s“ (Platz %(number)s). %(says)s", number=fact.position, **values)


def thresholds_in_words(fact: PlanThresholds) -> str:
    """Return thresholds as a sentence."""
    return rules.days_in_words(
        Days(fact.attention_days, fact.upcoming_days, fact.current_days, fact.due_days)
    )


def _refusal(plan: PlanLike, of: ActionField, rest: list[ActionFieldWording]) -> str:
    """Return why what is left of a field's wordings cannot stand alone; empty if it can."""
    if not rest[-1].is_retired:
        return ""
    held = queries.field(plan.id, of.slug, clock.today())
    try:
        rules.check_empty(held.codes if held else ())
    except RuleError as error:
        return str(error)
    return ""
