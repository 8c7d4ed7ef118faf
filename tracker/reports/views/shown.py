"""What the pages of a report share: its document inside a page of the site."""

from dataclasses import dataclass

from flask import current_app
from jinja2.environment import TemplateModule

from tracker.i18n import speaking
from tracker.reports.document import Document
from tracker.reports.output.html import Part, page
from tracker.reports.output.text import plain

INSIDE = "reports/inside.html"


@dataclass(frozen=True)
class Shown:
    """A document in its own language, for a page in the reader's."""

    document: Document
    contents: tuple[Part, ...]
    inside: TemplateModule  # prints its HTML


def shown(document: Document) -> Shown:
    """Return a document as pages of the site show it."""
    with speaking(document.language):
        held = page(plain(document))
        template = current_app.jinja_env.get_template(INSIDE)
        return Shown(document, tuple(held.contents), template.make_module({"page": held}))
