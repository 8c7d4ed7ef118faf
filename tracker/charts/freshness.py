"""How recently the recommendations were reported on, field by field."""

from collections.abc import Sequence

from tracker.charts import bars
from tracker.charts.bars import Bar
from tracker.charts.chart import Chart, FieldRow, linked
from tracker.i18n import _, _n
from tracker.standing.rules import Freshness


def freshness_bars(rows: Sequence[FieldRow], whole: FieldRow) -> Chart:
    """Draw one stacked bar a field; for a single field one bar.

    Args:
        whole: all rows together, for the sentence.
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


def _sentence(whole: FieldRow) -> str:
    found, lists = whole.summary, whole.lists
    if not found.total:
        return _("Zum Stichtag gibt es keine Empfehlungen.")
    name = _n("%(num)s Empfehlung", "%(num)s Empfehlungen", found.total)
    total = linked(found.total, lists.recommendations(), name)
    return _n(
        "%(num)s Empfehlung: %(current)s aktuell gemeldet, %(due)s mit fälliger Meldung, "
        "%(stale)s mit veralteter Meldung, %(never)s nie gemeldet; für %(exempt)s ist keine "
        "Meldung nötig.",
        "%(num)s Empfehlungen: %(current)s aktuell gemeldet, %(due)s mit fälliger Meldung, "
        "%(stale)s mit veralteter Meldung, %(never)s nie gemeldet; für %(exempt)s ist keine "
        "Meldung nötig.",
        found.total,
        num=total,
        **{
            one.value: linked(number, lists.recommendations(one), f"{number} {one.label}")
            for one, number in found.freshnesses.items()
        },
    )
