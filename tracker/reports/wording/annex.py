"""Section 7: the annex: how it is computed, who takes part, indicators, glossary."""

from collections.abc import Iterator

from tracker.i18n import _, say
from tracker.reports.content import Content
from tracker.reports.document import (
    Block,
    Column,
    Facts,
    Heading,
    Kind,
    Paragraph,
    Table,
)
from tracker.reports.wording import indicators, method, proof
from tracker.reports.wording.texts import term


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
    yield from indicators.blocks(content)
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
