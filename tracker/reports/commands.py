"""The commands of reports: build without storing, verify what is frozen."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import NoResultFound

from tracker import clock
from tracker.errors import RuleError
from tracker.i18n import LANGUAGES, _, day_text, speaking
from tracker.options import day
from tracker.plan import queries as plans
from tracker.plan.queries import PlanRow
from tracker.reports import building, rules
from tracker.reports.actions.verifying import Outcome, Verified, verify
from tracker.reports.inputs import Cover, dump
from tracker.reports.output import OutputError, render
from tracker.reports.queries.inputs import inputs
from tracker.reports.rules import Format
from tracker.reports.wording import suggested_resolution, suggested_title

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

SUMMARY = {"de": "kurzfassung", "en": "summary"}  # in the name of its file, by language


@click.group(name="report")
def group() -> None:
    """Berichte bauen und nachrechnen."""


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise click.BadParameter(_("Wählen Sie als Sprache de oder en."))
    return text


def _formats(text: str) -> list[Format]:
    names = [one.strip().lower() for one in text.split(",") if one.strip()]
    unknown = [one for one in names if one not in set(Format)]
    if unknown or not names:
        raise click.BadParameter(
            _("„%(name)s“ ist kein Format. Möglich sind: %(all)s.",
              name=", ".join(unknown) or text, all=", ".join(Format))
        )  # fmt: skip
    return [one for one in Format if one in names]


@group.command(name="build")
@click.argument("slug", metavar="PLAN")
@click.option(
    "--stichtag",
    "as_of",
    type=day,
    metavar="TAG",
    required=True,
    help="Der Tag, zum Beispiel 2026-09-30.",
)
@click.option("--since", type=day, metavar="TAG", help="Der Stichtag, mit dem verglichen wird.")
@click.option(
    "--format",
    "wanted",
    type=_formats,
    metavar="FORMATE",
    default=",".join(Format),
    show_default=True,
    help="Durch Kommas getrennt.",
)
@click.option(
    "--out",
    metavar="ORDNER",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Wohin die Dateien kommen; sonst der aktuelle Ordner.",
)
@click.option(
    "--language",
    type=_language,
    metavar="SPRACHE",
    default="de",
    show_default=True,
    help="de oder en.",
)
@with_appcontext
def build(
    slug: str, as_of: date, since: date | None, wanted: list[Format], out: Path, language: str
) -> None:
    """Baut einen Bericht aus dem, was jetzt bekannt ist, ohne ihn zu speichern.

    Zum Beispiel: tracker report build integration --stichtag 2026-09-30 --format pdf,docx
    """
    if since and since >= as_of:
        raise click.UsageError(_("--since nennt keinen Tag vor dem --stichtag."))
    try:
        of = _plan(slug)
        today = clock.today()
        rules.check_days(as_of, since, of.first_on or today, today)
        _write(of, as_of, since, wanted, out, language)
    except (RuleError, OutputError) as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(
            _("In den Ordner %(folder)s lässt sich nicht schreiben.", folder=out),
            _told_by_system(error),
        )


@group.command(name="verify")
@click.argument("slug", metavar="[PLAN]", required=False)
@click.option("--files", "has_files", is_flag=True, help="Auch alle Dateien neu herstellen.")
@with_appcontext
def verify_command(slug: str | None, *, has_files: bool) -> None:
    """Rechnet eingefrorene Berichte nach und vergleicht Byte für Byte.

    Weicht etwas ab, nennt der Befehl es und endet mit 1.

    Zum Beispiel: tracker report verify integration --files
    """
    try:
        plan_id = _plan(slug).id if slug else None
    except RuleError as error:
        _refuse(str(error))
        return
    found = list(verify(plan_id, has_files=has_files))
    if not found:
        click.echo(_("Noch ist kein Bericht eingefroren."))
    for one in found:
        click.echo(f"{one.plan}/{one.slug} v{one.number}: {_told(one)}")
    if any(one.outcome is Outcome.DIFFERENT for one in found):
        sys.exit(1)


def _told(one: Verified) -> str:
    if one.outcome is Outcome.REDACTED:
        return _("entfernt, nicht nachrechenbar")
    if one.outcome is Outcome.DIFFERENT:
        return _("weicht ab: %(parts)s", parts=", ".join(one.differing))
    if one.later_release:
        return _("gleich (nur der Inhalt: eingefroren von einer anderen Version des Programms)")
    return _("gleich")


def _write(
    of: PlanRow,
    as_of: date,
    since: date | None,
    wanted: list[Format],
    out: Path,
    language: str,
) -> None:
    """Write the files under a progress bar, and name those that are finished."""
    known_at = clock.now()
    with speaking(language):
        cover = Cover(title=suggested_title(), language=language)
        resolution = suggested_resolution(as_of.isoformat())
    written: list[Path] = []
    label = _("Bericht zum %(day)s", day=day_text(as_of))
    try:
        with _progress(label, 1 + len(wanted)) as bar:
            held = dump(inputs(of, cover, {}, resolution))
            built = building.build(of, as_of, since, known_at, language, held)
            out.mkdir(parents=True, exist_ok=True)
            for one in wanted:
                bar.update(1, str(one.label))
                path = out / _name(of.slug, as_of, language, one)
                path.write_bytes(render(one, built.document, built.content, known_at))
                written.append(path)
            bar.update(1)
    finally:
        for path in written:
            click.echo(path)


def _progress(label: str, steps: int) -> "ProgressBar[str]":
    """Return a bar that names what is being made; where nobody looks it is one line."""
    return click.progressbar(
        length=steps,
        label=label,
        file=sys.stderr,
        show_eta=False,
        item_show_func=lambda name: name or "",
    )


def _name(plan: str, as_of: date, language: str, wanted: Format) -> str:
    summary = f"-{SUMMARY[language]}" if wanted is Format.SUMMARY else ""
    tongue = "" if language == LANGUAGES[0] else f"-{language}"
    return f"{plan}-{as_of.isoformat()}{tongue}{summary}.{wanted.ending}"


def _plan(slug: str) -> PlanRow:
    try:
        return plans.plan(slug)
    except NoResultFound:
        raise RuleError(_("Einen Plan „%(slug)s“ gibt es nicht.", slug=slug)) from None


def _told_by_system(error: OSError) -> str:
    """Return what the system says, without its number: the path and its sentence."""
    return ": ".join(str(part) for part in (error.filename, error.strerror) if part) or str(error)


def _refuse(*lines: str) -> None:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)
