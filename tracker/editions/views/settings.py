"""What is said of a plan as a whole, and its thresholds."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.editions.actions import settings as actions
from tracker.editions.actions.settings import PlanText
from tracker.editions.entries import thresholds_in_words
from tracker.editions.forms import PlanForm, ThresholdsForm
from tracker.editions.queries.fields import all_thresholds
from tracker.editions.queries.fields import thresholds as thresholds_of
from tracker.editions.rules.master import Days, days_in_words, languages_of
from tracker.editions.views.blueprint import above, attempt_fact, bp
from tracker.forms import given
from tracker.history import pages
from tracker.history.answers import conflict, flash_saved, recorder, told
from tracker.i18n import _
from tracker.plan.models import PlanThresholds
from tracker.plan.queries import PlanRow
from tracker.plan.queries import plan as plan_of
from tracker.standing.rules import Thresholds


@bp.route("/<plan>/bearbeiten/einstellungen", methods=["GET", "POST"])
def settings(plan: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    kind = PlanForm.within(of.languages)
    shown: dict[str, Any] = {
        "version": str(actions.version(of).version),
        "languages_": ", ".join(of.languages),
        **kind.spread("title", of.title),
        **kind.spread("description", of.description),
        **kind.spread("publisher", of.publisher),
        **kind.spread("disclaimer", of.disclaimer),
    }
    form = kind(**shown)
    tried = pages.attempt(
        form,
        lambda: actions.change_plan(of, form.seen, _text(form), by=recorder(someone)),
        lambda: _now(of),
    )
    back = url_for("editions.desk", plan=plan)
    if tried.is_saved:
        flash(_("Die Angaben zum Plan sind gespeichert."))
        return redirect(back)
    return pages.edit_page(pages.Page(of, _("Angaben zum Plan"), back, above(of)), form, tried)


@bp.route("/<plan>/bearbeiten/schwellenwerte", methods=["GET", "POST"])
def thresholds(plan: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    held = thresholds_of(of.id, clock.today())
    days = _days(held)
    form = ThresholdsForm(
        in_force=held.uid if held else "",
        attention=str(days.attention),
        upcoming=str(days.upcoming),
        current=str(days.current),
        due=str(days.due),
    )
    tried = attempt_fact(
        form,
        lambda: actions.change_thresholds(
            of,
            form.days,
            form.sent(given(form.effective_on.data), form.reason.data),
            by=recorder(someone),
        ),
        lambda: thresholds_of(of.id, clock.today()),
        lambda now: conflict(now, days_in_words(_days(thresholds_of(of.id, clock.today())))),
    )
    back = url_for("editions.desk", plan=plan)
    if tried.is_saved:
        said = _("Die Schwellenwerte sind gespeichert. Die Seite „Methode“ nennt sie.")
        flash_saved(said, plan, tried.uid or "")
        return redirect(back)
    known = told(all_thresholds(of.id), thresholds_in_words)
    page = pages.Page(of, _("Schwellenwerte"), back, above(of), told=known)
    return pages.edit_page(page, form, tried)


def _text(form: PlanForm) -> PlanText:
    disclaimer = {name: text for name, text in form.texts("disclaimer").items() if text}
    return PlanText(
        title=form.texts("title"),
        description=form.texts("description"),
        publisher=form.texts("publisher"),
        languages=languages_of(form.languages_.data or ""),
        disclaimer=disclaimer or None,
    )


def _now(of: PlanRow) -> tuple[pages.Current, str, str]:
    row = actions.version(of)
    texts = (row.title, row.description, row.publisher, row.disclaimer or {})
    words = [text for one in texts for text in one.values() if text]
    return row, of.slug, "; ".join([*words, row.languages])


def _days(held: PlanThresholds | None) -> Days:
    if held is not None:
        return actions.days_of(held)
    default = Thresholds()
    return Days(
        default.attention_days, default.upcoming_days, default.current_days, default.due_days
    )
