"""The command that holds hints against what came."""

import sys
from datetime import date
from fractions import Fraction

import click
from flask.cli import AppGroup
from sqlalchemy.exc import NoResultFound

from tracker import clock
from tracker.forecast.queries import recorded_standings
from tracker.forecast.rules import FEWEST, SOON, Review, Score, review
from tracker.i18n import day_text
from tracker.options import day
from tracker.plan import queries as plans
from tracker.plan.queries import PlanRow

NO_FIGURES = "nicht aussagekräftig"
SAMPLE = """\
„{plan}“ ist ein Beispielplan. Sein Verlauf ist erdacht; was seine Hinweise treffen, sagt nichts
über einen wirklichen Plan."""
TOO_FEW = """\
Fälle: {number}. Nötig sind mindestens {fewest}. Ein Fall ist eine offene Empfehlung an einem
Monatsende, von der im halben Jahr danach ein Meilenstein fällig war und vor der andere Fälle
schon ausgegangen waren. Es zählt nur, was an den Tagen selbst schon eingetragen war."""
HEAD = """\
Rückschau auf die frühen Hinweise zu „{plan}“
{number} Fälle an {days} Monatsenden vom {first} bis zum {last}; {slipped} davon kamen zu spät.
Zum Lernen: {known} Fälle, diese eingeschlossen."""
RULE = ["Regel", "Fälle", "gewarnt", "zu Recht", "Genauigkeit", "Trefferquote", "Brier-Wert"]
LEVEL = ["Stufe", "Fälle", "zu spät", "Anteil"]
BETTER = """\
Ergebnis: Die Hinweise haben hier mehr vorhergesagt als die Frist von 90 Tagen und als der Anteil
früherer Verspätungen allein (kleinster Brier-Wert)."""
NO_BETTER = """\
Ergebnis: Die Hinweise haben hier nicht mehr vorhergesagt als die Frist von 90 Tagen oder der Anteil
früherer Verspätungen allein (kein kleinerer Brier-Wert). Sie nennen, was auffällt; als Vorhersage
taugen sie hier nicht."""
FOOT = """\
Genauigkeit: Anteil der Verspätungen an dem, wovor gewarnt wurde. Trefferquote: Anteil der
Verspätungen, vor denen gewarnt wurde. Brier-Wert: 0 ist am besten, 1 am schlechtesten.
Immer gewarnt: Jeder Fall gilt als so wahrscheinlich, wie frühere Fälle zu spät kamen.
Was das nicht sagt, steht in docs/forecast.md."""

group = AppGroup("forecast", help="Frühe Hinweise an dem messen, was danach kam.")


@group.command("check")
@click.argument("slug", metavar="PLAN")
@click.option(
    "--from", "first", type=day, metavar="TAG", help="Nur Monatsenden ab diesem Tag bewerten."
)
@click.option(
    "--to", "last", type=day, metavar="TAG", help="Nur Monatsenden bis zu diesem Tag bewerten."
)
def check(slug: str, first: date | None, last: date | None) -> None:
    """Hält die Hinweise früherer Monatsenden gegen das, was ein halbes Jahr später war.

    Was gemessen wird und was es nicht sagt, steht in docs/forecast.md.

    Zum Beispiel: tracker forecast check integration --from 2024-01-01
    """
    if first and last and first > last:
        raise click.UsageError("--from nennt einen späteren Tag als --to.")
    try:
        plan = plans.plan(slug)
    except NoResultFound:
        click.echo(f"Einen Plan „{slug}“ gibt es nicht.", err=True)
        sys.exit(1)
    found = None
    if not plan.is_sample:
        standings = recorded_standings(plan, clock.today())
        found = review(standings, first or date.min, last or date.max)
    for line in _told(plan, found):
        click.echo(line)


def _told(plan: PlanRow, found: Review | None) -> list[str]:
    if found is None:
        return [NO_FIGURES, SAMPLE.format(plan=plan.slug)]
    number = len(found.judged)
    if not found.is_telling:
        return [NO_FIGURES, TOO_FEW.format(number=number, fewest=FEWEST)]
    days = sorted({case.on for case in found.judged})
    rules = [
        ["Frühe Hinweise", *_score(found.hints)],
        [f"In {SOON} Tagen fällig", *_score(found.due_soon)],
        ["Immer gewarnt", *_score(found.always)],
    ]
    levels = [
        [str(one.level.label), str(one.cases), str(one.slipped), _part(one.slipped, one.cases)]
        for one in found.shares
    ]
    head = HEAD.format(
        plan=plan.slug,
        number=number,
        days=len(days),
        first=day_text(days[0]),
        last=day_text(days[-1]),
        slipped=found.hints.slipped,
        known=found.known,
    )
    verdict = BETTER if found.is_better else NO_BETTER
    return [head, "", *_table(RULE, rules), "", verdict, "", *_table(LEVEL, levels), "", FOOT]


def _score(found: Score) -> list[str]:
    return [
        str(found.cases),
        str(found.warned),
        str(found.hits),
        _decimal(found.precision, 2),
        _decimal(found.recall, 2),
        _decimal(found.brier, 4),
    ]


def _part(part: int, whole: int) -> str:
    return _decimal(Fraction(part, whole) if whole else None, 2)


def _decimal(value: Fraction | None, digits: int) -> str:
    return "–" if value is None else f"{float(value):.{digits}f}".replace(".", ",")


def _table(heads: list[str], rows: list[list[str]]) -> list[str]:
    """Return lines with the first column to the left and figures to the right."""
    widths = [max(len(row[place]) for row in [heads, *rows]) for place in range(len(heads))]
    return [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in [heads, *rows]
    ]
