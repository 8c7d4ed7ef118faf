"""A report as a workbook: a sheet for each table or family of tables, nothing of it a formula."""

import io
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from tracker.i18n import _
from tracker.reports.document import Cell, Document, Kind, Table, shown
from tracker.reports.output.columns import is_figure, rows
from tracker.reports.output.sheets import merged, name, typed
from tracker.reports.output.text import OutputError, notices
from tracker.reports.rules import Failure

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_FOOT = 200  # characters of the line that is printed at the foot
NARROWEST, WIDEST = 12, 60  # characters of a column
DECIMALS = 4  # of a share


class Looks(NamedTuple):
    """How cells are set."""

    title: "Format"
    strong: "Format"
    head: "Format"
    head_right: "Format"
    kinds: "dict[Kind, Format]"


def render(document: Document, _content: str, at: datetime) -> bytes:
    """Return a workbook: a sheet about the report, then its tables."""
    import xlsxwriter  # late: a tenth of the program's start, needed once in a while

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": document.title, "created": at, "comments": document.foot})
        looks = _looks(book, document.language)
        about = book.add_worksheet(_("Übersicht"))
        sheets = [
            (typed(table), book.add_worksheet(name(number, table)))
            for number, table in enumerate(merged(document), start=1)
        ]
        _about(about, document, sheets, looks)
        for table, sheet in sheets:
            _table(sheet, table, document, looks)
    return out.getvalue()


def _looks(book: "Workbook", language: str) -> Looks:
    top = {"valign": "top"}
    day = "dd.mm.yyyy" if language == "de" else "d mmmm yyyy"
    head = {**top, "bold": True, "text_wrap": True, "bg_color": "#eef2f7", "bottom": 2}
    return Looks(
        title=book.add_format({"bold": True, "font_size": 14}),
        strong=book.add_format({**top, "bold": True}),
        head=book.add_format(head),
        head_right=book.add_format({**head, "align": "right"}),
        kinds={
            Kind.TEXT: (text := book.add_format({**top, "text_wrap": True})),
            Kind.CODES: text,
            Kind.NUMBER: book.add_format({**top, "num_format": "#,##0"}),
            Kind.SHARE: book.add_format({**top, "num_format": "0.00%"}),
            Kind.DAY: book.add_format({**top, "num_format": day, "align": "left"}),
            Kind.PERIOD: book.add_format(top),
            Kind.YEAR: book.add_format({**top, "num_format": "0"}),
        },
    )


def _about(
    sheet: "Worksheet", document: Document, sheets: list[tuple[Table, "Worksheet"]], looks: Looks
) -> None:
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 80)
    _foot(sheet, document)
    sheet.write_string(0, 0, document.title, looks.title)
    line = 1
    for text in (*document.subtitle.split("\n"), *_remarks(document)):
        sheet.write_string(line, 0, text)
        line += 1
    line += 1
    kinds = document.cover.kinds or [Kind.TEXT] * len(document.cover.rows)
    for (label, value), kind in zip(document.cover.rows, kinds, strict=True):
        sheet.write_string(line, 0, label, looks.strong)
        _write(sheet, (line, 1), value, kind, looks)
        line += 1
    line += 1
    sheet.write_string(line, 0, _("Blatt"), looks.head)
    sheet.write_string(line, 1, _("Tabelle"), looks.head)
    for table, other in sheets:
        line += 1
        sheet.write_url(line, 0, f"internal:'{other.get_name()}'!A1", string=other.get_name())
        _text(sheet, line, 1, table.caption, looks)


def _table(sheet: "Worksheet", table: Table, document: Document, looks: Looks) -> None:
    """Write what the sheet is, then the names of the columns, then the rows."""
    remarks = _remarks(document)
    texts = rows(table)
    sheet.write_string(0, 0, table.caption, looks.title)
    for line, remark in enumerate(remarks, start=1):
        sheet.write_string(line, 0, remark)
    top = len(remarks) + 2
    for place, column in enumerate(table.columns):
        look = looks.head_right if is_figure(column) else looks.head
        sheet.write_string(top, place, column.name, look)
        widest = max(map(len, (column.name, *(row[place] for row in texts))))
        sheet.set_column(place, place, min(max(widest + 2, NARROWEST), WIDEST))
    for line, row in enumerate(table.rows, start=top + 1):
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _write(sheet, (line, place), cell, column.kind, looks)
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    if table.rows:
        sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)
    _foot(sheet, document)


def _remarks(document: Document) -> list[str]:
    """Return what stands on each sheet, which may leave the house alone."""
    return [*(notice.text for notice in notices(document)), document.foot]


def _foot(sheet: "Worksheet", document: Document) -> None:
    """Set how a sheet is printed."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    foot = document.foot[:LONGEST_FOOT].replace("&", "&&")
    sheet.set_footer(f"&L{foot}&R&P / &N")


def _write(sheet: "Worksheet", at: tuple[int, int], cell: Cell, kind: Kind, looks: Looks) -> None:
    if cell is None:
        sheet.write_blank(*at, None, looks.kinds[kind])
    elif kind in {Kind.NUMBER, Kind.YEAR}:
        sheet.write_number(*at, int(cell), looks.kinds[kind])
    elif kind is Kind.SHARE:
        sheet.write_number(*at, round(float(Fraction(str(cell))), DECIMALS), looks.kinds[kind])
    elif kind is Kind.DAY:
        sheet.write_datetime(*at, date.fromisoformat(str(cell)), looks.kinds[kind])
    else:
        _text(sheet, *at, shown(cell, kind), looks)


def _text(sheet: "Worksheet", line: int, place: int, text: str, looks: Looks) -> None:
    """Write a text.

    Raises:
        OutputError: if it is longer than a cell of Excel may be.
    """
    if sheet.write_string(line, place, text, looks.kinds[Kind.TEXT]):
        says = _("Ein Text ist für eine Zelle in Excel zu lang.")
        raise OutputError(says, Failure.CELL_TOO_LONG)
