"""One thing done with several rows of a list: choose, fill in, check, do; and undo."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError
from tracker.forms import given
from tracker.history.answers import flash_undo, recorder
from tracker.history.forms import WithdrawForm
from tracker.history.recording import Recorder
from tracker.history.stichtag import new_uid
from tracker.i18n import _, _n, day_text, period_text
from tracker.office import listing, minutes, rules
from tracker.office.actions import bulk as actions
from tracker.office.actions.bulk import Result, Ticked
from tracker.office.forms import BulkForm
from tracker.office.listing import Item, Lists, Wanted
from tracker.office.queries import sittings as queries
from tracker.office.rules import Bulk
from tracker.office.rules.lists import Worklist
from tracker.office.views.blueprint import bp
from tracker.office.views.worklist import load, worklist_of
from tracker.plan import queries as plans
from tracker.plan.queries import PlanRow
from tracker.standing.facts import counting

NAMED = 10  # rows that a message names


@dataclass(frozen=True)
class Change:
    """What would become of a row, in words; empty where it is left out."""

    item: Item
    after: str
    why_not: str = ""


@bp.route("/redaktion/<plan>/<liste>/auswahl", methods=["GET", "POST"])
def bulk(plan: str, liste: str) -> ResponseReturnValue:
    someone = require(Permission.BULK_CHANGE)
    kind = worklist_of(liste)
    of, found = load(plan)
    wanted = request.form.get("bulk", "") or request.args.get("aktion", "")
    chosen = Bulk(wanted) if wanted in list(Bulk) else Bulk.FOLLOW_UP
    filters = listing.parse(request.args, found.facts)
    chosen_by: dict[str, Any] = {**filters.parameters}
    back = url_for("office.list_", plan=plan, liste=kind.value, **chosen_by)

    form = BulkForm(items=_items(found, kind, chosen, filters)).of(chosen)
    rows = _ticked(form.items.data or "")
    refusal = _refusal(len(rows) if chosen.fits(kind) else 0)
    if refusal:
        flash(refusal, "warning")
        return redirect(back)
    step = request.form.get("tun", "")
    is_fine = step != "aendern" and form.submitted() and _is_allowed(form, chosen)
    if is_fine and step == "ausfuehren":
        key = form.form_key.data or new_uid()
        result = _do(of, chosen, rows, form, key, recorder(someone))
        _tell(of, chosen, result, key)
        return redirect(back)
    return render_template(
        "office/bulk_check.html" if is_fine else "office/bulk.html",
        plan=of,
        kind=kind,
        bulk=chosen,
        form=form,
        back=back,
        changes=_changes(found, kind, chosen, rows, form if is_fine else None),
    )


@bp.route("/redaktion/<plan>/zuruecknehmen", methods=["GET", "POST"])
def undo(plan: str) -> ResponseReturnValue:
    someone = require(Permission.FACT_WITHDRAW)
    of = plans.plan(plan)
    rows = queries.recorded(of.id, actions.group_of(plan, request.args.get("sammlung", "")))
    form = WithdrawForm()
    if form.submitted():
        try:
            uids = [row.uid for row in rows]
            number = actions.withdraw_all(of, uids, form.reason.data or "", by=recorder(someone))
        except RuleError as error:
            form.refuse(error)
        else:
            flash(
                _n("%(num)s Eintrag ist zurückgenommen.", "%(num)s Einträge sind zurückgenommen.",
                   number)
            )  # fmt: skip
            return redirect(url_for("office.worklist", plan=plan))
    says = {
        row.uid: minutes.recorded_words(row.kind, row.number, row.value, row.day) for row in rows
    }
    return render_template("office/undo.html", plan=of, rows=rows, says=says, form=form)


def _refusal(number: int) -> str:
    """Return why nothing can be done with so many rows, a sentence; empty if it can."""
    if not number:
        return _("Wählen Sie zuerst Einträge aus der Liste aus.")
    try:
        rules.check_number(number)
    except RuleError as error:
        return str(error)
    return ""


def _items(found: Lists, kind: Worklist, chosen: Bulk, filters: Wanted) -> str:
    """Return what the address has ticked, each with the fact in force, for the hidden field."""
    ticked = set(request.args.getlist("eintrag"))
    listed = listing.chosen(found.items[kind], filters, found)
    items = [item for item in listed if item.key in ticked or "alle" in request.args]
    keyed = {_key(item): _in_force(found, item, chosen) for item in items}
    return " ".join(f"{key}:{uid}" for key, uid in keyed.items())


def _key(item: Item) -> str:
    return f"{item.code}.{item.milestone.number}" if item.milestone else item.code


def _ticked(text: str) -> list[Ticked]:
    rows = []
    for part in text.split():
        key, _mark, uid = part.partition(":")
        code, dot, number = key.rpartition(".")
        is_milestone = bool(dot) and number.isascii() and number.isdecimal() and len(number) < 6
        rows.append(Ticked(key, code, int(number), uid) if is_milestone else Ticked(key, key))
    return rows


def _in_force(found: Lists, item: Item, chosen: Bulk) -> str:
    """Return the uid of the fact that an action would follow on; empty if there is none."""
    if item.milestone is None or chosen is Bulk.FOLLOW_UP:
        return ""
    facts = next(row for row in found.facts.recommendations if row.code == item.code)
    of = next(one for one in facts.milestones if one.number == item.milestone.number)
    if chosen is Bulk.DONE:
        states = counting(of.states, found.facts.at)
        return states[-1].uid if states else ""
    deadlines = counting(of.deadlines, found.facts.at)
    return deadlines[-1].uid if deadlines else ""


def _is_allowed(form: BulkForm, chosen: Bulk) -> bool:
    """Return whether what was typed may be so for all rows; else the form says why not."""
    today = clock.today()
    if chosen is Bulk.MOVE and not form.reason.data:
        form.form_errors.append(_("Geben Sie an, warum der Termin verschoben wird."))
    if chosen is Bulk.DONE and given(form.day.data) > today:
        form.form_errors.append(_("Geben Sie heute oder einen früheren Tag an."))
    if chosen is Bulk.FOLLOW_UP and given(form.due_on.data) < today:
        form.form_errors.append(
            _("Geben Sie für die Wiedervorlage heute oder einen späteren Tag an.")
        )
    return not form.form_errors


def _changes(
    found: Lists, kind: Worklist, chosen: Bulk, rows: Sequence[Ticked], form: BulkForm | None
) -> list[Change]:
    """Return every chosen row with what would become of it; those that changed are named, too."""
    items = {_key(item): item for item in found.items[kind]}
    changes = []
    for row in rows:
        item = items.get(row.key)
        if item is None:
            gone = Item(row.key, row.code, found.standings.get(row.code))
            changes.append(Change(gone, "", _("steht nicht mehr in der Liste")))
        elif _in_force(found, item, chosen) != row.in_force:
            changes.append(Change(item, "", _("inzwischen geändert")))
        else:
            changes.append(Change(item, _after(item, chosen, form) if form else ""))
    return changes


def _after(item: Item, chosen: Bulk, form: BulkForm) -> str:
    if chosen is Bulk.DONE:
        return _("erledigt am %(day)s", day=day_text(given(form.day.data)))
    if chosen is Bulk.FOLLOW_UP:
        return _("Wiedervorlage am %(day)s", day=day_text(given(form.due_on.data)))
    due = item.milestone.due if item.milestone else None
    if due is None:
        return ""
    new = rules.shifted(due.on, due.precision, given(form.months.data))
    return _(
        "Termin bisher %(old)s, dann %(new)s",
        old=period_text(due.on, due.precision),
        new=period_text(new.last_day, new.precision),
    )


def _do(
    of: PlanRow, chosen: Bulk, rows: list[Ticked], form: BulkForm, key: str, by: Recorder
) -> Result:
    if chosen is Bulk.DONE:
        day = given(form.day.data)
        return actions.confirm_done(of.slug, rows, day, form.reason.data or "", key, by=by)
    if chosen is Bulk.MOVE:
        months = given(form.months.data)
        return actions.move(of.slug, rows, months, form.reason.data or "", key, by=by)
    return actions.remind(of.slug, rows, form.text.data or "", given(form.due_on.data), key, by=by)


def _tell(of: PlanRow, chosen: Bulk, result: Result, key: str) -> None:
    number = len(result.done)
    said = {
        Bulk.DONE: _n("%(num)s Meilenstein ist als erledigt eingetragen.",
                      "%(num)s Meilensteine sind als erledigt eingetragen.", number),
        Bulk.MOVE: _n("%(num)s Termin ist verschoben.", "%(num)s Termine sind verschoben.", number),
        Bulk.FOLLOW_UP: _n("%(num)s Wiedervorlage ist angelegt.",
                           "%(num)s Wiedervorlagen sind angelegt.", number),
    }[chosen]  # fmt: skip
    if result.left_out:
        names = [f"{name} ({why.rstrip('.')})" for name, why in result.left_out]
        more = len(names) - NAMED
        if more > 0:
            names[NAMED:] = [_n("%(num)s weiterer", "%(num)s weitere", more)]
        said = _("%(said)s Ausgelassen: %(names)s.", said=said, names=", ".join(names))
    if number and chosen is not Bulk.FOLLOW_UP:
        flash_undo(said, url_for("office.undo", plan=of.slug, sammlung=key))
    else:
        flash(said)
