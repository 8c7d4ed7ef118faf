"""The command `tracker`: Flask's commands and those of the parts."""

import os
import sys

import click
from flask.cli import FlaskGroup

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
