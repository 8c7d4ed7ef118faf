"""How many recommendations have which status, field by field."""

from collections.abc import Sequence

from tracker.charts import bars
from tracker.charts.bars import Bar
from tracker.charts.chart import Chart, FieldRow, linked
from tracker.i18n import _, _n
from tracker.plan.rules import Status


def status_bars(rows: Sequence[FieldRow], whole: FieldRow) -> Chart:
    """Draw one stacked bar a field; for a single field one bar.

    Args:
        whole: all rows together, for the sentence.
    """
    parts = bars.segments(Status)
    held = [Bar(row, tuple(row.summary.statuses.values())) for row in rows]
    return Chart(
        id="umsetzungsstand",
        title=_("Umsetzungsstand") if len(rows) == 1 else _("Umsetzungsstand je Handlungsfeld"),
        sentence=_sentence(whole),
        figure=bars.stacked(held, parts),
        columns=(_("Handlungsfeld"), *(part.label for part in parts), _("insgesamt")),
        rows=bars.table(held, parts),
        drawing=bars.drawing(held, parts, "bild-umsetzungsstand"),
    )


def _sentence(whole: FieldRow) -> str:
    found, lists = whole.summary, whole.lists
    if not found.total:
        return _("Zum Stichtag gibt es keine Empfehlungen.")
    name = _n("%(num)s Empfehlung", "%(num)s Empfehlungen", found.total)
    total = linked(found.total, lists.recommendations(), name)
    return _n(
        "%(num)s Empfehlung: %(completed)s abgeschlossen, %(ongoing)s als Daueraufgabe "
        "umgesetzt, %(in_progress)s in Umsetzung, %(in_preparation)s in Vorbereitung, "
        "%(not_started)s noch nicht begonnen, %(on_hold)s zurückgestellt, %(dropped)s entfallen.",
        "%(num)s Empfehlungen: %(completed)s abgeschlossen, %(ongoing)s als Daueraufgabe "
        "umgesetzt, %(in_progress)s in Umsetzung, %(in_preparation)s in Vorbereitung, "
        "%(not_started)s noch nicht begonnen, %(on_hold)s zurückgestellt, %(dropped)s entfallen.",
        found.total,
        num=total,
        **{
            status.value: linked(number, lists.recommendations(status), f"{number} {status.label}")
            for status, number in found.statuses.items()
        },
    )
