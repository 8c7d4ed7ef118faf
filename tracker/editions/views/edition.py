"""Starting a new edition: the choices, the answers to check, the start."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.editions.actions import edition as actions
from tracker.editions.forms import EditionForm, WordingsForm, open_milestones
from tracker.editions.queries import edition as queries
from tracker.editions.queries.edition import OldEdition
from tracker.editions.rules.edition import (
    Choice,
    Edition,
    Line,
    check_begin,
    check_lines,
    grouped,
    needs_wording,
)
from tracker.editions.views.blueprint import above, bp
from tracker.errors import RuleError
from tracker.forms import UNSAFE, given
from tracker.history.answers import recorder
from tracker.i18n import _
from tracker.plan.queries import plan as plan_of
from tracker.standing.facts import Moment

LATER = frozenset({"api", "metrics"})  # addresses that are promised to something else


@dataclass(frozen=True)
class Group:
    """One recommendation of the new edition, as the answers to check show it."""

    code: str
    lines: list[Line]
    milestones: int

    @property
    def has_wording(self) -> bool:
        """Whether it gets a wording of its own."""
        return needs_wording(self.lines)


@bp.route("/<plan>/fortschreibung", methods=["GET", "POST"])
def edition(plan: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_CREATE)
    of = plan_of(plan)
    old = queries.edition(of, Moment(clock.today(), clock.now()))
    shown: dict[str, Any] = {**EditionForm.spread("title", of.title)}
    form = EditionForm.of(old)(**shown)
    step = request.form.get("schritt", "")
    if step == "zurueck" or not (form.submitted() and _is_sound(form, old)):
        return _choices(old, form)

    lines = [form.line(code) for code in old.recommendations]
    groups = _groups(old, lines)
    wanted = [group.code for group in groups if group.has_wording]
    kind = WordingsForm.of(of.languages, wanted)
    words = kind(**_texts(kind, old, groups))
    if step == "starten" and words.submitted():
        chosen = Edition(
            slug=form.slug.data or "",
            title=form.texts("title"),
            begins_on=given(form.begins_on.data),
            lines=tuple(lines),
            wordings=words.wordings(),
        )
        try:
            actions.start(of, chosen, _reserved(), by=recorder(someone))
        except RuleError as error:
            form.refuse(error)
            return _choices(old, form)
        flash(_("Die neue Ausgabe ist begonnen. Die bisherige bleibt unter ihrer Adresse lesbar."))
        return redirect(url_for("dashboards.overview", plan=chosen.slug))
    return render_template(
        "editions/check.html",
        plan=of,
        above=above(of),
        old=old,
        form=form,
        kept=_kept(form),
        words=words,
        groups=groups,
        ended=[line.code for line in lines if line.choice is Choice.ENDED],
    )


def _choices(old: OldEdition, form: EditionForm) -> ResponseReturnValue:
    typed = request.form if request.method in UNSAFE else g.get("restored") or {}
    return render_template(
        "editions/choices.html",
        plan=old.plan,
        above=above(old.plan),
        old=old,
        form=form,
        # What was written already on the page behind this one comes along.
        kept=[(name, typed[name]) for name in typed if name.startswith("word_")],
    )


def _is_sound(form: EditionForm, old: OldEdition) -> bool:
    """Return whether the choices fit together; else the form says what to do."""
    if not form.check_codes(old.recommendations):
        return False
    try:
        check_begin(given(form.begins_on.data), clock.today(), old.plan.first_on)
        check_lines([form.line(code) for code in old.recommendations])
        actions.check_slug(form.slug.data or "", _reserved())
    except RuleError as error:
        form.refuse(error)
        return False
    return True


def _groups(old: OldEdition, lines: list[Line]) -> list[Group]:
    return [
        Group(
            code,
            group,
            sum(
                open_milestones(old.recommendations[line.code])
                for line in group
                if line.has_milestones
            ),
        )
        for code, group in grouped(lines).items()
    ]


def _texts(kind: type[WordingsForm], old: OldEdition, groups: list[Group]) -> dict[str, Any]:
    """Return the wordings so far, which the new ones are written from."""
    found: dict[str, Any] = {}
    for group in groups:
        wording = old.recommendations[group.lines[0].code].wording
        for name in ("title", "goal", "description"):
            found |= kind.spread(f"word_{group.code}_{name}", getattr(wording, name))
    return found


def _kept(form: EditionForm) -> list[tuple[str, str]]:
    """Return what the first page sent, for the second one to send again."""
    names = {field.name for field in form}
    return [(name, value) for name, value in request.form.items(multi=True) if name in names]


def _reserved() -> frozenset[str]:
    """Return the first parts of all addresses of the program."""
    rules = current_app.url_map.iter_rules()
    firsts = {rule.rule.split("/")[1] for rule in rules}
    return LATER | {one for one in firsts if one and not one.startswith("<")}
