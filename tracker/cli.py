"""The command `tracker`: Flask's commands and those of the parts."""

import os
import sys

import click
from flask import Flask
from flask.cli import FlaskGroup, ScriptInfo

from tracker import settings
from tracker.app import create_app
from tracker.errors import SettingsError

group = FlaskGroup(
    create_app=create_app,
    load_dotenv=False,
    add_version_option=False,
    help="Zeigt, wie weit der Masterplan eines Kreises ist.",
)


def main() -> None:
    """Run a command; wrong settings are told in sentences, without a traceback."""
    if _asks_help(sys.argv[1:]):
        group.main(prog_name="tracker", obj=ScriptInfo(create_app=_without_settings))
    makes_database = sys.argv[1:3] == ["db", "upgrade"] or sys.argv[1:2] == ["demo"]
    folder = settings.instance_folder()
    try:
        if (
            makes_database
            and "TRACKER_SECRET_KEY" not in os.environ
            and settings.write_first(folder)
        ):
            click.echo(f"{folder.name}/settings.toml ist geschrieben, mit einem neuen Schlüssel.")
        settings.load(folder, os.environ)
    except SettingsError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        sys.exit(2)
    group.main(prog_name="tracker")


def _asks_help(words: list[str]) -> bool:
    """Return whether nothing can run but the help: --help after names alone, or no word at all."""
    *names, last = words or ["--help"]
    return last == "--help" and not any(name.startswith("-") for name in names)


def _without_settings() -> Flask:
    """Return an application that knows the commands; none of them runs in it."""
    return create_app({"SECRET_KEY": "help"})
