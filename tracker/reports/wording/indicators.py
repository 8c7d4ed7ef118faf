"""Indicators: where they began and where they should go, and their values over the years."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tracker.i18n import _, number_text, say
from tracker.reports.content import Content
from tracker.reports.content.members.plain import Indicator
from tracker.reports.document import Block, Cell, Column, Kind, Paragraph, Table

YEARS = 5  # the newest, on paper: as long as a Kreistag in Hessen sits


def blocks(content: Content) -> Iterator[Block]:
    """Tell of the plan's indicators."""
    found = content["indicators"]
    if not found:
        yield Paragraph(_("Zu diesem Plan sind keine Indikatoren eingetragen."))
        return
    yield Paragraph(
        _("Indikatoren beschreiben eine Lage oder eine Leistung. Sie beweisen nicht, dass eine "
          "Empfehlung wirkt.")
    )  # fmt: skip
    yield _ends(found)
    years = sorted({value["year"] for one in found for value in one["values"]})[-YEARS:]
    if years:
        yield _newest(found, years)


def values(content: Content) -> Table:
    """Return every value of every year with its source, for programs."""
    rows = [(one, value) for one in content["indicators"] for value in one["values"]]
    kind = _kind(value["value"] for _one, value in rows)
    return Table(
        key="data.values",
        caption=_("Werte der Indikatoren"),
        columns=(
            Column(_("Empfehlung")),
            Column(_("Indikator")),
            Column(_("Einheit")),
            Column(_("Jahr"), Kind.YEAR),
            Column(_("Wert"), kind),
            Column(_("Quelle")),
        ),
        rows=tuple(
            (
                one["code"],
                say(one["name"]),
                say(one["unit"]),
                value["year"],
                _cell(value["value"], kind),
                say(value["source"]) or None,
            )
            for one, value in rows
        ),
    )


def _ends(found: list[Indicator]) -> Table:
    kinds = [
        _kind(one["baseline"] for one in found),
        _kind(one["target"] for one in found),
    ]
    return Table(
        key="annex.indicators",
        caption=_("Indikatoren: wo sie begannen und wohin sie sollen"),
        columns=(
            Column(_("Indikator"), Kind.CODES),
            Column(_("Ausgangsjahr"), Kind.YEAR),
            Column(_("Ausgangswert"), kinds[0]),
            Column(_("Zieljahr"), Kind.YEAR),
            Column(_("Zielwert"), kinds[1]),
            Column(_("Quelle des neuesten Werts")),
        ),
        rows=tuple(
            (
                _called(one),
                one["baseline_year"],
                _cell(one["baseline"], kinds[0]),
                one["target_year"],
                _cell(one["target"], kinds[1]),
                (say(one["values"][-1]["source"]) if one["values"] else "") or None,
            )
            for one in found
        ),
    )


def _newest(found: list[Indicator], years: list[int]) -> Table:
    """Give the values of some years, a column a year."""
    by_year = [{value["year"]: value["value"] for value in one["values"]} for one in found]
    kinds = [_kind(values.get(year) for values in by_year) for year in years]
    return Table(
        key="annex.values",
        caption=_("Indikatoren: Werte je Jahr"),
        columns=(
            Column(_("Indikator"), Kind.CODES),
            *(Column(str(year), kind) for year, kind in zip(years, kinds, strict=True)),
        ),
        rows=tuple(
            (
                _called(one),
                *(_cell(values.get(year), kind) for year, kind in zip(years, kinds, strict=True)),
            )
            for one, values in zip(found, by_year, strict=True)
        ),
    )


def _called(one: Indicator) -> str:
    """Return what an indicator is of, what it is called, and what it is measured in."""
    unit = say(one["unit"])
    name = f"{one['code']} {say(one['name'])}"
    return f"{name} ({unit})" if unit else name


def _kind(values: Iterable[str | None]) -> Kind:
    """Return what stands in a column of values: numbers where all of them are whole."""
    return Kind.NUMBER if all(_is_whole(one) for one in values if one) else Kind.TEXT


def _cell(value: str | None, kind: Kind) -> Cell:
    if value is None:
        return None
    return int(Decimal(value)) if kind is Kind.NUMBER else _amount(value)


def _amount(value: str) -> str:
    return number_text(int(value) if _is_whole(value) else float(value), digits=4)


def _is_whole(value: str) -> bool:
    return Decimal(value) == int(Decimal(value))
