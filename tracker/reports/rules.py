"""What a report can come as, and the places of its editorial texts."""

from enum import StrEnum
from functools import cached_property

from tracker.i18n import _l


class Format(StrEnum):
    """One format of a report's content, in the order of showing."""

    PDF = "pdf"
    SUMMARY = "summary"  # the essentials on one page, as PDF
    DOCX = "docx"
    XLSX = "xlsx"
    HTML = "html"
    JSON = "json"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Format.PDF: _l("PDF (barrierefrei)"),
            Format.SUMMARY: _l("Kurzfassung auf einer Seite (PDF)"),
            Format.DOCX: _l("Word"),
            Format.XLSX: _l("Excel"),
            Format.HTML: _l("HTML"),
            Format.JSON: _l("JSON"),
        }[self]

    @property
    def ending(self) -> str:
        """How its file's name ends."""
        return "pdf" if self is Format.SUMMARY else self.value

    @property
    def media_type(self) -> str:
        """What it is sent as."""
        word = "application/vnd.openxmlformats-officedocument"
        return {
            "pdf": "application/pdf",
            "docx": f"{word}.wordprocessingml.document",
            "xlsx": f"{word}.spreadsheetml.sheet",
            "html": "text/html; charset=utf-8",
            "json": "application/json",
        }[self.ending]


ASSESSMENT, OUTLOOK = "assessment", "outlook"  # places of editorial texts beside the fields


def field_place(slug: str) -> str:
    """Return the place of the editorial text about a field."""
    return f"field/{slug}"
