"""The table: every figure beside its bar, and whether it was met."""

from collections.abc import Iterable, Sequence

from tests.bench.measure import Measured, Page
from tests.bench.weight import Weight

# What the figures are held against. Times are multiples of T, rates shares of R.
FIRST_RENDERING = {"field": 4.0, "recommendation": 4.0}
KEPT_PAGE = 0.85
STATUS_CHANGE = 3.0
WRITERS_P95 = 500.0  # milliseconds
STATEMENTS = 12
MEMORY = 150.0  # megabytes
START = 1.5  # seconds
REPORT = {"S": 2.0, "M": 5.0, "L": 5.0}  # seconds, from the facts to the PDF
REPORT_MEMORY = 300.0  # megabytes of each process, the largest as /usr/bin/time tells it
HTML, WHOLE = 60_000, 420_000  # bytes, brotli
FONTS = 2  # files
GROWTH = 1.35  # L against M; what the machine drifts by

LEGEND = """\
T: a Jinja table of 150 rows from memory. R: hello-world and the statement that reads the revision.
H: hello-world. All three run in the same server; T right before each request, R right before and
after each load.
Times at one client, answers a second at eight. Bars hold for M. ✓ met, ✗ missed, · no bar."""


def table(found: Sequence[Measured]) -> str:
    """Return all that was measured as one text."""
    parts = [LEGEND, _pages(found), _kept(found), _growth(found), _writes(found)]
    parts += [_machines(found), _papers(found), _weights(found[-1].weights)]
    return "\n\n".join(part for part in parts if part)


def _pages(found: Iterable[Measured]) -> str:
    rows = [
        (
            page.database, page.size, page.name, f"{page.times.p50:.1f}", f"{page.times.p95:.1f}",
            f"{page.times.table:.1f}", f"{page.times.in_tables:.1f} T",
            _at_most(page.times.in_tables, FIRST_RENDERING.get(page.name), "T", page.size),
            f"{page.anew.per_second:.0f}", f"{page.anew.of_revision:.3f} R",
            str(page.statements), _statements(page, found), f"{page.raw / 1000:.1f}",
            f"{page.brotli / 1000:.1f}",
        )
        for one in found
        for page in one.pages
    ]  # fmt: skip
    return _lines(
        "First rendering (no cache)",
        ("", "", "page", "p50 ms", "p95 ms", "T ms", "p50", "bar", "1/s", "1/s", "statements",
         "bar", "kB raw", "kB br"),
        rows,
    )  # fmt: skip


def _kept(found: Iterable[Measured]) -> str:
    rows = [
        (
            page.database, page.size, page.name, f"{page.kept.per_second:.0f}",
            f"{page.kept.revision:.0f}", f"{page.kept.of_revision:.2f} R",
            f"≥ {KEPT_PAGE} R {_mark(page.kept.of_revision >= KEPT_PAGE)}",
        )
        for one in found
        for page in one.pages
    ]  # fmt: skip
    head = ("", "", "page", "1/s", "R 1/s", "share", "bar")
    return _lines("Unchanged public page (out of the cache)", head, rows)


def _growth(found: Sequence[Measured]) -> str:
    pages = {(page.database, page.name, page.size): page for one in found for page in one.pages}
    rows = []
    for (database, name, size), page in pages.items():
        middle = pages.get((database, name, "M"))
        if size == "L" and middle is not None:
            ratio = page.times.in_tables / middle.times.in_tables
            rows.append((database, name, f"{ratio:.2f}", f"≤ {GROWTH} {_mark(ratio <= GROWTH)}"))
    title = "A page of one of twenty plans (L) against the same page of one alone (M), in T"
    return _lines(title, ("", "page", "L ÷ M", "bar"), rows) if rows else ""


def _writes(found: Iterable[Measured]) -> str:
    rows = [
        (
            one.writes.database, one.writes.size, f"{one.writes.times.p50:.1f}",
            f"{one.writes.times.p95:.1f}", f"{one.writes.times.in_tables:.1f} T",
            _at_most(one.writes.times.in_tables, STATUS_CHANGE, "T", one.writes.size),
            str(one.writes.statements), name, f"{load.per_second:.0f}",
            f"{load.per_second / one.machine.revisions:.2f} R", f"{load.p95:.0f}",
            f"≤ {WRITERS_P95:.0f} {_mark(load.p95 <= WRITERS_P95)}", str(load.saved),
            str(load.conflicts), _mark(not load.conflicts) if name == "own" else "·",
        )
        for one in found
        for name, load in (("own", one.writes.apart), ("same", one.writes.together))
    ]  # fmt: skip
    head = (
        "", "", "p50 ms", "p95 ms", "p50", "bar", "statements", "8 on", "1/s", "1/s", "p95 ms",
        "bar", "saved", "409", "0 refused",
    )  # fmt: skip
    return _lines("Status change (the POST alone), then eight writers at once", head, rows)


