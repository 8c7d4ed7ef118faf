"""Rows to CSV and XLSX for spreadsheet programs, safe against formulas in text."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker import clock
from tracker.i18n import language

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\0")
WIDEST = 60  # characters of a column


def csv_bytes(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return UTF-8 with BOM, semicolons, CRLF: what German Excel opens by double click.

    Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay
    numbers. Source: ASVS 5.0, 1.2.10.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], *, remarks: Sequence[str]
) -> bytes:
    """Return a workbook: one sheet with the rows, one with remarks, nothing taken for a formula.

    Args:
        title: name of the sheet, at most 31 characters.
        remarks: lines of the second sheet: what this is, of which day, whose data.
    """
    import xlsxwriter  # late: a tenth of the program's start, needed once in a while

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd.mm.yyyy" if language() == "de" else "d mmmm yyyy",
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": clock.now()})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for place, name in enumerate(columns):
            sheet.write_string(0, place, name, head)
            widest = max([len(name), *(len(str(row[place] or "")) for row in rows)])
            sheet.set_column(place, place, min(widest + 2, WIDEST))
        for line, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                _write(sheet, line, place, cell)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        about = book.add_worksheet("Info")
        about.set_column(0, 0, 100)
        for line, remark in enumerate(remarks):
            about.write_string(line, 0, remark)
    return out.getvalue()


def _write(sheet: "Worksheet", line: int, place: int, cell: Cell) -> None:
    if cell is None or (not cell and isinstance(cell, str)):
        return
    if isinstance(cell, date):
        sheet.write_datetime(line, place, cell)
    elif isinstance(cell, str):
        sheet.write_string(line, place, cell)
    else:
        sheet.write_number(line, place, cell)


def _plain(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and cell.startswith(DANGEROUS):
        return f"'{cell}"
    return cell
