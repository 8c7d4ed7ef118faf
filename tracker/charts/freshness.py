"""How recently the recommendations were reported on, field by field."""

from collections.abc import Sequence

from tracker.charts import bars
from tracker.charts.bars import Bar
from tracker.charts.chart import Chart, FieldRow
from tracker.i18n import _, _n
from tracker.standing.rules import Freshness
from tracker.standing.summary import Summary


def freshness_bars(rows: Sequence[FieldRow], whole: Summary) -> Chart:
    """Draw one stacked bar a field; for a single field one bar.

    Args:
        whole: the figures of all rows together, for the sentence.
    """
    parts = bars.segments(Freshness)
    held = [Bar(row, tuple(row.summary.freshnesses.values())) for row in rows]
    return Chart(
        id="aktualitaet",
        title=_("Aktualität der Meldungen"),
        sentence=_sentence(whole),
        figure=bars.stacked(held, parts),
        columns=(_("Handlungsfeld"), *(part.label for part in parts), _("insgesamt")),
        rows=bars.table(held, parts),
        drawing=bars.drawing(held, parts, "bild-aktualitaet"),
    )


def _sentence(whole: Summary) -> str:
    if not whole.total:
        return _("Zum Stichtag gibt es keine Empfehlungen.")
    return _n(
        "1 Empfehlung: %(current)s aktuell gemeldet, %(due)s mit fälliger Meldung, "
        "%(stale)s mit veralteter Meldung, %(never)s nie gemeldet; für %(exempt)s ist keine "
        "Meldung nötig.",
        "%(num)s Empfehlungen: %(current)s aktuell gemeldet, %(due)s mit fälliger Meldung, "
        "%(stale)s mit veralteter Meldung, %(never)s nie gemeldet; für %(exempt)s ist keine "
        "Meldung nötig.",
        whole.total,
        **{freshness.value: number for freshness, number in whole.freshnesses.items()},
    )
