"""The drawing of a figure, made from the numbers of its table."""

from tracker.charts import svg, theme
from tracker.charts.theme import Fill
from tracker.reports.document import Document, Figure, FigureKind, Kind, shown


def drawing(figure: Figure, document: Document, name: str, font: str = theme.FONT) -> str:
    """Return a figure as SVG, in the language spoken.

    Args:
        name: unique among the drawings of a page.
    """
    table = next(table for table in document.tables if table.key == figure.table)
    places = [place for place, one in enumerate(table.columns) if one.kind is Kind.NUMBER]
    rows = [
        svg.Row(
            shown(row[0], table.columns[0].kind),
            [None if row[at] is None else int(row[at] or 0) for at in places],
        )
        for row in table.rows
    ]
    names = [table.columns[place].name for place in places]
    if figure.kind is FigureKind.STACKED:
        return svg.stacked(rows, [svg.Part(*part) for part in _filled(names)], name, font)
    if figure.kind is FigureKind.BARS:
        return svg.bars(rows, font)
    return svg.lines(rows, names, font)


def _filled(names: list[str]) -> list[tuple[str, Fill]]:
    """Return the fill of each part: that which a status has on all pages, else one in order."""
    fills = {
        str(member.label): fill  # type: ignore[attr-defined]  # each kind that is drawn has one
        for kind in theme.FILLS
        for member, fill in theme.FILLS[kind].items()
    }
    others = list(next(iter(theme.FILLS.values())).values())
    return [
        (name, fills.get(name, others[place % len(others)])) for place, name in enumerate(names)
    ]
