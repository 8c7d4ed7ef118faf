"""Where the pages of this part hang, and the way up from each."""

from collections.abc import Callable

from flask import Blueprint, url_for

from tracker.errors import RuleError, StaleError
from tracker.history.answers import Conflict
from tracker.history.forms import FactForm
from tracker.history.pages import Attempt, Crumb
from tracker.history.stichtag import Dated
from tracker.i18n import _, say
from tracker.plan.queries import PlanRow

bp = Blueprint("editions", __name__)


def above(of: PlanRow) -> list[Crumb]:
    """Return the pages above every page that keeps a part of a plan."""
    return [
        (say(of.title), url_for("dashboards.overview", plan=of.slug)),
        (_("Plan bearbeiten"), url_for("editions.desk", plan=of.slug)),
    ]


def attempt_fact(
    form: FactForm,
    save: Callable[[], str | None],
    held: Callable[[], Dated | None],
    says: Callable[[Dated], Conflict],
) -> Attempt:
    """Save the fact that a form sends, if it does and is well-formed.

    Args:
        save: returns the uid of the fact it adds, if it can be undone by withdrawing it.
        held: returns the fact in force now; None if there is none.
        says: returns that fact in words.
    """
    if not form.submitted():
        return Attempt()
    try:
        uid = save()
    except RuleError as error:
        form.refuse(error)
        return Attempt()
    except StaleError:
        now = held()
        form.renew(now)
        return Attempt(other=says(now) if now else Conflict())
    return Attempt(is_saved=True, uid=uid)
