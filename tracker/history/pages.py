"""What the pages that keep plain rows share: trying to save, the form's page, the last question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound
from wtforms import Field, ValidationError

from tracker.errors import RuleError, StaleError
from tracker.forms import UNSAFE, Form
from tracker.forms.languages import TextsForm, VersionedForm
from tracker.history import plain
from tracker.history.answers import Conflict, Told
from tracker.history.entries import PlanLike
from tracker.i18n import _

Found = TypeVar("Found")
Crumb = tuple[object, str]


class DeleteForm(VersionedForm):
    """Delete what the page names."""

    def validate_version(self, _field: Field) -> None:
        if not self.seen:
            raise ValidationError(_("Laden Sie die Seite neu und füllen Sie sie aus."))


class Current(Protocol):
    """A row as far as a form made for it needs it."""

    @property
    def version(self) -> int: ...


@dataclass(frozen=True)
class Attempt:
    """What came of sending a form."""

    is_saved: bool = False
    other: Conflict | None = None  # what somebody else saved meanwhile
    uid: str | None = None  # of the fact that was added, where it can be withdrawn

    @property
    def status(self) -> int:
        """The status of the page that shows the form again."""
        return 409 if self.other else 200


@dataclass(frozen=True)
class Page:
    """What stands around the form that keeps one row."""

    plan: PlanLike
    heading: str
    back: str  # where cancelling leads
    above: Sequence[Crumb]  # the pages above, in words and their addresses
    delete: str = ""  # the page that deletes the row; empty where there is none
    delete_text: str = ""  # the words that lead there, where „Löschen …“ says it wrongly
    told: Sequence[Told] = ()  # the facts that were recorded so far, newest first


def found_or_sent(load: Callable[[], Found]) -> Found | None:
    """Return what a page is about; None when it is gone but somebody sends a form about it.

    Whoever only opens the page gets NoResultFound: what was typed comes back, an address does not.
    """
    try:
        return load()
    except NoResultFound:
        if request.method in UNSAFE:
            return None
        raise


def attempt(
    form: VersionedForm,
    save: Callable[[], object],
    held: Callable[[], tuple[Current, str, str] | None],
) -> Attempt:
    """Save what a form sends, if it does and is well-formed.

    Args:
        held: returns the row as it is now, what audit entries call it and what it says; None if
            it is gone.
    """
    if not form.submitted():
        return Attempt()
    try:
        save()
    except RuleError as error:
        form.refuse(error)
        return Attempt()
    except StaleError:
        now = held()
        if now is None:
            return Attempt(other=Conflict())
        row, subject, says = now
        form.renew(row.version)
        last = plain.last_change(subject)
        return Attempt(
            other=Conflict(says, str(last.role.label) if last else "", last.at if last else None)
        )
    return Attempt(is_saved=True)


def edit_page(page: Page, form: TextsForm, tried: Attempt) -> ResponseReturnValue:
    """Return the page with the form that adds or changes a row."""
    return render_template(
        "editions/edit.html", plan=page.plan, page=page, form=form, other=tried.other
    ), tried.status


def delete_page(
    page: Page, form: Form, tried: Attempt, *, effects: Sequence[str], refusal: str
) -> ResponseReturnValue:
    """Return the page that asks before something is deleted, or says why it cannot be."""
    return render_template(
        "editions/delete.html",
        plan=page.plan,
        page=page,
        form=form,
        other=tried.other,
        effects=effects,
        refusal=refusal,
    ), tried.status
