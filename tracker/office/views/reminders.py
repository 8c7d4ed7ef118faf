"""Reminding who owes a report: what would be sent to whom, checked, then sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.forms import Form, HiddenField, required
from tracker.history.answers import recorder
from tracker.i18n import _, _l, _n
from tracker.office import listing, reminding
from tracker.office.actions import reminders as actions
from tracker.office.listing import Item, Lists
from tracker.office.queries import reminders as queries
from tracker.office.queries.reminders import Reach
from tracker.office.reminding import Owed, letters
from tracker.office.rules.lists import Worklist
from tracker.office.views.blueprint import bp
from tracker.office.views.worklist import load


class RemindForm(Form):
    """Send what has been shown; there is nothing to fill in."""

    organisations = HiddenField(_l("Organisationen"), [required()])


@dataclass(frozen=True)
class Line:
    """An organisation on the page to check."""

    owed: Owed
    number: int  # of those who would get a mail
    why_not: str = ""


@bp.route("/redaktion/<plan>/erinnern", methods=["GET", "POST"])
def remind(plan: str) -> ResponseReturnValue:
    someone = require(Permission.REMINDER_SEND)
    of, found = load(plan)
    kinds = reminding.kinds_of(request.args.get("liste", ""))
    back = url_for("office.worklist", plan=plan)
    if len(kinds) == 1:
        back = url_for("office.list_", plan=plan, liste=kinds[0].value)
    items = _chosen(found, kinds)
    if items is None:
        flash(_("Wählen Sie zuerst Einträge aus der Liste aus."), "warning")
        return redirect(back)
    rows = reminding.owed(found, items)

    reach = queries.reach(of.slug, of.id, clock.now() - reminding.PAUSE)
    due = [one for one in rows if reach.of(one.slug)]
    form = RemindForm(organisations=" ".join(one.slug for one in due))
    if form.submitted():
        shown = (form.organisations.data or "").split()
        chosen = [one for one in rows if one.slug in shown]
        number = actions.remind(of, chosen, by=recorder(someone))
        flash(
            _n("%(num)s Erinnerung liegt im Postausgang.",
               "%(num)s Erinnerungen liegen im Postausgang.", number)
            if number
            else _("Niemand ist erinnert worden: Alle sind es in den letzten sieben Tagen schon."),
            "message" if number else "warning",
        )  # fmt: skip
        return redirect(back)
    mails = letters(due, reach.of)
    samples = {letter.reader.language: letter for letter in reversed(mails)}
    return render_template(
        "office/remind.html",
        plan=of,
        form=form,
        back=back,
        lines=[Line(one, len(reach.of(one.slug)), _why_not(one, reach)) for one in rows],
        number=len(mails),
        samples=[(lang, actions.content(samples[lang])) for lang in sorted(samples)],
    )


def _chosen(found: Lists, kinds: Sequence[Worklist]) -> list[Item] | None:
    """Return what the address chooses: rows of one list, all it shows, or all that is silent.

    None where a list was named and nothing in it.
    """
    if len(kinds) > 1:
        return [item for kind in kinds for item in found.items[kind]]
    if "alle" in request.args:
        return list(
            listing.chosen(found.items[kinds[0]], listing.parse(request.args, found.facts), found)
        )
    ticked = set(request.args.getlist("eintrag"))
    return [item for item in found.items[kinds[0]] if item.key in ticked] or None


def _why_not(one: Owed, reach: Reach) -> str:
    if one.slug in reach.lately:
        return _("in den letzten sieben Tagen schon erinnert")
    return "" if reach.of(one.slug) else _("niemand mit einem Konto, den Mails erreichen")
