"""The files of a report: each format is set from the same document."""

from collections.abc import Callable
from datetime import datetime

from tracker.i18n import speaking
from tracker.reports.document import Document
from tracker.reports.output.text import OutputError, plain
from tracker.reports.rules import Format

__all__ = ["OutputError", "is_summary_too_long", "render"]

Renderer = Callable[[Document, str, datetime], bytes]


def render(wanted: Format, document: Document, content: str, at: datetime) -> bytes:
    """Return a report in a format; the same arguments give the same bytes.

    Args:
        content: the canonical JSON of what the document says.
        at: the moment that the file names as its making.

    Raises:
        OutputError: if the format cannot hold the document.
    """
    with speaking(document.language):
        kept = document if wanted is Format.JSON else plain(document)
        return _renderer(wanted)(kept, content, at)


def is_summary_too_long(document: Document, at: datetime) -> bool:
    """Return whether the essentials of a document are too long for the page of its summary.

    Within ten seconds: where they do not suffice, or setting fails for another reason, it is False,
    and the making of the files tells.
    """
    from tracker.reports.output import pdf  # late, as above

    with speaking(document.language):
        return pdf.is_summary_too_long(plain(document), at)


def _renderer(wanted: Format) -> Renderer:
    from tracker.reports.output import docx, html, json, pdf, xlsx  # late: half a second

    renderers: dict[Format, Renderer] = {
        Format.PDF: pdf.render,
        Format.SUMMARY: pdf.summary,
        Format.DOCX: docx.render,
        Format.XLSX: xlsx.render,
        Format.HTML: html.render,
        Format.JSON: json.render,
    }
    return renderers[wanted]
