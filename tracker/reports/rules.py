"""What a report can come as, and the places of its editorial texts."""

from datetime import date
from enum import StrEnum
from functools import cached_property

from tracker.errors import RuleError
from tracker.i18n import _, _l, day_text


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


class Failure(StrEnum):
    """Why a file was not made, for those who wait for it; the log of the server says the rest."""

    SUMMARY_TOO_LONG = "summary_too_long"
    CELL_TOO_LONG = "cell_too_long"
    TOO_SLOW = "too_slow"
    REFUSED = "refused"  # by what sets the file
    SERVER = "server"  # lacks something: space, memory, a program
    ABORTED = "aborted"  # whoever worked at it has ended without a word
    ERROR = "error"  # ours

    @property
    def is_final(self) -> bool:
        """Whether trying again is of no use: what the version says is too long for the file."""
        return self in {Failure.SUMMARY_TOO_LONG, Failure.CELL_TOO_LONG}

    @cached_property
    def label(self) -> str:
        """The sentences people read: what happened and, where they can do something, what."""
        return {
            Failure.SUMMARY_TOO_LONG: _l(
                "„Das Wichtigste“ passt nicht auf eine Seite. Kürzen Sie Bewertung, "
                "Beschlussvorschlag oder Titel und frieren Sie eine neue Version ein."
            ),
            Failure.CELL_TOO_LONG: _l(
                "Ein Text ist für eine Zelle in Excel zu lang. Kürzen Sie ihn und frieren Sie eine "
                "neue Version ein."
            ),
            Failure.TOO_SLOW: _l("Es dauerte zu lange und wurde beendet."),
            Failure.REFUSED: _l("Das Setzprogramm konnte die Datei nicht herstellen."),
            Failure.SERVER: _l("Dem Server fehlte etwas, zum Beispiel Speicherplatz."),
            Failure.ABORTED: _l(
                "Die Arbeit daran ist abgebrochen, zum Beispiel weil der Server neu gestartet "
                "wurde."
            ),
            Failure.ERROR: _l("Ein Fehler im Programm hat es verhindert."),
        }[self]


MOST_ATTEMPTS = 5  # at making a file; then somebody has to ask for it again


def subject(plan: str, slug: str, number: int | None = None) -> str:
    """Return what audit entries call a report, or a version of it."""
    parts = [plan, "report", slug]
    return "/".join([*parts, f"v{number}"] if number else parts)


def file_name(plan: str, slug: str, number: int, wanted: Format) -> str:
    """Return what a file of a version is called: integration-2026-09-30-v1.pdf."""
    summary = "-kurzfassung" if wanted is Format.SUMMARY else ""
    return f"{plan}-{slug}-v{number}{summary}.{wanted.ending}"


def format_of(name: str, plan: str, slug: str, number: int) -> Format | None:
    """Return the format of a version's file by its name; None if no file is called so."""
    names = {file_name(plan, slug, number, one): one for one in Format}
    return names.get(name)


def check_days(as_of: date, since: date | None, first: date, today: date) -> None:
    """Raise RuleError unless there can be a report for a day, compared with another.

    Args:
        first: the day of the plan's first fact.
    """
    if as_of > today:
        raise RuleError(_("Wählen Sie als Stichtag heute oder einen früheren Tag."), field="as_of")
    if as_of < first:
        text = _("Wählen Sie als Stichtag einen Tag ab dem %(day)s: Davor gab es den Plan nicht.",
                 day=day_text(first))  # fmt: skip
        raise RuleError(text, field="as_of")
    if since is not None and not first <= since < as_of:
        text = _("Wählen Sie zum Vergleich einen Tag ab dem %(first)s und vor dem Stichtag.",
                 first=day_text(first))  # fmt: skip
        raise RuleError(text, field="since")


def check_change(text: str, number: int) -> None:
    """Raise RuleError unless a version says what is different from the one before.

    Args:
        number: of the version; the first one corrects nothing.
    """
    if number > 1 and not text.strip():
        raise RuleError(_("Geben Sie an, was diese Version ändert."), field="change")


def check_summary(*, is_too_long: bool) -> None:
    """Raise RuleError if the essentials are too long for the page of the summary."""
    if is_too_long:
        raise RuleError(
            _(
                "„Das Wichtigste“ passt nicht auf die eine Seite der Kurzfassung. Kürzen Sie "
                "Bewertung, Beschlussvorschlag oder Titel."
            )
        )


def check_reason(text: str) -> None:
    """Raise RuleError unless there is a reason for a redaction."""
    if not text.strip():
        raise RuleError(_("Geben Sie an, warum diese Version entfernt wird."), field="reason")