def _machines(found: Iterable[Measured]) -> str:
    rows = [
        (
            m.database, m.size, f"{m.imported_in:.2f}", f"{m.started_in:.2f}",
            f"≤ {START} {_mark(m.started_in <= START)}", f"{m.memory:.0f}",
            f"≤ {MEMORY:.0f} {_mark(m.memory <= MEMORY)}", f"{m.resident:.0f}", f"{m.worker:.0f}",
            f"{m.hello:.1f}", f"{m.revision:.1f}", f"{m.table:.1f}", f"{m.hellos:.0f}",
            f"{m.revisions:.0f}", f"{m.tables:.0f}",
        )
        for m in (one.machine for one in found)
    ]  # fmt: skip
    head = (
        "", "", "import s", "start s", "bar", "MB", "bar", "MB resident", "one worker", "H ms",
        "R ms", "T ms", "H 1/s", "R 1/s", "T 1/s",
    )  # fmt: skip
    title = "Server after the load (MB: shared memory counted once; resident: in every process)"
    return _lines(title, head, rows)


def _papers(found: Iterable[Measured]) -> str:
    rows = [
        (
            one.machine.database, one.machine.size, f"{p.content:.2f}", f"{p.pdf:.2f}",
            _within(p.content + p.pdf, REPORT[one.machine.size]), f"{p.program:.0f}",
            f"{p.setting:.0f}", _within(max(p.program, p.setting), REPORT_MEMORY),
            f"{p.waiting + p.setting:.0f}", f"{p.size / 1000:.0f}", f"{p.summary:.2f}",
            f"{p.docx:.2f}", f"{p.xlsx:.2f}", f"{p.html:.2f}",
        )
        for one in found
        for p in (one.paper,)
    ]  # fmt: skip
    head = (
        "", "", "content s", "PDF s", "together", "MB", "MB PDF", "bar", "MB at once", "kB",
        "summary s", "Word s", "Excel s", "page s",
    )  # fmt: skip
    title = (
        "A report (MB: the program at most, and the process that sets the PDF, each with its bar; "
        "at once: the program until the PDF is done, and that process)"
    )
    return _lines(title, head, rows)


def _weights(weights: dict[str, Weight]) -> str:
    rows = [
        (
            name, f"{w.html / 1000:.1f}", f"≤ {HTML / 1000:.0f} {_mark(w.html <= HTML)}",
            f"{w.styles / 1000:.1f}", f"{w.scripts / 1000:.1f}", f"{w.other / 1000:.1f}",
            f"{w.whole / 1000:.1f}", f"≤ {WHOLE / 1000:.0f} {_mark(w.whole <= WHOLE)}",
            str(w.files), f"{w.fonts / 1000:.1f}", str(w.font_files),
            f"≤ {FONTS} {_mark(w.font_files <= FONTS)}",
        )
        for name, w in weights.items()
    ]  # fmt: skip
    head = (
        "page", "HTML", "bar", "CSS", "scripts", "other", "together", "bar", "files beside",
        "fonts", "files", "bar",
    )  # fmt: skip
    return _lines("Weight of a first visit in kB, brotli; fonts apart", head, rows)


def _statements(page: Page, found: Iterable[Measured]) -> str:
    same = {
        other.statements
        for one in found
        for other in one.pages
        if (other.name, other.database) == (page.name, page.database)
    }
    is_fine = page.statements <= STATEMENTS and len(same) == 1
    return f"≤ {STATEMENTS}, same {_mark(is_fine)}"


def _at_most(value: float, bar: float | None, unit: str, size: str) -> str:
    if bar is None or size == "S":
        return "·"
    return f"≤ {bar:.0f} {unit} {_mark(value <= bar)}"


def _within(value: float, bar: float) -> str:
    return f"≤ {bar:.0f} {_mark(value <= bar)}"


def _mark(is_met: bool) -> str:
    return "✓" if is_met else "✗"


def _lines(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return aligned columns: figures to the right, words to the left."""
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    words = {place for place in range(len(head)) if not any(_is_figure(row[place]) for row in rows)}

    def line(row: Sequence[str]) -> str:
        cells = [
            cell.ljust(width) if place in words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    body = [line(head), "  ".join("-" * width for width in widths), *(line(row) for row in rows)]
    return "\n".join([title, "", *body])


def _is_figure(cell: str) -> bool:
    return cell[:1].isdigit()
