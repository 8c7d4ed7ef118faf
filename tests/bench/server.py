"""What gunicorn loads in a bench: the product, and on it three views to compare it with.

H answers at once. R reads the revision before, as every page out of the cache does. T renders 150
rows from memory as any Flask program would: a link, eight cells, a day each.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Flask, render_template_string, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.guard import public
from tracker.plan import queries as plans

ROWS = 150
TABLE = """<!doctype html>
<html lang="de">
<head><meta charset="utf-8"><title>{{ title }}</title></head>
<body>
<h1>{{ title }}</h1>
<table>
<thead><tr>
{% for name in columns %}<th scope="col">{{ name }}</th>{% endfor %}
</tr></thead>
<tbody>
{% for row in rows %}
<tr class="{{ loop.cycle('odd', 'even') }}">
<th scope="row"><a href="{{ url_for('bench_row', number=row.number) }}">{{ row.code }}</a></th>
<td>{{ row.title }}</td>
<td>{{ row.field }}</td>
<td>{{ row.status | capitalize }}</td>
<td>{{ row.day.strftime("%d.%m.%Y") }}</td>
<td>{% if row.is_late %}<strong>verspätet</strong>{% else %}im Plan{% endif %}</td>
<td>{{ row.done }} von {{ row.whole }}</td>
<td>{{ "%.1f" | format(100 * row.done / row.whole) }} %</td>
</tr>
{% endfor %}
</tbody>
</table>
</body>
</html>"""


@dataclass(frozen=True)
class Row:
    """A row of the table."""

    number: int
    code: str
    title: str
    field: str
    status: str
    day: date
    is_late: bool
    done: int
    whole: int


def mount(app: Flask) -> Flask:
    """Add the views to compare with."""
    rows = [
        Row(
            number=number,
            code=f"A-{number:03}",
            title=f"Sprachkurs & Begleitung am Abend an Ort {number}",
            field="Sprache und Bildung",
            status="in Umsetzung",
            day=date(2026, 1, 1) + timedelta(days=number),
            is_late=number % 3 == 0,
            done=number % 5,
            whole=5,
        )
        for number in range(ROWS)
    ]
    columns = (
        "Nummer", "Titel", "Feld", "Stand", "Termin", "Lage", "Meilensteine", "Anteil",
    )  # fmt: skip

    @app.get("/bench/hello")
    @public
    def bench_hello() -> ResponseReturnValue:
        return "hello"

    @app.get("/bench/revision/<slug>")
    @public
    def bench_revision(slug: str) -> ResponseReturnValue:
        own, shared = plans.revision(slug)
        return f"{own} {shared}"

    @app.get("/bench/table")
    @public
    def bench_table() -> ResponseReturnValue:
        # Flask's own url_for, as any program would call it.
        return render_template_string(
            TABLE, title="Tabelle", columns=columns, rows=rows, url_for=url_for
        )

    @app.get("/bench/row/<int:number>")
    @public
    def bench_row(number: int) -> ResponseReturnValue:
        return str(number)

    return app


def application() -> Flask:
    """Return what is measured, as a server loads it; gunicorn calls this."""
    import wsgi

    return mount(wsgi.app)
