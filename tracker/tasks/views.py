"""The pages on which a person sees what is due from them and what became of what they wrote."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require, signed_in
from tracker.accounts.permissions import Permission, may
from tracker.errors import StaleError
from tracker.history.answers import flash_undo, recorder
from tracker.i18n import _, _n, say
from tracker.lists import page_number, paged, pages_of, within
from tracker.notes import actions
from tracker.notes.queries import notes as queries
from tracker.responsibility.queries.handovers import open_handovers
from tracker.stakeholders.queries import organisations
from tracker.tasks.forms import ConfirmSeveralForm, TakeBackForm
from tracker.tasks.queries import Desk, are_of_several, chosen, desk

REGRET = timedelta(days=1)  # how long a confirmation can be taken back by who gave it
FEW = 8  # tasks of one page
MANY = 25  # of one page on which all are chosen

bp = Blueprint("tasks", __name__)


def mine() -> ResponseReturnValue:
    """Show what is due from the signed-in person; who reviews has the review desk instead."""
    someone = require(Permission.ACCOUNT_READ)
    if may(someone, Permission.NOTE_REVIEW):
        return redirect(url_for("office.start"), 303)
    found = desk(someone.organisations)
    every = request.args.get("alle") == "1"
    tasks = found.tasks
    if every:  # what is chosen comes first
        tasks = tuple(sorted(tasks, key=lambda one: not one.is_to_confirm))
    page = page_number(request.args.get("seite", "1"))
    return render_template(
        "tasks/mine.html",
        desk=found,
        tasks=paged(tasks, page, MANY if every else FEW),
        every=every,
        own=sorted({say(found.names[key].name) for key in someone.organisations}),
        summary=_summary(found),
        handovers=open_handovers(someone.organisations),
    )


@bp.get("/aufgaben/meldungen")
def reports() -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_READ)
    own = someone.organisations
    pages = pages_of(queries.number_by_organisations(own), queries.PAGE)
    page = within(page_number(request.args.get("seite", "1")), pages)
    notes = queries.by_organisations(own, page)
    return render_template(
        "tasks/reports.html",
        notes=notes,
        names_plan=are_of_several(notes),
        names=organisations(own, clock.today()),
        page=page,
        pages=pages,
    )


@bp.route("/aufgaben/bestaetigung", methods=["GET", "POST"])
def confirm() -> ResponseReturnValue:
    someone = require(Permission.NOTE_CREATE, signed_in().organisations)
    form = ConfirmSeveralForm(auswahl=request.args.getlist("auswahl"))
    choice = chosen(form.auswahl.data, someone.organisations)
    for item in choice.items:
        require(Permission.NOTE_CREATE, frozenset({item.unchanged.organisation_id}))
    if form.submitted() and form.check(is_empty=not form.auswahl.data):
        done = actions.confirm_several(
            [one.unchanged for one in choice.items],
            form.sent(clock.today()),
            by=recorder(someone),
        )
        left_out = [
            f"{one.code} {say(one.title)}" for one in choice.items if one.unchanged not in done
        ]
        _tell(list(done.values()), [*left_out, *choice.gone])
        return redirect(url_for("notes.mine"), 303)
    return render_template("tasks/confirm.html", form=form, choice=choice)


@bp.route("/aufgaben/bestaetigung/ruecknahme", methods=["GET", "POST"])
def take_back() -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_READ)
    form = TakeBackForm(eintrag=request.args.getlist("eintrag"))
    notes = queries.by_uids(form.eintrag.data)
    since = clock.now() - REGRET
    for note in notes:
        require(Permission.NOTE_CREATE, frozenset({note.organisation_id}))
        if not note.is_confirmed_by(someone.user_id, since):
            abort(404)
    if form.submitted() and form.check(is_empty=not notes):
        try:
            actions.take_back(notes, by=recorder(someone))
        except StaleError:
            flash(_("Das war schon zurückgenommen."))
        else:
            flash(_("Die Bestätigung ist zurückgenommen. Sie zählt nicht mehr."))
        return redirect(url_for("notes.mine"), 303)
    names = organisations({note.organisation_id for note in notes}, clock.today())
    return render_template(
        "tasks/take_back.html",
        form=form,
        notes=notes,
        names=names,
        names_plan=are_of_several(notes),
    )


def _tell(done: list[actions.Confirmed], left_out: list[str]) -> None:
    """Say what is confirmed, with the way back, and by name what is not."""
    words = []
    new = sum(1 for one in done if one.is_new)
    if new:
        words.append(
            _n(
                "%(num)s Empfehlung ist unverändert bestätigt.",
                "%(num)s Empfehlungen sind unverändert bestätigt.",
                new,
            )
        )
    if len(done) > new:
        words.append(
            _n(
                "%(num)s Empfehlung war heute schon bestätigt, dazu ist nichts Neues gespeichert.",
                "%(num)s Empfehlungen waren heute schon bestätigt, dazu ist nichts Neues "
                "gespeichert.",
                len(done) - new,
            )
        )
    if left_out:
        words.append(
            _(
                "Nicht bestätigt, weil dort inzwischen jemand gemeldet oder eine Meldung "
                "zurückgenommen hat oder Ihre Beteiligung geendet hat: %(names)s.",
                names=", ".join(left_out),
            )
        )
    own = [one.uid for one in done if one.is_own]
    if own:
        flash_undo(" ".join(words), url_for("tasks.take_back", eintrag=own))
    else:
        flash(" ".join(words), "warning" if left_out else "message")


def _summary(found: Desk) -> str:
    number = found.due + len(found.returned)
    if not number:
        return _("Zurzeit ist nichts fällig.")
    return _n("%(num)s Sache ist fällig.", "%(num)s Sachen sind fällig.", number)
