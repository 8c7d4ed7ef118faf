"""Keeping fields of action: each change is a dated wording, and the old one stays readable."""

from tracker import clock
from tracker.db import db, transaction
from tracker.editions.queries import fields as queries
from tracker.editions.queries.fields import Field
from tracker.editions.rules import master as rules
from tracker.editions.rules.master import FieldText
from tracker.errors import RuleError
from tracker.history import actions as history
from tracker.history import plain
from tracker.history.recording import Recorder, audit
from tracker.history.rules import check_day
from tracker.i18n import _, say
from tracker.plan import revisions
from tracker.plan.models import ActionField, ActionFieldWording
from tracker.plan.queries import PlanRow, lock_plan


def add_field(of: PlanRow, code: str, text: FieldText, sent: history.Sent, *, by: Recorder) -> None:
    """Add a field of action to a plan.

    Raises:
        RuleError: the day lies ahead, or the code is taken.
    """
    check_day(sent.effective_on, clock.today(), None)
    uid = sent.uid(f"{of.slug}/{code}/wording", by, text)
    with transaction():
        lock_plan(of.id)
        if history.is_done(ActionFieldWording, uid):
            return
        codes, slugs = queries.names(of.id)
        if code in codes:
            raise RuleError(
                _("Geben Sie ein anderes Kürzel an: %(code)s hat schon ein Handlungsfeld.",
                  code=code), field="code",
            )  # fmt: skip
        slug = plain.address_of(next(iter(text.title.values())), slugs)
        row = ActionField(plan_id=of.id, code=code, slug=slug)
        db.session.add(row)
        history.flush()
        _record(of, row.id, f"{of.slug}/field/{slug}", text, sent, uid, by=by)


def change_field(
    of: PlanRow, field: Field, text: FieldText, sent: history.Sent, *, by: Recorder
) -> str:
    """Record what a field is called from some day on, and where it stands; return the fact's uid.

    Raises:
        RuleError: the day lies ahead or before the field, or it is called so already.
        StaleError: another wording is in force than the form was made for.
    """
    check_day(sent.effective_on, clock.today(), field.wordings[0].effective_on)
    uid = sent.uid(f"{of.slug}/field/{field.slug}", by, text)
    with transaction():
        lock_plan(of.id)
        if history.is_done(ActionFieldWording, uid):
            return uid
        held = _held(field, sent)
        same = (held.title, held.description, held.position, held.is_retired)
        if same == (text.title, text.description, text.position, False):
            raise RuleError(_("Ändern Sie Name, Beschreibung oder Platz: So gilt es schon."))
        _record(of, field.id, f"{of.slug}/field/{field.slug}", text, sent, uid, by=by)
    return uid


def retire_field(
    of: PlanRow, field: Field, successor: str, sent: history.Sent, *, by: Recorder
) -> str:
    """Retire a field from some day on, one in use may take its place; return the fact's uid.

    Raises:
        RuleError: recommendations belong to it, or the day lies ahead or before the field.
        StaleError: another wording is in force than the form was made for.
    """
    check_day(sent.effective_on, clock.today(), field.wordings[0].effective_on)
    uid = sent.uid(f"{of.slug}/field/{field.slug}/retired", by, successor)
    with transaction():
        lock_plan(of.id)
        if history.is_done(ActionFieldWording, uid):
            return uid
        held = _held(field, sent)
        found = queries.fields(of.id, clock.today())
        here = next(one for one in found if one.id == field.id)
        rules.check_empty(here.codes)
        other = next((one for one in found if one.slug == successor), None)
        text = FieldText(held.title, held.description, held.position)
        subject = f"{of.slug}/field/{field.slug}"
        _record(
            of, field.id, subject, text, sent, uid, by=by, successor=other.id if other else None,
            is_retired=True,
        )  # fmt: skip
    return uid


def _held(field: Field, sent: history.Sent) -> ActionFieldWording:
    known = queries.wordings(field.id, clock.today())
    history.refuse_stale(known[-1], sent.in_force)
    return known[-1]


def _record(  # noqa: PLR0913  # one fact, all of it named
    of: PlanRow,
    field_id: int,
    subject: str,
    text: FieldText,
    sent: history.Sent,
    uid: str,
    *,
    by: Recorder,
    is_retired: bool = False,
    successor: int | None = None,
) -> None:
    new = ActionFieldWording(
        action_field_id=field_id,
        title=text.title,
        description=text.description,
        position=text.position,
        is_retired=is_retired,
        successor_id=successor,
    )
    history.add(new, sent, uid, of=ActionFieldWording.action_field_id == field_id, by=by)
    kind = "field:retire" if is_retired else "field:update"
    audit(kind, subject, by=by, after=f"{say(text.title)} {sent.effective_on.isoformat()}")
    revisions.bump(of.id)
