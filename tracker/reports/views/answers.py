"""The answers that a report in the making holds, each with the way to where it is changed."""

from dataclasses import dataclass

from flask import url_for
from wtforms import Field

from tracker.forms.languages import NAMES
from tracker.forms.words import told
from tracker.i18n import _
from tracker.reports.forms import EditForm
from tracker.reports.models import Report
from tracker.reports.rules import ASSESSMENT

DAYS = frozenset({"as_of", "since"})


@dataclass(frozen=True)
class Answer:
    """What was answered to one question of the form."""

    label: str
    text: str  # empty where nothing was
    change: str = ""  # the address that changes it; empty where it stays
    language: str = ""  # of what was typed
    is_on_summary: bool = False  # has room there, as far as it was typed


def answers(form: EditForm, row: Report, plan: str, *, are_days_fixed: bool) -> list[Answer]:
    """Return every answer of a report in the order of its form, and its language, which stays.

    Args:
        form: filled with what is saved, its days too.
        are_days_fixed: something of the report is frozen.
    """
    slug, language = row.slug, row.language
    on_summary = {form.title.name, form.places[ASSESSMENT], form.resolution.name}
    back = url_for("reports.check", plan=plan, slug=slug)

    def answer(field: Field, *, is_typed: bool = False) -> Answer:
        place = url_for("reports.edit", plan=plan, slug=slug, zurueck=back, _anchor=field.id)
        label, text = field.label.text, told(field, field.data)
        if field.name == form.is_final.name:
            label = _("Fassung")
            text = _("Endfassung") if field.data else _("Vorläufige Fassung")
        is_fixed = are_days_fixed and field.name in DAYS
        return Answer(
            label,
            text,
            change="" if is_fixed else place,
            language=language if is_typed else "",
            is_on_summary=field.name in on_summary and bool(text),
        )

    cover = [answer(one, is_typed=one is form.title) for one, _language in form.visible()]
    texts = [answer(one, is_typed=True) for one in form.editorial()]
    return [Answer(_("Sprache"), str(NAMES.get(language, language))), *cover, *texts]
