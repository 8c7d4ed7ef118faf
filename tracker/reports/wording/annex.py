"""Section 7: the annex: how it is computed, who takes part, indicators, glossary."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tracker.i18n import _, number_text, say
from tracker.reports.content import Content
from tracker.reports.content.members.plain import Indicator
from tracker.reports.document import (
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Kind,
    Paragraph,
    Table,
)
from tracker.reports.wording import method, proof
from tracker.reports.wording.texts import term

YEARS = 5  # of indicators, the newest: as long as a Kreistag in Hessen sits


def blocks(content: Content) -> Iterator[Block]:
    """Tell what the report rests on."""
    yield Heading(1, _("Anhang"), "anhang")
    yield Heading(2, _("So wird gerechnet"), "methode")
    yield from method.blocks(content)
    if content["recommendations"]:
        yield from proof.blocks(content)
    yield Heading(2, _("Beteiligte"), "beteiligte")
    yield _organisations(content)
    yield Heading(2, _("Indikatoren"), "indikatoren")
    yield from _indicators(content)
    yield Heading(2, _("Begriffe"), "begriffe")
    yield Facts(tuple(_glossary()))


def _organisations(content: Content) -> Table | Paragraph:
    rows = [one for one in content["organisations"] if any(one["parts"].values())]
    if not rows:
        return Paragraph(_("Zum Stichtag ist keine Organisation beteiligt."))
    return Table(
        key="annex.organisations",
        caption=_("Organisationen und ihre Empfehlungen"),
        columns=(
            Column(_("Organisation")),
            Column(_("Art")),
            Column(_("federführend"), Kind.CODES),
            Column(_("mitwirkend"), Kind.CODES),
            Column(_("fördernd"), Kind.CODES),
        ),
        rows=tuple(
            (
                say(one["name"]),
                say(term(content, "organisation_categories", one["category"])) or None,
                *(
                    ", ".join(one["parts"][part]) or None
                    for part in ("lead", "contributing", "funding")
                ),
            )
            for one in rows
        ),
    )


def _indicators(content: Content) -> Iterator[Block]:
    found = content["indicators"]
    if not found:
        yield Paragraph(_("Zu diesem Plan sind keine Indikatoren eingetragen."))
        return
    yield Paragraph(
        _("Indikatoren beschreiben eine Lage oder eine Leistung. Sie beweisen nicht, dass eine "
          "Empfehlung wirkt.")
    )  # fmt: skip
    kinds = [_kind(one["baseline"] for one in found), _kind(one["target"] for one in found)]
    yield Table(
        key="annex.indicators",
        caption=_("Indikatoren: wo sie begannen und wohin sie sollen"),
        columns=(
            Column(_("Indikator")),
            Column(_("Empfehlung"), Kind.CODES),
            Column(_("Einheit")),
            Column(_("Ausgangsjahr"), Kind.YEAR),
            Column(_("Ausgangswert"), kinds[0]),
            Column(_("Zieljahr"), Kind.YEAR),
            Column(_("Zielwert"), kinds[1]),
            Column(_("Quelle des neuesten Werts")),
        ),
        rows=tuple(_indicator(one, kinds) for one in found),
    )
    years = sorted({value["year"] for one in found for value in one["values"]})[-YEARS:]
    if years:
        yield _values(found, years)


def _indicator(one: Indicator, kinds: list[Kind]) -> tuple[Cell, ...]:
    source = say(one["values"][-1]["source"]) if one["values"] else ""
    return (
        say(one["name"]),
        one["code"],
        say(one["unit"]),
        one["baseline_year"],
        _cell(one["baseline"], kinds[0]),
        one["target_year"],
        _cell(one["target"], kinds[1]),
        source or None,
    )


def _values(found: list[Indicator], years: list[int]) -> Table:
    """Give the values of the newest years, a column a year; the data hold all of them."""
    by_year = [{value["year"]: value["value"] for value in one["values"]} for one in found]
    kinds = [_kind(values.get(year) for values in by_year) for year in years]
    return Table(
        key="annex.values",
        caption=_("Indikatoren: Werte je Jahr"),
        columns=(
            Column(_("Indikator")),
            Column(_("Empfehlung"), Kind.CODES),
            *(Column(str(year), kind) for year, kind in zip(years, kinds, strict=True)),
        ),
        rows=tuple(
            (
                say(one["name"]),
                one["code"],
                *(_cell(values.get(year), kind) for year, kind in zip(years, kinds, strict=True)),
            )
            for one, values in zip(found, by_year, strict=True)
        ),
    )


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


def _glossary() -> Iterator[tuple[str, str]]:
    yield _("Handlungsfeld"), _("Ein Thema des Plans. Jede Empfehlung gehört zu einem.")
    yield (
        _("Empfehlung"),
        _("Was der Plan zu tun empfiehlt. Ihr Kürzel bleibt und wird nie wiederverwendet."),
    )
    yield (
        _("Meilenstein"),
        _("Ein Schritt einer Empfehlung mit einem Termin: geplant, in Arbeit, erledigt oder "
          "entfallen."),
    )  # fmt: skip
    yield (
        _("Termin"),
        _("Bis wann ein Meilenstein erledigt sein soll. Ein Quartal zählt bis zu seinem letzten "
          "Tag."),
    )  # fmt: skip
    yield (
        _("Beteiligte"),
        _("Organisationen, die eine Empfehlung federführend, mitwirkend oder fördernd tragen."),
    )
    yield (
        _("Sachstand"),
        _("Ein Text einer beteiligten Organisation darüber, wie es um ihre Empfehlung steht."),
    )
    yield (
        _("Hemmnis"),
        _("Was einer Empfehlung im Weg steht, und wer es lösen könnte."),
    )
    yield _("Stichtag"), _("Der Tag, für den dieser Bericht gilt: so, wie der Plan an seinem Ende "
                           "stand.")  # fmt: skip
    yield _("Drucksache"), _("Eine Vorlage oder Mitteilung an ein Gremium.")
