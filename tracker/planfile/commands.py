"""The commands of the plan file: import, export, list."""

import gc
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from tracker.errors import RuleError, StaleError
from tracker.i18n import _, say
from tracker.planfile import actions, document, queries
from tracker.planfile.difference import Difference
from tracker.planfile.entries import Entry
from tracker.planfile.export import export as exported
from tracker.planfile.words import WORDS

STANDARD_INPUT = "-"


@click.group(name="plan")
def group() -> None:
    """Pläne einspielen, ausgeben und auflisten."""


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise click.BadParameter(
            _("„%(day)s“ ist kein Tag. Erwartet wird ein Tag wie 2026-09-30.", day=text)
        )
    return day


@contextmanager
def _without_collector() -> Iterator[None]:
    """Spare the collector of cycles a million values that all stay until the command ends."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@group.command(name="import")
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Nur prüfen und sagen, was sich ändern würde.")
@with_appcontext
def import_file(file: Path, *, dry_run: bool) -> None:
    """Spielt einen Plan aus einer Datei ein, ganz oder gar nicht.

    Die Datei ist JSON, wie in docs/plan-file.md beschrieben; „-“ liest die Standardeingabe.

    Zum Beispiel: tracker plan import plan.json --dry-run
    """
    _require_tables()
    try:
        with _without_collector():
            plan = document.parse(_read(file))
            found = actions.rehearse(plan) if dry_run else actions.import_plan(plan)
    except StaleError:
        _refuse(_("Der Plan wurde eben von anderer Seite geändert. Rufen Sie den Befehl neu auf."))
    except RuleError as error:
        _refuse(_("Nichts gespeichert:"), str(error))
    else:
        if dry_run:
            click.echo(_("Probelauf: Es wird nichts gespeichert."))
        for line in _told(found):
            click.echo(line)


@group.command(name="export")
@click.argument("slug", metavar="PLAN")
@click.option(
    "--stichtag",
    type=_day,
    metavar="TAG",
    help="Nur, was an diesem Tag galt, zum Beispiel 2026-09-30.",
)
@with_appcontext
def export(slug: str, stichtag: date | None) -> None:
    """Gibt einen Plan als Datei auf der Standardausgabe aus.

    Zum Beispiel: tracker plan export integration --stichtag 2026-09-30
    """
    _require_tables()
    try:
        with _without_collector():
            text = exported(slug, stichtag)
    except RuleError as error:
        _refuse(str(error))
    else:
        sys.stdout.buffer.write(text.encode())


@group.command(name="list")
@with_appcontext
def list_plans() -> None:
    """Listet alle Pläne auf: Kurzname, Zahl der Empfehlungen, Titel.

    Zum Beispiel: tracker plan list
    """
    _require_tables()
    plans = queries.listed()
    if not plans:
        click.echo(_("Es gibt noch keinen Plan. Einer kommt mit: tracker plan import DATEI"))
    for plan in plans:
        click.echo(f"{plan.slug}\t{plan.recommendations}\t{say(plan.title)}")


def _require_tables() -> None:
    if not queries.is_ready():
        _refuse(_("Die Datenbank ist noch leer. Richten Sie sie ein mit: tracker db upgrade"))


def _read(file: Path) -> bytes:
    if str(file) == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise RuleError(_("Die Datei %(file)s gibt es nicht.", file=file)) from error
    except OSError as error:
        raise RuleError(_("Die Datei %(file)s lässt sich nicht lesen.", file=file)) from error


def _refuse(*lines: str) -> None:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)


def _told(found: Difference) -> list[str]:
    slug = found.plan.text("slug")
    if found.is_empty:
        return [_("Plan „%(slug)s“: Es ist nichts zu ändern.", slug=slug)]
    lines = [
        _("Plan „%(slug)s“ ist neu.", slug=slug)
        if found.is_new
        else _("Plan „%(slug)s“ wird ergänzt.", slug=slug)
    ]
    changed = [new for new, _old in found.changed]
    for entries, word in (
        (found.added, _("dazu")),
        (changed, _("geändert")),
        (found.removed, _("entfernt")),
    ):
        lines += [f"  {word}: {number} × {name}" for name, number in _counts(entries)]
    return lines


def _counts(entries: list[Entry]) -> list[tuple[str, int]]:
    counts = Counter(entry.section.path for entry in entries)
    return [(str(WORDS[path]), number) for path, number in counts.items()]
